"""Phrases matched against a text in one pass, each filed by its first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from pipeline.tokens import Tokens, cut

LONGEST = 30
"""No stem of a phrase's word is longer."""
REMEMBERED = 50_000
"""Words of texts whose phrases are kept at hand; beyond them memory begins anew."""

Entry = tuple[str, tuple[str, ...]]
"""A phrase: its key, and its words with their stars."""
Begun = tuple[dict[str, int], dict[str, list[Entry]], list[Entry]]
"""What a word may begin: phrases of it alone, those of a certain second word, those of a starred one."""
_NOTHING: Begun = ({}, {}, [])


class Hit(NamedTuple):
    """A phrase found: its key and the span it covers, in characters and in tokens.

    A page has one or two a word, and a tuple is made in a third of a dataclass's time.
    """

    key: str
    start: int
    end: int
    first: int
    last: int


_made = tuple.__new__
"""Makes a tuple of a kind from its fields at once, in half the time of a call with each of them."""


class Lexicon:
    """The phrases of one or two languages, given as (key, phrase); ``wordfiles`` says what a star means."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._starts: dict[str, list[Entry]] = defaultdict(list)
        self._ends: dict[str, list[Entry]] = defaultdict(list)
        self._parts: dict[str, list[Entry]] = defaultdict(list)
        self._seen: dict[str, Begun] = {}
        for key, phrase in phrases:
            self._add(key, phrase)

    def _add(self, key: str, phrase: str) -> None:
        parts = tuple(_phrase_words(phrase))
        head = parts[0]
        if head[0] == "*":
            table = self._parts if head[-1] == "*" else self._ends
        else:
            table = self._starts if head[-1] == "*" else self._exact
        table[head.strip("*")].append((key, parts))

    def _begun_by(self, word: str) -> Begun:
        """Return the phrases whose first word ``word`` answers to, and remember them."""
        found = list(self._exact.get(word, ()))
        for n in range(1, min(len(word), LONGEST) + 1):
            found.extend(self._starts.get(word[:n], ()))
            found.extend(self._ends.get(word[-n:], ()))
        found.extend(entry for part, entries in self._parts.items() if part in word for entry in entries)
        if len(self._seen) >= REMEMBERED:
            self._seen.clear()
        self._seen[word] = begun = _by_second(found) if found else _NOTHING
        return begun

    def find(self, tokens: Tokens) -> Iterator[Hit]:
        """Yield every phrase found, in the text's order; of one key at one place the longest."""
        words, starts, ends = tokens.words, tokens.starts, tokens.ends
        for i in tokens.among([word for word in tokens.places if self._of(word) is not _NOTHING]):
            for key, n in _longest(self._of(words[i]), words, i).items():
                yield _made(Hit, (key, starts[i], ends[i + n - 1], i, i + n - 1))

    def phrases(self, tokens: Tokens) -> Phrases:
        """Return what :meth:`find` yields, by key: all that a page says, of which little is asked for."""
        found = Phrases(tokens)
        words, last = tokens.words, len(tokens) - 1
        for word, places in tokens.places.items():
            begun = self._of(word)
            if begun is _NOTHING:
                continue
            alone, certain, starred = begun
            longer = places if starred else [i for i in places if i < last and words[i + 1] in certain]
            for i in longer:
                found.add(i, _longest(begun, words, i))
            lone = sorted(set(places).difference(longer)) if longer else places
            if lone:
                for key in alone:
                    found.alone[key].append(lone)
        return found

    def lengths(self, words: list[str], i: int) -> Mapping[str, int]:
        """Return by key how many words the longest phrase has that begins at word i."""
        return _longest(self._of(words[i]), words, i)

    def _of(self, word: str) -> Begun:
        return self._seen.get(word) or self._begun_by(word)


class Phrases:
    """The phrases found in a text, by key. Most are of one word; hits are made for those that are asked for.

    ``alone``: by key, where words stand that are phrases by themselves; ``longer``: other hits, by key.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.alone: defaultdict[str, list[list[int]]] = defaultdict(list)
        self.longer: defaultdict[str, list[Hit]] = defaultdict(list)

    def add(self, i: int, lengths: Mapping[str, int]) -> None:
        """Note phrases of these keys, of so many words each, that begin at token ``i``."""
        starts, ends = self._tokens.starts, self._tokens.ends
        for key, n in lengths.items():
            self.longer[key].append(_made(Hit, (key, starts[i], ends[i + n - 1], i, i + n - 1)))

    def put(self, hits: Iterable[Hit]) -> None:
        """Note further phrases."""
        for hit in hits:
            self.longer[hit.key].append(hit)

    def drop(self, key: str, word: Callable[[str], bool]) -> None:
        """Forget those of a key's phrases of one word that are such a word."""
        words = self._tokens.words
        self.alone[key] = [places for places in self.alone[key] if not word(words[places[0]])]
        self.longer[key] = [
            hit for hit in self.longer[key] if hit.first < hit.last or not word(words[hit.first])
        ]

    def keys_found(self) -> frozenset[str]:
        """Return the keys of all phrases found."""
        return frozenset(
            key for found in (self.alone, self.longer) for key, of_key in found.items() if of_key
        )

    def firsts(self, key: str) -> set[int]:
        """Return the tokens at which a key's phrases begin."""
        return {*chain.from_iterable(self.alone.get(key, ())), *map(_first, self.longer.get(key, ()))}

    def hits(self, key: str) -> list[Hit]:
        """Return a key's phrases in the text's order."""
        starts, ends = self._tokens.starts, self._tokens.ends
        alone, longer = self.alone.get(key, []), self.longer.get(key)
        places = alone[0] if len(alone) == 1 else sorted(chain.from_iterable(alone))
        found = [_made(Hit, (key, starts[i], ends[i], i, i)) for i in places]
        return sorted([*found, *longer], key=_first) if longer else found


_first = itemgetter(3)
"""A hit's first token, quicker to ask for than by its name."""


def _longest(begun: Begun, words: list[str], i: int) -> dict[str, int]:
    """Return by key how many words the longest phrase has that the word at i begins."""
    alone, certain, starred = begun
    longer = certain.get(words[i + 1], ()) if certain and i < len(words) - 1 else ()
    if not longer and not starred:
        return alone
    best = dict(alone)
    for key, parts in (*longer, *starred):
        if len(parts) > best.get(key, 0) and _follows(words, i, parts):
            best[key] = len(parts)
    return best


def _by_second(entries: Iterable[Entry]) -> Begun:
    alone: dict[str, int] = {}
    certain: dict[str, list[Entry]] = {}
    starred: list[Entry] = []
    for entry in entries:
        key, parts = entry
        if len(parts) == 1:
            alone[key] = 1
        elif "*" in parts[1]:
            starred.append(entry)
        else:
            certain.setdefault(parts[1], []).append(entry)
    return alone, certain, starred


def _phrase_words(phrase: str) -> Iterator[str]:
    """Yield a phrase's words as the tokens would be cut, stars kept on the word that they stand at."""
    for piece in phrase.lower().split():
        lead, tail = piece.startswith("*"), piece.endswith("*") and len(piece) > 1
        inner = cut(piece.strip("*")).words
        for n, word in enumerate(inner):
            yield ("*" if lead and n == 0 else "") + word + ("*" if tail and n == len(inner) - 1 else "")


def _follows(words: list[str], i: int, parts: tuple[str, ...]) -> bool:
    """Tell whether a phrase whose first word stands at i goes on as ``parts`` do."""
    rest = words[i + 1 : i + len(parts)]
    return len(rest) == len(parts) - 1 and all(map(_answers, rest, parts[1:]))


def _answers(word: str, part: str) -> bool:
    """Tell whether a text's word is one that a phrase's word, with its stars, stands for."""
    if part == word:
        return True
    stem = part.strip("*")
    if part[0] == "*" and part[-1] == "*":
        return stem in word
    return (part[-1] == "*" and word.startswith(stem)) or (part[0] == "*" and word.endswith(stem))
