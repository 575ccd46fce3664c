"""What every view of filtered events has around it: the form's choices, the feeds, links to other views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from kalends.asked import query_string
from kalends.outputs.feeds import FEEDS
from kalends.web.labels import N_, TOPICS
from store.choices import LateChoices
from store.filters import Filters

VIEWS = (
    ("/", N_("Now")),
    ("/events", N_("List")),
    ("/calendar", N_("Calendar")),
    ("/map", N_("Map")),
    ("/changes", N_("Changes")),
)
"""Address and label of the views that share their filters."""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed of a view: where it is (the view's query string follows), its media type and its name."""

    address: str
    media_type: str
    label: str


def feed_links(address: str = "/events", suffixes: Iterable[str] = tuple(FEEDS)) -> list[FeedLink]:
    """The feeds of all filtered events, or by their suffixes those of one event's address."""
    return [
        FeedLink(f"{address}.{suffix}", FEEDS[suffix].media_type, FEEDS[suffix].label) for suffix in suffixes
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedChoices:
    """What the filters' form offers."""

    networks: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    topics: tuple[str, ...] = tuple(TOPICS)


def around(request: Request, session: Session, filters: Filters) -> Mapping[str, object]:
    """The context that templates of filtered views share."""
    late: LateChoices = request.app.state.choices
    found = late.read(session)
    return {
        "filters": filters,
        "query": query_string(filters),
        "feeds": feed_links(),
        "choices": OfferedChoices(
            networks=found.networks, countries=found.countries, languages=found.languages
        ),
    }
