"""WordPress, The Events Calendar: ``/wp-json/tribe/events/v1/events``.

Times are local (``start_date`` with ``timezone``); ``venue`` and ``organizer`` may be empty lists.
"""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node, items
from pipeline.structured.platforms.shapes import child, children, in_zone, listed, without_empty


def records(data: Any) -> list[Node] | None:
    """The answer's ``events``."""
    if isinstance(data, dict) and data.get("events") == [] and "rest_url" in data:
        return []
    return listed(data, "events", "start_date", "title")


def node(record: Node, language: str | None) -> Node | None:
    """One event; an all-day one has days without hours."""
    zone = record.get("timezone")
    stamps = (record.get("start_date"), record.get("end_date"))
    start, end = (str(s or "")[:10] if record.get("all_day") else in_zone(s, zone) for s in stamps)
    venue = next(iter(children(record.get("venue"))), {})
    hosts = children(record.get("organizer"))
    return without_empty(
        {
            "type": "Event",
            "name": record.get("title"),
            "description": record.get("description") or record.get("excerpt"),
            "url": record.get("url"),
            "startDate": start,
            "endDate": end,
            "zone": zone,
            "location": _place(venue),
            "organizer": [{"@type": "Organization", "name": host.get("organizer")} for host in hosts],
            "offers": _offer(record),
        }
    )


def _place(venue: Node) -> Node:
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.get("address"),
        "addressLocality": venue.get("city"),
        "postalCode": venue.get("zip"),
        "addressCountry": venue.get("country"),
    }
    position = {"latitude": venue.get("geo_lat"), "longitude": venue.get("geo_lng")}
    return without_empty({"name": venue.get("venue"), "address": without_empty(address), **position})


def _offer(record: Node) -> Node | None:
    details = child(record, "cost_details")
    prices = [value for value in items(details.get("values")) if isinstance(value, str | int | float)]
    return {"price": prices[0], "priceCurrency": details.get("currency_code")} if prices else None
