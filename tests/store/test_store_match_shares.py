"""Sessions of what goes on for weeks, what stands on its whole's pages, shares of a night; what is none."""

from __future__ import annotations

import pytest
from match_makers import decided, pair

from pipeline.model import Verdict
from store.match.decide import Decision

PARTS = {
    "the first weekend of what goes on for months": pair(
        "Brest",
        "FR",
        ("fr", "Convention citoyenne sur l’eau", "2026-10-03"),
        ("fr", "La convention citoyenne sur l’eau a commencé", "2026-10-03"),
        whole_end="2027-01-25",
        part_end="2026-10-04",
    ),
    "the first weekend, where a month is told as the end": pair(
        "Opole",
        "PL",
        ("pl", "Panel obywatelski o wodzie", "2026-10-03"),
        ("pl", "Panel obywatelski o wodzie ruszył: rozmowy o cenach", "2026-10-03"),
        whole_end="2026-11",
        part_end="2026-10-04",
    ),
    "what stands on the page of its conference, in another house": pair(
        "Poznań",
        "PL",
        ("pl", "Zapraszamy na konferencję", "2026-01-08"),
        ("pl", "Warsztaty sieciujące", "2026-01-09"),
        whole_end="2026-01-09",
        whole_source="k",
        part_source="k",
        whole_url="https://k.example/konferencja",
        part_url="https://k.example/konferencja",
        whole_summary="Zaproszenie na otwarcie funduszu.",
        part_summary="Drugi dzień otwarcia.",
    ),
    "the opening evening of a festival, called a fair": pair(
        "Kiel",
        "DE",
        ("en", "Shared Knowledge Festival", "2026-07-15"),
        ("en", "The Shared Knowledge Fair", "2026-07-15T18:00"),
        whole_end="2026-07-17",
        part_city=None,
        part_summary="Opening evening with stands and music.",
    ),
    "what one house does of a night, which has another": pair(
        "München",
        "DE",
        ("de", "Lange Nacht der Teilhabe", "2026-10-03"),
        ("de", "Freie Fahrt im Drehrad bei der langen Nacht der Teilhabe", "2026-10-03"),
        whole_venue="Werkhof Mitte",
        part_venue="Kirmes – Das Drehrad",
    ),
    "one town's share of a national night": pair(
        "Turku",
        "FI",
        ("en", "Archivists’ Night is back", "2026-09-25"),
        ("en", "Archivists’ Night", "2026-09-25"),
        whole_city=None,
        whole_summary="The national page.",
        part_venue="Old Observatory",
    ),
    "the reception of a forum": pair(
        "Metz",
        "FR",
        ("fr", "Forum des voisins", "2026-11-19"),
        ("en", "Welcome Reception", "2026-11-19T18:30"),
        whole_end="2026-11-21",
    ),
    "a debate at the house of its night, on one site": pair(
        "Breda",
        "NL",
        ("nl", "Nacht van de Buren", "2026-03-20"),
        ("nl", "Lijsttrekkersdebat", "2026-03-20T20:30"),
        whole_venue="Elzenhal",
        part_venue="Elzenhal, Grote Zaal",
        whole_source="k",
        part_source="k",
    ),
    "a week that tells no town, and what its text says is in it": pair(
        "Praha",
        "CZ",
        ("cs", "Týden sousedů", "2026-02-23"),
        ("cs", "Den otevřených dveří v knihovně", "2026-02-25T10:00"),
        whole_end="2026-03-01",
        whole_city=None,
        part_summary="Koná se v rámci Týdne sousedů.",
    ),
    "an hour's panel of a forum that tells its month": pair(
        "Praha",
        "CZ",
        ("cs", "Fórum sousedů se hlásí k minulosti", "2026-10"),
        ("en", "Middle Powers and Water", "2026-10-13T15:00"),
        part_end="2026-10-13T16:15",
        part_summary="Panel within the yearly forum.",
    ),
    "a meeting of a panel that tells its year alone": pair(
        "Gdynia",
        "PL",
        ("pl", "Panel obywatelski po raz trzeci", "2026"),
        ("pl", "Trzecie spotkanie w panelu obywatelskim", "2026-10-07"),
    ),
    "a later meeting of what meets for months": pair(
        "Gdynia",
        "PL",
        ("pl", "Panel obywatelski o wodzie", "2026-09-05"),
        ("pl", "Panel obywatelski o wodzie: drugie spotkanie", "2026-10-24"),
        whole_end="2026-11-29",
        part_end="2026-10-25",
    ),
    "a workshop of a month, named after its whole": pair(
        "Visby",
        "SE",
        ("sv", "Brofolkmania Visby – ett år senare", "2026-08-14"),
        ("en", "Brofolkmania 2026 hackathon", "2026-08"),
    ),
    "the opening ceremony of what tells its month": pair(
        "Odense",
        "DK",
        ("da", "Europæisk begivenhed, BROF, holdes i Odense", "2026-06"),
        ("en", "Opening ceremony of BROF2026", "2026-06-22"),
    ),
    "the opening of what ends in a year": pair(
        "Nancy",
        "FR",
        ("en", "Conference on the Future of Rivers", "2026-05-09"),
        ("fr", "Cérémonie d'ouverture de la conférence sur le futur des rivières", "2026-05-09"),
        whole_end="2027",
    ),
    "beside a conference on its first day, at another house": pair(
        "Odense",
        "DK",
        ("da", "Over hundrede lande samles om plastik", "2026-03-04T10:00"),
        ("en", "Side-event of the conference on plastic litter", "2026-03-04"),
        whole_end="2026-03-05",
        whole_venue="Store Sal",
        part_venue="Byens Hus",
    ),
    "a day's page on its whole's own site, called like it": pair(
        "Odense",
        "DK",
        ("en", "The world’s biggest anti-litter conference in Odense", "2026-10-22"),
        ("en", "High-level segment at anti-litter conference", "2026-10-22"),
        whole_end="2026-10-24",
        whole_source="k",
        part_source="k",
    ),
}
NOT_PARTS = {
    "on one page, but before it begins": pair(
        "Arendal",
        "NO",
        ("no", "Nabofesten", "2026-08-12T19:00"),
        ("no", "Status for naboskap – rapport", "2026-08-12T14:30"),
        whole_end="2026-08-12T21:00",
        whole_source="k",
        part_source="k",
        whole_url="https://k.example/uka",
        part_url="https://k.example/uka",
        whole_organisers=["Nabolag"],
        part_organisers=["Nabolag"],
    ),
}
SAME = {
    "an hour later and a day shorter": pair(
        "Kiel",
        "DE",
        ("de", "Hackathon Nachbarn digital", "2026-03-20T18:30"),
        ("de", "Nachbarn digital: Hacken für alle", "2026-03-20T19:30"),
        whole_end="2026-03-23",
        part_end="2026-03-22",
        whole_organisers=["Landesamt Meer"],
        part_organisers=["Landesamt Meer"],
    ),
    "numbers that are its own days": pair(
        "Angers",
        "FR",
        ("fr", "Village Alterfleuve à Angers 26 et 27 septembre", "2026-09-26"),
        ("fr", "Plus de 4000 au village Alterfleuve d’Angers", "2026-09-26"),
        whole_end="2026-09-27",
        part_end="2026-09-27",
    ),
    "the same kinds of thing on one day": pair(
        "Turku",
        "FI",
        ("en", "Citizens’ Dialogue in Turku", "2026-09-24"),
        ("en", "A youth reporter blogs about September’s Citizens’ Dialogue in Turku", "2026-09-24"),
    ),
    "months told by their days, and by their names": pair(
        "Brest",
        "FR",
        ("fr", "Convention citoyenne sur l’eau : les participants tirés au sort", "2026-12"),
        ("fr", "Convention citoyenne sur l’eau", "2026-12-09"),
        whole_end="2027-03",
        part_end="2027-04-02",
    ),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(PARTS | NOT_PARTS | SAME)


@pytest.mark.parametrize("name", PARTS)
def test_parts(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.PART_OF, decision


@pytest.mark.parametrize("name", NOT_PARTS)
def test_not_everything_at_one_time_is_a_part(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is None or decision.verdict in (Verdict.DIFFERENT, Verdict.UNSURE), decision


@pytest.mark.parametrize("name", SAME)
def test_one_event(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.SAME, decision
