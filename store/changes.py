"""What is new, what changed, what was cancelled since an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from pipeline.model import Event, Status
from store import tables
from store.events import load_positions
from store.filters import Filters, Narrowed, narrowed
from store.finding import probed
from store.now import COUNTED
from store.reads import read_values
from store.sections import Part, Section, sections
from store.weights import Column

_EVENT = tables.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Events that are not over at ``since`` and that were first seen, changed or cancelled after it, the
    newest first; an event stands in one section only.
    """

    since: datetime
    new: Section[Event]
    changed: Section[Event]
    cancelled: Section[Event]


def changes_since(
    session: Session, since: datetime, filters: Filters | None = None, limit: int = 30
) -> Changes:
    """The whole events of :func:`change_parts`."""
    return Changes(
        since=since, **sections(session, change_parts(session, since, filters, limit), load_positions)
    )


def change_parts(
    session: Session, since: datetime, filters: Filters | None = None, limit: int = 30
) -> dict[str, Part]:
    """What happened since ``since`` (aware) by :class:`Changes`' names, at most ``limit`` events a section,
    counted to ``COUNTED``.
    """
    asked = narrowed(session, replace(filters or Filters(), start_from=None, start_to=None))
    off = col(_EVENT.status) == Status.CANCELLED.value
    before = col(_EVENT.first_seen) < since
    ahead = or_(col(_EVENT.until_on).is_(None), col(_EVENT.until_on) >= since.date())
    changed = [col(_EVENT.last_changed) >= since, ahead]
    seen = [col(_EVENT.first_seen) >= since, ahead, ~off]
    return {
        "new": _part(session, asked, seen, col(_EVENT.first_seen), limit),
        "changed": _part(session, asked, [*changed, before, ~off], col(_EVENT.last_changed), limit),
        "cancelled": _part(session, asked, [*changed, off], col(_EVENT.last_changed), limit),
    }


def newest_changes(session: Session, filters: Filters, limit: int) -> list[int]:
    """Positions of the events that meet the filters, days included, those changed last first."""
    asked = narrowed(session, filters)
    conditions = probed(session, asked, col(_EVENT.position))
    if asked.start_from is not None:
        conditions.append(col(_EVENT.until_on) >= asked.start_from)
    if asked.start_to is not None:
        conditions.append(col(_EVENT.start_on) <= asked.start_to)
    wanted = select(col(_EVENT.position)).where(*conditions)
    return _newest(session, wanted, col(_EVENT.last_changed), limit)


def _part(
    session: Session,
    asked: Narrowed,
    conditions: Sequence[ColumnElement[bool]],
    order: Column,
    limit: int,
) -> Part:
    wanted = select(col(_EVENT.position)).where(*conditions, *probed(session, asked, col(_EVENT.position)))
    # What is shown is found on the way to the last one that is counted.
    positions = _newest(session, wanted, order, max(limit, COUNTED))
    return positions[:limit], len(positions)


def _newest(session: Session, wanted: Select[Any], order: Column, limit: int) -> list[int]:
    newest = wanted.order_by(order.desc(), col(_EVENT.position).desc())
    return read_values(session, newest.limit(limit))
