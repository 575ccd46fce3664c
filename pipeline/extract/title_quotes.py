"""Titles that a page quotes or labels: beside an event's noun, behind words that give a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.drafts import Draft
from pipeline.extract.title_phrases import Title, clean
from pipeline.sheet import Sheet

_QUOTED = re.compile(
    r"[„“”\"«»]([^„“”\"«»\n]{6,160})[”“\"»«]|(?<![\w’'])[‘'‚]([^‘’'\n]{6,140}(?:['’]\w[^‘’'\n]{0,100})?)[’'‘](?!\w)"
)
_BESIDE = 45
"""An event's noun in the sentence that tells the day names what is quoted within so many characters."""
_NEAR, _BEHIND = 24, 60
"""Elsewhere it stands so near ahead of the quote, or so near behind a quote that opens its sentence."""
_TALK = 8
"""A quote of more words with a verb is what somebody said."""
_CALLED = 2
"""Words that give a name stand so near ahead of it."""
_FEW = 4
_MOST, _LONG = 12, 18
_SHOUT = re.compile(r"[:\s]*((?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*[\s:,–-]+){1,20}[^\W\d_]{2,})")
_LONGEST = 160


def quoted(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return a quoted title of the event's own sentence: an event's noun in it, or right beside it."""
    if lead is None:
        return None
    start, stop = sheet.sentence(lead.lead.mention.start)
    for a, b in quotes_within(sheet, start, stop):
        if len(sheet.text[a:b].split()) > _TALK and sheet.marks.has(a, b, "copula", "happens"):
            continue
        called = sheet.before(a - 1, "theme", _CALLED, start) is not None
        if called or sheet.marks.has(max(start, a - _BESIDE), b, "event") or _opens(sheet, a, b, start, stop):
            return Title(clean(sheet.text[a:b]), a, b, "quoted", 0.55)
    return None


def quoted_anywhere(sheet: Sheet, alone: bool = False) -> Title | None:
    """Return the first quoted title with an event's noun in it, or right ahead with nothing between.

    ``alone``: without an event's noun too, where nothing else names the event.
    """
    for n, (a, b) in enumerate(quotes_within(sheet, 0, len(sheet.text))):
        if n >= _MOST:
            break
        start, stop = sheet.sentence(a)
        said = sheet.text[b - 1] in ".,!" or len(sheet.text[a:b].split()) > _LONG
        if said or sheet.document.region_at(a) != "main" or sheet.times_within(start, stop):
            continue
        hits = sheet.marks.within(max(start, a - _NEAR), a, "event")
        near = bool(hits) and not sheet.marks.has(hits[-1].end, a, *_PARTING)
        if alone or near or sheet.marks.has(a, b, "event") or _opens(sheet, a, b, start, stop):
            return Title(clean(sheet.text[a:b]), a, b, "quoted", 0.5)
    return None


_FACTS = frozenset({"label_when", "label_date", "label_time", "label_where"})
_LINES, _FEWEST = 3, 4
"""A label of titles stands so few lines from the day; a title has so many characters."""
_PARTING = ("programme", "covers_project", "series", "name_stop", "relative")


def quotes_within(sheet: Sheet, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of what is quoted within ``text[start:stop]``, its marks left out."""
    for found in _QUOTED.finditer(sheet.text, start, stop):
        group = 1 if found.group(1) else 2
        if sum(c.isalpha() for c in found.group(group)) > 4:
            yield found.span(group)


def _opens(sheet: Sheet, a: int, b: int, start: int, stop: int) -> bool:
    """Tell a quote that opens its sentence, an event's noun behind it: "“X”, the first of the talks"."""
    first = sum(c.isalpha() for c in sheet.text[start : a - 1]) <= _FEW
    end = min(stop, b + _BEHIND)
    said = sheet.text[b - 1] in ".,!?" or sheet.text[b + 1 : b + 3].lstrip(" ,").startswith(("–", "-"))
    return first and not said and sheet.marks.has(b, end, "event")


def entitled(sheet: Sheet) -> Title | None:
    """Return a title in capitals behind words that give one: "Entitled A CITY FOR ALL"."""
    for hit in sheet.marks.all("theme")[:6]:
        found = _SHOUT.match(sheet.text, hit.end, hit.end + _LONGEST)
        words = found.group(1) if found else ""
        if found and words.isupper() and " " in words:
            return Title(clean(words), *found.span(1), "theme", 0.5)
    return None


def labelled(sheet: Sheet) -> Title | None:
    """Return what a page's label says the event is called: "Title: …"."""
    for block in (b for b in sheet.blocks if b.kind == "pair" and b.region == "main"):
        if sheet.label_keys(block.label) == {"label_title"}:
            text = clean(block.text)
            if 5 <= len(text) <= _LONGEST and " " in text and not sheet.dates_within(block.start, block.end):
                return Title(text.strip('„”"“«»'), block.start, block.end, "label", 0.75)
    return None


def labelled_beside(sheet: Sheet, draft: Draft) -> Title | None:
    """Return what a text's facts say is on, right by the day among them: "What: …", "When: …", "Where: …"."""
    lead = draft.lead.block
    if sheet.document.markup is not None or not sheet.labels_over(lead) & _FACTS:
        return None
    for index in range(max(0, lead - _LINES), min(len(sheet.blocks), lead + _LINES + 1)):
        block = sheet.blocks[index]
        if block.kind != "pair" or index == lead or not _asks_what(sheet, index):
            continue
        text = clean(block.text)
        named = _FEWEST <= len(text) <= _LONGEST and block.text.rstrip()[-1:] not in ".,;…"
        if named and not sheet.dates_within(block.start, block.end):
            return Title(text.strip('„”"“«»'), block.start, block.end, "label", 0.75)
    return None


def _asks_what(sheet: Sheet, index: int) -> bool:
    """Tell a label of titles; and "What:", which the label of a day or a place stands under."""
    label = sheet.blocks[index].label
    if sheet.label_keys(label) == {"label_title"}:
        return True
    asks = label.strip(" ?").lower() in sheet.known.own.phrases["question"]
    following = sheet.blocks[index + 1] if asks and index + 1 < len(sheet.blocks) else None
    return following is not None and bool(sheet.label_keys(following.label) & _FACTS)
