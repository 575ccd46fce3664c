"""What a source's YAML asserts of a healthy run, held against what a run read."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Announcement
from scrapers.source import Assertions


def violations(assertions: Assertions, announcements: Sequence[Announcement]) -> list[str]:
    """One line for each assertion that these announcements break; none where all hold.

    The fields of ``fill`` are named as ``kalends extract`` prints them; null, empty and false are not filled.
    """
    # Few sources assert, and outputs take a while to load.
    from kalends.outputs.extraction import extraction_event

    count = len(announcements)
    found = []
    if assertions.min is not None and count < assertions.min:
        found.append(f"assertions.min: {count} announcements, at least {assertions.min} expected")
    if assertions.max is not None and count > assertions.max:
        found.append(f"assertions.max: {count} announcements, at most {assertions.max} expected")
    records = [extraction_event(announcement) for announcement in announcements]
    for name, wanted in assertions.fill.items():
        if records and name not in records[0]:
            found.append(f"assertions.fill.{name}: there is no such field")
            continue
        share = sum(1 for record in records if record[name]) / count if count else 1.0
        if share < wanted:
            found.append(f"assertions.fill.{name}: filled in {share:.0%}, at least {wanted:.0%} expected")
    return found
