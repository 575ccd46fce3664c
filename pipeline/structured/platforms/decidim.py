"""Decidim's GraphQL: the meetings of participatory processes and assemblies, ``/api``.

``isWithdrawn`` is the mark of a cancellation; ``closed`` means held and minuted, which is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import MAX_RECORDS, child, children, said, without_empty

SPACES = ("participatoryProcesses", "assemblies", "conferences")


def records(data: Any) -> list[Node] | None:
    """The meetings of all spaces, each with its space's title as ``space``."""
    answer = data.get("data") if isinstance(data, dict) else None
    if not isinstance(answer, dict) or not any(isinstance(answer.get(space), list) for space in SPACES):
        return None
    return list(islice(_meetings(answer), MAX_RECORDS))


def _meetings(answer: Node) -> Iterator[Node]:
    for kind in SPACES:
        for space in children(answer.get(kind)):
            for component in children(space.get("components")):
                for meeting in children(child(component, "meetings").get("nodes")):
                    yield {**meeting, "space": space.get("title")}


def node(record: Node, language: str | None) -> Node | None:
    """One meeting; both times are always there."""
    place = {
        "name": _text(record.get("location"), language),
        "address": record.get("address"),
        **child(record, "coordinates"),
    }
    places = [without_empty(place)] if place["name"] or place["address"] else []
    if record.get("typeOfMeeting") in ("online", "hybrid") or record.get("onlineMeetingUrl"):
        places.append(without_empty({"@type": "VirtualLocation", "url": record.get("onlineMeetingUrl")}))
    whole = _text(record.get("space"), language)
    return without_empty(
        {
            "type": "Event",
            "name": _text(record.get("title"), language),
            "description": _text(record.get("description"), language),
            "identifier": f"meeting-{record['id']}" if record.get("id") else None,
            "startDate": record.get("startTime"),
            "endDate": record.get("endTime"),
            "eventStatus": "EventCancelled" if record.get("isWithdrawn") else None,
            "location": places,
            "superEvent": {"@type": "EventSeries", "name": whole} if whole else None,
        }
    )


def _text(value: object, language: str | None) -> object:
    """Translated fields are lists of ``{"locale", "text"}`` under ``translations``, or plain texts."""
    if isinstance(value, dict) and isinstance(value.get("translations"), list):
        told = {str(t.get("locale")): t.get("text") for t in value["translations"] if isinstance(t, dict)}
        return said(told, language)
    return said(value, language)
