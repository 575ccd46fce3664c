"""A record as the row that policy speaks of: days, keys, terms; all that two announcements can share."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from store.match.names import address_keys, keys_of_names, name_keys, name_terms
from store.match.record import Record
from store.match.terms import root_of, terms_of
from store.match.titles import title_key_of, title_of
from store.places import city_names

_SHORTEST_NAME = 4
_DAY = 3
_MINUTE = 4
_MOVED = "!moved"


class Features(NamedTuple):
    """Columns of the table that Splink compares; lists are sorted sets, None is unknown.

    ``month_day`` is "05-12", also where its year is unknown; ``first_on`` to ``last_on`` are the days on
    which it may be: of a month or a year that is stated alone all of it. ``fineness`` is 0 (no date), 1
    (year), 2 (month), 3 (day), 4 (minute); what lacks a day or a city or was moved ``is_vague`` and
    compared more widely.
    """

    id: str
    source: str
    site: str
    page: str | None
    lang: str | None
    translation_key: str | None
    links: tuple[str, ...]
    fineness: int
    first_on: date | None
    last_on: date | None
    month_day: str | None
    has_end: bool
    start_minute: int | None
    moved: bool
    city: str | None
    city_words: tuple[str, ...]
    online: bool
    venue_keys: tuple[str, ...]
    venue_terms: tuple[str, ...]
    address_keys: tuple[str, ...]
    title: str
    title_key: str
    names: tuple[str, ...]
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[str, ...]
    acronyms: tuple[str, ...]
    initials: str
    weight: float
    edition: int | None
    organisers: tuple[str, ...]
    others: tuple[str, ...]
    funders: tuple[str, ...]
    text_terms: tuple[str, ...]
    super_key: str | None
    programme: tuple[str, ...]
    is_vague: bool
    is_asked: bool


COLUMNS = Features._fields


def features_of(record: Record, is_asked: bool = True) -> Features:
    """The columns of one record; pairs of which neither ``is_asked`` for are not compared."""
    without = _roots_of_city(record.city, record.country)
    title = title_of(record.title, without)
    first_on, last_on, fineness = _window(record.start_on, record.end_on, record.stated)
    if fineness == _DAY and record.start_at is not None:
        fineness = _MINUTE
    is_moved = record.is_moved or _MOVED in title.kinds
    return Features(
        id=record.id,
        source=record.source,
        site=record.site,
        page=record.page,
        lang=record.language,
        translation_key=record.translation_key,
        links=tuple(sorted(record.links)) if record.links else (),
        fineness=fineness,
        first_on=first_on,
        last_on=last_on,
        month_day=record.yearless or (record.start_on.isoformat()[5:] if record.start_on else None),
        has_end=record.end_on is not None,
        start_minute=None if record.start_at is None else int(record.start_at.timestamp()) // 60,
        moved=is_moved,
        city=record.city,
        city_words=_city_words(record.city),
        online=record.online,
        venue_keys=_venue_keys(record.venue),
        venue_terms=name_terms(record.venue) if record.venue else (),
        address_keys=address_keys(record.address) if record.address else (),
        title=record.title,
        title_key=title.key,
        names=title.names,
        meanings=title.meanings,
        kinds=title.kinds,
        numbers=title.numbers,
        years=title.years,
        acronyms=title.acronyms,
        initials=title.initials,
        weight=title.weight,
        edition=title.edition,
        organisers=keys_of_names(record.organisers),
        others=keys_of_names(record.others),
        funders=keys_of_names(record.funders),
        text_terms=_text_terms(title.names + title.meanings, record.summary, without),
        super_key=title_key_of(record.super_event) if record.super_event else None,
        programme=tuple(sorted(map(title_key_of, record.programme))) if record.programme else (),
        is_vague=fineness < _DAY or record.city is None or record.online or is_moved,
        is_asked=is_asked,
    )


def _text_terms(of_title: tuple[str, ...], summary: str | None, without: frozenset[str]) -> tuple[str, ...]:
    said = terms_of(summary, without) if summary else None
    return tuple(sorted({*of_title, *said.names, *said.meanings})) if said else tuple(sorted(set(of_title)))


@lru_cache(maxsize=20_000)
def _city_words(city: str | None) -> tuple[str, ...]:
    return tuple(sorted(set((city or "").replace("/", " ").split())))


@lru_cache(maxsize=100_000)
def _venue_keys(venue: str | None) -> tuple[str, ...]:
    return tuple(sorted(name_keys(venue))) if venue else ()


@lru_cache(maxsize=20_000)
def _roots_of_city(city: str | None, country: str | None) -> frozenset[str]:
    if city is None:
        return frozenset()
    words = {*city.replace("/", " ").split(), *city_names(city, country)}
    return frozenset(root_of(word) for word in words if len(word) >= _SHORTEST_NAME and word.isascii())


@lru_cache(maxsize=50_000)
def _window(
    start_on: date | None, end_on: date | None, stated: str | None
) -> tuple[date | None, date | None, int]:
    if start_on is not None:
        return start_on, max(start_on, end_on or start_on), _DAY
    if stated is None:
        return None, None, 0
    year, _, month = stated.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31), 1
    first = date(int(year), int(month[:2]), 1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), 2
