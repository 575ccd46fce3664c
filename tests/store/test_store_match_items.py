"""What one body does on one evening, and what is held within a whole: pairs that are nearly one event."""

from __future__ import annotations

from typing import Any

import pytest
from match_makers import Pair, decided, tell

from pipeline.model import Verdict
from store.match.decide import Decision

SIX = "2026-04-21T18:00"
ZONES = {"SE": "Stockholm", "PL": "Warsaw", "DE": "Berlin", "FR": "Paris", "ES": "Madrid", "GB": "London"}


def both(city: str, country: str, one: tuple[str, str], other: tuple[str, str], **more: Any) -> Pair:
    """Two tellings, each (language, title), of one hour and city; ``left`` and ``right`` are one side's."""
    more = {"city": city, "country": country, "timezone": f"Europe/{ZONES.get(country, 'Prague')}"} | more
    left, right = more.pop("left", {}), more.pop("right", {})
    return (
        tell(one[1], left.pop("start", SIX), left.pop("source", "a"), one[0], **(more | left)),
        tell(other[1], right.pop("start", SIX), right.pop("source", "b"), other[0], **(more | right)),
    )


def in_one(language: str, city: str, country: str, one: str, other: str, **more: Any) -> Pair:
    """As :func:`both`, in one language."""
    return both(city, country, (language, one), (language, other), **more)


TWO_EVENTS = {
    "what opens a year and what closes it": in_one(
        "pl",
        "Łódź",
        "PL",
        "Rok Rzemiosła 2026: uroczyste otwarcie",
        "Zakończenie Roku Rzemiosła 2026",
        left={"start": None},
        venue="Hala Tkacka",
    ),
    "two districts": in_one(
        "sv",
        "Malmö",
        "SE",
        "Medborgardialog i Hyllie",
        "Medborgardialog i Rosengård",
        organisers=["Malmö stad"],
    ),
    "two districts, two languages": both(
        "Malmö",
        "SE",
        ("sv", "Medborgardialog i Hyllie"),
        ("en", "Citizen dialogue in Rosengård"),
        organisers=["Malmö stad"],
    ),
    "two quarters": in_one(
        "fr", "Lorient", "FR", "Atelier participatif – quartier Nord", "Atelier participatif – quartier Sud"
    ),
    "two plans in one hall": in_one(
        "sv",
        "Luleå",
        "SE",
        "Samråd om detaljplan för kvarteret Kvarnen",
        "Samråd om detaljplan för kvarteret Tjädern",
        venue="Stadshuset",
    ),
    "two matters of a series": in_one(
        "pl",
        "Poznań",
        "PL",
        "Wykład otwarty: Miasto i woda",
        "Wykład otwarty: Miasto i energia",
        organisers=["Uniwersytet Ludowy"],
    ),
    "two speakers": in_one(
        "sv",
        "Växjö",
        "SE",
        "Författarsamtal med Alma Lind",
        "Författarsamtal med Omar Holm",
        venue="Stadsbiblioteket",
    ),
    "children and grown-ups": in_one(
        "es", "Bilbao", "ES", "Taller de huerto urbano para niños", "Taller de huerto urbano para adultos"
    ),
    "morning and afternoon": in_one(
        "pt",
        "Braga",
        "PT",
        "Encontro de voluntários (manhã)",
        "Encontro de voluntários (tarde)",
        left={"start": "2026-06-06"},
        right={"start": "2026-06-06"},
    ),
    "two rooms of a library": in_one(
        "de",
        "Jena",
        "DE",
        "Vorlesestunde für Kinder",
        "Literaturkreis für Erwachsene",
        venue="Bücherei am Markt",
        organisers=["Bücherei am Markt"],
    ),
    "two workshops of a house, two languages": both(
        "Łódź",
        "PL",
        ("pl", "Warsztaty: kompostowanie w mieście"),
        ("en", "Workshop: repairing bicycles in the city"),
        venue="Dom Sąsiedzki",
        organisers=["Fundacja Zielony Dach"],
        left={"start": "2026-05-16"},
    ),
    "a day that many keep": in_one(
        "cs",
        "Brno",
        "CZ",
        "Beseda ke Dni Země – Ekocentrum Borovice",
        "Beseda ke Dni Země – Dům ochránců",
        left={"organisers": ["Ekocentrum Borovice"]},
        right={"organisers": ["Dům ochránců"]},
    ),
    "a weekend course a month on, the same days of the month": in_one(
        "en",
        "Leeds",
        "GB",
        "Circle facilitation training",
        "Circle facilitation training",
        organisers=["Circle Works"],
        left={"start": "2026-02-07", "end": "2026-02-08"},
        right={"start": "2026-03-07", "end": "2026-03-08"},
    ),
    "a campaign that has the same days every year": both(
        "Uppsala",
        "SE",
        ("sv", "16 dagar mot våld"),
        ("en", "16 Days against Violence in Uppsala"),
        organisers=["Uppsala kommun"],
        left={"start": "2025-11-25", "end": "2025-12-10"},
        right={"start": "2026-11-25", "end": "2026-12-10"},
    ),
    "two years' pages of one source": in_one(
        "fr",
        "Metz",
        "FR",
        "Marché de l'Avent solidaire",
        "Marché de l'Avent solidaire",
        organisers=["Ville de Metz"],
        left={"start": "2025-12-05", "end": "2025-12-07", "url": "https://a.example/25"},
        right={"start": "2026-12-05", "end": "2026-12-07", "url": "https://a.example/26", "source": "a"},
    ),
}
ONE_EVENT = {
    "one closing word for another": in_one(
        "en",
        "Leeds",
        "GB",
        "Public lecture: How cities adapt to heat – insights from Rotterdam",
        "Open lecture: How cities adapt to heat, lessons from Rotterdam",
        venue="Carriage Hall",
    ),
    "one names the house, the other who speaks": in_one(
        "sv",
        "Umeå",
        "SE",
        "Samtal om bostadsbristen på Folkets hus",
        "Samtal om bostadsbristen med Hyresrådet",
        left={"venue": "Folkets hus"},
    ),
    "one tells how long it lasts": in_one(
        "it",
        "Padova",
        "IT",
        "Festival Città Aperta",
        "Festival Città Aperta: tre giorni di incontri e laboratori",
        left={"start": "2026-05-15", "end": "2026-05-17"},
        right={"start": "2026-05-15"},
    ),
    "a parliament's session in two languages": both(
        "Košice",
        "SK",
        ("sk", "Zasadnutie mládežníckeho parlamentu"),
        ("en", "Youth parliament session"),
        organisers=["Mesto Košice"],
    ),
}
PARTS = {
    "a walk on a day": in_one(
        "nl",
        "Gent",
        "BE",
        "Dag van de Buren",
        "Buurtwandeling op de Dag van de Buren",
        left={"start": "2026-04-21"},
    ),
    "a concert that opens a festival": in_one(
        "it",
        "Bologna",
        "IT",
        "Festival dei Vicini",
        "Concerto di apertura del Festival dei Vicini",
        left={"start": "2026-04-21", "end": "2026-04-23"},
    ),
    "a guided tour of open days": in_one(
        "en",
        "Cork",
        "IE",
        "Open House Cork",
        "Open House Cork: the Elysian Mill",
        left={"start": "2026-04-20", "end": "2026-04-22"},
    ),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(TWO_EVENTS | ONE_EVENT | PARTS)


@pytest.mark.parametrize("name", TWO_EVENTS)
def test_items_of_one_body_stay_apart(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is None or decision.verdict in (Verdict.DIFFERENT, Verdict.UNSURE), decision


@pytest.mark.parametrize("name", ONE_EVENT)
def test_other_words_for_one_thing_do_not(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.SAME, decision


@pytest.mark.parametrize("name", PARTS)
def test_what_is_held_within_a_whole_is_a_part(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.PART_OF, decision
