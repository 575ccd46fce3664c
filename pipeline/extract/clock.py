"""Hours as they are written: 18:00, kl. 13–16, 6.30pm–8pm, 18h30, 17 Uhr, with what says that they are hours."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.dates import DateMention
from pipeline.words import Marks

MOST = 8000
"""Times of day beyond these are not read."""
_DASHES = frozenset("-–—−‑‐")
_MONEY = frozenset(
    {
        "kr",
        "kronor",
        "zł",
        "€",
        "eur",
        "£",
        "%",
        "sek",
        "pln",
        "dkk",
        "nok",
        "kč",
        "czk",
        "tys",
        "mln",
        "mio",
        "km",
        "m",
        "°",
    }
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day or a range: minutes after midnight. ``bare``: a number that only its company makes an hour."""

    start: int
    end: int
    begin: int
    until: int | None = None
    bare: bool = False


@dataclass(slots=True)
class _Hour:
    minutes: int
    last: int
    sure: bool
    half: str = ""
    plain: bool = False


def find_times(marks: Marks, dates: list[DateMention]) -> list[TimeMention]:
    """Return every time of day in the text, in order; ``dates`` are what the digits have already gone into."""
    reader = _Reader(marks, dates)
    found, i = [], 0
    while i < len(reader.words) and len(found) < MOST:
        if i in reader.taken:
            i = reader.taken[i] + 1
            continue
        read = reader.read(i) if reader.words[i].isdigit() and len(reader.words[i]) <= 2 else None
        if read is None:
            i += 1
        else:
            mention, last = read
            found.append(mention)
            i = last + 1
    return found


class _Reader:
    def __init__(self, marks: Marks, dates: list[DateMention]) -> None:
        self.marks, self.tokens = marks, marks.tokens
        self.words, self.starts, self.ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
        self.taken = {mention.first: mention.last for mention in dates if mention.days}
        self.date_ends = {mention.last for mention in dates if mention.days}
        self.clock = {i for hit in marks.all("clock") for i in range(hit.first, hit.last + 1)}
        own = marks.known.own.phrases
        self.small = {
            w for key in ("at", "day_before", "range_from", "name_link") for p in own[key] for w in p.split()
        }
        self.froms = {hit.last for hit in marks.all("range_from")}
        self.clock_after = {hit.first for hit in marks.all("clock_after")}
        self.tos = {hit.first: hit.last for hit in marks.all("range_to")}
        self.am = {hit.first: hit.last for hit in marks.all("am")}
        self.pm = {hit.first: hit.last for hit in marks.all("pm")}

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def read(self, i: int) -> tuple[TimeMention, int] | None:
        """Return the time that begins at token i, with the last token read."""
        if (
            i
            and self.glued(i - 1)
            and self.words[i - 1] in ".,/:+-–"
            and self.word(i - 2).isdigit()
            and self.glued(i - 2)
        ):
            return None
        first = self.hour(i)
        if first is None:
            return None
        called = self._called(i)
        second = self._second(first)
        if second is None:
            if first.sure or (called and self._hour_like(i, first)):
                return self._made(i, first, None, bare=False), first.last
            return None if first.plain else (self._made(i, first, None, bare=True), first.last)
        close = self._after_date(i)
        dotted = not first.plain and not second.plain
        if not (first.sure or second.sure or called or close or dotted):
            return None
        if first.plain and second.plain and not (called or second.sure or first.sure) and not close:
            return None
        return self._made(
            i, first, second, bare=not (first.sure or second.sure or called or dotted)
        ), second.last

    def _made(self, i: int, first: _Hour, second: _Hour | None, bare: bool) -> TimeMention:
        begin = first.minutes
        if second is None:
            return TimeMention(self.starts[i], self.ends[first.last], begin % 1440, None, bare)
        until = second.minutes
        if second.half and not first.half:
            morning = begin + 720 if second.half == "pm" and begin < 720 else begin
            begin = morning if morning <= until else begin
        elif (
            until < begin
            and not first.half
            and not second.half
            and until + 720 > begin
            and until < 720
            and begin <= 720
        ):
            until += 720
        return TimeMention(
            self.starts[i],
            self.ends[second.last],
            begin % 1440,
            until if until == 1440 else until % 1440,
            bare,
        )

    def hour(self, i: int) -> _Hour | None:
        """Return the single time at token i; ``sure`` where its form alone says that it is one."""
        word = self.word(i)
        if not (word.isdigit() and word.isascii() and len(word) <= 2 and int(word) <= 24):
            return None
        hour, j, sure, plain = int(word), i, False, True
        minute = 0
        sep = self.word(i + 1)
        right = self.word(i + 2)
        if (
            sep in (":", ".", "h", "，")
            and self.glued(i)
            and self.glued(i + 1)
            and len(right) == 2
            and right.isdigit()
            and int(right) < 60
        ):
            if sep == "." and (self._decimal(i) or self.word(i + 3) in _MONEY):
                return None
            minute, j, sure, plain = int(right), i + 2, sep in ":h", False
            if self.word(j + 1) == ":" and self.glued(j) and self.glued(j + 1) and len(self.word(j + 2)) == 2:
                j += 2
        half, j = self._half(j)
        if not half and self.word(j + 1) == "h" and self.glued(j):
            j, sure = j + 1, True
        elif not half and j + 1 in self.clock_after and self.word(j + 1) not in ("h",):
            j, sure = j + 1, True
        if half:
            if hour > 12:
                return _Hour(hour * 60 + minute, j, True, "", False)
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour == 24 and minute:
            return None
        return _Hour(hour * 60 + minute, j, sure or bool(half), half, plain)

    def _decimal(self, i: int) -> bool:
        """Tell a decimal or a dotted number: 1.20.3, 12.50."""
        return (
            self.word(i + 3) in (".", ",", "/")
            and self.glued(i + 2)
            and self.word(i + 4).isdigit()
            and self.glued(i + 3)
        )

    def _half(self, j: int) -> tuple[str, int]:
        for half, table in (("am", self.am), ("pm", self.pm)):
            if j + 1 in table and self.starts[j + 1] - self.ends[j] <= 1:
                return half, table[j + 1]
        return "", j

    def _second(self, first: _Hour) -> _Hour | None:
        j = first.last + 1
        if self.word(j) in _DASHES and self.starts[j] - self.ends[j - 1] <= 3:
            k = j + 1
        elif j in self.tos:
            k = self.tos[j] + 1
            if k in self.clock or self.word(k) == "kl":
                k += 1
        else:
            return None
        while k in self.clock or (self.word(k) == "." and k - 1 in self.clock):
            k += 1
        if k in self.taken or not self.word(k):
            return None
        second = self.hour(k)
        if second is None or (
            second.plain
            and self.word(k + 1) in (".", "/")
            and self.glued(k)
            and self.word(k + 2).isdigit()
            and self.glued(k + 1)
        ):
            return None
        return (
            None
            if second.plain
            and (
                self.word(second.last + 1) in self.marks.known.months or self.word(second.last + 1) in _MONEY
            )
            else second
        )

    def _called(self, i: int) -> bool:
        """Tell whether a word such as "kl" or "godz." stands right before the number."""
        j = i - 1
        while j >= 0 and self.words[j] in (".", ":", "("):
            j -= 1
        return (
            j >= 0
            and (j in self.clock or (j in self.froms and i - j == 1))
            and self.starts[i] - self.ends[j] <= 4
        )

    def _clock_noun(self, i: int) -> bool:
        """Tell "kl" and "godz." from a preposition that also stands before other numbers."""
        j = i - 1
        while j > 0 and self.words[j] in (".", ":", "("):
            j -= 1
        return self.words[j] not in self.small

    def _hour_like(self, i: int, first: _Hour) -> bool:
        """Tell "at 7." from "at 7 schools": a plain number is an hour when no noun or sum follows."""
        if not first.plain:
            return True
        after = self.word(first.last + 1)
        noun = after.isalpha() and len(after) > 3 and self.starts[first.last + 1] - self.ends[first.last] <= 1
        return (
            after not in _MONEY
            and not (noun and not self._clock_noun(i))
            and not (noun and self.marks.known.language == "en")
        )

    def _after_date(self, i: int) -> bool:
        """Tell whether a date ends right before the number, with at most a mark and a word between."""
        j = i - 1
        while j >= 0 and self.words[j] in (",", "|", "(", ".", ";", "@", "·", "•") and i - j < 4:
            j -= 1
        return any(j - n in self.date_ends for n in range(2)) and self.starts[i] - self.ends[j] < 40
