"""What changed, when: an announcement's fields as plain JSON, and the revisions between two tellings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as sql_select
from sqlmodel import Session, select

from pipeline.model import Announcement, Claim, iso
from store import tables
from store.reads import among, read_among, read_listed

# Neither what an announcement is known by nor its evidence is a field that changes.
_NO_FIELD = {
    *("id", "source_id", "url", "key", "primary", "claims"),
    *("when", "yearless", "place", "registration", "price"),
}


_CLAIM = tuple(item.name for item in fields(Claim))

# What the store keeps as evidence only: its old value is not at hand to tell a change by.
_NO_COLUMN = {"accessibility", "audience", "interpretation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One field as it was and as it became, in plain JSON; ``at`` is the new page's fetch time, ``url`` its
    address where it is known.
    """

    announcement_id: str
    run_id: str | None
    at: datetime
    url: str | None
    field: str
    old: object
    new: object


def field_values(announcement: Announcement) -> dict[str, object]:
    """Every field as plain JSON, by the names of columns: equal where two tellings say the same."""
    when, registration = announcement.when, announcement.registration
    stated = when or announcement.yearless
    values: dict[str, object] = {
        item.name: _plain(getattr(announcement, item.name))
        for item in fields(announcement)
        if item.name not in _NO_FIELD
    }
    values["sub_events"] = [field_values(replace(part, sub_events=())) for part in announcement.sub_events]
    for name, attribute in (("start", "start_text"), ("end", "end_text"), ("precision", "precision")):
        values[name] = getattr(stated, attribute) if stated else None
    for name in ("zone", "all_day", "inferred", "rrule"):
        values[name] = _plain(getattr(when, name)) if when else None
    values |= {name: _plain(value) for name, value in asdict(announcement.place).items()}
    deadline = registration.deadline
    values |= {
        "registration_url": registration.url,
        "registration_mailbox": registration.mailbox,
        "registration_required": registration.required,
        "capacity": registration.capacity,
        "deadline": None if deadline is None else iso(deadline),
    }
    return values | {f"price_{name}": value for name, value in asdict(announcement.price).items()}


def _plain(value: object) -> object:
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return dict(value) if isinstance(value, dict) else value


def digest(value: object) -> str:
    """A short hash of plain JSON, the same whatever the order of an object's keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=_text)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def claims_digest(claims: Sequence[Claim]) -> str:
    """The hash of the evidence: it changes where a quote moves, though no field does."""
    return digest([{name: getattr(claim, name) for name in _CLAIM} for claim in claims])


def changed_fields(old: Announcement, new: Announcement) -> Iterator[tuple[str, object, object]]:
    """(field, old, new) in the order of field names, for fields that two tellings state differently."""
    before, after = field_values(old), field_values(new)
    for name in sorted((before.keys() | after.keys()) - _NO_COLUMN):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def revisions_of(session: Session, announcement_ids: Sequence[str]) -> list[Revision]:
    """The revisions of these announcements, oldest first."""
    rows = read_listed(session, tables.Revision, "announcement_id", announcement_ids, "at", "id")
    return [_revision(row) for row in rows]


def revisions_since(session: Session, event_ids: Sequence[str], since: datetime) -> dict[str, list[Revision]]:
    """What pages of these events say otherwise from ``since`` (aware) on, oldest first, by event."""
    found: dict[str, list[Revision]] = {}
    for row in read_among(session, _of_events, event_ids):
        if row.at >= since:
            found.setdefault(row.event_id, []).append(_revision(row))
    return found


@cache
def _of_events(dialect: str) -> Select[Any]:
    told = tables.Announcement.__table__.c  # type: ignore[attr-defined]
    revision = tables.Revision.__table__.c  # type: ignore[attr-defined]
    here = (revision.announcement_id == told.id) & among(told.event_id, dialect)
    return sql_select(told.event_id, *revision).where(here).order_by(revision.at, revision.id)


def _revision(row: Any) -> Revision:
    return Revision(
        announcement_id=row.announcement_id,
        run_id=row.run_id,
        at=row.at,
        url=row.url,
        field=row.field,
        old=row.old,
        new=row.new,
    )


def revised_fields(session: Session, run_id: str) -> list[str]:
    """The field of each revision that a run made."""
    return list(session.exec(select(tables.Revision.field).where(tables.Revision.run_id == run_id)))
