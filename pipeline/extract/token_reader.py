"""What every grammar over tokens asks of them. An index may lie before or beyond the text."""

from __future__ import annotations

from pipeline.tokens import Tokens


class TokenReader:
    """The tokens of a text: ``words`` in lower case, and where each of them ``starts`` and ``ends``."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.words, self.starts, self.ends = tokens.words, tokens.starts, tokens.ends

    def word(self, i: int) -> str:
        """Return the token in lower case; empty beyond the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Tell whether token i + 1 follows without a space."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def number(self, i: int, low: int, high: int) -> int | None:
        """Return the number of one or two digits at i, None where it is not in ``low`` to ``high``."""
        word = self.word(i)
        if word.isdigit() and word.isascii() and len(word) <= 2 and low <= int(word) <= high:
            return int(word)
        return None
