"""Localist (universities' calendars): ``/api/2/events``; every instance of an event is an occurrence."""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import child, children, listed, without_empty

_STATUS = {"canceled": "EventCancelled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}


def records(data: Any) -> list[Node] | None:
    """Each ``event`` of the answer once for each of its instances."""
    found = listed(data, "events", "event")
    if found is None:
        return None
    return [
        {**event, "instance": instance}
        for record in found
        if isinstance(event := record["event"], dict) and "event_instances" in event
        for wrapped in children(event["event_instances"])
        if (instance := child(wrapped, "event_instance"))
    ]


def node(record: Node, language: str | None) -> Node | None:
    """One instance; an all-day one has no hours."""
    instance = record["instance"]
    start, end = instance.get("start"), instance.get("end")
    if instance.get("all_day"):
        start, end = str(start or "")[:10], str(end or "")[:10]
    groups = [group.get("name") for group in children(record.get("groups"))]
    return without_empty(
        {
            "type": "Event",
            "name": record.get("title"),
            "description": record.get("description_text") or record.get("description"),
            "url": record.get("localist_url"),
            "startDate": start,
            "endDate": end,
            "eventStatus": _STATUS.get(str(record.get("status"))),
            "location": _places(record),
            "organizer": [{"@type": "Organization", "name": group} for group in groups],
            "offers": {"price": 0} if record.get("free") is True else None,
        }
    )


def _places(record: Node) -> list[Node]:
    geo = child(record, "geo")
    parts = {
        "@type": "PostalAddress",
        "streetAddress": geo.get("street"),
        "addressLocality": geo.get("city"),
        "postalCode": geo.get("zip"),
        "addressCountry": geo.get("country"),
    }
    address = without_empty(parts)
    hall = {
        "name": record.get("location_name") or record.get("location"),
        "address": address,
        "latitude": geo.get("latitude"),
        "longitude": geo.get("longitude"),
    }
    places = [without_empty(hall)] if hall["name"] or len(address) > 1 else []
    if places and record.get("room_number"):
        places = [{"name": record["room_number"], "containedInPlace": places[0]}]
    if record.get("experience") in ("virtual", "hybrid") or record.get("stream_url"):
        places.append(without_empty({"@type": "VirtualLocation", "url": record.get("stream_url")}))
    return places
