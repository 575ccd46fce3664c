"""Numbers inside names, "Agenda 21", told from days, sums of money and counts."""

from __future__ import annotations

from pipeline.extract.name_words import NameWords

_CURRENCY_SIGNS = frozenset("€$£%")
_LONGEST = 4
"""No name has a number of more digits than a year's."""
_GROUPS = 3
"""A sum has at most so many further groups of digits."""


def is_named_number(of: NameWords, j: int) -> bool:
    """Tell whether the number at token ``j``, behind a name's words, is part of the name."""
    dated = of.starts[j] in of.dates
    return len(of.words[j]) <= _LONGEST and not (dated or _is_money(of, j) or _is_count(of, j))


def _is_money(of: NameWords, j: int) -> bool:
    """Tell whether a currency or a percent sign stands behind the number at ``j``: "12 000 kr"."""
    k = j + 1
    while k < len(of) and k <= j + _GROUPS and of.words[k].isdigit():
        k += 1
    after = of.words[k] if k < len(of) else ""
    return after in of.sheet.known.own.currencies or after in _CURRENCY_SIGNS


def _is_count(of: NameWords, j: int) -> bool:
    """Tell a number of what small words name: "samlede Ungdomsrådet 80 unge"."""
    k = j + 1
    if k >= len(of) or not of.words[k].isalpha() or of.capital(k) or of.gap(k) != " ":
        return False
    tying = (of.stops, of.joins, of.links, of.verbs, of.cues, of.copulas)
    return not any(k in words for words in tying)
