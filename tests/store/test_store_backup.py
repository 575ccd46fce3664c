"""A backup of a store in use is whole, and can be put back; what cannot be is refused and changes nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select
from store_makers import DAY, NOW, at, run_of, told, write_page

from pipeline.model import Run
from store import tables
from store.backup import backup_store, restore_store
from store.retention import needed_crawls
from store.runs import record_run
from store.session import StoreError, open_store, session


def titles(engine: Engine) -> set[str]:
    with session(engine) as opened:
        return set(opened.exec(select(tables.Announcement.title)))


def test_a_store_in_use_is_backed_up_and_restored(sqlite: Engine, tmp_path: Path) -> None:
    stop = threading.Event()
    written: list[str] = []

    def write_on() -> None:
        while not stop.is_set() and len(written) < 500:
            with session(sqlite, write=True) as opened:
                name = f"Möte {len(written)}"
                write_page(opened, name, told("hus", name, name, at("2026-03-12")))
            written.append(name)

    writer = threading.Thread(target=write_on)
    writer.start()
    while len(written) < 5:
        pass
    with session(sqlite) as reading:
        reading.exec(select(func.count()).select_from(tables.Page)).one()
        before = len(written)
        size = backup_store(sqlite, tmp_path / "backups" / "kalends.db")
        after = len(written) + 1
    stop.set()
    writer.join()
    assert size > 10_000
    other = open_store(f"sqlite:///{tmp_path / 'other' / 'kalends.db'}")
    assert restore_store(tmp_path / "backups" / "kalends.db", other) is None
    found = titles(other)
    assert before <= len(found) <= after
    assert found == {f"Möte {number}" for number in range(len(found))}
    other.dispose()


def test_a_restored_store_takes_the_place_of_the_other_which_is_kept(sqlite: Engine, tmp_path: Path) -> None:
    with session(sqlite, write=True) as opened:
        write_page(opened, "a", told("hus", "a", "Innan", at("2026-03-12")))
    backup_store(sqlite, tmp_path / "backup.db")
    with session(sqlite, write=True) as opened:
        write_page(opened, "b", told("hus", "b", "Efter", at("2026-03-12")))
    aside = restore_store(tmp_path / "backup.db", sqlite)
    assert titles(sqlite) == {"Innan"}
    assert aside is not None
    assert titles(open_store(f"sqlite:///{aside}")) == {"Innan", "Efter"}
    assert (tmp_path / "backup.db").stat().st_mode & 0o077 == 0
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "is not there"), (b"no database" * 1000, "not a database"), (b"", "no store of Kalends")],
)
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    sqlite: Engine, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "backup.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError, match=said):
        restore_store(file, sqlite)
    assert titles(sqlite) == set()


def test_a_cut_backup_is_refused(sqlite: Engine, tmp_path: Path) -> None:
    with session(sqlite, write=True) as opened:
        write_page(opened, "a", told("hus", "a", "Innan", at("2026-03-12")))
    file = tmp_path / "backup.db"
    backup_store(sqlite, file)
    file.write_bytes(file.read_bytes()[:-8192])
    with pytest.raises(StoreError, match=r"backup.db: (damaged|not a database)"):
        restore_store(file, sqlite)


def test_a_backup_overwrites_nothing(sqlite: Engine, tmp_path: Path) -> None:
    (tmp_path / "taken.db").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        backup_store(sqlite, tmp_path / "taken.db")
    assert (tmp_path / "taken.db").read_text() == "mine"


def test_other_databases_have_tools_of_their_own(tmp_path: Path) -> None:
    memory = open_store("sqlite://")
    with pytest.raises(StoreError, match="pg_dump"):
        backup_store(memory, tmp_path / "backup.db")


def visited(opened: Session, path: str, crawl: str) -> None:
    url = f"https://hus.example/{path}"
    opened.add(
        tables.Visit(
            source_id="hus",
            url=url,
            final_url=url,
            role="detail",
            sha256="",
            archived_in=crawl,
            fetched_at=NOW,
            facts={},
        )
    )


def test_the_crawls_that_pages_were_last_read_from_are_needed(engine: Engine) -> None:
    with session(engine, write=True) as opened:
        for path in "ab":
            write_page(opened, path, told("hus", path, path, at("2026-03-12")))
        visited(opened, "a", "crawl-2")
        run_of(opened, "hus")
        # Page b was read by a version that remembered no visits, in the run that was going on then.
        record_run(opened, Run(id="crawl-1-hus", source_id="hus", started=NOW, ended=NOW + DAY))
        record_run(opened, Run(id="crawl-0-hus", source_id="hus", started=NOW - DAY, ended=NOW - DAY / 2))
        assert needed_crawls(opened) == {"hus": {"crawl-1", "crawl-1-hus", "crawl-2"}}
