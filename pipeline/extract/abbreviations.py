"""What a page's abbreviations stand for, where it says so itself.

"Full Name (FN)", "Full Name, FN, invites", "Full Name – FN", "FN (full name)", "FN – Full Name".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from pipeline.extract.name_words import NameWords
from pipeline.gazetteer import fold

_BEHIND = re.compile(r"[(\[]\s*([^\W\d_][\w-]{1,9})\s*[)\]]")
_BESIDE = re.compile(r"(?:,| [–-])[ \n]([A-ZÅÄÖØÆÉŁŚŻČŠŽÕÜ][\w-]{1,9})(?!\w)")
_DASHED = re.compile(r"(?<!\w)([A-ZÅÄÖØÆÉŁŚŻČŠŽÕÜ]{3,10}) [–-] (?=[A-ZÅÄÖØÆÉŁŚŻČŠŽÕÜ])")
_CAPITAL = "[A-ZÅÄÖØÆÉŁŚŻČŠŽ]"
_AHEAD = re.compile(rf"({_CAPITAL}(?<!\w{_CAPITAL})[^\W\d_]{{2,8}})\s\(([^\W\d_][^()\n]{{6,90}})\)")
_REACH = 200_000
"""Abbreviations are told within so many characters of the text."""
_MOST = 2000
"""So many brackets and commas are looked at."""
_MOST_WORDS = 14
_CAPITALS = 2
"""An abbreviation has at least so many capitals: "ConVol"."""
_COMPOUND = 8
"""A word of so many letters may be two, each with a letter of its own in the abbreviation."""
_SHORTEST, _LONGEST, _MOST_NOUNS = 3, 6, 400
"""Letters of an abbreviation that is told apart from its name, which one of so many nouns begins."""
_SMALL = 3
"""Words of so few letters have none in it as a rule: "of", "och"."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """``full``: what each abbreviation stands for, as first told; ``spans``: the last token of the name
    in full that begins at a token, which may go on in lower case."""

    full: dict[str, str] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)


def abbreviations(words: NameWords) -> Abbreviations:
    """Return what the page's abbreviations stand for, the first telling of each."""
    out = Abbreviations()
    text = words.text[:_REACH]
    for found in islice(_BEHIND.finditer(text), _MOST):
        _tell(out, words, found, bracketed=True)
    for found in islice(_BESIDE.finditer(text), _MOST):
        _tell(out, words, found, bracketed=False)
    for found in islice(_DASHED.finditer(text), _MOST):
        first = words.tokens.at(found.end())
        last = _spelt_behind(words, first, found.group(1))
        if last is not None:
            out.spans.setdefault(first, last)
            out.full.setdefault(found.group(1), " ".join(words.span(first, last).split()))
    for found in _AHEAD.finditer(text):
        short, full = found.groups()
        if sum(c.isupper() for c in short) < _CAPITALS:
            continue
        head = words.tokens.at(found.start(2))
        if _shares_capitals(full, short) or (head in words.nouns and words.letter(head)):
            out.full.setdefault(short, full.strip())
    _tell_apart(out, words)
    return out


def _tell_apart(out: Abbreviations, words: NameWords) -> None:
    """Note the names that abbreviations stand for which the page tells elsewhere: each word's initial."""
    shorts: dict[str, list[str]] = {}
    for word, places in words.tokens.places.items():
        if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST and words.shouted(places[0]):
            short = words.span(places[0], places[0])
            if short not in out.full:
                shorts.setdefault(fold(word)[0], []).append(short)
    for first in words.ordered_nouns[:_MOST_NOUNS] if shorts else ():
        for short in shorts.get(fold(words.words[first][:1]), ()):
            last = _initials_end(words, first, fold(short)) if words.letter(first) else None
            if last is not None and not words.shouted(first):
                out.full.setdefault(short, " ".join(words.span(first, last).split()))


def _initials_end(words: NameWords, first: int, letters: str) -> int | None:
    """Return the last token of the name at ``first`` whose words' initials are ``letters``, links aside."""
    k, spelt = first, 0
    while k < min(first + _MOST_WORDS, len(words)) and spelt < len(letters):
        word = words.words[k]
        if words.letter(k) and fold(word[:1]) == letters[spelt] and "\n\n" not in words.gap(k):
            spelt += 1
        elif k == first or words.letter(k) or not (word == "'" or (word.isalpha() and len(word) <= _SMALL)):
            return None
        k += 1
    return k - 1 if spelt == len(letters) and not words.letter(k) else None


def _tell(out: Abbreviations, words: NameWords, found: re.Match[str], bracketed: bool) -> None:
    """Note the name ahead of an abbreviation in brackets or behind a comma.

    What is spelt letter by letter may hold small words; in brackets a name in capitals with the same first
    letter is enough.
    """
    short = found.group(1)
    last = words.tokens.at(found.start(1)) - 2
    first = _spelt_before(words, last, short)
    if first is not None:
        out.spans.setdefault(first, last)
        out.full.setdefault(short, " ".join(words.span(first, last).split()))
    elif bracketed and sum(c.isupper() for c in short) > 1:
        full = _name_before(words, last)
        if len(full) > len(short) + 2 and fold(full[:1]) == fold(short[:1]):
            out.full.setdefault(short, full)


def _spelt_before(words: NameWords, last: int, short: str) -> int | None:
    """Return the token at which the name begins that ends at ``last`` and that ``short`` spells."""
    letters = fold(short)
    first = last
    while first >= 0 and last - first < _MOST_WORDS:
        if not (words.words[first].isalpha() or words.words[first] in "-&'"):
            return None
        if words.letter(first) and fold(words.words[first][:1]) == letters[:1] and first < last:
            parts = tuple(fold(word) for word in words.words[first : last + 1] if word.isalpha())
            if _spells(parts, letters):
                return first
        if "\n\n" in words.gap(first):
            return None
        first -= 1
    return None


def _spelt_behind(words: NameWords, first: int, short: str) -> int | None:
    """Return the last token of the name that begins at token ``first`` and that ``short`` spells."""
    letters, found = fold(short), None
    for last in range(first + 1, min(first + _MOST_WORDS, len(words))):
        if not (words.words[last].isalpha() or words.words[last] in "-&'") or "\n" in words.gap(last):
            break
        parts = tuple(fold(word) for word in words.words[first : last + 1] if word.isalpha())
        if len(words.words[last]) > _SMALL and _spells(parts, letters):
            found = last
    return found


@lru_cache(4096)
def _spells(parts: tuple[str, ...], letters: str, missed: int = 1) -> bool:
    """Tell whether ``letters`` are the beginnings of ``parts`` in turn; small words may have none.

    ``missed``: so many words that are not small may be left out as well.
    """
    if not parts or not letters:
        return not letters and all(len(part) <= _SMALL for part in parts)
    part, rest = parts[0], parts[1:]
    small = len(part) <= _SMALL
    if part[0] == letters[0] and _goes_on(part, rest, letters[1:], 1, missed):
        return True
    return (small or missed > 0) and _spells(rest, letters, missed - (not small))


@lru_cache(4096)
def _goes_on(part: str, rest: tuple[str, ...], letters: str, at: int, missed: int) -> bool:
    """Tell whether ``letters`` go on in ``part`` from ``at`` on, in a row or a compound, or in the rest."""
    if _spells(rest, letters, missed):
        return True
    if not letters:
        return False
    if part[at : at + 1] == letters[0]:
        return _goes_on(part, rest, letters[1:], at + 1, missed)
    inside = part.find(letters[0], at + 2) if len(part) >= _COMPOUND else -1
    return inside > 0 and _goes_on(part, rest, letters[1:], inside + 1, missed)


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


def _shares_capitals(full: str, short: str) -> bool:
    """Tell whether the capitals of ``full`` are those of ``short``, but for one at most."""
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    shared = len(set(initials) & set(short))
    return len(initials) > 1 and initials[0] == short[0] and shared >= min(2, len(short) - 1)
