"""What a list's entries are called that say but where and when: as the sentence over them, or the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.drafts import Draft
from pipeline.extract.letters import letters
from pipeline.extract.title_lines import LONGEST_LINE
from pipeline.extract.title_phrases import EDGE, Title, clean, noun_within, verbs
from pipeline.extract.title_records import is_placed_row
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_SURE = 0.55
"""A page's title with fewer points names no list's rows better than they do."""
_LIST, _STEP, _INTRO = 3, 2, 4
"""A list has so many days, at most so many lines apart, and its sentence stands so few lines above it."""
_TELLING = ("happens", "planned", "organises", "organised_by", "invites", "we")
_PART = re.compile(r"[.,(|:]|\s[–-]\s")
"""What parts the name that a row begins with from what it tells."""
_WORDS, _LETTERS = 6, 4
"""Such a name has so many words at most, and letters at least."""


def listed_title(sheet: Sheet, drafts: Sequence[Draft]) -> tuple[Title, frozenset[int]] | None:
    """Return what the sentence over a list of days says they are, and the ``id`` of each draft under it.

    "The city holds open workshops in every district:", and then a line for each; None without such a list.
    """
    blocks = sorted({draft.lead.block for draft in drafts if draft.listed is None})
    runs = [[blocks[0]]] if blocks else []
    for one, other in pairwise(blocks):
        if other - one <= _STEP:
            runs[-1].append(other)
        else:
            runs.append([other])
    run = max(runs, key=len, default=[])
    if len(run) < _LIST or any(len(sheet.blocks[i].text) > LONGEST_LINE for i in run):
        return None
    for block in reversed(sheet.blocks[max(0, run[0] - _INTRO) : run[0]]):
        verbs = sheet.marks.within(block.start, block.end, *_TELLING)
        said = verbs or block.text.rstrip().endswith(":")
        behind = noun_within(sheet, verbs[0].end, block.end) if verbs else None
        title = behind or (noun_within(sheet, block.start, block.end) if said else None)
        if title is not None:
            return title, frozenset(id(draft) for draft in drafts if draft.lead.block in run)
    return None


def unnamed_rows(sheet: Sheet, drafts: Sequence[Draft], over: Title | None) -> frozenset[int]:
    """Return the ``id`` of each row of a list whose rows mostly say but where and when."""
    rows = [draft for draft in drafts if draft.record and draft.listed is None]
    placed = sum(is_placed_row(sheet, draft) for draft in rows)
    if over is None or over.score < _SURE or len(rows) < _LIST or 2 * placed <= len(rows):
        return frozenset()
    return frozenset(id(draft) for draft in rows)


def told_apart(sheet: Sheet, draft: Draft, rows: Sequence[Draft], title: Title) -> Title:
    """Return a title with what its row begins with, where other rows of the same title share its day.

    "Open day – Northern Archive Society": ten events of one name on one day are told apart by nothing else.
    """
    days = Counter(row.start for row in rows)
    name = _row_name(sheet, draft) if days[draft.start] > 1 else None
    if name is None or fold(name) in fold(title.text):
        return title
    return replace(title, text=f"{title.text} – {name}")


def _row_name(sheet: Sheet, draft: Draft) -> str | None:
    """Return the words that a row begins with, but for its day: a body, a district, a house."""
    block = sheet.blocks[draft.lead.block]
    line = sheet.text.rfind("\n", 0, block.start) + 1
    dates = sheet.dates_within(line, block.end)
    start = dates[0].end if dates and not letters(sheet.text[line : dates[0].start]) else line
    while start < block.end and sheet.text[start] in EDGE:
        start += 1
    found = _PART.search(sheet.text, start, block.end)
    ends = [found.start() if found is not None else block.end]
    ends += [day.start for day in sheet.dates_within(start, block.end)]
    ends += [hour.start for hour in sheet.times_within(start, block.end)]
    name = clean(sheet.text[start : min(ends)])
    told = next(verbs(sheet, start, min(ends)), None) is not None
    plain = name[:1].isupper() and letters(name) >= _LETTERS and len(name.split()) <= _WORDS
    return name if plain and not told else None
