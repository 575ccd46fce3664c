"""One announcement with its child rows: inserted, changed with history, or only seen again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col, select

from pipeline.model import Announcement, Status, announcement_id
from store import tables
from store.entities import Name, organisation_ids, venue_id
from store.history import changed_fields, claims_digest, digest, field_values
from store.match.links import link_key
from store.rows import Row, child_rows, told_row
from store.tellings import chunks, load_announcements

_CHILDREN = (
    tables.Participation,
    tables.Funding,
    tables.AnnouncementLink,
    tables.AnnouncementTopic,
    tables.Claim,
)


def write_announcements(
    session: Session, run_id: str, page: tables.Page, found: Sequence[Announcement], at: datetime
) -> Counter[str]:
    """Store what ``page`` tells, ids settled; returns counts by the names of ``store.write.WriteCounts``.

    An announcement that another page tells is only seen again here, lest two pages overwrite each other run
    by run; but its own page (whose URL is the announcement's) takes over, and any page where it is missing.
    """
    rows: dict[str, tables.Announcement] = {}
    for chunk in chunks(item.id for item in found):
        stored = session.exec(select(tables.Announcement).where(col(tables.Announcement.id).in_(chunk)))
        rows |= {row.id: row for row in stored}
    counts: Counter[str] = Counter()
    for item in found:
        row = rows.get(item.id)
        if row is None:
            _insert(session, page, item, at)
            counts["new"] += 1
        elif row.page_id != page.id and page.url != item.url and row.missing_since is None:
            row.last_seen = at
            counts["elsewhere"] += 1
        else:
            counts += _rewritten(session, run_id, page, row, item, at)
    session.flush()
    return counts


def _insert(session: Session, page: tables.Page, item: Announcement, at: datetime) -> None:
    seen = {"first_seen": at, "last_seen": at, "last_changed": at, "missing_since": None}
    session.execute(insert(tables.Announcement), [_row(session, page, item) | seen])
    _insert_children(session, item)
    _insert_parts(session, page, item, at)


def _rewritten(
    session: Session,
    run_id: str,
    page: tables.Page,
    row: tables.Announcement,
    item: Announcement,
    at: datetime,
) -> Counter[str]:
    new = _row(session, page, item)
    counts = Counter({"returned": int(row.missing_since is not None)})
    was_told_elsewhere = row.page_id != page.id
    row.last_seen, row.missing_since, row.page_id = at, None, page.id or row.page_id
    if new["fields_digest"] != row.fields_digest:
        counts["changed"] += 1
        counts["cancelled"] += int(item.status is Status.CANCELLED and row.status != Status.CANCELLED)
        if not was_told_elsewhere:
            _keep_revisions(session, run_id, item, at)
        row.last_changed = at
    elif new["claims_digest"] != row.claims_digest or new["url"] != row.url:
        counts["unchanged"] += 1
    else:
        counts["unchanged"] += 1
        return counts
    for name, value in new.items():
        setattr(row, name, value)
    session.flush()
    _delete_children(session, item.id)
    _insert_children(session, item)
    _insert_parts(session, page, item, at)
    return counts


def _keep_revisions(session: Session, run_id: str, item: Announcement, at: datetime) -> None:
    old = load_announcements(session, [item.id], claims=False)[item.id]
    rows = [
        {"announcement_id": item.id, "run_id": run_id, "at": at, "field": name, "old": before, "new": after}
        for name, before, after in changed_fields(old, item)
    ]
    if rows:
        session.execute(insert(tables.Revision), rows)


def _row(session: Session, page: tables.Page, item: Announcement) -> Row:
    return told_row(item) | {
        "id": item.id,
        "source_id": page.source_id,
        "page_id": page.id,
        "url": item.url,
        "url_key": link_key(item.url) or "",
        "key": item.key,
        "is_primary": item.primary,
        "translation_key": item.translation_key,
        "venue_id": venue_id(session, item.place),
        "fields_digest": digest(field_values(item)),
        "claims_digest": claims_digest(
            [*item.claims, *(claim for part in item.sub_events for claim in part.claims)]
        ),
    }


def _insert_children(session: Session, item: Announcement) -> None:
    children = child_rows(item)
    names = [Name(name=party.name, url=party.url, identifiers=party.identifiers) for party in item.parties]
    funders = [Name(name=money.funder) for money in item.funding if money.funder]
    ids = organisation_ids(session, [*funders, *names])
    parties: list[Row] = [
        {
            "announcement_id": item.id,
            "position": position,
            "organisation_id": ids[name.key],
            "role": party.role.value,
            "name": party.name,
            "url": party.url,
            "identifiers": dict(party.identifiers),
            "inferred": party.inferred,
        }
        for position, (party, name) in enumerate(zip(item.parties, names, strict=True))
    ]
    for row, money in zip(children["funding"], item.funding, strict=True):
        row["organisation_id"] = ids.get(Name(name=money.funder).key) if money.funder else None
    _insert_rows(session, tables.Participation, parties)
    _insert_rows(session, tables.Funding, children["funding"])
    _insert_rows(session, tables.AnnouncementTopic, children["topics"])
    _insert_rows(session, tables.AnnouncementLink, _link_rows(item))
    _insert_rows(session, tables.Claim, children["claims"])


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


def _insert_rows(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _insert_parts(session: Session, page: tables.Page, item: Announcement, at: datetime) -> None:
    """A programme's parts, written anew with their whole: they have no identity of their own."""
    seen = {"first_seen": at, "last_seen": at, "last_changed": at, "missing_since": None}
    for position, told in enumerate(item.sub_events):
        key = announcement_id(item.id, f"part {position}")
        part = replace(told, id=key, sub_events=())
        row = _row(session, page, part) | seen | {"parent_id": item.id, "position": position}
        session.execute(insert(tables.Announcement), [row])
        _insert_children(session, part)


def _delete_children(session: Session, key: str) -> None:
    table = tables.Announcement
    parts = list(session.exec(select(table.id).where(col(table.parent_id) == key)))
    for chunk in chunks([key, *parts]):
        for child in _CHILDREN:
            session.execute(delete(child).where(col(child.announcement_id).in_(chunk)))
    for chunk in chunks(parts):
        session.execute(delete(table).where(col(table.id).in_(chunk)))
