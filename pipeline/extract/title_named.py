"""Names that a sentence gives its event outright: "the debate called …", "a conference “…”"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.blocks import Block
from pipeline.extract.drafts import Draft
from pipeline.extract.roles import Occasion
from pipeline.extract.title_phrases import EDGE, LONGEST, Title, clean
from pipeline.extract.title_quotes import quotes_within
from pipeline.sheet import Sheet

_WORD = re.compile(r"[^\W\d_]+")
_BEHIND = 40
"""A name stands so few characters behind the noun that says what it names."""
_PARTING = ("programme", "covers_project", "series", "relative", "organises", "happens", "happened", "copula")
"""What makes a name another thing's: "a meeting of the project “…”"."""
_ENDING = ("relative", "happens", "happened", "organises", "organised_by", "copula", "invites", "planned")
_AHEAD = 300
"""A quote that words behind it say to be a title begins so few characters ahead of the day's sentence."""
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
    outright = outright_name(sheet, draft)
    if outright is not None:
        return outright
    spans = (_sentence(sheet, occasion) for occasion in draft.occasions[:_OCCASIONS])
    return next((called for span in spans for called in _called(sheet, *span)), None)


def outright_name(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the name that those sentences quote as the event's, or announce to stand in the line below."""
    for occasion in draft.occasions[:_OCCASIONS]:
        start, stop = _sentence(sheet, occasion)
        quoted = next(quoted_names(sheet, start, stop), None)
        ahead = max(sheet.blocks[occasion.block].start, start - _AHEAD)
        quoted = quoted or next(_named_behind(sheet, ahead, stop), None)
        if quoted is not None:
            return Title(clean(sheet.text[slice(*quoted)]), *quoted, "named", 0.65)
        below = _below(sheet, start, stop)
        if below is not None:
            return below
    return None


def _sentence(sheet: Sheet, occasion: Occasion) -> tuple[int, int]:
    """Return the span of a day's sentence within its block, from the one whose quoted question it goes on."""
    start, stop = sheet.sentence(occasion.mention.start)
    if start and sheet.text[max(0, start - 4) : start].rstrip().endswith(_CLOSED):
        start = sheet.sentence(start - 1)[0]
    return max(start, sheet.blocks[occasion.block].start), stop


def _named_behind(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of quotes that words behind them say to be a title: "“…” is the title of the talk"."""
    nouns = sheet.once(_naming_nouns)
    for a, b in quotes_within(sheet, start, stop):
        behind = sheet.text[b + 1 : b + 1 + _BEHIND].lower()
        if len(sheet.text[a:b].split()) > 1 and not nouns.isdisjoint(_WORD.findall(behind)):
            yield a, b


def _naming_nouns(sheet: Sheet) -> frozenset[str]:
    """Return the nouns of labels that ask for a title or a theme, without those of events."""
    own = sheet.known.own.phrases
    named = {*own["label_title"], *own["label_theme"]} - {*own["common_event"]}
    return frozenset(noun for noun in named if " " not in noun)


def _below(sheet: Sheet, start: int, stop: int) -> Title | None:
    """Return the line under a sentence that ends with words of naming: "a debate with the title:"."""
    cues = sheet.marks.within(start, stop, "theme")
    index = sheet.block_index(start) + 1
    if not cues or index >= len(sheet.blocks) or sheet.text[cues[-1].end : stop].strip(" .:–-\n"):
        return None
    if not sheet.marks.has(start, cues[-1].start, "event"):
        return None
    block = sheet.blocks[index]
    told = sheet.dates_within(block.start, block.end) or block.text[-1:] in ":;,"
    return None if told or len(block.text) > LONGEST else _line(block)


def _line(block: Block) -> Title:
    return Title(clean(block.text).strip('„”"“«»'), block.start, block.end, "named", 0.6)


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
        end = name_end(sheet, at, min(stop, at + LONGEST))
        if end - at >= _SHORTEST:
            yield Title(clean(sheet.text[at:end]), at, end, "named", 0.6)


def name_end(sheet: Sheet, start: int, stop: int) -> int:
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
