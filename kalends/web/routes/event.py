"""One event: what is known of it, who says so in which words, and how it came to be."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from kalends.outputs.about import About
from kalends.outputs.feeds import OF_ONE
from kalends.outputs.jsonld import CONTEXT, event_node, json_ld_text
from kalends.web.dependencies import Reading
from kalends.web.pages import page
from kalends.web.telling import quotes_of, status_steps
from kalends.web.views import feed_links
from pipeline.model import Role
from store import tables
from store.directory import organisations_in
from store.query import explain_event
from store.reads import read_listed
from store.stamps import previous_starts

Id = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]

_ELSEWHERE = (Role.PUBLISHER, Role.FUNDER)  # told as a source, and among those who pay
_UNTOLD = frozenset(tables.Event.model_fields) - {"venue_id", "missing_since"}

router = APIRouter(include_in_schema=False)


@router.get("/events/{event_id}")
def event_page(request: Request, session: Reading, event_id: Id) -> Response:
    """An event by its id; one that was merged into another leads there."""
    found = explain_event(session, event_id)
    event = found.event
    if event.id != event_id:
        return RedirectResponse(f"/events/{event.id}", 308)
    ids = [telling.announcement.id for telling in event.tellings]
    (kept,) = read_listed(session, tables.Event, "id", [event.id], without=_UNTOLD)
    is_moved = any(revision.field == "start" for revision in found.revisions)
    previous = previous_starts(session, [event.id]) if is_moved else {}
    about = About(base=request.app.state.settings.base_url, path=f"/events/{event.id}", previous=previous)
    marked_up = json_ld_text({"@context": CONTEXT, **event_node(event, about)})
    paying = {money.funder for money in event.settled.funding}
    context = {
        "event": event,
        "json_ld": Markup(marked_up),  # noqa: S704 (json_ld_text escapes for scripts)
        "feeds": feed_links(f"/events/{event.id}", OF_ONE),
        "told": event.settled,
        "found": found,
        "quotes": quotes_of(found),
        "steps": status_steps(found),
        "organisations": organisations_in(session, ids),
        "venue_id": kept.venue_id,
        "missing_since": kept.missing_since,
        "roles": [role for role in Role if role not in _ELSEWHERE and event.settled.names(role)],
        "only_named": [name for name in event.settled.names(Role.FUNDER) if name not in paying],
    }
    return page(request, "event.html", context)
