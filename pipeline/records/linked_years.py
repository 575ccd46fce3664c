"""Years that the addresses of days' own links tell: "October 21" leads to "…/2026-10-21-minutes.pdf"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.extract.days import Day
from pipeline.text import Link

_TEN, _CENTURY = 10, 2000


def linked_year(links: Sequence[Link], starts: Sequence[int], offset: int, day: Day) -> int | None:
    """Return the year that stands with ``day`` in the address of the link around ``offset``.

    ``links`` are the page's in order, ``starts`` where they begin. Only a file's own name counts: its folders
    tell when it was put there.
    """
    at = bisect_right(starts, offset) - 1
    name = links[at].href.rpartition("/")[2] if at >= 0 and offset < links[at].end else ""
    if not day.day or not any(c.isdigit() for c in name):
        return None
    month, number = (f"0?{n}" if n < _TEN else str(n) for n in (day.month, day.day))
    forms = rf"(20\d\d)[-_.]?{month}[-_.]?{number}|{month}[-_.]?{number}[-_.]?((?:20)?\d\d)"
    told = re.search(rf"(?<!\d)(?:{forms})(?!\d)", name)
    return _CENTURY + int((told.group(1) or told.group(2))[-2:]) if told else None
