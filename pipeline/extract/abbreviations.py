"""What a page's abbreviations stand for, where it says so itself: "Full Name (FN)", "FN (full name)"."""

from __future__ import annotations

import re

from pipeline.extract.name_words import NameWords
from pipeline.gazetteer import fold

_BEHIND = re.compile(r"[(\[]\s*([^\W\d_][\w-]{1,9})\s*[)\]]")
_AHEAD = re.compile(r"(?<!\w)([A-ZÅÄÖØÆÉŁŚŻČŠŽ]{3,9})\s\(([^\W\d_][^()\n]{6,90})\)")
_REACH = 200_000
"""Abbreviations are told within so many characters of the text."""
_MOST_WORDS = 10


def abbreviations(words: NameWords) -> dict[str, str]:
    """Return what the page's abbreviations stand for, the first telling of each."""
    out: dict[str, str] = {}
    text = words.text[:_REACH]
    for found in _BEHIND.finditer(text):
        short = found.group(1)
        if sum(c.isupper() for c in short) < 2:
            continue
        full = _name_before(words, words.tokens.at(found.start(1)) - 2)
        if len(full) > len(short) + 2 and fold(full[:1]) == fold(short[:1]):
            out.setdefault(short, full)
    for found in _AHEAD.finditer(text):
        short, full = found.groups()
        if _spells(full, short):
            out.setdefault(short, full.strip())
    return out


def _name_before(words: NameWords, last: int) -> str:
    """Return the words that end at token ``last`` and could be a name: capitals, links and nouns."""
    first = last
    while first > 0 and last - first < _MOST_WORDS and "\n" not in words.gap(first):
        before = first - 1
        marked = words.words[before] in ("-", "&") or before in words.links or before in words.nouns
        if not marked and not words.capital(before):
            break
        first = before
    while first < last and not words.capital(first):
        first += 1
    return words.span(first, last)


def _spells(full: str, short: str) -> bool:
    """Tell whether the capitals of ``full`` are those of ``short``, but for one at most."""
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    shared = len(set(initials) & set(short))
    return len(initials) > 1 and initials[0] == short[0] and shared >= min(2, len(short) - 1)
