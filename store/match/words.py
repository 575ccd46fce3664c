"""What two titles can share across languages: names, numbers and words of one root."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@cache
def common_words() -> frozenset[str]:
    """Folded words that say what kind of event it is, not which."""
    text = resources.files("store.match").joinpath("common.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title's telling words (folded, in order, once each), those in capitals, and its edition number."""

    telling: tuple[str, ...]
    acronyms: frozenset[str]
    edition: int | None


@lru_cache(maxsize=20_000)
def title_words(title: str, city: str | None) -> TitleWords:
    """The words of a title that can tell its event from others of its city."""
    words = [word for word in folded_words(title) if _tells(word, city)]
    shouted = title.upper() == title
    acronyms = frozenset() if shouted else frozenset(fold(word) for word in _ACRONYM.findall(title))
    return TitleWords(tuple(dict.fromkeys(words)), acronyms & set(words), _edition(title))


def _tells(word: str, city: str | None) -> bool:
    if word.isdigit() or len(word) < 3 or word in common_words():
        return False
    return not (city and len(word) >= _ROOT and _same_root(word, city.split()[0]))


def _edition(title: str) -> int | None:
    for match in _EDITION.finditer(title):
        if match["number"]:
            return int(match["number"])
        if len(match["roman"]) > 1 or match["roman"] != "I" or match.start() == 0:
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
    """Whether two folded words have one root, as "parlament" and "parliament", "norge" and "norway"."""
    if left == right:
        return True
    if min(len(left), len(right)) < _ROOT:
        return False
    return _same_root(left, right)


def _same_root(left: str, right: str) -> bool:
    one, other = sound(left), sound(right)
    shorter = min(len(one), len(other))
    shared = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    if shared >= max(_ROOT, round(0.6 * max(len(one), len(other)))):
        return True
    return shorter > _ROOT and bool(JaroWinkler.similarity(one, other) >= 0.9)


def shared_roots(left: tuple[str, ...], right: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pairs of words of one root, each word used once, same words before like ones."""
    pairs = [(word, word) for word in left if word in right]
    rest = [word for word in right if word not in left]
    for word in left:
        if word in right:
            continue
        found = next((other for other in rest if cognate(word, other)), None)
        if found is not None:
            pairs.append((word, found))
            rest.remove(found)
    return pairs
