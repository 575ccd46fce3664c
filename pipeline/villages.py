"""Villages of 500 to 5,000 inhabitants (GeoNames, CC BY 4.0), read when the first one is asked about.

``benchmarks/villages.py`` makes the table; a village counts in its own country only.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from pipeline.gazetteer import Town, fold

_TABLE = Path(__file__).parent / "villages.tsv.gz"


@cache
def _villages(country: str) -> dict[str, str]:
    """Return a country's lines of the table by folded name; of two villages of one name the larger."""
    found: dict[str, tuple[int, str]] = {}
    for line in _lines().get(country, ()):
        cells = line.split("\t")
        people = int(cells[5])
        for rank, name in enumerate([cells[0], *filter(None, cells[6].split("|"))]):
            key, weight = fold(name), people - 10_000 * bool(rank)
            if key not in found or weight > found[key][0]:
                found[key] = weight, line
    return {key: line for key, (_, line) in found.items()}


@cache
def _lines() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    with gzip.open(_TABLE, "rt", encoding="utf-8") as file:
        for line in file:
            table.setdefault(line.split("\t", 2)[1], []).append(line.rstrip("\n"))
    return table


def find_village(name: str, country: str | None) -> Town | None:
    """Return the village of that name in ``country``; None where there is none or no country is given."""
    line = _villages(country).get(fold(name.strip())) if country else None
    if line is None:
        return None
    usual, code, zone, lat, lon, people, _ = line.split("\t")
    return Town(usual, code, zone, float(lat), float(lon), int(people))
