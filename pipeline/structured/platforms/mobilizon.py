"""Mobilizon's GraphQL: ``searchEvents`` and ``events`` of ``/api``.

``organizerActor`` is a person and never read; ``attributedTo`` is the group that announces.
"""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import child, objects, without_empty

_STATUS = {"CANCELLED": "EventCancelled", "TENTATIVE": "TENTATIVE"}


def records(data: Any) -> list[Node] | None:
    """The elements of either query."""
    answer = data.get("data") if isinstance(data, dict) else None
    for query in ("searchEvents", "events"):
        found = answer.get(query) if isinstance(answer, dict) else None
        if isinstance(found, dict) and "elements" in found:
            return objects(found["elements"], "beginsOn") or []
    return None


def node(record: Node, language: str | None) -> Node | None:
    """One event; a draft, and another instance's copy of one, announces nothing here."""
    if record.get("draft") is True or record.get("local") is False:
        return None
    group = child(record, "attributedTo").get("name")
    return without_empty(
        {
            "type": "Event",
            "name": record.get("title"),
            "description": record.get("description"),
            "url": record.get("url"),
            "identifier": record.get("uuid"),
            "startDate": record.get("beginsOn"),
            "endDate": record.get("endsOn"),
            "zone": child(record, "options").get("timezone"),
            "eventStatus": _STATUS.get(str(record.get("status"))),
            "inLanguage": record.get("language"),
            "location": _places(record),
            "organizer": {"@type": "Group", "name": group} if group else None,
            "offers": {"url": record.get("externalParticipationUrl")},
        }
    )


def _places(record: Node) -> list[Node]:
    places = []
    if address := child(record, "physicalAddress"):
        parts = {
            "streetAddress": address.get("street"),
            "addressLocality": address.get("locality"),
            "postalCode": address.get("postalCode"),
            "addressCountry": address.get("country"),
        }
        place: Node = {"name": address.get("description"), "address": without_empty(parts)}
        longitude, _, latitude = str(address.get("geom") or "").partition(";")
        places.append(without_empty({**place, "latitude": latitude, "longitude": longitude}))
    if record.get("onlineAddress"):
        places.append({"@type": "VirtualLocation", "url": record["onlineAddress"]})
    return places
