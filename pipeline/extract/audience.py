"""Whom an event is for, in the page's words: "för dig som …", "dla seniorów", Zielgruppe: …."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.persons import given_names
from pipeline.extract.values import Value
from pipeline.redact import redacted
from pipeline.sheet import Sheet
from pipeline.words import Hit

_CLAUSE = re.compile(r"[.!?;:(\n–—]\s|[.!?;:(\n–—]$|\n")
_LONGEST = 140
_EARLY = 2500
"""Characters behind the page's first event word where groups count."""
_KEYS = ("audience", "audience_who", "audience_group")


def find_audience(sheet: Sheet) -> Value[str] | None:
    """Return whom the event is for: what a label says, else the words behind the first cue of an event."""
    for _, block in sheet.labelled("label_audience"):
        cue = next(iter(sheet.marks.within(block.start, block.end, "audience")), None)
        found = _told(sheet, cue, block.end) if cue is not None else None
        if found is not None:
            return replace(found, method="label", score=0.8)
        value = " ".join(block.text.split())
        if block.region == "main" and any(c.isalnum() for c in value) and len(value) <= _LONGEST:
            return Value(redacted(value), block.start, block.end, "label", 0.85)
    for hit in sheet.marks.all(*_KEYS):
        start, stop = sheet.sentence(hit.start)
        if sheet.document.region_at(hit.start) != "main" or hit.start > _EARLY + _first_event(sheet):
            continue
        if sheet.marks.has(start, stop, "event", "invites", "happens") or _headed(sheet, hit):
            found = _told(sheet, hit, stop)
            if found is not None:
                return found
    return None


def _first_event(sheet: Sheet) -> int:
    return next((hit.start for hit in sheet.marks.all("event")), 0)


def _headed(sheet: Sheet, hit: Hit) -> bool:
    """Tell whether a cue stands in a heading, or says in its own words that it tells of whom it is for."""
    return hit.key == "audience" or sheet.blocks[sheet.block_index(hit.start)].kind == "heading"


def _told(sheet: Sheet, hit: Hit, stop: int) -> Value[str] | None:
    """Return the group that a cue names: behind the cue, or within it behind its preposition."""
    tokens = sheet.marks.tokens
    start = hit.end if hit.key == "audience" else hit.start
    if hit.key != "audience" and hit.last > hit.first and sheet.known.own.language not in ("fi", "et"):
        start = tokens.starts[hit.first + 1]
    end = hit.end if hit.key == "audience_group" else _clause_end(sheet, start, stop)
    text = redacted(" ".join(sheet.text[start:end].split()).strip(" ,.–-"))
    if len(text) < 3 or not any(c.isalpha() for c in text) or _names_somebody(text):
        return None
    at = start + len(sheet.text[start:end]) - len(sheet.text[start:end].lstrip())
    return Value(text, at, end, "cue", 0.65)


def _clause_end(sheet: Sheet, start: int, stop: int) -> int:
    """Return where the clause at ``start`` ends: at a mark, at a day or an hour, at a bound."""
    stop = min(stop, start + _LONGEST)
    mark = _CLAUSE.search(sheet.text, start + 2, stop)
    end = mark.start() if mark else stop
    days = sheet.dates_within(start, end)
    hours = sheet.times_within(start, end)
    cut = min([d.start for d in days] + [t.start for t in hours], default=end)
    if cut < end or end == start + _LONGEST:
        whole = sheet.text[start:cut].rstrip()
        end = start + len(whole.rsplit(" ", 1)[0]) if " " in whole else cut
    return end


def _names_somebody(text: str) -> bool:
    """Tell whether a person's name stands in ``text``: no group is called so."""
    words = text.split()
    return any(a.lower() in given_names() and b[0].isupper() and a[0].isupper() for a, b in pairwise(words))
