"""One page's text as it was read, with what was taken from it marked."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request
from starlette.responses import Response

from kalends.kept import kept_text, shown
from kalends.web.dependencies import Reading
from kalends.web.pages import page
from kalends.web.passages import passages
from store import tables
from store.tellings import load_announcements

_LONGEST_FRAGMENT = 200

router = APIRouter(include_in_schema=False)


@router.get("/tellings/{announcement_id}")
def telling_page(
    request: Request,
    session: Reading,
    announcement_id: Annotated[str, Path(pattern="^[0-9a-f]{20}$")],
    claim: Annotated[int | None, Query(ge=0, le=100_000)] = None,
) -> Response:
    """What a page says, as far as the archive keeps it; ``claim`` marks one quote, else all are marked."""
    told = load_announcements(session, [announcement_id]).get(announcement_id)
    row = session.get(tables.Announcement, announcement_id)
    if told is None or row is None:
        raise HTTPException(404, "there is no such announcement")
    stored = session.get_one(tables.Page, row.page_id)
    if claim is not None and claim >= len(told.claims):
        raise HTTPException(404, "there is no such quote")
    archive = request.app.state.settings.archive
    text = kept_text(archive, stored.source_id, stored.url, stored.fetched_at)
    chosen = None if claim is None else told.claims[claim]
    context = {
        "told": told,
        "event_id": row.event_id,
        "stored": stored,
        "claims": told.claims,
        "chosen": chosen,
        "text": None if text is None else passages(text, told.claims, claim, shown),
        "original": _to_the_words(stored.url, chosen.quote if chosen else ""),
    }
    return page(request, "telling.html", context)


def _to_the_words(url: str, words: str) -> str:
    """The page's address; browsers that know text fragments scroll to the quote."""
    if not words or "#" in url or len(words) > _LONGEST_FRAGMENT or "\n" in words:
        return url
    return f"{url}#:~:text={quote(words, safe='')}"
