"""Some hundred and forty announcements of made-up events in fifteen languages, and what readers say of them.

``labelled/announcements.jsonl`` is as ``kalends match`` reads it ("group": the event). The pairs in
``labelled/pairs.jsonl`` were judged before they were matched: "same", "different" or "part_of".
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.model import Verdict
from store.match import grouped, judge, record_of_json
from store.match.pairs import Judged

FOLDER = Path(__file__).parent / "labelled"
Pair = tuple[str, str]


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def pairs(label: str) -> set[Pair]:
    return {(line["left"], line["right"]) for line in lines("pairs.jsonl") if line["label"] == label}


@pytest.fixture(scope="module")
def judged() -> Judged:
    return judge([record_of_json(line) for line in lines("announcements.jsonl")])


@pytest.fixture(scope="module")
def together(judged: Judged) -> set[Pair]:
    """Pairs of announcements that tell of one event, as far as the rules can say; each both ways round."""
    found = {pair for group in grouped(judged) for pair in combinations(group, 2)}
    return found | {(right, left) for left, right in found}


def test_hard_negatives_stay_apart(together: set[Pair]) -> None:
    assert not together & (pairs("different") | pairs("part_of"))


def test_nothing_else_is_merged_that_tells_of_two_events(together: set[Pair]) -> None:
    event = {line["id"]: line["group"] for line in lines("announcements.jsonl")}
    assert {pair for pair in together if event[pair[0]] != event[pair[1]]} == set()


def test_most_tellings_of_one_event_are_found(together: set[Pair]) -> None:
    wanted = pairs("same")
    assert len(wanted & together) >= 0.9 * len(wanted)


def test_across_languages_too(together: set[Pair]) -> None:
    language = {line["id"]: line["lang"] for line in lines("announcements.jsonl")}
    wanted = {pair for pair in pairs("same") if language[pair[0]] != language[pair[1]]}
    assert len(wanted & together) >= 0.88 * len(wanted)


def test_parts_are_told_from_wholes(judged: Judged) -> None:
    told = {frozenset((item.left, item.right)) for item in judged.kept if item.verdict is Verdict.PART_OF}
    wanted = {frozenset(pair) for pair in pairs("part_of")}
    assert len(wanted & told) >= 0.8 * len(wanted)
