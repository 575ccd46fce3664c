"""Matching in the store: records of what is new, decisions, judgements that are never written twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from pipeline.model import Verdict
from store import tables
from store.inserts import insert_rows
from store.match.cluster import Edge
from store.match.decide import Decision
from store.match.features import Features, features_of
from store.match.keys import hashed_keys
from store.match.load import load_records, neighbours, save_keys
from store.match.pairs import judge_records
from store.match.policy_digest import is_judged_by_this
from store.match.record import Record
from store.tellings import chunks

RULE = "rule"
_SCORE_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCounts:
    """What one matching did: pairs compared, verdicts that are new, judgements withdrawn.

    ``touched`` are the announcements whose events have to be made anew.
    """

    compared: int = 0
    same: int = 0
    part_of: int = 0
    different: int = 0
    unsure: int = 0
    withdrawn: int = 0
    touched: tuple[str, ...] = ()

    def as_counts(self) -> dict[str, int]:
        """By name."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name != "touched"}


def match_announcements(session: Session, ids: Iterable[str] | None, at: datetime) -> MatchCounts:
    """Judge these announcements (None: all) against their neighbours in time, link and key.

    Rule judgements on them that no longer hold are withdrawn, those that hold are left as they are, so that
    matching twice changes nothing. What a person judged is never touched. Where the stored judgements are of
    another policy than this version's, all are judged, whatever was asked for.
    """
    wanted = None if ids is None else sorted(set(ids))
    if wanted == []:
        return MatchCounts()
    asked = wanted or ()
    if not is_judged_by_this(session, at):
        wanted = None
    own, near, features = _compared_records(session, wanted)
    about = {record.id for record in own}
    around = connected(session, [record.id for record in near]) - {record.id for record in near} - about
    near += load_records(session, sorted(around))
    # Rules on what is judged anew do not count; those between its neighbours do.
    among_near = [
        edge
        for edge in live_edges(session, {record.id for record in near})
        if not {edge.left, edge.right} & about
    ]
    judged = judge_records([*own, *near], about, among_near, features)
    decisions = {(item.left, item.right): item for item in judged}
    live = _live_rules(session, about)
    stale = [row.id for row in live if not _holds(row, decisions.get((row.left_id, row.right_id)))]
    known = {(row.left_id, row.right_id) for row in live if row.id not in set(stale)}
    for chunk in chunks(number for number in stale if number is not None):
        withdrawn = update(tables.Judgement).where(col(tables.Judgement.id).in_(chunk))
        session.execute(withdrawn.values(withdrawn_at=at))
    new = [item for pair, item in decisions.items() if pair not in known]
    insert_rows(session, tables.Judgement, [_row(item, at) for item in new])
    verdicts = Counter(item.verdict.value for item in new)
    ends = {key for item in new for key in (item.left, item.right)}
    ends |= {key for row in live if row.id in set(stale) for key in (row.left_id, row.right_id)}
    touched = tuple(sorted({*ends, *asked}))
    return MatchCounts(compared=len(decisions), withdrawn=len(stale), touched=touched, **verdicts)


def _compared_records(
    session: Session, wanted: list[str] | None
) -> tuple[list[Record], list[Record], list[Features]]:
    """What is judged anew, what it is compared with, and the features of the former.

    Who shares a link with what is new is judged anew too: one telling more may show that the link names a
    site or a series and no event.
    """
    own = load_records(session, wanted)
    features = [features_of(record) for record in own]
    keys = hashed_keys(features)
    save_keys(session, [record.id for record in own], keys)
    if wanted is None:
        return own, [], features
    near = neighbours(session, features, keys)
    links = {link for record in own for link in (*record.links, record.page)} - {None}
    linked = [record for record in near if links & {*record.links, record.page}]
    if linked:
        own += linked
        features = [features_of(record) for record in own]
        near = neighbours(session, features, hashed_keys(features))
    return own, near, features


def _live_rules(session: Session, about: Collection[str]) -> list[tables.Judgement]:
    table = tables.Judgement
    rows: dict[int | None, tables.Judgement] = {}
    for chunk in chunks(sorted(about)):
        touching = col(table.left_id).in_(chunk) | col(table.right_id).in_(chunk)
        live = select(table).where(touching, table.by == RULE, col(table.withdrawn_at).is_(None))
        rows |= {row.id: row for row in session.exec(live)}
    return list(rows.values())


def _holds(row: tables.Judgement, decision: Decision | None) -> bool:
    return decision is not None and (row.verdict, row.score, tuple(row.reasons)) == (
        decision.verdict.value,
        round(decision.score, _SCORE_DIGITS),
        decision.reasons,
    )


def _row(decision: Decision, at: datetime) -> dict[str, object]:
    return {
        "left_id": decision.left,
        "right_id": decision.right,
        "verdict": decision.verdict.value,
        "score": round(decision.score, _SCORE_DIGITS),
        "reasons": list(decision.reasons),
        "by": RULE,
        "at": at,
        "withdrawn_at": None,
    }


def judge_by_person(
    session: Session, one: str, other: str, verdict: Verdict, by: str, reason: str, at: datetime
) -> None:
    """Keep a person's verdict on two announcements; their earlier one on the pair is withdrawn.

    Raises ``ValueError`` where an announcement judges itself or ``by`` is empty or the rules' own name.
    """
    if one == other or not by or by == RULE:
        raise ValueError(f"{one}, {other}: a judgement needs two announcements and a person's name")
    left, right = sorted((one, other))
    table = tables.Judgement
    same_pair = (col(table.left_id) == left, col(table.right_id) == right, col(table.by) == by)
    session.execute(
        update(table).where(*same_pair, col(table.withdrawn_at).is_(None)).values(withdrawn_at=at)
    )
    decision = Decision(left=left, right=right, verdict=verdict, score=1.0, reasons=(reason,))
    session.execute(insert(table), [_row(decision, at) | {"by": by}])


def live_edges(session: Session, ids: Collection[str] | None = None) -> list[Edge]:
    """The judgements that count, as edges; with ``ids`` those that touch one of them."""
    table = tables.Judgement
    wanted = select(table).where(col(table.withdrawn_at).is_(None))
    rows: dict[int | None, tables.Judgement] = {}
    for chunk in [None] if ids is None else list(chunks(sorted(ids))):
        touching = () if chunk is None else (col(table.left_id).in_(chunk) | col(table.right_id).in_(chunk),)
        rows |= {row.id: row for row in session.exec(wanted.where(*touching))}
    newest_first = sorted(rows.values(), key=lambda row: (row.at, row.id or 0), reverse=True)
    by_pair: dict[tuple[str, str, bool], tables.Judgement] = {}
    for row in newest_first:
        by_pair.setdefault((row.left_id, row.right_id, row.by == RULE), row)
    return [
        Edge.of(row.left_id, row.right_id, Verdict(row.verdict), row.score, by_person=row.by != RULE)
        for row in by_pair.values()
    ]


def connected(session: Session, ids: Collection[str]) -> set[str]:
    """``ids`` and all that positive judgements reach from them, before any negative one is looked at."""
    reached, frontier = set(ids), set(ids)
    while frontier:
        met: dict[bool, set[str]] = defaultdict(set)
        for edge in live_edges(session, frontier):
            met[edge.verdict is Verdict.SAME] |= {edge.left, edge.right}
        frontier = met[True] - reached
        reached |= frontier
    return reached
