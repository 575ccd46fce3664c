"""The likeliest of the names that may be an event's place, by weights that were learned."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.candidate import SITE, Candidate
from pipeline.extract.drafts import Draft
from pipeline.extract.mention_features import MentionFeatures
from pipeline.extract.values import Found
from pipeline.ranking import Features, likeliest, ranking

NOWHERE: Features = {"nowhere": 1.0}
"""What stands in a ranking for a page that tells no place."""
_MOST_NEAR, _MOST_FIRST = 40, 20
"""Of more candidates those nearest to the event's day are weighed, and those that begin the page."""


class Chooser:
    """Chooses among one page's candidates with the weights of a name; built once a page."""

    def __init__(self, name: str, candidates: Sequence[Candidate], features: MentionFeatures) -> None:
        self._name, self._candidates, self._features = name, candidates, features

    def chosen(self, draft: Draft, found: Sequence[Found], least: float) -> tuple[Candidate, float] | None:
        """Return the likeliest name at its likeliest mention, and its share; None below ``least``.

        ``found``: what is known of where the event is. A name's share is that of all its mentions together.
        """
        ones, told = self.weighed(draft, found)
        shares = ranking(self._name).shares([*told, NOWHERE])[: len(ones)]
        whole: dict[str, float] = {}
        for one, share in zip(ones, shares, strict=True):
            whole[one.key] = whole.get(one.key, 0.0) + share
        best = max(whole, key=lambda key: whole[key], default="")
        named = [one.key == best and one.way != SITE for one in ones]
        if not any(named) or whole[best] < least:
            return None  # the site's own town is told where nothing else is
        i = likeliest([share * own for own, share in zip(named, shares, strict=True)])
        return ones[i], round(whole[best], 3)

    def weighed(self, draft: Draft, found: Sequence[Found]) -> tuple[list[Candidate], list[Features]]:
        """Return the candidates for one event, and the features of each."""
        near = self._near(draft.lead.mention.start)
        return [self._candidates[i] for i in near], self._features.of(draft, found, near)

    def _near(self, day: int) -> list[int]:
        """Return the indexes of the candidates that count for an event whose day is told at ``day``."""
        every = range(len(self._candidates))
        if len(every) <= _MOST_NEAR + _MOST_FIRST:
            return list(every)
        first = [i for i in every if self._candidates[i].way == SITE or i < _MOST_FIRST]
        near = sorted(every, key=lambda i: abs(self._candidates[i].start - day))[:_MOST_NEAR]
        return sorted({*first, *near})
