"""WordPress's own REST interface: the pages of posts, or of the route of another post type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import Api, at, param, set_params, stamp

if TYPE_CHECKING:
    from pipeline.model import Page


def _details(data: Any, page: Page) -> Iterable[str | None]:
    return [at(post, "link") for post in data] if isinstance(data, list) else []


def _following(data: Any, page: Page) -> Iterable[str | None]:
    total = next((v for name, v in page.headers.items() if name.lower() == "x-wp-totalpages"), "")
    number = int(param(page.url, "page") or 1) if (param(page.url, "page") or "1").isdecimal() else 1
    if total.isdecimal() and number < int(total):
        yield set_params(page.url, {"page": str(number + 1)})


KIND = Api(
    path="wp-json/wp/v2/posts",
    params={"per_page": "100", "_fields": "id,date,modified,link", "orderby": "modified", "order": "desc"},
    newer=lambda since: {"modified_after": stamp(since)},
    following=_following,
    details=_details,
    answers=False,
)
