"""Gancio: ``/api/events``. Times are seconds since 1970; there is no organiser and no status."""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node, items
from pipeline.structured.platforms.shapes import child, objects, of_seconds, without_empty


def records(data: Any) -> list[Node] | None:
    """The answer is a list of events."""
    return objects(data, "start_datetime", "title")


def node(record: Node, language: str | None) -> Node | None:
    """One event; ``slug`` is the path of its page."""
    place = child(record, "place")
    hall = {
        "name": place.get("name"),
        "address": place.get("address"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
    }
    online = [{"@type": "VirtualLocation", "url": url} for url in items(record.get("online_locations"))]
    slug = record.get("slug")
    return without_empty(
        {
            "type": "Event",
            "name": record.get("title"),
            "description": record.get("description"),
            "identifier": str(record["id"]) if record.get("id") else None,
            "url": f"/event/{slug}" if slug else None,
            "startDate": of_seconds(record.get("start_datetime")),
            "endDate": of_seconds(record.get("end_datetime")),
            "location": [without_empty(hall), *online] if any(hall.values()) else online,
        }
    )
