"""The month after the one that a calendar shows, where it turns its pages by months."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from pipeline.model import Page

_MONTHS_AHEAD = 12
"""A calendar has a page for any month; it is turned no further than that ahead of the fetch."""
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]?(0?[1-9]|1[0-2])(?:[-/]?01)?(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")

Month = tuple[int, int]
Place = tuple[str, frozenset[tuple[str, str]]]


def next_month(urls: Iterable[str], page: Page) -> str | None:
    """The address of the nearest later month of the calendar on ``page``; None where there is none."""
    now = page.fetched_at or datetime.now(UTC)
    place, here = _month_of(page.url)
    shown = here or (now.year, now.month)
    last = (now.year + (now.month + _MONTHS_AHEAD - 1) // 12, (now.month + _MONTHS_AHEAD - 1) % 12 + 1)
    found: dict[Month, str] = {}
    for url in urls:
        there, month = _month_of(url)
        if month is not None and there == place and shown < month <= last:
            found.setdefault(month, url)
    return found[min(found)] if found else None


def _month_of(url: str) -> tuple[Place, Month | None]:
    """What a URL says besides a month, and that month: ``/2027/01/``, ``?m=2027-01``, ``?y=2027&m=1``."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query)
    whole = next(((pair, match) for pair in pairs if (match := _MONTH.fullmatch(pair[1]))), None)
    if whole is not None:
        rest = frozenset(pair for pair in pairs if pair != whole[0])
        return (parts.path.rstrip("/"), rest), (int(whole[1][1]), int(whole[1][2]))
    year = next((pair for pair in pairs if _YEAR.fullmatch(pair[1])), None)
    month = next((pair for pair in pairs if pair[1].isdecimal() and 1 <= int(pair[1][:6]) <= 12), None)
    if year is not None and month is not None:
        rest = frozenset(pair for pair in pairs if pair not in (year, month))
        return (parts.path.rstrip("/"), rest), (int(year[1]), int(month[1]))
    segment = re.search(rf"/{_MONTH.pattern}/?$", parts.path)
    path = parts.path[: segment.start()] if segment else parts.path
    told = (int(segment[1]), int(segment[2])) if segment else None
    return (path.rstrip("/"), frozenset(pairs)), told
