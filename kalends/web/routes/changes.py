"""What is new, changed or cancelled since a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from kalends.asked import WrongParameter
from kalends.web.cards import changes_of
from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.views import around, feed_links
from store.changes import change_parts
from store.history import revisions_since
from store.listed import Listed, load_listed
from store.sections import Section, sections

_WEEK = timedelta(days=7)
MOST = 50

router = APIRouter(include_in_schema=False)


@router.get("/changes")
def changes_page(
    request: Request, session: Reading, filters: Asked, since: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """New, changed and cancelled events since a day, a week ago by default."""
    filters = replace(filters, start_from=None, start_to=None)  # what is over is left out anyway
    day = _day(since) if since else datetime.now(UTC).date() - _WEEK
    since_when = datetime.combine(day, time(), UTC)
    parts = change_parts(session, since_when, filters, MOST)
    whole = sections(session, parts, load_listed)
    told = [one.id for name in ("changed", "cancelled") for one in whole[name].events]
    revisions = revisions_since(session, told, since_when)
    context = {
        **around(request, session, filters),
        "since": day,
        "sections": {name: _by_day(name, found) for name, found in whole.items()},
        "notes": lambda words: {key: changes_of(words, some) for key, some in revisions.items()},
        "feeds": feed_links(suffixes=("atom",)),  # the one that tells changes in their order
    }
    return page(request, "changes.html", context)


def _by_day(name: str, found: Section[Listed]) -> Section[Listed]:
    """The newest days first, and by start what a day has brought: a refresh tells it source after source."""
    positions = sorted(found.events, key=lambda one: one.position)
    newest = sorted(positions, key=lambda one: _told_on(name, one), reverse=True)
    return replace(found, events=tuple(newest))


def _told_on(name: str, one: Listed) -> date:
    return (one.first_seen if name == "new" else one.last_changed).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongParameter("since", text, "write a day as 2026-02-12") from None
