"""What is going on right now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from kalends.asked import query_string
from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.views import around
from kalends.web.visitors import visitor_of
from store.filters import Filters
from store.listed import load_listed
from store.now import now_parts
from store.sections import sections

MOST = 20

router = APIRouter(include_in_schema=False)


@router.get("/")
def now_page(request: Request, session: Reading, filters: Asked) -> Response:
    """Going on, today, this week, later, and the deadlines that close."""
    filters = replace(filters, start_from=None, start_to=None)  # this view's days are its own
    at = datetime.now(visitor_of(request).clock or UTC)
    view = sections(session, now_parts(session, at, filters, limit=MOST), load_listed)
    today = at.date()
    sunday = today + timedelta(days=6 - today.weekday())
    parts = {
        "today": (today, today),
        "week": (today + timedelta(days=1), sunday),
        "later": (sunday + timedelta(days=1), date.max),
    }
    context = {
        **around(request, session, filters),
        "today": today,
        "sections": view,
        "more": {name: _all_of(filters, first, last) for name, (first, last) in parts.items()},
    }
    return page(request, "now.html", context)


def _all_of(filters: Filters, first: date, last: date) -> str:
    days = {"from": first.isoformat(), "to": last.isoformat() if last < date.max else None}
    return f"/events?{query_string(filters, **days)}"
