"""The routes, one file a group, and the table of them: to add a group, write its file and its line here."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from kalends.web.routes import (
    about,
    api,
    calendar,
    changes,
    collections,
    directory,
    embed,
    event,
    events,
    feeds,
    now,
    review,
    status,
    telling,
)

ROUTERS: Sequence[APIRouter] = (
    status.router,
    feeds.router,
    embed.router,
    api.router,
    collections.router,
    now.router,
    events.router,
    event.router,
    telling.router,
    calendar.router,
    changes.router,
    directory.router,
    review.router,
    about.router,
)
