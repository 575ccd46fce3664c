"""Judgements to clusters: positive is transitive, negative blocks whole clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.model import Verdict

NEGATIVE = (Verdict.DIFFERENT, Verdict.PART_OF)


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
        low, high = (left, right) if left < right else (right, left)
        return cls((not by_person, -score), low, high, verdict)


def clusters(ids: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """``ids`` in clusters, each sorted, sorted by their first; the same whatever the order of ``edges``.

    Of several edges on one pair the first in rank counts, so a person's "same" outranks a rule's "different"
    on that pair. The best edges join first; no edge joins two clusters of which any two members are judged
    different, or part and whole. A person's "same" outranks what rules say of other members, too.
    """
    wanted = sorted(set(ids))
    inside = frozenset(wanted)
    return clusters_within(wanted, [edge for edge in edges if edge.left in inside and edge.right in inside])


def clusters_within(ids: Sequence[str], known: Collection[Edge]) -> list[list[str]]:
    """As :func:`clusters` of sorted ``ids``, where no edge leads elsewhere."""
    joined = components((edge.left, edge.right) for edge in known if edge.verdict is Verdict.SAME)
    # Who is joined is one cluster, unless something else is said of two of them.
    disputed = {
        id(joined[edge.left])
        for edge in known
        if edge.verdict is not Verdict.SAME and _is_inside(edge, joined)
    }
    if disputed:
        inside: dict[int, list[Edge]] = defaultdict(list)
        for edge in known:
            if _is_inside(edge, joined):
                inside[id(joined[edge.left])].append(edge)
        for members_id in disputed:
            joined |= _parted(inside[members_id])
    found = {id(members): members for members in joined.values()}
    alone = [[key] for key in ids if key not in joined]
    return sorted([*map(sorted, found.values()), *alone], key=itemgetter(0))


def _is_inside(edge: Edge, joined: Mapping[str, set[str]]) -> bool:
    """Whether both ends of an edge are joined with each other."""
    members = joined.get(edge.left)
    return members is not None and members is joined.get(edge.right)


def components(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """All that pairs connect, by each member."""
    joined: dict[str, set[str]] = {}
    for left, right in pairs:
        one, other = joined.get(left), joined.get(right)
        if one is None and other is None:
            joined[left] = joined[right] = {left, right}
        elif one is None or other is None:
            members = one or other or set()
            members |= {left, right}
            joined[left] = joined[right] = members
        elif one is not other:
            _merge(joined, one, other)
    return joined


def _parted(edges: Iterable[Edge]) -> dict[str, set[str]]:
    """Clusters, by each member, of edges that do not all agree."""
    verdicts: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges):
        verdicts.setdefault((edge.left, edge.right), edge)
    joins = [edge for edge in verdicts.values() if edge.verdict is Verdict.SAME]
    cluster_of = {key: {key} for edge in verdicts.values() for key in (edge.left, edge.right)}
    apart: dict[str, set[str]] = defaultdict(set)
    apart_by_person: dict[str, set[str]] = defaultdict(set)
    for edge in verdicts.values():
        if edge.verdict in NEGATIVE:
            for one, other in ((edge.left, edge.right), (edge.right, edge.left)):
                apart[one].add(other)
                if edge.by_person:
                    apart_by_person[one].add(other)
    for edge in joins:
        blocks = apart_by_person if edge.by_person else apart
        one_cluster, other_cluster = cluster_of[edge.left], cluster_of[edge.right]
        held = any(other_cluster & blocks[member] for member in one_cluster if member in blocks)
        if one_cluster is not other_cluster and not held:
            _merge(cluster_of, one_cluster, other_cluster)
    return cluster_of


def _merge(cluster_of: dict[str, set[str]], one: set[str], other: set[str]) -> None:
    less, more = sorted((one, other), key=len)
    more |= less
    for member in less:
        cluster_of[member] = more
