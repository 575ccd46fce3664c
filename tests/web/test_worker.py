"""Serving with several processes: what they share, and what each does before it is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest
import uvicorn
from sqlalchemy import Engine
from starlette.testclient import TestClient

from kalends.commands.serving import serve
from kalends.problems import Problem
from kalends.settings import load_settings
from kalends.web import worker
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
    monkeypatch.setattr(uvicorn, "run", lambda *_, **named: asked.update(named))
    load_settings.cache_clear()
    yield asked
    load_settings.cache_clear()


def test_workers_know_each_others_sessions(served: dict[str, Any]) -> None:
    """Who logs in at one worker is logged in at the other, though no secret is set."""
    serve(port=8765)
    assert (served["workers"], served["factory"], served["port"]) == (2, True, 8765)
    assert len(os.environ["KALENDS_SECRET"]) > 30
    one, other = TestClient(worker.worker()), TestClient(worker.worker())
    one.post("/login", data={"token": TOKEN})
    other.cookies = one.cookies
    assert "mia" in other.get("/review").text


def test_workers_share_an_addresss_requests(served: dict[str, Any]) -> None:
    """Five a minute are three at each of two."""
    client = TestClient(worker.worker())
    said = [client.get("/api/v1/networks").status_code for _ in range(4)]
    assert said == [200, 200, 200, 429]


def test_a_worker_computes_in_few_threads(served: dict[str, Any]) -> None:
    """Its threads are bounded once it has begun."""
    with TestClient(worker.worker()) as client:
        assert client.portal is not None
        limiter = client.portal.call(anyio.to_thread.current_default_thread_limiter)
        assert limiter.total_tokens == 8


def test_a_store_that_is_not_set_up_is_one_line(
    served: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No worker is begun for it."""
    monkeypatch.setenv("KALENDS_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
    load_settings.cache_clear()
    with pytest.raises(Problem, match="kalends db upgrade"):
        serve()
