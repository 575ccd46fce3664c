"""Open Graph: a page whose head says that it is an event's, and when that is."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.structured import RawEvent
from pipeline.structured.nodes import Node
from pipeline.structured.schema_org import Setting, event_of

_STARTS = ("event:start_time", "og:event:start_time", "og:start_time", "event:start_date")
_ENDS = ("event:end_time", "og:event:end_time", "og:end_time", "event:end_date")


def opengraph_events(meta: Mapping[str, str], setting: Setting) -> list[RawEvent]:
    """Return the one event that the head's fields (by lower-case name) tell of; none without its start."""
    start = _first(meta, *_STARTS)
    if not start:
        return []
    street, town = _first(meta, "og:street-address"), _first(meta, "og:locality")
    place: Node = {
        "name": _first(meta, "event:location", "event:venue"),
        "address": {"streetAddress": street, "addressLocality": town},
        "latitude": _first(meta, "event:location:latitude", "place:location:latitude"),
        "longitude": _first(meta, "event:location:longitude", "place:location:longitude"),
    }
    node: Node = {
        "type": "Event", "name": meta.get("og:title"), "startDate": start, "endDate": _first(meta, *_ENDS),
        "description": meta.get("og:description"), "location": place,
    }  # fmt: skip
    event = event_of({key: value for key, value in node.items() if value}, setting)
    return [event] if event is not None and event.start is not None else []


def _first(meta: Mapping[str, str], *names: str) -> str | None:
    return next((value for name in names if (value := meta.get(name))), None)
