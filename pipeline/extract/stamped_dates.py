"""What ``<time datetime>`` adds to the days that its words show: a year, or all but the day's number.

A month's grid shows "5" and tells the machine 2026-05-05; a card shows "Mar 4" and tells 2026-03-04. What
the reader cannot see at all ("3 days ago") is no day here, and a stamp never outvotes the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from heapq import merge
from operator import attrgetter
from zoneinfo import ZoneInfo

from pipeline.blocks import Stamp
from pipeline.extract.days import DateMention, Day
from pipeline.structured.stamps import read_stamp
from pipeline.tokens import Tokens

_LONGEST = 40
"""Words of a stamp that are longer tell their day themselves."""


def with_stamps(
    found: list[DateMention], stamps: Sequence[Stamp], tokens: Tokens, zone: ZoneInfo | None
) -> list[DateMention]:
    """Return the page's written days with what its stamps add, in order; ``zone`` is the page's."""
    kept, added, at = list(found), [], 0
    for stamp in sorted(stamps, key=attrgetter("start")):
        day = _day_of(stamp.value, zone)
        if day is None or stamp.end - stamp.start > _LONGEST:
            continue
        while at < len(kept) and kept[at].end <= stamp.start:
            at += 1
        if at < len(kept) and kept[at].start < stamp.end:
            kept[at] = _with_year(kept[at], day)
        elif (new := _unwritten(stamp, day, tokens)) is not None:
            added.append(new)
    return list(merge(kept, added, key=attrgetter("start"))) if added else kept


def _day_of(value: str, zone: ZoneInfo | None) -> date | None:
    """Return the day that a stamp tells in ``zone``."""
    told = read_stamp(value)
    if not isinstance(told, datetime):
        return told
    return told.astimezone(zone).date() if told.tzinfo is not None and zone is not None else told.date()


def _with_year(mention: DateMention, day: date) -> DateMention:
    """Return a day without a year with the stamp's, where both tell one day but for the zone's hours."""
    if len(mention.days) != 1 or mention.days[0].year is not None or mention.days[0].day is None:
        return mention
    written = mention.days[0]
    near = ((day + timedelta(days=n)) for n in (0, -1, 1))
    same = next((d for d in near if (d.month, d.day) == (written.month, written.day)), None)
    return mention if same is None else replace(mention, days=(replace(written, year=same.year),))


def _unwritten(stamp: Stamp, day: date, tokens: Tokens) -> DateMention | None:
    """Return the day of a stamp whose words show no more of it than its number."""
    first, behind = tokens.at(stamp.start), tokens.at(stamp.end)
    shown = [word.lstrip("0") for word in tokens.words[first:behind] if word.isdigit()]
    if shown != [str(day.day)]:
        return None
    days = (Day(day.month, day.day, day.year),)
    return DateMention(stamp.start, stamp.end, first, behind - 1, days, kind="stamp")
