"""One house under all its names in a city is one venue."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from store_makers import at, told, write_all

from pipeline.model import Place
from store.session import session
from store.venues import find_venues, venue_keys

ONE = [
    ("Biblioteka Raczyńskich", "w Bibliotece Raczyńskich"),
    ("Malmö stadsbibliotek Slottet", "Stadsbiblioteket Slottet, Malmö"),
    ("Europejskie Centrum Solidarności", "ECS"),
    ("Telliskivi Loomelinnak", "TELLISKIVI LOOMELINNAK"),
]
TWO = [
    ("Biblioteka, filia nr 5", "Biblioteka, filia nr 7"),
    ("Dom kultury", "Dom Kultury Zacisze"),
    ("Miejski Dom Kultury", "Muzeum Domu Kochanowskich"),
    ("Folkets hus", "Folkets park"),
]


@pytest.mark.parametrize(("name", "other"), ONE)
def test_other_forms_of_a_name_are_found(name: str, other: str) -> None:
    assert set(venue_keys(name)[0]) & set(venue_keys(other)[1])
    assert set(venue_keys(other)[0]) & set(venue_keys(name)[1])


@pytest.mark.parametrize(("name", "other"), TWO)
def test_two_houses_stay_two(name: str, other: str) -> None:
    assert not set(venue_keys(name)[0]) & set(venue_keys(other)[1])


def test_a_venue_has_aliases_and_what_any_telling_knows_of_it(engine: Engine) -> None:
    long, short = "Europejskie Centrum Solidarności", "ECS"
    address = Place(venue=short, city="Danzig", country="PL", address="pl. Wolna 1", lat=54.36, lon=18.65)
    elsewhere = Place(venue=short, city="Łódź", country="PL")
    with session(engine) as opened:
        write_all(
            opened,
            told("a", "1", "Debata", at("2026-03-12"), place=Place(venue=long, city="Gdańsk", country="PL")),
            told("b", "2", "Warsztat", at("2026-03-13"), place=address),
            told("c", "3", "Spotkanie", at("2026-03-14"), place=elsewhere),
        )
        first, second = find_venues(opened)
        assert (first.name, first.aliases, first.events) == (long, (short,), 2)
        assert (first.address, first.lat) == ("pl. Wolna 1", 54.36)
        assert (second.city, second.events) == ("Łódź", 1)
        assert find_venues(opened, "centrum solid") == [first]
        assert [one.id for one in find_venues(opened, "gdansk")] == [first.id]
