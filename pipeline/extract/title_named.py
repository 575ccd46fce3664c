"""Names that a sentence gives its event outright: "the debate called …", "a conference “…”"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.drafts import Draft
from pipeline.extract.title_phrases import EDGE, LONGEST, Title, clean
from pipeline.extract.title_quotes import quotes_within
from pipeline.sheet import Sheet

_BEHIND = 40
"""A name stands so few characters behind the noun that says what it names."""
_PARTING = ("programme", "covers_project", "series", "relative", "organises", "happens", "happened", "copula")
"""What makes a name another thing's: "a meeting of the project “…”"."""
_ENDING = ("relative", "happens", "happened", "organises", "organised_by", "copula", "invites", "planned")
_SHORTEST = 8
_TALK = 14
"""A quote of more words is what somebody said."""
_NAME = 3
"""A quote of fewer words, all small, is a word that somebody coined, and no name."""
_HALL = 30
"""A hall's word stands so near behind "in" or "at", where that leads to the place."""
_OCCASIONS = 3
_CLOSED = tuple(mark + quote for mark in "?!" for quote in '”"»’')
"""A quoted question ends no sentence: "the seminar “Who decides?” in Leeds"."""


def told_name(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the name that the sentences of the event's days give it, right behind its noun."""
    for occasion in draft.occasions[:_OCCASIONS]:
        start, stop = sheet.sentence(occasion.mention.start)
        if start and sheet.text[max(0, start - 4) : start].rstrip().endswith(_CLOSED):
            start = sheet.sentence(start - 1)[0]
        start = max(start, sheet.blocks[occasion.block].start)
        quoted = next(quoted_names(sheet, start, stop), None)
        if quoted is not None:
            return Title(clean(sheet.text[slice(*quoted)]), *quoted, "named", 0.65)
        called = next(_called(sheet, start, stop), None)
        if called is not None:
            return called
    return None


def quoted_names(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of quotes right behind an event's noun, or behind words of naming beside one."""
    for a, b in quotes_within(sheet, start, stop):
        words = sheet.text[a:b].split()
        small = sheet.text[a].islower() and len(words) < _NAME
        if small or len(words) > _TALK or sheet.text[b - 1] == ",":
            continue
        nouns = sheet.marks.within(max(start, a - _BEHIND), a - 1, "event")
        near = bool(nouns) and not sheet.marks.has(nouns[-1].end, a - 1, *_PARTING)
        named = sheet.before(a - 1, "theme", 2, start) is not None and sheet.marks.has(start, stop, "event")
        if near or (named and not _is_parted(sheet, start, a)):
            yield a, b


def quoted_event(sheet: Sheet, start: int, stop: int) -> Title | None:
    """Return the first quote that is an event's name by its own noun: "the “Festival of Clubs” returns"."""
    for a, b in quotes_within(sheet, start, stop):
        said = len(sheet.text[a:b].split()) > _TALK or sheet.text[b - 1] == ","
        if not said and sheet.marks.has(a, b, "event"):
            return Title(clean(sheet.text[a:b]), a, b, "quoted", 0.6)
    return None


def _is_parted(sheet: Sheet, start: int, at: int) -> bool:
    """Tell a name that a project's or a programme's word stands right ahead of."""
    return sheet.marks.has(max(start, at - _BEHIND), at, "programme", "covers_project", "series")


def _called(sheet: Sheet, start: int, stop: int) -> Iterator[Title]:
    """Yield a name without quotes that words of naming lead to, an event's noun ahead of them."""
    for cue in sheet.marks.within(start, stop, "theme"):
        nouns = sheet.marks.within(max(start, cue.start - _BEHIND), cue.start, "event")
        at = cue.end
        while at < stop and sheet.text[at] in " .:":
            at += 1
        if not nouns or sheet.marks.has(nouns[-1].end, cue.start, *_PARTING) or not sheet.text[at].isupper():
            continue
        end = _name_end(sheet, at, min(stop, at + LONGEST))
        if end - at >= _SHORTEST:
            yield Title(clean(sheet.text[at:end]), at, end, "named", 0.6)


def _name_end(sheet: Sheet, start: int, stop: int) -> int:
    """Return where an unquoted name ends: ahead of a verb, a day, an hour, a place; commas may be its own."""
    ends = [hit.start for hit in sheet.marks.within(start + 1, stop, *_ENDING)]
    ends += [one.start for one in sheet.dates_within(start, stop)]
    ends += [one.start for one in sheet.times_within(start, stop)]
    ends += [
        hit.start
        for hit in sheet.marks.within(start + 1, stop, "at")
        if sheet.marks.has(hit.end, min(stop, hit.end + _HALL), "venue")
    ]
    ends += [at for mark in (" (", "\n", ". ", " – ") if (at := sheet.text.find(mark, start, stop)) > 0]
    end = min(ends, default=stop)
    small = {word for key in ("day_before", "at", "clock") for word in sheet.known.own.phrases[key]}
    while end > start:
        last = sheet.text.rfind(" ", start, end)
        if sheet.text[end - 1] in EDGE:
            end -= 1
        elif last > start and sheet.text[last + 1 : end].lower() in small:
            end = last
        else:
            break
    return end
