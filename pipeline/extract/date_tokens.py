"""A text's tokens as the date grammar reads them: numbers, years, joining words, ends of ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.extract.days import DateMention, Day, weekday_of
from pipeline.extract.token_reader import TokenReader
from pipeline.words import Marks

DASHES = frozenset("-–—−‑‐→>")
_SHORT_DAY = 3
_MOST_SMALL = 12
"""Words, weekdays and marks ahead of a date's day: never more tokens."""
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "º", "°", "ª", "e", "a", "."})


_NUMERAL = frozenset("ivx")
DEEPEST = 20
"""A chain of more dates than that, each a dash behind the other, is no range."""


class DateTokens(TokenReader):
    """The tokens of a marked text with the words that dates are built of, by the index of a token."""

    def __init__(self, marks: Marks, month_first: bool) -> None:
        super().__init__(marks.tokens)
        self.month_first, self.language = month_first, marks.known.language
        self._depth = 0
        self.months, self.weekdays = marks.known.months, marks.known.weekdays
        self.joins = {hit.first: hit.last for hit in marks.all("day_join")}
        self.tos = {hit.first: hit.last for hit in marks.all("range_to")}
        self.betweens = {hit.last for hit in marks.all("between")}
        self.ofs = {hit.first: hit.last for hit in marks.all("month_join")}
        self.year_after = {hit.first: hit.last for hit in marks.all("year_after")}
        self.day_before = {i for hit in marks.all("day_before") for i in range(hit.first, hit.last + 1)}
        self.day_numbers = {hit.last for hit in marks.all("day_number")}
        self.parts = {hit.last for hit in marks.all("month_part")}
        self.relatives = {hit.first: hit for hit in marks.all("today", "tomorrow", "yesterday")}
        self.clocks = {hit.first for hit in marks.all("clock")}
        self.hour_units = frozenset(marks.known.own.phrases["clock_after"])
        self.ordinals = marks.known.own.ordinals
        self.nexts = {hit.last for hit in marks.all("next_time")}
        self.lasts = {hit.last for hit in marks.all("last_time")}
        self.beside_these = self._days_beside(self.nexts | self.lasts)

    def _days_beside(self, marked: set[int]) -> set[int]:
        """Return the weekdays of more than a few letters beside these tokens."""
        beside = {k + step for k in marked for step in (-1, 1)}
        words = {word for i in beside if len(word := self.word(i)) > _SHORT_DAY}
        days = {word for word in words if weekday_of(word, self.weekdays) is not None}
        return {i for i in beside if self.word(i) in days}

    def weekday_at(self, i: int) -> int | None:
        """Return the weekday at i, in the plural or with an article behind it too: "måndagen den 12"."""
        return weekday_of(self.word(i), self.weekdays)

    def beginnings(self) -> list[int]:
        """Return the tokens that a date may begin with: numbers, names, and words by which days are told."""
        named = (self.months, self.weekdays, self.ordinals)
        words = [w for w in self.tokens.places if w.isdigit() or any(w in names for names in named)]
        marked = self.day_numbers.union(self.relatives, self.beside_these)
        return sorted({*self.tokens.among(words), *marked})

    def is_short_day(self, i: int) -> bool:
        """Tell a weekday of two or three letters at i, like as not another word."""
        return len(self.word(i)) <= _SHORT_DAY and self.word(i) in self.weekdays

    def year(self, i: int) -> int | None:
        """Return the year of four digits at i."""
        word = self.word(i)
        if len(word) == 4 and word.isascii() and word.isdigit() and 1900 <= int(word) <= 2100:
            return int(word)
        return None

    def written(self, i: int) -> str:
        """Return the token as the text writes it; empty behind the text's end."""
        return self.tokens.text[self.starts[i] : self.ends[i]] if i < len(self.starts) else ""

    def is_verb(self, i: int) -> bool:
        """Tell English "may" and "march" in small letters, words of their own, from the months."""
        return self.language == "en" and self.words[i] in ("may", "march") and self.written(i).islower()

    def breaks(self, i: int) -> bool:
        """Tell whether a line ends right before token i."""
        return 0 < i < len(self.starts) and "\n" in self.tokens.text[self.ends[i - 1] : self.starts[i]]

    def opens_item(self, i: int) -> bool:
        """Tell a dash that opens a list's next line, a space behind it, from one that goes on a range."""
        return self.breaks(i) and not self.glued(i)

    def near(self, i: int) -> bool:
        """Tell whether token i + 1 follows within a line, or after one line break."""
        return i + 1 < len(self.starts) and self.starts[i + 1] - self.ends[i] <= 3

    def is_inside_number(self, i: int) -> bool:
        """Tell whether the digits go on an earlier run, as in 1-1-1 or 070-123 45 or 11,920."""
        if i < 2 or not self.glued(i - 1):
            return False
        before, earlier = self.words[i - 1], self.words[i - 2]
        if before in ".,/:" and earlier.isdigit() and self.glued(i - 2):
            return True
        if before == "-" and i > 3 and self.words[i - 3] == "-" and self.glued(i - 2) and self.glued(i - 3):
            return True
        if before == "-" and self.glued(i - 2) and earlier.isdigit() and len(earlier) > 2:
            return True
        if before == "." and self.glued(i - 2) and _NUMERAL.issuperset(earlier):
            return self.written(i - 2).isupper()  # "measure III.4.1"
        emphasised = before == "_" and not (self.glued(i - 2) and earlier.isalnum())
        return before in "+#§_" and not emphasised

    def after(self, i: int, table: dict[int, int]) -> int | None:
        """Return the index after a joining word that begins at i."""
        return table[i] + 1 if i in table else None

    def after_join(self, i: int) -> int | None:
        """Return the index after a word such as "and" or "u." that begins at i."""
        k = self.after(i, self.joins)
        return k + 1 if k is not None and self.word(k) == "." and self.glued(k - 1) else k

    def mention(
        self,
        first: int,
        last: int,
        days: tuple[Day, ...],
        kind: str = "named",
        is_range: bool = False,
        weak: bool = False,
        clock: int | None = None,
    ) -> DateMention:
        """Return what the tokens from ``first`` to ``last`` name."""
        start, end = self.starts[first], self.ends[last]
        return DateMention(start, end, first, last, days, is_range, weak=weak, kind=kind, clock=clock)

    def ordinal(self, i: int) -> int:
        """Return the index after an ordinal mark that may follow the number at i - 1."""
        if self.word(i) in _ORDINALS and self.glued(i - 1):
            return i + 1
        if self.word(i) == ":" and self.word(i + 1) in ("e", "a") and self.glued(i - 1):
            return i + 2
        return i

    def year_behind(self, j: int) -> tuple[int | None, int]:
        """Return the year that follows the month at j, and the last token read."""
        k = self.past_note(j + 1)
        if self.word(k) in (".", ",") and self.near(k - 1):
            k += 1
        k = self.after(k, self.ofs) or k
        if self.word(k) == "(" and self.word(k + 2) == ")" and self.near(k - 1):
            return (self.year(k + 1), k + 2) if self.year(k + 1) is not None else (None, j)
        year = self.year(k)
        if year is None or not self.near(k - 1):
            return None, j
        return year, self.year_word(k)

    def past_note(self, k: int) -> int:
        """Return the index behind a weekday's letters in parentheses: "February 24(F), 2023"."""
        noted = self.word(k) == "(" and self.word(k + 1).isalpha() and len(self.word(k + 1)) <= 3
        return k + 3 if noted and self.word(k + 2) == ")" and self.near(k - 1) else k

    def year_word(self, k: int) -> int:
        """Return the last token of what may follow a year, such as "r." or "roku"."""
        after = self.year_after.get(k + 1)
        return after if after is not None and self.near(k) else k

    def past_weekday(self, k: int) -> int:
        """Return the index behind small words and a weekday that may stand at k: "the Sunday", "sábado,"."""
        last = k + _MOST_SMALL
        while k < last and (k in self.day_before or self.word(k) in self.weekdays):
            named = self.word(k) in self.weekdays
            k += 1
            if named and self.word(k) == "-" and self.glued(k - 1) and self.word(k + 1).isalpha():
                k += 2
            if named and self.word(k) in (",", ".") and self.glued(k - 1):
                k += 1
        return k

    def ranged(self, one: DateMention, again: Reader) -> DateMention:
        """Add a second date behind a dash or a word such as "till": 28 lutego – 2 marca, 1/5 -> 14/7."""
        j = one.last + 1
        dashed = self.word(j + 1) in DASHES and not self.breaks(j + 1)
        if self.word(j) == "." and (j + 1 in self.tos or dashed):
            j += 1
        dash = self.word(j) in DASHES
        k = j + 1 + (self.word(j + 1) == ">") if dash else self.after(j, self.tos)
        item = dash and (self.opens_item(j) or (self.breaks(j) and one.days[0].year is not None))
        if k is None or len(one.days) != 1 or item or not self.near(j - 1):
            return one
        k = self.past_weekday(k)
        other = self._other_end(k, again)
        if other is None or len(other.days) != 1 or other.is_range:
            return one
        if not dash and j in self.joins and not self.is_between(one.first):
            return one
        days = _from_to(one.days[0], other.days[0])
        if days is None:
            return one
        weak = one.weak and other.weak
        return replace(one, end=other.end, last=other.last, days=days, is_range=True, weak=weak)

    def is_between(self, first: int) -> bool:
        """Tell whether a word such as "between" leads to the date at ``first``, over its weekday."""
        i = first - 1
        while i not in self.betweens and (i in self.day_before or self.word(i) in self.weekdays):
            i -= 1
        return i in self.betweens

    def _other_end(self, k: int, again: Reader) -> DateMention | None:
        if not self.word(k) or self._depth >= DEEPEST:
            return None
        self._depth += 1
        other = again(self, k)
        self._depth -= 1
        return other


Reader = Callable[[DateTokens, int], DateMention | None]
"""A construction of the grammar: what begins at a token, None where it is something else."""


def _from_to(a: Day, b: Day) -> tuple[Day, Day] | None:
    """Return a range's two days, a year written once given to both; None where they are no range."""
    if a.day is None or b.day is None:
        return None
    ordered = (a.month, a.day) <= (b.month, b.day)
    if a.year is None and b.year is None and ((a.month, a.day) == (b.month, b.day) or not ordered):
        return None
    if a.year is None and b.year is not None:
        a = replace(a, year=b.year if ordered else b.year - 1)
    elif b.year is None:
        b = replace(b, year=a.year)
    reversed_years = a.year is not None and b.year is not None and b.year < a.year
    return None if reversed_years else (a, b)
