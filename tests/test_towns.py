"""The table of towns holds what is asked of it."""

from __future__ import annotations

import gzip

import pytest

from benchmarks.towns import TABLE, table
from pipeline.gazetteer import find_town, fold


def test_names_are_kept_as_they_are_asked_for() -> None:
    """Whoever changes how names are folded makes the table anew."""
    _, names, _ = gzip.decompress(TABLE.read_bytes()).decode().split("\n\n")
    some = names.split("\n")[::100]
    assert some == [fold(name) for name in some]


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
