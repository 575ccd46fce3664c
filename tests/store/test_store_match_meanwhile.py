"""What goes on while a whole does, and what else two tellings may share: hosts, short names, editions."""

from __future__ import annotations

import pytest
from match_makers import Pair, decided, tell

from pipeline.model import Verdict
from store.match.counts import parts_told
from store.match.decide import Decision
from store.match.terms import terms_of

SOVDE = {"city": "Sovdeby", "country": "SE"}
PARTS: dict[str, Pair] = {
    "an hour in a small town's festival": (
        tell("Samtalsfestivalen", "2026-06-12", "a", end="2026-06-14", **SOVDE),
        tell("Räcker vattnet?", "2026-06-13T11:00", "b", **SOVDE),
    ),
    "an hour of a long day, one organiser": (
        tell(
            "Framtidsmöte om lokal välfärd",
            "2026-03-12T08:30",
            "a",
            end="2026-03-12T16:00",
            organisers=["Forum Alm"],
        ),
        tell(
            "Frukost med forskare",
            "2026-03-12T08:30",
            "b",
            end="2026-03-12T09:30",
            organisers=["Forum Alm", "Alba"],
        ),
    ),
    "two pages of one source": (
        tell("Kongress för grannskap", "2026-05-04", "a", end="2026-05-05", organisers=["Nätverket Alm"]),
        tell("Köksbordet", "2026-05-04", "a", organisers=["Nätverket Alm"]),
    ),
    "one house's share of a country's night": (
        tell("Kulturens långa natt", "2026-10-02", "a", city=None),
        tell("Kulturens långa natt i tornet", "2026-10-02T19:00", "b", venue="Tornet Umbra"),
    ),
    "an hour in what lasts days in a small town, whatever it is called": (
        tell("Byn talar", "2026-06-12", "a", end="2026-06-14", **SOVDE),
        tell("Räcker vattnet?", "2026-06-13T11:00", "b", **SOVDE),
    ),
    "one of hundreds of events": (
        tell(
            "Nu är tiden", "2026-06-10", "a", end="2026-06-14", summary="2 000 programpunkter i 90 lokaler."
        ),
        tell("Orgelmusik i lä", "2026-06-11T12:00", "b", organisers=["Alms orgelvänner"]),
    ),
    "about the same": (
        tell("Alms festival", "2026-06-12", "a", end="2026-06-14", summary="Samtal om cykling."),
        tell("Cykelbanor för alla", "2026-06-13T11:00", "b"),
    ),
    "at its house": (
        tell("Demokratifestival", "2026-06-12T10:30", "a", venue="Ungdomens hus Alm"),
        tell("Estradpoesi", "2026-06-12T18:00", "b", venue="Ungdomens hus Alm"),
    ),
    "a day at another house": (
        tell("Socialt forum i Alm", "2026-06-12", "a", end="2026-06-15", venue="Alms universitet"),
        tell("Marsch mot forumet i Alm", "2026-06-12", "b", venue="Stora torget"),
    ),
    "an hour of a day that tells none": (
        tell("Ungdomskonferens om klimat", "2026-01-22", "a"),
        tell(
            "Möte om unga i världen",
            "2026-01-22T14:15",
            "b",
            end="2026-01-22T15:15",
            summary="En timme inom ramen för konferensen.",
        ),
    ),
    "a body that takes part": (
        tell("Almveckan slår rekord", "2026-06-08", "a", end="2026-06-12", organisers=["Alms kommun"]),
        tell("Brunkulla på Almveckan", "2026-06-08", "b", end="2026-06-11", organisers=["Brunkulla"]),
    ),
    "its opening, in another language": (
        tell("Svět Brunkulla: devět dní", "2026-03-11", "a", "cs", end="2026-03-19"),
        tell("Slavnostní zahájení festivalu Brunkulla", "2026-03-11T19:00", "b", "cs"),
    ),
    "films on some of its days": (
        tell("Ekonomifestivalen", "2026-05-28", "a", end="2026-05-31"),
        tell("Film i ekonomi", "2026-05-28", "b", end="2026-05-30"),
    ),
    "said to be within, on its first day": (
        tell("16:e toppmötet om internet", "2026-12-07", "a", end="2026-12-11"),
        tell("Toppmöte för unga", "2026-12-07", "b", summary="Under toppmötet, inom ramen för det."),
    ),
    "a side event": (
        tell("Fredsforum", "2026-11-03", "a", end="2026-11-05"),
        tell("Pengar för klimatet", "2026-11-04T16:00", "b", summary="Sidoevenemang med ministern."),
    ),
    "said to be within, without a day": (
        tell("Demokratidagarna 12–14 maj", "2026-05-12", "a", end="2026-05-14", organisers=["Folkets Alm"]),
        tell(
            "Panelsamtal om ungas villkor",
            None,
            "b",
            organisers=["Folkets Alm"],
            summary="Inom ramen för dagarna.",
        ),
    ),
}
APART: dict[str, Pair] = {
    "an hour in a large town": (
        tell("Samtalsfestivalen", "2026-06-12", "a", end="2026-06-14"),
        tell("Räcker vattnet?", "2026-06-13T11:00", "b"),
    ),
    "a year's other item of a body": (
        tell("Klimatriksdag", "2026", "a", organisers=["Nätverket Alm"]),
        tell(
            "Sagostund för små",
            "2026-05-12T10:00",
            "b",
            venue="Alms bibliotek",
            organisers=["Alms bibliotek"],
        ),
    ),
}
SAME: dict[str, Pair] = {
    "its host is named by the other's title": (
        tell("Alternativa, byn av lösningar", "2026-10-06T10:00", "a", venue="Torget Alm"),
        tell(
            "En dag då utopier blev till", "2026-10-06", "b", organisers=["Alternativa"], venue="Torget Alm"
        ),
    ),
    "letters and digits are one name": (
        tell("Borgmästare möts hos C47", "2026-10-09", "a", end="2026-10-12"),
        tell("C47 summit: a world of cities", "2026-10-09", "b", "en", end="2026-10-12"),
    ),
    "a month, one body, two languages": (
        tell("Modiga städer", "2026-06", "a", organisers=["Alm i Comú"]),
        tell(
            "An international encounter", "2026-06-09", "b", "en", end="2026-06-11", organisers=["Alm i Comú"]
        ),
    ),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(PARTS | APART | SAME)


@pytest.mark.parametrize("name", PARTS)
def test_parts(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.PART_OF, decision


@pytest.mark.parametrize("name", APART)
def test_no_part_and_not_the_same(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is None or decision.verdict in (Verdict.DIFFERENT, Verdict.UNSURE), decision


@pytest.mark.parametrize("name", SAME)
def test_one_event(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.SAME, decision


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2,000 events in 120 places", 2000),
        ("Vier Tage und 200 öffentliche Veranstaltungen", 200),
        ("mer än 3 300 arrangemang", 3300),
        ("66 paneli, 21 warsztatów", 66),
        ("2026 events calendar", 0),
        ("12 czerwca debata", 0),
        ("450 young people of 37 countries", 0),
        ("Storgatan 45, verkstad", 0),
        ("", 0),
    ],
)
def test_what_a_text_counts(text: str, count: int) -> None:
    assert parts_told(text) == count


@pytest.mark.parametrize(
    ("text", "names"),
    [("C47", ("c47",)), ("LK9", ("lk9",)), ("Demot2026", ("demot",)), ("21st", ()), ("Rada2", ("rada2",))],
)
def test_letters_and_digits(text: str, names: tuple[str, ...]) -> None:
    """One word, but for a year at its end."""
    assert terms_of(text).names == names
