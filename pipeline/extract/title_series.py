"""What each event of a series is called: the line that opens its part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline.extract.drafts import Draft
from pipeline.extract.title_lines import (
    DAY_LABELS,
    begins_kind,
    is_day_line,
    line_title,
    may_open_part,
)
from pipeline.extract.title_parts import spoken, stretches, told_in_clauses, told_in_quotes
from pipeline.extract.title_phrases import EDGE, Title
from pipeline.extract.title_rows import hour_titles, row_titles
from pipeline.extract.title_turns import told_in_turn
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_WHERE_LABELS = frozenset({"label_where", "label_city"})
_COLUMNS = 6
"""A table's head has at most so many cells."""
_BACK = 7
"""A part's first line stands at most so many lines above its day."""
_PROSE = 60
"""A part without labels has a line as long as that; else it is a table's cells, one under the other."""
_PHRASE = 3
"""So many words are a phrase; fewer over a day may be a district's name."""
_MOST = 0.6
"""A series is told so only where so many of its parts have a line that opens them."""


def series_titles(sheet: Sheet, drafts: Sequence[Draft], over: Title | None) -> dict[int, Title]:
    """Return each event's own title by its draft's ``id``; empty where the page is no series of parts.

    ``over``: the page's title, which is none of theirs.
    """
    own = [draft for draft in drafts if draft.listed is None]
    days = stretches(sheet, own)
    found = _all_told(own, spoken(sheet, days))
    found = found or dict(_by_id(row_titles(sheet, own, over))) or _all_told(own, hour_titles(sheet, own))
    found = found or _by_lines(sheet, own, over)
    rows = sum(draft.record for draft in own)
    found = found or (_all_told(own, told_in_quotes(sheet, days)) if 2 * rows <= len(own) else {})
    found = found or _all_told(own, told_in_clauses(sheet, days))
    return {**found, **told_in_turn(sheet, own)}


def _by_id(told: Iterable[tuple[Draft, Title]]) -> Iterator[tuple[int, Title]]:
    return ((id(draft), title) for draft, title in told)


def _all_told(drafts: Sequence[Draft], told: Iterable[tuple[Draft, Title]]) -> dict[int, Title]:
    """Return titles by their draft's ``id`` where most drafts have one and no two the same; else none."""
    found = {id(draft): title for draft, title in told}
    names = {fold(title.text) for title in found.values()}
    return found if len(found) >= max(2.0, _MOST * len(drafts)) and len(names) == len(found) else {}


def _by_lines(sheet: Sheet, own: Sequence[Draft], over: Title | None) -> dict[int, Title]:
    """Return the titles that lines under or over the days' own lines are."""
    leads = Counter(draft.lead.block for draft in own)
    told = ((_day_block(sheet, draft, leads[draft.lead.block] > 1), draft) for draft in own)
    apart = sorted(((day, draft) for day, draft in told if day is not None), key=lambda one: one[0])
    days = sorted({day for day, _ in apart})
    if len(days) < 2 or _is_where_column(sheet, days, over):
        return {}
    before = dict(zip(days, (-1, *days), strict=False))
    for find in (_below, _above, _right_above):
        titles = ((draft, find(sheet, day, before[day], over)) for day, draft in apart)
        found = _all_told([draft for _, draft in apart], ((d, one) for d, one in titles if one is not None))
        if found and (find is not _right_above or _say_what(sheet, found.values())):
            return found
    return {}


def _day_block(sheet: Sheet, draft: Draft, shared: bool) -> int | None:
    """Return the line that is a draft's day: its best mention's, or of a plan under a sentence of days.

    ``shared``: its best mention stands in a block with another draft's.
    """
    blocks = (occasion.block for occasion in draft.occasions[: None if shared else 1])
    return next((block for block in blocks if is_day_line(sheet, sheet.blocks[block])), None)


def _is_where_column(sheet: Sheet, days: Sequence[int], over: Title | None) -> bool:
    """Tell cells under their row's day that are no names: a table's head says so, "DATE | DISTRICT | HOUR".

    The head says it where it asks for a place, or for what is no title while ``over`` names the event.
    """
    for index in range(max(0, days[0] - _COLUMNS), days[0] - 1):
        if not sheet.label_keys(sheet.blocks[index].text.strip(EDGE)) & DAY_LABELS:
            continue
        head = sheet.blocks[index + 1]
        keys = sheet.label_keys(head.text.strip(EDGE))
        if keys or over is None or over.start is None:
            return bool(keys & _WHERE_LABELS)
        cells = (sheet.blocks[day + 1] for day in days if day + 1 < len(sheet.blocks))
        spans = ((one.start, one.end) for one in (head, *cells))
        named = sheet.marks.has(over.start, over.end or over.start, "event")
        return named and not any(sheet.marks.has(*span, "event") for span in spans)
    return False


def _above(sheet: Sheet, day: int, before: int, over: Title | None) -> Title | None:
    """Return the first line of a part whose day, in the block ``day``, stands under it.

    A line of a mark alone parts it from the one above.
    """
    first = max(before + 1, day - _BACK)
    if before >= 0:
        while first < day and sheet.blocks[first].kind == "pair":
            first += 1
    lines = range(first, day)
    rule = max((i for i in lines if not any(map(str.isalnum, sheet.blocks[i].text))), default=None)
    lines = range(rule + 1, day) if rule is not None else lines
    told = rule is not None or sheet.blocks[day].kind == "pair" or _opens_part(sheet, over)
    if not told and all(len(sheet.blocks[i].text) < _PROSE for i in lines):
        return None
    over = over if rule is None else None
    whole = [i for i in lines if may_open_part(sheet, i, over)] or [
        i for i in lines if may_open_part(sheet, i, None)
    ]
    headed = [i for i in whole if sheet.blocks[i].kind == "heading"] or whole
    return line_title(sheet, headed[0]) if headed else None


def _opens_part(sheet: Sheet, over: Title | None) -> bool:
    """Tell whether the page has no title of its own but a part's: its line stands right above a day."""
    if over is None or over.start is None:
        return over is None
    index = sheet.block_index(over.start) + 1
    if index >= len(sheet.blocks):
        return False
    block = sheet.blocks[index]
    return bool(sheet.dates_within(block.start, block.end)) and is_day_line(sheet, block)


def _below(sheet: Sheet, day: int, before: int, over: Title | None) -> Title | None:
    """Return the line under a part's day; none where a line as near above that day may name it as well."""
    if not may_open_part(sheet, day + 1, None):
        return None
    if before < 0 and day and may_open_part(sheet, day - 1, over) and not _is_nearer_below(sheet, day):
        return line_title(sheet, day + 1) if begins_kind(sheet, day + 1) else None
    return line_title(sheet, day + 1)


def _say_what(sheet: Sheet, titles: Collection[Title]) -> bool:
    """Tell titles that mostly are phrases or name events, and no names of districts."""
    told = (
        len(one.text.split()) >= _PHRASE or sheet.marks.has(one.start or 0, one.end or 0, "event")
        for one in titles
    )
    return 2 * sum(told) > len(titles)


def _right_above(sheet: Sheet, day: int, before: int, over: Title | None) -> Title | None:
    """Return the heading right over a part's day."""
    headed = day > 0 and sheet.blocks[day - 1].kind == "heading" and may_open_part(sheet, day - 1, over)
    return line_title(sheet, day - 1) if headed else None


def _is_nearer_below(sheet: Sheet, day: int) -> bool:
    """Tell a day that an empty line parts from what stands above it, and none from what stands below."""
    over, own, under = (sheet.blocks[i] if i < len(sheet.blocks) else None for i in range(day - 1, day + 2))
    if over is None or own is None or under is None:
        return False
    ahead, behind = sheet.text[over.end : own.start], sheet.text[own.end : under.start]
    return ahead.count("\n") > 1 >= behind.count("\n")
