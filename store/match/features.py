"""A record as the row that policy speaks of: days, keys, terms; all that two announcements can share."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from store.match.counts import parts_told
from store.match.meanings import meanings_of
from store.match.names import address_keys, is_town, keys_of_names, name_keys, name_terms, named
from store.match.record import Record
from store.match.terms import Terms, root_of, terms_of
from store.match.times import DAY, Time, time_of
from store.match.titles import WEIGHT_OF_NAME, Title, title_key_of, title_of
from store.match.wholes import wholes_named_by
from store.places import city_names, city_position, people_of

_SHORTEST_NAME = 4
_NEAR_YEARS = 2
_PLANS = ("2030", "2040", "2050")
_SMALL = 100_000
_MOVED, _WITHIN = "!moved", "!within"
# The key of a place's own town, whatever its language; sorts after all other keys.
_TOWN = "~town"
_OF_TOWN = ("!city", "!municipality")


class Source(NamedTuple):
    """Columns of who tells it, where; ``links`` is sorted."""

    id: str
    source: str
    site: str
    page: str | None
    lang: str | None
    translation_key: str | None
    links: tuple[str, ...]


class Place(NamedTuple):
    """Columns of where it is; lists are sorted sets. In a small town not much goes on at once. ``city_term``:
    by which a text names the city; ``latitude`` and ``longitude``, in degrees, are known of larger towns.
    """

    city: str | None
    country: str | None
    city_words: tuple[str, ...]
    city_term: str | None
    latitude: float | None
    longitude: float | None
    is_small: bool
    online: bool
    venue_keys: tuple[str, ...]
    venue_terms: tuple[str, ...]
    address_keys: tuple[str, ...]


class Parties(NamedTuple):
    """Columns of whose it is: keys of names, as sorted sets; ``hosts``: the names that stand in those of
    organisers, without the town's.
    """

    organisers: tuple[str, ...]
    others: tuple[str, ...]
    funders: tuple[str, ...]
    hosts: tuple[str, ...]


class Context(NamedTuple):
    """Columns of what else is said; what lacks a day or a city or was moved ``is_vague`` and compared more
    widely. ``text_terms`` of title and text, ``text_kinds`` of the text alone,
    ``programme`` and ``named_wholes``, after which its site or its organisers are called, are sorted.
    ``parts_told``: how many events it is made of, where it counts them.
    """

    text_terms: tuple[str, ...]
    text_kinds: tuple[str, ...]
    super_key: str | None
    programme: tuple[str, ...]
    named_wholes: tuple[str, ...]
    parts_told: int
    is_within: bool
    moved: bool
    is_vague: bool
    is_asked: bool


class Features(NamedTuple):
    """A row of the table that Splink compares, in groups of columns; None is unknown."""

    source: Source
    time: Time
    place: Place
    title: Title
    parties: Parties
    context: Context


GROUPS = (Source, Time, Place, Title, Parties, Context)
COLUMNS = tuple(chain.from_iterable(group._fields for group in GROUPS))


def features_of(record: Record, is_asked: bool = True) -> Features:
    """The columns of one record; pairs of which neither ``is_asked`` for are not compared."""
    links = tuple(sorted(record.links)) if record.links else ()
    without = _roots_of_city(record.city, record.country)
    title = title_of(record.title, without)
    if title.years:
        title = _of_its_time(title, int(record.stated[: len("2026")]) if record.stated else None)
    if title.numbers:
        title = _of_its_days(title, record)
    said = _said(record.summary, without) if record.summary else Terms()
    time = time_of(
        record.start_on,
        record.end_on,
        record.start_at,
        record.end_at,
        record.stated,
        record.yearless,
        record.is_span,
    )
    is_moved = record.is_moved or _MOVED in title.kinds
    return Features(
        Source(
            record.id,
            record.source,
            record.site,
            record.page,
            record.language,
            record.translation_key,
            links,
        ),
        time,
        _place(record.city, record.country, record.venue, record.address, record.online),
        title,
        _parties(record.organisers, record.others, record.funders, without),
        Context(
            _text_terms(title, said),
            said.kinds,
            title_key_of(record.super_event) if record.super_event else None,
            tuple(sorted(map(title_key_of, record.programme))) if record.programme else (),
            wholes_named_by(record.site, _hosts(record)),
            max(parts_told(record.title), parts_told(record.summary) if record.summary else 0),
            _WITHIN in title.kinds or _WITHIN in said.kinds,
            is_moved,
            time.fineness < DAY or record.city is None or record.online or is_moved,
            is_asked,
        ),
    )


def _of_its_time(title: Title, own: int | None) -> Title:
    """The title with those of its years that can be its event's; "Forum 2000" and "Agenda 2030" are names.

    Where it tells no time of its own, those are names by which plans are called.
    """
    far = [year for year in title.years if (abs(int(year) - own) > _NEAR_YEARS if own else year in _PLANS)]
    if not far:
        return title
    years = tuple(year for year in title.years if year not in far)
    weight = title.weight + WEIGHT_OF_NAME * len(far)
    return title._replace(years=years, names=tuple(sorted({*title.names, *far})), weight=weight)


def _of_its_days(title: Title, record: Record) -> Title:
    """The title without numbers that tell its days: they number no item of a series."""
    days = {str(day.day) for day in (record.start_on, record.end_on) if day}
    numbers = [one for one in title.numbers if one.lstrip("0") not in days]
    return title._replace(numbers=tuple(numbers)) if len(numbers) < len(title.numbers) else title


@lru_cache(maxsize=100_000)
def _place(
    city: str | None, country: str | None, venue: str | None, address: str | None, online: bool
) -> Place:
    words = tuple(sorted(set((city or "").replace("/", " ").split())))
    position = city_position(city, country) if city else None
    return Place(
        city=city,
        country=country,
        city_words=words,
        city_term=_term_of(max(words, key=len)) if words else None,
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        is_small=bool(city and country) and people_of(str(city), str(country)) < _SMALL,
        online=online,
        venue_keys=tuple(sorted(name_keys(venue))) if venue else (),
        venue_terms=name_terms(venue) if venue else (),
        address_keys=address_keys(address) if address else (),
    )


def _term_of(word: str) -> str:
    """The name of a city as texts have it: some are known by their own name."""
    return word if word in meanings_of(word) else root_of(word)


@lru_cache(maxsize=100_000)
def _parties(
    organisers: tuple[str, ...], others: tuple[str, ...], funders: tuple[str, ...], town: frozenset[str]
) -> Parties:
    return Parties(
        _keys(organisers, town), _keys(others, town), keys_of_names(funders), _hosts_in(organisers, town)
    )


def _keys(names: tuple[str, ...], town: frozenset[str]) -> tuple[str, ...]:
    keys = keys_of_names(names)
    may_be_town = town and any(key.startswith(_OF_TOWN) for key in keys)
    return (*keys, _TOWN) if may_be_town and any(is_town(name, town) for name in names) else keys


def _hosts_in(organisers: tuple[str, ...], town: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({name for said in organisers for name in named(said).names} - town))


def _hosts(record: Record) -> tuple[str, ...]:
    return record.organisers if record.super_event is None else (*record.organisers, record.super_event)


def _said(summary: str, without: frozenset[str]) -> Terms:
    said = terms_of(summary, without)
    return said._replace(kinds=tuple(sorted(said.kinds)))


def _text_terms(title: Title, said: Terms) -> tuple[str, ...]:
    return tuple(sorted({*title.names, *title.meanings, *said.names, *said.meanings}))


@lru_cache(maxsize=20_000)
def _roots_of_city(city: str | None, country: str | None) -> frozenset[str]:
    if city is None:
        return frozenset()
    words = {*city.replace("/", " ").split(), *city_names(city, country)}
    return frozenset(root_of(word) for word in words if len(word) >= _SHORTEST_NAME and word.isascii())
