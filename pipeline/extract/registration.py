"""How to take part: the link, the deadline, whether one must register, what it costs, how many may come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pipeline.extract.money import find_sums
from pipeline.extract.roles import DEADLINE, Occasion
from pipeline.extract.when import Draft
from pipeline.extract.years import real_day
from pipeline.redact import mailboxes
from pipeline.sheet import Sheet
from pipeline.text import Link

_EVENT_PATH = re.compile(r"/(?:e|event|events|evenemang|wydarzeni[ae]|veranstaltung(?:en)?|evenement(?:en)?|tickets?|signup)/[\w%.~-]{5,}", re.I)


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its place in the text, method and score."""

    value: object
    start: int
    end: int
    method: str
    score: float


def find_deadline(sheet: Sheet, found: list[Occasion], draft: Draft, zone: str) -> Value | None:
    """Return the day, or the minute, by which one must have registered: the last one stated before the event."""
    best: Value | None = None
    for occasion in found:
        if occasion.role != DEADLINE or not occasion.mention.days:
            continue
        day = occasion.days[-1] if occasion.days else None
        if day is None or occasion.inferred:
            day = _before(draft.start, occasion)
        if day is None or not draft.start - timedelta(days=400) <= day <= (draft.end or draft.start):
            continue
        score = 0.85 if "label_deadline" in occasion.labels or "label_registration" in occasion.labels else 0.75
        if not sheet.marks.has(*occasion.sentence, "register") and score < 0.8:
            score = 0.6
        mention = occasion.mention
        hour = next(iter(sheet.times_within(mention.end, mention.end + 13)), None)
        value: date | datetime = day
        if hour is not None and hour.begin < 1440:
            value = datetime(day.year, day.month, day.day, hour.begin // 60, hour.begin % 60, tzinfo=ZoneInfo(zone))
        if best is None or score > best.score:
            best = Value(value, mention.start, mention.end, "cue", score)
    return best


def _before(start: date, occasion: Occasion) -> date | None:
    """Return the deadline's day in the year that puts it last before the event."""
    stated = occasion.mention.days[-1]
    if stated.year:
        return real_day(stated.year, stated.month, stated.day or 1)
    options = [d for y in (start.year, start.year - 1) if (d := real_day(y, stated.month, stated.day or 1)) and d <= start]
    return max(options, default=None)


def find_link(sheet: Sheet) -> Value | None:
    """Return the address where one registers: an anchor that says so, or one in a line about registering."""
    scored = []
    for link in sheet.document.links:
        block = sheet.document.block_at(link.start)
        if block is None or block.region in ("nav", "footer") or not link.href.startswith("http") or _same(link.href, sheet.page.url):
            continue
        i = sheet.block_index(link.start)
        score = 0.0
        if sheet.marks.has(link.start, link.end, "register"):
            score = 0.9
        elif "label_registration" in sheet.labels_over(i):
            score = 0.85
        elif sheet.marks.has(*sheet.sentence(link.start), "register") or _announced(sheet, i, link):
            score = 0.6
        if score and _EVENT_PATH.search(urlsplit(link.href).path):
            score += 0.05
        if score:
            scored.append((score, -link.start, link))
    if not scored:
        return None
    score, _, link = max(scored)
    return Value(link.href, link.start, link.end, "link", score)


def _announced(sheet: Sheet, i: int, link: Link) -> bool:
    """Tell whether a bare address stands under a line about registering, other addresses between them or not."""
    if not link.text.startswith(("http", "www")):
        return False
    while i > 0 and sheet.blocks[i].text.strip().startswith(("http", "www")):
        i -= 1
    return sheet.marks.has(sheet.blocks[i].start, sheet.blocks[i].end, "register")


def _same(href: str, url: str) -> bool:
    a, b = urlsplit(href), urlsplit(url)
    return a.netloc == b.netloc and a.path.rstrip("/") == b.path.rstrip("/")


def identifying_links(sheet: Sheet, extra: list[str]) -> list[str]:
    """Return addresses that mean this event elsewhere (tickets, social events), without query and fragment."""
    out: dict[str, None] = {}
    host = urlsplit(sheet.page.url).netloc
    links = [link.href for link in sheet.document.links if _in_body(sheet, link)]
    for href in [*extra, *links]:
        parts = urlsplit(href)
        if parts.netloc and _EVENT_PATH.search(parts.path) and (parts.netloc != host or _same(href, sheet.page.url)):
            out[urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))] = None
    return list(out)[:8]


def _in_body(sheet: Sheet, link: Link) -> bool:
    block = sheet.document.block_at(link.start)
    return block is not None and block.region not in ("nav", "footer", "aside")


def find_required(sheet: Sheet) -> Value | None:
    """Return whether one must register, where the page says so."""
    for key, value in (("no_registration", False), ("registration_required", True)):
        hits = [h for h in sheet.marks.all(key) if _main(sheet, h.start)]
        if hits:
            return Value(value, hits[0].start, hits[0].end, "cue", 0.75)
    return None


def find_mailbox(sheet: Sheet) -> Value | None:
    """Return a role mailbox that the page gives for registering or asking."""
    for block in sheet.blocks:
        if "@" in block.text and block.region == "main":
            found = mailboxes(block.text)
            if found:
                at = block.start + block.text.index(found[0])
                return Value(found[0], at, at + len(found[0]), "mailbox", 0.6)
    return None


def find_capacity(sheet: Sheet) -> Value | None:
    """Return the number of places, from "30 platser" and its like beside words of limits."""
    tokens = sheet.marks.tokens
    for hit in sheet.marks.all("seats"):
        i = hit.first - 1
        if i >= 0 and tokens.words[i].isdigit() and 1 < len(tokens.words[i]) <= 4 and _main(sheet, hit.start) and sheet.marks.has(
                *sheet.sentence(hit.start), "registration_required", "register"):
            return Value(int(tokens.words[i]), tokens.starts[i], hit.end, "cue", 0.6)
    return None


def find_free(sheet: Sheet) -> Value | None:
    """Return True where taking part costs nothing, False where a price stands, None where nothing is said."""
    for i, block in sheet.labelled("label_price"):
        free = sheet.marks.within(block.start, block.end, "free")
        if free:
            return Value(True, free[0].start, free[0].end, "label", 0.9)
        sums = find_sums(sheet, block.start, block.end)
        if sums and i >= 0 and len(block.text) < 200:
            return Value(sums[0].amount == 0, sums[0].start, sums[0].end, "label", 0.85)
    for hit in sheet.marks.all("free"):
        if _main(sheet, hit.start) and _about_taking_part(sheet, hit.start, hit.end):
            return Value(True, hit.start, hit.end, "cue", 0.75)
    priced = _priced(sheet)
    return Value(False, priced.start, priced.end, "cue", 0.65) if priced else None


def _about_taking_part(sheet: Sheet, start: int, end: int) -> bool:
    """Tell "free admission" from "feel free": a single small word needs an event or a registration beside it."""
    if end - start > 5:
        return True
    before = sheet.text[max(0, start - 6): start].lower().strip()
    if before.endswith(("feel", "-", "for", "be")):
        return False
    a, b = sheet.sentence(start)
    return b - a < 60 or sheet.marks.has(a, b, "event", "register", "invites", "online")


def _main(sheet: Sheet, offset: int) -> bool:
    block = sheet.document.block_at(offset)
    return block is not None and block.region == "main"


def find_price(sheet: Sheet) -> tuple[float, str, str] | None:
    """Return amount, currency and words of a labelled price."""
    for _, block in sheet.labelled("label_price"):
        sums = find_sums(sheet, block.start, block.end)
        if sums and len(block.text) < 200:
            return sums[0].amount, sums[0].currency, " ".join(block.text.split())
    hit = _priced(sheet)
    return (hit.value.amount, hit.value.currency, sheet.text[hit.start: hit.end]) if hit else None  # type: ignore[attr-defined]


def _priced(sheet: Sheet) -> Value | None:
    """Return a sum right behind a price's word in running text, as a Value of a Sum."""
    for hit in sheet.marks.all("paid", "label_price"):
        if _main(sheet, hit.start):
            sums = find_sums(sheet, hit.end, min(hit.end + 30, sheet.sentence(hit.start)[1]))
            if sums and "\n" not in sheet.text[hit.start: sums[0].start]:
                return Value(sums[0], hit.start, sums[0].end, "cue", 0.65)
    return None
