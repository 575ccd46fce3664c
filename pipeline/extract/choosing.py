"""The likeliest of the names that may be an event's place, by weights that were learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.extract.candidate import SITE, TOLD, Candidate
from pipeline.extract.drafts import Draft
from pipeline.extract.mention_features import MentionFeatures
from pipeline.extract.told_places import added, told_features
from pipeline.extract.values import Found
from pipeline.ranking import Features, likeliest, ranking

NOWHERE: Features = {"nowhere": 1.0}
"""What stands in a ranking for a page that tells no place."""
_MOST_NEAR, _MOST_FIRST = 40, 20
"""Of more candidates those nearest to the event's day are weighed, and those that begin the page."""
_LEAST_SHARED, _LEAST_LETTERS = 0.4, 4
"""A name that is a part of another, of so many letters and of so much of it, is that other's."""


def shares_of_names(names: Iterable[str], shares: Iterable[float]) -> dict[str, tuple[float, float]]:
    """Return by name what its mentions' shares come to, with those of its parts and longer forms, and alone.

    ``names`` and ``shares`` are those of mentions; "" is no name. The best name is the greatest pair's.
    """
    own: dict[str, float] = {}
    for name, share in zip(names, shares, strict=True):
        if name:
            own[name] = own.get(name, 0.0) + share
    together = {one: sum(share for other, share in own.items() if _are_one(one, other)) for one in own}
    return {one: (round(together[one], 6), own[one]) for one in own}


def _are_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    near = len(short) >= max(_LEAST_LETTERS, _LEAST_SHARED * len(long)) and short in long
    return one == other or near


class Chooser:
    """Chooses among one page's candidates with the weights of a name; built once a page.

    ``field``: whose values, told by rules, are candidates too; ``measured``: makes candidates' features.
    """

    def __init__(
        self,
        name: str,
        field: str,
        candidates: Sequence[Candidate],
        measured: Callable[[Sequence[Candidate]], MentionFeatures],
    ) -> None:
        self._name, self._field, self._candidates, self._measured = name, field, candidates, measured
        self._made: dict[tuple[Candidate, ...], tuple[list[Candidate], MentionFeatures]] = {}

    def chosen(self, draft: Draft, found: Sequence[Found], least: float) -> tuple[Candidate, float] | None:
        """Return the likeliest name at its likeliest mention, and its share; None below ``least``.

        ``found``: what is known of where the event is. A name's share is that of all its mentions together.
        """
        ones, told = self.weighed(draft, found)
        shares = ranking(self._name).shares([*told, NOWHERE])[: len(ones)]
        whole = shares_of_names((one.key for one in ones), shares)
        best = max(whole, key=lambda key: whole[key], default="")
        named = [one.key == best and one.way != SITE for one in ones]
        if not any(named) or whole[best][0] < least:
            return None  # the site's own town is told where nothing else is
        i = likeliest([share * own for own, share in zip(named, shares, strict=True)])
        return ones[i], round(whole[best][0], 3)

    def weighed(self, draft: Draft, found: Sequence[Found]) -> tuple[list[Candidate], list[Features]]:
        """Return the candidates for one event, what rules tell of it among them, and the features of each."""
        told = [one for one in found if one.field == self._field]
        every, features = self._with(tuple(added(self._candidates, told)))
        near = _near(every, draft.lead.mention.start)
        ones = [every[i] for i in near]
        in_record = draft.record or draft.listed is not None
        measured = zip(features.of(draft, found, near), told_features(ones, told, in_record), strict=True)
        return ones, [{**one, **other} for one, other in measured]

    def _with(self, more: tuple[Candidate, ...]) -> tuple[list[Candidate], MentionFeatures]:
        """Return the page's candidates with ``more`` of one event, and their features, made once."""
        if more not in self._made:
            every = sorted((*self._candidates, *more), key=lambda one: (one.start, one.end))
            self._made[more] = every, self._measured(every)
        return self._made[more]


def _near(candidates: Sequence[Candidate], day: int) -> list[int]:
    """Return the indexes of the candidates that count for an event whose day is told at ``day``."""
    every = range(len(candidates))
    if len(every) <= _MOST_NEAR + _MOST_FIRST:
        return list(every)
    first = [i for i in every if candidates[i].way in (SITE, TOLD) or i < _MOST_FIRST]
    near = sorted(every, key=lambda i: abs(candidates[i].start - day))[:_MOST_NEAR]
    return sorted({*first, *near})
