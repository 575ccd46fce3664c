"""Hours as they are written: 18:00, kl. 13–16, 6.30pm–8pm, 17 Uhr, and what tells that they are hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.days import DateMention
from pipeline.extract.hours import MIDNIGHT, NOON, Hour, HourTokens
from pipeline.words import Marks, Words

MOST = 8000
"""Times of day beyond these are not read."""
_ONE, _SEVEN = 60, 420
_CALL = 3
"""What calls an hour right behind a day is of no more words: "a las", ", alle"."""
_DASHES = frozenset("-–—−‑‐")
_SMALL = ("at", "day_before", "range_from", "name_link")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day or a range, in minutes after midnight; ``bare``: only company makes a number an hour."""

    start: int
    end: int
    begin: int
    until: int | None = None
    bare: bool = False


def find_times(marks: Marks, dates: list[DateMention]) -> list[TimeMention]:
    """Return every time of day in the text, in order; ``dates`` have taken their digits already."""
    reader = _Reader(marks, dates)
    found: list[TimeMention] = []
    behind = 0
    for i in reader.beginnings():
        if i < behind:
            continue
        if i in reader.taken:
            behind = reader.taken[i] + 1
            continue
        read = reader.read(i)
        if read is not None:
            mention, last = read
            found.append(mention)
            behind = last + 1
            if len(found) == MOST:
                break
    return found


def in_office_hours(text: str, times: list[TimeMention]) -> list[TimeMention]:
    """Return the hours of a page that writes twelve of them, "4:30" for half past four in the afternoon.

    Nothing that a public is asked to begins between one and seven in the night.
    """
    return [_in_afternoon(time) if _is_early(text, time) else time for time in times]


def _is_early(text: str, time: TimeMention) -> bool:
    """Tell an hour from one to seven that neither "a.m." nor a leading nought tells from the afternoon's."""
    told = text[time.start : time.end]
    plain = not time.bare and not any(c.isalpha() for c in told) and told[:1] != "0"
    return plain and _ONE <= time.begin < _SEVEN


def _in_afternoon(time: TimeMention) -> TimeMention:
    until = time.until + NOON if time.until is not None and time.until < NOON else time.until
    return replace(time, begin=time.begin + NOON, until=until)


@cache
def _small_words(words: Words) -> frozenset[str]:
    phrases = (phrase for key in _SMALL for phrase in words.phrases[key])
    return frozenset(word for phrase in phrases for word in phrase.split())


class _Reader(HourTokens):
    """Reads hours and ranges of them by what stands around; ``taken``: dates' last tokens by their first."""

    def __init__(self, marks: Marks, dates: list[DateMention]) -> None:
        super().__init__(marks)
        self.months, self.language = marks.known.months, marks.known.language
        told = [mention for mention in dates if mention.days or mention.number]
        self.taken = {mention.first: mention.last for mention in told}
        self.date_ends = {mention.last for mention in told}
        self.froms = {hit.last for hit in marks.all("range_from")}
        self.tos = {hit.first: hit.last for hit in marks.all("range_to")}
        self.telling = frozenset((*self.noons, *self.half_before, *self.half_after))
        self.roughly = frozenset(marks.known.own.phrases["abbreviation"])
        self.small = _small_words(marks.known.own)

    def beginnings(self) -> list[int]:
        """Return the tokens that are numbers, words that hours are told by or a date's first: one in ten."""
        words = [w for w in self.tokens.places if w[0].isdigit() or w in self.spoken]
        return sorted({*self.tokens.among(words), *self.telling, *self.taken})

    def read(self, i: int) -> tuple[TimeMention, int] | None:
        """Return the time that begins at token i, with the last token read."""
        glued = self._run_together(i)
        if glued is not None:
            return glued
        first = None if self._goes_on(i) else self.hour(i)
        if first is None:
            return None
        called = self._is_called(i)
        second = self._second(first)
        if second is None:
            told = first.sure or (called and self._is_hour_like(i, first))
            if first.plain and not told:
                return None
            return self._single(i, first, bare=not told), first.last
        sure = first.sure or second.sure or called
        dotted = not first.plain and not second.plain
        if not (sure or dotted or self._is_after_date(i)):
            return None
        return self._range(i, first, second, bare=not (sure or dotted)), second.last

    def _run_together(self, i: int) -> tuple[TimeMention, int] | None:
        """Return begin and end that a page's columns have run into each other: "09:0016:00"."""
        words = self.words[i : i + 5]
        if len(words) < 5 or words[1] != ":" or words[3] != ":" or len(words[2]) != 4 or self._goes_on(i):
            return None
        if not all(self.glued(k) for k in range(i, i + 4)) or len(words[4]) != 2:
            return None
        digits = (words[0], words[2][:2], words[2][2:], words[4])
        if not all(part.isascii() and part.isdigit() for part in digits) or len(words[0]) > 2:
            return None
        hour, minute, until, rest = map(int, digits)
        if hour > 23 or minute > 59 or until > 23 or rest > 59:
            return None
        end = until * 60 + rest
        return TimeMention(self.starts[i], self.ends[i + 4], hour * 60 + minute, end), i + 4

    def _goes_on(self, i: int) -> bool:
        """Tell whether the digits at i go on a number: 1,18 and 12-18."""
        if not i or self.words[i - 1] not in ".,/:+-–" or not self.glued(i - 1):
            return False
        return self.word(i - 2).isdigit() and self.glued(i - 2) and i - 2 not in self.date_ends

    def _single(self, i: int, hour: Hour, bare: bool) -> TimeMention:
        return TimeMention(self.starts[i], self.ends[hour.last], hour.minutes % MIDNIGHT, bare=bare)

    def _range(self, i: int, first: Hour, second: Hour, bare: bool) -> TimeMention:
        """Return the range, what one end leaves out taken from the other: 6–8pm, 10–2."""
        begin, until = first.minutes, second.minutes
        if second.half == "am" and not first.half and not until and begin:
            until = NOON  # "10 to 12am" is a morning
        elif second.half and not first.half:
            morning = begin + NOON if second.half == "pm" and begin < NOON else begin
            begin = morning if morning <= until else begin
        elif not first.half and not second.half and until < begin <= NOON and until + NOON > begin:
            until += NOON
        if until != MIDNIGHT:
            until %= MIDNIGHT
        return TimeMention(self.starts[i], self.ends[second.last], begin % MIDNIGHT, until, bare)

    def _second(self, first: Hour) -> Hour | None:
        """Return the hour that a dash or a word such as "till" leads to."""
        stopped = bool(first.half) and self.word(first.last + 1) == "." and self.glued(first.last)  # "p.m."
        k = self._past_joint(first.last + 1 + stopped)
        if k is None or k in self.taken:
            return None
        unparted = len(self.word(first.last)) == 4 and self.word(first.last).isdigit()
        second = self._unparted_hour(k, alike=True) if unparted else self.hour(k, first.comma)
        if second is None or not second.plain:
            return second
        fraction = self.word(k + 1) in (".", "/") and self.glued(k)
        if fraction and self.word(k + 2).isdigit() and self.glued(k + 1):
            return None
        after = self.word(second.last + 1)
        return None if after in self.months or after in self.measures else second

    def _past_joint(self, j: int) -> int | None:
        """Return the index behind what joins two hours at j: "–", "till kl.", "do godz."."""
        if self.word(j) in _DASHES and self.starts[j] - self.ends[j - 1] <= 3:
            k = j + 1
        elif j in self.tos:
            k = self.tos[j] + 1
            if k in self.clock or self.word(k) == "kl":
                k += 1
        else:
            return None
        while (
            k in self.clock
            or self.word(k) in self.roughly
            or (self.word(k) == "." and self._is_shortened(k - 1))
        ):
            k += 1
        return k

    def _is_shortened(self, j: int) -> bool:
        """Tell a word that a full stop shortens: "kl.", "ca."."""
        return j in self.clock or self.word(j) in self.roughly

    def _is_called(self, i: int) -> bool:
        """Tell whether a word such as "kl" or "godz." stands right before the number."""
        j = self._before(i)
        called = j in self.clock or (j in self.froms and i - j == 1)
        return called and self.starts[i] - self.ends[j] <= 4

    def _is_hour_like(self, i: int, first: Hour) -> bool:
        """Tell "at 7." from "at 7 schools": a called plain number is an hour when no noun or sum follows.

        A noun may follow what calls nothing but hours, "kl" and "godz.", or what calls one right behind
        a day, "giovedì 12 marzo alle 21 incontro"; English has no such word.
        """
        if not first.plain:
            return True
        after = self.word(first.last + 1)
        if after in self.measures:
            return False
        noun = after.isalpha() and len(after) > 3 and self.starts[first.last + 1] - self.ends[first.last] <= 1
        if not noun or self.language == "en":
            return not noun
        j = self._before(i)
        dated = any(k in self.date_ends for k in range(j - _CALL, j))
        return dated or after in self.small or self.words[j] not in self.small

    def _is_after_date(self, i: int) -> bool:
        """Tell whether a date ends right before the number, with at most a mark and a word between."""
        j = i - 1
        while j >= 0 and self.words[j] in (",", "|", "(", ".", ";", "@", "·", "•") and i - j < 4:
            j -= 1
        return (j in self.date_ends or j - 1 in self.date_ends) and self.starts[i] - self.ends[j] < 40
