"""Full text over titles, summaries, organisers and places, folded on both sides: "krakow" finds Kraków.

SQLite answers with FTS5, PostgreSQL with its own text search; both from ``event_text``, which holds folded
words. What a user types is words only: quotes, stars and operators mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, bindparam, column, func, literal_column, select, table, text
from sqlmodel import Session

from pipeline.model import Telling
from store.fold import folded_words
from store.tellings import chunks, load_tellings

SEARCH_TEXT = table(
    "event_text", *(column(name) for name in ("event_id", "title", "summary", "organisers", "place"))
)
# Shorter words are found whole only: nearly every word begins with some two letters.
_SHORTEST_PREFIX = 3


def index_events(session: Session, ids: Iterable[str], gone: Iterable[str] = ()) -> None:
    """Write the search text of these events anew and drop that of events that are ``gone``."""
    wanted = list(ids)
    for chunk in chunks([*wanted, *gone]):
        drop = text("DELETE FROM event_text WHERE event_id IN :ids").bindparams(
            bindparam("ids", expanding=True)
        )
        session.execute(drop, {"ids": chunk})
    tellings = load_tellings(session, wanted, claims=False)
    rows = [{"event_id": event_id, **_searchable(tellings[event_id])} for event_id in wanted]
    if rows:
        session.execute(SEARCH_TEXT.insert(), rows)


def _searchable(tellings: list[Telling]) -> dict[str, str]:
    told = [telling.announcement for telling in tellings]
    places = [item.place for item in told]
    return {
        "title": _words(item.title for item in told),
        "summary": _words(item.summary for item in told),
        "organisers": _words(
            [*(party.name for item in told for party in item.parties)]
            + [money.funder for item in told for money in item.funding]
        ),
        "place": _words(part for place in places for part in (place.venue, place.address, place.city)),
    }


def _words(texts: Iterable[str | None]) -> str:
    unique = dict.fromkeys(value for value in texts if value)
    return " ".join(word for value in unique for word in folded_words(value))


def events_with_words(session: Session, words: str) -> Select[tuple[str]] | None:
    """A select of the ids of events that hold all these words, or words that begin so; None without words."""
    terms = folded_words(words)
    if not terms:
        return None
    if session.get_bind().dialect.name == "sqlite":
        query = " ".join(f'"{term}"*' if len(term) >= _SHORTEST_PREFIX else f'"{term}"' for term in terms)
        match: ColumnElement[bool] = literal_column("event_text").op("MATCH")(query)
    else:
        query = " & ".join(f"{term}:*" if len(term) >= _SHORTEST_PREFIX else term for term in terms)
        document: ColumnElement[str] = literal_column(
            "title || ' ' || summary || ' ' || organisers || ' ' || place"
        )
        match = func.to_tsvector(literal_column("'simple'"), document).op("@@")(
            func.to_tsquery(literal_column("'simple'"), query)
        )
    return select(SEARCH_TEXT.c.event_id).where(match)
