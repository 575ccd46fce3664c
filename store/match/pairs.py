"""Announcements to decisions: what is compared, what is kept, what keeps a cluster apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.model import Verdict
from store.match.cluster import Edge, clusters_within, components
from store.match.decide import Decision, reasons_of
from store.match.engine import Compared, Engine
from store.match.features import Features, features_of
from store.match.frame import table_of
from store.match.record import Record
from store.match.together import told_together
from store.match.verdicts import UNSURE
from store.match.weights import Weights

if TYPE_CHECKING:
    import pyarrow


_TWO = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """``ids`` of all announcements; ``kept``: decisions that make the clusters; ``others``: what else was
    compared and came to nothing.
    """

    ids: list[str]
    kept: list[Decision]
    others: list[Decision]


def judge_records(
    records: Sequence[Record],
    about: Collection[str] | None = None,
    known: Iterable[Edge] = (),
    features: Iterable[Features] = (),
) -> list[Decision]:
    """Decisions worth keeping on the pairs of ``records``, or on those with an id in ``about``, by ids.

    "Different" is kept only where it keeps apart what "same" verdicts, those of ``known`` among them, would
    join; everything else that is different is so by default. ``known`` are earlier verdicts on other pairs;
    ``features`` those of records in ``about``, where they were made already.
    """
    return judge(records, about, known, features).kept


def judge(
    records: Sequence[Record],
    about: Collection[str] | None = None,
    known: Iterable[Edge] = (),
    features: Iterable[Features] = (),
    *,
    every: bool = False,
) -> Judged:
    """As :func:`judge_records`; with ``every`` all pairs that were compared stand in ``others``."""
    by_id = {record.id: record for record in records}
    if len(by_id) < _TWO:
        return Judged(list(by_id), [], [])
    made = {one.source.id: one for one in features}
    told = (
        made.get(record.id) or features_of(record, about is None or record.id in about)
        for record in by_id.values()
    )
    return judge_table(
        table_of(told),
        known,
        every=every,
        reasons=lambda pair: reasons_of(pair, by_id[pair.left], by_id[pair.right]),
    )


def judge_table(
    told: pyarrow.Table | pyarrow.RecordBatchReader,
    known: Iterable[Edge] = (),
    *,
    every: bool = False,
    reasons: Callable[[Compared], tuple[str, ...]] | None = None,
    weights: Weights | None = None,
) -> Judged:
    """As :func:`judge` for features as a table; ``reasons`` puts a pair's steps in words; other ``weights``
    than those that ship are for measuring.
    """
    explained = reasons is not None
    with Engine(told, weights) as engine:
        ids = engine.ids()
        decided = _decided(engine.compared(0.0 if every else UNSURE, explained=explained), reasons)
        known = list(known)
        kept = {pair: item for pair, item in decided.items() if item.verdict is not Verdict.DIFFERENT}
        agreed, joins, several = _joined(kept, known, ids)
        kept |= agreed
        days = engine.days({key for members in several for key in members})
        mended = _mended(joins, days)
        judged_before = {(edge.left, edge.right) for edge in known}
        wanted = {
            pair
            for members in several
            for pair in combinations(sorted(members), 2)
            if pair not in kept and pair not in judged_before
        }
        apart = {pair: decided[pair] for pair in wanted & decided.keys()}
        if rest := wanted - decided.keys():
            apart |= _decided(engine.among(rest, explained=explained), reasons)
    kept |= {
        pair: item for pair, item in apart.items() if item.anyhow or (item.keeps_apart and not mended(*pair))
    }
    others = [item for pair, item in sorted(decided.items()) if pair not in kept] if every else []
    return Judged(ids, [kept[pair] for pair in sorted(kept)], others)


def _joined(
    kept: Mapping[tuple[str, str], Decision], known: Sequence[Edge], ids: Collection[str]
) -> tuple[dict[tuple[str, str], Decision], list[Edge], list[set[str]]]:
    """(What other tellings agree on, as :func:`_agreed`; all that joins two of ``ids``; the tellings of each
    event that has more than two.)
    """
    edges = [*known, *map(edge_of, kept.values())]
    joins = [edge for edge in edges if edge.verdict is Verdict.SAME]
    joined = components((edge.left, edge.right) for edge in joins)
    agreed = _agreed(kept, edges, joined)
    if agreed or known:
        joins += map(edge_of, agreed.values())
        inside = set(ids)
        joins = [edge for edge in joins if edge.left in inside and edge.right in inside]
        joined = components((edge.left, edge.right) for edge in joins)
    several = {id(members): members for members in joined.values() if len(members) > _TWO}
    return agreed, joins, list(several.values())


def _agreed(
    kept: Mapping[tuple[str, str], Decision], edges: Sequence[Edge], joined: Mapping[str, Set[str]]
) -> dict[tuple[str, str], Decision]:
    """Decisions on pairs that are unsure by themselves and the same by what other tellings say."""
    unsure = {(edge.left, edge.right): -edge.rank[1] for edge in edges if edge.verdict is Verdict.UNSURE}
    agreed: dict[tuple[str, str], Decision] = {}
    for left, right in told_together(edges, joined):
        own = kept.get((left, right)) or Decision(left, right, Verdict.UNSURE, unsure[left, right])
        reasons = ("other tellings of it say so, too", *own.reasons)
        agreed[left, right] = own._replace(verdict=Verdict.SAME, reasons=reasons)
    return agreed


def grouped(judged: Judged) -> list[list[str]]:
    """The ids of announcements in groups that tell of one event each, sorted by their first."""
    return clusters_within(judged.ids, list(map(edge_of, judged.kept)))


def edge_of(decision: Decision) -> Edge:
    """A rule's decision as an edge."""
    return Edge.of(decision.left, decision.right, decision.verdict, decision.score, by_person=False)


def _mended(
    joins: Iterable[Edge], days: Mapping[str, tuple[date | None, bool]]
) -> Callable[[str, str], bool]:
    """Whether two announcements' other days are explained: one is the same as a telling with the other's days
    (it moved, or its page has a slip), or each is the same as a telling of one third day. ``days``: of the
    tellings whose events have more than two, the first day and whether it is told.
    """
    days_of: dict[str, set[tuple[date | None, bool]]] = defaultdict(set)
    for edge in joins:
        if edge.left in days and edge.right in days and days[edge.left][0] != days[edge.right][0]:
            days_of[edge.left].add(days[edge.right])
            days_of[edge.right].add(days[edge.left])

    def is_mended(left: str, right: str) -> bool:
        lefts, rights = days_of[left], days_of[right]
        is_known = any(
            days[one][0] in {day for day, _ in told} for one, told in ((right, lefts), (left, rights))
        )
        return is_known or any(is_told for _, is_told in lefts & rights)

    return is_mended


def _decided(
    pairs: Iterable[Compared], reasons: Callable[[Compared], tuple[str, ...]] | None
) -> dict[tuple[str, str], Decision]:
    return {
        pair[:2]: Decision(*pair[:4], reasons(pair) if reasons else (), pair.keeps_apart, pair.anyhow)
        for pair in pairs
    }
