"""Tellings that are unsure of one event's several tellings: together they say what none says alone."""

from __future__ import annotations

import pytest
from match_makers import tell

from pipeline.model import Verdict
from store.match import grouped, judge
from store.match.cluster import Edge, components
from store.match.together import told_together

S, U, D, P = Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT, Verdict.PART_OF


def edges(*told: tuple[str, Verdict, float]) -> list[Edge]:
    """Edges between letters: "ab"."""
    return [Edge.of(pair[0], pair[1], verdict, score, by_person=False) for pair, verdict, score in told]


CASES = {
    "two of one event": ([("ab", S, 0.9), ("ac", U, 0.6), ("bc", U, 0.7)], {"ac", "bc"}),
    "one of one event": ([("ab", S, 0.9), ("ac", U, 0.6)], set()),
    "less probable than not": ([("ab", S, 0.9), ("ac", U, 0.6), ("bc", U, 0.4)], set()),
    "two of five": ([(f"a{one}", S, 0.9) for one in "bcde"] + [("af", U, 0.6), ("bf", U, 0.6)], set()),
    "two events": (
        [("ab", S, 0.9), ("cd", S, 0.9), ("ac", U, 0.6), ("bd", U, 0.6)],
        {"ac", "bd"},
    ),
    "a part of one": ([("ab", S, 0.9), ("ac", P, 0.6), ("bc", U, 0.6), ("ad", U, 0.6)], set()),
    "nothing is sure": ([("ab", U, 0.6), ("ac", U, 0.6), ("bc", U, 0.6)], set()),
    "kept apart": ([("ab", S, 0.9), ("cd", S, 0.9), ("ac", U, 0.6), ("bd", U, 0.6), ("ad", D, 0.0)], set()),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_together(name: str) -> None:
    told, expected = CASES[name]
    given = edges(*told)
    joined = components((edge.left, edge.right) for edge in given if edge.verdict is S)
    assert {"".join(pair) for pair in told_together(given, joined)} == expected
    assert told_together(reversed(given), joined) == told_together(given, joined)


def test_a_persons_doubt_stands() -> None:
    doubts = [Edge.of(key, "c", U, 1.0, by_person=True) for key in "ab"]
    assert told_together([*edges(("ab", S, 0.9)), *doubts], components([("a", "b")])) == set()


def test_an_increment_comes_to_what_all_at_once_do() -> None:
    """A week, two tellings of it by its days, one of its month alone, in whatever order they come."""
    where = {"city": "Pori", "country": "FI"}
    one = tell("Debattveckan börjar i dag", "2026-07-13", "a", end="2026-07-17", organisers=["Alm"], **where)
    two = tell("Fem dagar av debatt", "2026-07-13", "b", end="2026-07-17", **where)
    vague = tell("Keskusteluviikko on enemmän kuin treffit", "2026-07", "c", "fi", **where)
    at_once = grouped(judge([one, two, vague]))
    assert at_once == [[one.id, two.id, vague.id]]
    earlier = judge([one, vague])
    known = [
        Edge.of(item.left, item.right, item.verdict, item.score, by_person=False) for item in earlier.kept
    ]
    later = judge([one, two, vague], {two.id}, known)
    assert {(item.left, item.right): item.verdict for item in later.kept}[one.id, vague.id] is S


REPORTED = {
    "whole days of one body, announced and reported": (
        ("Auenrat tagt im Mai", "2026-05-11", "2026-05-13", "a"),
        ("Was die Jugend empfiehlt", "2026-05-11", "2026-05-13", "a"),
        ("Auenrat: die Jugend tagt", "2026-05-11", "2026-05-13", "b"),
    ),
    "a slip of the month and another first day, each of one third": (
        ("Welforum Auenrat", "2026-06-14", "2026-06-17", "a"),
        ("Auenrat, Quelle des Lebens", "2026-05-09", "2026-05-18", "b"),
        ("Welforum Auenrat", "2026-05-14", "2026-05-17", "c"),
    ),
}


@pytest.mark.parametrize("name", REPORTED)
def test_what_two_do_not_say_of_each_other_a_third_says(name: str) -> None:
    told = [
        tell(
            title,
            start,
            source,
            "de",
            end=end,
            organisers=["Ahorn"],
            city="Pori",
            country="FI",
            url=f"https://{source}.example/{title[:3]}",
        )
        for title, start, end, source in REPORTED[name]
    ]
    assert len(grouped(judge(told[:2]))) == 2
    assert len(grouped(judge(told))) == 1
