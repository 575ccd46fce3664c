"""What is going on right now, what comes next, which registrations close."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, select

from pipeline.model import Event, Precision, Status
from store import tables
from store.events import find_events, load_events
from store.filters import Filters, conditions

AHEAD = timedelta(days=14)
_OFF = (Status.CANCELLED, Status.POSTPONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NowView:
    """Events around an instant: going on, beginning soon, and those whose registration closes soon.

    ``going_on`` and ``coming`` are ordered by start, ``deadlines`` by deadline; a cancelled event is told in
    ``coming`` only, so that who meant to come learns of it.
    """

    at: datetime
    going_on: tuple[Event, ...]
    coming: tuple[Event, ...]
    deadlines: tuple[Event, ...]


def now_view(session: Session, at: datetime, filters: Filters | None = None) -> NowView:
    """What is going on at ``at`` (aware), what begins within 14 days, which deadlines close within 14 days.

    Days are the events' own, in their zones. An event without a stated end is going on for the rest of its
    day. ``filters`` narrow all three; their ``start_from``, ``start_to`` and ``limit`` are the view's own.
    """
    asked = replace(filters or Filters(), limit=None, offset=0)
    # A day more on either side: no zone is further from UTC.
    first, last = at.date() - timedelta(days=1), (at + AHEAD).date() + timedelta(days=1)
    near = find_events(session, replace(asked, start_from=first, start_to=last))
    closing = _with_deadline(session, replace(asked, start_from=None, start_to=None), first, last)
    return NowView(
        at=at,
        going_on=tuple(event for event in near if _is_going_on(event, at)),
        coming=tuple(event for event in near if _is_coming(event, at)),
        deadlines=tuple(event for event in closing if _is_closing(event, at)),
    )


def _with_deadline(session: Session, filters: Filters, first: date, last: date) -> list[Event]:
    event = tables.Event
    soon = col(event.deadline_on).between(first, last)
    wanted = select(event.id).where(*conditions(session, filters), soon)
    return load_events(session, session.exec(wanted.order_by(col(event.deadline_on), col(event.id))).all())


def _today(zone: str | None, at: datetime) -> date:
    try:
        return at.astimezone(ZoneInfo(zone) if zone else UTC).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return at.astimezone(UTC).date()


def _is_going_on(event: Event, at: datetime) -> bool:
    when = event.settled.when
    if when is None or event.settled.status in _OFF or when.precision is Precision.MONTH:
        return False
    today = _today(when.zone, at)
    has_begun = when.start <= at if isinstance(when.start, datetime) else when.start <= today
    if isinstance(when.end, datetime):
        return has_begun and at <= when.end
    last = when.end or (_today(when.zone, when.start) if isinstance(when.start, datetime) else when.start)
    return has_begun and today <= last


def _is_coming(event: Event, at: datetime) -> bool:
    when = event.settled.when
    if when is None:
        return False
    today = _today(when.zone, at)
    if isinstance(when.start, datetime):
        return at < when.start <= at + AHEAD
    if when.precision is Precision.MONTH:
        return (today.year, today.month) <= (
            when.start.year,
            when.start.month,
        ) and when.start <= today + AHEAD
    return today < when.start <= today + AHEAD


def _is_closing(event: Event, at: datetime) -> bool:
    deadline = event.settled.registration.deadline
    if deadline is None or event.settled.status is Status.CANCELLED:
        return False
    if isinstance(deadline, datetime):
        return at <= deadline <= at + AHEAD
    today = _today(event.settled.when.zone if event.settled.when else None, at)
    return today <= deadline <= today + AHEAD
