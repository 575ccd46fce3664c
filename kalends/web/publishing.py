"""Feeds as answers: which events a view's feed has, its validators, its bytes, rendered once a change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from kalends.asked import asked_pairs, query_string
from kalends.outputs.about import About
from kalends.outputs.feeds import Feed
from kalends.web.validators import entity_tag, not_modified, validated
from store.changes import newest_changes
from store.events import load_events, load_positions
from store.explain import NoSuchEvent, find_event
from store.filters import Filters
from store.finding import find_positions
from store.stamps import previous_starts, stamp_of

# What was on lately stays in a subscribed calendar for a while.
KEPT_DAYS = timedelta(days=31)
_CACHED_BYTES = 32_000_000


class Rendered:
    """The bytes of feeds by their entity tags, the least lately asked for dropped first; for many threads."""

    def __init__(self, most: int = _CACHED_BYTES) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """What is kept under a tag."""
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        """Keep a body, and drop others until there is room."""
        with self._lock:
            if tag in self._kept or len(body) > self._most:
                return
            self._kept[tag] = body
            self._size += len(body)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])


def view_feed(
    request: Request, session: Session, feed: Feed, filters: Filters, cursor: int | None
) -> Response:
    """The feed of a filtered view; without a first day it begins today, a calendar's a month ago."""
    today = datetime.now(UTC).date()
    first = today - KEPT_DAYS if feed.suffix == "ics" else today
    asked = filters if filters.start_from else replace(filters, start_from=first)
    if feed.by_change:
        positions, following = newest_changes(session, asked, feed.most), None
    else:
        found = find_positions(session, asked, after=cursor, limit=feed.most + 1)
        positions = found[: feed.most]
        following = positions[-1] if len(found) > feed.most else None
    base, query = request.app.state.settings.base_url, query_string(filters)
    page = query_string(filters, cursor=None if cursor is None else str(cursor))
    behind = query_string(filters, cursor=str(following)) if following is not None else None
    path = f"/events.{feed.suffix}"
    about = About(
        base=base,
        title=title_of(filters),
        query=query if cursor is None else page,
        path=path,
        next=f"{base}{path}?{behind}" if behind else None,
    )
    return _answer(request, session, feed, positions, about)


def event_feed(request: Request, session: Session, feed: Feed, event_id: str) -> Response:
    """The feed of one event; raises ``NoSuchEvent``. One that was merged into another is told as that."""
    key = find_event(session, event_id)
    found = load_events(session, [key])
    if not found:
        raise NoSuchEvent(event_id)
    event = found[0]
    about = About(
        base=request.app.state.settings.base_url,
        title=event.settled.title,
        path=f"/events/{event.id}.{feed.suffix}",
        previous=previous_starts(session, [event.id]),
    )
    tag = entity_tag(feed.suffix, about, event.last_changed, len(event.tellings))
    return not_modified(request, tag, event.last_changed) or validated(
        _response(feed, feed.render([event], about)), tag, event.last_changed
    )


def title_of(filters: Filters) -> str:
    """What a feed is called: the values of its filters."""
    said = [f"{value} km" if name == "km" else value for name, value in asked_pairs(filters)]
    return f"Kalends: {', '.join(said)}" if said else "Kalends"


def _answer(
    request: Request, session: Session, feed: Feed, positions: Sequence[int], about: About
) -> Response:
    stamp = stamp_of(session, positions)
    tag = entity_tag(feed.suffix, about, stamp.digest)
    answer = not_modified(request, tag, stamp.last_changed)
    if answer is not None:
        return answer
    kept: Rendered = request.app.state.rendered
    body = kept.get(tag)
    if body is None:
        events = load_positions(session, positions)
        previous = previous_starts(session, [event.id for event in events]) if feed.suffix == "jsonld" else {}
        body = feed.render(events, replace(about, previous=previous))
        kept.keep(tag, body)
    return validated(_response(feed, body), tag, stamp.last_changed)


def _response(feed: Feed, body: bytes) -> Response:
    answer = Response(body, media_type=feed.media_type)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Content-Disposition"] = f'inline; filename="events.{feed.suffix}"'
    return answer
