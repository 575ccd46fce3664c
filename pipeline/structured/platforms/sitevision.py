"""The event listing application of SiteVision's municipalities: ``/appresource/{page}/{portlet}/items``.

Two forms of records are about: ``dates{date,time}`` with ``place[]``, and ``start{iso}`` with ``fields[]``. A
``time`` of null means that only the day is known.
"""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node, items
from pipeline.structured.platforms.shapes import children, listed, without_empty

_LOCATION = "event.location"


def records(data: Any) -> list[Node] | None:
    """The answer's ``items``, each once for each of its dates."""
    if listed(data, "items", "uri", "start") is not None:
        return listed(data, "items", "uri")
    found = listed(data, "items", "url", "dates")
    if found is None:
        return None
    return [{**record, "date": day} for record in found for day in children(record["dates"])]


def node(record: Node, language: str | None) -> Node | None:
    """One event on one day."""
    start: str | None
    if "date" in record:
        start, end = _hours(record["date"])
        place = next(iter([*items(record["date"].get("locations")), *items(record.get("place"))]), None)
    else:
        start, end = _stamp(record.get("start")), _stamp(record.get("end"))
        fields = children(record.get("fields"))
        place = next((f.get("value") for f in fields if str(f.get("id")).endswith(_LOCATION)), None)
    return without_empty(
        {
            "type": "Event",
            "name": record.get("title"),
            "description": record.get("desc") or record.get("description"),
            "identifier": str(record["id"]) if record.get("id") else None,
            "url": record.get("url") or record.get("uri"),
            "startDate": start,
            "endDate": end,
            "location": place,
        }
    )


def _hours(day: Node) -> tuple[str, str | None]:
    """The stamps of a day whose ``time`` is "18.00", "18.00-20.00" or null."""
    date = str(day.get("date") or "")[:10]
    begins, _, ends = str(day.get("time") or "").replace("–", "-").replace(".", ":").partition("-")
    return f"{date} {begins.strip()}".strip(), f"{date} {ends.strip()}" if ends.strip() else None


def _stamp(value: object) -> str | None:
    if isinstance(value, dict):
        value = next((text for key, text in value.items() if key.startswith("iso") and text), None)
    return value if isinstance(value, str) else None
