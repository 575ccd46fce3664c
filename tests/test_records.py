"""Listing pages and the events they hold: ``tests/records/<case>/``, one for a kind of layout, by walking.

A case is ``page.html``, ``meta.yml`` (its url, the day it was fetched, the source's facts) and
``expected.yml``: its events in the page's order, with the fields that are compared.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.telling import differences, read_yaml, reading_of, told

CASES = sorted(path.parent for path in (Path(__file__).parent / "records").rglob("expected.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_listing_is_read_as_its_events(case: Path) -> None:
    meta = read_yaml(case / "meta.yml")
    expected = read_yaml(case / "expected.yml")
    facts = {**meta["facts"], "languages": tuple(meta["facts"]["languages"])}
    page = (case / "page.html").read_bytes()
    reading = reading_of(page, "text/html", meta["fetched"], meta["url"], **facts)
    found = sorted((told(one) for one in reading.announcements), key=lambda one: one["start"] or "")
    wanted = sorted(expected, key=lambda one: one["start"])
    assert [(one["start"]) for one in found] == [one["start"] for one in wanted]
    wrong = [line for want, got in zip(wanted, found, strict=True) for line in differences(want, got)]
    assert wrong == []
