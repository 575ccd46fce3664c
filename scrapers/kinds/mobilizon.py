"""Mobilizon's GraphQL, asked by GET: an instance's own coming events, page after page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import Api, at, param, set_params

if TYPE_CHECKING:
    from pipeline.model import Page

PAGE = 50
_QUERY = """query Events($page: Int) { events(page: $page, limit: 50, orderBy: UPDATED_AT, direction: DESC) {
 total elements { uuid url local draft title description beginsOn endsOn status language
 onlineAddress externalParticipationUrl options { timezone } attributedTo { name }
 physicalAddress { description street locality postalCode country geom } } } }"""


def _following(data: Any, page: Page) -> Iterable[str | None]:
    number = int((param(page.url, "variables") or '{"page":1}').strip('{"page:}') or 1)
    total = at(data, "data", "events", "total")
    if isinstance(total, int) and number * PAGE < total:
        yield set_params(page.url, {"variables": f'{{"page":{number + 1}}}'})


KIND = Api(
    path="api",
    params={"query": " ".join(_QUERY.split()), "variables": '{"page":1}'},
    following=_following,
)
