"""The list of events that fit."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.views import around
from kalends.web.visitors import today_of
from store.events import page_of
from store.listed import load_listed
from store.now import COUNTED

PAGE = 50

router = APIRouter(include_in_schema=False)


@router.get("/events")
def events_page(
    request: Request,
    session: Reading,
    filters: Asked,
    cursor: Annotated[int | None, Query(ge=0, lt=2**63)] = None,
    past: bool = False,
) -> Response:
    """Events that fit, by start, a page at a time; ``cursor`` is where the page before ended.

    Where no days are asked for they are those from today on; ``past`` shows all, those without a day too.
    """
    is_open = filters.start_from is None and filters.start_to is None
    asked = replace(filters, start_from=today_of(request)) if is_open and not past else filters
    found = page_of(session, asked, load_listed, after=cursor, limit=PAGE, counted=COUNTED)
    context = {
        **around(request, session, filters),
        "events": found.events,
        "total": found.total,
        "counted": COUNTED,
        "first": cursor is None,
        "is_open": is_open,
        "past": past,
        "kept": [("past", "1")] if past else [],
        "next": None if found.next is None else str(found.next),
    }
    return page(request, "list.html", context)
