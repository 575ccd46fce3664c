"""The town of a site's own address, where the page names none."""

from __future__ import annotations

import pytest

from tests.telling import reading_of


@pytest.mark.parametrize(
    ("url", "language", "town"),
    [
        ("https://www.comune.campogalliano.mo.it/serata", "it", "Campogalliano"),
        ("https://torrelodones.es/noticias", "es", "Torrelodones"),
        ("https://www.kragero.kommune.no/aktuelt", "no", "Kragerø"),
        ("https://saint-benoit.re/actualites", "fr", "Saint-Benoît"),
        ("https://www.zielonymost.pl/", "pl", None),
        ("https://torrelodones.com/", "es", None),
    ],
)
def test_a_municipalitys_site_tells_its_town(url: str, language: str, town: str | None) -> None:
    one = reading_of("2026-05-07 18:00", "text/plain", url=url, languages=(language,)).announcements[0]
    assert one.place.city == town
    claims = [claim for claim in one.claims if claim.field == "city"]
    assert [(claim.method, claim.span) for claim in claims] == ([("address", None)] if town else [])
