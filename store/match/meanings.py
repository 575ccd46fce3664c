"""What a folded word means, whatever its language: ``concepts.txt``, ``common.txt``, found by beginnings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from babel import Locale

from store.fold import fold

_STEM = 4
_COMPOUND_PART = 6
_WHOLE, _START, _END = "=", "^", "~"
_MONTHS_IN = (
    *("ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nb", "nl"),
    *("pl", "pt", "ro", "sk", "sl", "sv"),
)


def _lines(name: str) -> Iterator[str]:
    text = resources.files("store.match").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def common_words() -> frozenset[str]:
    """Folded words that titles of many events share."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


@cache
def month_words() -> frozenset[str]:
    """The months' names, folded, as they stand in dates and alone."""
    forms = (
        Locale(language).months[form]["wide"] for language in _MONTHS_IN for form in ("format", "stand-alone")
    )
    return frozenset(fold(name) for names in forms for name in names.values())


class _Stems(NamedTuple):
    """Meanings by whole word, by beginning, by what stands within compounds and by ending, and the lengths
    that endings have.
    """

    whole: dict[str, set[str]]
    beginning: dict[str, set[str]]
    inside: dict[str, set[str]]
    ending: dict[str, set[str]]
    lengths: tuple[int, ...]


@cache
def _stems() -> _Stems:
    whole: dict[str, set[str]] = defaultdict(set)
    beginning: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    ending: dict[str, set[str]] = defaultdict(set)
    for line in _lines("concepts.txt"):
        name, *stems = line.split()
        for stem in stems:
            bare = stem.lstrip(_WHOLE + _START + _END)
            is_whole = stem.startswith(_WHOLE) or len(bare) < _STEM
            (ending if stem.startswith(_END) else whole if is_whole else beginning)[bare].add(name)
            if bare == stem and len(bare) >= _COMPOUND_PART:
                inside[bare].add(name)
    lengths = tuple(sorted({len(end) for end in ending}))
    return _Stems(dict(whole), dict(beginning), dict(inside), dict(ending), lengths)


def stems_of(kinds: Iterable[str]) -> set[str]:
    """The beginnings and the words that have one of these meanings."""
    wanted = set(kinds)
    all_of = _stems()
    by_stem = (*all_of.whole.items(), *all_of.beginning.items(), *all_of.ending.items())
    return {stem for stem, found in by_stem if not wanted.isdisjoint(found)}


def endings_of(kinds: Iterable[str]) -> list[str]:
    """The endings that have one of these meanings."""
    wanted = set(kinds)
    return sorted(end for end, found in _stems().ending.items() if not wanted.isdisjoint(found))


@cache
def _openings() -> tuple[frozenset[str], frozenset[str]]:
    """The first letters of all beginnings, and of those that are long enough to stand within a compound."""
    all_of = _stems()
    return (
        frozenset(stem[:_STEM] for stem in all_of.beginning),
        frozenset(stem[:_COMPOUND_PART] for stem in all_of.inside),
    )


@lru_cache(maxsize=200_000)
def meanings_of(word: str) -> frozenset[str]:
    """The meanings of a folded word, of a compound those of its parts; what tells little begins with "!"."""
    whole, beginning, inside, ending, lengths = _stems()
    first, inner = _openings()
    found = set(whole.get(word, ()))
    for length in lengths:
        if len(word) > length:
            found |= ending.get(word[-length:], set())
    # Few places of a word look like the opening of anything: only there all lengths are tried.
    if word[:_STEM] in first:
        for end in range(_STEM, len(word) + 1):
            found |= beginning.get(word[:end], set())
    for start in range(1, len(word) - _COMPOUND_PART + 1):
        if word[start : start + _COMPOUND_PART] in inner:
            for end in range(start + _COMPOUND_PART, len(word) + 1):
                found |= inside.get(word[start:end], set())
    return frozenset(found)


@lru_cache(maxsize=200_000)
def begins_unknown(word: str) -> bool:
    """Whether all that is known of a word stands later in it: "naturskyddsföreningen" is some association."""
    whole, beginning = _stems()[:2]
    return word not in whole and not any(word[:length] in beginning for length in range(_STEM, len(word) + 1))
