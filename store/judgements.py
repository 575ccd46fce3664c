"""What persons judge: merge two events, split one, undo, answer what the rules were unsure of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from pipeline.model import Announcement, Verdict
from store import tables
from store.explain import SHORTEST_PREFIX, find_event
from store.index import unindex_events
from store.match.cluster import NEGATIVE
from store.match.stored import RULE, judge_by_person, live_edges, match_announcements
from store.resolve import ResolveCounts, resolve_events
from store.tellings import chunks, load_announcements

_SAME = Verdict.SAME.value


class NoSuchJudgement(LookupError):
    """What was asked for cannot be judged or undone; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A pair that the rules were unsure of, with their score and reasons."""

    left: Announcement
    right: Announcement
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person judged of two announcements; ``number`` is what it is undone by."""

    number: int
    left: str
    right: str
    left_title: str
    right_title: str
    verdict: Verdict
    reasons: tuple[str, ...]
    by: str
    at: datetime
    withdrawn_at: datetime | None


def merge_events(session: Session, one: str, other: str, by: str, why: str, at: datetime) -> str:
    """Judge two events to be one, and return the id of the one that is left.

    Both are given as :func:`store.explain.explain_event` takes them. What persons held apart before is
    withdrawn between these two events. Raises ``NoSuchEvent``, and ``NoSuchJudgement`` where both are one.
    """
    left, right = find_event(session, one), find_event(session, other)
    if left == right:
        raise NoSuchJudgement(f"{one} and {other} are one event already: {left}")
    members, others = _members(session, left), _members(session, right)
    _withdraw_between(session, members, others, at)
    # An event's id is its oldest announcement's, so the events themselves are the pair that is judged.
    # Where rules hold other members apart, these would fall out of the event: of them the person speaks, too.
    first, second = sorted((left, right))
    for low, high in sorted({(first, second), *_held_apart(session, members, others)}):
        judge_by_person(session, low, high, Verdict.SAME, by, why, at)
    resolve_events(session, [left, right], at)
    return find_event(session, left)


def _held_apart(session: Session, some: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs between two sets that rules judge to be two events, or part and whole."""
    sides = dict.fromkeys(some, True) | dict.fromkeys(others, False)
    return [
        (edge.left, edge.right)
        for edge in live_edges(session, some)
        if edge.verdict in NEGATIVE and {sides.get(edge.left), sides.get(edge.right)} == {True, False}
    ]


def split_event(session: Session, event: str, announcement: str, by: str, why: str, at: datetime) -> str:
    """Judge an announcement (its id or URL) to tell of another event than the rest; the id of its event.

    What persons merged with it stays with the rest. Raises ``NoSuchEvent``, and ``NoSuchJudgement`` where the
    event has no such announcement, several or no other.
    """
    event_id = find_event(session, event)
    members = _members(session, event_id)
    chosen = _chosen(session, members, announcement, event_id)
    rest = [key for key in members if key != chosen]
    if not rest:
        raise NoSuchJudgement(f"event {event_id} has no other announcement than {chosen}")
    merged = _withdraw_between(session, [chosen], rest, at) - {chosen}
    for key in rest:
        judge_by_person(session, chosen, key, Verdict.DIFFERENT, by, why, at)
    resolve_events(session, members, at)
    for one, other in _fallen_apart(session, rest, merged):
        judge_by_person(session, one, other, Verdict.SAME, by, why, at)
    resolve_events(session, members, at)
    return session.get_one(tables.Announcement, chosen).event_id or chosen


def _fallen_apart(session: Session, rest: Sequence[str], merged: Collection[str]) -> list[tuple[str, str]]:
    """Pairs that join what persons had ``merged`` with an announcement to the ``rest`` that it is split from.

    A merge is kept as a word on the two events' oldest announcements; it was about the events.
    """
    if not merged:
        return []
    events = _events_of(session, rest)
    own = {events[key] for key in merged}
    main = next((key for key in rest if events[key] not in own), min(merged))
    loose = {events[key]: key for key in sorted(merged) if events[key] != events[main]}
    return [(main, key) for key in loose.values()]


def undo_judgement(session: Session, number: int, at: datetime) -> list[int]:
    """Withdraw a person's judgement and those made by the same act; their numbers.

    What the act withdrew counts again. Raises ``NoSuchJudgement`` for a number that is none, a rule's, or
    withdrawn.
    """
    table = tables.Judgement
    row = session.get(table, number)
    if row is None or row.by == RULE:
        raise NoSuchJudgement(f"there is no person's judgement {number}; `kalends explain EVENT` lists them")
    if row.withdrawn_at is not None:
        raise NoSuchJudgement(f"judgement {number} is withdrawn already")
    act = select(table).where(
        table.by == row.by,
        table.at == row.at,
        col(table.withdrawn_at).is_(None),
    )
    rows = [one for one in session.exec(act) if one.reasons == row.reasons]
    again = session.exec(select(table).where(table.by != RULE, table.withdrawn_at == row.at)).all()
    for one in rows:
        one.withdrawn_at = at
    for one in again:
        one.withdrawn_at = None
    session.flush()
    touched = {key for one in (*rows, *again) for key in (one.left_id, one.right_id)}
    resolve_events(session, match_announcements(session, touched, at).touched, at)
    return sorted(one.id for one in rows if one.id is not None)


def open_questions(session: Session, limit: int | None = None) -> list[Question]:
    """Pairs of two events that rules were unsure of and that no person has judged, the likeliest first."""
    table = tables.Judgement
    unsure = select(table).where(
        table.by == RULE, table.verdict == Verdict.UNSURE.value, col(table.withdrawn_at).is_(None)
    )
    rows = session.exec(unsure.order_by(col(table.score).desc(), col(table.id))).all()
    events = _events_of(session, [key for row in rows for key in (row.left_id, row.right_id)])
    judged = select(table.left_id, table.right_id).where(table.by != RULE, col(table.withdrawn_at).is_(None))
    answered = set(session.exec(judged).all())
    wanted = [
        row
        for row in rows
        if events.get(row.left_id) != events.get(row.right_id) and (row.left_id, row.right_id) not in answered
    ][:limit]
    told = load_announcements(session, [key for row in wanted for key in (row.left_id, row.right_id)])
    return [Question(told[row.left_id], told[row.right_id], row.score, tuple(row.reasons)) for row in wanted]


def persons_judgements(session: Session, limit: int) -> list[Act]:
    """What persons have judged, withdrawn judgements included, the latest first."""
    table = tables.Judgement
    left, right = aliased(tables.Announcement), aliased(tables.Announcement)
    wanted = (
        select(table, left.title, right.title)
        .join(left, col(table.left_id) == col(left.id))
        .join(right, col(table.right_id) == col(right.id))
        .where(table.by != RULE)
        .order_by(col(table.at).desc(), col(table.id).desc())
        .limit(limit)
    )
    return [
        Act(
            number=row.id or 0,
            left=row.left_id,
            right=row.right_id,
            left_title=left_title,
            right_title=right_title,
            verdict=Verdict(row.verdict),
            reasons=tuple(row.reasons),
            by=row.by,
            at=row.at,
            withdrawn_at=row.withdrawn_at,
        )
        for row, left_title, right_title in session.exec(wanted)
    ]


def answer(session: Session, question: Question, verdict: Verdict, by: str, at: datetime) -> None:
    """Keep a person's answer and make the events that follow from it."""
    left, right = question.left.id, question.right.id
    judge_by_person(session, left, right, verdict, by, "reviewed", at)
    resolve_events(session, [left, right], at)


def rebuild(session: Session, at: datetime) -> ResolveCounts:
    """Judge all announcements anew by the rules and make all events anew from that; persons' words stay."""
    match_announcements(session, None, at)
    unindex_events(session, session.exec(select(tables.Event.id)).all())
    session.execute(update(tables.Announcement).values(event_id=None))
    for table in (tables.EventField, tables.EventRedirect, tables.Event):
        session.execute(delete(table))
    session.expire_all()
    return resolve_events(session, None, at)


def _members(session: Session, event_id: str) -> list[str]:
    table = tables.Announcement
    return list(session.exec(select(table.id).where(table.event_id == event_id).order_by(col(table.id))))


def _chosen(session: Session, members: Sequence[str], asked: str, event_id: str) -> str:
    """The one of ``members`` with this id, beginning of an id or URL; NoSuchJudgement for none or several."""
    asked = asked.strip()
    table = tables.Announcement
    rows = session.exec(select(table).where(col(table.id).in_(members)).order_by(col(table.id))).all()
    begins = len(asked) >= SHORTEST_PREFIX
    found = [row.id for row in rows if asked in (row.id, row.url) or (begins and row.id.startswith(asked))]
    if len(found) > 1:
        raise NoSuchJudgement(f"{asked} is several announcements of the event: {', '.join(found)}; name one")
    if not found:
        raise NoSuchJudgement(
            f"{asked!r} is no announcement of event {event_id}; `kalends explain {event_id}` lists their URLs"
        )
    return found[0]


def _events_of(session: Session, ids: Sequence[str]) -> dict[str, str | None]:
    table = tables.Announcement
    found: dict[str, str | None] = {}
    for chunk in chunks(sorted(set(ids))):
        found |= dict(session.exec(select(table.id, table.event_id).where(col(table.id).in_(chunk))).all())
    return found


def _withdraw_between(session: Session, some: Sequence[str], others: Sequence[str], at: datetime) -> set[str]:
    """Withdraw what persons judged of pairs between two sets: what is said now is said against it.

    Returns the announcements that they had said were the same.
    """
    table = tables.Judgement
    live = col(table.withdrawn_at).is_(None) & (col(table.by) != RULE)
    same: set[str] = set()
    for one in some:
        for chunk in chunks(others):
            pair = (col(table.left_id) == one) & col(table.right_id).in_(chunk)
            pair |= (col(table.right_id) == one) & col(table.left_id).in_(chunk)
            said = select(table.left_id, table.right_id).where(live, pair, table.verdict == _SAME)
            same |= {key for keys in session.exec(said) for key in keys}
            session.execute(update(table).where(live, pair).values(withdrawn_at=at))
    return same
