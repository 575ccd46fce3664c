"""OpenAgenda v2: ``/v2/agendas/{uid}/events``; every timing of an event is an occurrence."""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import child, children, listed, said, without_empty

_STATUS = {3: "EventMovedOnline", 4: "EventPostponed", 6: "EventCancelled"}


def records(data: Any) -> list[Node] | None:
    """Each event once for each of its timings."""
    found = listed(data, "events", "uid", "title")
    if found is None:
        return None
    return [{**event, "timing": timing} for event in found for timing in _timings(event)]


def _timings(event: Node) -> list[Node]:
    """All timings; without the details that were asked for, the next one or the first."""
    return children(event.get("timings")) or children([event.get("nextTiming"), event.get("firstTiming")])[:1]


def node(record: Node, language: str | None) -> Node | None:
    """One timing of an event."""
    timing = record["timing"]
    title = child(record, "originAgenda").get("title")
    return without_empty(
        {
            "type": "Event",
            "name": said(record.get("title"), language),
            "description": said(record.get("longDescription") or record.get("description"), language),
            "identifier": str(record.get("uid")),
            "startDate": timing.get("begin"),
            "endDate": timing.get("end"),
            "eventStatus": _STATUS.get(record["status"]) if isinstance(record.get("status"), int) else None,
            "location": _places(record),
            "organizer": {"name": title} if title else None,
            "offers": {"url": _registration(record)},
        }
    )


def _places(record: Node) -> list[Node]:
    places: list[Node] = []
    if place := child(record, "location"):
        parts = {
            "@type": "PostalAddress",
            "streetAddress": place.get("address"),
            "addressLocality": place.get("city"),
            "postalCode": place.get("postalCode"),
            "addressCountry": place.get("countryCode"),
        }
        position = {"latitude": place.get("latitude"), "longitude": place.get("longitude")}
        places.append(without_empty({"name": place.get("name"), "address": without_empty(parts), **position}))
    if record.get("onlineAccessLink"):
        places.append({"@type": "VirtualLocation", "url": record["onlineAccessLink"]})
    return places


def _registration(record: Node) -> object:
    ways = children(record.get("registration"))
    return next((way.get("value") for way in ways if way.get("type") == "link"), None)
