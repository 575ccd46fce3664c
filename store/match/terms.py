"""What a title, a name or a summary says, in terms that two languages can share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from store.fold import fold, words_of_folded
from store.match.meanings import begins_unknown, common_words, meanings_of

# "C40", "LK9" is one word; a year at a word's end is another.
_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]{1,8}(?!(?:19|20)\d\d(?!\d))\d+(?![^\W_])|[^\W\d_]+|\d+")
_ACRONYM = re.compile(r"(?<!\w)[A-ZÀ-Þ]{2,8}(?![^\W\d])")
_CAPITAL = re.compile(r"\W*[A-ZÀ-ÞĀ-Ž](?=[^\W\d_])(?![A-ZÀ-ÞĀ-Ž])")
_MAY_NUMBER = re.compile(r"\d|\b[XVI]{1,6}\b")
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("w", "v"))
_SOUNDS_OF_LETTERS = str.maketrans("zyjq", "siik")
_DOUBLED = re.compile(r"(.)\1+")
NAMING = frozenset({"!conference", "!festival", "!forum", "!week"})
"""Kinds that are called after a town, a matter or who holds them."""
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


class _Said(NamedTuple):
    """What one word says; ``roots`` are those by which a city is left out; ``compound`` is the name that
    begins with a city's and ends in a kind ("Arendalsuka").
    """

    roots: tuple[str, ...] = ()
    compound: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A text without space and hyphen: what it says ``together`` and word by word, its folded ``words``, the
    initials of the longer ones, its folded ``acronyms``, whether it ``is_capital`` (begins with a capital and
    goes on without), and whether it may tell an edition's number.
    """

    together: _Said
    said: tuple[_Said, ...]
    words: tuple[str, ...]
    initials: str
    acronyms: tuple[str, ...]
    is_capital: bool
    may_number: bool


@lru_cache(maxsize=200_000)
def root_of(word: str) -> str:
    """A folded word's beginning as many languages would say it: "kommission", "commission" give "komis"."""
    for letters, said in _SOUNDS:
        word = word.replace(letters, said)
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS_OF_LETTERS))[:_ROOT]


@lru_cache(maxsize=200_000)
def _said_by(word: str) -> _Said:
    if word.isdigit():
        return _Said(numbers=(word,))
    if word[-1].isdigit():
        return _Said(names=(word,))
    found = meanings_of(word)
    telling = tuple(sorted(name for name in found if not name.startswith("!")))
    little = tuple(sorted(name for name in found if name.startswith("!")))
    is_name = begins_unknown(word) if found else len(word) >= _SHORTEST and word not in common_words()
    root = root_of(word)
    roots = (root,) if len(word) > _SHORTEST else ()
    compound = tuple(f"{root}{kind}" for kind in little) if found and is_name else ()
    return _Said(roots, compound, (root,) if is_name else (), telling, little)


@lru_cache(maxsize=200_000)
def piece_of(text: str) -> Piece:
    """What stands between two spaces or hyphens, taken apart; mostly a word that was seen before."""
    folded = fold(text)
    said = tuple(map(_said_by, _LETTERS_OR_DIGITS.findall(folded)))
    words = tuple(words_of_folded(folded))
    together = (
        said[0] if len(said) == 1 else _Said(*(tuple(chain(*all_of)) for all_of in zip(*said, strict=True)))
    )
    acronyms = tuple(map(fold, _ACRONYM.findall(text)))
    is_capital, may_number = bool(_CAPITAL.match(text)), bool(_MAY_NUMBER.search(text))
    return Piece(together, said, words, initials_of_longer(words), acronyms, is_capital, may_number)


def pieces_of(text: str) -> list[Piece]:
    """A text's pieces in its order; folding does nothing across their ends, so each is folded by itself."""
    return [piece_of(part) for part in text.replace("-", " ").split()]


def terms_of_pieces(pieces: Iterable[Piece], without: frozenset[str] = frozenset()) -> Terms:
    """The terms of a text in pieces; words whose root is in ``without`` (its own city's) are left out."""
    return Terms(*map(_once, terms_told(pieces, without)))


def terms_told(
    pieces: Iterable[Piece], without: frozenset[str]
) -> tuple[list[str], list[str], list[str], list[str]]:
    """As :func:`terms_of_pieces`, each term as often as it is told."""
    names: list[str] = []
    meanings: list[str] = []
    kinds: list[str] = []
    numbers: list[str] = []
    town = ""
    for piece in pieces:
        roots, _, its_names, its_meanings, its_kinds, its_numbers = piece.together
        if town:
            # "Arendal Week" is what "Arendalsuka" is.
            names += [f"{town}{kind}" for kind in its_kinds if kind in NAMING]
            town = ""
        if without.isdisjoint(roots):
            names += its_names
            meanings += its_meanings
            kinds += its_kinds
            if its_numbers:
                numbers += its_numbers
            continue
        for said in piece.said:
            if without.isdisjoint(said.roots):
                names += said.names
                meanings += said.meanings
                kinds += said.kinds
                numbers += said.numbers
            elif said.compound:
                names += said.compound
                kinds += said.kinds
            else:
                town = said.roots[0]
    return names, meanings, kinds, numbers


def terms_of(text: str, without: frozenset[str] = frozenset()) -> Terms:
    """As :func:`terms_of_pieces`, of a text."""
    return terms_of_pieces(pieces_of(text), without)


def _once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items)) if len(items) > 1 else tuple(items)


def words_behind(term: str, text: str) -> str:
    """The first word of ``text`` that has this term; "" where none has."""
    return next((word for word in _LETTERS_OR_DIGITS.findall(fold(text)) if term in _terms_of_word(word)), "")


def _terms_of_word(word: str) -> tuple[str, ...]:
    said = _said_by(word)
    return (*said.names, *said.meanings, *said.kinds)


def initials_of(words: Iterable[str]) -> str:
    """First letters of folded words, all of them and those of the longer ones: "ogp" of open government …"""
    listed = list(words)
    return f"{''.join([word[0] for word in listed])} {initials_of_longer(listed)}"


def initials_of_longer(words: Iterable[str]) -> str:
    """First letters of the longer of folded words; an abbreviation of some of them is a part of it."""
    return "".join([word[0] for word in words if len(word) > _SHORTEST])
