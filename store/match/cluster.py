"""Judgements to clusters: positive is transitive, negative blocks whole clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.model import Verdict

_NEGATIVE = (Verdict.DIFFERENT, Verdict.PART_OF)


class Edge(NamedTuple):
    """A live verdict on two announcements. A person's word sorts before every rule's, then higher scores."""

    rank: tuple[bool, float]
    left: str
    right: str
    verdict: Verdict

    @property
    def by_person(self) -> bool:
        """Whether a person said so."""
        return not self.rank[0]

    @classmethod
    def of(cls, left: str, right: str, verdict: Verdict, score: float, *, by_person: bool) -> Edge:
        """An edge with its rank."""
        low, high = sorted((left, right))
        return cls((not by_person, -score), low, high, verdict)


def clusters(ids: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """``ids`` in clusters, each sorted, sorted by their first; the same whatever the order of ``edges``.

    Of several edges on one pair the first in rank counts, so a person's "same" outranks a rule's "different"
    on that pair. The best edges join first; no edge joins two clusters of which any two members are judged
    different, or part and whole. A person's "same" outranks what rules say of other members, too.
    """
    wanted = set(ids)
    verdicts: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges):
        if edge.left in wanted and edge.right in wanted:
            verdicts.setdefault((edge.left, edge.right), edge)
    joins = [edge for edge in verdicts.values() if edge.verdict is Verdict.SAME]
    cluster_of = {key: {key} for edge in joins for key in (edge.left, edge.right)}
    apart: dict[str, set[str]] = defaultdict(set)
    apart_by_person: dict[str, set[str]] = defaultdict(set)
    for edge in verdicts.values():
        if edge.verdict in _NEGATIVE:
            for one, other in ((edge.left, edge.right), (edge.right, edge.left)):
                apart[one].add(other)
                if edge.by_person:
                    apart_by_person[one].add(other)
    for edge in joins:
        blocks = apart_by_person if edge.by_person else apart
        _join(cluster_of, blocks, cluster_of[edge.left], cluster_of[edge.right])
    joined = {id(members): sorted(members) for members in cluster_of.values()}
    return sorted([*joined.values(), *([key] for key in wanted.difference(cluster_of))])


def _join(
    cluster_of: dict[str, set[str]], apart: Mapping[str, set[str]], one: set[str], other: set[str]
) -> None:
    if one is other or any(other & apart[member] for member in one if member in apart):
        return
    one |= other
    for member in other:
        cluster_of[member] = one
