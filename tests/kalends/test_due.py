"""When a source is to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kalends.due import due_sources
from pipeline.model import Run
from scrapers.source import Source

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def source(id_: str, **more: object) -> Source:
    declared = {
        "id": id_,
        "publisher": {"name": "Huset"},
        "country": "SE",
        "languages": ["sv"],
        "timezone": "Europe/Stockholm",
        "kind": "html",
        "urls": ["https://hus.example/"],
        **more,
    }
    return Source.model_validate(declared)


def runs(*told: tuple[float, str]) -> list[Run]:
    """Runs that began so many hours ago."""
    return [
        Run(id=str(ago), source_id="hus", started=NOW - ago * HOUR, outcome=outcome) for ago, outcome in told
    ]


@pytest.mark.parametrize(
    ("history", "is_due"),
    [
        ([], True),
        ([(25, "ok")], True),
        ([(23.9, "ok")], True),  # the timer was early today
        ([(20, "ok")], False),
        ([(24, "failed")], True),
        ([(20, "ok"), (-24 * 3650, "ok")], True),  # the clock was ten years ahead
        ([(48, "failed"), (24, "failed")], False),
        ([(96, "failed"), (48, "failed")], True),
        ([(200, "failed"), (120, "empty"), (80, "failed")], False),
        ([(72, "failed"), (48, "failed"), (24, "ok")], True),
        ([(24 * 400 + n, "failed") for n in range(9, 1, -1)] + [(24 * 14, "failed")], True),
    ],
)
def test_when_a_daily_source_is_due(history: list[tuple[float, str]], is_due: bool) -> None:
    assert bool(due_sources([source("hus")], {"hus": runs(*history)}, NOW)) is is_due


@pytest.mark.parametrize(
    ("window", "is_due"),
    [("03:00-05:00", True), ("05:00-23:00", False), ("22:00-06:00", True), ("22:00-04:00", False)],
)
def test_a_window_counts_in_the_sources_own_zone(window: str, is_due: bool) -> None:
    assert bool(due_sources([source("hus", window=window)], {}, NOW)) is is_due


def test_the_longest_overdue_comes_first_but_for_those_never_asked() -> None:
    sources = [source("late"), source("new"), source("later")]
    histories = {"late": runs((30, "ok")), "later": runs((90, "ok"))}
    assert [one.id for one in due_sources(sources, histories, NOW)] == ["new", "later", "late"]
