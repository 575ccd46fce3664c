"""What a refresh tells while it runs, to whoever listens: a progress bar, a log, nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Tell = Callable[[str, Mapping[str, object]], None]
"""Called with an event's name and its facts, JSON's types only. From the crawl's thread as well."""

EVENTS = (
    "refresh_began",
    "page_fetched",
    "source_crawled",
    "source_written",
    "matched",
    "published",
    "refresh_ended",
)


def tell_nobody(event: str, facts: Mapping[str, object]) -> None:
    """Nobody listens."""
