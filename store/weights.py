"""How many events the facets and words of a question have: the fewest are walked, others are probed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col

from store import tables
from store.filters import Group, Narrowed
from store.positions import DAY
from store.reads import read_count, read_rows
from store.search import SEARCH_TEXT, matches

ENOUGH = 1_000
"""Beyond so many events it does not matter how many there are: a page is full before."""
PROBED, READ = 20_000, 100_000
"""So many rows are looked at, with probes of facets or alone, sooner than a million events are walked."""

Column = SQLCoreOperations[Any]
_FACET = tables.EventFacet
_NEAR = 30 * DAY
_KEY = col(_FACET.key)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Positions from ``first`` on and before ``end``."""

    first: int
    end: int

    def holds(self, position: Column) -> ColumnElement[bool]:
        """The condition that a position is one of these."""
        return (position >= self.first) & (position < self.end)


def weighed(session: Session, asked: Narrowed, stretch: Stretch) -> tuple[Sequence[Group], int]:
    """The groups, that of the fewest events in the stretch first, and how many it has, to ``ENOUGH``.

    Of those that have more, that comes first whose first ``ENOUGH`` reach farthest: it has the fewest a day.
    Of several facets side by side that is told by how many there are in the first days.
    """
    groups = asked.groups
    is_alone = len(groups) == 1 and groups[0].is_single and not asked.terms and not asked.is_recent
    if not groups or is_alone:
        return groups, ENOUGH  # nothing to choose between
    narrow = [(number, group) for number, group in enumerate(groups) if not group.is_wide]
    rows: list[Any] = []
    ends = {"first": stretch.first, "end": stretch.end}
    if narrow:
        stated = {_key(number): list(group.keys) for number, group in narrow}
        shape = tuple((number, group.is_single) for number, group in narrow)
        rows += read_rows(session, _weighing(shape), **ends, **stated)
    for number, group in enumerate(groups):
        if group.is_wide:
            rows += read_rows(session, _weight(number, group.has(_KEY)), **ends)
    weights = sorted((count, -(reach or 0), number) for number, count, reach in rows)
    return [groups[number] for *_, number in weights], weights[0][0]


def _key(number: int) -> str:
    return f"keys_{number}"


@lru_cache(maxsize=100)
def _weighing(shape: tuple[tuple[int, bool], ...]) -> CompoundSelect[Any]:
    """The weights of several groups of known keys, by their numbers and whether each is single: made once,
    since to make it takes longer than to answer it.
    """
    return union_all(
        *(
            _weight(number, _KEY.in_(bindparam(_key(number), expanding=True)), is_single=is_single)
            for number, is_single in shape
        )
    )


def _weight(
    number: int, condition: ColumnElement[bool], *, is_single: bool = False
) -> Select[*tuple[Any, ...]]:
    position = col(_FACET.position)
    begin = bindparam("first", type_=BigInteger)
    onward = select(position).where(condition, position >= begin)
    some = onward.where(position < bindparam("end", type_=BigInteger)).limit(ENOUGH)
    if is_single:
        first = some.order_by(position).subquery()
        return select(literal(number), func.count(), func.max(first.c.position)).select_from(first)
    # In order only by sorting all.
    near = onward.where(position < begin + _NEAR).limit(ENOUGH).subquery()
    reach = begin + literal(_NEAR * ENOUGH, BigInteger) // (
        select(func.count() + 1).select_from(near).scalar_subquery()
    )
    return select(literal(number), func.count(), reach).select_from(some.subquery())


def are_few(session: Session, asked: Narrowed) -> bool:
    """Whether the rows that meet the conditions are few enough to be looked at one by one."""
    most = PROBED if asked.groups else READ
    some = select(literal(1)).select_from(tables.Event).where(*asked.conditions).limit(most)
    return read_count(session, select(func.count()).select_from(some.subquery())) < most


def text_weight(session: Session, terms: Sequence[str]) -> int:
    """How many events hold the words, counted to ``ENOUGH``."""
    some = select(SEARCH_TEXT.c.rowid).where(matches(session, terms)).limit(ENOUGH)
    return read_count(session, select(func.count()).select_from(some.subquery()))
