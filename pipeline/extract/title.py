"""What an event is called: the heading that the address and the nouns vouch for, else the words that invite to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.extract.declension import nominative
from pipeline.extract.when import Draft
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet
from pipeline.text import Block

_WORD = re.compile(r"[^\W\d_]{3,}")
_EDGE = " \t\n\u00a0,.;:–—-|•*_#>"
_SITE = re.compile(r"\s+[|–—»·•:-]{1,2}\s+")
_FILE = re.compile(r"^\S+\.(?:jpe?g|png|gif|pdf|docx?)$", re.I)
_CLAUSE = re.compile(r",\s|\s[–—-]\s|[.!?;]\s|[.!?;]$|\s\(|\n")
MAX = 160


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it stands (None: not in the text), how it was found and how surely."""

    text: str
    start: int | None
    end: int | None
    method: str
    score: float


def find_title(sheet: Sheet, draft: Draft, page_title: Title | None) -> Title:
    """Return the event's title; further events are named by their own line or sentence."""
    if draft.record:
        return _record_title(sheet, draft, page_title) or page_title or _sentence_title(sheet, draft)
    if draft.primary:
        return page_title or _sentence_title(sheet, draft)
    return _theme(sheet, draft) or _sentence_title(sheet, draft)


def page_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page as a whole is called; None where no heading deserves it and no words invite."""
    slug = _slug_words(sheet.page.url)
    first = lead.first if lead else len(sheet.text)
    scored = [(s, -i, block) for i, block in enumerate(_candidates(sheet))
              if (s := _heading_score(sheet, block, slug, first)) > 0]
    best = max(scored, default=None, key=lambda entry: entry[:2])
    if best is not None and best[0] >= 1:
        return _stripped(sheet, best[2], min(0.95, 0.6 + best[0] / 10))
    return _head_title(sheet) or _invited(sheet, lead) or _quoted(sheet, lead) or (
        _stripped(sheet, best[2], 0.5) if best is not None else None) or _first_noun(sheet, lead)


def _quoted(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return a quoted title of the event's own sentence: one with an event's noun in it, or right before it."""
    if lead is None:
        return None
    start, stop = sheet.sentence(lead.lead.mention.start)
    for found in re.finditer(r"[„“”\"«‘]([^„“”\"«»’\n]{6,140})[”“\"»’]", sheet.text[start:stop]):
        a, b = start + found.start(1), start + found.end(1)
        if sheet.marks.has(max(start, a - 45), b, "event"):
            return Title(_clean(found.group(1)), a, b, "quoted", 0.55)
    return None


def _candidates(sheet: Sheet) -> list[Block]:
    """Return headings, and near the top of a plain text also lines that only look like ones."""
    out = []
    plain = sheet.document.soup is None or not any(
        b.kind == "heading" and b.level in (1, 2, 3) and b.region == "main" for b in sheet.blocks)
    for i, block in enumerate(sheet.blocks):
        if block.kind == "heading":
            out.append(block)
        elif i < 14 and plain and block.region == "main" and block.kind in ("paragraph", "pair", "label"):
            if block.kind == "pair" and not sheet.label_keys(block.label):
                begin = max(sheet.text.rfind("\n", 0, block.start) + 1, 0)
                block = Block(kind="paragraph", text=sheet.text[begin: block.end], start=begin)
            if block.kind == "paragraph" and len(block.text) < 190 and not block.text.rstrip().endswith((".", ";", ",", ":")):
                out.append(block)
    return out


def _first_noun(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return the first phrase that an event's noun begins: all that a text without a heading offers."""
    words, starts = sheet.marks.tokens.words, sheet.marks.tokens.starts
    for hit in sheet.marks.all("event")[:12]:
        block = sheet.document.block_at(hit.start)
        if block is None or block.region != "main" or block.kind == "label":
            continue
        i = hit.first
        while i > 0 and hit.first - i < 3 and words[i - 1].isalpha() and len(words[i - 1]) > 3 and starts[i] - starts[i - 1] == len(words[i - 1]) + 1 and not any(
                h.first == i - 1 for h in sheet.marks.within(starts[i - 1], starts[i], "name_stop", "name_link", "at", "happens", "copula", "invites")):
            i -= 1
        phrase = _phrase(sheet, starts[i], min(block.end, sheet.sentence(hit.start)[1]))
        if phrase is not None and phrase[1] - phrase[0] > 12:
            return Title(_named(sheet, *phrase), phrase[0], phrase[1], "phrase", 0.4)
    return None


def _slug_words(url: str) -> set[str]:
    parts = [p for p in unquote(urlsplit(url).path)[-300:].split("/") if p]
    path = next((p for p in reversed(parts) if sum(c.isalpha() for c in p) > 8), "/".join(parts[-2:]))
    return {fold(w) for w in _WORD.findall(re.sub(r"[-_/+.]", " ", path))} - {"html", "php", "aspx", "index", "page", "artid"}


def _overlap(text: str, slug: set[str]) -> float:
    words = [fold(w) for w in _WORD.findall(text)]
    if not words or not slug:
        return 0.0
    hits = sum(any(w == s or (len(w) > 4 and len(s) > 3 and (w.startswith(s[:6]) and s.startswith(w[:6]))) for s in slug) for w in words)
    weight = min(1.0, 0.4 + len(set(words)) / 5)
    return weight * hits / len(words) if hits > 1 or len(words) == 1 else hits / (2 * len(words))


def _heading_score(sheet: Sheet, block: Block, slug: set[str], first: int) -> float:
    text = block.text.strip(_EDGE)
    if not 4 <= len(text) <= 220 or _FILE.match(text):
        return -9
    if len(text.split()) > 24:
        return -9
    score = 2.5 * _overlap(text, slug) + {1: 1.5, 2: 0.4}.get(block.level, 0.2)
    score += 0.7 * sheet.marks.has(block.start, block.end, "event") + 0.4 * (block.start <= first) + 0.3 * ("„" in text or '"' in text or "”" in text)
    score += 1.0 * bool(sheet.document.title and fold(text) in fold(sheet.document.title))
    inside = sheet.dates_within(block.start - 3, block.end)
    if any(m.end - m.start > 0.4 * len(text) for m in inside):
        score -= 3
    if any(abs(m.start - block.start) <= 3 for m in inside):
        score -= 2
    if sheet.label_keys(text) and len(text) < 40:
        score -= 3
    if sheet.marks.has(block.start, block.end, "chrome") and len(text) < 45:
        score -= 2
    if block.region != "main":
        score -= 2 if block.region == "header" else 4
    if "@" in text or "http" in text or "©" in text or " - - " in text:
        score -= 1.5
    if len(text.split()) == 1 and not slug & {fold(text)}:
        score -= 0.6
    if block.start > first + 600 or (block.start > first and not _overlap(text, slug)):
        score -= 1
    return score - 0.4 * (text[-1:] in "?" and not _overlap(text, slug)) - 1.0 * (text.endswith(":"))


def _stripped(sheet: Sheet, block: Block, score: float) -> Title:
    """Return a heading without an invitation before it or a date behind it."""
    text = sheet.text[block.start: block.end]
    start, end = block.start, block.end
    hit = next(iter(sheet.marks.within(block.start, min(block.end, block.start + 30), "invites")), None)
    if hit is not None and hit.start <= block.start + 2 and hit.end + 5 < block.end:
        start = hit.end
    for mention in sheet.dates_within(start + 9, end):
        if end - mention.end < 25 and mention.kind != "month":
            end = min(end, mention.start)
    lead = len(sheet.text[start:end]) - len(sheet.text[start:end].lstrip(_EDGE))
    start += lead
    tail = sheet.text[start:end].rstrip(_EDGE)
    return Title(_clean(block.text[start - block.start: start - block.start + len(tail)] or text), start, start + len(tail), "heading", score)


def _head_title(sheet: Sheet) -> Title | None:
    """Return og:title or <title>, the site's name cut off."""
    text = sheet.document.meta.get("og:title") or sheet.document.title
    if not text or sheet.document.soup is None:
        return None
    pieces = _SITE.split(text.strip())
    publisher = sheet.facts.publisher
    site = {fold(sheet.document.meta.get("og:site_name", "")), fold(publisher.name) if publisher else ""}
    kept = [p for p in pieces if fold(p) not in site] or pieces
    return Title(_clean(kept[0] if len(kept[0]) > 12 or len(kept) < len(pieces) or len(kept) == 1 else text), None, None, "head", 0.6) if kept else None


def _invited(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page invites to: the phrase behind "welcome to", up to its clause's end or its date."""
    for hit in sheet.marks.all("invites")[:6]:
        block = sheet.document.block_at(hit.start)
        if block is None or block.region in ("nav", "footer"):
            continue
        phrase = _phrase(sheet, hit.end, min(block.end, sheet.sentence(hit.start)[1] + 60))
        if phrase is not None and sheet.marks.has(phrase[0], phrase[1], "event"):
            return Title(_named(sheet, *phrase), phrase[0], phrase[1], "invitation", 0.6)
    return None


def _phrase(sheet: Sheet, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of a noun phrase from ``start``: to the clause's end outside quotes, or to a date."""
    text = sheet.text
    end = min(stop, start + MAX)
    for mention in sheet.dates_within(start + 1, end)[:1]:
        end = mention.start
    quote_end = start
    opened = re.search(r"[„“”\"«]", text[start:end])
    if opened:
        closed = re.search(r"[”“\"»]", text[start + opened.end(): stop])
        if closed:
            quote_end = start + opened.end() + closed.end()
            end = max(end, quote_end)
    for found in _CLAUSE.finditer(text, start, end):
        ordinal = found.group().startswith(".") and text[found.start() - 1].isdigit() and found.start() - start < 14
        if found.start() >= quote_end and found.start() > start + 6 and not ordinal and not (opened and found.start() < start + opened.start()):
            end = found.start()
            break
    while start < end and text[start] in _EDGE:
        start += 1
    article = re.match(r"(?:en|ett|den|det|a|an|the|na|ein|eine|einen|einem|einer|der|die|das|zum|zur|un|une|le|la|el|il|lo)\s+", text[start:end], re.I)
    start += article.end() if article else 0
    small = {p for key in ("day_before", "at", "clock", "range_from") for p in sheet.known.own.phrases[key]}
    while end > start:
        if text[end - 1] in _EDGE:
            end -= 1
        elif (last := text.rfind(" ", start, end)) > start and text[last + 1: end].lower() in small:
            end = last
        else:
            break
    return (start, end) if end - start > 5 else None


def _named(sheet: Sheet, start: int, end: int) -> str:
    """Return the phrase as a title: its head in the nominative, its first letter upper case."""
    text = _clean(sheet.text[start:end])
    own = sheet.known.own
    head = re.match(r"(\d{1,3}\.\s+)?(.*)", text, re.S)
    number, rest = (head.group(1) or "", head.group(2)) if head else ("", text)
    rest = nominative(rest, own, sheet.country)
    return number + rest[:1].upper() + rest[1:]


def _theme(sheet: Sheet, draft: Draft) -> Title | None:
    start, stop = sheet.sentence(draft.lead.mention.start)
    for hit in sheet.marks.within(start, stop, "theme"):
        end = next((m.start() for m in _CLAUSE.finditer(sheet.text, hit.end, stop)), stop)
        colon = sheet.text.find(":", hit.end + 4, end)
        end = colon if colon > 0 else end
        text = _clean(sheet.text[hit.end: end]).strip("„”\"“«»")
        if 5 <= len(text) <= MAX:
            return Title(text, hit.end, end, "theme", 0.7)
    return None


def _sentence_title(sheet: Sheet, draft: Draft) -> Title:
    """Name an event by its sentence: the subject before the verb, a quoted title, or its words without the date."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    block = sheet.blocks[draft.lead.block]
    start, stop = max(start, block.start), min(stop, block.end)
    verbs = sheet.marks.within(start, stop, "happens", "planned", "happened")
    begun = max((m.end() for m in _CLAUSE.finditer(sheet.text, start, verbs[0].start)), default=start) if verbs else start
    if verbs and verbs[0].start - begun < 120 and sheet.marks.has(begun, verbs[0].start, "event") and draft.lead.mention.start > verbs[0].start:
        span = _phrase(sheet, begun, verbs[0].start)
        if span is not None:
            return Title(_named(sheet, *span), span[0], span[1], "subject", 0.55)
    quoted = re.search(r"[„“”\"«]([^„“”\"«»\n]{6,120})[”“\"»]", sheet.text[start:stop])
    if quoted:
        return Title(_clean(quoted.group(1)), start + quoted.start(1), start + quoted.end(1), "quoted", 0.5)
    text = sheet.text[start:stop]
    a, b = draft.lead.mention.start - start, draft.lead.mention.end - start
    time = draft.lead.time
    if time is not None and start <= time.start < stop:
        a, b = min(a, time.start - start), max(b, time.end - start)
    rest = _clean(text[b:]) if len(text) - b > a else _clean(text[:a])
    words = rest.split()
    return Title(" ".join(words[:14]) or _clean(text)[:MAX], start, stop, "sentence", 0.3)


def _record_title(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    """Return a list record's own title: the rest of its line when that is long, or the heading right above it."""
    block = sheet.blocks[draft.lead.block]
    time = draft.time
    inside = time is not None and block.start <= time.start < block.end
    end = max(draft.lead.mention.end, time.end if time and inside else 0)
    tail = sheet.text[end: block.end].strip(_EDGE + "()")
    text = tail if len(tail) > draft.lead.mention.start - block.start else sheet.text[block.start: draft.lead.mention.start].strip(_EDGE)
    at = sheet.text.find(text, block.start)
    named = len(text) > 7 and at >= 0 and sheet.marks.has(at, at + len(text), "event") and not sheet.marks.has(at, at + len(text), "venue")
    if named or (len(text.split()) >= 4 and len(text) > 45):
        return Title(_clean(text)[:MAX * 2], at, at + len(text), "record", 0.6)
    above = sheet.blocks[draft.lead.block - 1] if draft.lead.block else None
    if above is not None and above.kind == "heading" and not sheet.label_keys(above.text) and (
            over is None or fold(above.text) != fold(over.text)) and not sheet.dates_within(above.start, above.end):
        return Title(_clean(above.text), above.start, above.end, "heading", 0.6)
    return None


def _clean(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split()).strip(_EDGE)
