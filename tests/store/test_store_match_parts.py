"""What is held within a whole, told by another site without a link; and what only looks like it."""

from __future__ import annotations

import pytest
from match_makers import decided, pair, tell

from pipeline.model import Verdict
from store.match import grouped, inherited_parts, judge
from store.match.decide import Decision

PARTS = {
    "an item of nine days, both told by the town": pair(
        "Lublin",
        "PL",
        ("pl", "Forum Inicjatyw Sąsiedzkich już niedługo!", "2026-09-08"),
        ("pl", "Piknik Inicjatyw Lubelskich", "2026-09-13"),
        whole_end="2026-09-16",
        whole_source="lublin",
        part_source="lublin",
    ),
    "opened by a minister": pair(
        "Kalmar",
        "SE",
        ("sv", "Brofestveckan är här", "2026-06-28"),
        ("sv", "Bostadsministern inviger årets Brofestvecka", "2026-06-28T14:30"),
        whole_end="2026-07-05",
    ),
    "opened by a queen, the month alone told": pair(
        "Breda",
        "NL",
        ("en", "Water Meadow Summit starts on Wednesday", "2026-10-14"),
        ("nl", "Koningin opent Water Meadow-congres", "2026-10"),
        whole_end="2026-10-17",
    ),
    "within the framework of a festival, Polish": pair(
        "Toruń",
        "PL",
        ("pl", "Festiwal Dobrych Sąsiadów w Toruniu", "2026-06-12"),
        ("pl", "Warsztaty naprawy rowerów", "2026-06-13T11:00"),
        whole_end="2026-06-14",
        part_summary="Zajęcia w ramach Festiwalu Dobrych Sąsiadów.",
    ),
    "within the framework of a congress, German": pair(
        "Jena",
        "DE",
        ("de", "Kongress für lokale Demokratie", "2026-09-10"),
        ("de", "Spaziergang durch die Gärten", "2026-09-11T17:00"),
        whole_end="2026-09-12",
        part_summary="Im Rahmen des Kongresses zeigen Nachbarn ihre Beete.",
    ),
    "within the framework of a week, Swedish": pair(
        "Umeå",
        "SE",
        ("sv", "Hållbarhetsveckan i Umeå", "2026-10-05"),
        ("sv", "Klädbytardag på biblioteket", "2026-10-07T15:00"),
        whole_end="2026-10-11",
        part_summary="Vi byter kläder inom ramen för hållbarhetsveckan.",
    ),
    "within the framework of a summit, French": pair(
        "Tours",
        "FR",
        ("en", "European Summit of Rivers", "2026-05-19"),
        ("fr", "Balade sur les quais", "2026-05-20T18:00"),
        whole_end="2026-05-21",
        part_summary="Promenade dans le cadre du sommet européen.",
    ),
    "during a festival, Finnish": pair(
        "Oulu",
        "FI",
        ("fi", "Kulttuurifestivaali Virta", "2026-08-20"),
        ("fi", "Paneeli: kenen joki?", "2026-08-21T13:00"),
        whole_end="2026-08-22",
        part_summary="Keskustelu festivaalin aikana.",
    ),
    "on the festival's own site": pair(
        "Braga",
        "PT",
        ("pt", "Festival Convergir regressa a Braga", "2026-04-16"),
        ("pt", "Almoço partilhado no jardim", "2026-04-17T12:30"),
        whole_end="2026-04-19",
        part_url="https://www.festivalconvergir.example/almoco",
    ),
    "by the association that is called after it": pair(
        "Aarhus",
        "DK",
        ("en", "Aarhus hosts the Commons Forum again", "2026-09-03"),
        ("da", "Hvem ejer vandet?", "2026-09-04T10:00"),
        whole_end="2026-09-05",
        part_organisers=["Commons Forum"],
        part_end="2026-09-04T11:30",
    ),
    "the body that holds both": pair(
        "Brno",
        "CZ",
        ("cs", "Konference o bydlení", "2026-11-04"),
        ("cs", "Diskuse se starosty", "2026-11-05T18:00"),
        whole_end="2026-11-06",
        whole_organisers=["Nadace Střecha"],
        part_organisers=["Nadace Střecha"],
    ),
    "who takes part in the whole holds one thing": pair(
        "Tartu",
        "EE",
        ("et", "Noorte foorum Tartus", "2026-03-26"),
        ("en", "Music against loneliness", "2026-03-27T14:00"),
        whole_end="2026-03-28",
        whole_partners=["Baltic Youth Circle"],
        part_organisers=["Baltic Youth Circle"],
    ),
    "its opening ceremony": pair(
        "Gdynia",
        "PL",
        ("en", "Baltic Archives Congress", "2026-08-24"),
        ("pl", "Uroczyste otwarcie Kongresu Archiwów", "2026-08-24T18:00"),
        whole_end="2026-08-28",
    ),
    "its closing party, said in the text": pair(
        "Bilbao",
        "ES",
        ("es", "Semana de la Participación Aurora", "2026-10-19"),
        ("es", "Aurora: concierto en la plaza", "2026-10-23T20:00"),
        whole_end="2026-10-23",
        part_summary="Ceremonia de clausura con músicos del barrio.",
    ),
    "one library's night": pair(
        "Kielce",
        "PL",
        ("pl", "Noc Muzeów w całym mieście", "2026-05-16T18:00"),
        ("pl", "Noc Muzeów w Bibliotece Wojewódzkiej", "2026-05-16T18:00"),
        part_venue="Wojewódzka Biblioteka",
    ),
    "a walk on the night of culture": pair(
        "Lund",
        "SE",
        ("sv", "Kulturnatten bjuder på tvåhundra programpunkter", "2026-09-19"),
        ("en", "Ghosts of the old town", "2026-09-19"),
        part_venue="Domkyrkan",
        part_summary="A walk for the night of culture.",
    ),
    "a panel of a month": pair(
        "Graz",
        "AT",
        ("de", "Forum Stadtnatur", "2026-04-23"),
        ("en", "What trees know", "2026-04"),
        whole_end="2026-04-24",
        whole_organisers=["Institut Wurzelwerk"],
        part_organisers=["Institut Wurzelwerk"],
        part_summary="A panel of the forum, with three gardeners.",
    ),
    "a day of a year": pair(
        "Trnava",
        "SK",
        ("en", "Trnava, European Capital of Volunteering", "2026"),
        ("sk", "Otvorenie: Trnava európske hlavné mesto dobrovoľníctva", "2026-02-07T11:00"),
        whole_end="2026-12",
    ),
    "a week whose name begins with its town's": pair(
        "Skien",
        "NO",
        ("no", "Skiensuka", "2026-08-17"),
        ("no", "Høgskolen deltar på Skiensuka", "2026-08-18"),
        whole_end="2026-08-21",
        part_end="2026-08-19",
    ),
    "two names of the whole in the text": pair(
        "Jena",
        "DE",
        ("de", "Funk & Linde reloaded – drei Tage für Netze", "2026-10-02"),
        ("de", "Kluge Heizungen im Wohnungsbau", "2026-10-03T10:30"),
        whole_end="2026-10-04",
        part_summary="Session auf der zweiten Funk & Linde, als Rollenspiel.",
    ),
    "a panel said to be of a forum, whose title is a headline": pair(
        "Praha",
        "CZ",
        ("cs", "Na Forum 2100 dorazí i bývalý prezident", "2026-10-11"),
        ("cs", "Debata o zahraniční politice", "2026-10-12"),
        whole_end="2026-10-13",
        part_summary="Pondělní debata, jeden bod programu Fora 2100.",
    ),
    "named in the title": pair(
        "Rouen",
        "FR",
        ("fr", "Festival Les Voisins", "2026-05-28"),
        ("fr", "Festival Les Voisins : atelier cuisine", "2026-05-30T10:00"),
        whole_end="2026-05-31",
    ),
}
NOT_PARTS = {
    "the town does other things, too": pair(
        "Malmö",
        "SE",
        ("sv", "Malmö klimatfestival", "2026-06-01"),
        ("sv", "Samråd om detaljplan för Kvarnen", "2026-06-03T18:00"),
        whole_end="2026-06-07",
        whole_organisers=["Malmö stad"],
        part_organisers=["Malmö stad"],
    ),
    "a museum's lecture while it shows something": pair(
        "Dresden",
        "DE",
        ("de", "Ausstellung: Wege aus Papier", "2026-03-01"),
        ("de", "Vortrag über Bienen", "2026-03-03T19:00"),
        whole_end="2026-05-31",
        whole_organisers=["Museum am Fluss"],
        part_organisers=["Museum am Fluss"],
    ),
    "another thing on a festival's evening": pair(
        "Siena",
        "IT",
        ("it", "Festival dei Beni Comuni", "2026-07-02"),
        ("it", "Assemblea dei condomini di via Verdi", "2026-07-03T21:00"),
        whole_end="2026-07-05",
    ),
    "a congress centre's other hall": pair(
        "Jena",
        "DE",
        ("de", "Tagung der Pflegekräfte", "2026-09-10"),
        ("de", "Verein der Imker trifft sich", "2026-09-11T17:00"),
        whole_end="2026-09-12",
        whole_url="https://kongresszentrum-jena.example/1",
        whole_source="k",
        part_url="https://kongresszentrum-jena.example/2",
        part_source="k",
    ),
    "before it begins": pair(
        "Brno",
        "CZ",
        ("cs", "Konference o bydlení", "2026-11-04"),
        ("cs", "Diskuse se starosty", "2026-11-03T18:00"),
        whole_end="2026-11-06",
        whole_organisers=["Nadace Střecha"],
        part_organisers=["Nadace Střecha"],
    ),
    "in another town": pair(
        "Bilbao",
        "ES",
        ("es", "Festival de la Participación", "2026-10-19"),
        ("es", "Taller en el marco del Festival de la Participación", "2026-10-20T18:00"),
        whole_end="2026-10-23",
        part_city="Sevilla",
    ),
}
SAME = {
    "a town's week in two languages": pair(
        "Skien",
        "NO",
        ("no", "Skiensuka nærmer seg", "2026-08"),
        ("en", "Skien Week 2026", "2026-08-17"),
        part_end="2026-08-21",
    ),
    "years that are names": pair(
        "Praha",
        "CZ",
        ("cs", "Na Forum 2100 dorazí i bývalý prezident", "2026-10-11"),
        ("en", "Forum 2100: the promise of 1989", "2026-10-11"),
        whole_end="2026-10-13",
        part_end="2026-10-13",
    ),
    "the first day was another once": pair(
        "Torino",
        "IT",
        ("it", "Biennale Comune, il visibile e l’invisibile a Torino", "2026-03-25"),
        ("it", "Biennale Comune: Visibile Invisibile", "2026-03-26"),
        whole_end="2026-03-29",
        part_end="2026-03-29",
    ),
    "news of its first morning": pair(
        "Gdańsk",
        "PL",
        ("pl", "XI Forum Rad Osiedli", "2026-10-16"),
        ("pl", "Radni osiedli z całej Polski na forum", "2026-10-16T09:30"),
        whole_end="2026-10-17",
        whole_organisers=["Fundacja Próg"],
        part_organisers=["Fundacja Próg"],
    ),
    "the festival's own page tells when it begins": pair(
        "Braga",
        "PT",
        ("pt", "Festival Convergir regressa a Braga", "2026-04-16"),
        ("pt", "Festival Convergir 2026", "2026-04-16T17:00"),
        whole_end="2026-04-19",
        part_url="https://www.festivalconvergir.example/",
    ),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(PARTS | NOT_PARTS | SAME)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_whole(decisions: dict[str, Decision | None], name: str) -> None:
    decision, (whole, part) = decisions[name], PARTS[name]
    assert decision is not None
    assert decision.verdict is Verdict.PART_OF, decision
    assert decision.reasons[0].startswith(f"“{part.title}” is a part of “{whole.title}”")


@pytest.mark.parametrize("name", NOT_PARTS)
def test_no_part(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is None or decision.verdict in (Verdict.DIFFERENT, Verdict.UNSURE), decision


@pytest.mark.parametrize("name", SAME)
def test_the_whole_itself(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.SAME, decision


def test_a_part_of_one_telling_is_a_part_of_all() -> None:
    whole, part = PARTS["on the festival's own site"]
    title, where = "Festival Convergir: quatro dias de praças abertas", {"city": "Braga", "country": "PT"}
    other = tell(title, "2026-04-16", "c", "pt", end="2026-04-19", **where)
    judged = judge([whole, part, other], every=True)
    decisions = {(one.left, one.right): one for one in (*judged.kept, *judged.others)}
    decisions |= inherited_parts(grouped(judged), decisions)
    verdicts = {frozenset(key): one.verdict for key, one in decisions.items()}
    assert verdicts == {
        frozenset((whole.id, other.id)): Verdict.SAME,
        frozenset((whole.id, part.id)): Verdict.PART_OF,
        frozenset((other.id, part.id)): Verdict.PART_OF,
    }
