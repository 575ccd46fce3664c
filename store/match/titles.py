"""All that a title says to matching, taken apart once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from store.fold import fold, folded_words
from store.match.meanings import meanings_of, month_words
from store.match.terms import NAMING, Piece, pieces_of, terms_told
from store.match.wholes import spans_of

_EDITION = re.compile(
    r"\b(?P<number>\d{1,3})(?:\.(?= )|st\b|nd\b|rd\b|th\b|:[ea]\b|e\b|[èe]mes?\b|[ºª°])"
    r"|\b(?P<roman>[XVI]{1,6})\b(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
# Of fewer words with a capital no more can be said than that.
_FEW = 2
WEIGHT_OF_NAME = 1.2
"""How much a name says; see ``policy``."""
_ANNIVERSARY = "!anniversary"
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Title(NamedTuple):
    """Columns of a title. ``title_key``: its words in the order of the alphabet; ``lead``: its first word;
    ``weight``: how much it says in all, against which what two titles share is measured (see ``policy``);
    ``numbers`` without the ``years``; ``proper``: of the ``names`` those that are written as names are, with
    a capital where other words have none; ``spans``: names of a whole (see ``store.match.wholes``). Lists are
    sorted sets, but ``acronyms`` are in the title's order.
    """

    title: str
    title_key: str
    lead: str
    names: tuple[str, ...]
    proper: tuple[str, ...]
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[str, ...]
    acronyms: tuple[str, ...]
    initials: str
    weight: float
    edition: int | None
    spans: tuple[str, ...]


def title_of(text: str, without: frozenset[str] = frozenset()) -> Title:
    """A title taken apart; roots in ``without`` (those of its own city's names) are no terms."""
    pieces = pieces_of(text)
    words: list[str] = []
    acronyms: list[str] = []
    initials, may_number = "", False
    for _, _, its_words, its_initials, its_acronyms, _, its_number in pieces:
        words += its_words
        initials += its_initials
        if its_acronyms:
            acronyms += its_acronyms
        if its_number:
            may_number = True
    lead = words[0] if words else ""
    names, meanings, kinds, numbers = map(_in_order, terms_told(pieces, without))
    spans = spans_of(words) if kinds and not NAMING.isdisjoint(kinds) else ()
    words.sort()
    years = tuple(number for number in numbers if _is_year(number)) if numbers else ()
    return Title(
        text,
        " ".join(words),
        lead,
        names,
        _proper(pieces, names) if names else (),
        meanings,
        kinds,
        tuple(number for number in numbers if number not in years) if years else numbers,
        years,
        _telling(acronyms) if acronyms and not _is_capitals(text) else (),
        initials,
        WEIGHT_OF_NAME * len(names) + 0.8 * len(meanings) + 0.4 * len(kinds),
        edition_of(text) if may_number else None,
        spans,
    )


def title_key_of(title: str) -> str:
    """The words of a title in the order of the alphabet."""
    return " ".join(sorted(folded_words(title)))


def edition_of(title: str) -> int | None:
    """The number of a yearly event's edition: "VI Kongres", "21ème conférence".

    A date has none ("11. maj", "May 11th"), nor has an anniversary. One letter is a number before a kind of
    event: in some languages "v" and "i" are words.
    """
    for match in _EDITION.finditer(title):
        following = _WORD.search(title, match.end())
        word = fold(following[0]) if following else ""
        if _ANNIVERSARY in meanings_of(word):
            continue
        if match["number"] and word not in month_words() and not _ends_in_month(title[: match.start()]):
            return int(match["number"])
        is_first = match["roman"] != "I" or match.start() == 0
        if match["roman"] and (len(match["roman"]) > 1 or (is_first and _is_kind(word))):
            return _roman(match["roman"])
    return None


def _ends_in_month(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and fold(words[-1]) in month_words()


def _is_kind(word: str) -> bool:
    return any(meaning.startswith("!") for meaning in meanings_of(word))


def _in_order(items: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items))) if len(items) > 1 else tuple(items)


def _proper(pieces: Sequence[Piece], names: Collection[str]) -> tuple[str, ...]:
    """The roots of words after the first that have a capital, unless the title gives one to most words."""
    capital: list[str] = []
    count = longer = 0
    for together, _, _, initials, _, is_capital, _ in pieces[1:]:
        if is_capital:
            count += 1
            capital += together.names
        if initials:
            longer += 1
    if not capital or (longer > _FEW and 3 * count > 2 * longer):
        return ()
    return tuple(sorted(set(capital).intersection(names)))


def _telling(acronyms: list[str]) -> tuple[str, ...]:
    """Those of two letters only where no list knows them: "EU" says little."""
    return tuple(said for said in acronyms if len(said) > _FEW or not meanings_of(said))


def _is_capitals(text: str) -> bool:
    """Whether a whole title is written in capitals, so that no word in it is known for an acronym by them."""
    return len(_WORD.findall(text)) > 1 and text.upper() == text


def _is_year(number: str) -> bool:
    return len(number) == len("2026") and number.startswith(("19", "20"))


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
