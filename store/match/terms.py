"""What a title, a name or a summary says, in terms that two languages can share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from store.fold import fold, folded_words
from store.match.meanings import begins_unknown, common_words, meanings_of

_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
_ACRONYM = re.compile(r"(?<!\w)[A-ZÀ-Þ]{2,8}(?![^\W\d])")
_EDITION = re.compile(
    r"\b(?P<number>\d{1,3})(?:\.(?= )|st\b|nd\b|rd\b|th\b|:[ea]\b|e\b|[èe]mes?\b|[ºª°])"
    r"|\b(?P<roman>[XVI]{1,6})\b(?!\w)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("w", "v"))
_SOUNDS_OF_LETTERS = str.maketrans("zyjq", "siik")
_DOUBLED = re.compile(r"(.)\1+")
_ROOT = 5
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """``names``: roots of words that no list knows (names, coined words); ``meanings`` of known words;
    ``kinds``: meanings that tell little; ``numbers``: digits, in order of the text, each once.
    """

    names: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@lru_cache(maxsize=200_000)
def root_of(word: str) -> str:
    """A folded word's beginning as many languages would say it: "kommission", "commission" give "komis"."""
    for letters, said in _SOUNDS:
        word = word.replace(letters, said)
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS_OF_LETTERS))[:_ROOT]


@lru_cache(maxsize=200_000)
def _kinds_of(word: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """(root where it is a name, else ""; meanings; kinds) of one folded word."""
    found = meanings_of(word)
    if found:
        telling = tuple(sorted(name for name in found if not name.startswith("!")))
        little = tuple(sorted(name for name in found if name.startswith("!")))
        return (root_of(word) if begins_unknown(word) else ""), telling, little
    return ("" if len(word) < _SHORTEST or word in common_words() else root_of(word)), (), ()


@lru_cache(maxsize=50_000)
def terms_of(text: str, without: frozenset[str] = frozenset()) -> Terms:
    """The terms of ``text``; roots in ``without`` (its own city's) are left out."""
    names: dict[str, None] = {}
    meanings: dict[str, None] = {}
    kinds: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for word in _LETTERS_OR_DIGITS.findall(fold(text)):
        if word.isdigit():
            numbers[word] = None
            continue
        if len(word) > _SHORTEST and root_of(word) in without:
            continue
        name, telling, little = _kinds_of(word)
        if name:
            names[name] = None
        meanings |= dict.fromkeys(telling)
        kinds |= dict.fromkeys(little)
    return Terms(tuple(names), tuple(meanings), tuple(kinds), tuple(numbers))


def words_behind(term: str, text: str) -> str:
    """The first word of ``text`` that has this term; "" where none has."""
    return next((word for word in _LETTERS_OR_DIGITS.findall(fold(text)) if term in _terms_of_word(word)), "")


def _terms_of_word(word: str) -> tuple[str, ...]:
    name, telling, little = _kinds_of(word)
    return (name, *telling, *little)


def acronyms_of(text: str) -> tuple[str, ...]:
    """Folded words that are written in capitals, unless the whole text is."""
    return () if text.upper() == text and " " in text else tuple(map(fold, _ACRONYM.findall(text)))


def initials_of(words: Iterable[str]) -> str:
    """First letters of folded words, all of them and those of the longer ones: "ogp" of open government …"""
    listed = list(words)
    longer = "".join(word[0] for word in listed if len(word) > _SHORTEST)
    return f"{''.join(word[0] for word in listed)} {longer}"


def runs_of_initials(text: str) -> tuple[str, ...]:
    """What abbreviations could stand for words of ``text``: three to five initials of its longer words."""
    letters = "".join(word[0] for word in folded_words(text) if len(word) > _SHORTEST)
    runs = {
        letters[start : start + length] for length in (3, 4, 5) for start in range(len(letters) - length + 1)
    }
    return tuple(sorted(runs))


def edition_of(title: str) -> int | None:
    """The number of a yearly event's edition: "VI Kongres", "21ème conférence"."""
    for match in _EDITION.finditer(title):
        if match["number"]:
            return int(match["number"])
        if match["roman"] != "I" or match.start() == 0:
            return _roman(match["roman"])
    return None


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
