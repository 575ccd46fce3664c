"""Cities under all their names: "Cracow", "Krakau" and "Kraków" have one key."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

from store.fold import fold

_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.0
_TABLE = Path(__file__).parent / "cities.tsv.gz"


class _City(NamedTuple):
    """A city with its folded names, the chief one first, and its position in degrees."""

    names: list[str]
    latitude: float
    longitude: float
    people: int


@cache
def _lines() -> dict[str, list[str]]:
    """The lines of ``cities.tsv.gz`` (see ``benchmarks/cities.py``) by country."""
    lines: dict[str, list[str]] = {}
    for line in gzip.decompress(_TABLE.read_bytes()).decode().split("\n"):
        lines.setdefault(line[:2], []).append(line)
    return lines


@cache
def _cities(country: str) -> dict[str, _City]:
    """A country's cities by their keys, which are their folded chief names; of one name the largest."""
    cities: dict[str, _City] = {}
    for line in _lines().get(country, ()):
        _, key, latitude, longitude, people, *names = line.split("\t")
        cities[key] = _City([key, *names], float(latitude), float(longitude), int(people))
    return cities


@cache
def _keys_of_country(country: str) -> dict[str, str]:
    """Folded name → folded chief name."""
    return {name: key for key, city in _cities(country).items() for name in city.names}


@lru_cache(maxsize=50_000)
def city_key(city: str, country: str | None) -> str:
    """The key of a city of this country (ISO code); a city that is not known there has its folded name."""
    folded = fold(city)
    return _keys_of_country(country.upper()).get(folded, folded) if country else folded


def city_keys(city: str, countries: Iterable[str]) -> set[str]:
    """All keys that this name may stand for in these countries, its own folded form among them."""
    return {fold(city)} | {city_key(city, country) for country in countries}


@cache
def city_names(key: str, country: str | None) -> frozenset[str]:
    """Folded words of all names of this country's city with this key."""
    if not country:
        return frozenset(key.split())
    city = _cities(country.upper()).get(key)
    return frozenset(word for name in (city.names if city else (key,)) for word in name.split())


def people_of(key: str, country: str) -> int:
    """How many live in this country's city with this key; 0 where no list of larger towns has it."""
    city = _cities(country.upper()).get(key)
    return city.people if city else 0


def city_position(key: str, country: str | None) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees of this country's largest city with this key; None where unknown."""
    city = _cities(country.upper()).get(key) if country else None
    return (city.latitude, city.longitude) if city else None


def spots_near(
    city: str, countries: Iterable[str], km: float, spots: Callable[[str, str], Iterable[str]]
) -> list[str]:
    """Of the spots (:func:`store.facets.spot_of`) those within ``km`` of a city of this name.

    ``spots`` gives those between two spots in their order, which is from south to north.
    """
    found: dict[str, None] = {}
    for country in countries:
        here = city_position(city_key(city, country), country)
        if here is None:
            continue
        reach = km / _KM_A_DEGREE
        south, north = (max(-90.0, min(90.0, here[0] + side)) for side in (-reach, reach))
        for spot in spots(f"{round((south + 90) * 100):05d}", f"{round((north + 90) * 100):05d}~"):
            latitude, longitude = (int(part) / 100 for part in spot.split(","))
            if distance_km(here, (latitude - 90, longitude - 180)) <= km:
                found[spot] = None
    return list(found)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two (latitude, longitude) in degrees, over a round earth."""
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
