"""What speaks against a heading as a page's title: it is a day, a label, a category, a part of the site."""

from __future__ import annotations

import re

from pipeline.blocks import Block
from pipeline.extract.letters import letters, letters_outside
from pipeline.extract.persons import is_person
from pipeline.extract.title_kinds import is_kind, looks_whole, names_event
from pipeline.extract.title_phrases import EDGE
from pipeline.sheet import Sheet

_SAYING = re.compile(r"[„“”\"«»][^„“”\"«»\n]{1,300}[.!,][„“”\"«»]$")
"""What somebody said, from its first mark to its last."""
_MONTHLY, _PLACED = 2, 5
_WEEKDAY = 5
_PLACES = ("venue", "room", "street_after", "street_before")
_PLAIN = ("invites", "planned", "free", "news", "listing", "chrome", "update_of", "next_event")
_LISTED = 5
"""A word of listing, and none that only joins others, has so many letters: "calendar of meetings"."""
_CHROME = 0.25
"""Words of the site's own that take such a share of a line are what it is there for."""
_SHORT, _LEFT = 50, 0.2
"""A line no longer than that, of whose letters hardly any are left beside such words, names no event."""
_STAMP = 20
"""Words that say when a page was published stand so near a line's beginning."""
_ASKED = 2
"""A question of so few words is a part's, or a form's: "Any questions?"."""
_PHRASE = 3
"""An event's noun in so many words is a title, though one of them is a label's."""
_FIRST = 3
"""A title that a day begins is one of so many first lines."""
_ASKS_WHERE = frozenset({"label_where", "label_city", "label_contact"})
_LONGEST_LINE, _LONGEST_LABEL = 120, 40


def faults_of(sheet: Sheet, block: Block, text: str) -> float:
    """Return how much speaks against a heading: it is a date, a label, a part of the site, an address."""
    dates = sheet.dates_within(block.start - 3, block.end)
    faults = 3.0 * any(date.end - date.start > 0.4 * len(text) for date in dates)
    begun = any(abs(date.start - block.start) <= 3 for date in dates)
    faults += (0.5 if begins_dated(sheet, block) else 2) * begun
    whole = len(text.split()) >= _PHRASE and names_event(sheet, block.start, block.end)
    faults += 3 * (len(text) < 40 and not whole and bool(sheet.label_keys(text)))
    timed = sheet.times_within(block.start, block.end)
    dated = sum(day.end - day.start for day in dates) + sum(hour.end - hour.start for hour in timed)
    chrome = sum(hit.end - hit.start for hit in sheet.marks.within(block.start, block.end, "chrome"))
    faults += 2 * (len(text) - dated < 45 and chrome > _CHROME * (len(text) - dated))
    faults += {"main": 0, "header": 2}.get(block.region, 4)
    faults += 1.5 * any(mark in text for mark in ("@", "http", "©", " - - ", ">>"))
    faults += 2 * sheet.marks.has(block.start, block.start + _STAMP, "published")
    faults += 3 * (len(text) < _SHORT and says_nothing(sheet, block.start, block.end))
    faults += 2 * _is_spaced(text) + 2 * _is_answer(sheet, block) + bool(_SAYING.match(text))
    faults += 3 * (sum(map(str.isdigit, text)) > letters(text))
    faults += 2 * _among_pairs(sheet, block) + 1.5 * _is_category(sheet, block, text)
    words = text.lower().split()
    faults += text.endswith("?") and sum(any(c.isalpha() for c in word) for word in words) <= _ASKED
    faults += 2 * (words[-1] in sheet.known.own.phrases["at"])
    faults += 2 * (len(words) <= _MONTHLY and words[0] in sheet.known.months)
    if not names_event(sheet, block.start, block.end):
        faults += 2 * is_person(text, sheet.known)
        numbered = any(c.isdigit() for c in text)
        keys = ("venue", "street_after", "street_before") if numbered else ("venue",)
        placed = sheet.marks.has(block.start, block.end, *keys)
        faults += 0.7 * (placed and len(words) <= _PLACED + text.count(","))
    return faults + text.endswith(":")


def spoils(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words beside a sentence's day that name no event: its middle, its verb, a place, hardly a word."""
    text = sheet.text[start:end].strip(EDGE)
    if letters(text) < _WEEKDAY or text[:1].islower():
        return True
    if sheet.marks.has(start, end, "happens", "organises", "we", "invites"):
        return True
    hits = sheet.marks.within(start, end, "at", "venue", "room")
    return not sheet.marks.has(start, end, "event") and bool(hits) and hits[0].start <= start + 2


def begins_dated(sheet: Sheet, block: Block) -> bool:
    """Tell a page's first line that begins with its day: "20/06 Meeting of the Neighbours"."""
    dates = sheet.dates_within(block.start, block.end)
    if not dates or dates[0].start > block.start or block.start > sheet.blocks[:_FIRST][-1].start:
        return False
    behind = sheet.text[dates[0].end : block.end].strip(EDGE)
    return len(behind.split()) > 2 and behind[:1].isupper() and not sheet.times_within(block.start, block.end)


def says_nothing(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that only invite, announce or head a list: "Welcome!", "Save the date", "Free entry"."""
    told = [(hit.start, hit.end) for hit in sheet.marks.within(start, end, *_PLAIN)]
    if any(hit.end - hit.start >= _LISTED for hit in sheet.marks.within(start, end, "listing")):
        told += [
            (hit.start, hit.end) for hit in sheet.marks.within(start, end, "event", "name_link", "article")
        ]
    return letters_outside(sheet.text, start, end, told) <= _LEFT * letters(sheet.text[start:end])


def _is_spaced(text: str) -> bool:
    """Tell letters with spaces between, which only call out: "W E L C O M E !"."""
    words = [word for word in text.split() if word.isalpha()]
    return len(words) > 3 and sum(len(word) == 1 for word in words) > 0.8 * len(words)


def _is_answer(sheet: Sheet, block: Block) -> bool:
    """Tell a line right under a label that asks for a place: "SEDE", and then a hall's name."""
    index = sheet.block_index(block.start)
    over = sheet.blocks[index - 1] if index > 0 else None
    asked = over is not None and over.kind in ("label", "heading") and len(over.text) < _LONGEST_LABEL
    return asked and over is not None and bool(sheet.label_keys(over.text) & _ASKS_WHERE)


def _is_category(sheet: Sheet, block: Block, text: str) -> bool:
    """Tell a word or two over the title that only say the event's kind: "Diskuze", "Public meeting"."""
    following = sheet.block_index(block.start) + 1
    behind = sheet.blocks[following] if following < len(sheet.blocks) else None
    second = text.partition(" ")[2]
    kind = " " not in second and (second.islower() or not second or text.isupper())
    kind = kind or is_kind(sheet, block)
    hits = sheet.marks.within(block.start, block.end, "event")
    if not kind or behind is None or not hits or (not second and hits[0].start > block.start):
        return False
    line = behind.text.strip()
    plain = behind.kind in ("heading", "paragraph", "label") and len(line.split()) > 2 and line[-1:] != "!"
    told = sheet.dates_within(behind.start, behind.end) or sheet.times_within(behind.start, behind.end)
    placed = second and line[-1:] != "?" and sheet.marks.has(behind.start, behind.end, *_PLACES)
    whole = looks_whole(line.rstrip(":")) and len(line) < _LONGEST_LINE
    return plain and whole and not told and not placed and not sheet.label_keys(line)


def _among_pairs(sheet: Sheet, block: Block) -> bool:
    """Tell whether a line is one of several "label: value" lines, though its label is not known."""
    at = sheet.document.block_at(block.end - 1)
    if block.level or at is None or at.kind != "pair":
        return False
    i = sheet.blocks.index(at)
    return any(other.kind == "pair" for other in sheet.blocks[max(0, i - 1) : i + 2] if other is not at)
