"""Announcements to decisions: what is compared, what is kept, what keeps a cluster apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from pipeline.model import Verdict
from store.match.cluster import Edge, clusters
from store.match.decide import UNSURE, Decision, decide
from store.match.engine import compared
from store.match.features import Features, features_of
from store.match.links import without_generic
from store.match.record import Record


@dataclass(frozen=True, slots=True)
class Judged:
    """``kept``: decisions that make the clusters; ``others``: what else was compared and came to nothing."""

    kept: list[Decision]
    others: list[Decision]


def judge_records(
    records: Sequence[Record], about: Collection[str] | None = None, known: Iterable[Edge] = ()
) -> list[Decision]:
    """Decisions worth keeping on the pairs of ``records``, or on those with an id in ``about``, by ids.

    "Different" is kept only where it keeps apart what "same" verdicts, those of ``known`` among them, would
    join; everything else that is different is so by default. ``known`` are earlier verdicts on other pairs.
    """
    return judge(records, about, known).kept


def judge(
    records: Sequence[Record],
    about: Collection[str] | None = None,
    known: Iterable[Edge] = (),
    *,
    every: bool = False,
) -> Judged:
    """As :func:`judge_records`; with ``every`` all pairs that were compared stand in ``others``."""
    telling = {record.id: record for record in without_generic(records)}
    features = {key: features_of(record, about is None or key in about) for key, record in telling.items()}
    decided = _decided(features, telling, 0.0 if every else UNSURE)
    known = list(known)
    kept = {pair: item for pair, item in decided.items() if item.verdict is not Verdict.DIFFERENT}
    joins = [edge for edge in known if edge.verdict is Verdict.SAME]
    joins += [edge_of(item) for item in kept.values() if item.verdict is Verdict.SAME]
    mended = _mended(joins, features)
    judged_before = {(edge.left, edge.right) for edge in known}
    wanted = {
        pair
        for members in clusters(telling, joins)
        for pair in combinations(members, 2)
        if pair not in kept and pair not in judged_before and not mended(*pair)
    }
    apart = {pair: decided[pair] for pair in wanted & decided.keys()}
    if rest := wanted - decided.keys():
        apart |= _among(rest, features, telling)
    kept |= {pair: item for pair, item in apart.items() if item.is_vetoed}
    others = [item for pair, item in sorted(decided.items()) if pair not in kept] if every else []
    return Judged([kept[pair] for pair in sorted(kept)], others)


def edge_of(decision: Decision) -> Edge:
    """A rule's decision as an edge."""
    return Edge.of(decision.left, decision.right, decision.verdict, decision.score, by_person=False)


def _mended(joins: Iterable[Edge], features: dict[str, Features]) -> Callable[[str, str], bool]:
    """Whether two announcements' other days are explained: one is the same as a telling with the other's days
    (it moved, or its page has a slip).
    """
    days_of: dict[str, set[date | None]] = {}
    for edge in joins:
        if edge.left in features and edge.right in features:
            one, other = features[edge.left].first_on, features[edge.right].first_on
            if one != other:
                days_of.setdefault(edge.left, set()).add(other)
                days_of.setdefault(edge.right, set()).add(one)
    return lambda left, right: (
        features[right].first_on in days_of.get(left, ()) or features[left].first_on in days_of.get(right, ())
    )


def _decided(
    features: dict[str, Features], records: dict[str, Record], least: float
) -> dict[tuple[str, str], Decision]:
    return {
        (pair.left, pair.right): decide(pair, records[pair.left], records[pair.right])
        for pair in compared(features.values(), least)
    }


def _among(
    pairs: set[tuple[str, str]], features: dict[str, Features], records: dict[str, Record]
) -> dict[tuple[str, str], Decision]:
    """Decisions on these very pairs, which no blocking rule brought together."""
    blocks: dict[str, set[str]] = {}
    for number, pair in enumerate(sorted(pairs)):
        for key in pair:
            blocks.setdefault(key, set()).add(str(number))
    chosen = {
        key: replace(features[key], blocks=tuple(sorted(keys)), vague_blocks=(), is_asked=True)
        for key, keys in blocks.items()
    }
    return {pair: item for pair, item in _decided(chosen, records, 0.0).items() if pair in pairs}
