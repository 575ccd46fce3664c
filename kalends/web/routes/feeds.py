"""The feeds of every filtered view and of every event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from kalends.outputs.feeds import FEEDS, OF_ONE, Feed
from kalends.web.dependencies import Asked, Reading
from kalends.web.publishing import event_feed, view_feed
from store.positions import LAST

Cursor = Annotated[int | None, Query(ge=0, le=LAST)]
EventId = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]
router = APIRouter(include_in_schema=False)


def _of_view(feed: Feed) -> Callable[..., Response]:
    def answer(request: Request, session: Reading, filters: Asked, cursor: Cursor = None) -> Response:
        return view_feed(request, session, feed, filters, cursor)

    return answer


def _of_event(feed: Feed) -> Callable[..., Response]:
    def answer(request: Request, session: Reading, event_id: EventId) -> Response:
        return event_feed(request, session, feed, event_id)

    return answer


for _feed in FEEDS.values():
    router.add_api_route(f"/events.{_feed.suffix}", _of_view(_feed), methods=["GET", "HEAD"])
for _feed in (FEEDS[suffix] for suffix in OF_ONE):
    router.add_api_route(f"/events/{{event_id}}.{_feed.suffix}", _of_event(_feed), methods=["GET", "HEAD"])
