"""The API's other lists: announcements, claims, organisations, networks, venues, sources, runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from starlette.responses import Response

from kalends.asked import WrongParameter
from kalends.web import records, shapes
from kalends.web.answers import Page, Paging, json_answer, listed, stated_cursor
from kalends.web.dependencies import Reading
from kalends.web.described import ERRORS, MISSING
from kalends.web.limits import limited
from store import tables
from store.listings import (
    kept_announcement,
    kept_announcements,
    list_claims,
    list_runs,
    list_venues,
    organisation_ids_of,
)
from store.parties import load_organisations
from store.sources import list_networks, list_sources, load_source
from store.tellings import load_announcements

Id = Annotated[str, Path(pattern="^[0-9a-f]{20}$", examples=["3f2a9c1b7d0e4a55c6d1"])]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, examples=[1])]
Name = Annotated[str | None, Query(max_length=200)]
Hex = Annotated[str | None, Query(pattern="^[0-9a-f]{20}$", examples=["3f2a9c1b7d0e4a55c6d1"])]
Country = Annotated[str | None, Query(pattern="^[A-Za-z]{2}$", examples=["SE"])]
_LARGEST = 2**31 - 1

router = APIRouter(prefix="/api/v1", dependencies=[Depends(limited)], responses=ERRORS)


@router.get("/announcements", response_model=shapes.Listed[shapes.AnnouncementShape])
def announcements(
    request: Request, session: Reading, page: Page, source: Name = None, event: Hex = None
) -> Response:
    """What pages tell, each as it tells it, with the evidence of every value; by id."""
    rows = kept_announcements(session, source=source, event=event, after=page.cursor, limit=page.limit + 1)
    told = load_announcements(session, [row.id for row in rows[: page.limit]])
    items = [records.announcement_of(told[row.id], row.event_id, row) for row in rows[: page.limit]]
    return json_answer(request, listed(items, rows[page.limit - 1].id if len(rows) > page.limit else None))


@router.get("/announcements/{key}", response_model=shapes.AnnouncementShape, responses=MISSING)
def announcement(request: Request, session: Reading, key: Id) -> Response:
    """One announcement."""
    row = kept_announcement(session, key)
    if row is None:
        raise HTTPException(404, "there is no such announcement")
    told = load_announcements(session, [key])[key]
    return json_answer(request, records.announcement_of(told, row.event_id, row))


@router.get("/claims", response_model=shapes.Listed[shapes.ClaimShape])
def claims(
    request: Request,
    session: Reading,
    page: Page,
    announcement: Hex = None,
    event: Hex = None,
    field: Name = None,
) -> Response:
    """Values with the words of the page that states them: settled ones and those that lost."""
    after = _claim_cursor(page)
    found, end = list_claims(
        session, announcement=announcement, event=event, field=field, after=after, limit=page.limit
    )
    following = f"{end[0]}:{end[1]}" if end else None
    return json_answer(request, listed([records.claim_of(key, claim) for key, _, claim in found], following))


def _claim_cursor(page: Paging) -> tuple[str, int] | None:
    if page.cursor is None:
        return None
    key, _, position = page.cursor.partition(":")
    number = stated_cursor(position or "-")
    if number is None or number > _LARGEST:
        raise WrongParameter("cursor", page.cursor, "not a cursor that a page gave as its next")
    return key, number


@router.get("/organisations", response_model=shapes.Listed[shapes.OrganisationShape])
def organisations(request: Request, session: Reading, page: Page, q: Name = None) -> Response:
    """Organisations, those with these words in a name; by number."""
    return _organisations(request, session, page, q, funders=False)


@router.get("/funders", response_model=shapes.Listed[shapes.OrganisationShape])
def funders(request: Request, session: Reading, page: Page, q: Name = None) -> Response:
    """Organisations that pay for something, and how much by year."""
    return _organisations(request, session, page, q, funders=True)


def _organisations(
    request: Request, session: Reading, page: Paging, q: str | None, *, funders: bool
) -> Response:
    after = min(stated_cursor(page.cursor) or 0, _LARGEST)
    ids = organisation_ids_of(session, text=q or None, funders=funders, after=after, limit=page.limit + 1)
    shown = ids[: page.limit]
    items = [records.organisation_of(view) for view in load_organisations(session, shown)]
    return json_answer(request, listed(items, shown[-1] if len(ids) > page.limit else None))


@router.get("/organisations/{number}", response_model=shapes.OrganisationShape, responses=MISSING)
def organisation(request: Request, session: Reading, number: Number) -> Response:
    """One organisation."""
    found = load_organisations(session, [number])
    if not found:
        raise HTTPException(404, "there is no such organisation")
    return json_answer(request, records.organisation_of(found[0]))


@router.get("/networks", response_model=shapes.Listed[shapes.NetworkShape])
def networks(request: Request, session: Reading) -> Response:
    """All networks."""
    items = [{"id": network.id, "sources": network.sources} for network in list_networks(session)]
    return json_answer(request, listed(items, None))


@router.get("/venues", response_model=shapes.Listed[shapes.VenueShape])
def venues(
    request: Request, session: Reading, page: Page, q: Name = None, country: Country = None
) -> Response:
    """Places by their names; by number."""
    after = min(stated_cursor(page.cursor) or 0, _LARGEST)
    rows = list_venues(session, text=q or None, country=country, after=after, limit=page.limit + 1)
    shown = rows[: page.limit]
    following = shown[-1].id if len(rows) > page.limit else None
    return json_answer(request, listed([records.venue_of(row) for row in shown], following))


@router.get("/venues/{number}", response_model=shapes.VenueShape, responses=MISSING)
def venue(request: Request, session: Reading, number: Number) -> Response:
    """One place."""
    row = session.get(tables.Venue, number)
    if row is None:
        raise HTTPException(404, "there is no such venue")
    return json_answer(request, records.venue_of(row))


@router.get("/sources", response_model=shapes.Listed[shapes.SourceShape])
def sources(request: Request, session: Reading, network: Name = None) -> Response:
    """All sources, or those of a network, each with its latest run."""
    found = list_sources(session, network or None)
    return json_answer(request, listed([records.source_of(view) for view in found], None))


@router.get("/sources/{source_id}", response_model=shapes.SourceShape, responses=MISSING)
def source(request: Request, session: Reading, source_id: Annotated[str, Path(max_length=200)]) -> Response:
    """One source."""
    found = load_source(session, source_id.replace("\0", ""))
    if found is None:
        raise HTTPException(404, "there is no such source")
    return json_answer(request, records.source_of(found))


@router.get("/runs", response_model=shapes.Listed[shapes.RunShape])
def runs(request: Request, session: Reading, page: Page, source: Name = None) -> Response:
    """Refreshes of sources, the newest first."""
    found = list_runs(session, source=source, before=_run_cursor(page), limit=page.limit + 1)
    shown = found[: page.limit]
    last = shown[-1] if len(found) > page.limit else None
    following = f"{last.started.isoformat()}~{last.id}" if last else None
    return json_answer(request, listed([records.run_of(run) for run in shown], following))


def _run_cursor(page: Paging) -> tuple[datetime, str] | None:
    if page.cursor is None:
        return None
    at, _, key = page.cursor.replace(" ", "+").partition("~")
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError
        moment.utctimetuple()
    except (ValueError, OverflowError):
        raise WrongParameter("cursor", page.cursor, "not a cursor that a page gave as its next") from None
    return moment, key
