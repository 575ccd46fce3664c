"""JSON answers of the API: pages of lists, cursors, validators."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from starlette.responses import Response

from kalends.asked import WrongParameter
from kalends.web.validators import entity_tag, not_modified, validated
from store.positions import LAST


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page of a list begins and how long it is at most."""

    cursor: str | None
    limit: int


def _paging(
    cursor: Annotated[str | None, Query(max_length=120, description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="How many items at most.")] = 50,
) -> Paging:
    return Paging(cursor or None, limit)


Page = Annotated[Paging, Depends(_paging)]
"""The page that a request asks for."""


def stated_cursor(text: str | None) -> int | None:
    """A cursor that is a number; None where there is none. Raises ``WrongParameter``."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and int(text) <= LAST:
        return int(text)
    raise WrongParameter("cursor", text, "not a cursor that a page gave as its next")


def listed(items: Sequence[dict[str, Any]], following: object | None) -> dict[str, Any]:
    """A page of a list as JSON."""
    return {"items": list(items), "next": None if following is None else str(following)}


def json_answer(request: Request, document: dict[str, Any], tag: str | None = None) -> Response:
    """The document, or a 304 for a client that has it; any page of any site may read it."""
    body = json.dumps(document, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    stamp = tag or entity_tag(body)
    unchanged = not_modified(request, stamp, None)
    answer = unchanged or validated(Response(body, media_type="application/json"), stamp, None)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
