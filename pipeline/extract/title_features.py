"""What speaks for and against a title, as features that a ranking weighs: form, words, place, echoes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.blocks import Block
from pipeline.extract.drafts import Draft
from pipeline.extract.title_address import overlap, slug_words
from pipeline.extract.title_candidates import Candidate, timed_share
from pipeline.extract.title_faults import faults_of
from pipeline.extract.title_headings import is_headmost, is_told_again, opens
from pipeline.extract.title_kinds import is_kind, is_under_kind, names_event
from pipeline.gazetteer import fold
from pipeline.ranking import Features
from pipeline.sheet import Sheet

_HELD = (
    *("organisation", "programme", "venue", "at", "invites", "we", "news", "chrome", "listing", "happens"),
    *("organises", "copula", "person_title", "series", "cancelled"),
)
"""What a title may hold: words of these keys."""
_QUOTES = frozenset('„"”«“»')
_CODE = frozenset("<>{}=")
_STOP = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_]")
"""Where one sentence ends and another begins."""
_EARLY, _NAMED, _TOP = 25, 25, 8
"""An event's noun stands so early; words that name a thing so near ahead; a page's top has so many blocks."""
_LONGEST, _FARTHEST, _DEEPEST = 160, 1500, 3000
_REPEATS, _MOST_WAYS = 3, 4
_MOST_FAULTS, _LEAST = 6.0, -3.0
Measures = dict[str, float]


def title_features(sheet: Sheet, lead: Draft | None, found: Sequence[Candidate]) -> list[Features]:
    """Return the features of each candidate, in order; those that are zero are left out."""
    text = sheet.text.lower()
    lowered = [one.title.text.lower() for one in found]
    slug = slug_words(sheet.page.url)
    told: list[Features] = []
    for i, one in enumerate(found):
        measures = {
            **_form(one.title.text),
            **_echoes(sheet, one, lowered, i),
            "words of the address": overlap(one.title.text, slug),
            "told again in the text": min(text.count(lowered[i]), _REPEATS) / _REPEATS,
            **{f"found as {way}": 1.0 for way in one.ways},
            "ways that find it": min(len(one.ways), _MOST_WAYS),
            **_standing(sheet, lead, one),
            **_heading(sheet, one, found),
        }
        told.append({name: round(value, 4) for name, value in measures.items() if value})
    return told


def _form(text: str) -> Measures:
    words = text.split()
    return {
        "share of letters": sum(c.isalpha() for c in text) / max(1, len(text)),
        "holds code": not _CODE.isdisjoint(text),
        "length": min(len(text), _LONGEST) / 100,
        "words": min(len(words), 20) / 10,
        "one word": len(words) == 1,
        "two words": len(words) == 2,
        "in capitals": text.isupper(),
        "begins small": text[:1].islower(),
        "asks": text.endswith("?"),
        "calls out": text.endswith("!"),
        "has a quotation": not _QUOTES.isdisjoint(text),
        "holds a sentence's end": _STOP.search(text) is not None,
        "has a comma": "," in text,
        "has a dash": " – " in text or " - " in text,
        "share of capitalised words": sum(word[:1].isupper() for word in words) / max(1, len(words)),
    }


def _echoes(sheet: Sheet, one: Candidate, lowered: Sequence[str], i: int) -> Measures:
    """Return how many other candidates hold it or are held by it, and whether the page's head says it."""
    others = [text for k, text in enumerate(lowered) if k != i]
    own = lowered[i]
    head = sheet.document.title
    return {
        "other candidates within it": min(sum(text in own for text in others), _REPEATS),
        "other candidates around it": min(sum(own in text for text in others), _REPEATS),
        "within the page's <title>": bool(head) and fold(one.title.text) in fold(head or ""),
    }


def _standing(sheet: Sheet, lead: Draft | None, one: Candidate) -> Measures:
    """Return what is told by the words that a title holds and by where it stands; nothing for unseen ones."""
    start, end = one.title.start, one.title.end
    if start is None or end is None:
        return {"not in the text": 1.0}
    first = lead.first if lead is not None else len(sheet.text)
    nouns = sheet.marks.within(start, end, "event")
    index = sheet.block_index(start)
    block = sheet.blocks[index] if index >= 0 else None
    held = {f"holds {key}": 1.0 for key in _HELD if sheet.marks.has(start, end, key)}
    return {
        **held,
        "share of letters that say where": _share(sheet, start, end, "venue", "room"),
        "names an event": names_event(sheet, start, end),
        "begins with an event's noun": bool(nouns) and nouns[0].start - start < _EARLY,
        "faults": min(faults_of(sheet, _block(sheet, one), one.title.text), _MOST_FAULTS),
        "share of words that tell when": timed_share(sheet, one.title.text),
        "holds a day": bool(sheet.dates_within(start, end)),
        "holds an hour": bool(sheet.times_within(start, end)),
        "ahead of the day": start <= first,
        "distance to the day": min(abs(start - first), _FARTHEST) / 1000,
        "depth in the page": min(start, _DEEPEST) / 1000,
        "in the first block": index == 0,
        "in the second block": index == 1,
        "in the top": index <= _TOP,
        "is its whole block": block is not None and len(one.title.text) > 0.7 * len(block.text),
        "behind words of naming": sheet.marks.has(max(0, start - _NAMED), start, "theme"),
    }


def _share(sheet: Sheet, start: int, end: int, *keys: str) -> float:
    """Return the share of a stretch that words of ``keys`` take."""
    taken = sum(hit.end - hit.start for hit in sheet.marks.within(start, end, *keys))
    return min(1.0, taken / max(1, end - start))


def _block(sheet: Sheet, one: Candidate) -> Block:
    """Return the heading that a title is, or the stretch of the text as a line of its own."""
    start, end = one.title.start or 0, one.title.end or 0
    around = sheet.document.block_at(start)
    region = around.region if around is not None else "main"
    return one.block or Block(kind="paragraph", text=sheet.text[start:end], start=start, region=region)


def _heading(sheet: Sheet, one: Candidate, found: Sequence[Candidate]) -> Measures:
    """Return what speaks for and against a heading as such; nothing for other candidates."""
    block = one.block
    if block is None:
        return {}
    return {
        "heading: points": max(one.points, _LEAST),
        "heading: points above zero": max(one.points, 0.0),
        "heading: the first": found[0] is one,
        "heading: opens the page": opens(sheet, block),
        "heading: above all sentences": is_headmost(sheet, block),
        "heading: told again": is_told_again(sheet, block),
        "heading: only a kind": is_kind(sheet, block),
        "heading: under a kind": is_under_kind(sheet, block),
        "heading: of the first level": block.level == 1,
        "heading: of the second level": block.level == 2,
    }
