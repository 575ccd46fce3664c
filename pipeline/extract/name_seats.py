"""Where a named organisation is, told behind its name: "Associazione Arco in Italy" is Associazione Arco."""

from __future__ import annotations

from pipeline.extract.name_words import NameWords
from pipeline.gazetteer import country_code, find_town

_LONGEST_TIE = 2
"""A preposition of place and its article."""


def seat_ahead(of: NameWords, first: int, last: int) -> int:
    """Return the last token of a name, ``first`` to ``last``, without the town abroad or house behind it.

    Only a proper name is one without its place: "Norwegian Embassy in Sofia" and "Library in Ely" are whole.
    Nor is it told apart where places are inflected, which name a branch: "Koło w Elblągu".
    """
    own = of.sheet.known.own
    if own.city_endings:
        return last
    for k in range(first + 2, last):
        if k in of.places and not of.capital(k) and _is_proper(of, first, k - 1):
            behind = k + 1
            while behind < min(last, k + _LONGEST_TIE) and of.words[behind] in of.articles:
                behind += 1
            if of.letter(behind) and _is_place(of, behind, last):
                return k - 1
    return last


def _is_proper(of: NameWords, first: int, end: int) -> bool:
    """Tell tokens that end with a word of a name's own: no organisation's noun, no adjective, no state."""
    own = of.letter(end) and end not in of.nouns and end not in of.inner and end not in of.topics
    return own and end > first and country_code(of.span(end, end), of.sheet.known.own) is None


def _is_place(of: NameWords, begin: int, last: int) -> bool:
    """Tell a house, a state or a town abroad: "Dorpshuis De Biezen in Hagestein", "Kroatien", "Velenje".

    A town of the page's own country may be part of the name: "Vizinhos em Lisboa".
    """
    text, sheet = of.span(begin, last), of.sheet
    if sheet.marks.has(of.starts[begin], of.ends[begin], "venue"):
        return begin not in of.nouns or sheet.known.own.capital_nouns
    home = find_town(text, sheet.country)
    abroad = find_town(text) is not None and (home is None or home.country != sheet.country)
    return abroad or country_code(text, sheet.known.own) is not None
