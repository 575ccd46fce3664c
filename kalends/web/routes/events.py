"""The list of all events that fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.views import around
from store.query import count_events, find_events

PAGE = 50

router = APIRouter(include_in_schema=False)


@router.get("/events")
def events_page(
    request: Request, session: Reading, filters: Asked, cursor: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """Events that fit, by start, a page at a time."""
    found = find_events(session, replace(filters, limit=PAGE + 1, offset=cursor))
    context = {
        **around(request, session, filters),
        "events": found[:PAGE],
        "total": count_events(session, filters),
        "first": cursor == 0,
        "next": str(cursor + PAGE) if len(found) > PAGE else None,
    }
    return page(request, "list.html", context)
