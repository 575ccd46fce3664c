"""Questions: the filters as examples of what they find and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from store_makers import NOW, at, facts, fresh_store, organised_by, told, write_page

from pipeline.model import Funding, Place, Price, Role, Status
from store.fold import fold, organisation_key
from store.match.stored import match_announcements
from store.places import city_key, city_keys
from store.query import Filters, count_events, find_events
from store.resolve import resolve_events
from store.session import session
from store.write import save_source


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Four events, each unlike the others."""
    opened = fresh_store(tmp_path_factory.mktemp("shelf") / "kalends.db")
    park = told(
        "malmo",
        "park",
        "Medborgardialog om Pildammsparken",
        at("2026-03-12 17:00"),
        place=Place(venue="Folkets hus", city="Malmö", country="SE"),
        parties=organised_by("Föreningen Språng"),
        language="sv",
        price=Price(free=True),
        topics=("Parks & green",),
    )
    konsultacje = told(
        "krakow",
        "zakrzowek",
        "Konsultacje społeczne: Zakrzówek",
        at("2026-03-20", "2026-04-02"),
        place=Place(city="Kraków", country="PL"),
        parties=(*organised_by("Miasto Kraków"), *organised_by("Fundusz Łąka", role=Role.FUNDER)),
        language="pl",
        summary="Spotkanie o łące i 100% zieleni.",
    )
    online = told(
        "nordic",
        "webinar",
        "Open data webinar",
        at("2026-05"),
        place=Place(online=True),
        funding=(Funding(funder="Nordiska Kulturfonden", amount=5000.0, currency="SEK"),),
        language="en",
        languages=("en", "fi"),
    )
    cancelled = told(
        "malmo", "fest", "Gatufest", at("2026-06-01"), status=Status.CANCELLED, language="sv", city="Lund"
    )
    with session(opened) as writer:
        save_source(writer, facts("malmo", networks=("nordic-cities",)))
        save_source(writer, facts("krakow", networks=("eurocities",)))
        for item in (park, konsultacje, online, cancelled):
            write_page(writer, item.url.rpartition("/")[2], item)
        match_announcements(writer, None, NOW)
        resolve_events(writer, None, NOW)
    yield opened
    opened.dispose()


FOUND = [
    (Filters(), {"park", "zakrzowek", "webinar", "fest"}),
    (Filters(text="pildammsparken"), {"park"}),
    (Filters(text="PILDAMM dialog"), set()),
    (Filters(text="medborgar pildamm"), {"park"}),
    (Filters(text="zakrzowek"), {"zakrzowek"}),
    (Filters(text="laka"), {"zakrzowek"}),
    (Filters(text="sprang folkets"), {"park"}),
    (Filters(text="malmo"), {"park"}),
    (Filters(text="kulturfonden"), {"webinar"}),
    (Filters(text='"park" OR NOT *'), set()),
    (Filters(text="title:open"), set()),
    (Filters(text="%"), set()),
    (Filters(text="_"), set()),
    (Filters(text=" "), {"park", "zakrzowek", "webinar", "fest"}),
    (Filters(text="op"), set()),
    (Filters(city="malmo"), {"park"}),
    (Filters(city="MALMÖ"), {"park"}),
    (Filters(city="Cracow"), {"zakrzowek"}),
    (Filters(city="Krakau"), {"zakrzowek"}),
    (Filters(city="%"), set()),
    (Filters(country="se"), {"park"}),
    (Filters(network="nordic-cities"), {"park", "fest"}),
    (Filters(language="FI"), {"webinar"}),
    (Filters(language="sv"), {"park", "fest"}),
    (Filters(organiser="sprang"), {"park"}),
    (Filters(organiser="föreningen språng"), {"park"}),
    (Filters(organiser="%"), set()),
    (Filters(organiser="_"), set()),
    (Filters(organiser="fundusz"), set()),
    (Filters(funder="fundusz laka"), {"zakrzowek"}),
    (Filters(funder="Nordiska"), {"webinar"}),
    (Filters(topic="parks"), {"park"}),
    (Filters(topic="100%"), set()),
    (Filters(status="cancelled"), {"fest"}),
    (Filters(online=True), {"webinar"}),
    (Filters(free=True), {"park"}),
    (Filters(source="krakow"), {"zakrzowek"}),
    (Filters(start_from=date(2026, 4, 2)), {"zakrzowek", "webinar", "fest"}),
    (Filters(start_from=date(2026, 4, 3)), {"webinar", "fest"}),
    (Filters(start_to=date(2026, 3, 12)), {"park"}),
    (Filters(start_from=date(2026, 5, 31), start_to=date(2026, 5, 31)), {"webinar"}),
    (Filters(country="SE", city="Malmö", language="sv", free=True, text="dialog"), set()),
]


def words(value: object) -> str:
    """A test's name, alike in every process that collects it."""
    return str(sorted(value) if isinstance(value, set) else value)[:60]


@pytest.mark.parametrize(("filters", "expected"), FOUND, ids=words)
def test_what_a_filter_finds(shelf: Engine, filters: Filters, expected: set[str]) -> None:
    with session(shelf) as opened:
        found = find_events(opened, filters)
        assert {item.settled.url.rpartition("/")[2] for item in found} == expected
        assert count_events(opened, filters) == len(expected)


def test_events_come_by_start_and_pages_of_them_can_be_asked_for(shelf: Engine) -> None:
    with session(shelf) as opened:
        whole = find_events(opened, Filters())
        assert [item.settled.url.rpartition("/")[2] for item in whole] == [
            "park",
            "zakrzowek",
            "webinar",
            "fest",
        ]
        assert find_events(opened, Filters(limit=2, offset=1)) == whole[1:3]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_question(shelf: Engine, typed: str) -> None:
    with session(shelf) as opened:
        for filters in (
            Filters(text=typed),
            Filters(city=typed, organiser=typed, funder=typed),
            Filters(topic=typed, language=typed, network=typed, country=typed, status=typed),
        ):
            assert len(find_events(opened, filters)) <= 4


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(fold(text).upper())


@given(st.text(max_size=30))
def test_every_name_has_a_key(name: str) -> None:
    assert bool(organisation_key(name)) is bool(fold(name))


NAMES = [
    ("Föreningen Språng", "FÖRENINGEN  språng", True),
    ("Solrosen e.V.", "Solrosen", True),
    ("Łąka sp. z o.o.", "Laka", True),
    ("Nordlys AS", "Nordlys", True),
    ("Fundacja Most", "Most", False),
    ("AS", "", False),
]


@pytest.mark.parametrize(("left", "right", "same"), NAMES)
def test_names_of_one_organisation(left: str, right: str, same: bool) -> None:
    assert (organisation_key(left) == organisation_key(right)) is same


CITIES = [
    ("Göteborg", "Gothenburg", "SE"),
    ("Kraków", "Krakau", "PL"),
    ("MALMÖ", "Malmo", "SE"),
    ("Köln", "Cologne", "DE"),
]


@pytest.mark.parametrize(("one", "other", "country"), CITIES)
def test_cities_under_all_their_names(one: str, other: str, country: str) -> None:
    assert city_key(one, country) == city_key(other, country)


def test_a_city_that_is_not_known_is_its_folded_name() -> None:
    assert city_key("Lilla Övre Ängen", "SE") == "lilla ovre angen"
    assert city_key("Kraków", None) == "krakow"
    assert city_keys("Kraków", ["PL", "SE"]) == {"krakow"}
