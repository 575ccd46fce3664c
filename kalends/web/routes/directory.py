"""Organisations, funders, networks, venues and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from starlette.responses import Response

from kalends.asked import query_string
from kalends.health.sources import healths_of
from kalends.web.dependencies import Reading
from kalends.web.pages import page
from kalends.web.plots import plots_of
from kalends.web.views import feed_links
from pipeline.model import Role
from store import tables
from store.directory import agenda_of_organisation, agenda_of_venue, grants_of, organisation_names
from store.filters import Filters
from store.finding import find_positions
from store.listed import load_listed
from store.parties import load_organisations
from store.sources import list_networks, list_sources, load_source

MOST_NAMES = 200
MOST_SOURCES = 150
_FEW = 20
_HOLDING = (Role.ORGANISER, Role.CO_ORGANISER)
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Words = Annotated[str, Query(max_length=200)]

router = APIRouter(include_in_schema=False)


@router.get("/organisations")
@router.get("/funders")
def organisations_page(request: Request, session: Reading, q: Words = "") -> Response:
    """Organisations by name; under ``/funders`` those that pay for something."""
    funders = request.url.path == "/funders"
    names = organisation_names(session, q.strip() or None, funders=funders, limit=MOST_NAMES + 1)
    context = {
        "names": names[:MOST_NAMES],
        "is_cut": len(names) > MOST_NAMES,
        "text": q,
        "funders": funders,
    }
    return page(request, "organisations.html", context)


@router.get("/organisations/{number}")
def organisation_page(request: Request, session: Reading, number: Number) -> Response:
    """An organisation: its parts in events, and as a funder its money by year."""
    found = load_organisations(session, [number])
    if not found:
        raise HTTPException(404, "there is no such organisation")
    who = found[0]
    holds = any(role in _HOLDING for role, _ in who.roles)
    asked = Filters(organiser=who.name) if holds else Filters(funder=who.name)
    context = {
        "who": who,
        "more": query_string(asked),
        **_feeds(asked),
        "plots": plots_of(who.money),
        "grants": grants_of(session, number),
        "agenda": agenda_of_organisation(session, number, _today()),
    }
    return page(request, "organisation.html", context)


@router.get("/venues/{number}")
def venue_page(request: Request, session: Reading, number: Number) -> Response:
    """A venue and what is on there."""
    venue = session.get(tables.Venue, number)
    if venue is None:
        raise HTTPException(404, "there is no such venue")
    context = {
        "venue": venue,
        "agenda": agenda_of_venue(session, number, _today()),
        "more": query_string(Filters(text=venue.name, city=venue.city)),
    }
    return page(request, "venue.html", context)


@router.get("/networks")
def networks_page(request: Request, session: Reading) -> Response:
    """All networks."""
    return page(request, "networks.html", {"networks": list_networks(session)})


@router.get("/networks/{network:path}")
def network_page(request: Request, session: Reading, network: str) -> Response:
    """A network: what comes in it, and its sources."""
    found = list_sources(session, network, limit=MOST_SOURCES + 1)
    sources = found[:MOST_SOURCES]
    if not sources:
        raise HTTPException(404, "there is no such network")
    coming = Filters(network=network, start_from=_today())
    context = {
        "network": network,
        **_feeds(Filters(network=network)),
        "sources": sources,
        "is_cut": len(found) > MOST_SOURCES,
        "healths": healths_of(session, [source.id for source in sources]),
        "events": load_listed(session, find_positions(session, coming, limit=_FEW)),
    }
    return page(request, "network.html", context)


@router.get("/sources")
def sources_page(request: Request, session: Reading, q: Words = "") -> Response:
    """Sources by publisher, and how each is."""
    found = list_sources(session, text=q.strip() or None, limit=MOST_SOURCES + 1)
    shown = found[:MOST_SOURCES]
    context = {
        "sources": shown,
        "healths": healths_of(session, [source.id for source in shown]),
        "is_cut": len(found) > MOST_SOURCES,
        "text": q,
    }
    return page(request, "sources.html", context)


@router.get("/sources/{source_id:path}")
def source_page(request: Request, session: Reading, source_id: str) -> Response:
    """A source: its health, and what it tells of next."""
    source = load_source(session, source_id)
    if source is None:
        raise HTTPException(404, "there is no such source")
    coming = Filters(source=source_id, start_from=_today())
    positions = find_positions(session, coming, limit=_FEW + 1)
    context = {
        "source": source,
        **_feeds(Filters(source=source_id)),
        "more": query_string(Filters(source=source_id)) if len(positions) > _FEW else "",
        "health": healths_of(session, [source_id])[source_id],
        "events": load_listed(session, positions[:_FEW]),
    }
    return page(request, "source.html", context)


def _feeds(filters: Filters) -> Mapping[str, object]:
    """The context of feeds, and of links to the other views, of what these filters find."""
    return {"feeds": feed_links(), "query": query_string(filters)}


def _today() -> date:
    return datetime.now(UTC).date()
