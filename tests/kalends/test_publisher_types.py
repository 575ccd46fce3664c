"""What kind of publisher a draft's name tells of."""

from __future__ import annotations

import pytest

from kalends.publisher_types import publisher_type


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lunds kommun", "municipality"),
        ("Stadt Bremen", "municipality"),
        ("Gmina Wieliczka", "municipality"),
        ("Ville de Rennes", "municipality"),
        ("Ayuntamiento de Lugo", "municipality"),
        ("Město Kolín", "municipality"),
        ("Vestland fylkeskommune", "region"),
        ("Region Skåne", "region"),
        ("Uniwersytet Gdański", "university"),
        ("Tampereen yliopisto", "university"),
        ("Ministerstvo kultury", "agency"),
        ("Nätverket för lokal demokrati", "network"),
        ("Nachbarschaftshaus Linden e. V.", "ngo"),
        ("Sällskapet Linden", "ngo"),
        ("Leeds City Council", "municipality"),
        ("Rada Dzielnicy Lipowa", "municipality"),
        ("Lindens folkhögskola", "ngo"),
        ("Old Village Hall Trust", "ngo"),
        ("Gemeinnützige Kommunikation Linden", "ngo"),
        ("www.example.org", "ngo"),
    ],
)
def test_a_name_tells_what_kind_of_publisher_it_is(name: str, kind: str) -> None:
    assert publisher_type(name) == kind
