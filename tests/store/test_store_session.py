"""Opening, upgrading and sharing a database: what can go wrong is said in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import postgres
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import SQLModel, select
from store_makers import told, write_page

from store import tables
from store.migrations import revisions
from store.migrations.compare import is_ours
from store.session import StoreError, is_current, open_store, session, upgrade


def test_migrations_make_exactly_the_tables(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_upgrading_twice_changes_nothing(sqlite: Engine) -> None:
    with session(sqlite) as opened:
        write_page(opened, "a", told("hus", "a", "A"))
    upgrade(sqlite)
    with session(sqlite) as opened:
        assert opened.exec(select(tables.Announcement)).one().title == "A"


def test_a_new_database_asks_for_an_upgrade(tmp_path: Path) -> None:
    opened = open_store(f"sqlite:///{tmp_path / 'folder' / 'new.db'}")
    assert not is_current(opened)
    with pytest.raises(StoreError, match="kalends db upgrade"), session(opened):
        pytest.fail("a session on no schema")
    assert list(tmp_path.iterdir()) == []  # to ask creates nothing
    upgrade(opened)
    assert is_current(opened)


def test_a_newer_database_is_refused(sqlite: Engine) -> None:
    with sqlite.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(StoreError, match=r"newer version.*9999_future"):
        open_store(str(sqlite.url))


def test_a_file_that_is_no_database_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database at all, but a text of some length" * 30)
    with pytest.raises(StoreError, match="not a database") as raised:
        open_store(f"sqlite:///{path}")
    assert "\n" not in str(raised.value)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'full.db'}")
    upgrade(engine)
    with session(engine) as opened:
        # As a disk that holds no page more than there are.
        pages = opened.execute(text("PRAGMA page_count")).scalar_one()
        opened.execute(text(f"PRAGMA max_page_count = {pages}"))
    with (
        pytest.raises(StoreError, match="the disk is full; make room"),
        session(engine, write=True) as opened,
    ):
        opened.execute(text("INSERT INTO network (id) VALUES (:name)"), {"name": "x" * 10**6})
    engine.dispose()


@pytest.mark.parametrize("url", ["", "nonsense", "oracle7://x/y", "sqlite"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="KALENDS_DATABASE"):
        open_store(url)


def test_a_password_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError) as raised:
        open_store("postgresql+psycopg://kalends:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_locked_database_is_said_plainly(sqlite: Engine) -> None:
    impatient = open_store(str(sqlite.url), busy_timeout=0.05)
    with session(sqlite, write=True) as writer:
        write_page(writer, "a", told("hus", "a", "A"))
        with pytest.raises(StoreError, match="locked"), session(impatient, write=True):
            pytest.fail("two writers at once")


def test_readers_read_while_a_run_writes(sqlite: Engine) -> None:
    with session(sqlite) as opened:
        write_page(opened, "a", told("hus", "a", "A"))
    impatient = open_store(str(sqlite.url), busy_timeout=0.05)
    with session(sqlite, write=True) as writer:
        write_page(writer, "b", told("hus", "b", "B"))
        with session(impatient) as reader:
            assert [row.title for row in reader.exec(select(tables.Announcement))] == ["A"]


def test_sqlite_keeps_its_promises(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_interrupted_upgrade_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.db"
    opened = open_store(f"sqlite:///{path}")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(MigrationContext, "_ensure_version_table", interrupted)
    with pytest.raises(KeyboardInterrupt):
        upgrade(opened)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_revisions_are_named_by_their_files() -> None:
    """What is known without Alembic is what Alembic finds: one line of steps, in the order of their names."""
    steps = ScriptDirectory(str(Path(revisions.__file__).parent))
    assert [step.revision for step in steps.walk_revisions()] == sorted(revisions.known(), reverse=True)
    assert steps.get_current_head() == revisions.head()


def test_a_connection_that_was_cut_while_a_crawl_went_on_is_made_anew(server: str) -> None:
    opened = open_store(postgres.create(server, "cut", postgres.TEMPLATE))
    with session(opened) as first:
        mine = first.execute(text("SELECT pg_backend_pid()")).scalar_one()
    other = open_store(f"{server}/postgres")
    with other.connect() as killer:
        killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
    with session(opened, write=True) as again:
        assert again.execute(text("SELECT pg_backend_pid()")).scalar_one() != mine
    opened.dispose()
    other.dispose()
