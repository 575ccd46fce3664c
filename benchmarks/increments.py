"""``python -m benchmarks.increments [COUNT [NEW]]``: NEW announcements in a store of COUNT.

The store holds COUNT synthetic announcements, each with its event and its blocking keys, made by a bulk path.
What is measured is the path of a refresh (write, match, resolve); a third of the new ones are told twice. A
line each: seconds, seconds of the processor.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert
from sqlmodel import Session, SQLModel, select

from benchmarks.announcements import announcements
from pipeline.model import (
    Announcement,
    Page,
    Party,
    Place,
    Precision,
    Publisher,
    Reading,
    Role,
    SourceFacts,
    When,
    announcement_id,
)
from store import tables
from store.match import match_announcements, record_of_json
from store.match.features import features_of
from store.match.keys import hashed_keys
from store.match.policy_digest import is_judged_by_this
from store.resolve import resolve_events
from store.runs import start_run
from store.session import open_store, session, upgrade
from store.write import save_source, write_reading

COUNT, NEW = 1_000_000, 1_000
BATCH = 20_000
SOURCES = ("portal-0", "portal-1")  # an event's first tellings, and its second ones
NOW = datetime(2026, 11, 27, 6, tzinfo=UTC)
Line = dict[str, object]


def told(line: Line) -> Announcement:
    """A line of :func:`benchmarks.announcements.announcements` as a page would tell it."""
    source = source_of(line)
    url = f"https://{source}.example/{line['id']}"
    start, zone = str(line["start"]), str(line["timezone"])
    is_day = "T" not in start
    when = When(
        start=date.fromisoformat(start)
        if is_day
        else datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)),
        zone=zone,
        precision=Precision.DAY if is_day else Precision.MINUTE,
    )
    organisers = line["organisers"]
    names = organisers if isinstance(organisers, list) else []
    venue = line["venue"]
    return Announcement(
        id=announcement_id(source, url),
        source_id=source,
        url=url,
        key=url,
        title=str(line["title"]),
        when=when,
        place=Place(
            venue=str(venue) if venue else None, city=str(line["city"]), country=str(line["country"])
        ),
        parties=tuple(Party(name=str(name), role=Role.ORGANISER) for name in names),
        languages=(str(line["lang"]),),
    )


def source_of(line: Line) -> str:
    """Which source tells it."""
    return SOURCES[int(str(line["source"])[-1])]


def write_lists(opened: Session, lines: Sequence[Line], at: datetime) -> list[str]:
    """Write these announcements as a list of each source, the usual way; their ids."""
    ids: list[str] = []
    for source in SOURCES:
        site = f"https://{source}.example"
        save_source(opened, SourceFacts(id=source, publisher=Publisher(name=source, url=site)))
        items = tuple(told(line) for line in lines if source_of(line) == source)
        run = start_run(opened, source, f"{source}-{at:%H%M}", at)
        page = Page(source_id=source, url=f"{site}/list-{at:%H%M}", fetched_at=at, body=b".", status=200)
        write_reading(opened, run, page, Reading(url=page.url, announcements=items))
        ids += [item.id for item in items]
    return ids


def fill(engine: Engine, lines: Iterator[Line]) -> None:
    """Store announcements by the bulk path: the first one the usual way, all others as rows like its own."""
    with session(engine, write=True) as opened:
        [first] = write_lists(opened, [next(lines)], NOW)
        resolve_events(opened, match_announcements(opened, [first], NOW).touched, NOW)
        announcement = opened.get_one(tables.Announcement, first).model_dump()
        event = opened.exec(select(tables.Event)).one().model_dump()
        is_judged_by_this(opened, NOW)
    while batch := list(islice(lines, BATCH)):
        records = [record_of_json(line) for line in batch]
        with session(engine, write=True) as opened:
            rows = [_row(line) for line in batch]
            ids = [{"id": row["id"], "event_id": row["id"]} for row in rows]
            _insert(opened, tables.Event, [event | row | {"position": None} for row in rows])
            _insert(
                opened,
                tables.Announcement,
                [
                    announcement | row | key | {"url": row["id"], "url_key": row["id"], "key": row["id"]}
                    for row, key in zip(rows, ids, strict=True)
                ],
            )
            named = [record._replace(id=str(row["id"])) for record, row in zip(records, rows, strict=True)]
            bare = opened.connection().connection.cursor()
            bare.executemany(
                "INSERT INTO announcement_block (announcement_id, key, is_wide, is_vague)"
                " VALUES (?, ?, ?, ?)",
                hashed_keys(map(features_of, named)),
            )


def _row(line: Line) -> Line:
    item = told(line)
    when = item.when
    start = str(line["start"])
    return {
        "id": item.id,
        "source_id": item.source_id,
        "title": item.title,
        "start_text": start,
        "start_on": date.fromisoformat(start[:10]),
        "until_on": date.fromisoformat(start[:10]),
        "start_at": when.start.astimezone(UTC) if when and isinstance(when.start, datetime) else None,
        "zone": line["timezone"],
        "precision": when.precision.value if when else None,
        "venue": line["venue"],
        "venue_id": None,
        "city": line["city"],
        "city_key": record_of_json(line).city,
        "country": line["country"],
        "language": line["lang"],
        "languages": [line["lang"]],
    }


def _insert(opened: Session, table: type[SQLModel], rows: list[Line]) -> None:
    names = {column.name for column in SQLModel.metadata.tables[str(table.__tablename__)].columns}
    opened.execute(insert(table), [{name: row[name] for name in row.keys() & names} for row in rows])


def measured(what: str, act: Callable[[], object]) -> object:
    """Run one step and print how long it took."""
    begun, worked = perf_counter(), process_time()
    found = act()
    print(f"{what}\t{perf_counter() - begun:.1f}\t{process_time() - worked:.1f}", flush=True)
    return found


def main() -> None:
    """Measure as many announcements as the command line says."""
    count, new = [*map(int, sys.argv[1:3]), *(COUNT, NEW)[len(sys.argv) - 1 :]][:2]
    with TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder) / 'kalends.db'}")
        upgrade(engine)
        lines = announcements(count + new)
        # The last ones' other tellings are stored or among the new, as it happens.
        print("what\tseconds\tcpu seconds")
        gc.disable()
        measured(f"store of {count}", lambda: fill(engine, islice(lines, count)))
        gc.enable()
        fresh = list(lines)
        with session(engine, write=True) as opened:
            ids = measured(f"write {new}", lambda: write_lists(opened, fresh, NOW.replace(hour=7)))
            counts = measured("match", lambda: match_announcements(opened, ids, NOW.replace(hour=7)))
            measured("resolve", lambda: resolve_events(opened, counts.touched, NOW.replace(hour=7)))
            print(counts.as_counts())
        engine.dispose()


if __name__ == "__main__":
    main()
