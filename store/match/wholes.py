"""Wholes that a name tells of: a festival's own site or association, and the title under which it is held.

"budapestforum.org", "Budapest Forum" (who organises it) and "Budapest Forum for Building …" name one whole.
Names are compared without spaces, as hosts are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from store.fold import folded_words
from store.match.meanings import begins_unknown, endings_of, meanings_of, stems_of
from store.match.terms import NAMING

CONTAINERS = ("!conference", "!festival", "!forum", "!week", "!parliament", "!fair", "!assembly")
"""Kinds of event that are made of others."""

# Parliaments and fairs have houses of their own.
_HOUSES = ("!centre", "!hall", "!house", "!meetingplace", "!fair")
_SHORTEST, _MOST_WORDS = 8, 4
# Shorter ones stand in words of other meaning: "fest" in "manifest".
_SHORTEST_STEM = 5
_NONE: frozenset[str] = frozenset()


def spans_of(words: Sequence[str]) -> tuple[str, ...]:
    """The names under which a title may tell of a whole, from the folded ``words`` in its order: each run of
    two to four words with the kind of a whole among them, and each compound that ends in one; sorted.
    """
    found: set[str] = set()
    for place, word in enumerate(words):
        if meanings_of(word).isdisjoint(NAMING):
            continue
        for first in range(max(0, place - _MOST_WORDS + 1), place + 1):
            for end in range(place + 1, min(len(words), first + _MOST_WORDS) + 1):
                if end - first > 1 or begins_unknown(word):
                    found.add("".join(words[first:end]))
    return tuple(sorted(name for name in found if len(name) >= _SHORTEST)) if found else ()


def wholes_named_by(site: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The wholes after which a host or one of these organisations is called, sorted."""
    by_names = _of_names(names) if names else _NONE
    by_site = _of_site(site) if site else _NONE
    return tuple(sorted(by_names | by_site)) if by_names or by_site else ()


@lru_cache(maxsize=20_000)
def _of_site(site: str) -> frozenset[str]:
    return frozenset(filter(_is_whole, (label.replace("-", "") for label in site.split(".")[:-1])))


@lru_cache(maxsize=100_000)
def _of_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(_is_whole, ("".join(folded_words(name)) for name in names)))


def _is_whole(name: str) -> bool:
    naming, houses = _patterns()
    return len(name) >= _SHORTEST and bool(naming.search(name)) and not houses.search(name)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    ends = (f"{re.escape(end)}$" for end in endings_of(NAMING))
    return re.compile("|".join((_any_of(NAMING), *ends))), re.compile(_any_of(_HOUSES))


def _any_of(kinds: Iterable[str]) -> str:
    stems = (stem for stem in stems_of(kinds) if len(stem) >= _SHORTEST_STEM)
    return "|".join(sorted(map(re.escape, stems)))
