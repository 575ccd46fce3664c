"""The tables of towns hold what is asked of them."""

from __future__ import annotations

import gzip

import pytest

from benchmarks import cities
from benchmarks.towns import TABLE, table
from pipeline.gazetteer import find_town, fold
from store.fold import fold as fold_in_store


def test_names_are_kept_as_they_are_asked_for() -> None:
    """Whoever changes how names are folded makes the table anew."""
    _, names, _ = gzip.decompress(TABLE.read_bytes()).decode().split("\n\n")
    some = names.split("\n")[::100]
    assert some == [fold(name) for name in some]
    lines = gzip.decompress(cities.TABLE.read_bytes()).decode().split("\n")[::100]
    kept = [name for line in lines for name in (line.split("\t")[1], *line.split("\t")[5:])]
    assert kept == [fold_in_store(name) for name in kept]


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Rom", None, ("Rome", "IT")),
        ("roma", "AU", ("Roma", "AU")),
        ("Roma", None, ("Rome", "IT")),
        (" ÅBO ", "FI", ("Turku", "FI")),
        ("Turku", "SE", ("Turku", "FI")),
        ("Lipowa", "SE", None),
    ],
)
def test_a_town_is_found_by_each_of_its_names(
    name: str, country: str | None, expected: tuple[str, str] | None
) -> None:
    found = find_town(name, country)
    assert (found and (found.name, found.country)) == expected


def test_a_noted_town_stands_behind_those_that_bear_its_other_name() -> None:
    place = {"countrycode": "XX", "timezone": "UTC", "latitude": 1.5, "longitude": -2.0}
    rows = [
        {"name": "Great", "population": 30_000, "alternatenames": ["Łąka", "LĄKA", "LAK"], **place},
        {"name": "Small", "population": 9_000, "alternatenames": ["Łąka"], **place},
        {"name": "Łąka", "population": 6_000, "alternatenames": [], **place},
    ]
    towns, names, numbers = (part.split("\n") for part in table(rows).split("\n\n"))
    assert towns[0] == "Great\tXX\tUTC\t1.5\t-2.0\t30000"
    assert dict(zip(names, numbers, strict=True)) == {"great": "0", "laka": "2 0", "small": "1"}


def test_a_by_name_is_the_larger_citys_and_a_chief_name_wins() -> None:
    place = {"countrycode": "XX", "latitude": 1.5, "longitude": -2.0}
    rows = [
        {"name": "Small", "population": 20_000, "alternatenames": ["Borg", "Shared", "GOT"], **place},
        {"name": "Great", "population": 90_000, "alternatenames": ["Shared", "Small"], **place},
        {"name": "Great", "population": 30_000, "alternatenames": ["Stór"], **place},
    ]
    assert cities.lines(rows) == [
        "XX\tgreat\t1.5\t-2.0\t90000\tshared\tstor",
        "XX\tsmall\t1.5\t-2.0\t20000\tborg",
    ]
