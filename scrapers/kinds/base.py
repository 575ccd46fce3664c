"""What a kind of site is: a pure reading of which URLs to fetch. No kind does I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

Role = Literal["listing", "detail"]


@dataclass(frozen=True, slots=True)
class Target:
    """A URL to fetch and what is expected there; with a ``body`` (JSON) it is asked by POST."""

    url: str
    role: Role
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Where a listing leads: absolute URLs in the page's order, each once.

    ``standalone`` says that the page announces something itself. ``queries`` are further listings that are
    asked for with a body. ``records`` are how many an interface's answer holds (None: it is none).
    """

    details: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    standalone: bool = False
    queries: tuple[Target, ...] = ()
    records: int | None = None


class Kind(Protocol):
    """A kind of site; modules of this package satisfy it."""

    def entry(self, url: str, since: datetime | None = None) -> Target:
        """What to fetch first for a URL that a source declares.

        A kind that can ask for what changed after ``since`` alone does so; any other asks for all.
        """

    def links(self, page: Page, source: Source) -> Links:
        """Where a fetched listing leads; never raises, whatever the page holds."""
