"""What two titles can share across languages: names, words of one root, words of one meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import JaroWinkler

from store.fold import fold, folded_words

_ACRONYM = re.compile(r"\b[A-ZÀ-Þ][A-ZÀ-Þ0-9]{2,}\b")
_EDITION = re.compile(
    r"\b(?P<number>\d{1,3})(?:\.(?= )|st\b|nd\b|rd\b|th\b|:[ea]\b|e\b|[èe]mes?\b|[ºª°])"
    r"|\b(?P<roman>[XVI]{1,6})\b(?!\w)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("w", "v"))
_SOUNDS_OF_LETTERS = str.maketrans("zyjq", "siik")
_DOUBLED = re.compile(r"(.)\1+")
_ROOT = 4
_COMPOUND_PART = 6


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says: its words and the telling ones (folded, in order, once each), those in capitals, its
    edition.
    """

    words: tuple[str, ...]
    telling: tuple[str, ...]
    acronyms: frozenset[str]
    edition: int | None


def _lines(name: str) -> list[str]:
    text = resources.files("store.match").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def common_words() -> frozenset[str]:
    """Folded words that say what kind of event it is, not which."""
    return frozenset(word for line in _lines("common.txt") for word in line.split())


@cache
def _meanings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((line.split()[0], tuple(line.removeprefix("!").split())) for line in _lines("concepts.txt"))


@lru_cache(maxsize=50_000)
def meanings_of(word: str) -> frozenset[str]:
    """The meanings of a folded word; a kind of event begins with "!"."""
    return frozenset(name for name, stems in _meanings() if any(_has_stem(word, stem) for stem in stems))


def _has_stem(word: str, stem: str) -> bool:
    if len(stem) < _ROOT:
        return word == stem
    return word.startswith(stem) or (len(stem) >= _COMPOUND_PART and stem in word)


def meanings(words: Iterable[str]) -> frozenset[str]:
    """The meanings of all these words."""
    return frozenset(meaning for word in words for meaning in meanings_of(word))


@lru_cache(maxsize=20_000)
def title_of(title: str, city: str | None) -> Title:
    """What a title says of which event it is, the name of its own city left out."""
    words = tuple(dict.fromkeys(word for word in folded_words(title) if not _is_city(word, city)))
    telling = tuple(word for word in words if _tells(word))
    acronyms = (
        frozenset() if title.upper() == title else frozenset(fold(word) for word in _ACRONYM.findall(title))
    )
    return Title(
        words=words,
        telling=telling,
        acronyms=acronyms & set(telling),
        edition=_edition(title),
    )


def _is_city(word: str, city: str | None) -> bool:
    return bool(city) and len(word) >= _ROOT and any(_same_root(word, part) for part in (city or "").split())


def _tells(word: str) -> bool:
    return not word.isdigit() and len(word) >= 3 and word not in common_words()


def _edition(title: str) -> int | None:
    for match in _EDITION.finditer(title):
        if match["number"]:
            return int(match["number"])
        if match["roman"] != "I" or match.start() == 0:
            return _roman(match["roman"])
    return None


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A folded word as many languages would say it: "kommission" and "commission" both give "komision"."""
    for letters, said in _SOUNDS:
        word = word.replace(letters, said)
    return _DOUBLED.sub(r"\1", word.translate(_SOUNDS_OF_LETTERS))


@lru_cache(maxsize=200_000)
def cognate(left: str, right: str) -> bool:
    """Whether two folded words have one root, as "demokrati" and "democracy"."""
    if left == right:
        return True
    return min(len(left), len(right)) >= _ROOT and _same_root(left, right)


def _same_root(left: str, right: str) -> bool:
    one, other = sound(left), sound(right)
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    if shared >= max(_ROOT, math.ceil(0.6 * max(len(one), len(other)))):
        return True
    return shorter > _ROOT and bool(JaroWinkler.similarity(one, other) >= 0.9)


def shared_roots(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of words of one root, each word used once, same words before like ones."""
    pairs = [(word, word) for word in left if word in right]
    rest = [word for word in right if word not in left]
    for word in left:
        found = None if word in right else next((other for other in rest if cognate(word, other)), None)
        if found is not None:
            pairs.append((word, found))
            rest.remove(found)
    return pairs


def spells_out(acronym: str, words: tuple[str, ...]) -> bool:
    """Whether following words begin with the acronym's letters, small words counted or not: "ogp"."""
    if len(acronym) < 3:
        return False
    long = tuple(word for word in words if len(word) > 3)
    return any(acronym in "".join(word[0] for word in some) for some in (words, long))


def shared_phrase(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """The longest run of words that both have, the first of equals."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    match = matcher.find_longest_match(0, len(left), 0, len(right))
    return left[match.a : match.a + match.size]
