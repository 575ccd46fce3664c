"""The API, for programs: read-only, without a token, the filters of the pages, a cursor a page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from kalends.asked import PARAMETERS, WrongParameter, query_string
from kalends.web import records, shapes
from kalends.web.answers import Page, json_answer, listed, stated_cursor
from kalends.web.dependencies import Asked, Reading
from kalends.web.described import ERRORS, FILTER_PARAMETERS, MISSING
from kalends.web.limits import limited
from kalends.web.validators import entity_tag, not_modified
from pipeline.model import Event
from store.events import load_events, load_positions
from store.explain import NoSuchEvent, find_event
from store.finding import find_positions
from store.history import revisions_of
from store.query import changes_since
from store.sections import Section
from store.stamps import stamp_of

Id = Annotated[str, Path(pattern="^[0-9a-f]{20}$", examples=["3f2a9c1b7d0e4a55c6d1"])]
FILTERED = {"parameters": FILTER_PARAMETERS}
_PAGE_PARAMETERS = {"cursor", "limit"}

router = APIRouter(prefix="/api/v1", dependencies=[Depends(limited)], responses=ERRORS)


def _known(request: Request, *others: str) -> None:
    """Refuse what means nothing here: a misspelt filter, or a day left empty, would find everything."""
    for name, value in request.query_params.multi_items():
        if name in PARAMETERS:
            _, read = PARAMETERS[name]
            try:
                read(value.strip())
            except ValueError as error:
                raise WrongParameter(name, value, str(error)) from None
        elif name not in others:
            raise WrongParameter(name, value, "there is no such parameter")


@router.get("/events", response_model=shapes.Listed[shapes.EventShape], openapi_extra=FILTERED)
def events(request: Request, session: Reading, filters: Asked, page: Page) -> Response:
    """Events that meet all filters, by start, those without a day last."""
    _known(request, *_PAGE_PARAMETERS)
    after = stated_cursor(page.cursor)
    found = find_positions(session, filters, after=after, limit=page.limit + 1)
    shown = found[: page.limit]
    stamp = stamp_of(session, shown)
    tag = entity_tag("events", query_string(filters), page, stamp.digest, len(found))
    unchanged = not_modified(request, tag, stamp.last_changed)
    if unchanged is not None:
        return unchanged
    items = [records.event_of(event) for event in load_positions(session, shown)]
    return json_answer(request, listed(items, shown[-1] if len(found) > page.limit else None), tag)


@router.get(
    "/events/{event_id}",
    response_model=shapes.EventShape,
    responses=MISSING
    | {308: {"description": "The event was merged into another one, which Location names."}},
)
def event(request: Request, session: Reading, event_id: Id) -> Response:
    """One event; the id of one that was merged into another leads there."""
    key = _event_key(session, event_id)
    if key != event_id:
        return RedirectResponse(f"/api/v1/events/{key}", 308)
    return json_answer(request, records.event_of(load_events(session, [key])[0]))


@router.get(
    "/events/{event_id}/history", response_model=shapes.Listed[shapes.RevisionShape], responses=MISSING
)
def history(request: Request, session: Reading, event_id: Id) -> Response:
    """Every field of the event's announcements as it was and as it became, oldest first."""
    found = load_events(session, [_event_key(session, event_id)])
    ids = [telling.announcement.id for event in found for telling in event.tellings]
    return json_answer(
        request, listed([records.revision_of(one) for one in revisions_of(session, ids)], None)
    )


@router.get("/changes", response_model=shapes.ChangesShape, openapi_extra=FILTERED)
def changes(
    request: Request,
    session: Reading,
    filters: Asked,
    since: Annotated[
        str,
        Query(max_length=40, json_schema_extra={"format": "date-time"}, examples=["2026-03-01T06:00:00Z"]),
    ],
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Response:
    """Events that are not over and that were first seen, changed or cancelled since an instant."""
    _known(request, "since", "limit")
    at = PARAMETERS["changed_since"][1]
    try:
        moment: datetime = at(since)
    except ValueError as error:
        raise WrongParameter("since", since, str(error)) from None
    found = changes_since(session, moment, filters, limit)
    sections = {"new": found.new, "changed": found.changed, "cancelled": found.cancelled}
    return json_answer(
        request,
        {"since": moment.isoformat(), **{name: _section(section) for name, section in sections.items()}},
    )


def _section(section: Section[Event]) -> dict[str, Any]:
    return {"items": [records.event_of(event) for event in section.events], "total": section.total}


def _event_key(session: Reading, event_id: str) -> str:
    try:
        return find_event(session, event_id)
    except NoSuchEvent:
        raise HTTPException(404, "there is no such event") from None
