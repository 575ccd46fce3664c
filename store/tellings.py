"""Rows back to announcements and tellings, in a fixed number of queries however many are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session, SQLModel

from pipeline.model import (
    Announcement,
    Price,
    Status,
    Telling,
)
from store import tables
from store.reads import read_listed
from store.restore import claim_of, funding_of, party_of, place_of, registration_of, when_of, yearless_of

K = TypeVar("K", str, int)
T = TypeVar("T", bound=SQLModel)
_CHUNK = 500
UNREAD = frozenset(
    ("start_at", "end_at", "start_on", "until_on", "deadline_at", "deadline_on", "city_key", "venue_id")
)
"""Columns of :class:`store.told.Told` by which is sought; the model's values are made of the others."""


def chunks(keys: Iterable[K]) -> Iterable[list[K]]:
    """``keys`` in lists that are short enough for one query's parameters."""
    listed = list(keys)
    return (listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK))


@dataclass(slots=True)
class _Children:
    """The child rows of a batch of announcements, by announcement id, each in its order."""

    parts: dict[str, list[tables.Announcement]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[str, list[tables.Participation]] = field(default_factory=lambda: defaultdict(list))
    funding: dict[str, list[tables.Funding]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[tables.AnnouncementLink]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[str, list[tables.AnnouncementTopic]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[str, list[tables.Claim]] = field(default_factory=lambda: defaultdict(list))


def load_announcements(
    session: Session, ids: Iterable[str], *, claims: bool = True
) -> dict[str, Announcement]:
    """Announcements by id as they were written; ids that are not stored are left out.

    ``claims=False`` leaves the evidence where it is, for lists that do not show it.
    """
    told = tables.Announcement
    rows = read_listed(session, told, "id", sorted(set(ids)), without=UNREAD)
    children = _children(session, rows, claims)
    return {row.id: _announcement(row, children) for row in rows}


def load_tellings(
    session: Session, event_ids: Iterable[str], *, claims: bool = True
) -> dict[str, list[Telling]]:
    """The tellings of each event, oldest first."""
    told = tables.Announcement
    rows = read_listed(session, told, "event_id", sorted(set(event_ids)), without=UNREAD)
    rows.sort(key=lambda row: (row.first_seen, row.id))
    children = _children(session, rows, claims)
    sources = load_sources(session, {row.source_id for row in rows})
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for row in rows:
        publisher, networks = sources[row.source_id]
        telling = Telling(
            announcement=_announcement(row, children),
            publisher=publisher,
            networks=networks,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            missing_since=row.missing_since,
        )
        tellings[str(row.event_id)].append(telling)
    return tellings


def load_sources(session: Session, ids: set[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """(publisher's name, its networks in order) by source id."""
    networks: dict[str, list[str]] = defaultdict(list)
    publishers: dict[str, str] = {}
    for link in read_listed(session, tables.SourceNetwork, "source_id", sorted(ids), "network_id"):
        networks[link.source_id].append(link.network_id)
    for source in read_listed(session, tables.Source, "id", sorted(ids)):
        publishers[source.id] = source.publisher
    return {key: (publisher, tuple(networks[key])) for key, publisher in publishers.items()}


def _children(session: Session, rows: Sequence[tables.Announcement], claims: bool) -> _Children:
    children = _Children()
    ids = [row.id for row in rows]
    parts = read_listed(session, tables.Announcement, "parent_id", ids, without=UNREAD)
    for part in sorted(parts, key=lambda part: part.position):
        children.parts[str(part.parent_id)].append(part)
    ids += [part.id for parts in children.parts.values() for part in parts]
    _collect(session, tables.Participation, ids, children.parties)
    _collect(session, tables.Funding, ids, children.funding)
    _collect(session, tables.AnnouncementLink, ids, children.links)
    _collect(session, tables.AnnouncementTopic, ids, children.topics)
    if claims:
        _collect(session, tables.Claim, ids, children.claims)
    return children


_Child = TypeVar(
    "_Child",
    tables.Participation,
    tables.Funding,
    tables.AnnouncementLink,
    tables.AnnouncementTopic,
    tables.Claim,
)


def _collect(session: Session, table: type[_Child], ids: list[str], into: dict[str, list[_Child]]) -> None:
    for row in read_listed(session, table, "announcement_id", ids, "position"):
        into[row.announcement_id].append(row)


def _announcement(row: tables.Announcement, children: _Children) -> Announcement:
    key = row.id
    same_as = tuple(link.url for link in children.links.get(key, ()) if link.kind == "same_as")
    return Announcement(
        id=key,
        source_id=row.source_id,
        url=row.url,
        key=row.key,
        title=row.title,
        summary=row.summary,
        when=when_of(row),
        yearless=yearless_of(row),
        place=place_of(row),
        parties=tuple(party_of(party) for party in children.parties.get(key, ())),
        funding=tuple(funding_of(money) for money in children.funding.get(key, ())),
        registration=registration_of(row),
        price=Price(free=row.free, amount=row.price, currency=row.currency, text=row.price_text),
        status=Status(row.status),
        primary=row.is_primary,
        language=row.language,
        languages=tuple(row.languages),
        series=row.series,
        super_event=row.super_event,
        sub_events=tuple(_announcement(part, children) for part in children.parts.get(key, ())),
        same_as=same_as,
        translation_key=row.translation_key,
        topics=tuple(topic.topic for topic in children.topics.get(key, ())),
        claims=tuple(claim_of(claim) for claim in children.claims.get(key, ())),
    )
