"""What hosts were asked and want is known to the next refresh; a locked store costs no crawl."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kalends.hosts import stored_hosts
from store.session import open_store, session, upgrade

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}", busy_timeout=0.05)
    upgrade(opened)
    yield opened
    opened.dispose()


def test_two_refreshes_of_a_day_share_what_a_host_may_get(engine: Engine) -> None:
    morning = stored_hosts(engine, 30, NOON)
    for _ in range(20):
        morning.count("hus.example", NOON)
    morning.settle()
    evening = stored_hosts(engine, 30, NOON + 6 * HOUR)
    for _ in range(10):
        assert evening.refusal("hus.example", NOON + 6 * HOUR) is None
        evening.count("hus.example", NOON + 6 * HOUR)
    assert "30 requests of today" in (evening.refusal("hus.example", NOON + 6 * HOUR) or "")
    evening.settle()
    assert stored_hosts(engine, 30, NOON + 24 * HOUR).refusal("hus.example", NOON + 24 * HOUR) is None


def test_a_pause_that_a_host_asked_for_outlives_the_refresh(engine: Engine) -> None:
    stored_hosts(engine, 30, NOON).hold("hus.example", NOON + 48 * HOUR, "answered 429", NOON)
    later = stored_hosts(engine, 30, NOON + 47 * HOUR)
    assert "left alone until 2026-03-04 12:00 UTC" in (later.refusal("hus.example", NOON + 47 * HOUR) or "")
    assert later.refusal("hus.example", NOON + 48 * HOUR) is None


def test_a_locked_store_costs_no_crawl(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    hosts = stored_hosts(engine, 30, NOON)
    with session(engine, write=True):
        hosts.count("hus.example", NOON)
    assert "requests to hus.example are not counted yet" in capsys.readouterr().err
    hosts.count("hus.example", NOON)
    assert hosts.refusal("hus.example", NOON) is None
