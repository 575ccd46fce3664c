"""What rows of a list are called that say when, what and where: "5 May – Repair evening – Town Hall"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.days import weekday_of
from pipeline.extract.drafts import Draft
from pipeline.extract.letters import letters
from pipeline.extract.persons import is_person
from pipeline.extract.title_phrases import EDGE, Title, before_small_words, clean
from pipeline.extract.title_places import begins, is_placed, without_place
from pipeline.extract.title_records import without_speaker
from pipeline.extract.title_row_names import opening_quote
from pipeline.gazetteer import nominative_town
from pipeline.sheet import Sheet

_ROWS, _MOST = 2, 0.6
"""A list has so many rows, of which so many say what and where."""
_PHRASE = 3
"""So many words are a phrase; fewer may be a village's name."""
_LETTERS, _LONGEST = 4, 120
"""A name has so many letters at least; a row of more characters is a sentence."""
_TELLING = ("happens", "happened", "planned", "organises", "invites")
Span = tuple[int, int]


def row_titles(sheet: Sheet, drafts: Sequence[Draft], over: Title | None) -> Iterator[tuple[Draft, Title]]:
    """Yield what each row is called that says beside its day what happens then, and behind that where.

    None where most rows say no more than where, or where the words may be villages and ``over``, the page's
    title, names the event that tours them.
    """
    rows = [draft for draft in drafts if draft.record]
    named = [(draft, span) for draft in rows if (span := _name(sheet, draft)) is not None]
    told = [span for _, span in named if not is_placed(sheet, *span)]
    if len(told) < max(_ROWS, _MOST * len(rows)) or not (_is_list(sheet, over) or _say_what(sheet, told)):
        return
    for draft, span in named:
        yield draft, _title(sheet, *span)


def _is_list(sheet: Sheet, over: Title | None) -> bool:
    """Tell a page's title that names no event of its own: "Spring programme"."""
    start = over.start if over is not None else None
    return over is None or start is None or not sheet.marks.has(start, over.end or start, "event")


def _say_what(sheet: Sheet, told: Sequence[Span]) -> bool:
    """Tell names of which at least half are phrases or name events."""
    said = sum(
        len(sheet.text[slice(*span)].split()) >= _PHRASE or sheet.marks.has(*span, "event") for span in told
    )
    return 2 * said >= len(told)


def _name(sheet: Sheet, draft: Draft) -> Span | None:
    """Return the span of a row's name: ahead of its day or behind it and its hour, a place behind that.

    A name that is a place's by its words is one only behind the day, ahead of its own place.
    """
    sides = list(_sides(sheet, draft))
    for n, (start, end) in enumerate(sides):
        named = without_place(sheet, start, end, _LETTERS)
        housed = named[1] < end
        span = opening_quote(sheet, *named) or without_speaker(sheet, *named)
        placed = housed or any(is_placed(sheet, *side) for side in sides[n + 1 :])
        own = (housed and start > draft.lead.mention.start) or not is_placed(sheet, *span)
        if placed and own and _may_name(sheet, *span):
            return span
    return None


def _sides(sheet: Sheet, draft: Draft) -> Iterator[Span]:
    """Yield the spans ahead of a short row's day and behind it, and behind its hour, marks left out."""
    block, day, time = sheet.blocks[draft.lead.block], draft.lead.mention, draft.time
    begin = sheet.text.rfind("\n", 0, day.start) + 1
    if block.end - begin > _LONGEST + _LONGEST:
        return
    beside = time is not None and begin <= time.start < block.end
    first = min(day.start, time.start) if time is not None and beside else day.start
    last = max(day.end, time.end) if time is not None and beside else day.end
    for start, end in ((begin, first), (last, block.end)):
        while start < end and sheet.text[start] in EDGE + "()/":
            start += 1
        stop = before_small_words(sheet, start, end)
        if start < stop:
            yield start, stop


def _may_name(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that may name an event: no label, person, town, small word for a place, and no sentence."""
    name = sheet.text[start:end]
    if letters(name) < _LETTERS or len(name) > _LONGEST or name[:1].islower():
        return False
    if weekday_of(name.lower(), sheet.known.weekdays) is not None or sheet.label_keys(name):
        return False
    if sheet.marks.has(start, end, *_TELLING) or begins(sheet, start, end, "at"):
        return False
    town = nominative_town(name, sheet.known.own, sheet.country)
    return town is None and not is_person(name, sheet.known)


def hour_titles(sheet: Sheet, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Title]]:
    """Yield what the line behind the hour says that stands alone under a day's own line: "7 pm A walk".

    Several hours under a day are a programme; breaks and open doors name nothing.
    """
    for draft in drafts:
        time, below = draft.time, draft.lead.block + 1
        if time is None or below >= len(sheet.blocks) or _begins_hour(sheet, below + 1):
            continue
        block = sheet.blocks[below]
        start = max(time.end, block.start)
        long = len(block.text) > _LONGEST + _LONGEST
        if long or not block.start <= time.start < block.end or not _begins_hour(sheet, below):
            continue
        while start < block.end and sheet.text[start] in EDGE:
            start += 1
        start, end = without_speaker(sheet, *without_place(sheet, start, block.end, _LETTERS))
        if _may_name(sheet, start, end) and not sheet.marks.has(start, end, "pause", "doors"):
            yield draft, _title(sheet, start, end)


def _begins_hour(sheet: Sheet, index: int) -> bool:
    """Tell a line that an hour begins."""
    if index >= len(sheet.blocks):
        return False
    block = sheet.blocks[index]
    times = sheet.times_within(block.start, block.end)
    return bool(times) and letters(sheet.text[block.start : times[0].start]) <= _LETTERS


def _title(sheet: Sheet, start: int, end: int) -> Title:
    return Title(clean(sheet.text[start:end]).strip('„”"“«»'), start, end, "part", 0.6)
