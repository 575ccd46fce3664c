"""Records from the store: those asked for, and those near enough to them to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from pipeline.model import Precision, Role, Status
from store import tables
from store.inserts import insert_rows
from store.match.features import Features
from store.match.keys import Key
from store.match.record import Record, end_of_month, is_span, month_and_day, site_of
from store.tellings import chunks

_ORGANISERS = (Role.ORGANISER, Role.CO_ORGANISER)
_ROWS = 20_000
_OTHERS = (Role.PARTNER, Role.HOST, Role.MEDIA_PARTNER)


def load_records(session: Session, ids: Iterable[str] | None) -> list[Record]:
    """Records of these announcements (None: all), in the order of ids; parts of programmes have none."""
    table = tables.Announcement
    if ids is None:
        return _records(session, session.exec(select(table).where(col(table.parent_id).is_(None))).all())
    return _where(session, [col(table.id).in_(chunk) for chunk in chunks(ids)])


def save_keys(session: Session, ids: Iterable[str], keys: Sequence[Key]) -> None:
    """Store the keys by which :func:`neighbours` finds the announcements ``ids``, instead of earlier ones."""
    table = tables.AnnouncementBlock
    for some in chunks(ids):
        session.execute(delete(table).where(col(table.announcement_id).in_(some)))
    for start in range(0, len(keys), _ROWS):
        insert_rows(session, table, [key._asdict() for key in keys[start : start + _ROWS]])


def neighbours(session: Session, features: Sequence[Features], keys: Sequence[Key]) -> list[Record]:
    """Stored records that share a block with these, which have these keys, or a link."""
    table, told, link = tables.AnnouncementBlock, tables.Announcement, tables.AnnouncementLink
    enough = {one.key for one in keys if one.is_vague or not one.is_wide}
    wide = {one.key for one in keys} - enough
    links = {key for one in features for key in one.source.links}
    named = links | {one.source.page for one in features if one.source.page}
    found: set[str] = set()
    for chunk in chunks(sorted(enough)):
        found |= set(session.exec(select(table.announcement_id).where(col(table.key).in_(chunk))))
    for chunk in chunks(sorted(wide)):
        vague = col(table.key).in_(chunk) & col(table.is_vague)
        found |= set(session.exec(select(table.announcement_id).where(vague)))
    for names in chunks(sorted(named)):
        found |= set(session.exec(select(link.announcement_id).where(col(link.key).in_(names))))
    for names in chunks(sorted(links)):
        found |= set(session.exec(select(told.id).where(col(told.url_key).in_(names))))
    return load_records(session, sorted(found - {one.source.id for one in features}))


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
    day_is_known = row.start_on is not None and row.precision != Precision.MONTH
    yearless = month_and_day(row.start_text)
    ends = row.until_on if row.end_text and day_is_known and row.rrule is None else None
    return Record(
        id=row.id,
        source=row.source_id,
        title=row.title,
        site=site_of(row.url),
        page=row.url_key or None,
        language=row.language,
        stated=None if yearless or not row.start_text else row.start_text[:10],
        yearless=yearless,
        start_on=row.start_on if day_is_known else None,
        end_on=ends and (end_of_month(row.start_text, row.end_text) or ends),
        start_at=row.start_at,
        end_at=row.end_at,
        is_span=is_span(row.start_text, row.end_text),
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
