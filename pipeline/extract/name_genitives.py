"""Rows of genitives ahead of a postposition, small ones too: "kirjaston sekä Lumo ry:n yhteistyönä"."""

from __future__ import annotations

from pipeline.extract.name_maker import NameMaker
from pipeline.extract.name_words import NameWords
from pipeline.extract.named import Name

_LONGEST_ROW = 60
_LONGEST_ENDING = 5
"""An ending that a colon hangs on an abbreviation has at most so many letters: "ry:n"."""


def genitive_row(of: NameWords, maker: NameMaker, behind: int, floor: int) -> list[Name]:
    """Return the organisations in a row that ends ahead of token ``behind``; ``floor`` is an offset.

    Told where nouns come last: commas and joints part them, and each ends as a possessive does. What they
    all have, "the *projects* of A and B", closes the row.
    """
    endings = tuple(of.sheet.known.own.phrases["possessive"])
    if of.sheet.known.own.head != "last" or not endings:
        return []
    behind -= behind - 1 in of.projects and not of.capital(behind - 1)
    row: list[Name] = []
    k, last = behind - 1, behind - 1
    lowest = max(of.tokens.at(floor), behind - _LONGEST_ROW)
    while k >= lowest:
        k = _past_aside(of, k, lowest)
        last = k if not row or last > k else last
        first = _member(of, k, lowest, endings)
        if first is None:
            break
        name = maker.made(first, k, common=True)
        if name is None:
            break
        row.insert(0, name)
        k = _past_joint(of, first - 1)
        if k == first - 1:
            break
    return row if len(row) > 1 else []


def _past_joint(of: NameWords, k: int) -> int:
    """Return the token ahead of the comma or the joint that ends with token ``k``, ``k`` where none does."""
    ahead = k - (k in of.joined)
    if of.words[ahead] == ",":
        ahead -= 1
    return ahead


def _past_aside(of: NameWords, k: int, lowest: int) -> int:
    """Return the token ahead of the brackets that close with token ``k``, ``k`` where none do."""
    if of.words[k] == ")":
        for opened in range(k - 1, lowest, -1):
            if of.words[opened] == "(":
                return opened - 1
    return k


def _member(of: NameWords, last: int, lowest: int, endings: tuple[str, ...]) -> int | None:
    """Return the first token of the genitive that ends with token ``last``; None where there is none."""
    noun = last
    if of.words[noun - 1] == ":" and len(of.words[noun]) <= _LONGEST_ENDING:
        noun -= 2
    elif not of.words[noun].endswith(endings):
        return None
    headed = noun in of.nouns or noun in of.projects or of.capital(noun)
    if not headed or noun in of.verbs:
        return None
    first = noun
    while first > lowest and "\n" not in of.gap(first) and _leads(of, first - 1, endings):
        first -= 1
    return first


def _leads(of: NameWords, k: int, endings: tuple[str, ...]) -> bool:
    """Tell whether token ``k`` stands in a name: a capital, a hyphen, a small genitive behind a capital."""
    if of.capital(k) or of.words[k] in "-'" or k in of.legal:
        return True
    small = of.words[k].isalpha() and of.words[k].endswith(endings)
    loose = k in of.stops or k in of.verbs or k in of.joins or k in of.cues or k in of.events
    return small and not loose and k > 0 and (k in of.nouns or of.capital(k - 1))
