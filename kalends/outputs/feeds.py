"""The feeds that every filtered view has: what each is called, its media type, and who makes its bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kalends.outputs.about import About
from kalends.outputs.activity import activity_of
from kalends.outputs.atom import atom_of
from kalends.outputs.csv import csv_of
from kalends.outputs.ics import calendar_of
from kalends.outputs.jsonfeed import json_feed_of
from kalends.outputs.jsonld import json_ld_of
from pipeline.model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One kind of feed. ``suffix`` ends its address; ``by_change`` feeds hold what changed last, others what
    comes next; ``most`` is how many events it has at most.
    """

    suffix: str
    label: str
    media_type: str
    render: Callable[[Iterable[Event], About], bytes]
    by_change: bool = False
    most: int = 100

    @property
    def address(self) -> str:
        """The feed's path, before a view's query string."""
        return f"/events.{self.suffix}"


OF_ONE = ("ics", "jsonld", "activity.json")
"""The feeds that a single event has."""

FEEDS: Mapping[str, Feed] = {
    feed.suffix: feed
    for feed in (
        Feed(suffix="ics", label="iCalendar", media_type="text/calendar", render=calendar_of, most=1000),
        Feed(suffix="atom", label="Atom", media_type="application/atom+xml", render=atom_of, by_change=True),
        Feed(suffix="json", label="JSON Feed", media_type="application/feed+json", render=json_feed_of),
        Feed(suffix="jsonld", label="schema.org", media_type="application/ld+json", render=json_ld_of),
        Feed(
            suffix="activity.json",
            label="ActivityStreams",
            media_type="application/activity+json",
            render=activity_of,
        ),
        Feed(suffix="csv", label="CSV", media_type="text/csv", render=csv_of, most=1000),
    )
}
