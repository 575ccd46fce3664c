"""Dates that one record of a listing tells, and the part of the page that is the record's own.

A record is a date with the highest box around it that holds no other record's date: a card, a row, an item,
or a heading with the lines behind it. Records of one make stand in boxes of one shape.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import EVENT, PERIOD, Occasion
from pipeline.extract.row_runs import is_day_line
from pipeline.records.rows import is_enumerated, without_side_dates
from pipeline.records.tree import Tree

FEWEST = 2
"""So many days make a list."""
_FRAME = frozenset({"nav", "footer"})
_SHORT, _LONG, _TAIL = 110, 240, 12
"""A date within a longer line is prose; a record's stands at the line's edge, or the line is short."""
_WHOLE = frozenset({"tr", "li", "article"})
"""A record is no more than one of these."""


@dataclass(slots=True)
class Cluster:
    """One record in the making.

    ``own`` is the span of its box, ``reach`` that with the lines that belong to it; ``box`` -1: a line.
    """

    occasions: list[Occasion]
    signature: tuple[str, str, str]
    box: int = -1
    own: tuple[int, int] = (0, 0)
    reach: tuple[int, int] = (0, 0)
    times: list[TimeMention] = field(default_factory=list)

    @property
    def lead(self) -> Occasion:
        """The record's date: the first that has an hour, else the first."""
        return next((o for o in self.occasions if o.time is not None), self.occasions[0])

    @property
    def day(self) -> date:
        return self.occasions[0].days[0]

    @property
    def start(self) -> int:
        """Where the record's first date stands."""
        return self.occasions[0].mention.start


def clusters(tree: Tree, occasions: Sequence[Occasion]) -> list[Cluster]:
    """Return the page's records in the making, in order, each with its box; their reach is another matter."""
    leads = without_side_dates(tree, [o for o in occasions if _may_lead(tree, o)])
    found: list[Cluster] = []
    makes = {(tree.signature(o.mention.start), o.days[0]) for o in leads}
    often = Counter(signature for signature, _ in makes)
    for occasion in leads:
        signature = tree.signature(occasion.mention.start)
        lone = bool(found) and often[found[-1].signature] < FEWEST <= often[signature]
        if not found or lone or not _joins(tree, found[-1], occasion):
            found.append(Cluster([occasion], signature))
        else:
            found[-1].occasions.append(occasion)
    _bound(tree, found)
    return found


def is_list(group: list[Cluster]) -> bool:
    """Tell whether records of one make tell of more than one time."""
    return len({(c.day, c.lead.time.begin if c.lead.time else None) for c in group}) >= FEWEST


def groups(tree: Tree, found: list[Cluster]) -> list[list[Cluster]]:
    """Return the records of one make together: of one list first, strays with the lists of their make."""
    lists: dict[tuple[tuple[str, ...], int], list[Cluster]] = defaultdict(list)
    for cluster in found:
        lists[tree.make(cluster.start), tree.around(cluster.box, cluster.start)].append(cluster)
    whole: dict[tuple[str, ...], list[list[Cluster]]] = defaultdict(list)
    for (make, _), members in lists.items():
        whole[make].append(members)
    out = []
    for of_make in whole.values():
        large = [g for g in of_make if is_list(g)]
        strays = [c for g in of_make if not is_list(g) for c in g]
        if strays and large:
            max(large, key=len).extend(strays)
        out.extend([*large, *([strays] if strays and not large else [])])
    _take_in(tree, found, out)
    return [sorted(group, key=lambda c: c.start) for group in out if group]


def _take_in(tree: Tree, found: list[Cluster], lists: list[list[Cluster]]) -> None:
    """Let a day of another make that stands between a list's days be one of them: it was only set in bold."""
    of = {id(c): group for group in lists for c in group}
    for i, cluster in enumerate(found):
        own = of[id(cluster)]
        for near in found[max(0, i - 1) : i] + found[i + 1 : i + 2]:
            group = of[id(near)]
            beside = tree.around(near.box, near.start) == tree.around(cluster.box, cluster.start)
            if group is not own and beside and not is_list(own) and is_list(group):
                own.remove(cluster)
                group.append(cluster)
                of[id(cluster)] = group
                break


def _may_lead(tree: Tree, occasion: Occasion) -> bool:
    """Tell whether a date may be a record's: an event's, outside of the page's frame, not in prose."""
    mention, block = occasion.mention, tree.sheet.blocks[occasion.block]
    if occasion.role != EVENT and not _is_lasting(tree, occasion):
        return False
    if not occasion.days or mention.kind == "month" or mention.relative or is_day_line(tree.sheet, occasion):
        return False
    if block.region in _FRAME or block.kind == "alt":
        return False
    start, end = tree.line(tree.line_index(mention.start))
    if end - start > _LONG:
        return False
    lead = not any(c.isalpha() for c in tree.sheet.text[start : mention.start])
    edge = lead or end - mention.end <= _TAIL
    return edge or end - start <= _SHORT


def _is_lasting(tree: Tree, occasion: Occasion) -> bool:
    """Tell the days of an event that goes on for months from a period that words name so."""
    if occasion.role != PERIOD or not occasion.mention.is_range:
        return False
    if occasion.labels & {"label_period", "label_registration"}:
        return False
    return not tree.sheet.marks.has(*occasion.sentence, "period", "not_event", "deadline")


def _joins(tree: Tree, last: Cluster, occasion: Occasion) -> bool:
    """Tell whether a date is the last record's: its day, at no other place of one make."""
    first = last.occasions[0]
    if occasion.days[0] != last.day:
        return _goes_on(tree, first, last.occasions[-1], occasion)
    at, here = first.mention.start, occasion.mention.start
    if tree.line_index(at) == tree.line_index(here):
        return first.time is None or occasion.time is None or first.time.begin == occasion.time.begin
    alike = tree.signature(at) == tree.signature(here)
    cells = {tree.within(tree.inner(at), "tr"), tree.within(tree.inner(here), "tr")}
    if len(cells) == 1 and -1 not in cells:
        return True
    if alike or (len(cells) == 2 and -1 not in cells):
        return False
    other = last.lead.time, occasion.time
    return other[0] is None or other[1] is None or other[0].begin == other[1].begin


def _goes_on(tree: Tree, first: Occasion, last: Occasion, occasion: Occasion) -> bool:
    """Tell a further day that one line names: the next, or one of an enumeration in a table's cell."""
    same = tree.line_index(first.mention.start) == tree.line_index(occasion.mention.start)
    if same and (occasion.days[0] - first.days[0]).days == 1:
        return True
    return is_enumerated(tree, last, occasion) and tree.within(tree.inner(occasion.mention.start), "tr") >= 0


def _bound(tree: Tree, found: list[Cluster]) -> None:
    """Give each record the highest box that holds no other record's date, else its line."""
    for i, cluster in enumerate(found):
        low = found[i - 1].occasions[-1].mention.start if i else -1
        high = found[i + 1].start if i + 1 < len(found) else len(tree.sheet.text) + 1
        index, kept = tree.inner(cluster.start), -1
        while index >= 0:
            box = tree.box(index)
            if box.tag == "body" or box.start <= low or box.end > high:
                break
            kept, index = index, box.parent
            if box.tag in _WHOLE:
                break
        cluster.box = kept
        line = tree.line(tree.line_index(cluster.start))
        cluster.own = (tree.box(kept).start, tree.box(kept).end) if kept >= 0 else line
