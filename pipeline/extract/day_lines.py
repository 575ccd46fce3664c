"""A plain text's list of events: days alone on their lines, one after the other, what is on between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.drafts import ENOUGH
from pipeline.extract.roles import Occasion
from pipeline.extract.scores import is_alone
from pipeline.sheet import Sheet

_LEAST = 3
"""So many days alone on their lines are a list."""
_READ = 400
"""So many characters behind the last day are its item's."""
_TELLS = ("event", "next_event", "happens", "invites", "speaker")
"""What an item says of which something is on that day; a timeline's and a list of news' items do not."""
_STEPS = ("deadline", "not_event", "grant")
"""What a call's or a project's steps are told with."""


def raise_lines(sheet: Sheet, events: Sequence[Occasion]) -> None:
    """Let days count that head or close the items of a list, told in order, most of which name an event.

    News stand with the latest first; a stamp stands alone.
    """
    days = [o for o in events if _is_line(sheet, o)]
    in_order = all(a.days[0] <= b.days[0] for a, b in pairwise(days))
    if len({o.days[0] for o in days}) < _LEAST or not in_order:
        return
    items = _items(sheet, days)
    telling = sum(sheet.marks.has(*item, *_TELLS) for item in items)
    steps = sum(sheet.marks.has(*item, *_STEPS) for item in items)
    if 2 * telling < len(days) or 2 * steps > len(days):
        return
    others = (o.score for o in events if o.time is None and not any(o is day for day in days))
    least = max((ENOUGH, *others)) + 0.1
    for occasion in days:
        if occasion.score < least:
            occasion.add(least - occasion.score, "one of a list's days")
        occasion.told = occasion.led_in = True


def _is_line(sheet: Sheet, one: Occasion) -> bool:
    """Tell a day that is all of its line, whatever its hour."""
    plain = len(one.days) == 1 and one.mention.kind != "month"
    return plain and sheet.blocks[one.block].region == "main" and is_alone(sheet, one)


def _items(sheet: Sheet, days: Sequence[Occasion]) -> list[tuple[int, int]]:
    """Return the spans of the items: each from the line above its day to the one above the next."""
    starts = [sheet.blocks[max(0, day.block - 1)].start for day in days]
    ends = [*starts[1:], min(len(sheet.text), days[-1].mention.end + _READ)]
    return [(a, max(b, day.mention.end)) for a, b, day in zip(starts, ends, days, strict=True)]
