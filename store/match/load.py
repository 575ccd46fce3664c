"""Records from the store: those asked for, and those near enough to them to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from pipeline.model import Precision, Role, Status
from store import tables
from store.match.record import Record, site_of
from store.tellings import chunks

_ORGANISERS = (Role.ORGANISER, Role.CO_ORGANISER)
_OTHERS = (Role.PARTNER, Role.HOST, Role.MEDIA_PARTNER)


def load_records(session: Session, ids: Iterable[str] | None) -> list[Record]:
    """Records of these announcements (None: all), in the order of ids; parts of programmes have none."""
    table = tables.Announcement
    if ids is None:
        return _records(session, session.exec(select(table).where(col(table.parent_id).is_(None))).all())
    return _where(session, [col(table.id).in_(chunk) for chunk in chunks(ids)])


def neighbours(session: Session, records: Sequence[Record]) -> list[Record]:
    """Stored records that share a day, a link, a key with these, or a city where a day is unknown."""
    table, link = tables.Announcement, tables.AnnouncementLink
    spans = {(record.start_on, record.last_on) for record in records if record.start_on and record.last_on}
    keys = {record.translation_key for record in records if record.translation_key}
    links = {key for record in records for key in record.links}
    named = links | {record.page for record in records if record.page}
    cities = {record.city for record in records if record.city}
    vague = {record.city for record in records if record.city and record.start_on is None}
    no_day = col(table.start_on).is_(None) | (table.precision == Precision.MONTH.value)
    wanted: list[ColumnElement[bool]] = [
        (col(table.start_on) <= last) & (col(table.until_on) >= first) for first, last in sorted(spans)
    ]
    wanted += [col(table.translation_key).in_(chunk) for chunk in chunks(sorted(keys))]
    wanted += [
        col(table.id).in_(select(link.announcement_id).where(col(link.key).in_(chunk)))
        for chunk in chunks(sorted(named))
    ]
    wanted += [col(table.url_key).in_(chunk) for chunk in chunks(sorted(links))]
    wanted += [col(table.city_key).in_(chunk) & no_day for chunk in chunks(sorted(cities))]
    wanted += [col(table.city_key).in_(chunk) for chunk in chunks(sorted(vague))]
    own = {record.id for record in records}
    return [record for record in _where(session, wanted) if record.id not in own]


def _where(session: Session, conditions: Iterable[ColumnElement[bool]]) -> list[Record]:
    table = tables.Announcement
    rows: dict[str, tables.Announcement] = {}
    for condition in conditions:
        found = session.exec(select(table).where(condition, col(table.parent_id).is_(None)))
        rows |= {row.id: row for row in found}
    return _records(session, list(rows.values()))


def _records(session: Session, rows: Sequence[tables.Announcement]) -> list[Record]:
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, list[str]] = defaultdict(list)
    for chunk in chunks(row.id for row in rows):
        party, link, part = tables.Participation, tables.AnnouncementLink, tables.Announcement
        for row in session.exec(
            select(party).where(col(party.announcement_id).in_(chunk)).order_by(col(party.position))
        ):
            names[row.announcement_id][row.role].append(row.name)
        for key, target in session.exec(
            select(link.announcement_id, link.key).where(col(link.announcement_id).in_(chunk), link.key != "")
        ):
            links[key].add(target)
        for parent, title in session.exec(
            select(part.parent_id, part.title).where(col(part.parent_id).in_(chunk))
        ):
            parts[str(parent)].append(title)
    return [
        _record(row, names[row.id], links[row.id], parts[row.id])
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _record(
    row: tables.Announcement, names: dict[str, list[str]], links: set[str], parts: list[str]
) -> Record:
    day_is_known = row.precision in (Precision.MINUTE, Precision.DAY)
    ends_on = row.end_text[:10] if row.end_text and day_is_known else None
    return Record(
        id=row.id,
        source=row.source_id,
        title=row.title,
        site=site_of(row.url),
        page=row.url_key or None,
        language=row.language,
        stated=row.start_text[:10] if row.start_text else None,
        start_on=row.start_on if day_is_known else None,
        end_on=row.until_on if ends_on and row.rrule is None else None,
        start_at=row.start_at,
        city=row.city_key,
        country=row.country,
        venue=row.venue,
        address=row.address,
        online=row.online,
        organisers=tuple(name for role in _ORGANISERS for name in names[role]),
        others=tuple(name for role in _OTHERS for name in names[role]),
        funders=tuple(names[Role.FUNDER]),
        links=frozenset(links),
        translation_key=row.translation_key,
        super_event=row.super_event,
        programme=tuple(sorted(parts)),
        summary=row.summary,
        is_moved=row.status == Status.POSTPONED.value,
    )
