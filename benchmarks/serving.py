"""How soon the pages, feeds and the API answer, from a store as large as wanted.

``python -m benchmarks.serving COUNT [DATABASE-URL]`` fills the database (a new SQLite file by default; one
that holds events is taken as it is), then prints a line a question: median and 95th percentile of the time
that the process computed and of the wall clock, and the statements of one answer. No answer is one that was
kept. ``--rate SECONDS`` then serves the store as it is deployed and asks from outside, see ``sustained``. The
load of the machine stands above all: on a busy one the wall clock tells of the others.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import Engine, event, text
from sqlmodel import Session
from starlette.testclient import TestClient

from benchmarks.announcements import TOPICS, cities
from benchmarks.shelf import NETWORKS
from benchmarks.shelves import fill
from benchmarks.sustained import sustained
from kalends.settings import Settings
from kalends.web.app import create_app
from kalends.web.publishing import KEPT_DAYS
from kalends.web.worker import warm
from store.session import open_store, session, upgrade

ROUNDS = 40
ADDRESSES = 3000
Question = Callable[[random.Random], str]


def _city(chance: random.Random) -> str:
    names, people = cities(chance.choice(("SE", "PL", "DE", "GB")))
    return chance.choices(names, people)[0]


QUESTIONS: dict[str, tuple[Question, float]] = {
    "now": (lambda chance: "/", 0.05),
    "now of a city": (lambda chance: f"/?city={_city(chance)}", 0.05),
    "list": (lambda chance: f"/events?from={_day(chance)}", 0.05),
    "list of a network": (
        lambda chance: f"/events?from={_day(chance)}&network=net{chance.randrange(NETWORKS)}",
        0.05,
    ),
    "list, four filters": (
        lambda chance: (
            f"/events?from={_day(chance)}&language=sv&free=1&online=1&topic={chance.choice(TOPICS['en'])}"
        ),
        0.05,
    ),
    "list, 50 km": (lambda chance: f"/events?from={_day(chance)}&city={_city(chance)}&km=50", 0.05),
    "list of organisers": (lambda chance: f"/events?from={_day(chance)}&organiser={_city(chance)}", 0.05),
    "full text": (lambda chance: f"/events?q={chance.choice(TOPICS[chance.choice(list(TOPICS))])}", 0.1),
    "API": (lambda chance: f"/api/v1/events?from={_day(chance)}&country=SE", 0.05),
    "calendar, 1000 events": (lambda chance: f"/events.ics?city=Berlin&from={_day(chance)}", 0.6),
}


def _day(chance: random.Random) -> str:
    return (datetime.now(UTC).date() + timedelta(days=chance.randrange(-200, 60))).isoformat()


def report(engine: Engine) -> None:
    """Print the figures of every question, each of its own words every time."""
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with session(engine) as opened:
        ids = [str(row[0]) for row in opened.execute(text("SELECT id FROM event LIMIT 500"))]
        towns = _towns(opened)
    pages: dict[str, tuple[Question, float]] = {
        "event page": (lambda chance: f"/events/{chance.choice(ids)}", 0.03),
        "calendar, 500 events": (lambda chance: f"/events.ics?{chance.choice(towns)}", 0.3),
        **QUESTIONS,
    }
    app = create_app(Settings(api_rate=0, page_seconds=0), engine)
    warm(app)
    print("question\tcpu ms p50\tcpu ms p95\twall ms p50\twall ms p95\tstatements\twanted ms")
    with TestClient(app) as client:
        for name, (question, wanted) in pages.items():
            chance, cpu, wall = random.Random(name), [], []  # noqa: S311
            client.get(question(chance))
            for _ in range(ROUNDS):
                address = question(chance)
                statements.clear()
                begun, used = perf_counter(), process_time()
                answer = client.get(address)
                cpu.append((process_time() - used) * 1000)
                wall.append((perf_counter() - begun) * 1000)
                if answer.status_code != 200:
                    sys.exit(f"benchmarks: {address}: {answer.status_code}")
            figures = [median(cpu), _p95(cpu), median(wall), _p95(wall)]
            told = "\t".join(f"{figure:.1f}" for figure in figures)
            print(f"{name}\t{told}\t{len(statements)}\t{wanted * 1000:.0f}", flush=True)


def _towns(opened: Session) -> list[str]:
    """Query strings of cities with about five hundred events to come; of none, of Berlin."""
    since = (datetime.now(UTC).date() - KEPT_DAYS).isoformat()
    counted = text(
        "SELECT city_key, country FROM event WHERE start_on >= :since AND city_key IS NOT NULL "
        "GROUP BY city_key, country HAVING COUNT(*) BETWEEN 400 AND 600"
    )
    rows = opened.execute(counted, {"since": since})
    return [f"city={city}&country={country}" for city, country in rows] or ["city=Berlin"]


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def usual(chance: random.Random) -> str:
    """What visitors ask: mostly the same few cities, now and then something of their own."""
    name = chance.choices(list(QUESTIONS), [30, 20, 15, 10, 3, 3, 1, 5, 10, 4])[0]
    return QUESTIONS[name][0](chance)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100_000, help="events of a store that has none")
    parser.add_argument("url", nargs="?", help="the store's address; without it a store for this run")
    parser.add_argument("--rate", type=float, default=0.0, help="seconds of asking as fast as is answered")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        engine = open_store(asked.url or f"sqlite:///{Path(folder) / 'shelves.db'}")
        upgrade(engine)
        with session(engine) as opened:
            is_filled = opened.execute(text("SELECT id FROM event LIMIT 1")).first() is not None
        if not is_filled:
            begun = perf_counter()
            fill(engine, asked.count)
            print(f"{asked.count} events in {perf_counter() - begun:.0f} s")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {engine.dialect.name}")
        report(engine)
        if asked.rate:
            chance = random.Random(1)  # noqa: S311
            sustained(engine, [usual(chance) for _ in range(ADDRESSES)], asked.rate)


if __name__ == "__main__":
    main()
