"""Single hours as they are written: 18, 18:00, 18.30, 18h30, 6 pm, 17 Uhr, 20:15:00."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.token_reader import TokenReader
from pipeline.words import Marks

NOON, MIDNIGHT = 720, 1440
YEARS = 1900, 2060
"""Four digits between these are a year rather than an hour: "Anfang 2020", but "kl 1930"."""
_TWELVE, _AFTERNOON, _FORENOON = 12, 7 * 60, 10 * 60
_CALLED = 4
_MOST_MARKS = 8
"""So many dots, colons and parentheses stand between an hour and the word that calls it one."""
"""Characters between a word such as "kl" and its hour."""
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
    number without minutes; ``comma``: one parts the minutes.
    """

    minutes: int
    last: int
    sure: bool
    half: str = ""
    plain: bool = False
    comma: bool = False


class HourTokens(TokenReader):
    """The tokens of a marked text with the words that hours are told by."""

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks.tokens)
        own = marks.known.own
        self.spoken = {w: n for w, n in own.small_numbers.items() if n <= _TWELVE} | dict(own.hour_words)
        self.half_after = {hit.first: hit.last for hit in marks.all("half_after")}
        self.half_before = {hit.first: hit.last for hit in marks.all("half_before")}
        self.noons = {hit.first: hit.last for hit in marks.all("noon")}
        self.clock = {i for hit in marks.all("clock") for i in range(hit.first, hit.last + 1)}
        self.clock_sure = {hit.last for hit in marks.all("clock_sure")}
        self.clock_after = {hit.first for hit in marks.all("clock_after")}
        ages = (word for phrase in own.phrases["unit_year"] for word in phrase.split()[:1])
        self.measures = MONEY.union(ages)
        self.halves = [(half, {hit.first: hit.last for hit in marks.all(half)}) for half in ("am", "pm")]

    def hour(self, i: int, comma: bool = False) -> Hour | None:
        """Return the single hour that begins at token i; ``comma``: one may part the minutes, as in 17,30."""
        if i in self.noons:
            return Hour(_TWELVE * 60, self.noons[i], True)
        if not self.word(i)[:1].isdigit():
            return self._spoken_hour(i)
        hour = self.number(i, 0, 24)
        if hour is None:
            return self._unparted_hour(i) or self._spoken_hour(i)
        minute, j, sure = 0, i, False
        written = self._minute(i, comma)
        sep = self.word(i + 1)
        if written is not None:
            if sep == "." and (self._is_decimal(i) or self.word(i + 3) in self.measures):
                return None
            minute, j, sure = written, self._past_seconds(i + 2), sep in ":h"
        plain = written is None
        if plain and sep in (".", ",") and self.glued(i) and self.glued(i + 1) and self.word(i + 2).isdigit():
            return None
        if self._is_duration(i, j):
            return None
        half, j = self._half(j)
        if half:
            if hour > 12:
                return Hour(hour * 60 + minute, j, True)
            return Hour(_in_half(hour * 60 + minute, half), j, True, half, plain)
        if hour == 24 and minute:
            return None
        if self._names_hour(j):
            j, sure = j + 1, True
            half, k = self._half(j)
            if half and hour <= _TWELVE:
                return Hour(
                    hour % _TWELVE * 60 + minute + (NOON if half == "pm" else 0), k, True, half, plain
                )
            if plain and (minute := self._loose_minute(j + 1) or 0):
                j, plain = j + 1, False
        return Hour(hour * 60 + minute, j, sure, "", plain, comma=not plain and sep == ",")

    def _unparted_hour(self, i: int, alike: bool = False) -> Hour | None:
        """Return the hour in "kl 1900", which only a word that calls nothing but hours tells from a year.

        ``alike``: it ends a range that begins so.
        """
        word = self.word(i)
        if len(word) != 4 or not (word.isascii() and word.isdigit()):
            return None
        before = self._before(i)
        called = (
            before in self.clock and len(self.words[before]) > 1 and self.starts[i] - self.ends[before] < 3
        )
        if not alike and (not called or (YEARS[0] <= int(word) < YEARS[1] and before not in self.clock_sure)):
            return None
        hour, minute = divmod(int(word), 100)
        return Hour(hour * 60 + minute, i, True) if hour < 24 and minute % 5 == 0 and minute < 60 else None

    def _spoken_hour(self, i: int) -> Hour | None:
        """Return an hour in words, "siete de la tarde" or "half 5"; None where morning or evening is unsaid.

        Nobody meets from one to seven at night, so these are the afternoon's hours.
        """
        k, half = i, 0
        if i in self.half_before:
            k, half = self.half_before[i] + 1, -30
        elif i in self.half_after:
            k, half = self.half_after[i] + 1, 30
        hour = self.spoken.get(self.word(k)) or (self.number(k, 1, _TWELVE) if half else None)
        if hour is None:
            return None
        j = k
        if not half and j + 1 in self.half_after:
            half, j = 30, self.half_after[j + 1]
        named = self._names_hour(j) and self.word(j + 1) != "h"
        part, j = self._half(j + named)
        minutes = hour * 60 + half
        if part:
            minutes = _in_half(minutes, part)
        elif minutes < _AFTERNOON:
            minutes += NOON
        elif minutes < _FORENOON:
            return None
        called = self._before(i) in self.clock and self.starts[i] - self.ends[self._before(i)] <= _CALLED
        sure = bool(part or named or k > i or (called and hour > _TWELVE))
        return Hour(minutes, j, sure, part, True) if sure or (called and len(self.word(i - 1)) > 2) else None

    def _before(self, i: int) -> int:
        """Return the index of the last token before i that is no mark of an abbreviation or parenthesis."""
        last = max(-1, i - 1 - _MOST_MARKS)
        return next((j for j in range(i - 1, last, -1) if self.words[j] not in (".", ":", "(")), last)

    def _loose_minute(self, j: int) -> int | None:
        """Return the minutes in "9 heures 30"."""
        minute = self.number(j, 5, 55)
        loose = minute is not None and minute % 5 == 0 and len(self.word(j)) == 2
        return minute if loose and self.starts[j] - self.ends[j - 1] <= 1 else None

    def _minute(self, i: int, comma: bool) -> int | None:
        """Return the minutes written behind the hour at i."""
        if self.word(i + 1) == "h" and i + 2 < len(self.starts) and self.starts[i + 2] - self.ends[i] <= 3:
            return self.number(i + 2, 0, 59) if len(self.word(i + 2)) == 2 else None
        if self.word(i + 1) == "," and self.glued(i) and self.glued(i + 1) and len(self.word(i + 2)) == 2:
            before = self._before(i)
            called = before in self.clock and (self.words[before] == "h" or len(self.words[before]) > 1)
            told = comma or self._names_hour(i + 2) or called
            return self.number(i + 2, 0, 59) if told else None
        if self.word(i + 1) in (":", ".", "h", "，") and self.glued(i) and self.glued(i + 1):
            return self.number(i + 2, 0, 59) if len(self.word(i + 2)) == 2 else None
        return None

    def _past_seconds(self, j: int) -> int:
        """Return the last token of the time whose minutes stand at j."""
        seconds = (
            self.word(j + 1) == ":" and self.glued(j) and self.glued(j + 1) and len(self.word(j + 2)) == 2
        )
        return j + 2 if seconds else j

    def _is_duration(self, i: int, j: int) -> bool:
        """Tell "0h 22m" from an hour, and a film's "01:10:22"; j is its last token, the last that was read.

        Nothing begins at a second, but a machine's stamp behind its day.
        """
        if j == i + 4 and self.word(j) != "00":
            stamp = i > 0 and (self.words[i - 1].isdigit() or self.words[i - 1] == "t")
            return not stamp and not self._half(j)[0]
        if self.word(j - 1) == "h" and self.word(j + 1) in ("m", "min"):
            return True
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
        """Tell whether a word such as "Uhr", or an "h", follows token j; "4 H" and "4H-piiri" are clubs."""
        if self.word(j + 1) != "h":
            return j + 1 in self.clock_after
        compound = self.word(j + 2) == "-" and self.glued(j + 1) and self.word(j + 3).isalpha()
        small = j + 1 in self.clock_after and self.tokens.text[self.starts[j + 1]] == "h"
        spaced = small and self.starts[j + 1] - self.ends[j] <= 1
        return (self.glued(j) or spaced) and not compound


def _in_half(minutes: int, half: str) -> int:
    """Return the minute of the day that a clock of twelve hours shows in the "am" or the "pm"."""
    return minutes % NOON + (NOON if half == "pm" else 0)
