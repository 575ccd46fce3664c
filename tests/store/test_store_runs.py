"""Runs: refused where they would lose too much, rolled back whole where they are killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select
from store_makers import DAY, NOW, at, facts, page, run_of, told, write_page

from pipeline.model import Reading, Run
from store import tables
from store.query import latest_runs
from store.runs import RunLimits, RunRefused, end_run, record_run, start_run
from store.session import session
from store.write import mark_missing, save_source, write_reading

TOMORROW = NOW + DAY
LIMITS = RunLimits()


def stock(engine: Engine, count: int) -> list[str]:
    """That many upcoming announcements; returns the URLs of their pages."""
    items = [told("hus", str(number), f"Möte {number}", at("2026-03-12")) for number in range(count)]
    with session(engine) as opened:
        for item in items:
            write_page(opened, item.url.rpartition("/")[2], item)
    return [item.url for item in items]


LOSSES = [(20, 6, True), (20, 5, False), (40, 8, False), (10, 0, False), (5, 5, False)]


@pytest.mark.parametrize(("stored", "lost", "refused"), LOSSES)
def test_a_run_that_would_lose_too_much_is_refused(
    engine: Engine, stored: int, lost: int, refused: bool
) -> None:
    urls = stock(engine, stored)
    with session(engine) as opened:
        run = run_of(opened, "hus", TOMORROW)
        missing = mark_missing(opened, "hus", urls[:lost], TOMORROW)
        counts = {"missing": missing}
        if refused:
            with pytest.raises(
                RunRefused, match=f"of {stored} upcoming announcements {lost} would be missing"
            ):
                end_run(opened, run, TOMORROW, counts=counts, limits=LIMITS)
        else:
            assert end_run(opened, run, TOMORROW, counts=counts, limits=LIMITS).outcome == "ok"


@pytest.mark.parametrize(("day", "gone", "of"), [("2026-03-12", 20, 20), (None, 20, 20), (None, 0, 40)])
def test_what_is_missing_already_cannot_be_lost_and_what_has_no_day_can(
    engine: Engine, day: str | None, gone: int, of: int
) -> None:
    items = [told("hus", str(number), f"Möte {number}", at(day) if day else None) for number in range(40)]
    urls = [item.url for item in items]
    with session(engine) as opened:
        for item in items:
            write_page(opened, item.url.rpartition("/")[2], item)
        mark_missing(opened, "hus", urls[:gone], NOW)
        run = run_of(opened, "hus", TOMORROW)
        missing = mark_missing(opened, "hus", urls[gone : gone + 6], TOMORROW)
        if LIMITS.share * of >= 6:
            end_run(opened, run, TOMORROW, counts={"missing": missing}, limits=LIMITS)
        else:
            with pytest.raises(RunRefused, match=f"of {of} upcoming announcements 6 would be missing"):
                end_run(opened, run, TOMORROW, counts={"missing": missing}, limits=LIMITS)


def test_a_refused_run_leaves_yesterdays_data_and_is_recorded(engine: Engine) -> None:
    urls = stock(engine, 10)
    run = Run(id="big", source_id="hus", started=TOMORROW)
    with pytest.raises(RunRefused) as raised, session(engine) as opened:
        start_run(opened, "hus", run.id, run.started)
        missing = mark_missing(opened, "hus", urls, TOMORROW)
        end_run(opened, run, TOMORROW, counts={"missing": missing}, limits=LIMITS)
    refused = Run(
        id=run.id,
        source_id="hus",
        started=TOMORROW,
        ended=TOMORROW,
        outcome="refused",
        issues=(str(raised.value),),
    )
    with session(engine) as opened:
        record_run(opened, refused)
    with session(engine) as opened:
        gone = select(func.count()).where(tables.Announcement.missing_since != None)  # noqa: E711
        assert opened.exec(gone).one() == 0
        assert latest_runs(opened)["hus"] == refused


def test_the_latest_run_of_each_source(engine: Engine) -> None:
    with session(engine) as opened:
        for source in ("hus", "torg"):
            save_source(opened, facts(source))
        first = start_run(opened, "hus", "1", NOW)
        end_run(opened, first, NOW, counts={"new": 3})
        second = end_run(
            opened, start_run(opened, "hus", "2", TOMORROW), TOMORROW, issues=["lista: timed out"]
        )
        assert latest_runs(opened) == {"hus": second}


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
from store_makers import at, told, write_page
from store.session import open_store, session
with session(open_store(sys.argv[1]), write=True) as opened:
    write_page(opened, "a", told("hus", "a", "Ändrat", at("2026-03-13")))
    write_page(opened, "b", told("hus", "b", "Nytt", at("2026-03-14")))
    os._exit(9)
"""


def test_a_killed_run_leaves_what_was_there(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "A", at("2026-03-12")))
    command = [sys.executable, "-c", KILLED, str(engine.url), str(Path(__file__).parent)]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == 9  # noqa: S603
    with session(engine, write=True) as opened:
        assert [row.title for row in opened.exec(select(tables.Announcement))] == ["A"]
        assert len(opened.exec(select(tables.Run)).all()) == 1
        write_page(opened, "b", told("hus", "b", "B", at("2026-03-14")))


def test_a_thousand_announcements_are_written_and_written_again_in_moments(engine: Engine) -> None:
    """Counted in statements, not seconds, which are the machine's."""
    from sqlalchemy import event

    statements: list[str] = []
    items = [told("hus", str(number), f"Möte {number}", at("2026-03-12")) for number in range(1000)]
    with session(engine) as opened:
        run = run_of(opened, "hus")
        event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        listing = page("hus", "lista")
        write_reading(opened, run, listing, Reading(url=listing.url, announcements=tuple(items)))
        first = len(statements)
        later = page("hus", "lista", TOMORROW)
        counts = write_reading(opened, run, later, Reading(url=later.url, announcements=tuple(items)))
    assert counts.unchanged == 1000
    assert first < 5 * 1000
    assert len(statements) - first < 100
