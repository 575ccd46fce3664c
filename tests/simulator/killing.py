"""Refreshes that are killed (SIGKILL) at any moment, and all that the store holds, to be compared."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from kalends.refresh import refresh
from kalends.settings import Settings
from scrapers.source import Source
from store.session import open_store, session, upgrade
from tests.simulator.sites import moment
from tests.store import postgres

# A killed process starts anew from a server that has loaded all that a refresh and a reading need.
PRELOADED = ["tests.simulator.killing", "kalends.warmed"]

_STATE = {
    "announcements": (
        "SELECT source_id, url, key, title, start_text, status, missing_since, fields_digest, claims_digest,"
        " first_seen, last_seen, last_changed, event_id FROM announcement ORDER BY source_id, url, key, id"
    ),
    "claims": "SELECT announcement_id, position, field, raw, quote, method FROM claim ORDER BY 1, 2",
    "pages": "SELECT source_id, url, sha256, first_seen, fetched_at, missing_since FROM page ORDER BY 1, 2",
    "events": "SELECT id, digest, title, start_text, first_seen, missing_since FROM event ORDER BY 1",
    "revisions": "SELECT announcement_id, at, url, field, old, new FROM revision ORDER BY 1, 2, 4",
    "judgements": "SELECT left_id, right_id, verdict, score, withdrawn_at FROM judgement ORDER BY 1, 2, 3",
    "visits": "SELECT source_id, url, role, sha256, etag FROM visit ORDER BY 1, 2",
    "runs": "SELECT source_id, started, outcome FROM run ORDER BY 1, 2",
    "pending": "SELECT announcement_id FROM pending",
    "crawls": "SELECT run_id FROM crawl",
    "publications": "SELECT id, events, announcements, digest FROM publication ORDER BY 1",
}


def state_of(engine: Engine) -> dict[str, list[str]]:
    """All that the store holds of the world, without what only tells of how it was fetched."""
    with session(engine) as opened:
        return {name: [str(tuple(row)) for row in opened.execute(text(sql))] for name, sql in _STATE.items()}


def copied(folder: Path, into: Path, settings: Settings) -> Settings:
    """A world's store and archive, copied; its settings there. Nobody may be connected to the store."""
    shutil.copytree(folder, into)
    database = f"sqlite:///{into / 'kalends.db'}"
    if settings.database.startswith("postgresql"):
        address, _, name = settings.database.rpartition("/")
        database = postgres.create(address, into.name, template=name)
    return settings.model_copy(update={"database": database, "archive": into / "archive"})


def killed(sources: Sequence[Source], settings: Settings, day: int, statements: int) -> bool:
    """Refresh in a process killed before the SQL statement of that number; False where it ended first."""
    process = _process(_until_statement, sources, settings, day, statements)
    process.join()
    return process.exitcode == -signal.SIGKILL


def killed_after(sources: Sequence[Source], settings: Settings, day: int, seconds: float) -> bool:
    """Refresh in a process that is killed after so many seconds; False where it ended first."""
    process = _process(_whole, sources, settings, day)
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _process(target: Callable[..., None], *arguments: Any) -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(target=target, args=arguments)
    process.start()
    return process


def _whole(sources: Sequence[Source], settings: Settings, day: int) -> None:
    engine = open_store(settings.database)
    upgrade(engine)
    refresh(sources, settings, engine, clock=lambda: moment(day))


def _until_statement(sources: Sequence[Source], settings: Settings, day: int, statements: int) -> None:
    engine = open_store(settings.database)
    left = statements

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    refresh(sources, settings, engine, clock=lambda: moment(day))


def statements_of(sources: Sequence[Source], settings: Settings, day: int) -> int:
    """How many SQL statements an undisturbed refresh of the day takes; it is done by this."""
    engine = open_store(settings.database)
    upgrade(engine)
    counted = [0]
    event.listen(engine, "before_cursor_execute", lambda *_: counted.__setitem__(0, counted[0] + 1))
    refresh(sources, settings, engine, clock=lambda: moment(day))
    engine.dispose()
    return counted[0]


def differences(left: Mapping[str, Sequence[str]], right: Mapping[str, Sequence[str]]) -> list[str]:
    """Lines of two states that are in one of them only."""
    return [
        f"{name}: {mark} {line}"
        for name in left
        for mark, ours, theirs in (("lost", left[name], right[name]), ("added", right[name], left[name]))
        for line in ours
        if line not in set(theirs)
    ]
