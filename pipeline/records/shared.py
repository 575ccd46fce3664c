"""What a listing states once for all of its records: the hour, the place, the body that meets.

"All regular meetings are held on Thursdays at 4:30 PM in the Council Chambers, 12 Main Street."
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.clock import TimeMention
from pipeline.extract.days import weekday_of
from pipeline.extract.title_phrases import Title, clean
from pipeline.gazetteer import fold
from pipeline.records.place_words import is_place
from pipeline.records.sections import bare_title
from pipeline.records.times import is_deadline
from pipeline.sheet import Sheet
from pipeline.text import Block

_AFTER = 3000
"""A statement behind the records is theirs where it stands no further on."""
_NEAR = 1500
"""A short line with an hour is for the records that follow it so closely."""
_LONGEST, _SHORT = 700, 140
_LINES = 3
_HEAD = 40
_WEEKS = 5
_SUBJECT = 110


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that tells of all records: its span, the hour in it, whether it names a place.

    ``strong``: it has a verb of being held, or says how often; ``words``: those before its hour.
    """

    start: int
    end: int
    time: TimeMention | None
    placed: bool
    title: Title | None
    strong: bool
    words: frozenset[str] = frozenset()


def statements(sheet: Sheet, taken: list[tuple[int, int]]) -> Statements:
    """Return the page's statements outside of the records' spans ``taken``, in order."""
    found: list[Statement] = []
    seen: set[int] = set()
    starts = [a for a, _ in taken]
    offsets = [hit.start for hit in sheet.marks.all("happens", "event", "every")]
    for offset in sorted([*offsets, *(time.start for time in sheet.times)]):
        start, stop = sheet.sentence(offset)
        at = bisect_right(starts, start) - 1
        if start in seen or (at >= 0 and start < taken[at][1]):
            continue
        seen.add(start)
        one = _statement(sheet, offset, start, stop)
        if one is not None:
            found.append(one)
    for one in _labelled(sheet):
        at = bisect_right(starts, one.start) - 1
        if at < 0 or one.start >= taken[at][1]:
            found.append(one)
    return Statements(sorted(found, key=lambda one: one.start))


def _statement(sheet: Sheet, offset: int, start: int, stop: int) -> Statement | None:
    """Return what a sentence states for all; None where it has a day of its own or states nothing."""
    block, marks = sheet.blocks[sheet.block_index(max(offset, stop - 1))], sheet.marks
    if block.region in ("nav", "footer") or stop - start > _LONGEST:
        return None
    if any(m.kind not in ("month", "nth") for m in sheet.dates_within(start, stop)):
        return None
    headed = block.kind in ("heading", "label") and stop - start < _SHORT
    headed = headed and marks.has(start, stop, "organisation", "event")
    strong = headed or marks.has(start, stop, "happens", "every") or _goes_on_rule(sheet, block)
    strong = strong or _says_which_weeks(sheet, start, stop)
    if marks.has(start, stop, "deadline", "register", "doors") or _is_under_deadline(sheet, block):
        return None
    if marks.has(start, stop, "period") and not marks.has(start, stop, "happens"):
        return None
    times = [t for t in sheet.times_within(start, stop) if not t.bare and not is_deadline(sheet, t)]
    short = stop - start < _SHORT
    placed = marks.has(start, stop, "venue", "room", "street_after")
    placed = placed and (marks.has(start, stop, "at") or (short and bool(times)))
    if not (strong or short) or not (times or (strong and placed)):
        return None
    named = marks.has(start, stop, "event") or (strong and marks.has(start, stop, "organisation"))
    hall = short and (strong or marks.has(start, stop, "venue", "room"))
    if not named and not hall:
        return None
    until = _with_address(sheet, stop) if short and (placed or strong) else stop
    placed = placed or until > stop
    spoken = _words(sheet.text[start : times[0].start]) if times else frozenset[str]()
    time = times[0] if times else None
    return Statement(start, until, time, placed, _subject(sheet, start, stop), strong, spoken)


def _says_which_weeks(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a rule by weeks: "second Tuesday", "4th Wednesdays"."""
    tokens, known = sheet.marks.tokens, sheet.known
    words = tokens.words[tokens.at(start) : tokens.at(stop)]
    for i, word in enumerate(words[:-1]):
        ordinal = word in known.own.ordinals or (word.isdecimal() and int(word) <= _WEEKS and len(word) == 1)
        behind = words[i + 2] if word.isdigit() and i + 2 < len(words) else words[i + 1]
        if ordinal and weekday_of(behind, known.weekdays) is not None:
            return True
    return False


def _is_under_deadline(sheet: Sheet, block: Block) -> bool:
    """Tell a line right below one that speaks of nothing but a deadline: "Filing Deadline"."""
    index = sheet.block_index(block.start)
    above = sheet.blocks[index - 1] if index > 0 else None
    if above is None or len(above.text) > _HEAD or above.region != block.region:
        return False
    return sheet.marks.has(above.start, above.end, "deadline") or "label_deadline" in sheet.label_keys(
        above.text
    )


def _goes_on_rule(sheet: Sheet, block: Block) -> bool:
    """Tell a line right behind one that says how often: "3rd Tuesday of every month", "6 p.m."."""
    index = sheet.block_index(block.start)
    before = sheet.blocks[index - 1] if index > 0 else None
    short = before is not None and len(before.text) < _SHORT and before.region == block.region
    return short and before is not None and sheet.marks.has(before.start, before.end, "every")


def _with_address(sheet: Sheet, stop: int) -> int:
    """Return where the lines end that go on a place behind a short statement of it: a house, a street."""
    index = sheet.block_index(max(0, stop - 1))
    for block in sheet.blocks[index + 1 : index + 1 + _LINES]:
        if len(block.text) > _SHORT or sheet.dates_within(block.start, block.end):
            break
        if not is_place(sheet, block.start, block.end) or block.kind == "heading":
            break
        stop = block.end
    return stop


def _labelled(sheet: Sheet) -> Iterator[Statement]:
    """Yield what stands once under a label that asks where, with the lines that go it on."""
    last = -1
    for index, block in sheet.labelled("label_where"):
        if block.region in ("nav", "footer") or index == last + 1 or len(block.text) > _SHORT:
            last = index
            continue
        last = index
        yield Statement(block.start, _with_address(sheet, block.end), None, True, None, True)


def _subject(sheet: Sheet, start: int, stop: int) -> Title | None:
    """Return what meets: the words before the verb that begin a statement."""
    verb = next(iter(sheet.marks.within(start, stop, "happens")), None)
    if verb is None or not 6 <= verb.start - start <= _SUBJECT or "," in sheet.text[start : verb.start]:
        return None
    said = next(iter(sheet.marks.within(start + 1, verb.start, "copula")), None)
    end = said.start if said is not None else verb.start
    words = " ".join(clean(sheet.text[start:end]).split())
    return bare_title(sheet, Title(words, start, end, "subject", 0.6)) if words else None


class Statements:
    """A page's statements, found by what they state: an hour or a place."""

    def __init__(self, found: list[Statement]) -> None:
        self._timed = _Ordered([one for one in found if one.time is not None])
        self._placed = _Ordered([one for one in found if one.placed])

    def timed(self, offset: int, name: str = "") -> Statement | None:
        """Return the statement with an hour that is for a record at ``offset``; ``name`` is the record's.

        Of statements side by side the one that speaks of it: "Committees meet at 9; the Board at 1".
        """
        near = self._timed.nearest(offset)
        if near is None or not name or not near.strong:
            return near
        words = _words(name)
        beside = self._timed.beside(near)
        return max(beside, key=lambda one: (len(words & one.words), one is near)) if len(beside) > 1 else near

    def placed(self, offset: int) -> Statement | None:
        """Return the statement with a place that is for a record at ``offset``.

        A line with an hour and a place right over the records says more than what is held somewhere above.
        """
        near = self._placed.right_before(offset)
        return near if near is not None and near.time is not None else self._placed.nearest(offset)


def _words(text: str) -> frozenset[str]:
    """Return the longer words of a text, folded, a plural's letter left out."""
    return frozenset(word.rstrip("s") for word in fold(text).split() if len(word) > 3)


class _Ordered:
    """Statements in the page's order; those that say how often, or that events are held, come first."""

    def __init__(self, found: list[Statement]) -> None:
        self._strong, self._weak = [one for one in found if one.strong], found
        self._strong_starts = [one.start for one in self._strong]
        self._weak_starts = [one.start for one in self._weak]

    def beside(self, one: Statement) -> list[Statement]:
        """Return the strong statements that stand close to ``one``, itself included."""
        a = bisect_left(self._strong_starts, one.start - _LONGEST)
        return self._strong[a : bisect_right(self._strong_starts, one.start + _LONGEST)]

    def right_before(self, offset: int) -> Statement | None:
        """Return the last statement before ``offset``, where it stands close to it."""
        near = bisect_right(self._weak_starts, offset)
        return self._weak[near - 1] if near and offset - self._weak_starts[near - 1] < _NEAR else None

    def nearest(self, offset: int) -> Statement | None:
        """Return the last strong one before ``offset``, else a weak one right before, else one behind."""
        at = bisect_right(self._strong_starts, offset)
        if at:
            return self._strong[at - 1]
        near = self.right_before(offset)
        if near is not None:
            return near
        behind = bool(self._strong) and self._strong_starts[0] - offset < _AFTER
        return self._strong[0] if behind else None
