"""Values that rules read of an event's place, among the candidates that its page names for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.candidate import TOLD, Candidate
from pipeline.extract.values import Found
from pipeline.ranking import Features


def candidates_of(told: Sequence[Found]) -> list[Candidate]:
    """Return what rules tell as candidates."""
    return [Candidate(one.value, one.start, one.end, TOLD) for one in told]


def is_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two candidates are one name at one place of the text."""
    return one.start < other.end and other.start < one.end and one.key == other.key


def added(candidates: Sequence[Candidate], told: Sequence[Found]) -> list[Candidate]:
    """Return what rules tell that is none of the ``candidates``, each once."""
    new: list[Candidate] = []
    for one in candidates_of(told):
        if not any(is_same(one, other) for other in (*candidates, *new)):
            new.append(one)
    return new


def told_features(
    candidates: Sequence[Candidate], told: Sequence[Found], in_record: bool
) -> Iterator[Features]:
    """Yield by candidate how rules tell it, and whether they tell something else.

    ``in_record``: the event is one of several, of which each has its own lines.
    """
    surest = max(told, key=lambda one: one.score, default=None)
    own = list(zip(candidates_of(told), told, strict=True))
    for candidate in candidates:
        ways = [found for one, found in own if is_same(one, candidate)]
        if ways:
            yield _of_told(max(ways, key=lambda one: one.score), surest, in_record)
        else:
            beside = any(one.start < candidate.end and candidate.start < one.end for one in told)
            measures = {
                "beside what is told": float(beside),
                "another is told": surest.score if surest is not None else 0.0,
                "untold of a record": float(in_record),
            }
            yield {name: value for name, value in measures.items() if value}


def _of_told(found: Found, surest: Found | None, in_record: bool) -> Features:
    way = f"told in a record: {found.method}" if in_record else f"told: {found.method}"
    measures = {way: 1.0, "told how surely": found.score}
    if found == surest:
        measures |= {"told most surely": 1.0, "told most surely, and how": found.score}
    return measures
