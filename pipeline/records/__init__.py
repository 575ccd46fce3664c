"""Repeated records on any page: which parts of it are events of a list, and what each says of itself.

Built from the page's own repetition: dates that stand at one place of boxes of one make. Nothing here knows a
site. A page without such repetition has no records, and its dates are read as prose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.extract.title_phrases import Title
from pipeline.gazetteer import fold
from pipeline.records.clusters import Cluster, clusters, groups, is_list
from pipeline.records.columns import settle_columns
from pipeline.records.days import one_a_day, split_day
from pipeline.records.fragments import Fragment, Fragments
from pipeline.records.judge import are_events, is_calendar
from pipeline.records.places import record_place
from pipeline.records.reach import extend
from pipeline.records.sections import Sections, bare_title
from pipeline.records.shared import Statements, statements
from pipeline.records.times import record_times
from pipeline.records.timetables import timetables
from pipeline.records.titles import (
    NOUNS,
    PAPERS,
    is_kind,
    is_papers,
    of_body,
    record_title,
    title_at,
    usual_place,
)
from pipeline.records.tree import Tree, keys_in
from pipeline.records.year_headings import settle_under_headings
from pipeline.sheet import Sheet

__all__ = ["Record", "find_records", "settle_columns", "settle_under_headings"]

Span = tuple[int, int]

_COLUMNS = 3
_TERMS = 40
"""A term stands no more lines above the days under it."""
_ALONE = 600
"""A lone record's box is no longer."""
MOST = 1500
"""Records of a page beyond these are not read."""


def find_records(sheet: Sheet, occasions: Sequence[Occasion]) -> tuple[list[Record], list[Span]]:
    """Return the page's records that are events, in order, and the spans of days that are none themselves.

    There are none where the page is no listing.
    """
    if not sheet.document.boxes:
        return [], []
    tree = sheet.once(Tree)
    plans = timetables(tree, occasions)
    heads = {id(head): (head.mention.start, head.mention.end) for plan in plans for head in plan.heads}
    records, empty = _listed(sheet, tree, [o for o in occasions if id(o) not in heads])
    if cells := [cell for plan in plans for cell in plan.cells]:
        reader = _Reader(tree, statements(sheet, [cell.reach for cell in cells]), frozenset())
        records.extend(reader.read_cells(cells))
    return records, [*empty, *heads.values()]


def _listed(sheet: Sheet, tree: Tree, occasions: Sequence[Occasion]) -> tuple[list[Record], list[Span]]:
    """Return the records of the page's lists, and the spans of a calendar's empty days."""
    found = clusters(tree, occasions)
    extend(tree, found)
    found = found[:MOST]
    listed = [g for g in groups(tree, found) if is_list(g)]
    if not listed and not any(_is_row(tree, c) for c in found):
        return [], []
    taken = sorted(c.reach for g in listed for c in g)
    stated = statements(sheet, taken)
    for cluster in found:
        record_times(tree, cluster)
    reader = _Reader(tree, stated, _calendars(tree, found))
    records = [record for group in listed for record in reader.read(group)]
    grouped = {id(c) for g in listed for c in g}
    alone = [c for c in found if id(c) not in grouped and (records or _is_row(tree, c))]
    records.extend(record for c in alone if (record := reader.read_alone(c)))
    records = [one for record in records for one in one_a_day(record)]
    return _distinct(sorted(records, key=lambda r: r.occasions[0].mention.start)), reader.empty


def _calendars(tree: Tree, found: Sequence[Cluster]) -> frozenset[tuple[str, ...]]:
    """Return the makes whose records are days in a row, whichever weeks' boxes they lie in."""
    makes: dict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in found:
        makes[tree.make(cluster.start)].append(cluster)
    return frozenset(make for make, members in makes.items() if is_calendar(members))


def _is_row(tree: Tree, cluster: Cluster) -> bool:
    """Tell a row of a table whose columns are named, one of them for days."""
    row = tree.within(tree.inner(cluster.start), "tr")
    keys = tree.column_keys(cluster.start)
    return row >= 0 and len(tree.header(row)) >= _COLUMNS and bool(keys & {"label_when", "label_date"})


class _Reader:
    """Reads the records of one page's groups."""

    def __init__(self, tree: Tree, stated: Statements, calendars: frozenset[tuple[str, ...]]) -> None:
        self.tree, self.sheet, self.stated, self.calendars = tree, tree.sheet, stated, calendars
        self.fragments, self.sections = Fragments(tree), Sections(tree.sheet)
        self.empty: list[Span] = []

    def read(self, group: list[Cluster]) -> list[Record]:
        """Return a group's records; none where they are no events."""
        sheet = self.sheet
        timed = self.stated.timed(group[0].reach[0])
        over = self.sections.keys(group[0].reach[0]) | self._columns(group[0])
        if not are_events(sheet, group, over, timed is not None):
            return []
        if any(self.tree.make(c.start) in self.calendars for c in group):
            held = [c for c in group if c.times or c.lead.time or self._holds_event(c)]
            self.empty.extend(c.own for c in group if c not in held)
            group = held
        group = [part for cluster in group for part in split_day(self.tree, cluster)]
        pieces = {id(c): self.fragments.of(*c.reach) for c in group}
        repeated = Counter(text for c in group for text in {fold(p.text) for p in pieces[id(c)]})
        titles = [record_title(sheet, pieces[id(c)], repeated, len(group)) for c in group]
        usual = usual_place(titles, [pieces[id(c)] for c in group])
        named = [t or title_at(sheet, pieces[id(c)], usual) for c, t in zip(group, titles, strict=True)]
        return [self._record(c, pieces[id(c)], own, repeated) for c, own in zip(group, named, strict=True)]

    def read_cells(self, cells: Sequence[Cluster]) -> list[Record]:
        """Return the records that a plan's cells are; what says nothing else of itself is its own name."""
        found = []
        for cell in cells:
            pieces = self.fragments.of(*cell.reach)
            title = record_title(self.sheet, pieces, Counter(), 1)
            if title is None and pieces:
                title = Title(pieces[0].text, pieces[0].start, pieces[0].end, "record", 0.5)
            found.extend([self._record(cell, pieces, title, Counter())] if pieces else [])
        return found

    def _columns(self, cluster: Cluster) -> frozenset[str]:
        """Return what the columns of a record's row are for."""
        row = self.tree.within(self.tree.inner(cluster.start), "tr")
        return keys_in(self.sheet, " | ".join(self.tree.header(row))) if row >= 0 else frozenset()

    def read_alone(self, cluster: Cluster) -> Record | None:
        """Return a record beside a list's: its own hour stands with it, and words that name it."""
        own = cluster.reach[1] - cluster.reach[0] < _ALONE
        if not own or (cluster.lead.time is None and not cluster.times):
            return None
        pieces = self.fragments.of(*cluster.reach)
        title = record_title(self.sheet, pieces, Counter(), 1)
        named = title is not None and title.start is not None and title.end is not None
        if not named or title is None or not self.sheet.marks.has(title.start or 0, title.end or 0, *NOUNS):
            return None
        return self._record(cluster, pieces, title, Counter())

    def _holds_event(self, cluster: Cluster) -> bool:
        """Tell whether a calendar's day holds more than its date."""
        pieces = self._undated(cluster)
        told = any(self.sheet.marks.has(piece.start, piece.end, "event") for piece in pieces)
        return told or any(piece.kind == "heading" or piece.link is not None for piece in pieces)

    def _undated(self, cluster: Cluster) -> list[Fragment]:
        return [piece for piece in self.fragments.of(*cluster.reach) if not piece.dated]

    def _record(
        self, cluster: Cluster, pieces: list[Fragment], own: Title | None, repeated: Counter[str]
    ) -> Record:
        sheet, start = self.sheet, cluster.reach[0]
        own = own or self._column_title(cluster) or self._label_title(cluster)
        timed, placed = self.stated.timed(start, own.text if own else ""), self.stated.placed(start)
        over = timed.title if timed else None
        title = own or self.sections.title(start, over)
        if own is not None and is_kind(sheet, own, repeated):
            title = of_body(own, self.sections.body(start, over))
        lead = cluster.lead
        open_hour = sheet.marks.has(*cluster.reach, "planned")
        if lead.time is None and cluster.times:
            lead.time = cluster.times[0]
        elif lead.time is None and lead.mention.clock is None and timed is not None and not open_hour:
            lead.time, lead.shared_time = timed.time, True
        span = (own.start, own.end) if own and own.start is not None and own.end is not None else None
        place = record_place(sheet, pieces, span)
        shared = (placed.start, placed.end) if placed is not None else None
        rest = tuple(o for o in cluster.occasions if o is not lead)
        return Record(
            (lead, *rest), cluster.reach, title, place[0] if place else None, bool(place and place[1]),
            shared, self._link(cluster, own), own is not None and own.method != PAPERS,
        )  # fmt: skip

    def _column_title(self, cluster: Cluster) -> Title | None:
        """Return the words over a column of days that name what is held: "Work Session", "Board"."""
        head, keys = self.tree.column_head(cluster.start), self.tree.column_keys(cluster.start)
        if head < 0 or not keys & {*NOUNS} or keys & {"label_when", "label_date"}:
            return None
        box = self.tree.box(head)
        bare = bare_title(self.sheet, Title(self.tree.words(head), box.start, box.end, "column", 0.7))
        named = bare is not None and (" " in bare.text or "organisation" in keys)
        return bare if named else None

    def _label_title(self, cluster: Cluster) -> Title | None:
        """Return the term over several days that names the body or the event: "Audit Committee (8 a.m.)"."""
        block = self.tree.block(self.tree.line_index(cluster.start))
        index = self.sheet.block_index(block.start)
        above = self.sheet.blocks[max(0, index - _TERMS) : index]
        term = next((b for b in reversed(above) if b.kind == "label" and b.text == block.label), None)
        if block.kind != "pair" or term is None or not self.sheet.marks.has(term.start, term.end, *NOUNS):
            return None
        return bare_title(self.sheet, Title(term.text, term.start, term.end, "column", 0.7))

    def _link(self, cluster: Cluster, title: Title | None) -> str | None:
        """Return the address of a record's page: its title's anchor, that around it, or its only one."""
        links = [k for k in self.fragments.links(*cluster.reach) if k.href.startswith("http")]
        frames = [k for k in self.fragments.frames(*cluster.reach) if k.href.startswith("http")]
        for link in links:
            if title is not None and title.start is not None and link.start <= title.start < link.end:
                return link.href
        if len({k.href for k in frames}) == 1:
            return frames[0].href
        named = [k for k in links if not is_papers(self.sheet, k.start, k.end)]
        # "Read more" leads to the record's own page where nothing else does.
        named = named or [k for k in links if self.sheet.marks.has(k.start, k.end, "chrome")]
        return named[0].href if len({k.href for k in named}) == 1 else None


def _distinct(records: list[Record]) -> list[Record]:
    """Return the records without those that tell again of one before: its day, at no other hour or name.

    A record without words of its own that name it, such as one of a list of minutes, is any of its day.
    """
    seen: dict[date, list[tuple[int | None, str]]] = defaultdict(list)
    kept = []
    told_more = {r.occasions[0].days[0] for r in records if r.occasions[0].time is not None or r.named}
    for record in records:
        lead = record.occasions[0]
        if not record.named and lead.time is None and lead.days[0] in told_more:
            continue
        hour = lead.time.begin if lead.time is not None and not lead.shared_time else None
        name = fold(record.title.text) if record.title is not None and record.named else ""
        told = seen[lead.days[0]]
        if not any(_is_same((hour, name), other) for other in told):
            told.append((hour, name))
            kept.append(record)
    return kept


def _is_same(one: tuple[int | None, str], other: tuple[int | None, str]) -> bool:
    hours = one[0] is None or other[0] is None or one[0] == other[0]
    return hours and (not one[1] or not other[1] or one[1] in other[1] or other[1] in one[1])
