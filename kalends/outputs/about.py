"""What a feed says of itself, and the addresses and names that all outputs share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from kalends.console import clean
from pipeline.model import Event, Role

NAME = "Kalends"
LONGEST_ADDRESS = 2000
_ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A feed: whose view it is and where it stands.

    ``base`` is the site's address without a closing slash; ``query`` the canonical query string of the view's
    filters; ``path`` the feed's own path; ``next`` the address of the page behind this one. ``previous`` has
    the start that an event was announced with before, in ISO 8601, by event id.
    """

    base: str
    title: str = NAME
    query: str = ""
    path: str = "/events"
    next: str | None = None
    previous: Mapping[str, str] = field(default_factory=dict)

    @property
    def self_url(self) -> str:
        """The feed's own address."""
        return f"{self.base}{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def home_url(self) -> str:
        """The address of the page that shows the same events."""
        return f"{self.base}/events" + (f"?{self.query}" if self.query else "")

    def event_url(self, event: Event) -> str:
        """The event's own page."""
        return f"{self.base}/events/{event.id}"


def event_uuid(event: Event) -> str:
    """The event's UUID, the same in every output and installation: an event's id comes from its pages."""
    return str(uuid5(NAMESPACE_URL, f"kalends:{event.id}"))


def updated(events: list[Event]) -> datetime:
    """When the newest change among these events was seen; of none the epoch, which no clock decides."""
    return max((event.last_changed for event in events), default=_NEVER)


def web_address(url: str | None) -> str | None:
    """``url`` where it is a plain http(s) address that no output has to mend; else None.

    What pages call links may be scripts, control characters or kilobytes.
    """
    if not url or len(url) > LONGEST_ADDRESS or not url.isprintable() or any(c in url for c in ' "<>\\^`{|}'):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def telling_urls(event: Event) -> list[str]:
    """The pages that tell of the event, each once, the settled one first."""
    urls = [event.settled.url, *(telling.announcement.url for telling in event.tellings)]
    return list(dict.fromkeys(url for url in map(web_address, urls) if url))


def organisers(event: Event) -> list[str]:
    """The names of those who hold the event, each once."""
    return list(dict.fromkeys(clean(name) for name in event.settled.names(*_ORGANISING)))


def funders(event: Event) -> list[str]:
    """The names of those who pay for the event, each once, by role or by their money."""
    paying = [*event.settled.names(Role.FUNDER), *(money.funder for money in event.settled.funding)]
    return list(dict.fromkeys(clean(name) for name in paying if name))


def location(event: Event) -> str:
    """Venue, room, address and town on one line, what is unknown left out."""
    place = event.settled.place
    town = " ".join(part for part in (place.postcode, place.city) if part)
    parts = (place.venue, place.room, place.address, town)
    return ", ".join(dict.fromkeys(clean(part) for part in parts if part))
