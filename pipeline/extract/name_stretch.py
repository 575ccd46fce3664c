"""Small words between an organisation's noun and a later capital: "Agence d'urbanisme de l'Artois"."""

from __future__ import annotations

from pipeline.extract.name_words import NameWords

_MOST_WORDS = 3
"""So many small words stand between two ties: "des *maires ruraux* de"."""
_MOST_GROUPS = 2


def stretch_end(of: NameWords, i: int) -> int | None:
    """Return the capital that a noun at token ``i`` reaches over tied small words, None where it reaches none.

    The ties are the language's words of belonging; small words stand between the first tie and the last.
    """
    own = of.sheet.known.own
    if i not in of.nouns or not own.phrases["belongs"] or own.capital_nouns:
        return None
    k = i + 1
    while k in of.inner and not of.capital(k):
        k += 1
    for _ in range(_MOST_GROUPS):
        tied = _past_tie(of, k)
        behind = _past_words(of, tied)
        if tied == k or behind == tied:
            return None
        tied = _past_tie(of, behind)
        if tied > behind and of.letter(tied) and of.words[tied] not in own.weekdays:
            return tied
        k = behind
    return None


def _past_tie(of: NameWords, k: int) -> int:
    """Return the token behind the word of belonging, and its article, at token ``k``; ``k`` without one."""
    behind = max((hit.last + 1 for hit in of.sheet.marks.within(*_at(of, k), "belongs") if hit.first == k), default=k)
    return behind if behind == k or "\n" not in of.text[of.starts[k] : of.starts[min(behind, len(of) - 1)]] else k


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


def _at(of: NameWords, k: int) -> tuple[int, int]:
    """Return the characters in which a tie at token ``k`` stands: it and the three tokens behind."""
    last = min(k + 3, len(of) - 1)
    return (of.starts[k], of.ends[last]) if k < len(of) else (0, 0)
