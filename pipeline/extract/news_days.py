"""Days of news that stand beside events: bare days that are over, each with a link to a page of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import date

from pipeline.extract.roles import ASKS_WHEN, EVENT, PUBLISHED, Occasion
from pipeline.records.tree import Tree
from pipeline.sheet import Sheet

Span = tuple[int, int]
_TEASER = 200
"""A teaser has no more characters."""
_UP, _NEAR = 5, 3
"""A card has its hour at most so many lines behind its day."""
_FEWEST, _MOST = 2, 8
"""One day with a link may be anything; more than the latter are an archive's."""


def set_news_aside(sheet: Sheet, found: list[Occasion]) -> None:
    """Take the days of a list of news for those of its publication, where the page tells of events to come.

    Each is over and stands without an hour in a short box with a link; no heading over them speaks of events,
    nor do most of them.
    """
    today = sheet.fetch_day
    ahead = [o for o in found if today is not None and _is_to_come(sheet, o, today)]
    if today is None or not sheet.document.boxes or not ahead:
        return
    teasers = _Teasers(sheet, [o.mention.start for o in ahead])
    spans: dict[Span, list[Occasion]] = defaultdict(list)
    for occasion in found:
        span = teasers.of(occasion) if occasion.days else None
        if span is not None:
            spans[span].append(occasion)
    lists: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for span, told in spans.items():
        lists[teasers.make(told[0], span)].append(span)
    for members in lists.values():
        over = [span for span in members if any(o.days[-1] < today for o in spans[span])]
        eventful = sum(teasers.names_event(*span) for span in over)
        events = [span for span in members if any(o.role == EVENT for o in spans[span])]
        if _FEWEST <= len(over) <= _MOST and {*events} <= {*over} and 2 * eventful <= len(over):
            for occasion in (o for span in members for o in spans[span] if o.role == EVENT):
                occasion.role = PUBLISHED


def _is_to_come(sheet: Sheet, one: Occasion, today: date) -> bool:
    """Tell an event's day from the fetch on, under a label that asks when or with an hour near it."""
    if one.role != EVENT or not one.days or one.days[-1] < today:
        return False
    near = sheet.blocks[one.block : one.block + _NEAR]
    return bool(one.labels & ASKS_WHEN or sheet.times_within(near[0].start, near[-1].end))


class _Teasers:
    """The short boxes of one page that hold a link and a day."""

    def __init__(self, sheet: Sheet, ahead: list[int]) -> None:
        self._sheet, self._tree, self._ahead = sheet, sheet.once(Tree), ahead
        self._links = sorted([*sheet.document.links, *sheet.document.frames], key=lambda link: link.start)
        self._link_starts = [link.start for link in self._links]
        self._headings = [b for b in sheet.blocks if b.kind == "heading"]
        self._starts = [block.start for block in self._headings]

    def of(self, one: Occasion) -> Span | None:
        """Return the span of the teaser that a day stands in, its line or a box; None where it is in none."""
        sheet, tree, at = self._sheet, self._tree, one.mention.start
        if one.labels & ASKS_WHEN or one.mention.relative or self._is_under_events(at):
            return None
        index = tree.inner(at)
        start, end = tree.line(tree.line_index(at))
        for _ in range(_UP):
            if end - start > _TEASER or sheet.times_within(start, end):
                return None
            if self._leads_on(start, end):
                return start, end
            if index < 0:
                return None
            start, end, index = tree.box(index).start, tree.box(index).end, tree.box(index).parent
        return None

    def _leads_on(self, start: int, end: int) -> bool:
        """Tell a box whose links all lead to one other page."""
        links = self._links[bisect_left(self._link_starts, start) : bisect_left(self._link_starts, end)]
        hrefs = {link.href for link in links}
        return len(hrefs) == 1 and hrefs != {self._sheet.page.url} and next(iter(hrefs)).startswith("http")

    def _is_under_events(self, offset: int) -> bool:
        """Tell a day whose nearest heading speaks of events, of past ones it may be, with none in between."""
        last = bisect_right(self._starts, offset)
        near = self._headings[last - 1] if last else None
        if near is None or not self._sheet.marks.has(near.start, near.end, "event"):
            return False
        return not any(near.start < at < offset for at in self._ahead)

    def make(self, one: Occasion, span: Span) -> tuple[str, int]:
        """Return what a list's teasers share: the shape of what the day stands in, and the list's box."""
        inner = self._tree.inner(one.mention.start)
        box = self._tree.box(inner)
        whole = span[0] <= box.start and box.end <= span[1] + 1
        return box.shape, self._list_of(inner) if whole else inner

    def _list_of(self, index: int) -> int:
        """Return the nearest box around that is longer than a teaser."""
        while index >= 0 and self._tree.box(index).end - self._tree.box(index).start <= _TEASER:
            index = self._tree.box(index).parent
        return index

    def names_event(self, start: int, end: int) -> bool:
        """Tell a teaser whose words name an event, or its papers."""
        return self._sheet.marks.has(start, end, "event", "papers", "happens", "invites")
