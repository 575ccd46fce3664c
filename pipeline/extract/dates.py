"""Days as they are written: a grammar over tokens, each construction anchored at its first token.

Nothing here decides what a day is the day of; ``when.py`` does. Every construction is bounded, so that the
whole is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.words import Marks

ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
MOST = 4000
"""A page with more dates than that is a table of days; those beyond are not read."""
_DASHES = frozenset("-–—−‑‐→>")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "º", "°", "ª", "e", "a", "."})


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as written: ``year`` None where it was left out, ``day`` None for a month alone."""

    month: int
    day: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, several, or a range of them, as one phrase. ``weak`` ones (12/2, 2.12) need support to count.

    ``clock`` is the minute of the day, where an ISO 8601 stamp carries it; ``relative`` the words, such as
    "tomorrow", that only a reference day settles.
    """

    start: int
    end: int
    first: int
    last: int
    days: tuple[Day, ...]
    is_range: bool = False
    weekday: int | None = None
    weak: bool = False
    kind: str = "named"
    clock: int | None = None
    relative: str = ""


def find_dates(marks: Marks, month_first: bool = False) -> list[DateMention]:
    """Return every date written in the text, in order; ``month_first``: 3/4 is March the 4th."""
    reader = _Reader(marks, month_first)
    found, i = [], 0
    words = marks.tokens.words
    while i < len(words) and len(found) < MOST:
        mention = reader.read(i)
        if mention is None:
            i += 1
        else:
            found.append(reader.with_weekday(mention))
            i = mention.last + 1
    return found


class _Reader:
    """The grammar; a method a construction, each taking a token index and returning what it read or None."""

    def __init__(self, marks: Marks, month_first: bool) -> None:
        self.marks, self.tokens, self.month_first = marks, marks.tokens, month_first
        self.words, self.starts, self.ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
        self.months, self.weekdays = marks.known.months, marks.known.weekdays
        self.joins = {hit.first: hit.last for hit in marks.all("day_join")}
        self.tos = {hit.first: hit.last for hit in marks.all("range_to")}
        self.ofs = {hit.first: hit.last for hit in marks.all("month_join")}
        self.year_after = {hit.first: hit.last for hit in marks.all("year_after")}
        self.day_before = {i for hit in marks.all("day_before") for i in range(hit.first, hit.last + 1)}
        self.day_numbers = {hit.last for hit in marks.all("day_number")}
        self.parts = {hit.last for hit in marks.all("month_part")}
        self.relatives = {hit.first: hit for hit in marks.all("today", "tomorrow")}
        self.short_days = {w for w in self.weekdays if len(w) <= 3}
        self.nexts = {hit.last for hit in marks.all("next_time")}

    def read(self, i: int) -> DateMention | None:
        word = self.words[i]
        if word.isdigit():
            if (
                (i - 1 in self.day_numbers and self.word(i + 1) in (",", ":", "–", "-", "."))
                or len(word) > 4
                or self._inside_number(i)
            ):
                return None
            return self.iso(i) or self.named(i) or self.numeric(i)
        if word in self.months:
            return self.month_led(i) or self.month_alone(i)
        if i in self.relatives:
            return self._mention(
                i, self.relatives[i].last, (), kind="relative", relative=self.relatives[i].key
            )
        if word in self.weekdays and len(word) > 3 and i - 1 in self.nexts:
            return self._mention(i - 1, i, (), kind="relative", relative="next", weekday=self.weekdays[word])
        return None

    # small readers

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def number(self, i: int, low: int, high: int, digits: int = 2) -> int | None:
        word = self.word(i)
        if word.isdigit() and word.isascii() and len(word) <= digits and low <= int(word) <= high:
            return int(word)
        return None

    def year(self, i: int) -> int | None:
        word = self.word(i)
        return (
            int(word)
            if len(word) == 4 and word.isascii() and word.isdigit() and 1900 <= int(word) <= 2100
            else None
        )

    def glued(self, i: int) -> bool:
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def _upper(self, i: int) -> bool:
        return i < len(self.starts) and self.tokens.text[self.starts[i] : self.ends[i]].isupper()

    def near(self, i: int) -> bool:
        """Tell whether token i + 1 follows within a line, or after one line break."""
        return i + 1 < len(self.starts) and self.starts[i + 1] - self.ends[i] <= 3

    def _inside_number(self, i: int) -> bool:
        """Tell whether the digits go on an earlier run, as in 1-1-1 or 070-123 45 or 11,920."""
        if i < 2 or not self.glued(i - 1):
            return False
        before = self.words[i - 1]
        if before in ".,/:" and self.words[i - 2].isdigit() and self.glued(i - 2):
            return True
        if before == "-" and i > 3 and self.words[i - 3] == "-" and self.glued(i - 2) and self.glued(i - 3):
            return True
        return before in "+#§_" or (
            before in "-" and self.glued(i - 2) and self.words[i - 2].isdigit() and len(self.words[i - 2]) > 2
        )

    def after(self, i: int, table: dict[int, int]) -> int | None:
        """Return the index after a joining word that begins at i."""
        return table[i] + 1 if i in table else None

    def _mention(self, first: int, last: int, days: tuple[Day, ...], **more: object) -> DateMention:
        return DateMention(self.starts[first], self.ends[last], first, last, days, **more)  # type: ignore[arg-type]

    def ordinal(self, i: int) -> int:
        """Return the index after an ordinal mark that may follow the number at i - 1."""
        if self.word(i) in _ORDINALS and self.glued(i - 1):
            return i + 1
        if self.word(i) == ":" and self.word(i + 1) in ("e", "a") and self.glued(i - 1):
            return i + 2
        return i

    # constructions

    def iso(self, i: int) -> DateMention | None:
        """2026-02-12, 2026/02/12, 2026.02.12, with T18:00 or 18:00 behind it."""
        year = self.year(i)
        sep = self.word(i + 1)
        if (
            year is None
            or sep not in ("-", "/", ".")
            or self.word(i + 3) != sep
            or not (self.glued(i) and self.glued(i + 1))
        ):
            return None
        month, day = self.number(i + 2, 1, 12), self.number(i + 4, 1, 31)
        if (
            not month
            or not day
            or (
                self.word(i + 5) == "-"
                and self.glued(i + 4)
                and self.word(i + 6).isdigit()
                and self.glued(i + 5)
            )
        ):
            return None
        clock, last = None, i + 4
        if self.word(i + 5) == "t" and self.word(i + 7) == ":" and self.glued(i + 4):
            hour, minute = self.number(i + 6, 0, 23), self.number(i + 8, 0, 59)
            if hour is not None and minute is not None:
                clock, last = hour * 60 + minute, i + 8
        return self._ranged(
            self._mention(i, last, (Day(month, day, year),), kind="iso", clock=clock), self.iso
        )

    def named(self, i: int) -> DateMention | None:
        """12 maja 2026; 29-30 listopada; 3., 10. und 17. Mai; 14th to 19th November 2011; 12 XI 2023."""
        read = self._day_list(i)
        if read is None:
            return None
        numbers, is_range, j = read
        skip = self.after(j, self.ofs)
        j = skip if skip and self.word(skip) in self.months else j
        month = self.months.get(self.word(j))
        roman = month is None
        if roman:
            month = ROMAN.get(self.word(j)) if self._upper(j) else None
        if month is None or not self.near(j - 1):
            return None
        year, last = self._year_after(j)
        if roman and year is None:
            return None
        days = tuple(Day(month, n, year) for n in numbers)
        return self._ranged(self._mention(i, last, days, is_range=is_range), self.named)

    def _day_list(self, i: int) -> tuple[list[int], bool, int] | None:
        first = self.number(i, 1, 31)
        if first is None:
            return None
        numbers, is_range, j = [first], False, self.ordinal(i + 1)
        for _ in range(12):
            word = self.word(j)
            dash = word in _DASHES or word == "/"
            if dash and self.word(j + 1) == ">":
                j += 1
            k = j + 1 if dash or word == "," else self.after(j, self.joins) or self.after(j, self.tos)
            ranged = dash or (k is not None and j in self.tos and j not in self.joins)
            if word == "," and k in self.joins:
                k = self.joins[k] + 1
            number = self.number(k, 1, 31) if k is not None else None
            if k is None or number is None or number <= numbers[-1]:
                break
            numbers.append(number)
            is_range, j = is_range or ranged, self.ordinal(k + 1)
        return numbers, is_range and len(numbers) == 2, j

    def _year_after(self, j: int) -> tuple[int | None, int]:
        """Return the year that follows the month at j, and the last token read."""
        k = j + 1
        if self.word(k) in (".", ",") and self.near(j):
            k += 1
        k = self.after(k, self.ofs) or k
        year = self.year(k)
        if year is None or not self.near(k - 1):
            return None, j
        return year, self._year_word(k)

    def _year_word(self, k: int) -> int:
        """Return the last token of what may follow a year, such as "r." or "roku"."""
        after = self.year_after.get(k + 1)
        return after if after is not None and self.near(k) else k

    def month_led(self, i: int) -> DateMention | None:
        """May 10; May 10, 2026; May 10-12; May 10 - June 2, 2026; None where token i is no month, as in "May 12 – at 7 pm"."""
        month = self.months.get(self.word(i))
        j = i + 1 + (self.word(i + 1) == "." or self.word(i + 1) == "the")
        if month is None or self.number(j, 1, 31) is None or not self.near(j - 1):
            return None
        if self.word(j + 1) == ":" and self.glued(j):
            return None
        read = self._day_list(j)
        if read is None or self.word(read[2]) in self.months:
            return None
        numbers, is_range, k = read
        if self.word(k - 1) == "." and self.word(k).isdigit() and self.glued(k - 1):
            return None
        year, last = self._year_after(k - 1)
        days = tuple(Day(month, n, year) for n in numbers)
        return self._ranged(
            self._mention(i, last if year else k - 1, days, is_range=is_range), self.month_led
        )

    def month_alone(self, i: int) -> DateMention | None:
        """slutet av maj; w maju 2026: a month, where something says that a time is meant."""
        year, last = self._year_after(i)
        if len(self.words[i]) < 3 or (year is None and i - 1 not in self.parts):
            return None
        if (
            year is None
            and self.tokens.text[self.starts[i] : self.ends[i]].islower()
            and self.marks.known.language == "en"
        ):
            return None
        return self._mention(i, last, (Day(self.months[self.words[i]], None, year),), kind="month")

    def numeric(self, i: int) -> DateMention | None:
        """12.02.2026, 3/4/2025, 12/2, 2.12., 16.-25.09.2011, 5-7.06.2025."""
        return self._numeric_range(i) or self._numeric_day(i)

    def _numeric_range(self, i: int) -> DateMention | None:
        """A range whose first day leaves out what the second says: 16.-25.09.2011, 5–7.06.2025."""
        first = self.number(i, 1, 31)
        j = i + 1 + (self.word(i + 1) == "." and self.glued(i))
        if first is None or self.word(j) not in _DASHES or not self.near(j - 1):
            return None
        second = self._numeric_day(j + 1)
        if second is None or second.weak or second.days[0].day is None or second.days[0].day <= first:
            return None
        days = (replace(second.days[0], day=first), second.days[0])
        return self._mention(i, second.last, days, is_range=True, kind="numeric")

    def _numeric_day(self, i: int) -> DateMention | None:
        sep = self.word(i + 1)
        if sep not in (".", "/", "-") or self.number(i, 1, 31) is None or not (self.glued(i) or sep == "."):
            return None
        if self.number(i + 2, 1, 31) is None or not self._tight(i + 1, sep):
            return None
        a, b = int(self.words[i]), int(self.words[i + 2])
        year = self._numeric_year(i, sep)
        if year is None:
            return self._no_year(i, sep, a, b)
        day, month = (b, a) if (self.month_first and sep in "/-" and a <= 12) or (b > 12 >= a) else (a, b)
        if month > 12:
            return None
        return self._ranged(
            self._mention(i, self._year_word(i + 4), (Day(month, day, year),), kind="numeric"),
            self._numeric_day,
        )

    def _tight(self, i: int, sep: str) -> bool:
        return self.glued(i) or (sep == "." and self.near(i))

    def _numeric_year(self, i: int, sep: str) -> int | None:
        if self.word(i + 3) != sep or not (self.glued(i + 2) and self._tight(i + 3, sep)):
            return None
        short = self.number(i + 4, 0, 99)
        if (
            short is not None
            and len(self.word(i + 4)) == 2
            and sep in "./"
            and self.glued(i + 3)
            and self.word(i + 5) not in (".", ":")
        ):
            return 2000 + short if short < 70 else None
        return self.year(i + 4)

    def _no_year(self, i: int, sep: str, a: int, b: int) -> DateMention | None:
        """12/2 and 2.12.: weak, for fractions, hours and section numbers look the same."""
        day, month = (b, a) if sep == "/" and (self.month_first or b > 12 >= a) else (a, b)
        if (
            sep == "-"
            or month > 12
            or not self.glued(i + 1)
            or (sep == "/" and self.word(i + 3) in ("/", "-") and self.glued(i + 2))
        ):
            return None
        last = i + 2
        if sep == ".":
            closed = self.word(i + 3) == "." and self.glued(i + 2)
            if not closed and (len(self.words[i + 2]) == 2 and b % 5 == 0 and a < 25):
                return None
            last += closed
            if closed and self.glued(last) and self.word(last + 1).isdigit():
                return None
        return self._ranged(
            self._mention(i, last, (Day(month, day),), weak=True, kind="numeric"), self._numeric_day
        )

    def _ranged(self, one: DateMention, again: object) -> DateMention:
        """Add a second date behind a dash or a word such as "till": 28 lutego – 2 marca, 1/5 -> 14/7."""
        j = one.last + 1
        if self.word(j) == "." and j + 1 in self.tos:
            j += 1
        dash = self.word(j) in _DASHES
        k = j + 1 + (self.word(j + 1) == ">") if dash else self.after(j, self.tos)
        if k is None or len(one.days) != 1 or not self.near(j - 1):
            return one
        while k in self.day_before or self.word(k) in self.weekdays:
            k += 1
        other = again(k) if self.word(k) else None  # type: ignore[operator]
        if other is None or len(other.days) != 1 or other.is_range or (not dash and j in self.joins):
            return one
        a, b = one.days[0], other.days[0]
        if (
            a.day is None
            or b.day is None
            or (b.year is None and a.year is None and (b.month, b.day) <= (a.month, a.day))
        ):
            return one
        if a.year is None and b.year is not None:
            a = replace(a, year=b.year if (a.month, a.day) <= (b.month, b.day) else b.year - 1)
        elif b.year is None:
            b = replace(b, year=a.year)
        return replace(
            one, end=other.end, last=other.last, days=(a, b), is_range=True, weak=one.weak and other.weak
        )

    def with_weekday(self, mention: DateMention) -> DateMention:
        """Return the mention with the weekday written beside it, its span grown to hold it."""
        i = mention.first - 1
        for _ in range(3):
            if i in self.day_before or self.word(i) in (",", ".", "("):
                i -= 1
        short = self.word(i) in self.short_days and mention.first - i > 1 and self.word(i + 1) != "."
        if self.word(i) in self.weekdays and not short and self.starts[mention.first] - self.ends[i] < 12:
            return replace(mention, weekday=self.weekdays[self.word(i)], start=self.starts[i], first=i)
        j = mention.last + 1
        j += self.word(j) in (",", "(")
        if (
            self.word(j) in self.weekdays
            and self.word(j) not in self.short_days
            and mention.weekday is None
            and self.near(j - 1)
        ):
            return replace(mention, weekday=self.weekdays[self.word(j)])
        return mention
