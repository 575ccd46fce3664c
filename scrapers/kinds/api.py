"""Platforms' interfaces in JSON: where to ask, how to ask for what is new, what comes next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.kinds.anchors import absolute
from scrapers.kinds.base import Links, Target
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

Urls = Callable[[Any, "Page"], Iterable[str | None]]


def none(data: Any, page: Page) -> Iterable[str | None]:
    """No further addresses."""
    return ()


@dataclass(frozen=True, slots=True)
class Api:
    """One interface as a kind of site.

    ``path`` counts from the address that a source declares, unless that has it already. ``newer`` gives the
    parameters that ask only for what changed since a moment. ``following`` gives the addresses of an answer's
    further pages, ``details`` those of its announcements; where there are none of these, the answer itself
    announces (``answers``: it does so whatever it links to). ``records`` are the keys under which its list
    of records stands.
    """

    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    newer: Callable[[datetime], Mapping[str, str]] | None = None
    following: Urls = none
    details: Urls = none
    answers: bool = True
    records: tuple[str, ...] = ()

    def entry(self, url: str, since: datetime | None = None) -> Target:
        """The first page of the interface; with ``since``, of what changed after that moment."""
        newer = self.newer(since.astimezone(UTC)) if since is not None and self.newer else {}
        return Target(with_params(self._address(url), {**self.params, **newer}), "listing")

    def whole(self, url: str) -> str:
        """The address of the same answer without what asks only for changes."""
        added = self.newer(datetime(2000, 1, 1, tzinfo=UTC)) if self.newer else {}
        parts = urlsplit(url)
        stated = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in stated if name not in added]
        return url if kept == stated else urlunsplit(parts._replace(query=urlencode(kept, safe=",:/")))

    def _address(self, url: str) -> str:
        """The interface's own address; one that has its first segment names a route of it already."""
        parts = urlsplit(url)
        if self.path.partition("/")[0] in parts.path.split("/"):
            return url
        return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{self.path}"))

    def links(self, page: Page, source: Source) -> Links:
        """An answer's further pages and its announcements' addresses, on its own site only."""
        data = json_of(page)
        if data is None:
            return Links()
        listings = _own(self.following(data, page), page)
        details = _own(self.details(data, page), page)
        records = at(data, *self.records)
        count = len(records) if isinstance(records, list) else None
        return Links(details, listings, standalone=self.answers, records=count)


def json_of(page: Page) -> Any:
    """A page's JSON; None where it holds none."""
    try:
        return json.loads(page.body)
    except (ValueError, RecursionError):
        return None


def with_params(url: str, params: Mapping[str, str]) -> str:
    """``url`` with ``params`` in its query; what it says already stays as it is."""
    parts = urlsplit(url)
    stated = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode({**params, **stated}, safe=",:/")))


def set_params(url: str, params: Mapping[str, str]) -> str:
    """``url`` with ``params`` in its query, in place of what it says."""
    parts = urlsplit(url)
    stated = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(parts._replace(query=urlencode({**stated, **params}, safe=",:/")))


def param(url: str, name: str) -> str | None:
    """A query parameter's value."""
    return dict(parse_qsl(urlsplit(url).query)).get(name)


def at(data: Any, *keys: str) -> Any:
    """What stands under nested keys; None where one is missing."""
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def stamp(moment: datetime) -> str:
    """A moment as interfaces take it: ISO 8601 in UTC, no fraction."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _own(urls: Iterable[str | None], page: Page) -> tuple[str, ...]:
    found = (absolute(url, page.url) for url in urls if isinstance(url, str))
    return tuple(dict.fromkeys(url for url in found if url and url != page.url and same_site(url, page.url)))
