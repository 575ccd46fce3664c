"""The likeliest of the names that may be an event's place, by weights that were learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipeline.extract.candidate import SITE, TOLD, Candidate
from pipeline.extract.drafts import Draft
from pipeline.extract.mention_features import MentionFeatures
from pipeline.extract.told_places import added, told_features
from pipeline.extract.values import Found
from pipeline.ranking import Features, Ranking, likeliest, ranking, shares_of

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
        self._name, self._field, self.candidates, self._measured = name, field, candidates, measured
        self._made: dict[tuple[Candidate, ...], _Measured] = {}

    def chosen(self, draft: Draft, found: Sequence[Found], least: float) -> tuple[Candidate, float] | None:
        """Return the likeliest name at its likeliest mention, and its share; None below ``least``.

        ``found``: what is known of where the event is. A name's share is that of all its mentions together.
        """
        measured, near, changing = self._measured_for(draft, found)
        ones, weights = [measured.every[i] for i in near], ranking(self._name)
        points = [
            measured.points(i, weights) + weights.points(more) + weights.points(told)
            for i, more, told in zip(near, *changing, strict=True)
        ]
        shares = shares_of([*points, weights.points(NOWHERE)])[: len(ones)]
        whole = shares_of_names((one.key for one in ones), shares)
        best = max(whole, key=lambda key: whole[key], default="")
        named = [one.key == best and one.way != SITE for one in ones]
        if not any(named) or whole[best][0] < least:
            return None  # the site's own town is told where nothing else is
        i = likeliest([share * own for own, share in zip(named, shares, strict=True)])
        return ones[i], round(whole[best][0], 3)

    def weighed(self, draft: Draft, found: Sequence[Found]) -> tuple[list[Candidate], list[Features]]:
        """Return the candidates for one event, what rules tell of it among them, and the features of each."""
        measured, near, changing = self._measured_for(draft, found)
        features: list[Features] = [
            {**measured.features.fixed(i), **more, **told}
            for i, more, told in zip(near, *changing, strict=True)
        ]
        return [measured.every[i] for i in near], features

    def _measured_for(
        self, draft: Draft, found: Sequence[Found]
    ) -> tuple[_Measured, list[int], tuple[list[Features], list[Features]]]:
        """Return the page's candidates and those of one event among them, the indexes of those that count for
        it, and how each stands to it: by the page and by what rules tell."""
        told = [one for one in found if one.field == self._field]
        measured = self._with(tuple(added(self.candidates, told)))
        near = _near(measured.every, draft.lead.mention.start)
        in_record = draft.record or draft.listed is not None
        ones = [measured.every[i] for i in near]
        return (
            measured,
            near,
            (measured.features.changing(draft, found, near), list(told_features(ones, told, in_record))),
        )

    def _with(self, more: tuple[Candidate, ...]) -> _Measured:
        """Return the page's candidates with ``more`` of one event, and their features, made once."""
        if more not in self._made:
            every = sorted((*self.candidates, *more), key=lambda one: (one.start, one.end))
            self._made[more] = _Measured(every, self._measured(every))
        return self._made[more]


class _Measured:
    """Candidates with their features; what no event changes is weighed once."""

    def __init__(self, every: list[Candidate], features: MentionFeatures) -> None:
        self.every, self.features = every, features
        self._points: dict[int, float] = {}

    def points(self, i: int, weights: Ranking) -> float:
        """Return what speaks for the i-th candidate, whatever the event."""
        if i not in self._points:
            self._points[i] = weights.points(self.features.fixed(i))
        return self._points[i]


def _near(candidates: Sequence[Candidate], day: int) -> list[int]:
    """Return the indexes of the candidates that count for an event whose day is told at ``day``."""
    every = range(len(candidates))
    if len(every) <= _MOST_NEAR + _MOST_FIRST:
        return list(every)
    first = [i for i in every if candidates[i].way in (SITE, TOLD) or i < _MOST_FIRST]
    near = sorted(every, key=lambda i: abs(candidates[i].start - day))[:_MOST_NEAR]
    return sorted({*first, *near})
