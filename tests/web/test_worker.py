"""Serving with several processes: what they share, and what each does before it is asked."""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import Engine
from starlette.testclient import TestClient

from kalends.commands.serving import serve
from kalends.problems import Problem
from kalends.settings import load_settings
from kalends.web import sockets, worker
from kalends.web.measured import SHARED, measured
from tests.web.conftest import TOKEN


@pytest.fixture
def served(store: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """In the environment of the corpus's server, whose two workers do not warm up: how it was to be run."""
    monkeypatch.setenv("KALENDS_DATABASE", str(store.url))
    monkeypatch.setenv("KALENDS_WEB_WORKERS", "2")
    monkeypatch.setenv("KALENDS_API_RATE", "5")
    monkeypatch.setenv("KALENDS_STAFF", f"mia:{TOKEN}")
    monkeypatch.setenv("KALENDS_SECRET", "")
    monkeypatch.setattr(worker, "warm", lambda app: None)
    asked: dict[str, Any] = {}
    monkeypatch.setattr(
        sockets, "run_together", lambda config: asked.update(config=config, counting=os.environ.get(SHARED))
    )
    load_settings.cache_clear()
    yield asked
    load_settings.cache_clear()


def test_workers_know_each_others_sessions(served: dict[str, Any]) -> None:
    """Who logs in at one worker is logged in at the other, though no secret is set."""
    serve(port=8765)
    assert (served["config"].workers, served["config"].factory, served["config"].port) == (2, True, 8765)
    assert len(os.environ["KALENDS_SECRET"]) > 30
    one, other = TestClient(worker.worker()), TestClient(worker.worker())
    one.post("/login", data={"token": TOKEN})
    other.cookies = one.cookies
    assert "mia" in other.get("/review").text


_COUNTING = """
from prometheus_client import CollectorRegistry, Gauge
from kalends.web.measured import Measured
registry = CollectorRegistry()
Measured(None, registry).seconds.labels("/events", "200").observe(0.02)
Gauge("kalends_sources", "Sources by state.", registry=registry).set(3)
"""


def test_workers_count_their_answers_together(
    served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever worker is asked for its figures tells of all; gauges are not added up."""
    serve(port=8765)
    assert served["counting"]
    assert SHARED not in os.environ
    for _ in range(2):
        command, around = [sys.executable, "-c", _COUNTING], os.environ | {SHARED: str(tmp_path)}
        subprocess.run(command, env=around, check=True)  # noqa: S603 (our own words)
    monkeypatch.setenv(SHARED, str(tmp_path))
    said = measured(CollectorRegistry()).decode()
    assert 'kalends_http_seconds_count{route="/events",status="200"} 2.0' in said
    assert "kalends_sources" not in said


def test_workers_share_an_addresss_requests(served: dict[str, Any]) -> None:
    """Five a minute are three at each of two."""
    client = TestClient(worker.worker())
    said = [client.get("/api/v1/networks").status_code for _ in range(4)]
    assert said == [200, 200, 200, 429]


def test_a_store_that_is_not_set_up_is_one_line(
    served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No worker is begun for it."""
    monkeypatch.setenv("KALENDS_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
    load_settings.cache_clear()
    with pytest.raises(Problem, match="kalends db upgrade"):
        serve()


def test_visitors_are_dealt_out_between_processes() -> None:
    """A hundred that come together do not all fall to one; a port that is taken is one line."""
    family, address = sockets.free_address("127.0.0.1", 0)
    with sockets.bound(family, address) as kept, contextlib.ExitStack() as all_open:
        own = [all_open.enter_context(pickle.loads(pickle.dumps(kept))) for _ in range(2)]  # noqa: S301 (ours)
        for one in own:
            one.listen(100)
            one.setblocking(False)
        for _ in range(100):
            all_open.enter_context(socket.create_connection(address))
        got = [sum(1 for _ in iter(lambda one=one: _accepted(one), False)) for one in own]
        with pytest.raises(Problem, match="cannot listen at"):
            sockets.free_address(*address)
    assert sum(got) == 100
    assert min(got) > 20


def _accepted(listening: socket.socket) -> bool:
    try:
        listening.accept()[0].close()
    except BlockingIOError:
        return False
    return True
