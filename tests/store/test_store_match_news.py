"""What news tell of an event, of its items and of others of its body: pairs as examples, judged in one go."""

from __future__ import annotations

import pytest
from match_makers import decided, tell

from pipeline.model import Verdict
from store.match.decide import Decision

LINZ = {"city": "Linz", "country": "AT"}
EGER = {"city": "Eger", "country": "HU"}

SAME = {
    "one body, called by a compound of known words": (
        tell("Frivillig Fredag", "2026-09-25", "a", "da", organisers=["Frivilligkorpset"], city=None),
        tell(
            "Frivillig Fredag – pressemeddelelse fra Korpset",
            "2026-09-25",
            "b",
            "da",
            organisers=["Frivilligkorpset"],
            city=None,
        ),
    ),
    "other days of one week in a small town, under one name": (
        tell(
            "Eger: world capital of the village meeting Regenera 2026",
            "2026-06-22",
            "a",
            "en",
            end="2026-06-28",
            **EGER,
        ),
        tell("Regenera 2026: raduno mondiale", "2026-06-23", "b", "it", end="2026-06-26", **EGER),
    ),
    "a slip of the month, in one house": (
        tell(
            "Regenera tagt in Linz",
            "2026-06-02",
            "a",
            "de",
            end="2026-06-12",
            venue="Kongresshaus Elm",
            **LINZ,
        ),
        tell("Sesja Regenera", "2026-07-02", "b", "pl", end="2026-07-12", venue="Kongresshaus Elm", **LINZ),
    ),
    "two series in one congress, each with its number": (
        tell(
            "I Kongres Regenera",
            "2026-10-16",
            "a",
            "pl",
            end="2026-10-17",
            venue="Elm",
            organisers=["Ahorn"],
            **LINZ,
        ),
        tell(
            "XV Kongres Ahorn",
            "2026-10-16",
            "b",
            "pl",
            end="2026-10-17",
            venue="Elm",
            organisers=["Ahorn"],
            **LINZ,
        ),
    ),
    "where and when it begins, told by one that holds it": (
        tell(
            "XII Forum Rad Regenera",
            "2026-10-20",
            "a",
            "pl",
            end="2026-10-21",
            venue="Elm",
            organisers=["Ahorn"],
            **LINZ,
        ),
        tell(
            "Radni spotkają się",
            "2026-10-20T09:30",
            "b",
            "pl",
            venue="Elm",
            summary="Forum Regenera",
            organisers=["Ahorn"],
            **LINZ,
        ),
    ),
    "its second day as news tell it, under its whole name": (
        tell("Le Sommet des rives, Forum de la Regenera", "2026-06-23", "a", "fr", end="2026-06-24", **LINZ),
        tell("Sommet des rives, Forum de la Regenera : Ada, chef de file", "2026-06-24", "b", "fr", **LINZ),
    ),
}
DIFFERENT = {
    "a day's strike in one town and in some": (
        tell("Climate Strike", "2026-09-20", "a", "en", **LINZ),
        tell("Global school strike for the climate", "2026-09-20", "b", "en", city=None, country="AT"),
    ),
    "a body's workshop in the month of its opening weekend": (
        tell("Green capital: opening and weekend", "2026-01-09", "a", "en", organisers=["Regenera"], **LINZ),
        tell(
            "The food workshop",
            "2026-01",
            "b",
            "en",
            organisers=["Regenera"],
            summary="In the opening weekend.",
            **LINZ,
        ),
    ),
}
PARTS = {
    "the gala dinner of a conference": (
        tell(
            "EU Youth Conference and other events during the presidency",
            "2026-09-02",
            "a",
            "en",
            end="2026-09-04",
            **LINZ,
        ),
        tell("Galadiner der Jugendkonferenz", "2026-09-03", "b", "de", **LINZ),
    ),
}
VERDICTS = {
    **dict.fromkeys(SAME, (Verdict.SAME,)),
    **dict.fromkeys(DIFFERENT, (None, Verdict.DIFFERENT, Verdict.UNSURE, Verdict.PART_OF)),
    **dict.fromkeys(PARTS, (Verdict.PART_OF,)),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(SAME | DIFFERENT | PARTS)


@pytest.mark.parametrize("name", VERDICTS)
def test_news(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert (decision.verdict if decision is not None else None) in VERDICTS[name], decision
