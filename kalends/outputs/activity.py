"""Events as ActivityStreams 2.0 Event objects, as Mobilizon and its kin read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from kalends.console import clean
from kalends.outputs.about import About, location, telling_urls, web_address
from kalends.outputs.atom import summary_of
from pipeline.model import Event, Party, Place, Role, Status

CONTEXT = [
    "https://www.w3.org/ns/activitystreams",
    {
        "ical": "http://www.w3.org/2002/12/cal/ical#",
        "schema": "https://schema.org/",
        "startDate": "schema:startDate",
        "endDate": "schema:endDate",
    },
]
_STATUS = {Status.CANCELLED: "CANCELLED", Status.TENTATIVE: "TENTATIVE", Status.POSTPONED: "TENTATIVE"}


def activity_of(events: Iterable[Event], about: About) -> bytes:
    """One ordered collection page of Event objects."""
    items = [event_object(event, about) for event in events]
    page: dict[str, Any] = {
        "@context": CONTEXT,
        "id": about.self_url,
        "type": "OrderedCollectionPage",
        "partOf": about.home_url,
        "name": clean(about.title),
        "orderedItems": items,
    }
    if about.next:
        page["next"] = about.next
    return json.dumps(page, ensure_ascii=False).encode("utf-8", "replace")


def event_object(event: Event, about: About) -> dict[str, Any]:
    """One Event without a context.

    ``startTime`` and ``endTime`` are there for clock times alone, as the vocabulary has no days; a day or a
    month is a ``startDate``.
    """
    settled = event.settled
    found: dict[str, Any] = {
        "id": f"{about.event_url(event)}.activity.json",
        "type": "Event",
        "name": clean(settled.title),
        "content": "<br>".join(escape(line) for line in summary_of(event).split("\n")),
        "mediaType": "text/html",
        "published": event.first_seen.isoformat(timespec="seconds"),
        "updated": event.last_changed.isoformat(timespec="seconds"),
        "ical:status": _STATUS.get(settled.status, "CONFIRMED"),
        "url": [
            {"type": "Link", "href": url, "mediaType": "text/html"}
            for url in (about.event_url(event), *telling_urls(event))
        ],
        "attributedTo": [_organisation(party) for party in settled.parties if party.role is Role.ORGANISER],
        "tag": [{"type": "Hashtag", "name": f"#{clean(topic)}"} for topic in settled.topics],
        "location": _place(settled.place, location(event)),
        **_times(event),
    }
    if settled.language:
        found["contentMap"] = {clean(settled.language): found["content"]}
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _times(event: Event) -> dict[str, Any]:
    when = event.settled.when
    if when is None:
        return {}
    if not isinstance(when.start, datetime):
        return {"startDate": when.start_text, "endDate": when.end_text}
    return {"startTime": when.start_text, "endTime": when.end_text}


def _organisation(party: Party) -> dict[str, Any]:
    found = {"type": "Organization", "name": clean(party.name)}
    url = web_address(party.url)
    return found | {"url": url} if url else found


def _place(place: Place, name: str) -> dict[str, Any] | None:
    if not name:
        return None
    found: dict[str, Any] = {"type": "Place", "name": name}
    if place.lat is not None and place.lon is not None:
        found |= {"latitude": place.lat, "longitude": place.lon}
    return found
