"""Phrases and what they must be read as: ``tests/words/<lang>.yml``, found by walking.

A file holds the ``facts`` of a source in that language and its ``phrases``. A phrase's ``text`` is read as
a plain text page, fetched on the day ``fetched`` where that is given. Its other keys are fields of the first
announcement (``tests.telling.told``); ``starts`` lists the starts of all announcements in time's order;
``none: true`` says that there is no event. What cannot be read yet stays as it ought to be read, and
``unread`` names it: once it is read, the test asks to take it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.words import known_languages
from tests.telling import differences, read_yaml, reading_of, told

FOLDER = Path(__file__).parent / "words"
FEWEST = {"sv": 60, "no": 60, "da": 60, "fi": 60, "et": 55, "pl": 40, "en": 40, "de": 25}
ELSE_FEWEST = 12


def load_phrases(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (facts, phrase) of one language's file."""
    table = read_yaml(path)
    facts = {**table["facts"], "languages": (path.stem,)}
    for phrase in table["phrases"]:
        yield facts, phrase


def wrong(facts: dict[str, Any], phrase: dict[str, Any]) -> list[str]:
    """What a reading of the phrase gets wrong, a line each."""
    expected = dict(phrase)
    unread = expected.pop("unread", ())
    reading = reading_of(expected.pop("text"), fetched=expected.pop("fetched", None), **facts)
    found = [told(one) for one in reading.announcements]
    if expected.pop("none", False):
        return [f"expected no event, got {[one['start'] for one in found]}"] if found else []
    starts = expected.pop("starts", None)
    lines = []
    if starts is not None:
        lines = differences({"starts": starts}, {"starts": sorted(str(one["start"]) for one in found)})
    for field in unread if found else ():
        if not differences({field: expected.pop(field)}, found[0]):
            lines.append(f"{field} is read now: take it out of unread")
    return lines + (differences(expected, found[0]) if found else ["no event was found"])


CASES = [
    pytest.param(facts, phrase, id=f"{path.stem}: {phrase['text'][:60]!r}")
    for path in sorted(FOLDER.glob("*.yml"))
    for facts, phrase in load_phrases(path)
]


@pytest.mark.parametrize(("facts", "phrase"), CASES)
def test_a_phrase_is_read_as_its_table_says(facts: dict[str, Any], phrase: dict[str, Any]) -> None:
    assert wrong(facts, phrase) == []


@pytest.mark.parametrize("language", known_languages())
def test_every_language_has_a_table_of_phrases(language: str) -> None:
    path = FOLDER / f"{language}.yml"
    assert path.is_file(), f"add tests/words/{language}.yml beside pipeline/words/{language}.yml"
    assert len(list(load_phrases(path))) >= FEWEST.get(language, ELSE_FEWEST)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_every_phrase_says_what_is_expected_of_it(path: Path) -> None:
    for _, phrase in load_phrases(path):
        assert set(phrase) - {"text", "fetched"}, f"{path.name}: {phrase['text']!r} expects nothing"
