"""What a title, a name or a summary says, in terms that two languages can share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from store.fold import fold
from store.match.meanings import begins_unknown, common_words, meanings_of

_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")
_ACRONYM = re.compile(r"(?<!\w)[A-ZÀ-Þ]{2,8}(?![^\W\d])")
_EDITION = re.compile(
    r"\b(?P<number>\d{1,3})(?:\.(?= )|st\b|nd\b|rd\b|th\b|:[ea]\b|e\b|[èe]mes?\b|[ºª°])"
    r"|\b(?P<roman>[XVI]{1,6})\b(?!\w)"
)
_MAY_NUMBER = re.compile(r"\d|\b[XVI]")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("w", "v"))
_SOUNDS_OF_LETTERS = str.maketrans("zyjq", "siik")
_DOUBLED = re.compile(r"(.)\1+")
_ROOT = 5
_SHORTEST = 3


class Terms(NamedTuple):
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
def _said_by(word: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...], bool]:
    """(root by which a city is left out, root where it is a name, meanings, kinds, is a number) of one word.

    Roots are empty where there is none.
    """
    if word.isdigit():
        return "", "", (), (), True
    found = meanings_of(word)
    telling = tuple(sorted(name for name in found if not name.startswith("!")))
    little = tuple(sorted(name for name in found if name.startswith("!")))
    is_name = begins_unknown(word) if found else len(word) >= _SHORTEST and word not in common_words()
    root = root_of(word)
    return (root if len(word) > _SHORTEST else ""), (root if is_name else ""), telling, little, False


@lru_cache(maxsize=50_000)
def terms_of(text: str, without: frozenset[str] = frozenset()) -> Terms:
    """The terms of ``text``; roots in ``without`` (its own city's) are left out."""
    return terms_of_folded(fold(text), without)


def terms_of_folded(folded: str, without: frozenset[str] = frozenset()) -> Terms:
    """As :func:`terms_of`, of a text that is folded already."""
    names: list[str] = []
    meanings: list[str] = []
    kinds: list[str] = []
    numbers: list[str] = []
    for word in _LETTERS_OR_DIGITS.findall(folded):
        root, name, telling, little, is_number = _said_by(word)
        if is_number:
            numbers.append(word)
        elif root not in without:
            if name:
                names.append(name)
            meanings += telling
            kinds += little
    return Terms(_once(names), _once(meanings), _once(kinds), _once(numbers))


def _once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items)) if len(items) > 1 else tuple(items)


def words_behind(term: str, text: str) -> str:
    """The first word of ``text`` that has this term; "" where none has."""
    return next((word for word in _LETTERS_OR_DIGITS.findall(fold(text)) if term in _terms_of_word(word)), "")


def _terms_of_word(word: str) -> tuple[str, ...]:
    _, name, telling, little, _ = _said_by(word)
    return (name, *telling, *little)


def acronyms_of(text: str) -> tuple[str, ...]:
    """Folded words that are written in capitals, unless the whole text is."""
    found = _ACRONYM.findall(text)
    return () if not found or (text.upper() == text and " " in text) else tuple(map(fold, found))


def initials_of(words: Iterable[str]) -> str:
    """First letters of folded words, all of them and those of the longer ones: "ogp" of open government …"""
    listed = list(words)
    return f"{''.join([word[0] for word in listed])} {initials_of_longer(listed)}"


def initials_of_longer(words: Iterable[str]) -> str:
    """First letters of the longer of folded words; an abbreviation of some of them is a part of it."""
    return "".join([word[0] for word in words if len(word) > _SHORTEST])


def edition_of(title: str) -> int | None:
    """The number of a yearly event's edition: "VI Kongres", "21ème conférence"."""
    if not _MAY_NUMBER.search(title):
        return None
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
