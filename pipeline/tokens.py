"""A text as tokens, cut once: runs of digits, runs of letters, single marks; no token mixes them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain

# Most letters are of the first ranges, and told from others in half of the time that all letters take.
_TOKEN = re.compile(r"([a-zA-ZÀ-ÖØ-öø-ɏ]++[^\W\d_]*+|\d++|[^\W\d_]++|[^\w\s]|_)")

MOST_TOKENS = 60_000
"""Some 300 kB of prose, ten times the longest listing known; what is longer is read no further, and told."""
_REMEMBERED, _LONGEST = 2_000, 2_000
"""So many lines of so many characters at most are kept at hand as cut; beyond them memory begins anew."""

_Line = tuple[list[str], list[int]]
"""A line's tokens in lower case, and where in the line each starts and ends, in turn."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: each token in lower case ("’" as "'"), and where in ``text`` it starts and ends."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    _places: defaultdict[str, list[int]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: defaultdict(list)
    )

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)

    @property
    def places(self) -> Mapping[str, list[int]]:
        """Where each word stands, by index: a page says most of its words again and again."""
        if not self._places:
            for i, word in enumerate(self.words):
                self._places[word].append(i)
        return self._places

    def among(self, words: Collection[str]) -> list[int]:
        """Return the indices of the tokens that are one of ``words``, in order."""
        places = self.places
        return sorted(chain.from_iterable(places[word] for word in places.keys() & words))


def cut(text: str) -> Tokens:
    """Return the first MOST_TOKENS tokens of ``text``.

    No token goes beyond its line, and a site's pages have most of their lines in common.
    """
    words: list[str] = []
    bounds: list[int] = []
    begin = 0
    for line in text.split("\n"):
        if line and len(words) < MOST_TOKENS:
            said, at = _lines.get(line) or _cut_line(line)
            words += said
            bounds += [begin + one for one in at] if begin else at
        begin += len(line) + 1
    del words[MOST_TOKENS:], bounds[2 * MOST_TOKENS :]
    return Tokens(text, words, bounds[::2], bounds[1::2])


_lines: dict[str, _Line] = {}


def _cut_line(line: str) -> _Line:
    """Return a line's tokens, and remember them."""
    # What stands before a token, and the token, in turn: all that is asked of them is asked at once.
    parts = _TOKEN.split(line, MOST_TOKENS)
    parts.pop()
    words = list(map(str.lower, parts[1::2]))
    if "’" in line:
        words = ["'" if word == "’" else word for word in words]
    found = words, list(accumulate(map(len, parts)))
    if len(line) <= _LONGEST:
        if len(_lines) >= _REMEMBERED:
            _lines.clear()
        _lines[line] = found
    return found
