"""Single hours as they are written: 18, 18:00, 18.30, 18h30, 6 pm, 17 Uhr, 20:15:00."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.token_reader import TokenReader
from pipeline.words import Marks

MONEY = frozenset(
    [
        *("kr", "kronor", "zł", "€", "eur", "£", "sek", "pln", "dkk", "nok", "kč", "czk"),
        *("tys", "mln", "mio", "%", "km", "m", "°"),
    ]
)
"""What follows a sum or a measure, never an hour."""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour in minutes after midnight and its last token.

    ``sure``: its form alone says that it is an hour; ``half``: "am" or "pm", where written; ``plain``: a
    number without minutes.
    """

    minutes: int
    last: int
    sure: bool
    half: str = ""
    plain: bool = False


class HourTokens(TokenReader):
    """The tokens of a marked text with the words that hours are told by."""

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks.tokens)
        self.clock_after = {hit.first for hit in marks.all("clock_after")}
        self.halves = [(half, {hit.first: hit.last for hit in marks.all(half)}) for half in ("am", "pm")]

    def hour(self, i: int) -> Hour | None:
        """Return the single hour that begins at token i."""
        hour = self.number(i, 0, 24)
        if hour is None:
            return None
        minute, j, sure = 0, i, False
        written = self._minute(i)
        if written is not None:
            sep = self.word(i + 1)
            if sep == "." and (self._is_decimal(i) or self.word(i + 3) in MONEY):
                return None
            minute, j, sure = written, self._past_seconds(i + 2), sep in ":h"
        plain = written is None
        if self._is_duration(j):
            return None
        half, j = self._half(j)
        if half:
            if hour > 12:
                return Hour(hour * 60 + minute, j, True)
            hour = hour % 12 + (12 if half == "pm" else 0)
            return Hour(hour * 60 + minute, j, True, half, plain)
        if hour == 24 and minute:
            return None
        if self._names_hour(j):
            j, sure = j + 1, True
        return Hour(hour * 60 + minute, j, sure, "", plain)

    def _minute(self, i: int) -> int | None:
        """Return the minutes written behind the hour at i."""
        if self.word(i + 1) in (":", ".", "h", "，") and self.glued(i) and self.glued(i + 1):
            return self.number(i + 2, 0, 59) if len(self.word(i + 2)) == 2 else None
        return None

    def _past_seconds(self, j: int) -> int:
        """Return the last token of the time whose minutes stand at j."""
        seconds = (
            self.word(j + 1) == ":" and self.glued(j) and self.glued(j + 1) and len(self.word(j + 2)) == 2
        )
        return j + 2 if seconds else j

    def _is_duration(self, j: int) -> bool:
        """Tell "0h 22m" from an hour."""
        return self.word(j + 1) == "h" and self.word(j + 2).isdigit() and self.word(j + 3) in ("m", "min")

    def _is_decimal(self, i: int) -> bool:
        """Tell a dotted number of three parts, or a decimal after one: 1.20.3, 1.20,50."""
        behind = self.word(i + 3) in (".", ",", "/") and self.glued(i + 2)
        return behind and self.word(i + 4).isdigit() and self.glued(i + 3)

    def _half(self, j: int) -> tuple[str, int]:
        """Return "am" or "pm" where it follows token j, and the last token of it."""
        for half, table in self.halves:
            if j + 1 in table and self.starts[j + 1] - self.ends[j] <= 1:
                return half, table[j + 1]
        return "", j

    def _names_hour(self, j: int) -> bool:
        """Tell whether a word such as "Uhr", or an "h" without a space, follows token j."""
        return self.glued(j) if self.word(j + 1) == "h" else j + 1 in self.clock_after
