"""What is going on right now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from kalends.asked import query_string
from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.views import around
from kalends.web.visitors import visitor_of
from pipeline.model import Event
from store.filters import Filters
from store.query import now_view

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Section:
    """Some events of a part of a page, and how many there are."""

    events: tuple[Event, ...]
    total: int


@router.get("/")
def now_page(request: Request, session: Reading, filters: Asked) -> Response:
    """Going on, today, this week, later, and the deadlines that close."""
    at = datetime.now(UTC)
    view = now_view(session, at, filters)
    today = at.astimezone(visitor_of(request).clock or UTC).date()
    sunday = today + timedelta(days=6 - today.weekday())
    parts = {
        "today": (today, today),
        "week": (today + timedelta(days=1), sunday),
        "later": (sunday, date.max),
    }
    found: dict[str, list[Event]] = {name: [] for name in parts}
    for event in view.coming:
        found[_part(event, today, sunday)].append(event)
    sections = {
        "going-on": view.going_on,
        **{name: tuple(events) for name, events in found.items()},
        "deadlines": view.deadlines,
    }
    context = {
        **around(request, session, filters),
        "today": today,
        "sections": {name: Section(events, len(events)) for name, events in sections.items()},
        "more": {name: _all_of(filters, first, last) for name, (first, last) in parts.items()},
    }
    return page(request, "now.html", context)


def _part(event: Event, today: date, sunday: date) -> str:
    when = event.settled.when
    start = when.start if when is not None else today
    day = start.date() if isinstance(start, datetime) else start
    return "today" if day <= today else "week" if day <= sunday else "later"


def _all_of(filters: Filters, first: date, last: date) -> str:
    days = {"from": first.isoformat(), "to": last.isoformat() if last < date.max else None}
    return f"/events?{query_string(filters, **days)}"
