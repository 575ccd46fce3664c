"""A week's plan as a table: its columns are days, its rows hours, and each cell that is filled an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.clock import TimeMention
from pipeline.extract.letters import has_letters
from pipeline.extract.roles import EVENT, Occasion
from pipeline.records.clusters import Cluster
from pipeline.records.tree import CELLS, Tree

_FEWEST = 3
"""So many columns of days, and an hour ahead of at least two rows, make a plan."""
_NAME = 4


@dataclass(frozen=True, slots=True)
class Timetable:
    """One plan: the days at the head of its columns, and a record in the making for each filled cell."""

    heads: tuple[Occasion, ...]
    cells: tuple[Cluster, ...]


def timetables(tree: Tree, occasions: Sequence[Occasion]) -> list[Timetable]:
    """Return the plans of a page, in order."""
    rows: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        row = tree.within(tree.inner(occasion.mention.start), "tr")
        if row >= 0 and occasion.role == EVENT and len(occasion.days) == 1:
            rows[row].append(occasion)
    found = (_timetable(tree, row, days) for row, days in rows.items() if len(days) >= _FEWEST)
    return [one for one in found if one is not None]


def _timetable(tree: Tree, head: int, days: list[Occasion]) -> Timetable | None:
    """Return the plan under a row whose cells but the first are days; None where no hours lead its rows."""
    names = tree.cells(head)
    at = {names.index(tree.within(tree.inner(o.mention.start), *CELLS)): o for o in days}
    if sorted(at) != list(range(1, len(names))):
        return None
    led = list(_led_rows(tree, head, len(names)))
    cells = [
        Cluster([replace(o, time=time, shared_time=False)], ("", "", ""), row[k], span, span, [time])
        for row, time in led
        for k, o in sorted(at.items())
        if has_letters(tree.sheet.text[slice(*(span := _span(tree, row[k])))], _NAME)
    ]
    return Timetable(tuple(days), tuple(cells)) if len(led) > 1 and len(cells) > 1 else None


def _led_rows(tree: Tree, head: int, width: int) -> Iterator[tuple[list[int], TimeMention]]:
    """Yield the cells of the rows below a head that begin with an hour, and that hour."""
    for row in tree.cells(tree.within(tree.box(head).parent, "table")):
        cells = tree.cells(row)
        if row <= head or len(cells) != width:
            continue
        times = tree.sheet.times_within(*_span(tree, cells[0]))
        if len(times) == 1 and not has_letters(tree.sheet.text[slice(*_span(tree, cells[0]))], _NAME):
            yield cells, times[0]


def _span(tree: Tree, cell: int) -> tuple[int, int]:
    return tree.box(cell).start, tree.box(cell).end
