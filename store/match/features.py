"""A record as the row that policy speaks of: days, keys, terms; all that two announcements can share."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from store.fold import folded_words
from store.match.blocks import block_keys, vague_keys
from store.match.names import address_keys, keys_of_names, name_keys, name_terms
from store.match.record import Record
from store.match.terms import Terms, acronyms_of, edition_of, root_of, runs_of_initials, terms_of
from store.places import city_names

_SHORTEST_NAME = 4
_DAY = 3
_MOVED = "!moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
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
    spelled: tuple[str, ...]
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
    blocks: tuple[str, ...]
    vague_blocks: tuple[str, ...]


COLUMNS = tuple(item.name for item in fields(Features))


def title_key_of(title: str) -> str:
    """The words of a title in the order of the alphabet."""
    return " ".join(sorted(folded_words(title)))


def features_of(record: Record, is_asked: bool = True) -> Features:
    """The columns of one record; pairs of which neither ``is_asked`` for are not compared."""
    without = _roots_of_city(record.city, record.country)
    terms = terms_of(record.title, without)
    first_on, last_on, fineness = _window(record)
    is_moved = record.is_moved or _MOVED in terms.kinds
    summary = terms_of(record.summary or "", without)
    return Features(
        id=record.id,
        source=record.source,
        site=record.site,
        page=record.page,
        lang=record.language,
        translation_key=record.translation_key,
        links=tuple(sorted(record.links)),
        fineness=fineness,
        first_on=first_on,
        last_on=last_on,
        month_day=record.yearless or (f"{record.start_on:%m-%d}" if record.start_on else None),
        has_end=record.end_on is not None,
        start_minute=None if record.start_at is None else int(record.start_at.timestamp()) // 60,
        moved=is_moved,
        city=record.city,
        city_words=tuple(sorted(set((record.city or "").replace("/", " ").split()))),
        online=record.online,
        venue_keys=tuple(sorted(name_keys(record.venue))) if record.venue else (),
        venue_terms=name_terms(record.venue) if record.venue else (),
        address_keys=address_keys(record.address) if record.address else (),
        title=record.title,
        title_key=title_key_of(record.title),
        names=tuple(sorted(terms.names)),
        meanings=tuple(sorted(terms.meanings)),
        kinds=tuple(sorted(terms.kinds)),
        numbers=tuple(sorted(number for number in terms.numbers if not _is_year(number))),
        years=tuple(sorted(filter(_is_year, terms.numbers))),
        acronyms=acronyms_of(record.title),
        spelled=runs_of_initials(record.title),
        weight=weight_of(terms),
        edition=edition_of(record.title),
        organisers=keys_of_names(record.organisers),
        others=keys_of_names(record.others),
        funders=keys_of_names(record.funders),
        text_terms=tuple(sorted({*terms.names, *terms.meanings, *summary.names, *summary.meanings})),
        super_key=title_key_of(record.super_event) if record.super_event else None,
        programme=tuple(sorted(map(title_key_of, record.programme))),
        is_vague=fineness < _DAY or record.city is None or record.online or is_moved,
        is_asked=is_asked,
        blocks=block_keys(record, terms, first_on, last_on),
        vague_blocks=vague_keys(record, terms, first_on, last_on),
    )


def _is_year(number: str) -> bool:
    return len(number) == len("2026") and number.startswith(("19", "20"))


def weight_of(terms: Terms) -> float:
    """How much a title says in all; what two titles share is measured against it (see ``policy``)."""
    return 1.2 * len(terms.names) + 0.8 * len(terms.meanings) + 0.4 * len(terms.kinds)


@lru_cache(maxsize=20_000)
def _roots_of_city(city: str | None, country: str | None) -> frozenset[str]:
    if city is None:
        return frozenset()
    words = {*city.replace("/", " ").split(), *city_names(city, country)}
    return frozenset(root_of(word) for word in words if len(word) >= _SHORTEST_NAME and word.isascii())


def _window(record: Record) -> tuple[date | None, date | None, int]:
    if record.start_on is not None:
        last_on = max(record.start_on, record.end_on or record.start_on)
        return record.start_on, last_on, 4 if record.start_at else 3
    if record.stated is None:
        return None, None, 0
    year, _, month = record.stated.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31), 1
    first = date(int(year), int(month[:2]), 1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), 2
