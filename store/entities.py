"""Organisations are entities: names resolve to rows, in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert
from sqlmodel import Session, col, select

from store import tables
from store.fold import organisation_key
from store.known import Known, known_by_name, known_organisations
from store.tellings import chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of an organisation as one page gives it, with what else the page says of it."""

    name: str
    url: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None

    @property
    def key(self) -> str:
        """Its folded alias."""
        return organisation_key(self.name)


@dataclass(slots=True)
class Found:
    """What a transaction found or stored of organisations: ids by folded alias, and by (scheme, value)."""

    aliases: dict[str, int] = field(default_factory=dict)
    identifiers: dict[tuple[str, str], int] = field(default_factory=dict)


def organisation_ids(session: Session, names: Sequence[Name], found: Found | None = None) -> dict[str, int]:
    """Organisation ids by folded alias, new rows for those not known yet.

    A shared identifier (ROR, Wikidata, a register's number) outranks the name, and so does an organisation
    that ships under this name; an alias that is already another organisation's stays there. Names that fold
    to nothing are left out. What is in ``found`` is not asked for again, and what is learnt goes there.
    """
    wanted = {name.key: name for name in names if name.key}
    found = found if found is not None else Found()
    aliases, claimed = found.aliases, found.identifiers
    aliases |= _by_alias(session, [key for key in wanted if key not in aliases])
    claimed |= _by_identifier(
        session, [name for name in wanted.values() if not claimed.keys() >= name.identifiers.items()]
    )
    ids: dict[str, int] = {}
    for key, name in wanted.items():
        by_identifier = (claimed.get(pair) for pair in name.identifiers.items())
        stored = next((number for number in by_identifier if number is not None), None) or aliases.get(key)
        known = known_by_name(name.name) if stored is None else None
        if stored is not None:
            number = stored
        elif known is not None:
            number = _known_organisation(session, known)
            aliases |= _by_alias(session, [key])
            claimed |= dict.fromkeys(known.identifiers.items() - claimed.keys(), number)
        else:
            number = _new_organisation(session, name)
        if key not in aliases:
            alias = {"folded": key, "name": name.name, "organisation_id": number}
            session.execute(insert(tables.OrganisationAlias), [alias])
            aliases[key] = number
        pairs = [pair for pair in name.identifiers.items() if pair not in claimed]
        if pairs:
            new = [{"scheme": scheme, "value": value, "organisation_id": number} for scheme, value in pairs]
            session.execute(insert(tables.OrganisationIdentifier), new)
            claimed |= dict.fromkeys(pairs, number)
        ids[key] = number
    return ids


def standing_ids(session: Session, names: Sequence[Name]) -> dict[str, int]:
    """Ids by folded alias, of those names of which :func:`organisation_ids` would store nothing."""
    found = _by_alias(session, sorted({name.key for name in names}))
    claimed = _by_identifier(session, names)
    ids: dict[str, int] = {}
    for name in names:
        pairs = list(name.identifiers.items())
        if name.key in found and all(pair in claimed for pair in pairs):
            ids[name.key] = next((claimed[pair] for pair in pairs), found[name.key])
    return ids


def _by_alias(session: Session, keys: list[str]) -> dict[str, int]:
    alias = tables.OrganisationAlias
    found: dict[str, int] = {}
    for chunk in chunks(keys):
        found |= dict(
            session.exec(
                select(alias.folded, alias.organisation_id).where(col(alias.folded).in_(chunk))
            ).all()
        )
    return found


def _by_identifier(session: Session, names: Sequence[Name]) -> dict[tuple[str, str], int]:
    identifier = tables.OrganisationIdentifier
    values = sorted({value for name in names for value in name.identifiers.values()})
    found: dict[tuple[str, str], int] = {}
    for chunk in chunks(values):
        for row in session.exec(select(identifier).where(col(identifier.value).in_(chunk))):
            found[row.scheme, row.value] = row.organisation_id
    return found


def _known_organisation(session: Session, known: Known) -> int:
    """The row of an organisation that ships; made with aliases, identifiers and parent where it is new."""
    table, alias = tables.Organisation, tables.OrganisationAlias
    row = session.exec(select(table).where(col(table.known_id) == known.id)).first()
    if row is None:
        keys = {organisation_key(name): name for name in known.names}
        taken = _by_alias(session, list(keys))
        row = session.get(table, min(taken.values())) if taken else None
        row = row or table(name=known.names[0])
        parent = known_organisations()[known.parent] if known.parent else None
        row.name, row.known_id, row.country = known.names[0], known.id, known.country
        row.type, row.url = row.type or known.type, row.url or known.url
        row.parent_id = _known_organisation(session, parent) if parent else None
        session.add(row)
        session.flush()
        new = [
            {"folded": key, "name": name, "organisation_id": row.id}
            for key, name in keys.items()
            if key not in taken
        ]
        if new:
            session.execute(insert(alias), new)
        _identify(session, row.id, known.identifiers)
    return _number(row)


def _identify(session: Session, number: int | None, identifiers: Mapping[str, str]) -> None:
    table = tables.OrganisationIdentifier
    new = [
        {"scheme": scheme, "value": value, "organisation_id": number}
        for scheme, value in identifiers.items()
        if session.get(table, (scheme, value)) is None
    ]
    if new:
        session.execute(insert(table), new)


def _new_organisation(session: Session, name: Name) -> int:
    row = tables.Organisation(name=name.name, type=name.type, url=name.url)
    session.add(row)
    session.flush()
    return _number(row)


def _number(row: tables.Organisation) -> int:
    if row.id is None:
        raise RuntimeError("the database gave an organisation no id")
    return row.id
