"""Whether a listing's records are events, and not news, files with their days, or a calendar's empty days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from pipeline.records.clusters import Cluster
from pipeline.sheet import Sheet

_MANY = 0.5
_OPENING = 400
"""A page that begins as a call for applications lists its days, not events."""
_LONG = 11
"""A run of that many days without hours is a calendar's."""


def are_events(sheet: Sheet, group: Sequence[Cluster], over: frozenset[str], stated: bool) -> bool:
    """Tell whether a group of records of one make are events.

    ``over``: what the headings and columns over them speak of; ``stated``: a sentence says when they are.
    """
    n = len(group)
    timed = sum(c.lead.time is not None or bool(c.times) for c in group)
    told = sum(sheet.marks.has(*c.reach, "event", "papers") for c in group)
    ahead = sum(c.day >= (sheet.own_day or date.max) for c in group)
    if timed < _MANY * n and _is_call(sheet):
        return False
    if timed >= _MANY * n or (stated and "news" not in over):
        return True
    if "news" in over and not over & {"event", "papers"}:
        return False
    eventful = sum(sheet.marks.has(*c.reach, "event") for c in group)
    if eventful >= _MANY * n or over & {"event", "papers"} or told >= _MANY * n:
        return True
    return ahead >= _MANY * n and (timed > 0 or n >= 3 or "organisation" in over)


def _is_call(sheet: Sheet) -> bool:
    """Tell a page whose first heading, or the lines right under it, call for applications."""
    heading = next((b for b in sheet.blocks if b.kind == "heading" and b.region == "main"), None)
    start = heading.start if heading is not None else 0
    return sheet.marks.has(start, min(len(sheet.text), start + _OPENING), "not_event")


def is_calendar(group: Sequence[Cluster]) -> bool:
    """Tell a run of days in a row, which is a month's grid: most of its days hold nothing."""
    days = sorted({c.day for c in group})
    run = longest = 1
    for a, b in pairwise(days):
        run = run + 1 if b - a == timedelta(days=1) else 1
        longest = max(longest, run)
    return longest >= _LONG
