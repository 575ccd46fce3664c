"""Whole announcements and what they must be read as: ``tests/announcements/<lang>/<case>/``, by walking.

A case is a page (``page.html``, ``page.txt`` or ``page.md``), ``meta.yml`` (its url, the day it was fetched,
the source's facts) and ``expected.yml``: the page's language and its events in the order they are told, the
primary first. An event names the fields that are compared (``tests.telling.told``), and no others count.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.telling import differences, reading_of, told

FOLDER = Path(__file__).parent / "announcements"
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}
CASES = sorted(path.parent for path in FOLDER.rglob("expected.yml"))


def wrong(case: Path) -> list[str]:
    """What a reading of the case gets wrong, a line each."""
    meta = yaml.safe_load((case / "meta.yml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((case / "expected.yml").read_text(encoding="utf-8"))
    page = next(case.glob("page.*"))
    facts = {**meta["facts"], "languages": tuple(meta["facts"]["languages"])}
    reading = reading_of(page.read_bytes(), MEDIA_TYPES[page.suffix], meta["fetched"], meta["url"], **facts)
    found = [told(one) for one in reading.announcements]
    lines = [f"error: {reading.error}"] if reading.error else []
    if "language" in expected:
        lines += differences({"language": expected["language"]}, {"language": reading.language})
    if len(found) != len(expected["events"]):
        starts = [(one["start"], one["title"]) for one in found]
        lines.append(f"expected {len(expected['events'])} events, got {starts}")
    for n, (want, got) in enumerate(zip(expected["events"], found, strict=False), start=1):
        lines += [f"event {n}, {line}" for line in differences(want, got)]
    return lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_an_announcement_is_read_as_expected(case: Path) -> None:
    assert wrong(case) == []


@pytest.mark.parametrize(("language", "fewest"), [("sv", 8), ("pl", 8), ("en", 6), ("de", 4)])
def test_announcements_of_a_language_are_found(language: str, fewest: int) -> None:
    assert sum(case.parent.name == language for case in CASES) >= fewest, language
