"""What all sources declare, stored at once: as one by one, and without a word where it stands so already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine, event
from sqlmodel import SQLModel, select

from pipeline.model import Publisher, SourceFacts
from store.declared import save_sources
from store.session import session
from store.write import save_source
from tests.store.store_makers import facts, fresh_store

FIRST = [facts("hus", "Grannhuset", ("north", "south")), facts("torg"), SourceFacts(id="bare")]
_HUS = FIRST[0].publisher or Publisher(name="")
CHANGES = [
    FIRST,
    [replace(FIRST[0], networks=("south", "west"))],
    [replace(FIRST[0], city="Lund")],
    [replace(FIRST[0], languages=("sv", "fi"))],
    [replace(FIRST[0], publisher=replace(_HUS, name="Torghuset"))],
    [replace(FIRST[0], publisher=replace(_HUS, url="https://annat.example/"))],
    [replace(FIRST[0], publisher=replace(_HUS, type="ngo"))],
    [replace(FIRST[0], publisher=replace(_HUS, identifiers={"wikidata": "Q1"}))],
    [replace(FIRST[1], publisher=None)],
    [replace(FIRST[2], publisher=_HUS)],
    [facts("new", "Nyhuset", ("north",))],
]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What is asked of the database while the block runs."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def rows(engine: Engine) -> dict[str, list[str]]:
    with session(engine) as opened:
        tables = SQLModel.metadata.sorted_tables
        return {table.name: sorted(repr(row) for row in opened.execute(select(table))) for table in tables}


def test_at_once_is_as_one_by_one_whatever_has_changed(tmp_path: Path) -> None:
    together, alone = fresh_store(tmp_path / "together.db"), fresh_store(tmp_path / "alone.db")
    for changed in (FIRST, *CHANGES):
        with session(together, write=True) as opened:
            save_sources(opened, changed)
        with session(alone, write=True) as opened:
            for one in changed:
                save_source(opened, one)
        assert rows(together) == rows(alone)


def test_what_stands_so_already_is_asked_about_and_not_written(engine: Engine) -> None:
    many = [facts(f"s{number}", networks=("north",)) for number in range(20)]
    with session(engine, write=True) as opened:
        save_sources(opened, many)
    with statements(engine) as asked, session(engine, write=True) as opened:
        save_sources(opened, many)
    assert not [one for one in asked if not one.startswith(("SELECT", "BEGIN", "SET"))]
    assert len(asked) < 10
