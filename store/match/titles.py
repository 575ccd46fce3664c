"""All that a title says to matching, taken apart once."""

from __future__ import annotations

from typing import NamedTuple

from store.fold import fold, words_of_folded
from store.match.terms import Terms, acronyms_of, edition_of, initials_of_longer, terms_of_folded


class Title(NamedTuple):
    """``key``: its words in the order of the alphabet; ``weight``: how much it says in all, against which
    what two titles share is measured (see ``policy``); ``numbers`` without the ``years``. Lists are sorted.
    """

    key: str
    terms: Terms
    names: tuple[str, ...]
    meanings: tuple[str, ...]
    kinds: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[str, ...]
    acronyms: tuple[str, ...]
    initials: str
    weight: float
    edition: int | None


def title_of(text: str, without: frozenset[str] = frozenset()) -> Title:
    """A title taken apart; roots in ``without`` (those of its own city's names) are no terms."""
    folded = fold(text)
    words = words_of_folded(folded)
    terms = terms_of_folded(folded, without)
    years = [number for number in terms.numbers if _is_year(number)]
    return Title(
        key=" ".join(sorted(words)),
        terms=terms,
        names=tuple(sorted(terms.names)),
        meanings=tuple(sorted(terms.meanings)),
        kinds=tuple(sorted(terms.kinds)),
        numbers=tuple(sorted(set(terms.numbers).difference(years))) if terms.numbers else (),
        years=tuple(sorted(years)) if years else (),
        acronyms=acronyms_of(text),
        initials=initials_of_longer(words),
        weight=1.2 * len(terms.names) + 0.8 * len(terms.meanings) + 0.4 * len(terms.kinds),
        edition=edition_of(text),
    )


def title_key_of(title: str) -> str:
    """The words of a title in the order of the alphabet."""
    return " ".join(sorted(words_of_folded(fold(title))))


def _is_year(number: str) -> bool:
    return len(number) == len("2026") and number.startswith(("19", "20"))
