"""A fresh store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store.session import open_store, upgrade


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An upgraded SQLite store in a file."""
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()
