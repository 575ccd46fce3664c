"""A fresh store for each test, on SQLite and on PostgreSQL: the same tests hold on both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import postgres
import pytest
from sqlalchemy import Engine
from store_makers import fresh_store

from store.session import open_store, upgrade

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server; where there is none, tests are skipped, but not in CI."""
    if postgres.binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        template = open_store(postgres.create(address, postgres.TEMPLATE))
        upgrade(template)
        template.dispose()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An upgraded, empty store."""
    if request.param == "sqlite":
        opened = fresh_store(tmp_path / "kalends.db")
        yield opened
        opened.dispose()
        return
    address = request.getfixturevalue("server")
    name = f"kalends_{next(_NUMBERS)}"
    opened = open_store(postgres.create(address, name, postgres.TEMPLATE))
    yield opened
    opened.dispose()
    postgres.drop(address, name)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """An upgraded, empty SQLite store, whatever the other tests use."""
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()
