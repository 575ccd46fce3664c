"""A corpus moves between databases whole, and only into an empty one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine
from store_makers import NOW, at, fresh_store, organised_by, told, write_all

from pipeline.model import Role
from store.copy import copy_store
from store.filters import Filters
from store.judgements import merge_events
from store.parties import find_organisations
from store.query import find_events
from store.session import StoreError, session

PAID = organised_by("Aktywni Obywatele", role=Role.FUNDER)
ONE = told("hus", "a", "Debata o klimacie", at("2026-03-12 17:00"), city="Kraków", parties=PAID)
OTHER = told("torg", "b", "Piknik sąsiedzki", at("2026-05-12"), city="Kraków")


@pytest.mark.parametrize("back", [False, True])
def test_a_corpus_is_the_same_elsewhere(engine: Engine, tmp_path: Path, back: bool) -> None:
    elsewhere = fresh_store(tmp_path / "elsewhere.db")
    source, target = (elsewhere, engine) if back else (engine, elsewhere)
    with session(source) as opened:
        write_all(opened, ONE, OTHER)
        merge_events(opened, ONE.id, OTHER.id, "mia", "one day", NOW)
        before = find_events(opened, Filters()), find_organisations(opened)
    counts = copy_store(source, target)
    assert counts["announcement"] == 2
    counted = "sqlite_stat1" if target.dialect.name == "sqlite" else "pg_stats WHERE tablename = 'event'"
    with target.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {counted}").scalar_one() > 0  # noqa: S608
    with session(target) as opened:
        assert (find_events(opened, Filters()), find_organisations(opened)) == before
        assert len(find_events(opened, Filters(text="sasiedzki"))) == 1
        write_all(opened, told("nytt", "c", "Målarkurs", at("2026-06-12"), parties=organised_by("Nytt AB")))
        assert len(find_events(opened, Filters())) == 2
    with pytest.raises(StoreError, match="holds rows already"):
        copy_store(source, target)
