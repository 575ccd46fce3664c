"""Discourse with its calendar: ``/discourse-post-event/events.json``.

Creators and invitees are persons and not read.
"""

from __future__ import annotations

from typing import Any

from pipeline.structured.nodes import Node
from pipeline.structured.platforms.shapes import child, in_zone, listed, without_empty


def records(data: Any) -> list[Node] | None:
    """The answer's ``events``."""
    return listed(data, "events", "starts_at", "post")


def node(record: Node, language: str | None) -> Node | None:
    """One event; its topic's title stands in for a missing name."""
    post = child(record, "post")
    topic = child(post, "topic")
    zone = record.get("timezone")
    return without_empty(
        {
            "type": "Event",
            "name": record.get("name") or topic.get("title"),
            "description": record.get("description"),
            "url": post.get("url"),
            "identifier": f"post-event-{record['id']}" if record.get("id") else None,
            "startDate": in_zone(record.get("starts_at"), zone),
            "endDate": in_zone(record.get("ends_at"), zone),
            "zone": zone,
            "location": record.get("location"),
            "sameAs": record.get("url"),
        }
    )
