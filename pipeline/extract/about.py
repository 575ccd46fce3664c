"""The rest of what a page says of its event: status, online, languages, series, topics, summary."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.values import Value
from pipeline.model import Status
from pipeline.redact import redacted
from pipeline.sheet import Sheet
from pipeline.words import PHRASE_KEYS, Hit

TOPIC_KEYS = tuple(sorted(key for key in PHRASE_KEYS if key.startswith("topic_")))
_QUOTED = re.compile(r"[„“”\"«]([^„“”\"«»\n]{3,80})[”“\"»]")
_ONLINE_HOST = re.compile(
    r"^https?://(?:[\w-]+\.)?(?:zoom\.us|teams\.microsoft\.com|meet\.google\.com|meet\.jit\.si|webex\.com)/",
    re.I,
)
_IN_LANGUAGE = re.compile(r"\b(?:in|på|w języku|auf|en|język\w*|language|språk\w*|sprache)\s+$")
_CHANGES = (Status.POSTPONED, Status.MOVED_ONLINE, Status.CANCELLED)
_MOST = 50
_IF = 24
"""Characters behind "cancelled" within which its "if" ends."""
_LOOKED_AT = 1200
_HEAD = 3000
"""Headings up to here may tell how a page's only event stands."""

Span = tuple[int, int]


def find_status(sheet: Sheet, draft: Draft, alone: bool) -> Value[Status]:
    """Return how the event stands; only words near it, in a heading or at the page's head change it.

    ``alone``: the event is the page's only one.
    """
    spans = _sentences(sheet, draft)
    if alone:
        spans += _headings(sheet, _HEAD)
    moved = next((o for o in draft.occasions if o.moved), None)
    if moved is not None:
        return Value(Status.POSTPONED, *moved.sentence, "cue", 0.7)
    for status in _CHANGES:
        found = _change(sheet, draft, status, spans, alone)
        if found is not None and not _conditional(sheet, found.start, found.end):
            return found
    instead = _online_instead(sheet, spans[0])
    if instead is not None:
        return instead
    lead = draft.lead.mention
    if draft.time is None and lead.kind == "month" and sheet.marks.has(*spans[0], "planned"):
        return Value(Status.TENTATIVE, *spans[0], "precision", 0.6)
    rehoused = next((hit for a, b in spans for hit in sheet.marks.within(a, b, "moved_venue")), None)
    if rehoused is not None:
        return Value(Status.SCHEDULED, rehoused.start, rehoused.end, "moved_venue", 0.7)
    return Value(Status.SCHEDULED, lead.start, lead.end, "default", 0.7)


def _change(
    sheet: Sheet, draft: Draft, status: Status, spans: list[Span], alone: bool
) -> Value[Status] | None:
    """Return the first words that change the event's status to ``status``."""
    for hit in sheet.marks.all(status.value):
        near = any(a <= hit.start < b for a, b in spans)
        a, b = sheet.sentence(hit.start)
        region = sheet.document.region_at(hit.start) or sheet.document.region_at(b - 1)
        early = alone and hit.start < draft.first + 700 and region == "main"
        headed = early and sheet.marks.has(a, b, "event")
        stamped = alone and b - a < 25 and hit.start < draft.first + 200
        if near or headed or stamped:
            return Value(status, hit.start, hit.end, "cue", 0.8 if near else 0.65)
    return None


def _online_instead(sheet: Sheet, sentence: Span) -> Value[Status] | None:
    """Return that the event moved online where its sentence says "on Zoom instead of in the hall"."""
    for hit in sheet.marks.within(*sentence, "online"):
        for other in sheet.marks.within(hit.end, sentence[1], "instead")[:1]:
            if not _conditional(sheet, hit.start, other.end):
                return Value(Status.MOVED_ONLINE, hit.start, other.end, "cue", 0.7)
    return None


def _sentences(sheet: Sheet, draft: Draft) -> list[Span]:
    """Return the sentences that tell the event's days, the lead first; a listing's record as a whole."""
    if draft.listed is not None:
        return [draft.listed.span]
    return [sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)]


def _headings(sheet: Sheet, limit: int) -> list[Span]:
    """Return the spans of the headings that begin before ``limit``."""
    return [
        (block.start, block.end)
        for block in sheet.blocks
        if block.kind == "heading" and block.region == "main" and block.start < limit
    ]


def _conditional(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether an "if" or its like stands in a change's sentence, before its words or right behind."""
    first, last = sheet.sentence(start)
    return sheet.marks.has(first, stop, "conditional") or sheet.marks.has(
        stop, min(stop + _IF, last), "conditional"
    )


def find_online(sheet: Sheet, draft: Draft, alone: bool) -> Value[bool] | None:
    """Return True where one can join online: said in its sentences, under a label, in a heading."""
    spans = [(a, _next_sentence(sheet, b)) for a, b in _sentences(sheet, draft)]
    if draft.primary:
        spans += [(block.start, block.end) for _, block in sheet.labelled("label_where", "label_online")]
    if alone:
        spans += _headings(sheet, draft.first + 400)
    for start, stop in spans:
        for hit in sheet.marks.within(start, stop, "online", "hybrid"):
            if not sheet.marks.has(max(0, hit.start - 28), hit.start, "register", "chrome"):
                return Value(True, hit.start, hit.end, "cue", 0.8)
    for hit in sheet.marks.all("hybrid") if alone else ():
        if sheet.document.region_at(hit.start) == "main":
            return Value(True, hit.start, hit.end, "cue", 0.7)
    return _all_online(sheet) if draft.primary else None


def _all_online(sheet: Sheet) -> Value[bool] | None:
    """Return True where a sentence without a day says of all that they take place online."""
    for hit in sheet.marks.all("online")[:_MOST]:
        start, stop = sheet.sentence(hit.start)
        told = sheet.marks.has(start, stop, "happens") and sheet.document.region_at(hit.start) == "main"
        if told and not sheet.dates_within(start, stop):
            return Value(True, hit.start, hit.end, "cue", 0.6)
    return None


def _next_sentence(sheet: Sheet, offset: int) -> int:
    if offset >= len(sheet.text):
        return offset
    stop = sheet.sentence(offset)[1]
    block = sheet.document.block_at(max(0, offset - 1))
    return min(stop, max(block.end, offset)) if block else offset


def find_online_link(sheet: Sheet) -> str | None:
    """Return the address of the meeting itself on a conference platform."""
    return next((link.href for link in sheet.document.links if _ONLINE_HOST.match(link.href)), None)


def find_event_languages(sheet: Sheet) -> list[Value[str]]:
    """Return the languages the event is held in (ISO 639-1), where the page names them."""
    found: dict[str, Value[str]] = {}
    spans = [(block.start, block.end) for _, block in sheet.labelled("label_language")]
    sentences = (sheet.sentence(hit.start) for hit in sheet.marks.all("happens", "event")[:200])
    spans += [(a, b) for a, b in sentences if b - a < 400]
    for start, stop in spans[:60]:
        text = sheet.text[start:stop].lower()
        labelled = stop - start < 40
        for name, code in sheet.known.own.languages.items():
            at = text.find(name)
            if at >= 0 and (labelled or " " in name or _IN_LANGUAGE.search(text[max(0, at - 12) : at])):
                at += start
                found.setdefault(code, Value(code, at, at + len(name), "label" if labelled else "cue", 0.7))
    return list(found.values())[:4]


def find_series(sheet: Sheet, reader: NameReader) -> Value[str] | None:
    """Return the series the event belongs to: quoted beside a series' noun, or its sentence's subject."""
    for hit in sheet.marks.all("series")[:5]:
        if sheet.document.region_at(hit.start) != "main":
            continue
        start, stop = sheet.sentence(hit.start)
        quoted = _QUOTED.search(sheet.text, hit.end, min(stop, hit.end + 60))
        if quoted:
            return Value(quoted.group(1), quoted.start(1), quoted.end(1), "cue", 0.7)
        copula = next(iter(sheet.marks.within(start, hit.start, "copula")), None)
        names = reader.before(copula.start, start) if copula else []
        if len(names) == 1:
            return Value(names[0].text, names[0].start, names[0].end, "subject", 0.6)
    return None


def find_topics(sheet: Sheet, title: str) -> list[Value[str]]:
    """Return up to three topics by how often their words occur; a word in the title counts three times."""
    counts: Counter[str] = Counter()
    first: dict[str, Hit] = {}
    for key in TOPIC_KEYS:
        for hit in sheet.marks.all(key):
            if sheet.document.region_at(hit.start) == "main":
                counts[key] += 3 if sheet.text[hit.start : hit.end] in title else 1
                first.setdefault(key, hit)
    most = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:3]
    return [
        Value(key.removeprefix("topic_"), first[key].start, first[key].end, "words", 0.6)
        for key, count in most
        if count >= 2
    ]


def find_summary(sheet: Sheet) -> Value[str] | None:
    """Return the first real paragraph, at most 300 characters, without persons' addresses and numbers."""
    for block in sheet.blocks:
        if block.kind != "paragraph" or block.region != "main" or len(block.text.strip()) < 60:
            continue
        end = min(block.end, block.start + _LOOKED_AT)
        text = redacted(" ".join(block.text[:_LOOKED_AT].split()))
        if len(text) > 300:
            text = text[:300].rsplit(" ", 1)[0] + "…"
        return Value(text, block.start, end, "lead", 0.6)
    return None
