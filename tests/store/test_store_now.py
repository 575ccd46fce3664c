"""Right now: what is going on, what comes, which registrations close, in the events' own days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from store_makers import DAY, NOW, at, told, write_all

from pipeline.model import Registration, Status
from store.query import Filters, find_events, now_view
from store.session import session

GOING_ON = [
    ("2026-03-02 06:30", None, "2026-03-02 12:00", True),  # no end: the rest of its day
    ("2026-03-02 06:30", "2026-03-02 08:00", "2026-03-02 07:59", True),
    ("2026-03-02 06:30", "2026-03-02 08:00", "2026-03-02 08:01", False),
    ("2026-03-02 06:30", None, "2026-03-02 06:29", False),
    ("2026-03-02 06:30", None, "2026-03-03 00:01", False),
    ("2026-03-02", None, "2026-03-02 23:59", True),
    ("2026-03-02", "2026-03-04", "2026-03-04 12:00", True),
    ("2026-03-02", "2026-03-04", "2026-03-05 00:01", False),
    ("2026-03", None, "2026-03-02 12:00", False),  # a month is no day
]


@pytest.mark.parametrize(("start", "end", "now", "expected"), GOING_ON)
def test_going_on(engine: Engine, start: str, end: str | None, now: str, expected: bool) -> None:
    moment = at(now).start
    assert isinstance(moment, datetime)
    with session(engine) as opened:
        write_all(opened, told("hus", "x", "Öppet hus", at(start, end)))
        assert bool(now_view(opened, moment).going_on.events) is expected


COMING = [
    ("2026-03-02 08:00", True),
    ("2026-03-16 06:00", True),
    ("2026-03-17", False),
    ("2026-03-01", False),
    ("2026-03", True),
    ("2026-04", False),
]


@pytest.mark.parametrize(("start", "expected"), COMING)
def test_coming_is_the_next_fortnight(engine: Engine, start: str, expected: bool) -> None:
    with session(engine) as opened:
        write_all(opened, told("hus", "x", "Möte", at(start)))
        assert bool(now_view(opened, NOW).coming) is expected


DEADLINES = [
    (NOW.date(), True),
    (NOW.date() + timedelta(days=14), True),
    (NOW.date() - DAY, False),
    (date(2026, 4, 1), False),
]


@pytest.mark.parametrize(("deadline", "expected"), DEADLINES)
def test_deadlines_that_close_soon(engine: Engine, deadline: date, expected: bool) -> None:
    item = told("hus", "x", "Läger", at("2026-07-01"), registration=Registration(deadline=deadline))
    with session(engine) as opened:
        write_all(opened, item)
        assert bool(now_view(opened, NOW).deadlines.events) is expected


def test_a_cancelled_event_is_told_of_but_not_going_on(engine: Engine) -> None:
    today = told("hus", "a", "Inställt i dag", at("2026-03-02"), status=Status.CANCELLED)
    soon = told("hus", "b", "Inställt snart", at("2026-03-09"), status=Status.CANCELLED)
    with session(engine) as opened:
        write_all(opened, today, soon)
        view = now_view(opened, NOW)
    assert view.going_on.events == ()
    assert [event.settled.title for event in view.coming] == ["Inställt snart"]


def test_a_postponed_event_is_coming_on_its_new_day_and_not_going_on_on_its_old_one(engine: Engine) -> None:
    today = told("hus", "a", "Uppskjutet", at("2026-03-02"), status=Status.POSTPONED)
    renewed = told("hus", "b", "Flyttat", at("2026-03-09"), status=Status.POSTPONED)
    timeless = told("hus", "c", "Uppskjutet tills vidare", status=Status.POSTPONED)
    with session(engine) as opened:
        write_all(opened, today, renewed, timeless)
        view = now_view(opened, NOW)
        assert view.going_on.events == ()
        assert [(event.settled.title, event.settled.status) for event in view.coming] == [
            ("Flyttat", Status.POSTPONED)
        ]
        assert len(find_events(opened, Filters(status=Status.POSTPONED))) == 3
