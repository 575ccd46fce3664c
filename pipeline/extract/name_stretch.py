"""Small words between an organisation's noun and a later capital: "Agence d'urbanisme de l'Artois"."""

from __future__ import annotations

from pipeline.extract.name_words import NameWords

_MOST_WORDS = 3
"""So many small words stand between two ties: "des *maires ruraux* de"."""
_MOST_GROUPS = 2
_MOST_FIELDS = 3
_LONGEST_TIE = 3
"""A word of belonging and its article, elided or not, are at most so many tokens more than one."""


def stretch_end(of: NameWords, i: int) -> int | None:
    """Return the capital that a noun at token ``i`` reaches over tied small words, None without one.

    The ties are the language's words of belonging; small words stand between the first tie and the last.
    """
    own = of.sheet.known.own
    if i not in of.nouns or not own.phrases["belongs"] or own.capital_nouns:
        return None
    k = i + 1
    while k in of.inner and not of.capital(k):
        k += 1
    adjectives = _past_words(of, k)
    tied = _past_tie(of, adjectives)
    if tied > adjectives > k and of.letter(tied) and of.words[tied] not in own.weekdays:
        return tied  # "Parco naturale regionale di Porto Conte"
    for _ in range(_MOST_GROUPS):
        tied = _past_tie(of, k)
        behind = _past_words(of, tied)
        if tied == k or behind == tied:
            return None
        tied = _past_tie(of, behind)
        if of.letter(tied) and of.words[tied] not in own.weekdays and "\n" not in of.gap(tied):
            return tied  # "de l'Artois", "des acteurs de la solidarité Grand Est"
        k = behind
    return None


def fields_end(of: NameWords, i: int, stop: int) -> int | None:
    """Return the last of the small words that a single capital at token ``i`` has for its fields.

    "Relais *d'sciences*", "Carrefour *des sciences et des arts*": topics tied by words of belonging.
    """
    own = of.sheet.known.own
    if i in of.nouns or not of.letter(i) or of.shouted(i) or not own.phrases["belongs"] or own.capital_nouns:
        return None
    last, k = None, i + 1
    for _ in range(_MOST_FIELDS):
        field = _past_tie(of, k)
        told = field > k and of.starts[field] < stop and of.words[field].isalpha() and not of.capital(field)
        told = told and (field in of.topics or (last is not None and _is_field(of, field)))
        if not told or "\n" in of.gap(field):
            break
        last = field
        k = of.joins.get(field + 1, len(of)) + 1
    return last


def _is_field(of: NameWords, k: int) -> bool:
    """Tell a word that may be a further field behind a first one: "des sciences et de l'*industrie*"."""
    loose = k in of.nouns or k in of.verbs or k in of.stops or k in of.cues or k in of.links
    return not loose and k + 1 not in of.links


def _past_tie(of: NameWords, k: int) -> int:
    """Return the token behind the word of belonging, and its article, at token ``k``; ``k`` without one."""
    last = of.belonging.get(k)
    if last is None or last > k + _LONGEST_TIE or k + 1 >= len(of):
        return k
    broken = "\n" in of.text[of.starts[k] : of.starts[min(last + 1, len(of) - 1)]]
    return k if broken else last + 1


def _past_words(of: NameWords, k: int) -> int:
    """Return the token behind the small words at token ``k`` that may be part of a name."""
    first, own = k, of.sheet.known.own
    while k < len(of) and k - first < _MOST_WORDS:
        word = of.words[k]
        small = word.isalpha() and not of.capital(k) and "\n" not in of.gap(k)
        ends = k in of.stops or k in of.verbs or k in of.cues or k in of.joins or k in of.copulas
        if not small or ends or _past_tie(of, k) > k or word in own.months or word in own.weekdays:
            break
        k += 1
    return k
