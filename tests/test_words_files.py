"""The words files: a closed vocabulary, every mistake named with its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.tokens import cut
from pipeline.words import FOLDER, Lexicon, WordsError, known_languages, load_words, parse_words, phrases_of

GOOD = {"language": "xx", "clock": ["kl"], "event": ["*möte", "konferenc*"], "cancelled": ["blir inte av"]}

MISTAKES = [
    ("an unknown key", {"clocks": ["kl"]}, "unknown key 'clocks'"),
    ("a text for a list", {"clock": "kl"}, "clock must be a list"),
    ("a number in a list", {"clock": [18]}, "clock must be a list"),
    ("a truth value in a list", {"copula": [True]}, "copula must be a list"),
    ("an empty phrase", {"clock": [" "]}, "clock must be a list"),
    ("another language", {"language": "yy"}, "language must be 'xx'"),
]


@pytest.mark.parametrize(("change", "said"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_refused_with_file_and_key(change: dict[str, object], said: str) -> None:
    with pytest.raises(WordsError) as error:
        parse_words({**GOOD, **change}, "xx.yml", "xx")
    assert str(error.value).startswith("xx.yml: ")
    assert said in str(error.value)


def test_an_unknown_key_is_answered_with_what_is_allowed() -> None:
    with pytest.raises(WordsError, match=r"allowed are .*clock, clock_after"):
        parse_words({**GOOD, "time": ["kl"]}, "xx.yml", "xx")


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_a_file_that_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(WordsError, match=r"xx\.yml: not a mapping"):
        parse_words(data, "xx.yml", "xx")


def test_a_language_without_a_file_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_words("xx")


@pytest.mark.parametrize("language", known_languages())
def test_a_shipped_file_knows_what_every_reading_needs(language: str) -> None:
    words = load_words(language)
    assert set(words.months.values()) == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(7))
    for key in ("deadline", "published", "event", "organised_by", "funded_by", "free", "cancelled"):
        assert words.phrases[key], f"{language}.yml: {key} has no phrases"


@pytest.mark.parametrize("path", sorted(Path(FOLDER).glob("*.yml")), ids=lambda path: path.stem)
def test_no_key_stands_twice_in_a_shipped_file(path: Path) -> None:
    node = yaml.compose(path.read_text(encoding="utf-8"))
    assert isinstance(node, yaml.MappingNode)
    keys = [key.value for key, _ in node.value]
    assert sorted(keys) == sorted(set(keys))


PHRASES = [
    ("Ett möte", "event"),
    ("Stormöte i kväll", "event"),
    ("Mötet blir inte av", "cancelled"),
    ("KONFERENCJA", "event"),
    ("Kl. 18", "clock"),
]
NO_PHRASES = [("Möten", "event"), ("blir av", "cancelled"), ("inte av", "cancelled"), ("klar", "clock")]


def keys_in(text: str) -> set[str]:
    words = parse_words(GOOD, "xx.yml", "xx")
    return {hit.key for hit in Lexicon(phrases_of(words)).find(cut(text))}


@pytest.mark.parametrize(("text", "key"), PHRASES)
def test_a_phrase_is_found_in_any_case_and_with_what_its_star_allows(text: str, key: str) -> None:
    assert keys_in(text) == {key}


@pytest.mark.parametrize(("text", "key"), NO_PHRASES)
def test_a_phrase_is_found_whole_or_not_at_all(text: str, key: str) -> None:
    assert keys_in(text) == set()
