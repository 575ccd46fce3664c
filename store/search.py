"""Full text over titles, summaries, organisers and places, folded on both sides: "krakow" finds Kraków.

SQLite answers with FTS5, PostgreSQL with its own text search; both from ``event_text``, which holds folded
words and whose ``rowid`` is the event's position. What a user types is words only: quotes, stars and
operators mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    column,
    delete,
    func,
    insert,
    literal_column,
    table,
)
from sqlmodel import Session

from pipeline.model import Telling
from store.fold import folded_words
from store.tellings import chunks

WORDS = ("title", "summary", "organisers", "place")
SEARCH_TEXT = table("event_text", *(column(name) for name in ("rowid", *WORDS)))
# Shorter words are found whole only: nearly every word begins with some two letters.
_SHORTEST_PREFIX = 3
_LONGEST_PREFIX = 6
_MOST_WORDS = 12


def drop_text(session: Session, positions: Iterable[int]) -> None:
    """Forget the search text of the events at these positions."""
    for chunk in chunks(positions):
        session.execute(delete(SEARCH_TEXT).where(SEARCH_TEXT.c.rowid.in_(chunk)))


def write_text(session: Session, by_position: Mapping[int, Sequence[Telling]]) -> None:
    """Write the search text of events that have none yet."""
    rows = [{"rowid": position, **searchable(tellings)} for position, tellings in by_position.items()]
    if rows:
        session.execute(insert(SEARCH_TEXT), rows)


def searchable(tellings: Sequence[Telling]) -> dict[str, str]:
    """The folded words of all tellings of one event, by column."""
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


def search_terms(words: str) -> list[str]:
    """What a user's words look for, each once; words past the twelfth are left out."""
    return list(dict.fromkeys(folded_words(words)))[:_MOST_WORDS]


def matches(session: Session, terms: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an ``event_text`` row holds all terms, by the database's text index; what that
    index does not tell of the :func:`clipped` ones is for :func:`holds` to say.
    """
    if session.get_bind().dialect.name == "sqlite":
        begun = [term[:_LONGEST_PREFIX] for term in terms]
        query = " ".join(f'"{term}"*' if len(term) >= _SHORTEST_PREFIX else f'"{term}"' for term in begun)
        return literal_column("event_text").op("MATCH")(query)
    query = " & ".join(f"{term}:*" if len(term) >= _SHORTEST_PREFIX else term for term in terms)
    return column("document").op("@@")(func.to_tsquery(literal_column("'simple'"), query))


def clipped(session: Session, terms: Sequence[str]) -> list[str]:
    """The terms of which the index knows a beginning only: SQLite's has its lists of prefixes to six letters
    ready, and would have to put together those of longer ones.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return [term for term in terms if len(term) > _LONGEST_PREFIX] if is_sqlite else []


def holds(terms: Sequence[str]) -> list[ColumnElement[bool]]:
    """The same conditions read from the row's own words, for when few rows are looked at."""
    text: ColumnElement[str] = literal_column(
        "' ' || title || ' ' || summary || ' ' || organisers || ' ' || place || ' '"
    )
    return [text.like(f"% {term}%" if len(term) >= _SHORTEST_PREFIX else f"% {term} %") for term in terms]
