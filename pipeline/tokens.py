"""A text as tokens, cut once: runs of digits, runs of letters, single marks. Letters and digits never share one."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")

NUMBER, WORD, MARK = "number", "word", "mark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the token in lower case, where it starts and ends, and whether it is a number or a word."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def gap(self, i: int) -> str:
        """Return the white space between token ``i`` and the next; empty at the end."""
        return self.text[self.ends[i]: self.starts[i + 1]] if i + 1 < len(self.words) else ""


def cut(text: str) -> Tokens:
    """Return the tokens of ``text``."""
    words, starts, ends = [], [], []
    for found in _TOKEN.finditer(text):
        word = found.group()
        words.append("'" if word == "’" else word.lower())
        starts.append(found.start())
        ends.append(found.end())
    return Tokens(text, words, starts, ends)
