"""Whole tables, a page at a time, by key: what the API lists besides events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import tuple_
from sqlmodel import Session, col, or_, select

from pipeline.model import Claim, Role, Run
from store import tables
from store.fold import like_pattern
from store.restore import claim_of
from store.rows import storable

LOOKED_AT = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A stored announcement: its id, its event's, and when it was seen."""

    id: str
    event_id: str | None
    first_seen: datetime
    last_seen: datetime
    missing_since: datetime | None


def kept_announcements(
    session: Session, *, source: str | None, event: str | None, after: str | None, limit: int
) -> list[Kept]:
    """Announcements by id, those of a source or an event; parts of a programme are in their whole."""
    table = tables.Announcement
    wanted = select(table).where(col(table.parent_id).is_(None))
    for column, value in ((table.source_id, source), (table.event_id, event)):
        if value is not None:
            wanted = wanted.where(col(column) == storable(value))
    if after is not None:
        wanted = wanted.where(col(table.id) > storable(after))
    return [_kept(row) for row in session.exec(wanted.order_by(col(table.id)).limit(limit))]


def kept_announcement(session: Session, key: str) -> Kept | None:
    """One stored announcement."""
    row = session.get(tables.Announcement, storable(key))
    return _kept(row) if row is not None else None


def _kept(row: tables.Announcement) -> Kept:
    return Kept(
        id=row.id,
        event_id=row.event_id,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        missing_since=row.missing_since,
    )


def list_claims(
    session: Session,
    *,
    announcement: str | None,
    event: str | None,
    field: str | None,
    after: tuple[str, int] | None,
    limit: int,
) -> tuple[list[tuple[str, int, Claim]], tuple[str, int] | None]:
    """(announcement id, position, claim) by both, those of an announcement, an event or a field; and the key
    of the last one looked at where there may be more.

    Of a field alone no more than ``LOOKED_AT`` claims are looked through at once, so that there may be few.
    """
    table, told = tables.Claim, tables.Announcement
    key = tuple_(col(table.announcement_id), col(table.position))
    wanted = select(table)
    if announcement is not None:
        wanted = wanted.where(col(table.announcement_id) == storable(announcement))
    if event is not None:
        here = select(told.id).where(col(told.event_id) == storable(event))
        wanted = wanted.where(col(table.announcement_id).in_(here))
    if after is not None:
        wanted = wanted.where(key > (storable(after[0]), after[1]))
    end = None
    if field is not None:
        if announcement is None and event is None:
            end = _end_of_look(session, after)
        wanted = wanted.where(col(table.field) == storable(field))
        wanted = wanted if end is None else wanted.where(key <= end)
    ordered = wanted.order_by(col(table.announcement_id), col(table.position)).limit(limit + 1)
    rows = session.exec(ordered).all()
    found = [(row.announcement_id, row.position, claim_of(row)) for row in rows[:limit]]
    return found, found[-1][:2] if len(rows) > limit else end


def _end_of_look(session: Session, after: tuple[str, int] | None) -> tuple[str, int] | None:
    """The key of the last of the claims behind ``after`` that are looked through; None where it is all."""
    key = (col(tables.Claim.announcement_id), col(tables.Claim.position))
    behind = select(*key).order_by(*key).offset(LOOKED_AT - 1).limit(1)
    if after is not None:
        behind = behind.where(tuple_(*key) > (storable(after[0]), after[1]))
    return session.exec(behind).first()


def organisation_ids_of(
    session: Session, *, text: str | None, funders: bool, after: int, limit: int
) -> Sequence[int]:
    """Ids of organisations in order, those with ``text`` in a name, those that pay for something."""
    table, alias = tables.Organisation, tables.OrganisationAlias
    part, money = tables.Participation, tables.Funding
    wanted = select(table.id).where(col(table.id) > after)
    if text is not None:
        named = col(alias.folded).like(like_pattern(storable(text)), escape="\\")
        wanted = wanted.where(col(table.id).in_(select(alias.organisation_id).where(named)))
    if funders:
        paying = select(money.organisation_id).where(col(money.organisation_id) == col(table.id))
        funding = select(part.organisation_id).where(
            col(part.organisation_id) == col(table.id), part.role == Role.FUNDER.value
        )
        wanted = wanted.where(or_(paying.exists(), funding.exists()))
    rows = session.exec(wanted.order_by(col(table.id)).limit(limit))
    return [number for number in rows if number is not None]


def list_venues(
    session: Session, *, text: str | None, country: str | None, after: int, limit: int
) -> Sequence[tables.Venue]:
    """Venues by id, those with ``text`` in the name, those of a country."""
    table = tables.Venue
    wanted = select(table).where(col(table.id) > after)
    if text is not None:
        wanted = wanted.where(col(table.folded).like(like_pattern(storable(text)), escape="\\"))
    if country is not None:
        wanted = wanted.where(col(table.country) == country.upper())
    return session.exec(wanted.order_by(col(table.id)).limit(limit)).all()


def list_runs(
    session: Session, *, source: str | None, before: tuple[datetime, str] | None, limit: int
) -> list[Run]:
    """Runs, the newest first, those of a source; ``before`` is the (start, id) of the last one seen."""
    table = tables.Run
    wanted = select(table)
    if source is not None:
        wanted = wanted.where(col(table.source_id) == storable(source))
    if before is not None:
        at, key = before
        older = (col(table.started) < at) | ((col(table.started) == at) & (col(table.id) < storable(key)))
        wanted = wanted.where(older)
    rows = session.exec(wanted.order_by(col(table.started).desc(), col(table.id).desc()).limit(limit))
    return [
        Run(
            id=row.id,
            source_id=row.source_id,
            started=row.started,
            ended=row.ended,
            outcome=row.outcome,
            counts=dict(row.counts),
            issues=tuple(row.issues),
        )
        for row in rows
    ]
