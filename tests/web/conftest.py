"""One corpus, one application and one browser for all tests of the pages."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from starlette.testclient import TestClient

from kalends.settings import Settings
from kalends.web.app import create_app
from store.session import open_store
from tests.web.corpus import archive, corpus

TOKEN = "mia-has-a-long-token"


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The store of the corpus; tests that write take a copy."""
    return corpus(tmp_path_factory.mktemp("web") / "kalends.db")


@pytest.fixture(scope="package")
def app(store: Engine, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application on the corpus."""
    return create_app(settings(archive=archive(tmp_path_factory.mktemp("archive"))), store)


@pytest.fixture
def copied(store: Engine, tmp_path: Path) -> Iterator[Engine]:
    """The corpus to write into."""
    with closing(sqlite3.connect(tmp_path / "kalends.db")) as copy, closing(store.raw_connection()) as kept:
        sqlite3.Connection.backup(kept.driver_connection, copy)  # type: ignore[arg-type]
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    yield opened
    opened.dispose()


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A visitor without cookies who asks for English."""
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


@pytest.fixture(scope="package")
def address(app: FastAPI) -> Iterator[str]:
    """Where the application is served for browsers."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    started = threading.Event()
    startup = server.startup

    async def started_up(*arguments: Any, **named: Any) -> None:
        await startup(*arguments, **named)
        started.set()

    server.startup = started_up  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(20)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none, tests are skipped, but not in CI.

    Until it is closed its event loop counts as running, and other modules' tests run one of their own.
    """
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


def settings(**more: Any) -> Settings:
    """Settings of a test, whatever the environment says."""
    plain = {"staff": (("mia", TOKEN),), "contact": "robot@kalends.example", "page_seconds": 0.0}
    return Settings(**(plain | more))
