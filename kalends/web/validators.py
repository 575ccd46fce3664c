"""Conditional requests (RFC 9110): what did not change costs a 304 and no rendering."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from fastapi import Request
from starlette.responses import Response

FRESH_SECONDS = 300


def entity_tag(*parts: object) -> str:
    """A weak entity tag of everything that an answer is made from, in one token each."""
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:24]}"'


def not_modified(request: Request, tag: str, last_modified: datetime | None) -> Response | None:
    """The 304 for a client that has this already; None where it has something else, or nothing."""
    stated = request.headers.get("if-none-match")
    if stated is not None:
        tags = {one.strip() for one in stated.split(",")}
        has_it = "*" in tags or any(_strong(one) == _strong(tag) for one in tags)
    else:
        has_it = last_modified is not None and _is_as_new(
            request.headers.get("if-modified-since"), last_modified
        )
    return validated(Response(status_code=304), tag, last_modified) if has_it else None


def validated(answer: Response, tag: str, last_modified: datetime | None) -> Response:
    """The answer with its validators, to be kept by anybody and asked for again after five minutes."""
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    if last_modified is not None:
        answer.headers["Last-Modified"] = format_datetime(_whole_seconds(last_modified), usegmt=True)
    return answer


def _strong(tag: str) -> str:
    return tag.removeprefix("W/")


def _is_as_new(stated: str | None, last_modified: datetime) -> bool:
    if stated is None:
        return False
    try:
        known = parsedate_to_datetime(stated)
    except (TypeError, ValueError):
        return False
    return known.replace(tzinfo=known.tzinfo or UTC) >= _whole_seconds(last_modified)


def _whole_seconds(value: datetime) -> datetime:
    return value.astimezone(UTC).replace(microsecond=0)
