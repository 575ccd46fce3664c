"""Localist, the calendar of universities: a year ahead, a hundred events a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import Api, at, set_params

if TYPE_CHECKING:
    from pipeline.model import Page


def _following(data: Any, page: Page) -> Iterable[str | None]:
    current, total = at(data, "page", "current"), at(data, "page", "total")
    if isinstance(current, int) and isinstance(total, int) and current < total:
        yield set_params(page.url, {"page": str(current + 1)})


KIND = Api(path="api/2/events", params={"days": "365", "pp": "100"}, following=_following)
