"""Whole announcements and what they must be read as: every case of ``tests.cases``."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.words import known_languages
from tests.cases import Case, load_cases
from tests.telling import differences, told

CASES = load_cases()
FEWEST, FEWEST_OF_A_NEW_LANGUAGE = 10, 5
NEW_LANGUAGES = {"et"}


def wrong_fields(labels: dict[str, Any], got: dict[str, Any]) -> dict[str, str]:
    """Field → what is wrong with it."""
    return {field: line for field in labels for line in differences({field: labels[field]}, got)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_announcement_is_read_as_labelled(case: Case) -> None:
    reading = case.reading()
    found = [told(one) for one in reading.announcements]
    assert reading.error is None
    if case.language:
        assert reading.language == case.language
    days = [str(event["start"])[:10] for event in case.events]
    same_events = days == [(one["start"] or "")[:10] for one in found]
    if case.unread_events:
        assert not same_events, "its events are read now: take unread_events out"
        return
    assert same_events, [(one["start"], one["title"]) for one in found]
    for n, (labels, unread, got) in enumerate(zip(case.events, case.unread, found, strict=True), start=1):
        wrong = wrong_fields(labels, got)
        news = [line for field, line in wrong.items() if field not in unread]
        assert not news, f"event {n}: {news}"
        assert unread <= wrong.keys(), f"event {n}: no longer unread: {sorted(unread - wrong.keys())}"


@pytest.mark.parametrize("language", known_languages())
def test_announcements_of_every_language_are_labelled(language: str) -> None:
    fewest = FEWEST_OF_A_NEW_LANGUAGE if language in NEW_LANGUAGES else FEWEST
    assert sum(case.folder.parent.name == language for case in CASES) >= fewest
