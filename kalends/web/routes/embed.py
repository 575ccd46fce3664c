"""The list for other people's pages: a frame, a script, and oEmbed for those who paste a link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import JSONResponse, Response

from kalends.asked import WrongParameter, filters_of, query_string
from kalends.web.dependencies import Asked, Reading
from kalends.web.pages import page
from kalends.web.publishing import title_of
from kalends.web.validators import entity_tag, not_modified, validated
from store.events import page_of
from store.listed import load_listed

MOST = 20
WIDTH, HEIGHT = 480, 600
_SCRIPT = Path(__file__).parent.parent / "static" / "embed.js"
_PATHS = ("/", "/events", "/embed", "/calendar", "/map")
Size = Annotated[int | None, Query(ge=100, le=4000)]

router = APIRouter(include_in_schema=False)


@router.get("/embed")
def embed_page(request: Request, session: Reading, filters: Asked) -> Response:
    """The next events of a view, small, for a frame on another site."""
    asked = filters if filters.start_from else replace(filters, start_from=datetime.now(UTC).date())
    found = page_of(session, asked, load_listed, limit=MOST)
    context = {"events": found.events, "query": query_string(filters), "heading": title_of(filters)}
    answer = page(request, "embed.html", context)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@router.get("/embed.js")
def embed_script(request: Request) -> Response:
    """The script that writes a list into the page that loads it."""
    body = _SCRIPT.read_bytes()
    tag = entity_tag(body)
    answer = not_modified(request, tag, None)
    answer = answer or validated(Response(body, media_type="text/javascript"), tag, None)
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@router.get("/oembed")
def oembed(
    request: Request,
    url: Annotated[str, Query(max_length=2000)],
    format: Annotated[str, Query(max_length=10)] = "json",
    maxwidth: Size = None,
    maxheight: Size = None,
) -> Response:
    """A frame for the address of one of our lists (oEmbed 1.0, JSON only)."""
    if format != "json":
        raise HTTPException(501, "only the format json is there")
    base = request.app.state.settings.base_url
    query = _query_of(url, base)
    width, height = min(WIDTH, maxwidth or WIDTH), min(HEIGHT, maxheight or HEIGHT)
    source = escape(f"{base}/embed" + (f"?{query}" if query else ""), quote=True)
    title = title_of(filters_of(parse_qsl(query)))
    frame = (
        f'<iframe src="{source}" title="{escape(title, quote=True)}" width="{width}" height="{height}" '
        'loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
    answer = JSONResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": title,
            "provider_name": "Kalends",
            "provider_url": base,
            "cache_age": 3600,
            "html": frame,
            "width": width,
            "height": height,
        }
    )
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _query_of(url: str, base: str) -> str:
    """The canonical query string of one of our own addresses; others are not found."""
    try:
        stated, ours = urlsplit(url), urlsplit(base)
        is_ours = (stated.scheme, stated.netloc) == (ours.scheme, ours.netloc)
    except ValueError:
        is_ours = False
    if not is_ours or stated.path.removeprefix(ours.path) not in _PATHS:
        raise HTTPException(404, "only the address of a list of events on this site can be embedded")
    try:
        return query_string(filters_of(parse_qsl(stated.query)))
    except WrongParameter as error:
        raise HTTPException(404, f"that list cannot be: {error}") from error
