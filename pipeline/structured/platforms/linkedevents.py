"""Linked Events (Helsinki and others): ``/v1/event/``. Every text is kept by language.

``has_start_time`` false: only the day is known. ``deleted`` records are tombstones and announce nothing.
"""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import child, children, listed, nearest_day, said, without_empty


def records(data: Any) -> list[Node] | None:
    """The answer's ``data``."""
    return listed(data, "data", "start_time", "super_event_type")


def node(record: Node, language: str | None) -> Node | None:
    """One event in the source's language."""
    if record.get("deleted"):
        return None
    name = said(record.get("name"), language)
    return without_empty(
        {
            "type": "Event",
            "name": name,
            "description": said(record.get("description"), language)
            or said(record.get("short_description"), language),
            "identifier": record.get("id"),
            "url": said(record.get("info_url"), language),
            "startDate": _time(record, "start"),
            "endDate": _time(record, "end"),
            "eventStatus": record.get("event_status"),
            "location": _place(record, language),
            "organizer": _provider(record, language),
            "offers": _offer(record, language),
        }
    )


def _time(record: Node, which: str) -> object:
    stamp = record.get(f"{which}_time")
    return nearest_day(stamp) if record.get(f"has_{which}_time") is False else stamp


def _place(record: Node, language: str | None) -> Node | None:
    place = child(record, "location")
    address = {
        "@type": "PostalAddress",
        "streetAddress": said(place.get("street_address"), language),
        "addressLocality": said(place.get("address_locality"), language),
        "postalCode": place.get("postal_code"),
    }
    return without_empty({"name": said(place.get("name"), language), "address": without_empty(address)})


def _provider(record: Node, language: str | None) -> Node | None:
    name = said(record.get("provider"), language)
    return {"@type": "Organization", "name": name} if name else None


def _offer(record: Node, language: str | None) -> Node | None:
    offers = children(record.get("offers"))
    if any(offer.get("is_free") for offer in offers):
        return {"price": 0}
    return without_empty({"url": said(offers[0].get("info_url"), language)}) if offers else None
