"""Names in the nominative: what an inflected organisation is called."""

from __future__ import annotations

import pytest

from pipeline.extract.declension import nominative
from pipeline.words import load_words

NAMES = [
    # town halls, towns and universities
    ("pl", "Miastem Krakowem", "Miasto Kraków"),
    ("pl", "Miasta Gdynia", "Miasto Gdynia"),
    ("pl", "Urzędem Miasta Lublin", "Urząd Miasta Lublin"),
    ("pl", "Urzędu Miejskiego", "Urząd Miejski"),
    ("pl", "Gminą Borki", "Gmina Borki"),
    ("pl", "Uniwersytetem Warszawskim", "Uniwersytet Warszawski"),
    ("pl", "Uniwersytetu Gdańskiego", "Uniwersytet Gdański"),
    ("pl", "Politechniką Śląską", "Politechnika Śląska"),
    # foundations and associations
    ("pl", "Fundację Głos Mieszkańców", "Fundacja Głos Mieszkańców"),
    ("pl", "Fundacją Wspólny Stół", "Fundacja Wspólny Stół"),
    ("pl", "Stowarzyszeniem Most", "Stowarzyszenie Most"),
    ("pl", "Narodowego Instytutu Wolności", "Narodowy Instytut Wolności"),
    ("pl", "Polską Akademią Nauk", "Polska Akademia Nauk"),
    ("pl", "Miejską Biblioteką Publiczną", "Miejska Biblioteka Publiczna"),
    ("pl", "Unii Europejskiej", "Unia Europejska"),
    ("pl", "Krajową Radą", "Krajowa Rada"),
    # what stands in the nominative stays
    ("pl", "Fundacja Zielone Podwórka", "Fundacja Zielone Podwórka"),
    ("pl", "Dom Kultury Zorza", "Dom Kultury Zorza"),
    ("sv", "Lindåkra kommun", "Lindåkra kommun"),
    ("en", "Green Yards Trust", "Green Yards Trust"),
    ("de", "Stiftung Grüne Höfe", "Stiftung Grüne Höfe"),
]


@pytest.mark.parametrize(("language", "name", "expected"), NAMES)
def test_a_name_is_put_into_the_nominative(language: str, name: str, expected: str) -> None:
    assert nominative(name, load_words(language)) == expected


@pytest.mark.parametrize(("language", "name", "expected"), NAMES)
def test_a_nominative_name_stays_as_it_is(language: str, name: str, expected: str) -> None:
    assert nominative(expected, load_words(language)) == expected


@pytest.mark.parametrize("name", ["", "123", "X", "ĄĘ", "Fundację", "i", "  "])
def test_what_is_no_name_does_not_break(name: str) -> None:
    assert isinstance(nominative(name, load_words("pl")), str)
