"""Blocking: the keys of a record. Who shares one is compared; the rules for it stand in ``policy``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from zlib import crc32

from store.match.names import keys_of_names
from store.match.record import Record
from store.match.terms import Terms

_LONGEST = 10
_FEW = 4


def block_keys(record: Record, terms: Terms, first_on: date | None, last_on: date | None) -> tuple[str, ...]:
    """Keys that are enough by themselves: the publisher's key for translations, a day in a city, and for
    what lasts days its name with the days of the month, by which a mistaken month or year is found.
    """
    keys = {f"translation {record.translation_key}"} if record.translation_key else set()
    cities = _cities(record)
    for day in _days(record):
        keys |= {f"{day} {city}" for city in cities}
    if record.start_on is not None and first_on is not None and last_on is not None and last_on > first_on:
        names = (*terms.names, *terms.meanings)
        keys |= {f"{name} {first_on.day}-{last_on.day} {city}" for name in names for city in cities}
    return tuple(sorted(keys))


def vague_keys(record: Record, terms: Terms, first_on: date | None, last_on: date | None) -> tuple[str, ...]:
    """Keys for pairs of which one lacks its city or its day: days, months, terms and organisers in a city,
    and four terms of the title in pairs, the same four whatever else the title says.
    """
    keys = {str(day) for day in _days(record)}
    for city in _cities(record) or [""]:
        if first_on is not None and last_on is not None and record.stated != str(first_on.year):
            keys |= {f"{month} {city}" for month in _months(first_on, last_on)}
        keys |= {f"{term} {city}" for term in (*terms.names, *terms.meanings)}
        keys |= {f"{name} {city}" for name in keys_of_names(record.organisers)}
    few = sorted((*terms.names, *terms.meanings), key=lambda term: (crc32(term.encode()), term))[:_FEW]
    keys |= {f"{one} {other}" for one, other in combinations(sorted(few), 2)}
    return tuple(sorted(keys))


def _cities(record: Record) -> list[str]:
    return (record.city or "").replace("/", " ").split()


def _days(record: Record) -> Iterator[date]:
    """Every day that it lasts, as far as the tenth: parts of a whole begin on any of them."""
    if record.start_on is not None:
        days = ((record.end_on or record.start_on) - record.start_on).days + 1
        yield from (record.start_on + timedelta(days=number) for number in range(min(days, _LONGEST)))


def _months(first: date, last: date) -> Iterator[str]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    for number in range(min(months, _LONGEST)):
        yield f"{first.year + (first.month - 1 + number) // 12}-{(first.month - 1 + number) % 12 + 1:02}"
