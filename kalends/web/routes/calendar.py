"""The month and the map: the same filters, seen by day and by place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from kalends.asked import WrongParameter, query_string
from kalends.web.dependencies import Asked, Reading
from kalends.web.maps import map_of
from kalends.web.months import days_of, month_of
from kalends.web.pages import page
from kalends.web.views import around
from kalends.web.visitors import today_of
from store.briefs import find_briefs, find_spots
from store.filters import Filters

MOST = 1000
_YEARS = (1970, 2200)
_MAP_DAYS = timedelta(days=90)

router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar_page(
    request: Request, session: Reading, filters: Asked, month: Annotated[str, Query(max_length=7)] = ""
) -> Response:
    """A month's events by day; ``month`` is such as 2026-12, this one by default."""
    today = today_of(request)
    first = _first(month) if month else today.replace(day=1)
    begin, end = days_of(first)
    inside = replace(filters, start_from=begin, start_to=end, limit=MOST)
    briefs = find_briefs(session, inside)
    context = {
        **around(request, session, replace(filters, start_from=None, start_to=None)),
        "month": month_of(first, briefs),
        "today": today,
        "is_cut": len(briefs) == MOST,
        "kept": [("month", f"{first:%Y-%m}")],
        "day_query": lambda day: _days(filters, day, day),
    }
    return page(request, "calendar.html", context)


@router.get("/map")
def map_page(request: Request, session: Reading, filters: Asked) -> Response:
    """Cities with events, on a map and as a list; of the next 90 days unless other days are asked for."""
    today = today_of(request)
    asked = filters
    if filters.start_from is None and filters.start_to is None:
        asked = replace(filters, start_from=today, start_to=today + _MAP_DAYS)
    spots = find_spots(session, asked)
    context = {
        **around(request, session, filters),
        "map": map_of(spots),
        "spots": spots,
        "first": asked.start_from,
        "last": asked.start_to,
        "events_in": lambda spot: _in_city(asked, spot.city, spot.country),
        "by_country": _by_country(filters, [(spot.country, spot.events) for spot in spots]),
    }
    return page(request, "map.html", context)


def _first(month: str) -> date:
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise WrongParameter("month", month, "write a month as 2026-12") from None
    if not _YEARS[0] <= first.year <= _YEARS[1]:
        raise WrongParameter("month", month, "write a month between 1970 and 2200")
    return first


def _days(filters: Filters, first: date, last: date) -> str:
    return f"/events?{query_string(replace(filters, start_from=first, start_to=last))}"


def _in_city(filters: Filters, city: str, country: str | None) -> str:
    return f"/events?{query_string(replace(filters, city=city, country=country or filters.country))}"


def _by_country(filters: Filters, found: list[tuple[str | None, int]]) -> list[tuple[str, int, str]]:
    """(country, events, address of the map of it), those of most events first."""
    counts: dict[str, int] = {}
    for country, events in found:
        if country is not None:
            counts[country] = counts.get(country, 0) + events
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [
        (country, events, f"/map?{query_string(replace(filters, country=country))}")
        for country, events in ordered
    ]
