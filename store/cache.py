"""Events that were loaded lately, for a process that answers for long: none is loaded twice unchanged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock
from time import monotonic
from typing import Generic, Protocol, TypeVar

from store import tables

CACHE, LISTED = "event_cache", "listed_cache"
"""The keys of ``Session.info`` under which caches of whole and of listed events are looked for."""

_MOST_EVENTS = 20_000
_SECONDS = 300.0


class Identified(Protocol):
    """What has an event's id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


class EventCache(Generic[T]):
    """Events without claims by id, for many threads, the least lately used dropped first.

    An event whose row changed is never given out. What changes without its row (when a page was last seen,
    which networks a source is in) is as of five minutes ago at most.
    """

    def __init__(self, most: int = _MOST_EVENTS, seconds: float = _SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._kept: OrderedDict[str, tuple[tuple[object, ...], float, T]] = OrderedDict()
        self._lock = Lock()

    def known(self, rows: Iterable[tables.Event]) -> dict[str, T]:
        """Those of the rows' events that are here as the rows have them."""
        oldest, found = monotonic() - self._seconds, {}
        with self._lock:
            for row in rows:
                entry = self._kept.get(row.id)
                if entry is not None and entry[0] == _stamp(row) and entry[1] > oldest:
                    self._kept.move_to_end(row.id)
                    found[row.id] = entry[2]
        return found

    def keep(self, events: Iterable[T], rows: Mapping[str, tables.Event]) -> None:
        """Keep events beside the rows that they were made of."""
        now = monotonic()
        with self._lock:
            for event in events:
                self._kept[event.id] = _stamp(rows[event.id]), now, event
                self._kept.move_to_end(event.id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _stamp(row: tables.Event) -> tuple[object, ...]:
    return row.digest, row.last_changed, row.missing_since
