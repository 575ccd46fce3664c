"""What may be asked of events, and the SQL condition of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, String, cast, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pipeline.model import Role
from store import tables
from store.fold import like_pattern
from store.places import city_keys
from store.rows import storable
from store.search import events_with_words

_ORGANISERS = (Role.ORGANISER.value, Role.CO_ORGANISER.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to find; what is None is not asked. Names are found whatever their case and accents.

    ``start_from`` and ``start_to`` are local days, both included; an event that lasts is found by any of
    its days. ``organiser`` and ``funder`` are parts of any alias. ``country`` is an ISO code, ``language``
    the code of a language in which the event is told or held. ``missing`` False leaves out what all pages
    have dropped.
    """

    text: str | None = None
    start_from: date | None = None
    start_to: date | None = None
    city: str | None = None
    country: str | None = None
    network: str | None = None
    language: str | None = None
    organiser: str | None = None
    funder: str | None = None
    topic: str | None = None
    status: str | None = None
    source: str | None = None
    online: bool | None = None
    free: bool | None = None
    missing: bool = True
    limit: int | None = None
    offset: int = 0


def conditions(session: Session, filters: Filters) -> list[ColumnElement[bool]]:
    """Conditions on ``tables.Event``, all of which must hold."""
    asked = storable(filters)
    return [*_of_columns(session, asked), *_of_tellings(asked)]


def _of_columns(session: Session, filters: Filters) -> Iterator[ColumnElement[bool]]:
    event = tables.Event
    if filters.text is not None:
        words = events_with_words(session, filters.text)
        if words is not None:
            yield col(event.id).in_(words)
    if filters.start_from is not None:
        yield col(event.until_on) >= filters.start_from
    if filters.start_to is not None:
        yield col(event.start_on) <= filters.start_to
    if filters.city is not None:
        countries = session.exec(select(event.country).where(col(event.country).is_not(None)).distinct())
        yield col(event.city_key).in_(sorted(city_keys(filters.city, (str(code) for code in countries))))
    if filters.country is not None:
        yield col(event.country) == filters.country.upper()
    if filters.status is not None:
        yield col(event.status) == filters.status.lower()
    if filters.online is not None:
        yield col(event.online) == filters.online
    if filters.free is not None:
        yield col(event.free) == filters.free
    if not filters.missing:
        yield col(event.missing_since).is_(None)


def _of_tellings(filters: Filters) -> Iterator[ColumnElement[bool]]:
    told, network, topic = tables.Announcement, tables.SourceNetwork, tables.AnnouncementTopic
    if filters.source is not None:
        yield _told(col(told.source_id) == filters.source)
    if filters.network is not None:
        yield _told(
            col(told.source_id).in_(
                select(network.source_id).where(col(network.network_id) == filters.network)
            )
        )
    if filters.language is not None:
        yield _in_language(filters.language.lower())
    if filters.topic is not None:
        pattern = like_pattern(filters.topic)
        named = select(topic.announcement_id).where(col(topic.topic).ilike(pattern, escape="\\"))
        yield _told(col(told.id).in_(named))
    if filters.organiser is not None:
        yield _told(_takes_part(filters.organiser, _ORGANISERS))
    if filters.funder is not None:
        yield _told(or_(_takes_part(filters.funder, [Role.FUNDER.value]), _pays(filters.funder)))


def _told(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    told = tables.Announcement
    return col(tables.Event.id).in_(select(told.event_id).where(condition, col(told.event_id).is_not(None)))


def _in_language(code: str) -> ColumnElement[bool]:
    event = tables.Event
    # ``languages`` is a JSON list; as text it holds each code in quotes, on both databases.
    held = cast(col(event.languages), String).like(f'%"{code}"%') if code.isalpha() else None
    told_in = _told(col(tables.Announcement.language) == code)
    return told_in if held is None else or_(told_in, held)


def _takes_part(name: str, roles: Sequence[str]) -> ColumnElement[bool]:
    part = tables.Participation
    here = select(part.announcement_id).where(
        col(part.organisation_id).in_(_organisations(name)), col(part.role).in_(roles)
    )
    return col(tables.Announcement.id).in_(here)


def _pays(name: str) -> ColumnElement[bool]:
    money = tables.Funding
    here = select(money.announcement_id).where(col(money.organisation_id).in_(_organisations(name)))
    return col(tables.Announcement.id).in_(here)


def _organisations(name: str) -> SelectOfScalar[int]:
    alias = tables.OrganisationAlias
    return select(alias.organisation_id).where(col(alias.folded).like(like_pattern(name), escape="\\"))
