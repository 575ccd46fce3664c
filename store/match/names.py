"""Names of organisations and venues as keys that other spellings, languages and abbreviations share."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from store.fold import fold, folded_words
from store.known import known_by_name
from store.match.meanings import meanings_of
from store.match.terms import Terms, initials_of, root_of, terms_of

_PARTS = re.compile(r"[,;/|()–—]| - ")
# A town has one of these, a ministry is one of its matter; associations of one matter are many.
_ONE_OF_A_PLACE = frozenset({"!city", "!municipality", "!university", "!ministry", "!region"})
# What any body may call itself says nothing beside a name that may be its town's.
_OF_ANY = frozenset(
    {"!european", "!free", "!global", "!international", "!local", "!national", "!network", "!new"}
)
_SHORTEST_INITIALS, _TWO = 3, 2
# Letters of a compound that is called so: "Frivilligrådet".
_LONG = 10
_TOWN = frozenset({"!city", "!municipality"})
_OFFICES = frozenset({"!office", "!council", "!government", "capital"})


class Named(NamedTuple):
    """What a name says: the ``keys`` that other spellings share, and the roots of the ``names`` in it."""

    keys: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=100_000)
def named(name: str) -> Named:
    """Two names that share a key are taken for one organisation, or one house.

    Keys are the shipped entity ("@eu.commission"), all its terms in any language ("!city+greno"), its two
    first names, its initials and the abbreviation that stands beside it.
    """
    keys: set[str] = set()
    names: set[str] = set()
    for said in {name, *(part.strip() for part in _PARTS.split(name))}:
        known = known_by_name(said)
        if known:
            keys.add(f"@{known.id}")
        terms = terms_of(said)
        keys |= _keys_of_part(said, terms)
        names.update(terms.names)
    return Named(frozenset(keys), frozenset(names))


def name_keys(name: str) -> frozenset[str]:
    """The keys of one name: see :func:`named`."""
    return named(name).keys


def _keys_of_part(part: str, terms: Terms) -> set[str]:
    words = folded_words(part)
    if len(words) == 1:
        is_telling = bool(terms.names or (terms.meanings and (terms.kinds or len(words[0]) >= _LONG)))
        return {words[0]} if is_telling or (part.isupper() and len(part) > 1) else set()
    telling = {*terms.names, *terms.meanings, *terms.kinds}
    keys = {made for made in _initials(part, words) if len(made) >= _SHORTEST_INITIALS}
    if terms.names or len(telling) > 1:
        keys.add("+".join(sorted(telling)))
    keys |= {f"{kind}+{name}" for name in terms.names for kind in terms.kinds if kind not in _OF_ANY}
    keys |= {f"{kind}+{name}" for name in terms.meanings for kind in terms.kinds if kind in _ONE_OF_A_PLACE}
    keys |= {"+".join(sorted(pair)) for pair in combinations(terms.names, 2)}
    return keys


def _initials(part: str, words: list[str]) -> list[str]:
    """A name's initials, those of its longer words also without the last, which may be its town; of a name
    of two words an abbreviation that is one of them: "ZTP Kraków".
    """
    made = initials_of(words).split()
    said = (
        [fold(word) for word in part.split() if word.isupper() and word.isalpha()]
        if len(words) == _TWO
        else []
    )
    return [*made, *(initials[:-1] for initials in made[1:]), *said]


@lru_cache(maxsize=100_000)
def keys_of_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of all these names, in order."""
    return tuple(sorted({key for name in names for key in name_keys(name)}))


def is_town(name: str, town: frozenset[str]) -> bool:
    """Whether a name says "the town of …" in any language, of the town whose names have these roots."""
    said = folded_words(name)
    kinds = {word for word in said if not meanings_of(word).isdisjoint(_TOWN)}
    others = {word for word in said if word not in kinds and len(word) >= _SHORTEST_INITIALS}
    return bool(kinds and others) and all(root_of(word) in town or _is_office(word) for word in others)


def _is_office(word: str) -> bool:
    return not meanings_of(word).isdisjoint(_OFFICES)


@lru_cache(maxsize=100_000)
def name_terms(name: str) -> tuple[str, ...]:
    """All terms of a name, in order."""
    terms = terms_of(name)
    return tuple(sorted({*terms.names, *terms.meanings, *terms.kinds}))


def address_keys(address: str) -> tuple[str, ...]:
    """A street's root with each number beside it: "ul. Głębocka 66" gives "glebo 66"."""
    return tuple(sorted({key for one in address.split(";") for key in _keys_of_address(one)}))


def _keys_of_address(address: str) -> set[str]:
    words = fold(address).replace(",", " ").split()
    numbers = [word.strip(".") for word in words if word[0].isdigit()]
    return {f"{street} {number}" for street in terms_of(address).names for number in numbers}
