"""What a plan in running text calls each day's event: behind its speaker, in quotes, in its own clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.drafts import Draft
from pipeline.extract.persons import is_person
from pipeline.extract.title_named import quoted_names
from pipeline.extract.title_phrases import EDGE, Title, before_small_words, clean
from pipeline.extract.title_places import begins
from pipeline.extract.title_quotes import quotes_within
from pipeline.extract.title_row_names import opening_quote
from pipeline.sheet import Sheet

_SPEAKER, _TITLED = 120, 16
"""A speaker's name and house stand in so many characters ahead of a colon, a person's title so near."""
_LONGEST, _SHORTEST, _LAST = 200, 8, 400
"""Characters of a title, at most and at least, and of what is looked at behind the last day."""
_NAME = 4
"""A line of its own with so many capitalised words and a colon is a speaker's name."""
_LINE = 170
"""A line behind a speaker is the title as a whole where it is no longer, else its first sentence is."""
_FEWEST_WORDS, _MOST_WORDS = 2, 14
_NO_TITLE = ("series", "programme", "covers_project", "venue", "room", "organisation")
_NEAR = 14
"""What a quote is the name of stands so near ahead of it."""
_MARK = 2
"""A sentence ends so few characters ahead of the mark that closes its quote, or behind a semicolon."""
_MOST_DAYS = 60
"""A plan has no more days."""
_OCCASIONS = 3
Stretch = tuple[Draft, int, int, int]


def stretches(sheet: Sheet, drafts: Sequence[Draft]) -> list[Stretch]:
    """Return for each draft, in the page's order, its day's start and end, and where the next one begins."""
    ordered = sorted(drafts, key=lambda draft: draft.lead.mention.start)[:_MOST_DAYS]
    starts = [draft.lead.mention.start for draft in ordered]
    out = []
    for draft, (start, following) in zip(ordered, pairwise((*starts, -1)), strict=True):
        end = draft.lead.mention.end
        out.append((draft, start, end, following if following >= end else min(end + _LAST, len(sheet.text))))
    return out


def spoken(sheet: Sheet, days: Sequence[Stretch]) -> Iterator[tuple[Draft, Title]]:
    """Yield the sentence behind each day's speaker: "5 May: Prof. N. N. (City): Whose river? And then …"."""
    for draft, _, end, stop in days:
        at = end
        while at < stop and not sheet.text[at].isalpha():
            at += 1
        colon = sheet.text.find(":", at, min(stop, at + _SPEAKER))
        if colon < 0 or not _is_speaker(sheet, at, colon):
            continue
        begin = colon + 1
        while begin < stop and sheet.text[begin].isspace():
            begin += 1
        line = sheet.text.find("\n", begin, stop)
        line = line if line > 0 else stop
        end = line if line - begin < _LINE else min(line, sheet.sentence(begin)[1])
        yield from _title(draft, sheet, begin, end)


def _is_speaker(sheet: Sheet, start: int, colon: int) -> bool:
    name = sheet.text[start:colon].partition(",")[0].partition("(")[0].strip()
    titled = any(hit.start == start for hit in sheet.marks.within(start, start + _TITLED, "person_title"))
    words = name.split()
    alone = sheet.text[colon + 1 : colon + 2] == "\n" and 1 < len(words) <= _NAME and name.istitle()
    return "\n" not in name and (titled or alone or is_person(name, sheet.known))


def _title(draft: Draft, sheet: Sheet, start: int, stop: int) -> Iterator[tuple[Draft, Title]]:
    text = clean(sheet.text[start:stop]).strip('„”"“«»')
    if _SHORTEST <= len(text) <= _LONGEST:
        yield draft, Title(text, start, stop, "part", 0.6)


def told_in_quotes(sheet: Sheet, days: Sequence[Stretch]) -> Iterator[tuple[Draft, Title]]:
    """Yield what is quoted behind each day in its sentence, or what an event is called ahead of its day."""
    floor = 0
    for draft, start, end, stop in days:
        close = min(stop, sheet.sentence(start)[1] + _MARK)
        found = next((span for span in quotes_within(sheet, end, close) if _may_name(sheet, *span)), None)
        if found is None:
            ahead = quoted_names(sheet, max(floor, start - _LAST), start)
            found = next(((a, b) for a, b in ahead if sheet.text[a].isupper()), None)
        if found is not None:
            yield draft, Title(clean(sheet.text[slice(*found)]), *found, "quoted", 0.6)
        floor = end


def _may_name(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a quote that begins in capitals, is no speech and is not the name of a house or a project."""
    words = sheet.text[start:end].split()
    if sheet.text[start].islower() or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    return not sheet.marks.has(max(0, start - _NEAR), start, *_NO_TITLE)


def told_in_clauses(sheet: Sheet, days: Sequence[Stretch]) -> Iterator[tuple[Draft, Title]]:
    """Yield what stands behind each day in its clause: "Ely, 5 May, a walk; Ripon, 9 May, a fair"."""
    for draft, start, end, stop in days:
        sentence = sheet.sentence(start)
        close = sheet.text.find(";", end, min(stop, sentence[1]))
        if close < 0 and sheet.text.rfind(";", max(0, sentence[0] - _MARK), start) < 0:
            continue
        close = close if close > 0 else min(stop, sentence[1])
        clock = draft.lead.time
        begin = max(end, clock.end) if clock is not None and end <= clock.start < close else end
        while begin < close and sheet.text[begin] in EDGE:
            begin += 1
        quote = opening_quote(sheet, begin, close)
        begin, close = quote or (begin, before_small_words(sheet, begin, close))
        if begin < close and not begins(sheet, begin, close, "venue", "room", "at"):
            yield from _title(draft, sheet, begin, close)
