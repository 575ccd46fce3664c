"""OParl, the interface of German councils: declared as a body's list of meetings, or as the body itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import Api, at, set_params, stamp

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.model import Page
    from scrapers.kinds.base import Target


def _following(data: Any, page: Page) -> Iterable[str | None]:
    """A system's bodies, a body's meetings, a list's next page."""
    yield at(data, "links", "next")
    if "pagination" not in data if isinstance(data, dict) else True:
        yield at(data, "meeting")
        yield at(data, "body")
    for entry in at(data, "data") or () if isinstance(at(data, "data"), list) else ():
        if isinstance(entry, dict) and str(entry.get("type", "")).endswith("/Body"):
            yield entry.get("meeting")


class _OParl(Api):
    """An interface whose declared address is asked as it is."""

    def entry(self, url: str, since: datetime | None = None) -> Target:
        """The declared list; with ``since``, what of it was modified after that moment."""
        target = super().entry(url, None)
        newer = {"modified_since": stamp(since)} if since is not None else {}
        return type(target)(set_params(url, newer) if newer else url, "listing")


KIND = _OParl(path="", following=_following)
