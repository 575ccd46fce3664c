"""Long events, their items and what news say of them: pairs as examples, judged in one go."""

from __future__ import annotations

import pytest
from match_makers import decided, tell

from pipeline.model import Verdict
from store.match.decide import Decision

LINZ = {"city": "Linz", "country": "AT"}
PILA = {"city": "Piła", "country": "PL"}
EGER = {"city": "Eger", "country": "HU"}

SAME = {
    "the second of its days told by who reports": (
        tell(
            "First Austria-wide forest assembly set to meet in Linz",
            "2026-01-23",
            "a",
            "en",
            end="2026-01-25",
            **LINZ,
        ),
        tell(
            "‘Glad to be drawn’: members attend first Austria forest assembly",
            "2026-01-24",
            "b",
            "en",
            **LINZ,
        ),
    ),
    "neither the day nor the city told by one": (
        tell("Zegelring regional meeting in Linz", "2026-05-08", "a", "en", **LINZ),
        tell("Austria to host the Zegelring meeting", "2026-05", "b", "en", city=None, country=None),
    ),
    "the eve counted in by one of two languages": (
        tell("Agora Ruralis: world congress of villages", "2026-09-03", "a", "en", end="2026-09-11", **LINZ),
        tell("Weltkongress Agora Ruralis in Linz", "2026-09-02", "b", "de", end="2026-09-11", **LINZ),
    ),
    "a day of arrival counted in": (
        tell("Lastenrad+26, Jugend im Dialog", "2026-06-22", "a", "de", end="2026-06-23", **LINZ),
        tell(
            "World Conference on Cargo Bikes Lastenrad+26", "2026-06-21", "b", "en", end="2026-06-23", **LINZ
        ),
    ),
    "a visit that readers are told to make": (
        tell("«Stars and Sea» FJORDFESTIVALEN", "2026-06-18", "a", "no", end="2026-06-23", **EGER),
        tell(
            "Visit the year’s big festival, Fjordfestivalen",
            "2026-06-19",
            "b",
            "en",
            end="2026-06-23",
            **EGER,
        ),
    ),
    "some days of one name, of which two bodies tell": (
        tell(
            "Village Days and the answer to drought",
            "2026-09-03",
            "a",
            "en",
            end="2026-09-04",
            organisers=["Alm"],
            **LINZ,
        ),
        tell(
            "Linz gets ready for Village Days",
            "2026-09-03",
            "b",
            "en",
            end="2026-09-05",
            organisers=["Berg"],
            **LINZ,
        ),
    ),
    "the month, and the day on which it ends": (
        tell("Quelle des Lebens", "2026-09", "a", "de", end="2026-09-17", summary="Auenrat", **EGER),
        tell("Against profit", "2026-09-14", "b", "en", end="2026-09-17", summary="The Auenrat", **EGER),
    ),
    "one body, whose legal form one tells": (
        tell("What opens the year of Ahorn", "2026-01-17", "a", "en", organisers=["Ahorn 2026"], **LINZ),
        tell("Ein Rave zum Auftakt", "2026-01-17", "b", "de", organisers=["Ahorn 2026 gGmbH"], **LINZ),
    ),
    "an acronym and a year, all in capitals": (
        tell("PDC 2026", "2026-05-12", "a", "en", end="2026-05-14", **LINZ),
        tell("Partnership for Digital Commons convenes", "2026-05-12", "b", "en", **LINZ),
    ),
    "a world congress of a month, in two languages": (
        tell("Viktig verdenskongress mot glemsel", "2026-06", "a", "no", **EGER),
        tell(
            "Le Congrès mondial arrive", "2026-06-21", "b", "fr", end="2026-06-23", organisers=["Elm"], **EGER
        ),
    ),
    "a kind of event and the day on which it ends": (
        tell("Gegner laden zum Alternativgipfel", "2026-07-05", "a", "de", end="2026-07-06", **EGER),
        tell("Gipfeltreffen der Visionen", "2026-07", "b", "de", end="2026-07-06", **EGER),
    ),
    "one kind at one minute in one house": (
        tell(
            "Narodni hosts a party",
            "2026-11-17T10:00",
            "a",
            "en",
            end="2026-11-17T22:00",
            venue="Elm",
            **EGER,
        ),
        tell("Zaplnime Narodni", "2026-11-17T10:00", "b", "cs", end="2026-11-17T22:00", venue="Elm", **EGER),
    ),
    "a plan's year, which is not the event's": (
        tell("Regenera 2030 launched its manifesto", None, "a", "en", **LINZ),
        tell("Regenera 2030: manifesto", "2026-08-18", "b", "en", end="2026-08-20", **LINZ),
    ),
    "a suburb and its city on the same days": (
        tell("Regenera youth forum", "2026-06-24", "a", "en", end="2026-06-26", city="Cascais", country="PT"),
        tell(
            "Fórum Regenera da Juventude",
            "2026-06-24",
            "b",
            "pt",
            end="2026-06-26",
            city="Carcavelos",
            country="PT",
        ),
    ),
    "a city that the other's house is called after": (
        tell("Hack for Regenera", "2026-06-24", "a", "en", end="2026-06-26", city="Stockholm", country="SE"),
        tell(
            "Hack for Regenera blir av",
            "2026-06-24",
            "b",
            "sv",
            end="2026-06-26",
            city="Kista",
            country="SE",
            venue="Stockholms universitet",
        ),
    ),
    "a date's day behind its month is no edition": (
        tell("Auenrat: on May 7th summit of rivers", "2026-05-07", "a", "en", **LINZ),
        tell("9th Auenrat summit of rivers", "2026-05-07", "b", "en", **LINZ),
    ),
    "nothing but kinds in two languages, all of them": (
        tell("4th European Social Forum", "2026-09-17", "a", "en", end="2026-09-21", **LINZ),
        tell("Europees Sociaal Forum wil vernieuwen", "2026-09", "b", "nl", **LINZ),
    ),
    "another last day of a week in another language": (
        tell("Ekoforum congress of village schools", "2026-08-19", "a", "en", end="2026-08-25", **PILA),
        tell("Ekoforum: Kongres szkół wiejskich", "2026-08-19", "b", "pl", end="2026-08-24", **PILA),
    ),
    "a congress in the fair of one telling, in the hall of another": (
        tell(
            "Radgipfel Lastenrad: die Fakten",
            "2026-05-09",
            "a",
            "de",
            end="2026-05-12",
            venue="Messe",
            **LINZ,
        ),
        tell(
            "Lastenrad-Radgipfel 2026 beginnt",
            "2026-05-09",
            "b",
            "de",
            end="2026-05-12",
            venue="Design Center Donau",
            **LINZ,
        ),
    ),
    "a house with and without what kind of house it is": (
        tell("Sommarläger för stadsodlare", "2026-06-05T10:00", "a", venue="Odlarhuset Gröna Tuppen"),
        tell("Sommarläger för stadsodlare i stan", "2026-06", "b", venue="Gröna Tuppen"),
    ),
    "a date's day is no edition": (
        tell("Pamiętnik Festival: Eröffnung am 11. September", "2026-09-11", "a", "de", **PILA),
        tell("V Pile začíná Pamiętnik Festival", "2026-09-11", "b", "cs", **PILA),
    ),
    "a hearing on the budget in two languages of a town": (
        tell("Közvita a város költségvetéséről", "2026-01-17", "a", "hu", **EGER),
        tell("Public debate on the city budget", "2026-01-17", "b", "en", **EGER),
    ),
}
DIFFERENT = {
    "a day that a suburb keeps as its city does": (
        tell("Regenera strike", "2026-06-24", "a", "en", city="Cascais", country="PT"),
        tell("Regenera strike", "2026-06-24", "b", "pt", city="Carcavelos", country="PT"),
    ),
    "a reception of some hours on the first day of a summit": (
        tell("Metropole welcomes", "2026-06-12T14:00", "a", "en", end="2026-06-12T16:30", **LINZ),
        tell("Urban Metropole Summit", "2026-06-12", "b", "en", end="2026-06-15", **LINZ),
    ),
    "one body's two events of a month": (
        tell("After the Flood: a talk", "2026-09", "a", "en", organisers=["Donau-Institut"], **LINZ),
        tell(
            "Forum Demokratie", "2026-09-16", "b", "de", end="2026-09-17", partners=["Donau-Institut"], **LINZ
        ),
    ),
    "a walk at night, and the night of culture": (
        tell("Night shift", "2026-09-23", "a", "en", **LINZ),
        tell("More than 300 events on Culture Night", "2026-09-23", "b", "en", **LINZ),
    ),
    "bodies of one adjective and one town": (
        tell("Youth conference on citizenship", "2026", "a", "en", organisers=["Europe Point Eger"], **EGER),
        tell(
            "Ifjúsági szeminárium", "2026", "b", "hu", organisers=["European Capital of Mosaics Eger"], **EGER
        ),
    ),
}
PARTS = {
    "an opening ceremony on the second day": (
        tell("Uroczystość otwarcia 8. Kongresu Bibliotek", "2026-08-20", "a", "pl", **PILA),
        tell("Weltkongress der Bibliotheken", "2026-08-19", "b", "de", end="2026-08-25", **PILA),
    ),
    "an hour whose text speaks of the festival": (
        tell(
            "The Future of Ferries",
            "2026-08-10T14:00",
            "a",
            "en",
            summary="A panel at the opinion festival.",
            **LINZ,
        ),
        tell("Meinungsfestival", "2026-08-09", "b", "de", end="2026-08-11", **LINZ),
    ),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(SAME | DIFFERENT | PARTS)


VERDICTS = {
    **dict.fromkeys(SAME, (Verdict.SAME,)),
    **dict.fromkeys(DIFFERENT, (None, *(one for one in Verdict if one is not Verdict.SAME))),
    **dict.fromkeys(PARTS, (Verdict.PART_OF,)),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_lengths_tell_events_from_their_items(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert (decision.verdict if decision is not None else None) in VERDICTS[name], decision
