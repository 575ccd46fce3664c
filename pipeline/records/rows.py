"""The days of a table's row: which of them is the row's own, and which stand beside it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from pipeline.extract.roles import Occasion
from pipeline.records.tree import CELLS, Tree

_SIDE = frozenset({"deadline", "label_deadline", "published", "label_published", "papers"})
"""Columns of days that are not the event's."""

_SEVERAL = 3


def without_side_dates(tree: Tree, leads: list[Occasion]) -> list[Occasion]:
    """Leave out what a table's row dates beside its own day; a row of nothing but days keeps them all."""
    rows: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in leads:
        row = tree.within(tree.inner(occasion.mention.start), "tr")
        if row >= 0:
            rows[row].append(occasion)
    dropped: set[int] = set()
    for row, dated in rows.items():
        if _is_frame(tree, dated):
            continue
        if len({o.days[0] for o in dated}) > 1 and not _is_row_of_days(tree, row, dated):
            kept = _row_lead(tree, dated)
            told = _enumeration(tree, dated, kept)
            dropped |= {id(o) for o in dated if o.days[0] != kept.days[0] and id(o) not in told}
    return [o for o in leads if id(o) not in dropped]


def _is_frame(tree: Tree, dated: list[Occasion]) -> bool:
    """Tell a row that only lays out the page: one cell holds several days, each on its own line."""
    cells = {tree.within(tree.inner(o.mention.start), *CELLS) for o in dated}
    lines = {tree.line_index(o.mention.start) for o in dated}
    return len(cells) == 1 and len(lines) == len(dated) >= _SEVERAL


def _is_row_of_days(tree: Tree, row: int, dated: list[Occasion]) -> bool:
    """Tell a row all of whose cells are days: columns of days, not of one record."""
    columns = [tree.column_keys(o.mention.start) for o in dated]
    if any(keys & _SIDE for keys in columns):
        return False
    days = [o.days[0] for o in dated]
    if all(o.mention.kind == "grid" for o in dated):
        return True
    if sum((b - a).days == 1 for a, b in pairwise(days)) >= 2:
        return True
    cells = [tree.box(i) for i in tree.cells(row)]
    filled = [c for c in cells if tree.sheet.text[c.start : c.end].strip()]
    told = sum(o.mention.end - o.mention.start for o in dated)
    whole = sum(len(tree.sheet.text[c.start : c.end].strip()) for c in filled)
    months = tree.sheet.known.months
    every = all(
        any(c.start <= o.mention.start < c.end for o in dated)
        or tree.sheet.text[c.start : c.end].strip(" .:\n").lower() in months
        for c in filled
    )
    return len(filled) < 2 or (every and whole <= 1.6 * told + 12 * len(dated))


def _row_lead(tree: Tree, dated: list[Occasion]) -> Occasion:
    """Return a row's own day: under a column that asks when, else under none for deadlines and papers."""
    columns = [(tree.column_keys(o.mention.start), o) for o in dated]
    plain = [(keys, o) for keys, o in columns if not keys & _SIDE] or columns
    asked = [o for keys, o in plain if keys & {"label_when", "label_date", "event"}]
    return asked[0] if asked else plain[0][1]


def _enumeration(tree: Tree, dated: list[Occasion], lead: Occasion) -> set[int]:
    """Return the ids of a row's days that are told in one breath with its own."""
    at = dated.index(lead)
    told = {id(lead)}
    for last, occasion in pairwise(dated[at:]):
        if not is_enumerated(tree, last, occasion):
            break
        told.add(id(occasion))
    return told


def is_enumerated(tree: Tree, last: Occasion, occasion: Occasion) -> bool:
    """Tell two days of one line or cell with nothing but a comma or an "and" between them."""
    at, here = last.mention.start, occasion.mention.start
    if occasion.mention.kind in ("grid", "stamp"):
        return False
    if tree.line_index(at) != tree.line_index(here):
        cell = tree.within(tree.inner(at), *CELLS)
        if cell < 0 or cell != tree.within(tree.inner(here), *CELLS):
            return False
    between = tree.sheet.text[last.mention.end : occasion.mention.start].strip(" ,;&\n").lower()
    return not between or between in tree.sheet.known.own.phrases["day_join"]
