"""What a page is read with: its language's vocabulary, and the phrases found in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from pipeline.extract.days import weekday_of
from pipeline.lexicon import Hit, Lexicon
from pipeline.parted import asides, parted
from pipeline.tokens import cut
from pipeline.wordfiles import (
    FOLDER,
    OTHER_KEYS,
    PHRASE_KEYS,
    Words,
    WordsError,
    known_languages,
    load_words,
    months_anywhere,
    parse_words,
)

__all__ = [
    "FOLDER",
    "OTHER_KEYS",
    "PHRASE_KEYS",
    "Hit",
    "Lexicon",
    "Marks",
    "Vocabulary",
    "Words",
    "WordsError",
    "known_languages",
    "load_words",
    "parse_words",
    "phrases_of",
    "spoken_words",
    "vocabulary",
]

_BESIDE = """
    deadline published organised_by with_partner funded_by cancelled postponed free online
    registration_required street_after happens range_to pm
"""
ENGLISH_BESIDE = frozenset(key for key in PHRASE_KEYS if key.startswith("label_")) | frozenset(
    _BESIDE.split()
)
"""What is read in English beside a page's own language: labels and set phrases, not small words."""

_SMALL_WORDS = """
    article name_link name_stop name_join at day_before copula clock range_to month_join
"""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What one page is read with: its own language's words, and English labels beside them."""

    language: str
    own: Words
    lexicon: Lexicon
    months: Mapping[str, int]
    weekdays: Mapping[str, int]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return what a page in ``language`` is read with; an unknown language is read with English words."""
    own = load_words(language if language in known_languages() else "en")
    english = load_words("en")
    if own is english:
        months = {**months_anywhere(), **own.months}
        return Vocabulary(language, own, Lexicon(phrases_of(own)), months, own.weekdays)
    lexicon = Lexicon([*phrases_of(own), *phrases_of(english, ENGLISH_BESIDE)])
    months = {form: n for form, n in english.months.items() if len(form) > 3 or form not in own.months}
    weekdays = {**english.weekdays, **_plain_weekdays(own)}
    return Vocabulary(language, own, lexicon, {**months_anywhere(), **months, **own.months}, weekdays)


@cache
def spoken_words(language: str, key: str) -> frozenset[str]:
    """Return the words of ``key`` in a language that has a file, and those of English pages beside them."""
    return frozenset((*load_words(language).phrases[key], *load_words("en").phrases[key]))


def phrases_of(words: Words, keys: frozenset[str] = PHRASE_KEYS) -> Iterator[tuple[str, str]]:
    """Yield a language's phrases of these keys as (key, phrase), in the keys' order."""
    return ((key, phrase) for key in sorted(keys) for phrase in words.phrases[key])


def _plain_weekdays(words: Words) -> dict[str, int]:
    """Return the weekdays' forms without those that are everyday words too, such as German "die" and "so"."""
    small = {phrase for key in _SMALL_WORDS.split() for phrase in words.phrases[key]}
    return {form: number for form, number in words.weekdays.items() if len(form) > 3 or form not in small}


class Marks:
    """A text with its tokens and every phrase found in it, by key."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        self.text = text
        self.known = known
        self.tokens = cut(text)
        self._phrases = known.lexicon.phrases(self.tokens)
        # "måndagen" ends as an event's noun does, "temadagen".
        self._phrases.drop("event", lambda word: weekday_of(word, known.weekdays) is not None)
        # "Förslaget" ends as an organisation's noun does, "laget".
        others = {self.tokens.words[i] for i in self._phrases.firsts("not_organisation")}
        self._phrases.drop("organisation", others.__contains__)
        self.asides = asides(self.tokens, self._phrases)
        """The last token of what may stand within a phrase or behind it, "among others", by its first."""
        self._phrases.put(parted(known.lexicon, self.tokens, self.asides))
        self._keys = self._phrases.keys_found()
        self._found: dict[str, tuple[list[int], list[Hit]]] = {}

    def firsts(self, *keys: str) -> set[int]:
        """Return the tokens at which hits of these keys begin."""
        return set(chain.from_iterable(self._phrases.firsts(key) for key in keys if key in self._keys))

    def longer(self, key: str) -> list[Hit]:
        """Return the hits of a key that are of more than one word."""
        return [hit for hit in self._phrases.longer.get(key, ()) if hit.first < hit.last]

    def all(self, *keys: str) -> list[Hit]:
        """Return every hit of these keys in the text's order."""
        found = [self._hits(key)[1] for key in keys if key in self._keys]
        if len(found) < 2:
            return found[0] if found else []
        return sorted(chain.from_iterable(found), key=_place)

    def within(self, start: int, end: int, *keys: str) -> list[Hit]:
        """Return the hits of these keys that lie wholly in ``text[start:end]``, in order."""
        of_keys = [self._of_key(start, end, key) for key in keys if key in self._keys]
        if len(of_keys) < 2:
            return of_keys[0] if of_keys else []
        return sorted(chain.from_iterable(of_keys), key=_place)

    def has(self, start: int, end: int, *keys: str) -> bool:
        """Tell whether any of these keys occurs in ``text[start:end]``."""
        # A generator inside any() would cost as much again, 170 times a page.
        for key in keys:  # noqa: SIM110
            if key in self._keys and self._of_key(start, end, key):
                return True
        return False

    def _of_key(self, start: int, end: int, key: str) -> list[Hit]:
        """Return the hits of a key that the text has, as ``within`` does."""
        starts, hits = self._found.get(key) or self._hits(key)
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        behind = bisect_left(starts, end, first)
        return [hit for hit in hits[first:behind] if hit.end <= end]

    def _hits(self, key: str) -> tuple[list[int], list[Hit]]:
        """Return where the hits of a key start, and the hits; they are made when they are first asked for."""
        if key not in self._found:
            hits = self._phrases.hits(key)
            self._found[key] = [hit.start for hit in hits], hits
        return self._found[key]


def _place(hit: Hit) -> tuple[int, int]:
    """Order by start, the longer first."""
    return hit.start, -hit.end
