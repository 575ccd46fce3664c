"""From histories to states: every fault is named on its day, and what is healthy never alarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kalends.health.looks import State
from kalends.health.states import health_of
from pipeline.model import Run, Signs, Vitals

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FILLED = {"start": 8, "time": 8, "end": 2, "place": 8, "organiser": 8, "language": 8, "summary": 8}


def signs(**more: Any) -> Signs:
    """A site that answers: one listing and eight details."""
    usual = Signs(statuses={"200": 9}, listings=1, details=8, whole=8, page_bytes=9_000)
    return replace(usual, **more)


def vitals(answer: Signs | None = None, **more: Any) -> Vitals:
    """Eight announcements, all coming, at different times of different days."""
    usual = Vitals(
        signs=answer or signs(),
        **dict.fromkeys(("listed", "known", "relisted", "seen", "told", "upcoming", "dated", "timed"), 8),
        one_day=2,
        filled=FILLED,
        languages={"sv": 8},
        zones={"Europe/Stockholm": 8},
    )
    return replace(usual, **more)


def history(*days: Vitals | tuple[str, Vitals], issues: tuple[str, ...] = ()) -> list[Run]:
    """A run a day from Monday on; a pair names its outcome. The issues are the last run's."""
    runs = []
    for number, day in enumerate(days):
        outcome, stored = day if isinstance(day, tuple) else ("ok", day)
        at = MONDAY + number * DAY
        runs.append(Run(id=str(number), source_id="s", started=at, ended=at, outcome=outcome, vitals=stored))
    return [*runs[:-1], replace(runs[-1], issues=issues)]


GOOD = vitals()
FIRST = vitals(known=0, relisted=0, seen=0)
WEEK = (FIRST, *[GOOD] * 4)
NOTHING_LISTED = vitals(listed=0, relisted=0)
UNANSWERED: Mapping[str, int] = {"listings": 0, "details": 0, "whole": 0}


SHIFTED, SHIFTED_BACK = (vitals(shifted=8, shifted_by=by) for by in (120, -120))


def failing(**causes: int) -> Vitals:
    return Vitals(signs=signs(**UNANSWERED, page_bytes=None, statuses={}, failures=causes))


def answering(code: str) -> Vitals:
    return Vitals(signs=signs(**UNANSWERED, page_bytes=None, statuses={code: 3}))


def faulty(fault: str, count: int = 8) -> Vitals:
    """All but the listing are this fault."""
    return vitals(signs(faults={fault: count}, whole=8 - count, details=8 - count, page_bytes=None), seen=0)


UNWELL: dict[str, tuple[list[Run], State, str]] = {
    # What fails.
    "timeouts": (history(*WEEK, ("failed", failing(timeout=3))), State.FAILING, "did not answer in time"),
    "certificate": (history(*WEEK, ("failed", failing(certificate=1))), State.FAILING, "certificate"),
    "a name that is gone": (history(*WEEK, ("failed", failing(name=1))), State.FAILING, "host name"),
    "leads to a private address": (
        history(*WEEK, ("failed", failing(address=1))),
        State.FAILING,
        "not public",
    ),
    "leads to another site": (history(*WEEK, ("failed", failing(offsite=1))), State.FAILING, "another site"),
    "endless or bomb": (history(*WEEK, ("failed", failing(size=1))), State.FAILING, "KALENDS_MAX_BYTES"),
    "500": (history(*WEEK, ("failed", answering("500"))), State.FAILING, "answer 500"),
    "the listing is gone": (history(*WEEK, ("failed", answering("404"))), State.FAILING, "answer 404"),
    "500 of most details": (
        history(*WEEK, vitals(signs(statuses={"200": 3, "500": 6}, details=2))),
        State.FAILING,
        "6 of 9 addresses answer 500",
    ),
    "500 of the listing alone, though details answer": (
        history(*WEEK, vitals(signs(statuses={"200": 8, "500": 1}, listings=0), listed=0, relisted=0)),
        State.FAILING,
        "no listing could be read: 1 of 9 addresses answer 500",
    ),
    "an old run without vitals": (
        [replace(history(GOOD)[0], vitals=None, outcome="failed", issues=("it broke",))],
        State.FAILING,
        "it broke",
    ),
    "one page redirects to a private address": (
        history(
            *WEEK,
            ("partial", vitals(signs(failures={"address": 1}, details=7))),
            issues=(
                "http://s.se/a answers 500",
                "http://s.se/b redirects to http://10.0.0.7/, no public address",
            ),
        ),
        State.DRIFTING,
        "1 of 10 addresses lead to an address that is not public http://s.se/b redirects to http://10.0.0.7/",
    ),
    "one page is a bomb, from the first day": (
        history(
            ("partial", vitals(signs(failures={"size": 1}, details=7), known=0, relisted=0, seen=0)),
            issues=("http://s.se/a cannot be fetched: it is larger than KALENDS_MAX_BYTES allows",),
        ),
        State.DRIFTING,
        "allows http://s.se/a cannot be fetched",
    ),
    # What refuses us.
    "403": (history(*WEEK, ("failed", answering("403"))), State.REFUSED, "answer 403"),
    "429": (history(*WEEK, ("failed", answering("429"))), State.REFUSED, "answer 429"),
    "robots.txt newly forbids": (history(*WEEK, ("failed", failing(robots=1))), State.REFUSED, "robots.txt"),
    "robots.txt forbids details only": (
        history(*WEEK, vitals(signs(statuses={"200": 1}, details=0, whole=0, failures={"robots": 8}))),
        State.REFUSED,
        "8 of 9 addresses are forbidden by robots.txt",
    ),
    "newly reserved": (history(*WEEK, ("failed", failing(reserved=1))), State.REFUSED, "reserved"),
    "a login page for everything": (
        history(
            *WEEK, ("failed", Vitals(signs=signs(**UNANSWERED, statuses={"200": 1}, faults={"login": 1})))
        ),
        State.REFUSED,
        "login page",
    ),
    "login pages for details": (history(*WEEK, faulty("login")), State.REFUSED, "login page"),
    "assertions that do not hold": (
        history(*WEEK, ("refused", GOOD), issues=("assertions.min: 2 announcements, at least 5 expected",)),
        State.REFUSED,
        "assertions.min",
    ),
    "a run that would lose too much": (
        history(*WEEK, ("refused", GOOD), issues=("s: of 8 … nothing was changed; look at the site",)),
        State.REFUSED,
        "nothing was changed",
    ),
    # Silence.
    "the listing comes empty": (history(*WEEK, ("empty", NOTHING_LISTED)), State.SILENT, "8 announcements"),
    "a feed comes empty": (
        history(*WEEK, ("empty", vitals(listed=0, relisted=0, seen=0, told=0, upcoming=0))),
        State.SILENT,
        "tells of nothing",
    ),
    "one announcement alone, and its page still answers": (
        history(FIRST, vitals(known=1, relisted=1, seen=1), vitals(known=1, listed=0, relisted=0, seen=1)),
        State.SILENT,
        "1 announcement was",
    ),
    "silent until what was known has passed": (
        history(*WEEK, NOTHING_LISTED, vitals(listed=0, known=0, relisted=0, seen=0, told=0)),
        State.SILENT,
        "still tells of nothing",
    ),
    "selectors that never matched, though the listing's own page tells of something": (
        history(*[vitals(signs(details=0), selectors=True, linked=0)] * 3),
        State.SILENT,
        "selectors.links",
    ),
    "selectors that never matched": (
        history(Vitals(signs=signs(details=0), selectors=True)),
        State.SILENT,
        "selectors.links",
    ),
    "nothing was ever read": (
        history(*[Vitals(signs=signs(details=0, whole=0))] * 31),
        State.SILENT,
        "ever read",
    ),
    # Drift.
    "half a listing": (history(*WEEK, vitals(listed=3, relisted=3)), State.DRIFTING, "3 of 8"),
    "starts that stopped filling": (
        history(*WEEK, vitals(filled=FILLED | {"start": 0}, lost={"start": 8})),
        State.DRIFTING,
        "start is filled in 0%",
    ),
    "clock times that became mere days, as a calendar's midnights are read": (
        history(*WEEK, vitals(timed=0, filled=FILLED | {"time": 0}, lost={"time": 8})),
        State.DRIFTING,
        "time is filled in 0%",
    ),
    "organisers lost on two pages of three": (
        history(
            *[vitals(told=3, known=3, filled={"organiser": 3})] * 2,
            vitals(told=3, known=3, filled={"organiser": 1}, lost={"organiser": 2}),
        ),
        State.DRIFTING,
        "organiser is filled in 33%",
    ),
    "a field that stays lost": (
        history(
            *WEEK,
            vitals(told=6, filled={"start": 0}, lost={"start": 6}),
            vitals(told=6, filled={"start": 0}),
        ),
        State.DRIFTING,
        "start",
    ),
    "all at midnight": (history(*WEEK, vitals(midnight=8)), State.DRIFTING, "8 of 8 clock times"),
    "all at midnight from the first day": (history(vitals(midnight=8)), State.DRIFTING, "midnight"),
    "all on one day": (history(*WEEK, vitals(one_day=8)), State.DRIFTING, "on one day"),
    "all two hours later": (
        history(*WEEK, SHIFTED),
        State.DRIFTING,
        "8 of 8 announcements begin 120 minutes later",
    ),
    "all two hours later, told on the next day too": (
        history(*WEEK, SHIFTED, GOOD),
        State.DRIFTING,
        "120 minutes later than before, since 2026-03-07",
    ),
    "another language": (
        history(*WEEK, vitals(languages={"en": 8})),
        State.DRIFTING,
        "the language is en now",
    ),
    "another zone": (history(*WEEK, vitals(zones={"UTC": 8})), State.DRIFTING, "the zone is UTC now"),
    "pages of half their size": (
        history(*WEEK, vitals(signs(page_bytes=3_000))),
        State.DRIFTING,
        "3000 bytes",
    ),
    "soft 404s": (
        history(*WEEK, faulty("not found", 4)),
        State.DRIFTING,
        '4 of 9 fetched pages say "not found"',
    ),
    "pages cut in the middle": (history(*WEEK, faulty("cut")), State.DRIFTING, "end in the middle"),
    "one page for all": (history(*WEEK, vitals(signs(alike=8))), State.DRIFTING, "one and the same page"),
    "details lead home": (
        history(*WEEK, vitals(signs(details=1, whole=1, led_home=7))),
        State.DRIFTING,
        "redirect to the home page",
    ),
}

PASSED = vitals(listed=0, known=0, relisted=0, seen=0, told=0, upcoming=0)
HEALTHY: dict[str, list[Run]] = {
    "the same every day": history(*WEEK),
    "the first run": history(FIRST),
    "a first run that finds nothing": history(("empty", Vitals(signs=signs(details=0, whole=0)))),
    "nothing for four weeks, of a source that never had more": history(
        *[("empty", Vitals(signs=signs(details=0, whole=0)))] * 28
    ),
    "a summer pause: all have passed": history(*WEEK, *[("empty", PASSED)] * 40),
    "a summer pause of a source with selectors": history(
        *[vitals(selectors=True, linked=8)] * 2, *[("empty", replace(PASSED, selectors=True))] * 40
    ),
    "a small source: one, none, one": history(
        FIRST, vitals(known=1, relisted=1, seen=1), ("empty", PASSED), vitals(known=1, relisted=1, seen=1)
    ),
    "the only announcement is withdrawn": history(
        *WEEK, vitals(listed=0, known=1, relisted=0, seen=0, withdrawn=1, told=0)
    ),
    "the only entry of a calendar file is taken out": history(
        *WEEK, ("empty", vitals(listed=0, known=1, relisted=0, seen=0, told=0))
    ),
    "half of them have passed": history(
        *WEEK, vitals(listed=4, known=4, relisted=4, seen=4, told=4, dated=4)
    ),
    "a window of the next few: never are all listed again": history(
        FIRST, *[vitals(known=known, relisted=9, listed=10) for known in (10, 14, 18, 20, 24)]
    ),
    "a feed of the latest ten, of which ten are new every day": history(
        vitals(listed=10, known=0, relisted=0),
        *[vitals(listed=10, known=known, relisted=1) for known in (10, 20, 30)],
    ),
    "one page of nine answers 500": history(*WEEK, vitals(signs(statuses={"200": 8, "500": 1}))),
    "a page with a slow answer": history(*WEEK, vitals(signs(failures={"timeout": 1}))),
    "robots.txt always forbade some": history(
        *[vitals(signs(statuses={"200": 4}, failures={"robots": 5}))] * 4,
    ),
    "nothing changed: only 304": history(*WEEK, vitals(signs(statuses={"304": 9}, whole=0, page_bytes=None))),
    "one short page among what changed": history(
        *WEEK, vitals(signs(statuses={"304": 8, "200": 1}, whole=1, page_bytes=900))
    ),
    "a conference: all on one day, always": history(*[vitals(one_day=8)] * 3),
    "all days, no clock times": history(*[vitals(timed=0)] * 3),
    "two new ones without an organiser": history(
        *[vitals(told=2, filled={"organiser": 2})] * 3, vitals(told=2, filled={"organiser": 0})
    ),
    "a host that wants to be left alone says nothing new": history(*WEEK, ("failed", failing(held=1))),
    "one event moved by an hour": history(*WEEK, vitals(shifted=1)),
    "a run that is still going on": [*history(*WEEK), Run(id="x", source_id="s", started=MONDAY + 6 * DAY)],
}


@pytest.mark.parametrize("name", UNWELL)
def test_a_fault_is_named_on_its_day(name: str) -> None:
    runs, state, why = UNWELL[name]
    found = health_of("s", runs)
    assert (found.state, why in " ".join(found.why)) == (state, True), found


@pytest.mark.parametrize("name", HEALTHY)
def test_what_is_healthy_never_alarms(name: str) -> None:
    runs = HEALTHY[name]
    states = [health_of("s", runs[: count + 1]).state for count in range(len(runs))]
    assert states == [State.OK] * len(runs)


def test_a_file_that_is_too_large_for_two_weeks_is_usual() -> None:
    runs = history(*WEEK, *[vitals(signs(failures={"size": 1}))] * 20)
    states = [health_of("s", runs[: count + 1]).state for count in range(len(runs))]
    assert (states[len(WEEK)], states[-1]) == (State.DRIFTING, State.OK)
