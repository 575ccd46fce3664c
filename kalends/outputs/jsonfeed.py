"""Events as a JSON Feed (version 1.1), in the order in which they are given."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kalends.console import clean
from kalends.outputs.about import About, event_uuid, funders, organisers, telling_urls
from kalends.outputs.atom import summary_of
from pipeline.model import Event

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_of(events: Iterable[Event], about: About) -> bytes:
    """The feed's bytes; ``_kalends`` has each event's time, status and payers as data."""
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": clean(about.title),
        "home_page_url": about.home_url,
        "feed_url": about.self_url,
        "items": [_item(event, about) for event in events],
    }
    if about.next:
        feed["next_url"] = about.next
    return json.dumps(feed, ensure_ascii=False).encode("utf-8", "replace")


def _item(event: Event, about: About) -> dict[str, Any]:
    settled = event.settled
    when, place = settled.when or settled.yearless, settled.place
    item: dict[str, Any] = {
        "id": f"urn:uuid:{event_uuid(event)}",
        "url": about.event_url(event),
        "title": clean(settled.title),
        "content_text": summary_of(event) or clean(settled.title),
        "date_published": event.first_seen.isoformat(timespec="seconds"),
        "date_modified": event.last_changed.isoformat(timespec="seconds"),
        "tags": [clean(topic) for topic in settled.topics],
        "authors": [{"name": name} for name in organisers(event)],
        "_kalends": {
            "about": about.base,
            "start": when.start_text if when else None,
            "end": when.end_text if when else None,
            "status": settled.status.value,
            "city": clean(place.city) if place.city else None,
            "country": place.country,
            "online": place.online,
            "funders": funders(event),
        },
    }
    if urls := telling_urls(event):
        item["external_url"] = urls[0]
    if settled.language:
        item["language"] = clean(settled.language)
    return item
