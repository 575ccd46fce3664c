"""The rest of what a page says of its event: status, online, languages, series, topics, summary."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.names import NameReader
from pipeline.extract.registration import Value
from pipeline.extract.when import Draft
from pipeline.model import Status
from pipeline.redact import redacted
from pipeline.sheet import Sheet
from pipeline.words import PHRASE_KEYS

TOPIC_KEYS = tuple(sorted(key for key in PHRASE_KEYS if key.startswith("topic_")))
_QUOTED = re.compile(r"[„“”\"«]([^„“”\"«»\n]{3,80})[”“\"»]")
_ONLINE_HOST = re.compile(r"^https?://(?:[\w-]+\.)?(?:zoom\.us|teams\.microsoft\.com|meet\.google\.com|meet\.jit\.si|webex\.com)/", re.I)


def find_status(sheet: Sheet, draft: Draft, alone: bool) -> Value:
    """Return how the event stands; only words near it, in a heading or at the page's head change it."""
    spans = [sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)]
    if alone:
        spans += [(b.start, b.end) for b in sheet.blocks if b.kind == "heading" and b.region == "main" and b.start < 3000]
    found: dict[str, Value] = {}
    for key in ("postponed", "moved_online", "cancelled"):
        for hit in sheet.marks.all(key):
            near = any(a <= hit.start < b for a, b in spans)
            a, b = sheet.sentence(hit.start)
            head = alone and hit.start < draft.first + 700 and sheet.marks.has(a, b, "event") and _in_main(sheet, hit.start)
            stamped = alone and b - a < 25 and hit.start < draft.first + 200
            if near or head or stamped:
                found.setdefault(key, Value(Status(key), hit.start, hit.end, "cue", 0.8 if near else 0.65))
    for key in ("postponed", "moved_online", "cancelled"):
        if key in found and not _conditional(sheet, found[key].start):
            return found[key]
    if draft.month_only or (draft.time is None and sheet.marks.has(*spans[0], "planned") and draft.lead.mention.kind == "month"):
        return Value(Status.TENTATIVE, *spans[0], "precision", 0.6)
    return Value(Status.SCHEDULED, draft.lead.mention.start, draft.lead.mention.end, "default", 0.7)


def _conditional(sheet: Sheet, offset: int) -> bool:
    start, _ = sheet.sentence(offset)
    words = sheet.text[start:offset].lower().split()
    return any(w in ("if", "om", "jeśli", "falls", "wenn", "si", "se", "als", "hvis", "jos", "pokud", "ak", "gdyby", "ifall", "vid") for w in words)


def _in_main(sheet: Sheet, offset: int) -> bool:
    block = sheet.document.block_at(offset)
    return block is not None and block.region == "main"


def find_online(sheet: Sheet, draft: Draft, alone: bool) -> Value | None:
    """Return True where the event can be joined online: said in its sentences, under a label, in title or lead."""
    spans = [sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)]
    spans = [(a, _next_sentence(sheet, b)) for a, b in spans]
    if draft.primary:
        spans += [(b.start, b.end) for _, b in sheet.labelled("label_where", "label_online")]
    if alone:
        spans += [(b.start, b.end) for b in sheet.blocks if b.kind == "heading" and b.region == "main" and b.start < draft.first + 400]
    for start, stop in spans:
        hits = [h for h in sheet.marks.within(start, stop, "online", "hybrid") if not sheet.marks.has(max(0, h.start - 28), h.start, "register", "chrome")]
        if hits:
            return Value(True, hits[0].start, hits[0].end, "cue", 0.8)
    if alone:
        for hit in sheet.marks.all("hybrid"):
            if _in_main(sheet, hit.start):
                return Value(True, hit.start, hit.end, "cue", 0.7)
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


def find_event_languages(sheet: Sheet) -> tuple[str, ...]:
    """Return the languages the event is held in, where the page names them."""
    names = sheet.known.own.languages
    found: dict[str, None] = {}
    spans = [(b.start, b.end) for _, b in sheet.labelled("label_language")]
    for hit in sheet.marks.all("happens", "event")[:200]:
        a, b = sheet.sentence(hit.start)
        if b - a < 400:
            spans.append((a, b))
    for start, stop in spans[:60]:
        text = sheet.text[start:stop].lower()
        labelled = stop - start < 40
        for name, code in names.items():
            at = text.find(name)
            if at >= 0 and (labelled or " " in name or re.search(r"\b(?:in|på|w języku|auf|en|język\w*|language|språk\w*|sprache)\s+$", text[max(0, at - 12): at])):
                found[code] = None
    return tuple(found)[:4]


def find_series(sheet: Sheet, reader: NameReader) -> Value | None:
    """Return the series that the event belongs to: quoted beside a series' noun, or its sentence's subject."""
    for hit in sheet.marks.all("series")[:5]:
        if not _in_main(sheet, hit.start):
            continue
        start, stop = sheet.sentence(hit.start)
        quoted = _QUOTED.search(sheet.text, hit.end, min(stop, hit.end + 60))
        if quoted:
            return Value(quoted.group(1), quoted.start(1), quoted.end(1), "cue", 0.7)
        copula = next((c for c in sheet.marks.within(start, hit.start, "copula")), None)
        names = reader.before(copula.start, start) if copula else []
        if len(names) == 1:
            return Value(names[0].text, names[0].start, names[0].end, "subject", 0.6)
    return None


def find_topics(sheet: Sheet, title: str) -> tuple[str, ...]:
    """Return up to three topics by how often their words occur; a word in the title counts three times."""
    counts: Counter[str] = Counter()
    for key in TOPIC_KEYS:
        for hit in sheet.marks.all(key):
            block = sheet.document.block_at(hit.start)
            if block is not None and block.region == "main":
                counts[key.removeprefix("topic_")] += 3 if sheet.text[hit.start: hit.end] in title else 1
    return tuple(topic for topic, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:3] if n >= 2)


def find_summary(sheet: Sheet) -> Value | None:
    """Return the first real paragraph, at most 300 characters, without persons' addresses and numbers."""
    for block in sheet.blocks:
        if block.kind != "paragraph" or block.region != "main" or len(block.text.strip()) < 60:
            continue
        text = redacted(" ".join(block.text.split()))
        if len(text) > 300:
            text = text[:300].rsplit(" ", 1)[0] + "…"
        return Value(text, block.start, block.end, "lead", 0.6)
    return None
