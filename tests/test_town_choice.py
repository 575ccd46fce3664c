"""Towns that no sentence of an event tells: the likeliest of those that its page names."""

from __future__ import annotations

import pytest

from pipeline.model import Announcement, SourceFacts
from pipeline.read import read_page
from tests.telling import page_of

NAMED = [
    (
        *("pl", "PL", "Sejny"),
        "Aktualności\n\nGmina Sejny, 4 maja 2026\n\nSpotkanie sąsiedzkie odbyło się 3 maja 2026 r. "
        "Przyjechali goście z Wilna i Rygi.",
    ),
    (
        *("no", "NO", "Surnadal"),
        "Folkemøte om fjorden i Surnadal\n\nMøtet er 12. mars 2026 kl. 18. Ta med naboen.",
    ),
    (
        *("fr", "FR", "Routelle"),
        "Café citoyen à Routelle\n\nRendez-vous le 12 mars 2026 à 18h. Une association de Besançon anime.",
    ),
    (
        *("sv", "SE", "Velenje"),
        "Studieresa\n\nDen 2 juli 2026 besökte gruppen ett kooperativ i Velenje.",
    ),
    (
        *("de", "DE", "Pasewalk"),
        "Dorfgespräch in Pasewalk\n\nAm 12. März 2026 kamen 30 Leute zusammen, auch aus Berlin und Stettin.",
    ),
]


def read(text: str, language: str, country: str, city: str | None = None) -> Announcement:
    facts = SourceFacts(id="example", languages=(language,), country=country, city=city)
    return read_page(page_of(text, fetched="2026-06-01"), facts).announcements[0]


@pytest.mark.parametrize(("language", "country", "town", "text"), NAMED)
def test_the_likeliest_town_of_the_page_is_told(language: str, country: str, town: str, text: str) -> None:
    assert read(text, language, country).place.city == town


def test_a_chosen_town_says_so_and_quotes_where_it_is_named() -> None:
    found = read("Café citoyen à Routelle\n\nRendez-vous le 12 mars 2026 à 18h.", "fr", "FR")
    claim = next(claim for claim in found.claims if claim.field == "city")
    assert (claim.method, claim.quote) == ("page", "Routelle")
    assert 0 < claim.score < 1


def test_what_the_event_itself_tells_is_not_weighed_against_the_page() -> None:
    text = "News from Leeds\n\nLeeds, Leeds, Leeds!\n\nThe open meeting on 12 March 2026 is held in York."
    assert read(text, "en", "GB").place.city == "York"


def test_a_page_that_names_no_town_has_none() -> None:
    text = "Open meeting\n\nCome on 12 March 2026 at 6pm. Bring tea and your neighbours."
    assert read(text, "en", "GB").place.city is None


def test_an_unlikely_town_gives_way_to_the_one_that_the_source_is_about() -> None:
    text = "Open meeting\n\nCome on 12 March 2026 at 6pm.\n\nPhotos: Hannah Cork, Chester Lane"
    assert read(text, "en", "GB", city="Leeds").place.city == "Leeds"
