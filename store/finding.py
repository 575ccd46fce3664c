"""Which events meet filters, in the order of their starts: one index is walked, the others are probed.

What is walked is what has the fewest events from the first day asked for on: a facet, the words, or all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    false,
    func,
    label,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlmodel import Session, col

from store import tables
from store.filters import Filters, Group, Narrowed, narrowed
from store.positions import DAY, LAST, MINUTE, UNDATED, day_position
from store.reads import read_count, read_values
from store.search import SEARCH_TEXT, clipped, holds, matches
from store.weights import ENOUGH, Column, Stretch, are_few, text_weight, weighed

_DAY = timedelta(days=1)
# Of many facets side by side all events are sorted: so far ahead is looked before all the rest.
_AHEAD = (30 * DAY, 180 * DAY)
_EVENT = tables.Event
_FACET = tables.EventFacet


def untimed(day: date) -> Stretch:
    """The positions of what begins on this day without a clock time."""
    return Stretch(day_position(day), day_position(day) + MINUTE)


def find_positions(
    session: Session, filters: Filters, *, after: int | None = None, limit: int | None = None
) -> list[int]:
    """Positions of the events that meet the filters, in order: those behind ``after``, at most ``limit``."""
    asked = narrowed(session, filters)
    found: list[int] = []
    for wanted in walks(session, asked, after):
        room = None if limit is None else limit - len(found)
        if room == 0:
            break
        found += read_values(session, wanted.limit(room))
    return found


def matching(session: Session, filters: Filters, limit: int | None = None) -> Select[Any]:
    """A select of the positions of the events that meet the filters, to narrow another question by."""
    parts = [part.limit(limit).subquery() for part in walks(session, narrowed(session, filters))]
    return union_all(*(select(part.c.position) for part in parts)).subquery().select().limit(limit)


def count_positions(session: Session, filters: Filters, at_most: int | None = None) -> int:
    """How many events meet the filters, counted up to ``at_most``."""
    count = 0
    for wanted in walks(session, narrowed(session, filters)):
        room = None if at_most is None else at_most - count
        if room == 0:
            break
        within = wanted.limit(room).subquery()
        count += read_count(session, select(func.count()).select_from(within))
    return count


def walks(session: Session, asked: Narrowed, after: int | None = None) -> list[Select[Any]]:
    """Selects of positions, each in order, none of which has an event of another: together they are all.

    With a first day those come first that began before it and still last.
    """
    first = asked.start_from
    end = UNDATED if first else LAST
    if asked.start_to is not None:
        end = day_position(asked.start_to + _DAY) if asked.start_to < date.max else UNDATED
    behind = -1 if after is None else after
    begun = day_position(first) if first else _beginning(session, after)
    found = []
    if first and behind < begun:
        found.append(_lasting(session, asked, first, Stretch(behind + 1, min(begun, end))))
    if behind < end:
        found += _onward(session, asked, Stretch(max(begun, behind + 1), end))
    return found


def _beginning(session: Session, after: int | None) -> int:
    """Where there is something to find behind ``after``: not before the first event of all."""
    return after or read_values(session, select(func.min(_EVENT.position)))[0] or 0


def _onward(session: Session, asked: Narrowed, stretch: Stretch) -> list[Select[Any]]:
    """The stretch in one walk, or in several one behind the other where much would be sorted at once."""
    groups, fewest = weighed(session, asked, stretch)
    is_sorted = bool(groups) and not groups[0].is_single
    if asked.terms or asked.is_recent or not is_sorted or fewest < ENOUGH:
        return [_walk(session, asked, groups, fewest, stretch)]
    bounds = [min(stretch.end, stretch.first + ahead) for ahead in _AHEAD]
    parts = zip((stretch.first, *bounds), (*bounds, stretch.end), strict=True)
    return [_along_facets(session, asked, groups, Stretch(*part)) for part in parts if part[0] < part[1]]


def _lasting(session: Session, asked: Narrowed, first: date, stretch: Stretch) -> Select[Any]:
    lasts = [literal_column("until_on > start_on"), col(_EVENT.until_on) >= first]
    position = unordered_position()
    # PostgreSQL knows how many days a stretch has, and looks at it within the index of last days.
    is_known = session.get_bind().dialect.name == "postgresql"
    within = stretch.holds(col(_EVENT.position) if is_known else position)
    return _ordered(position, [within, *lasts, *probed(session, asked, position)], asked)


def unordered_position() -> Column:
    """The position as an expression that no index has: what lasts is to be looked for by its last day, what
    changed lately by when.
    """
    return literal_column("event.position + 0", BigInteger)


def probed(session: Session, asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    """The filters but for their days, as conditions of a select from ``event`` that walks by itself."""
    return [*asked.conditions, *indexed(session, asked, position)]


def indexed(session: Session, asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    """Those of these conditions that are told without an event's row."""
    probes = [*_facet_probes(asked.groups, position), *_text_probe(session, asked, position)]
    return [*probes, *([false()] if asked.is_void else [])]


def walk(session: Session, asked: Narrowed, stretch: Stretch) -> Select[Any]:
    """A select of the positions in this stretch, in order, whatever days are asked for."""
    return _walk(session, asked, *weighed(session, asked, stretch), stretch)


def _walk(
    session: Session, asked: Narrowed, groups: Sequence[Group], fewest: int, stretch: Stretch
) -> Select[Any]:
    if asked.terms and fewest >= ENOUGH:
        return _along_text(session, asked, stretch)
    if asked.is_recent and (not groups or fewest >= ENOUGH) and are_few(session, asked):
        position = unordered_position()
        return _ordered(position, [stretch.holds(position), *probed(session, asked, position)], asked)
    if not groups or (fewest >= ENOUGH and groups[0].is_wide):
        # Where nearly every event has one of many facets, looking at event after event is soonest done.
        position = col(_EVENT.position)
        return _ordered(position, [stretch.holds(position), *probed(session, asked, position)], asked)
    return _along_facets(session, asked, groups, stretch)


def _along_facets(
    session: Session, asked: Narrowed, groups: Sequence[Group], stretch: Stretch
) -> Select[Any]:
    position, walked, others = _walked(session, groups, stretch)
    probes = [*walked, *_facet_probes(others, position), *_row_probe(asked, position)]
    if asked.terms:
        probes.append(_probe(SEARCH_TEXT.c.rowid == position, *holds(asked.terms)))
    wanted = _ordered(position, probes, asked)
    return wanted if groups[0].is_single else wanted.distinct()


def _walked(
    session: Session, groups: Sequence[Group], stretch: Stretch
) -> tuple[Column, Sequence[ColumnElement[bool]], Sequence[Group]]:
    """The position walked along the first group, what makes it so, and the groups that are left to probe.

    Where more than one list is walked, that is a select by itself (``OFFSET 0``): what else is probed is
    probed of what it finds, and no planner looks at all events' facets for the sake of their order.
    """
    one, others = groups[0], groups[1:]
    lists = [_listed(tables.EventFacet.__table__, one, stretch)]  # type: ignore[attr-defined]
    # PostgreSQL walks two lists side by side, or one and probes the other where that is much the longer.
    if others and others[0].is_single and session.get_bind().dialect.name == "postgresql":
        beside = tables.EventFacet.__table__.alias()  # type: ignore[attr-defined]
        lists.append(_listed(beside, others[0], stretch))
        others = others[1:]
    position, *second = (position for position, _ in lists)
    walked = [condition for _, conditions in lists for condition in conditions]
    if one.is_single and not second:
        return position, walked, others
    both = select(position).where(*walked, *(position == other for other in second)).offset(0)
    return (both.order_by(position) if one.is_single else both).subquery().c.position, [], others


def _listed(
    facets: FromClause, group: Group, stretch: Stretch
) -> tuple[Column, Sequence[ColumnElement[bool]]]:
    """The position of an event that has one facet of the group, and the conditions of that.

    The stretch is said of each list: no planner infers where in a second one to begin.
    """
    return facets.c.position, [group.has(facets.c.key), stretch.holds(facets.c.position)]


def _along_text(session: Session, asked: Narrowed, stretch: Stretch) -> Select[Any]:
    position = SEARCH_TEXT.c.rowid
    probes = [
        matches(session, asked.terms),
        *holds(clipped(session, asked.terms)),
        stretch.holds(position),
        *_facet_probes(asked.groups, position),
        *_row_probe(asked, position),
    ]
    return _ordered(position, probes, asked)


def _ordered(position: Column, conditions: Sequence[ColumnElement[bool]], asked: Narrowed) -> Select[Any]:
    void = [false()] if asked.is_void else []
    return select(label("position", position)).where(*conditions, *void).order_by(position)


def _facet_probes(groups: Sequence[Group], position: Column) -> list[ColumnElement[bool]]:
    probes: list[ColumnElement[bool]] = []
    for group in groups:
        probe = tables.EventFacet.__table__.alias()  # type: ignore[attr-defined]
        # An event has a dozen facets: to look at them all is sooner done than to look up each of several.
        key = probe.c.key if group.is_single else probe.c.key + 0
        probes.append(_probe(probe.c.position == position, group.has(key)))
    return probes


def _probe(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a row, looked up row by row: a planner that could would join all instead, though
    a page is full after the first few.
    """
    return select(literal(1)).where(*conditions).offset(0).exists()


def _row_probe(asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    if not asked.conditions:
        return []
    return [_probe(col(_EVENT.position) == position, *asked.conditions)]


def _text_probe(session: Session, asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    if not asked.terms:
        return []
    if text_weight(session, asked.terms) < ENOUGH:
        found = [matches(session, asked.terms), *holds(clipped(session, asked.terms))]
        return [position.in_(select(SEARCH_TEXT.c.rowid).where(*found))]
    return [_probe(SEARCH_TEXT.c.rowid == position, *holds(asked.terms))]
