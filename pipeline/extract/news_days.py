"""Days of news that stand beside events: bare days that are over, each with a link to a page of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date

from pipeline.extract.roles import ASKS_WHEN, EVENT, PUBLISHED, Occasion
from pipeline.records.tree import Tree
from pipeline.sheet import Sheet

_TEASER = 200
"""A teaser has no more characters."""
_UP = 5
_FEWEST = 2
"""One day with a link may be anything; so many are a list's."""


def set_news_aside(sheet: Sheet, found: list[Occasion]) -> None:
    """Take the days of a list of news for those of its publication, where the page tells of events to come.

    Each is over and stands without an hour in a short box with a link; no heading over them speaks of events,
    nor do most of them.
    """
    today = sheet.fetch_day
    if today is None or not sheet.document.boxes or not any(_is_to_come(sheet, o, today) for o in found):
        return
    teasers = _Teasers(sheet)
    lists: dict[tuple[str, int], dict[int, list[Occasion]]] = defaultdict(lambda: defaultdict(list))
    for occasion in found:
        box = teasers.box(occasion) if occasion.days else -1
        if box >= 0:
            lists[teasers.make(box)][box].append(occasion)
    for boxes in lists.values():
        over = [box for box, told in boxes.items() if told[0].days[-1] < today]
        eventful = sum(teasers.names_event(box) for box in over)
        if len(over) >= _FEWEST and len(over) == len(boxes) and 2 * eventful <= len(over):
            for occasion in (o for told in boxes.values() for o in told if o.role == EVENT):
                occasion.role = PUBLISHED


def _is_to_come(sheet: Sheet, one: Occasion, today: date) -> bool:
    """Tell an event's day from the fetch on, under a label that asks when or with an hour in its line."""
    if one.role != EVENT or not one.days or one.days[-1] < today:
        return False
    block = sheet.blocks[one.block]
    return bool(one.labels & ASKS_WHEN or sheet.times_within(block.start, block.end))


class _Teasers:
    """The short boxes of one page that hold a link and a day."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._tree = sheet, sheet.once(Tree)
        self._links = sorted([*sheet.document.links, *sheet.document.frames], key=lambda link: link.start)
        self._link_starts = [link.start for link in self._links]
        self._headings = [b for b in sheet.blocks if b.kind == "heading"]
        self._starts = [block.start for block in self._headings]

    def box(self, one: Occasion) -> int:
        """Return the number of the teaser that a day stands in; -1 where it is in none."""
        sheet, tree = self._sheet, self._tree
        if one.labels & ASKS_WHEN or one.mention.relative or self._is_under_events(one.mention.start):
            return -1
        index = tree.inner(one.mention.start)
        for _ in range(_UP):
            if index < 0 or tree.box(index).end - tree.box(index).start > _TEASER:
                return -1
            start, end = tree.box(index).start, tree.box(index).end
            if sheet.times_within(start, end):
                return -1
            if self._leads_on(start, end):
                return index
            index = tree.box(index).parent
        return -1

    def _leads_on(self, start: int, end: int) -> bool:
        """Tell a box whose links all lead to one other page."""
        links = self._links[bisect_left(self._link_starts, start) : bisect_left(self._link_starts, end)]
        hrefs = {link.href for link in links}
        return len(hrefs) == 1 and hrefs != {self._sheet.page.url} and next(iter(hrefs)).startswith("http")

    def _is_under_events(self, offset: int) -> bool:
        """Tell a day whose nearest heading speaks of events: of past ones, it may be."""
        last = bisect_right(self._starts, offset)
        near = self._headings[last - 1] if last else None
        return near is not None and self._sheet.marks.has(near.start, near.end, "event")

    def make(self, index: int) -> tuple[str, int]:
        """Return what the teasers of one list share: their shape and what they lie in."""
        return self._tree.box(index).shape, self._tree.box(index).parent

    def names_event(self, index: int) -> bool:
        """Tell a teaser whose words name an event."""
        box = self._tree.box(index)
        return self._sheet.marks.has(box.start, box.end, "event", "happens", "invites")
