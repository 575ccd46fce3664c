"""What a kind of site is: a pure reading of which URLs to fetch. No kind does I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

Role = Literal["listing", "detail"]


@dataclass(frozen=True, slots=True)
class Target:
    """A URL to fetch and what is expected there."""

    url: str
    role: Role


@dataclass(frozen=True, slots=True)
class Links:
    """Where a listing leads: absolute URLs in the page's order, each once.

    ``standalone`` says that the page leads nowhere but announces something itself.
    """

    details: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    standalone: bool = False


class Kind(Protocol):
    """A kind of site; modules of this package satisfy it."""

    def entry(self, url: str) -> Target:
        """What to fetch first for a URL that a source declares."""

    def links(self, page: Page, source: Source) -> Links:
        """Where a fetched listing leads; never raises, whatever the page holds."""
