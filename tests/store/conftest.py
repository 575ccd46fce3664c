"""A fresh store for each test: a SQLite file, or the PostgreSQL that ``KALENDS_TEST_DATABASE`` names.

What that database holds is destroyed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from store_makers import fresh_store

from store.session import open_store, upgrade


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An upgraded, empty store."""
    opened = fresh_store(tmp_path / "kalends.db")
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """An upgraded, empty SQLite store, whatever the other tests use."""
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()
