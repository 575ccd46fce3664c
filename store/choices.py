"""What filters can be chosen from: from the small tables, so that no corpus is too large to ask."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from sqlmodel import Session, col, select

from store import tables
from store.reads import read_rows, read_values

_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Ids of networks, codes of countries and of languages, each in order, that sources declare."""

    networks: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def choices(session: Session) -> Choices:
    """What the stored sources have between them."""
    source, network = tables.Source, tables.SourceNetwork
    rows = read_rows(session, select(source.country, source.languages))
    networks = select(network.network_id).distinct().order_by(col(network.network_id))
    return Choices(
        networks=tuple(read_values(session, networks)),
        countries=tuple(sorted({country for country, _ in rows if country})),
        languages=tuple(sorted({code for _, codes in rows for code in codes})),
    )


class LateChoices:
    """Choices as of a minute ago at most, for a process that answers for long; for many threads."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._kept: tuple[float, Choices] | None = None
        self._lock = Lock()

    def read(self, session: Session) -> Choices:
        """The choices that are kept, or the store's where these are too old."""
        with self._lock:
            if self._kept is None or self._kept[0] + self._seconds < monotonic():
                self._kept = monotonic(), choices(session)
            return self._kept[1]
