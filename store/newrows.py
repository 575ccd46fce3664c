"""The rows of announcements that are to be inserted: collected, and then inserted table by table."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, SQLModel

from pipeline.model import Announcement, announcement_id
from store import tables
from store.entities import Found, Name, organisation_ids
from store.history import claims_digest, digest, field_values
from store.inserts import insert_rows
from store.match.links import link_key
from store.rows import Row, child_rows, told_row
from store.venues import SeenVenues, venue_id

CHILDREN = (
    tables.Participation,
    tables.Funding,
    tables.AnnouncementTopic,
    tables.AnnouncementLink,
    tables.Claim,
)


class NewRows:
    """Venues and organisations are found, or made, as announcements are added; the rest waits for ``insert``.

    Whoever asks the store for announcements in between does not find those that wait.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[type[SQLModel], list[Row]] = {
            table: [] for table in (tables.Announcement, *CHILDREN)
        }
        self._venues: SeenVenues = {}
        self._organisations = Found()

    def add(self, source_id: str, page_id: int, item: Announcement, at: datetime) -> None:
        """An announcement that is not stored, told ``at`` a time by a stored page."""
        self._add_row(source_id, page_id, item, at)
        self.add_children(item)
        self.add_parts(source_id, page_id, item, at)

    def row(self, source_id: str, page_id: int, item: Announcement) -> Row:
        """The columns that an announcement's telling has, new or not."""
        return told_row(item) | {
            "id": item.id,
            "source_id": source_id,
            "page_id": page_id,
            "url": item.url,
            "url_key": link_key(item.url) or "",
            "key": item.key,
            "is_primary": item.primary,
            "translation_key": item.translation_key,
            "venue_id": venue_id(self._session, item.place, self._venues),
            "fields_digest": digest(field_values(item)),
            "claims_digest": claims_digest(
                [*item.claims, *(claim for part in item.sub_events for claim in part.claims)]
            ),
        }

    def add_children(self, item: Announcement) -> None:
        """Its parties, funding, topics, links and claims."""
        children = child_rows(item)
        names = [
            Name(name=party.name, url=party.url, identifiers=party.identifiers) for party in item.parties
        ]
        funders = [Name(name=money.funder) for money in item.funding if money.funder]
        ids = organisation_ids(self._session, [*funders, *names], self._organisations)
        for row, money in zip(children["funding"], item.funding, strict=True):
            row["organisation_id"] = ids.get(Name(name=money.funder).key) if money.funder else None
        self._rows[tables.Participation] += _party_rows(item, [ids[name.key] for name in names])
        self._rows[tables.Funding] += children["funding"]
        self._rows[tables.AnnouncementTopic] += children["topics"]
        self._rows[tables.AnnouncementLink] += _link_rows(item)
        self._rows[tables.Claim] += children["claims"]

    def add_parts(self, source_id: str, page_id: int, item: Announcement, at: datetime) -> None:
        """A programme's parts, written anew with their whole: they have no identity of their own."""
        for position, told in enumerate(item.sub_events):
            part = replace(told, id=announcement_id(item.id, f"part {position}"), sub_events=())
            self._add_row(source_id, page_id, part, at, item.id, position)
            self.add_children(part)

    def insert(self) -> None:
        """Insert what was added, wholes before their parts and what is theirs."""
        for table, rows in self._rows.items():
            insert_rows(self._session, table, rows)
            rows.clear()

    def _add_row(
        self,
        source_id: str,
        page_id: int,
        item: Announcement,
        at: datetime,
        parent_id: str | None = None,
        position: int = 0,
    ) -> None:
        seen = {"first_seen": at, "last_seen": at, "last_changed": at, "missing_since": None}
        place = {"parent_id": parent_id, "position": position}
        self._rows[tables.Announcement].append(self.row(source_id, page_id, item) | seen | place)


def _party_rows(item: Announcement, organisations: list[int]) -> list[Row]:
    return [
        {
            "announcement_id": item.id,
            "position": position,
            "organisation_id": number,
            "role": party.role.value,
            "name": party.name,
            "url": party.url,
            "identifiers": dict(party.identifiers),
            "inferred": party.inferred,
        }
        for position, (party, number) in enumerate(zip(item.parties, organisations, strict=True))
    ]


def _link_rows(item: Announcement) -> list[Row]:
    links = [("same_as", url) for url in item.same_as]
    links += [("registration", item.registration.url)] if item.registration.url else []
    return [
        {
            "announcement_id": item.id,
            "position": position,
            "kind": kind,
            "url": url,
            "key": link_key(url) or "",
        }
        for position, (kind, url) in enumerate(links)
    ]
