"""Organisations as entities: who they are, under which names, in which roles, with how much money a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from store import tables
from store.fold import like_pattern
from store.tellings import chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """One organisation. ``roles`` counts its events by role; ``money`` sums what it gave by (year, currency),
    each event once; ``members`` are the organisations whose parent it is.
    """

    id: int
    name: str
    type: str | None
    country: str | None
    url: str | None
    parent: str | None
    members: tuple[str, ...]
    aliases: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, int], ...]
    money: tuple[tuple[int, str, float], ...]


def find_organisations(
    session: Session, text: str | None = None, limit: int | None = None
) -> list[OrganisationView]:
    """Organisations with ``text`` in any name or as an identifier (None: all), those of most events first."""
    organisation, part = tables.Organisation, tables.Participation
    count = func.count(func.distinct(part.announcement_id))
    wanted = select(organisation.id).join(
        part, col(part.organisation_id) == col(organisation.id), isouter=True
    )
    if text is not None:
        wanted = wanted.where(or_(*_named(text)))
    wanted = wanted.group_by(col(organisation.id)).order_by(count.desc(), col(organisation.name)).limit(limit)
    return load_organisations(session, [number for number in session.exec(wanted) if number is not None])


def _named(text: str) -> list[ColumnElement[bool]]:
    alias, identifier = tables.OrganisationAlias, tables.OrganisationIdentifier
    number = col(tables.Organisation.id)
    named = select(alias.organisation_id).where(col(alias.folded).like(like_pattern(text), escape="\\"))
    known = select(identifier.organisation_id).where(col(identifier.value) == text)
    return [number.in_(named), number.in_(known)]


def load_organisations(session: Session, ids: Sequence[int]) -> list[OrganisationView]:
    """Views in the order of ``ids``, in a fixed number of queries."""
    rows: dict[int | None, tables.Organisation] = {}
    aliases: dict[int, list[str]] = defaultdict(list)
    identifiers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    members: dict[int, list[str]] = defaultdict(list)
    for chunk in chunks(ids):
        table, alias, identifier = (
            tables.Organisation,
            tables.OrganisationAlias,
            tables.OrganisationIdentifier,
        )
        rows |= {row.id: row for row in session.exec(select(table).where(col(table.id).in_(chunk)))}
        for one in session.exec(select(alias).where(col(alias.organisation_id).in_(chunk))):
            aliases[one.organisation_id].append(one.name)
        for two in session.exec(select(identifier).where(col(identifier.organisation_id).in_(chunk))):
            identifiers[two.organisation_id].append((two.scheme, two.value))
        for row in session.exec(select(table).where(col(table.parent_id).in_(chunk))):
            members[row.parent_id or 0].append(row.name)
    parents = _names(session, [row.parent_id for row in rows.values() if row.parent_id is not None])
    roles, money = _roles(session, ids), _money(session, ids)
    return [
        OrganisationView(
            id=number,
            name=rows[number].name,
            type=rows[number].type,
            country=rows[number].country,
            url=rows[number].url,
            parent=parents.get(rows[number].parent_id or 0),
            members=tuple(sorted(members[number])),
            aliases=tuple(sorted(name for name in aliases[number] if name != rows[number].name)),
            identifiers=tuple(sorted(identifiers[number])),
            roles=tuple(sorted(roles[number].items())),
            money=tuple(sorted((year, unit, total) for (year, unit), total in money[number].items())),
        )
        for number in ids
        if number in rows
    ]


def _names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    table = tables.Organisation
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        rows = session.exec(select(table.id, table.name).where(col(table.id).in_(chunk)))
        found |= {number: name for number, name in rows if number is not None}
    return found


def _roles(session: Session, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    part, told = tables.Participation, tables.Announcement
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for chunk in chunks(ids):
        counted = (
            select(part.organisation_id, part.role, func.count(func.distinct(told.event_id)))
            .join(told, col(part.announcement_id) == col(told.id))
            .where(col(part.organisation_id).in_(chunk))
            .group_by(col(part.organisation_id), col(part.role))
        )
        for number, role, count in session.exec(counted):
            found[number][role] = count
    return found


def _money(session: Session, ids: Sequence[int]) -> dict[int, dict[tuple[int, str], float]]:
    """Sums by year and currency; what several tellings say of one event's money counts once."""
    money, told = tables.Funding, tables.Announcement
    found: dict[int, dict[tuple[int, str], float]] = defaultdict(lambda: defaultdict(float))
    for chunk in chunks(ids):
        columns: tuple[Any, ...] = (
            *(money.organisation_id, told.event_id, money.programme, money.amount, money.currency),
            told.start_on,
        )
        stated = (
            select(*columns)
            .join(told, col(money.announcement_id) == col(told.id))
            .where(col(money.organisation_id).in_(chunk), col(money.amount).is_not(None))
            .where(col(money.currency).is_not(None), col(told.start_on).is_not(None))
            .order_by(col(told.id), col(money.position))
        )
        counted: set[tuple[object, ...]] = set()
        for *act, day in session.exec(stated):
            number, _, _, amount, currency = act
            if tuple(act) not in counted:
                counted.add(tuple(act))
                found[number][day.year, currency] += amount
    return found
