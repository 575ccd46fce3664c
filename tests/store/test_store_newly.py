"""Pages written together leave what pages written one by one leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import sql
from store_makers import DAY, NOW, at, fresh_store, organised_by, page, run_of, told

from pipeline.model import Announcement, Place, Reading
from store import newly, tables
from store.newly import PageReading, write_readings
from store.session import session
from store.write import WriteCounts, write_reading

PART = told("hus", "a", "Kaffe", at("2026-03-12 13:00"), key="https://hus.example/a#part")


def item(path: str, title: str, **more: object) -> Announcement:
    place = Place(venue="Folkets hus", address=f"Gatan {len(title)}", city="Malmö", country="SE")
    parties = organised_by("Nätverket Parken")
    return told("hus", path, title, at("2026-03-12 18:00"), place=place, parties=parties, **more)


def one(path: str, *found: Announcement, days: int = 0, status: int = 200) -> PageReading:
    here = page("hus", path, NOW + days * DAY, status)
    return PageReading(page=here, reading=Reading(url=here.url, announcements=found, language="sv"))


A, B, C = item("a", "Dialog", sub_events=(PART,)), item("b", "Möte"), item("c", "Kurs")
LIST = one("list", item("b", "Möte i parken"), item("d", "Fest", key="https://hus.example/list#2"))
ELSEWHERE = one("e", item("c", "Kursen", key="https://hus.example/old"))
RUNS = {
    "all new": [[one("a", A), one("b", B), one("silent")]],
    "a list tells of the same": [[one("a", A), LIST, one("b", B), one("c", C)]],
    "one page answers twice": [[one("a", A), one("a", B), one("c", C)]],
    "an address that leads to another": [[ELSEWHERE, one("c", C), one("b", B)]],
    "some are known": [[one("a", A), LIST], [one("a", item("a", "Samtal"), days=1), one("b", B, days=1)]],
    "one is gone": [[one("a", A)], [one("a", days=1, status=410), one("c", C, days=1)]],
    "known by what a list told": [[LIST], [one("b", B, days=1), one("d", item("d", "Fest"), days=1)]],
}


def left(path: Path, runs: list[list[PageReading]], *, together: bool) -> tuple[WriteCounts, object]:
    """What writing these runs counts and leaves, in all tables, numbers that the database gives aside."""
    engine = fresh_store(path)
    counts = WriteCounts()
    with session(engine, write=True) as opened:
        for number, readings in enumerate(runs):
            run = run_of(opened, "hus", NOW + number * DAY)
            if together:
                counts += write_readings(opened, run, readings)
            for told_there in () if together else readings:
                counts += write_reading(opened, run, told_there.page, told_there.reading)
    with engine.connect() as connection:
        found = {
            name: sorted(
                map(repr, connection.execute(sql.select(*(c for c in table.c if c.name != "page_id"))))
            )
            for name, table in tables.SQLModel.metadata.tables.items()
            if name != "page"
        }
        page_table = tables.SQLModel.metadata.tables["page"]
        pages = sql.select(*(column for column in page_table.c if column.name != "id"))
        teller = sql.text(
            "SELECT a.id, p.url FROM announcement a JOIN page p ON p.id = a.page_id ORDER BY a.id"
        )
        found["page"] = sorted(map(repr, connection.execute(pages)))
        found["tellers"] = list(map(repr, connection.execute(teller)))
    engine.dispose()
    return counts, found


@pytest.mark.parametrize("runs", RUNS.values(), ids=RUNS)
def test_together_they_leave_what_they_leave_one_by_one(
    runs: list[list[PageReading]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newly, "_TOGETHER", 3)
    singly = left(tmp_path / "singly.db", runs, together=False)
    assert left(tmp_path / "together.db", runs, together=True) == singly
