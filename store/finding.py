"""Which events meet filters, in the order of their starts: one index is walked, the others are probed.

What is walked is what has the fewest events from the first day asked for on: a facet, the words, or all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    exists,
    false,
    func,
    label,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col

from store import tables
from store.filters import Filters, Group, Narrowed, narrowed
from store.positions import LAST, MINUTE, UNDATED, day_position
from store.reads import read_count, read_values
from store.search import SEARCH_TEXT, clipped, holds, matches

# Beyond so many events of a facet it does not matter how many there are: a page is full before.
_ENOUGH = 2_000
_DAY = timedelta(days=1)
Column = SQLCoreOperations[Any]
_EVENT = tables.Event
_FACET = tables.EventFacet


@dataclass(frozen=True, slots=True)
class Stretch:
    """Positions from ``first`` on and before ``end``."""

    first: int
    end: int

    def holds(self, position: Column) -> ColumnElement[bool]:
        """The condition that a position is one of these."""
        return (position >= self.first) & (position < self.end)


def untimed(day: date) -> Stretch:
    """The positions of what begins on this day without a clock time."""
    return Stretch(day_position(day), day_position(day) + MINUTE)


def find_positions(
    session: Session, filters: Filters, *, after: int | None = None, limit: int | None = None
) -> list[int]:
    """Positions of the events that meet the filters, in order: those behind ``after``, at most ``limit``."""
    asked = narrowed(session, filters)
    found: list[int] = []
    for wanted in walks(session, asked, after, limit):
        room = None if limit is None else limit - len(found)
        if room == 0:
            break
        found += read_values(session, wanted.limit(room))
    return found


def matching(session: Session, filters: Filters, limit: int | None = None) -> Select[Any]:
    """A select of the positions of the events that meet the filters, to narrow another question by."""
    parts = [part.limit(limit).subquery() for part in walks(session, narrowed(session, filters), None, limit)]
    return union_all(*(select(part.c.position) for part in parts)).subquery().select().limit(limit)


def count_positions(session: Session, filters: Filters, at_most: int | None = None) -> int:
    """How many events meet the filters, counted up to ``at_most``."""
    count = 0
    for wanted in walks(session, narrowed(session, filters), None, at_most):
        room = None if at_most is None else at_most - count
        if room == 0:
            break
        within = wanted.limit(room).subquery()
        count += read_count(session, select(func.count()).select_from(within))
    return count


def walks(
    session: Session, asked: Narrowed, after: int | None = None, limit: int | None = None
) -> list[Select[Any]]:
    """Selects of positions, each in order, none of which has an event of another: together they are all.

    With a first day those come first that began before it and still last.
    """
    first = asked.start_from
    end = UNDATED if first else LAST
    if asked.start_to is not None:
        end = day_position(asked.start_to + _DAY) if asked.start_to < date.max else UNDATED
    behind = -1 if after is None else after
    begun = day_position(first) if first else 0
    found = []
    if first and behind < begun:
        found.append(_lasting(session, asked, first, Stretch(behind + 1, min(begun, end))))
    if behind < end:
        found.append(walk(session, asked, Stretch(max(begun, behind + 1), end)))
    return found


def _lasting(session: Session, asked: Narrowed, first: date, stretch: Stretch) -> Select[Any]:
    lasts = [literal_column("until_on > start_on"), col(_EVENT.until_on) >= first]
    position = lasting_position()
    return _ordered(position, [stretch.holds(position), *lasts, *probed(session, asked, position)], asked)


def lasting_position() -> Column:
    """The position as an expression that no index has: what lasts is to be looked for by its last day."""
    return literal_column("event.position + 0", BigInteger)


def probed(session: Session, asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    """The filters but for their days, as conditions of a select from ``event`` that walks by itself."""
    probes = [*_facet_probes(asked.groups, position), *_text_probe(session, asked, position)]
    return [*asked.conditions, *probes, *([false()] if asked.is_void else [])]


def walk(session: Session, asked: Narrowed, stretch: Stretch) -> Select[Any]:
    """A select of the positions in this stretch, in order, whatever days are asked for."""
    weighed = [(_weight(session, group, stretch), group) for group in asked.groups]
    weighed.sort(key=lambda pair: pair[0])
    groups = [group for _, group in weighed]
    fewest = weighed[0][0] if weighed else _ENOUGH
    if (asked.terms and _text_weight(session, asked, stretch) < fewest) or (asked.terms and not groups):
        return _along_text(session, asked, stretch)
    if not groups or (fewest >= _ENOUGH and groups[0].is_wide):
        # Where nearly every event has one of many facets, looking at event after event is soonest done.
        position = col(_EVENT.position)
        return _ordered(position, [stretch.holds(position), *probed(session, asked, position)], asked)
    if asked.terms and fewest >= _ENOUGH:
        return _along_text(session, asked, stretch)
    position = col(_FACET.position)
    probes = [
        groups[0].has(col(_FACET.key)),
        stretch.holds(position),
        *_facet_probes(groups[1:], position),
        *_row_probe(asked, position),
    ]
    if asked.terms:
        probes.append(exists().where(SEARCH_TEXT.c.rowid == position, *holds(asked.terms)))
    wanted = _ordered(position, probes, asked)
    return wanted if groups[0].is_single else wanted.distinct()


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
        # An event has a dozen facets: to look whether one is among thousands, an index on these is no help.
        key = probe.c.key + 0 if group.is_wide else probe.c.key
        probes.append(exists().where(probe.c.position == position, group.has(key)))
    return probes


def _row_probe(asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    if not asked.conditions:
        return []
    return [exists().where(col(_EVENT.position) == position, *asked.conditions)]


def _text_probe(session: Session, asked: Narrowed, position: Column) -> list[ColumnElement[bool]]:
    if not asked.terms:
        return []
    if _text_weight(session, asked, Stretch(0, LAST)) < _ENOUGH:
        found = [matches(session, asked.terms), *holds(clipped(session, asked.terms))]
        return [position.in_(select(SEARCH_TEXT.c.rowid).where(*found))]
    return [exists().where(SEARCH_TEXT.c.rowid == position, *holds(asked.terms))]


def _weight(session: Session, group: Group, stretch: Stretch) -> int:
    position = col(_FACET.position)
    some = select(position).where(group.has(col(_FACET.key)), stretch.holds(position)).limit(_ENOUGH)
    return read_count(session, select(func.count()).select_from(some.subquery()))


def _text_weight(session: Session, asked: Narrowed, stretch: Stretch) -> int:
    position = SEARCH_TEXT.c.rowid
    some = select(position).where(matches(session, asked.terms), stretch.holds(position)).limit(_ENOUGH)
    return read_count(session, select(func.count()).select_from(some.subquery()))
