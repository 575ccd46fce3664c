"""OpenAgenda v2: declared as ``https://api.openagenda.com/v2/agendas/{uid}?key={public key}``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scrapers.kinds.api import Api, at, stamp

if TYPE_CHECKING:
    from pipeline.model import Page

_AFTER = "&after%5B%5D="


def _following(data: Any, page: Page) -> Iterable[str | None]:
    cursor = at(data, "after")
    if isinstance(cursor, list) and cursor and at(data, "events"):
        address = page.url.partition(_AFTER)[0]
        yield address + "".join(f"{_AFTER}{quote(str(part))}" for part in cursor)


KIND = Api(
    path="events",
    params={"size": "100", "detailed": "1", "relative[]": "upcoming"},
    newer=lambda since: {"updatedAt[gte]": stamp(since)},
    following=_following,
    records=("events",),
)
