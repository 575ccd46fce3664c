"""``python killed_runs.py URL POINT …``: a run of three pages, killed before each of these statements.

Every run is a process of its own that SIGKILL ends; after each the store's rows are compared with those of
before. A line each on stdout: "whole" or "torn", "ended" where the run was over before its point. The last
run is not disturbed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Engine, event, select
from sqlmodel import SQLModel
from store_makers import NOW, at, organised_by, told, write_all

from store.session import open_store, session

HOSTS = organised_by("Nätverket Gröna Hus", "Malmö stad")
LATER = NOW + timedelta(days=1)
BEFORE = (
    told("hus", "a", "Medborgarforum Pildamm", at("2026-04-01 18:00"), city="Malmö", parties=HOSTS),
    told("gym", "b", "Citizens' forum Pildamm", at("2026-04-01"), city="Malmö", language="en"),
)
RUN = (
    told("hus", "a", "Medborgarforum Pildamm", at("2026-04-01 19:00"), city="Malmö", parties=HOSTS),
    told("gym", "c", "Bokcirkel Strindberg", at("2026-04-02 18:00"), city="Lund", venue="Stadsbiblioteket"),
    told("torg", "d", "Book circle Strindberg", at("2026-04-02"), city="Lund", language="en"),
)


def rows(url: str) -> dict[str, list[str]]:
    """All rows of all tables. No connection is left, which a fork would share."""
    engine = open_store(url)
    try:
        with session(engine) as opened:
            return {
                table.name: sorted(map(str, opened.connection().execute(select(table))))
                for table in SQLModel.metadata.sorted_tables
            }
    finally:
        engine.dispose()


def run(engine: Engine) -> None:
    """Write, match and resolve in one transaction, as a source's run does."""
    with session(engine, write=True) as opened:
        write_all(opened, *RUN, when=LATER)


@contextmanager
def _killing(engine: Engine, point: int) -> Iterator[None]:
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1
        if done == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    yield


def main(url: str, points: list[int]) -> None:
    """Kill a run at each point, then let one end."""
    before = rows(url)
    for point in points:
        child = os.fork()
        if child == 0:
            engine = open_store(url)
            with _killing(engine, point):
                run(engine)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print("ended", flush=True)
            return
        print("whole" if rows(url) == before else "torn", flush=True)
    run(open_store(url))


if __name__ == "__main__":
    main(sys.argv[1], [int(text) for text in sys.argv[2:]])
