"""What is going on right now, what comes next, which registrations close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Row, Select, and_, literal_column, or_, select
from sqlmodel import Session, col

from pipeline.model import Event, Precision, Status
from store import tables
from store.events import load_positions
from store.filters import Filters, Narrowed, narrowed
from store.finding import indexed, probed, unordered_position, untimed, walk
from store.positions import day_position
from store.reads import read_rows, read_values
from store.sections import Part, Section, sections
from store.weights import Column, Stretch

AHEAD = timedelta(days=14)
COUNTED = 100
"""So far is counted where a page shows a few: one that is counted costs as much as one that is found."""
_DAY = timedelta(days=1)
_OFF = (Status.CANCELLED.value, Status.POSTPONED.value)
_EVENT = tables.Event
_MONTH = Precision.MONTH.value
_NEAR = ("position", "start_on", "start_at", "end_at", "end_text", "zone", "precision", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class NowView:
    """Events around an instant: going on, still to begin today, this week (to Sunday) and within 14 days,
    and those whose registration closes within 14 days.

    Each is ordered by start, ``deadlines`` by deadline, and what only has a month stands at the end of
    ``later``. A cancelled event is told among those to come, so that who meant to come learns of it.
    """

    at: datetime
    going_on: Section[Event]
    today: Section[Event]
    week: Section[Event]
    later: Section[Event]
    deadlines: Section[Event]

    @property
    def coming(self) -> tuple[Event, ...]:
        """What begins within 14 days."""
        return (*self.today.events, *self.week.events, *self.later.events)


def now_view(
    session: Session, at: datetime, filters: Filters | None = None, limit: int | None = None
) -> NowView:
    """The whole events of :func:`now_parts`."""
    return NowView(at=at, **sections(session, now_parts(session, at, filters, limit), load_positions))


def now_parts(
    session: Session, at: datetime, filters: Filters | None = None, limit: int | None = None
) -> dict[str, Part]:
    """What is going on at ``at`` (aware), what begins within 14 days, which deadlines close within 14 days,
    by :class:`NowView`'s names.

    Whether something is going on is told in the event's own zone, and one without a stated end is going on
    for the rest of its day; this week and later are counted in the days of ``at``'s zone. ``filters`` narrow
    all; their days and limit are the view's own, ``limit`` is that of each section.
    """
    asked = narrowed(session, replace(filters or Filters(), start_from=None, start_to=None))
    begun, begins = _of_today(_near(session, asked, at), at)
    view = _View(session, asked, at, limit)
    return {
        "going_on": view.going_on(begun),
        "today": view.cut(begins),
        "week": view.week(set(begun)),
        "later": view.later(),
        "deadlines": view.deadlines(),
    }


def _near(session: Session, asked: Narrowed, at: datetime) -> Sequence[Row[Any]]:
    """What begins or ends within a day of ``at``, is not over and not of a later day: of these alone a zone
    decides. In order.
    """
    today = at.date()
    days = Stretch(day_position(today - _DAY), day_position(today + 2 * _DAY))
    begins = walk(session, asked, days).subquery()
    columns = [getattr(_EVENT, name) for name in _NEAR]
    undecided = (
        or_(col(_EVENT.end_at).is_(None), col(_EVENT.end_at) >= at, col(_EVENT.start_at) > at),
        or_(col(_EVENT.start_on) <= today, col(_EVENT.start_at).is_(None), col(_EVENT.start_at) <= at),
    )
    beginning = select(*columns).join(begins, col(_EVENT.position) == begins.c.position).where(*undecided)
    lasting = select(*columns).where(
        literal_column("until_on > start_on"),
        col(_EVENT.until_on).between(today - _DAY, today + _DAY),
        unordered_position() < day_position(today - _DAY),
        *undecided,
        *probed(session, asked, col(_EVENT.position)),
    )
    rows = [*read_rows(session, lasting), *read_rows(session, beginning)]
    return sorted(rows, key=lambda row: int(row.position))


@dataclass(frozen=True, slots=True)
class _View:
    session: Session
    asked: Narrowed
    at: datetime
    limit: int | None

    def cut(self, positions: Sequence[int]) -> Part:
        """As many of the positions as a section shows, and how many they are."""
        total = len(positions)
        return list(positions[: self.limit]), min(total, COUNTED) if self.limit else total

    def going_on(self, near: Sequence[int]) -> Part:
        """What has begun days ago and lasts for days yet, with what is going on of ``near``."""
        today = self.at.date()
        lasting = select(col(_EVENT.position)).where(
            literal_column("until_on > start_on"),
            col(_EVENT.until_on) > today + _DAY,
            unordered_position() < day_position(today - _DAY),
            *indexed(self.session, self.asked, unordered_position()),
        )
        # Apart, since these are few, and told by indexes alone: no planner knows either.
        apart = lasting.cte("lasting").prefix_with("MATERIALIZED")
        sure = [
            col(_EVENT.position).in_(select(apart.c.position)),
            col(_EVENT.status).not_in(_OFF),
            col(_EVENT.precision) != _MONTH,
            col(_EVENT.rrule).is_(None),
            *self.asked.conditions,
        ]
        return self.cut(sorted([*self._first(_by([unordered_position()], sure)), *near]))

    def week(self, begun: set[int]) -> Part:
        """What begins on the days after today, to Sunday."""
        today = self.at.date()
        return self.cut(self._between(today + _DAY, today + timedelta(days=7 - today.weekday()), begun))

    def later(self) -> Part:
        """What begins after Sunday and within 14 days, then what has only a month that is this or begins."""
        today = self.at.date()
        sunday = today + timedelta(days=7 - today.weekday())
        dated = self._between(sunday, (self.at + AHEAD).date() + _DAY, set())
        months = self._months({today.replace(day=1), (today + AHEAD).replace(day=1)})
        return self.cut([*dated, *months])

    def _months(self, firsts: set[date]) -> list[int]:
        month = [
            or_(*(untimed(day).holds(col(_EVENT.position)) for day in sorted(firsts))),
            col(_EVENT.precision) == _MONTH,
            *probed(self.session, self.asked, col(_EVENT.position)),
        ]
        return self._first(_by([col(_EVENT.position)], month))

    def _between(self, first: date, end: date, without: set[int]) -> list[int]:
        stretch = Stretch(day_position(first), max(day_position(first), day_position(end)))
        last = self.at + AHEAD
        dated = (
            col(_EVENT.precision) != _MONTH,
            or_(col(_EVENT.start_at).is_(None), col(_EVENT.start_at) <= last),
        )
        asked = replace(self.asked, conditions=(*self.asked.conditions, *dated))
        positions = self._first(walk(self.session, asked, stretch), len(without))
        return [position for position in positions if position not in without]

    def deadlines(self) -> Part:
        """Whose registration closes within 14 days, by deadline."""
        last = self.at + AHEAD
        soon = [
            col(_EVENT.deadline_on).between(self.at.date() - _DAY, last.date() + _DAY),
            or_(
                and_(col(_EVENT.deadline_at).is_not(None), col(_EVENT.deadline_at).between(self.at, last)),
                and_(
                    col(_EVENT.deadline_at).is_(None),
                    col(_EVENT.deadline_on).between(self.at.date(), last.date()),
                ),
            ),
            col(_EVENT.status) != Status.CANCELLED.value,
            *probed(self.session, self.asked, col(_EVENT.position)),
        ]
        return self.cut(self._first(_by([col(_EVENT.deadline_on), col(_EVENT.position)], soon)))

    def _first(self, wanted: Select[Any], more: int = 0) -> list[int]:
        """The positions of a select; those past ``COUNTED`` and ``more`` where a section shows some only."""
        return read_values(self.session, wanted if self.limit is None else wanted.limit(COUNTED + more))


def _by(order: Sequence[Column], conditions: Sequence[ColumnElement[bool]]) -> Select[Any]:
    return select(col(_EVENT.position)).where(*conditions).order_by(*order)


@lru_cache(maxsize=1000)
def _today(zone: str | None, at: datetime) -> date:
    try:
        return at.astimezone(ZoneInfo(zone) if zone else UTC).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return at.astimezone(UTC).date()


def _of_today(rows: Iterable[Any], at: datetime) -> tuple[list[int], list[int]]:
    """Positions of what is going on, and of what begins later on this day; rows are :data:`_NEAR`.

    A day without an hour that is today has begun; what has no end goes on for the rest of its day.
    """
    begun, begins, day = [], [], at.date()
    for position, start_on, start_at, end_at, end_text, zone, precision, status in rows:
        if precision == _MONTH:
            continue
        today = _today(zone, at)
        has_begun = start_at <= at if start_at is not None else start_on <= today
        if not has_begun:
            if start_on <= day:
                begins.append(position)
        elif status not in _OFF and _lasts(start_on, end_at, end_text, at, today):
            begun.append(position)
    return begun, begins


def _lasts(start_on: date, end_at: datetime | None, end_text: str | None, at: datetime, today: date) -> bool:
    if end_at is not None:
        return at <= end_at
    return today <= (date.fromisoformat(end_text[:10]) if end_text else start_on)
