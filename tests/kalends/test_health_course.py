"""How a source's state goes on: since when, what recovers, what becomes usual, what is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kalends.health.looks import State
from kalends.health.states import NEW_NORMAL, RULES, health_of
from pipeline.model import Run
from tests.kalends.test_health import (
    DAY,
    GOOD,
    MONDAY,
    NOTHING_LISTED,
    SHIFTED,
    SHIFTED_BACK,
    UNWELL,
    WEEK,
    answering,
    history,
    signs,
    vitals,
)


@pytest.mark.parametrize("name", UNWELL)
def test_what_recovers_is_ok_again(name: str) -> None:
    runs = UNWELL[name][0]
    later = [
        replace(runs[0], id=f"later{n}", started=runs[-1].started + n * DAY, vitals=GOOD, outcome="ok")
        for n in range(1, 6)
    ]
    if any("minutes" in why for why in health_of("s", runs).why):
        shift = max(run.vitals.shifted_by for run in runs if run.vitals)
        later[0] = replace(later[0], vitals=vitals(shifted=8, shifted_by=-shift))
    found = health_of("s", [*runs, *(replace(run, ended=run.started, issues=()) for run in later)])
    assert (found.state, found.why) == (State.OK, ())


def test_what_is_shifted_back_is_ok_at_once() -> None:
    assert health_of("s", history(*WEEK, SHIFTED, GOOD, SHIFTED_BACK)).state is State.OK


def test_since_is_when_the_state_began() -> None:
    found = health_of("s", history(*WEEK, NOTHING_LISTED, NOTHING_LISTED, NOTHING_LISTED))
    assert found.since == MONDAY + 5 * DAY
    assert health_of("s", history(*WEEK)).since == MONDAY


def test_a_source_that_never_ran() -> None:
    found = health_of("s", [])
    assert (found.state, found.since, found.last_run) == (State.NEVER, None, None)


def test_what_was_found_when_a_run_ended_stands_however_much_is_forgotten() -> None:
    """A long silence: only the last runs are read, each with its course, and the new one is judged by it."""
    gone = vitals(listed=0, known=0, relisted=0, seen=0, told=0, upcoming=0)
    runs = history(*WEEK, NOTHING_LISTED, *[gone] * 30)
    whole = health_of("s", runs)
    told: list[Run] = []
    for run in runs:
        assert run.vitals is not None
        known = [*[one for one in told if one.outcome == "ok"][:2], *told[-3:]]
        course = health_of("s", [*known, run]).course
        told.append(replace(run, vitals=replace(run.vitals, course=course)))
    found = health_of("s", told[-1:])
    assert (found.state, found.since, found.why) == (whole.state, whole.since, whole.why)
    assert (found.state, found.since) == (State.SILENT, MONDAY + 5 * DAY)


def test_a_run_that_asked_only_for_news_neither_alarms_nor_clears() -> None:
    news = vitals(listed=0, relisted=0, seen=0, told=0, news_only=True)
    assert health_of("s", history(*WEEK, news)).state is State.OK
    assert health_of("s", history(*WEEK, NOTHING_LISTED, news)).state is State.SILENT
    failed = replace(answering("500"), news_only=True)
    assert health_of("s", history(*WEEK, ("failed", failed))).state is State.FAILING
    assert health_of("s", history(*WEEK, ("failed", failed), news)).state is State.OK


def test_a_drift_becomes_what_is_usual_after_two_weeks() -> None:
    other = vitals(languages={"en": 8})
    days = NEW_NORMAL.days
    assert health_of("s", history(*WEEK, *[other] * days)).state is State.DRIFTING
    assert health_of("s", history(*WEEK, *[other] * (days + 3))).state is State.OK


def test_the_worst_of_several_findings_comes_first() -> None:
    both = vitals(signs(statuses={"200": 3, "500": 6}, details=2), languages={"en": 8})
    found = health_of("s", history(*WEEK, both))
    assert found.state is State.FAILING
    assert ["500" in found.why[0], "language" in found.why[1]] == [True, True]


def test_every_rule_is_explained_to_operators() -> None:
    told = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    names = [rule.__name__ for rule in RULES]
    assert [name for name in names if f"| `{name}` |" not in told] == []
