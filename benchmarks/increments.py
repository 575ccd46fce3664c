"""``python -m benchmarks.increments [COUNT [NEW [STORE]]]``: NEW announcements in a store of COUNT.

The store holds COUNT synthetic announcements, each with its event and its blocking keys, made by a bulk path.
What is measured is the path of a refresh (write, match, resolve); a third of the new ones are told twice. A
line each: seconds, seconds of the processor. Filling a store takes minutes: the one that is filled at STORE,
the path of a database, is kept as it is, and measured in a copy.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, insert
from sqlmodel import Session, SQLModel, select

from benchmarks.announcements import announcements
from benchmarks.loading import unindexed
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
from store.match import Record, record_of_json
from store.match.features import features_of
from store.match.keys import hashed_keys
from store.match.policy_digest import is_judged_by_this
from store.match.stored import match_announcements
from store.resolve import resolve_events
from store.runs import start_run
from store.session import open_store, session, upgrade
from store.write import save_source, write_reading

COUNT, NEW = 1_000_000, 1_000
BATCH = 20_000
SOURCES = ("portal-0", "portal-1")  # an event's first tellings, and its second ones
NOW = datetime(2026, 11, 27, 6, tzinfo=UTC)
INTO_BLOCKS = "INSERT INTO announcement_block (announcement_id, key, is_wide, is_vague) VALUES (?, ?, ?, ?)"
Line = dict[str, object]
_T = TypeVar("_T")


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
    with unindexed(engine):
        while batch := list(islice(lines, BATCH)):
            records = [record_of_json(line) for line in batch]
            rows = [_row(line, record) for line, record in zip(batch, records, strict=True)]
            named = [record._replace(id=str(row["id"])) for record, row in zip(records, rows, strict=True)]
            keys = hashed_keys(map(features_of, named))
            with engine.begin() as connection:
                _insert(connection, tables.Event, [event | row | {"position": None} for row in rows])
                _insert(connection, tables.Announcement, [announcement | row | _own(row) for row in rows])
                connection.exec_driver_sql(INTO_BLOCKS, [tuple(key) for key in keys])


def _own(row: Line) -> Line:
    """What an announcement has for itself; its event goes by the same id."""
    return dict.fromkeys(("event_id", "url", "url_key", "key"), row["id"])


def _row(line: Line, record: Record) -> Line:
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
        "city_key": record.city,
        "country": line["country"],
        "language": line["lang"],
        "languages": [line["lang"]],
    }


def _insert(connection: Connection, table: type[SQLModel], rows: list[Line]) -> None:
    # Not as the session inserts: that makes a statement of its own for each set of columns that are NULL.
    columns = SQLModel.metadata.tables[str(table.__tablename__)]
    names = rows[0].keys() & set(columns.columns.keys())
    connection.execute(insert(columns), [{name: row[name] for name in names} for row in rows])


def measured(what: str, act: Callable[[], _T]) -> _T:
    """Run one step and print how long it took."""
    begun, worked = perf_counter(), process_time()
    found = act()
    print(f"{what}\t{perf_counter() - begun:.1f}\t{process_time() - worked:.1f}", flush=True)
    return found


def main() -> None:
    """Measure as many announcements as the command line says."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[1])
    asked.add_argument("count", type=int, nargs="?", default=COUNT)
    asked.add_argument("new", type=int, nargs="?", default=NEW)
    asked.add_argument("store", type=Path, nargs="?")
    said = asked.parse_args()
    lines = announcements(said.count + said.new)
    print("what\tseconds\tcpu seconds")
    with TemporaryDirectory() as folder:
        store = Path(folder) / "kalends.db"
        if said.store and said.store.exists():
            copyfile(said.store, store)
            _with_store(store, _take_for_judged)
        else:
            _with_store(store, lambda engine: _fill(engine, lines, said.count))
            if said.store:
                copyfile(store, said.store)
        # The last ones' other tellings are stored or among the new, as it happens.
        fresh = list(lines)[-said.new :]
        _with_store(store, lambda engine: _add(engine, fresh))


def _with_store(path: Path, act: Callable[[Engine], None]) -> None:
    engine = open_store(f"sqlite:///{path}", mapped=True)
    act(engine)
    engine.dispose()


def _take_for_judged(engine: Engine) -> None:
    # A store that another version has filled would be judged anew, all of it.
    with session(engine, write=True) as opened:
        is_judged_by_this(opened, NOW)


def _fill(engine: Engine, lines: Iterator[Line], count: int) -> None:
    # Once, while it is empty: what was not written the usual way is not in the index for searching, which an
    # upgrade would make good.
    upgrade(engine)
    gc.disable()
    measured(f"store of {count}", lambda: fill(engine, islice(lines, count)))
    gc.enable()


def _add(engine: Engine, fresh: list[Line]) -> None:
    with session(engine, write=True) as opened:
        ids = measured(f"write {len(fresh)}", lambda: write_lists(opened, fresh, NOW.replace(hour=7)))
        counts = measured("match", lambda: match_announcements(opened, ids, NOW.replace(hour=7)))
        measured("resolve", lambda: resolve_events(opened, counts.touched, NOW.replace(hour=7)))
        print(counts.as_counts())


if __name__ == "__main__":
    main()
