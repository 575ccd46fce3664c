"""The town of an event of which no sentence, label or address tells it: the likeliest that the page names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from pipeline.extract.drafts import Draft
from pipeline.extract.town_candidates import SITE, Candidate, town_candidates
from pipeline.extract.town_features import TownFeatures
from pipeline.extract.values import Found
from pipeline.ranking import Features, likeliest, ranking
from pipeline.sheet import Sheet

_MOST_NEAR, _MOST_FIRST = 40, 20
"""Of a page that names more towns, those nearest to the event's day are weighed, and those that begin it."""
NOWHERE: Features = {"no town": 1.0}
"""What stands in the ranking for a page that tells no town."""
_LEAST, _LEAST_BESIDE = 0.2, 0.5
"""No smaller share makes a town; nor, where the source says which town it is about, the second."""


class TownChooser:
    """Chooses among one page's towns; built once a page. ``streets``: offsets at which streets are named."""

    def __init__(self, sheet: Sheet, streets: Collection[int]) -> None:
        self._sheet, self._streets = sheet, streets

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return town_candidates(self._sheet, self._streets)

    @cached_property
    def _features(self) -> TownFeatures:
        return TownFeatures(self._sheet, self._candidates)

    def chosen(self, draft: Draft, found: Sequence[Found]) -> Found | None:
        """Return the likeliest town, its share as its score; None where no town is likely.

        ``found``: what is known of where the event is. A town's share is that of all its mentions together.
        """
        ones, told = self.weighed(draft, found)
        if not ones:
            return None
        shares = ranking("towns").shares([*told, NOWHERE])
        whole: dict[str, float] = {}
        for one, share in zip(ones, shares, strict=False):
            whole[one.key] = whole.get(one.key, 0.0) + share
        best = max(whole, key=lambda key: whole[key])
        if whole[best] < (_LEAST_BESIDE if self._sheet.facts.city else _LEAST):
            return None
        named = [one.key == best and one.way != SITE for one in ones]
        if not any(named):
            return None  # the site's own is told where nothing else is
        i = likeliest([share * own for own, share in zip(named, shares, strict=False)])
        return Found("city", ones[i].town, ones[i].start, ones[i].end, "page", round(whole[best], 3))

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
