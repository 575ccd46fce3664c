"""Judgements to events: clusters of announcements, settled fields, ids that stay. All of it can be rebuilt.

An event's id is the id of its oldest announcement, so the same announcements and judgements always give the
same events. An event that is merged away leaves a redirect; a withdrawn judgement brings it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from pipeline.model import Announcement, rung_of
from store import tables
from store.history import digest
from store.index import index_events, unindex_events
from store.inserts import insert_rows
from store.match.cluster import clusters
from store.match.stored import connected, live_edges
from store.rows import Row
from store.settle import Candidate, Winner, settled
from store.tellings import chunks, load_announcements, load_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveCounts:
    """What one resolving did, in events; ``events`` is how many it looked at."""

    events: int = 0
    new: int = 0
    changed: int = 0
    merged: int = 0

    def as_counts(self) -> dict[str, int]:
        """By name."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def resolve_events(session: Session, ids: Iterable[str] | None, at: datetime) -> ResolveCounts:
    """Make the events of these announcements (None: all) and of all that judgements tie to them.

    ``at`` is when an event that existed is said to have changed. Resolving twice changes nothing.
    """
    rows = _rows(session, None if ids is None else _reach(session, set(ids)))
    if not rows:
        return ResolveCounts()
    edges = live_edges(session, None if ids is None else rows.keys())
    groups = [sorted(group, key=lambda key: (rows[key].first_seen, key)) for group in clusters(rows, edges)]
    event_of = {key: group[0] for group in groups for key in group}
    candidates = _candidates(session, rows)
    stored = _events(session, event_of.values())
    new: list[Row] = []
    changed: list[str] = []
    winners: dict[str, list[Winner]] = {}
    for group in groups:
        members = [rows[key] for key in group]
        columns, fields_won = settled([candidates[key] for key in group])
        columns |= _of_members(members)
        event = stored.get(group[0])
        if event is None:
            known_since = max(row.last_changed for row in members)
            new.append({"id": group[0], "last_changed": known_since, **columns})
        elif _update(event, columns, at):
            changed.append(group[0])
        winners[group[0]] = fields_won
    insert_rows(session, tables.Event, new)
    session.flush()
    _save_winners(session, winners)
    gone = _repoint(session, rows, event_of, at)
    index_events(session, [*(str(row["id"]) for row in new), *changed])
    return ResolveCounts(events=len(groups), new=len(new), changed=len(changed), merged=len(gone))


def _reach(session: Session, ids: set[str]) -> set[str]:
    """``ids`` with all that judgements or a present event tie to them."""
    table = tables.Announcement
    reached: set[str] = set()
    while ids - reached:
        reached |= connected(session, ids)
        for chunk in chunks(sorted(reached)):
            events = select(table.event_id).where(col(table.id).in_(chunk), col(table.event_id).is_not(None))
            ids = ids | set(session.exec(select(table.id).where(col(table.event_id).in_(events))))
    return reached


def _rows(session: Session, ids: set[str] | None) -> dict[str, tables.Announcement]:
    table = tables.Announcement
    whole = select(table).where(col(table.parent_id).is_(None))
    if ids is None:
        return {row.id: row for row in session.exec(whole.order_by(col(table.id)))}
    found: dict[str, tables.Announcement] = {}
    for chunk in chunks(sorted(ids)):
        found |= {row.id: row for row in session.exec(whole.where(col(table.id).in_(chunk)))}
    return found


def _events(session: Session, ids: Iterable[str]) -> dict[str, tables.Event]:
    found: dict[str, tables.Event] = {}
    for chunk in chunks(sorted(set(ids))):
        found |= {
            row.id: row for row in session.exec(select(tables.Event).where(col(tables.Event.id).in_(chunk)))
        }
    return found


def _candidates(session: Session, rows: Mapping[str, tables.Announcement]) -> dict[str, Candidate]:
    told: dict[str, Announcement] = load_announcements(session, rows, claims=False)
    publishers = load_sources(session, {row.source_id for row in rows.values()})
    evidence: dict[str, dict[str, tuple[int, float]]] = {key: {} for key in rows}
    claim = tables.Claim
    for chunk in chunks(rows):
        settled_claims = select(claim.announcement_id, claim.field, claim.method, claim.score)
        for key, field, method, score in session.exec(
            settled_claims.where(col(claim.announcement_id).in_(chunk), col(claim.settled))
        ):
            found = rung_of(method), score
            evidence[key][field] = max(found, evidence[key].get(field, found))
    return {
        key: Candidate(
            announcement=told[key],
            publisher=publishers[row.source_id][0],
            venue_id=row.venue_id,
            is_missing=row.missing_since is not None,
            last_changed=row.last_changed,
            evidence=evidence[key],
        )
        for key, row in rows.items()
    }


def _of_members(members: Sequence[tables.Announcement]) -> Row:
    missing = [row.missing_since for row in members if row.missing_since is not None]
    return {
        "digest": digest([[row.id, row.fields_digest] for row in members]),
        "first_seen": min(row.first_seen for row in members),
        "missing_since": max(missing) if len(missing) == len(members) else None,
    }


def _update(event: tables.Event, columns: Row, at: datetime) -> bool:
    """Whether the event is another than before: by its columns, by who tells of it, by what they say."""
    differing = {name: value for name, value in columns.items() if getattr(event, name) != value}
    for name, value in differing.items():
        setattr(event, name, value)
    if differing:
        event.last_changed = max(at, event.last_changed)
    return bool(differing)


def _save_winners(session: Session, winners: Mapping[str, Sequence[Winner]]) -> None:
    """Write the winners of these events where they are not stored so already."""
    table = tables.EventField
    stored: dict[str, set[Winner]] = {key: set() for key in winners}
    for chunk in chunks(winners):
        for row in session.exec(select(table).where(col(table.event_id).in_(chunk))):
            stored[row.event_id].add(Winner(row.field, row.announcement_id, row.reason))
    stale = {key: won for key, won in winners.items() if stored[key] != set(won)}
    for chunk in chunks(stale):
        session.execute(delete(table).where(col(table.event_id).in_(chunk)))
    rows: list[Row] = [
        {"event_id": key, "field": won.field, "announcement_id": won.announcement_id, "reason": won.reason}
        for key, fields_won in stale.items()
        for won in fields_won
    ]
    insert_rows(session, table, rows)


def _repoint(
    session: Session, rows: Mapping[str, tables.Announcement], event_of: Mapping[str, str], at: datetime
) -> list[str]:
    """Announcements to their events, redirects for events that are no more; returns the ids of those."""
    before = {row.event_id for row in rows.values() if row.event_id is not None}
    for key, row in rows.items():
        row.event_id = event_of[key]
    session.flush()
    redirect = tables.EventRedirect
    for chunk in chunks(rows):
        for known in session.exec(select(redirect).where(col(redirect.old_id).in_(chunk))):
            if event_of[known.old_id] == known.old_id:
                session.delete(known)
            else:
                known.event_id = event_of[known.old_id]
    session.flush()
    gone = sorted(before - set(event_of.values()))
    unindex_events(session, gone)
    for chunk in chunks(gone):
        session.execute(delete(tables.EventField).where(col(tables.EventField.event_id).in_(chunk)))
        session.execute(delete(tables.Event).where(col(tables.Event.id).in_(chunk)))
    if gone:
        session.execute(
            insert(redirect), [{"old_id": old, "event_id": event_of[old], "at": at} for old in gone]
        )
    return gone
