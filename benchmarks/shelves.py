"""A store of as many synthetic events as wanted, by a bulk path: rows are made as tuples, indexed at the end.

Seeded. ``python -m benchmarks.shelves COUNT DATABASE-URL`` fills an empty database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from random import Random
from time import perf_counter

from sqlalchemy import Engine
from sqlmodel import SQLModel

from benchmarks.announcements import COUNTRIES
from benchmarks.loading import Loader, loader_of
from benchmarks.shelf import NETWORKS, SOURCES, Shelf, rows_of
from store.fold import fold, organisation_key
from store.search import WORDS
from store.session import open_store, upgrade

BATCH = 20_000
MADE = 100_000
_OTHER = {
    "same": "{0}",
    "id": "substr({0}, 2) || substr('123456789abcdef', copy, 1)",
    "text": "{0} || '~' || copy",
    "position": "{0} + copy * 1000003",
    "page": "{0} + copy * {pages}",
}
COPIED: Mapping[str, Mapping[str, str]] = {
    "page": {"id": "page", "url": "text"},
    "event": {"id": "id", "digest": "id", "position": "position"},
    "announcement": {"id": "id", "event_id": "id", "page_id": "page"}
    | dict.fromkeys(("url", "url_key", "key"), "text"),
    **{
        table: {"announcement_id": "id"}
        for table in ("participation", "funding", "announcement_topic", "claim")
    },
    "event_field": {"event_id": "id", "announcement_id": "id"},
    "event_facet": {"position": "position"},
    "event_text": {"rowid": "position"},
}
"""Which columns of which tables are another event's in a copy, and how."""


def fill(engine: Engine, count: int, seed: int = 7) -> None:
    """Write ``count`` events and what tells of them into an empty, upgraded database."""
    shelf = Shelf(Random(seed))  # noqa: S311
    made = min(count, MADE)
    with loader_of(engine) as loader:
        for start in range(0, made, BATCH):
            _write_batch(loader, shelf, range(start, min(start + BATCH, made)))
        _write_names(loader, shelf)
        if count > made:
            for statement in _copying(loader, count // made - 1, made):
                loader.run(statement)


def _copying(loader: Loader, copies: int, made: int) -> Iterator[str]:
    """Statements that tell ``copies`` times more of other events on the same days: a database does that ten
    times sooner than it is made here.
    """
    numbers = " UNION ALL ".join(f"SELECT {copy} AS copy" for copy in range(1, copies + 1))
    for table, changed in COPIED.items():
        known = SQLModel.metadata.tables.get(table)
        names = ["rowid", *WORDS] if known is None else [column.name for column in known.columns]
        where = loader.where(table)
        values = [
            _OTHER[changed.get(name, "same")].format(f'{where}."{name}"', pages=2 * made) for name in names
        ]
        rows = f"SELECT {', '.join(values)} FROM {where} CROSS JOIN ({numbers}) AS n"  # noqa: S608
        listed = ", ".join(f'"{name}"' for name in names)
        yield f"INSERT INTO {where} ({listed}) {rows}"


def _write_batch(loader: Loader, shelf: Shelf, numbers: range) -> None:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in COPIED}
    for number in numbers:
        for table, row in rows_of(shelf, number):
            rows[table].append(row)
    for table, found in rows.items():
        loader.write(table, found)


def _write_names(loader: Loader, shelf: Shelf) -> None:
    loader.write("network", [{"id": f"net{number}"} for number in range(NETWORKS)])
    sources = range(SOURCES)
    countries = list(COUNTRIES.values())
    loader.write(
        "source",
        [
            {
                "id": f"site{number}",
                "publisher": f"Publisher {number}",
                "country": countries[number % 4],
                "languages": json.dumps([list(COUNTRIES)[number % 4]]),
            }
            for number in sources
        ],
    )
    links = [{"source_id": f"site{number}", "network_id": f"net{number % NETWORKS}"} for number in sources]
    loader.write("source_network", links)
    loader.write(
        "organisation", [{"id": number, "name": name} for name, number in shelf.organisations.items()]
    )
    aliases = {organisation_key(name): (name, number) for name, number in shelf.organisations.items()}
    loader.write(
        "organisation_alias",
        [{"folded": key, "name": name, "organisation_id": number} for key, (name, number) in aliases.items()],
    )
    venues = [
        {"id": number, "folded": fold(name), "city_key": fold(city), "name": name, "city": city}
        for (name, city), number in shelf.venues.items()
    ]
    loader.write("venue", venues)
    listed = [
        {"key": key, "kind": kind, "value": value}
        for (kind, value), key in shelf.facets.items()
        if kind not in ("organiser", "funder")
    ]
    loader.write("facet", listed)


def main() -> None:
    """Fill the database that the command line names."""
    count, url = int(sys.argv[1]), sys.argv[2]
    engine = open_store(url)
    upgrade(engine)
    begun = perf_counter()
    fill(engine, count)
    rows = sum(1 for _ in SQLModel.metadata.sorted_tables)
    print(f"{count} events in {rows} tables: {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
