"""Structured announcements and what they must be read as: ``tests/structured/cases/<case>/``, by walking.

A case is a page (``page.html``, ``page.ics``, ``page.json`` or ``page.xml``), ``meta.yml`` (url, fetch, the
source's facts) and ``expected.yml``: its events in order with the fields to compare, ``issues`` (whole lines
that must be among the reading's) and ``error`` (the whole line).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Announcement
from tests.telling import differences, read_yaml, reading_of, stated, told

FOLDER = Path(__file__).parent / "cases"
MEDIA_TYPES = {
    ".html": "text/html",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".xml": "application/rss+xml",
}
CASES = sorted(path.parent for path in FOLDER.rglob("expected.yml"))


def all_told(one: Announcement) -> dict[str, Any]:
    """What structured data tell beyond prose: keys, addresses, rules, parts with their names."""
    parts = [[part.title, stated(part.when.start) if part.when else None] for part in one.sub_events]
    more = {"key": one.key, "url": one.url, "rrule": one.when.rrule if one.when else None, "parts": parts}
    return {**told(one), **more, "topics": list(one.topics), "summary": one.summary, "grants": grants(one)}


def grants(one: Announcement) -> list[list[str | None]]:
    """Giver, programme and number of each funding."""
    return [[giving.funder, giving.programme, giving.grant_id] for giving in one.funding]


def wrong(case: Path) -> list[str]:
    """What a reading of the case gets wrong, a line each."""
    meta = read_yaml(case / "meta.yml")
    expected = read_yaml(case / "expected.yml")
    page = next(case.glob("page.*"))
    facts = {**meta["facts"], "languages": tuple(meta["facts"].get("languages", ()))}
    reading = reading_of(page.read_bytes(), MEDIA_TYPES[page.suffix], meta["fetched"], meta["url"], **facts)
    lines = [
        f"issue not told: {line} in {reading.issues}"
        for line in expected.get("issues", ())
        if line not in reading.issues
    ]
    if "error" in expected and expected["error"] != reading.error:
        lines.append(f"error: {reading.error}")
    if "language" in expected:
        lines += differences({"language": expected["language"]}, {"language": reading.language})
    found = [all_told(one) for one in reading.announcements]
    if len(found) != len(expected["events"]):
        lines.append(
            f"expected {len(expected['events'])} events, got {[(e['start'], e['title']) for e in found]}"
        )
    for n, (want, got) in enumerate(zip(expected["events"], found, strict=False), start=1):
        lines += [f"event {n}, {line}" for line in differences(want, got)]
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_structured_data_are_read_as_expected(case: Path) -> None:
    assert wrong(case) == []


def test_cases_are_found() -> None:
    assert len(CASES) >= 12, f"too few cases below {FOLDER}"
