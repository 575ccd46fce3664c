"""What no pair says alone: a telling that is unsure of one event's several tellings, and of them alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from pipeline.model import Verdict
from store.match.cluster import Edge
from store.match.verdicts import SAME

_SEVERAL = 2


def told_together(edges: Iterable[Edge], joined: Mapping[str, Set[str]]) -> set[tuple[str, str]]:
    """The unsure ones of ``edges`` that are the same by what others say, as (left, right).

    ``joined`` are the tellings of one event, by each (:func:`store.match.cluster.components`). Two events are
    one where at least two pairs of their tellings, and half of all, are more probably the same than not,
    though each alone says too little to say so; unless a telling of one is a part of the other.
    """
    unsure: dict[frozenset[int], list[tuple[str, str]]] = defaultdict(list)
    apart: set[frozenset[int]] = set()
    size: dict[int, int] = {}
    alone: dict[str, int] = {}
    for edge in edges:
        if edge.verdict is Verdict.SAME or (edge.verdict is Verdict.UNSURE and not _is_likely(edge)):
            continue
        if edge.left not in joined and edge.right not in joined:
            continue
        ends: list[int] = []
        for key in (edge.left, edge.right):
            members = joined.get(key)
            # What is joined with nothing has a number of its own, which is no object's.
            number = id(members) if members is not None else alone.setdefault(key, -len(alone) - 1)
            size[number] = len(members) if members is not None else 1
            ends.append(number)
        if edge.verdict is Verdict.UNSURE:
            if ends[0] != ends[1]:
                unsure[frozenset(ends)].append((edge.left, edge.right))
        else:
            apart.add(frozenset(ends))
    return {
        pair
        for events, pairs in unsure.items()
        if events not in apart and _are_several(len(set(pairs)), [size[number] for number in events])
        for pair in pairs
    }


def _is_likely(edge: Edge) -> bool:
    """Whether a rule was unsure of what is more probably the same than not; a person's doubt stands."""
    return not edge.by_person and -edge.rank[1] >= SAME


def _are_several(count: int, sizes: list[int]) -> bool:
    return count >= _SEVERAL and count * 2 >= sizes[0] * sizes[1]
