"""How to take part: the link, the deadline, whether one must register, the mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pipeline.blocks import Link
from pipeline.extract.drafts import Draft, without_year
from pipeline.extract.links import is_event_path, is_same_page, split_url
from pipeline.extract.roles import Occasion
from pipeline.extract.values import Value
from pipeline.extract.years import real_day
from pipeline.model import Precision, Yearless
from pipeline.redact import mailboxes
from pipeline.sheet import Sheet

_EARLIEST = timedelta(days=400)
"""Nobody registers longer than this before an event: an earlier deadline is another event's."""
_MIDNIGHT = 24 * 60
_HOURED = 24
"""Characters between "closes" and its day, "closes at 5 pm on Friday 24 April"."""


def find_deadline(
    sheet: Sheet, found: Sequence[Occasion], draft: Draft, zone: str
) -> Value[date | Yearless] | None:
    """Return the day, or the minute in ``zone``, by which one must have registered: the surest one stated.

    ``found``: the page's days by which something is due. Before an event of an untold year its own is so.
    """
    best: Value[date | Yearless] | None = None
    last = (0, date.min)
    for occasion in found:
        if not occasion.mention.days:
            continue
        day = occasion.days[-1] if occasion.days else None
        if day is None or occasion.inferred or draft.yearless:
            day = _before(draft.start, occasion)
        if day is None or not draft.start - _EARLIEST <= day <= (draft.end or draft.start):
            continue
        if _is_for_money(sheet, occasion):
            continue
        score = _deadline_score(sheet, occasion)
        # Of stages told line by line the last one counts; a second day in one line is no deadline's.
        later = occasion.block != last[0] and day > last[1]
        if best is None or score > best.score or (score == best.score and later):
            mention = occasion.mention
            stated = _with_hour(sheet, day, occasion, None if draft.yearless else zone)
            last = (occasion.block, day)
            best = Value(stated, mention.start, mention.end, "cue", score)
    return best


def _is_for_money(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day by which one must have applied for a grant, where nothing says that one registers."""
    said = sheet.marks.has(*occasion.sentence, "register", "registration_required")
    asked = said or bool(occasion.labels & {"label_deadline", "label_registration"})
    return not asked and sheet.marks.has(*occasion.sentence, "grant_offer")


def _deadline_score(sheet: Sheet, occasion: Occasion) -> float:
    if occasion.labels & {"label_deadline", "label_registration"}:
        return 0.85
    return 0.75 if sheet.marks.has(*occasion.sentence, "register") else 0.6


def _with_hour(sheet: Sheet, day: date, occasion: Occasion, zone: str | None) -> date | Yearless:
    """Return ``day`` at the hour right behind its mention, or between it and "closes"; else the day alone.

    Without a zone, it is a day of an untold year.
    """
    at = occasion.mention
    block = sheet.document.block_at(at.end - 1)
    stop = min(at.end + 13, block.end) if block else at.end + 13
    cue = sheet.before(at.start, "deadline", _HOURED, occasion.sentence[0])
    hours = sheet.times_within(at.end, stop) or (sheet.times_within(cue.end, at.start) if cue else [])
    hour = next(iter(hours), None)
    minute = None if hour is None or hour.begin >= _MIDNIGHT else hour.begin
    if zone is None:
        precision = Precision.DAY if minute is None else Precision.MINUTE
        return Yearless(start=without_year(day, minute), precision=precision)
    if minute is None:
        return day
    return datetime.combine(day, time(*divmod(minute, 60)), tzinfo=ZoneInfo(zone))


def _before(start: date, occasion: Occasion) -> date | None:
    """Return the deadline's day in the year that puts it last before the event."""
    stated = occasion.mention.days[-1]
    if stated.year:
        return real_day(stated.year, stated.month, stated.day or 1)
    days = (real_day(year, stated.month, stated.day or 1) for year in (start.year, start.year - 1))
    return max((day for day in days if day is not None and day <= start), default=None)


def find_link(sheet: Sheet) -> Value[str] | None:
    """Return the address where one registers: an anchor that says so, or one in a line about registering."""
    best: Value[str] | None = None
    for link in sheet.document.links:
        region = sheet.document.region_at(link.start)
        address = link.href.startswith("http") and split_url(link.href).netloc
        if region in (None, "nav", "footer") or not address:
            continue
        score = _link_score(sheet, link)
        if not score or is_same_page(link.href, sheet.page.url):
            continue
        score += 0.05 * is_event_path(link.href)
        if best is None or (score, -link.start) > (best.score, -best.start):
            best = Value(link.href, link.start, link.end, "link", score)
    return best


def _link_score(sheet: Sheet, link: Link) -> float:
    """Return how surely a link is where one registers; 0 where nothing tells that it is."""
    index = sheet.block_index(link.start)
    if sheet.marks.has(link.start, link.end, "register"):
        return 0.9
    if "label_registration" in sheet.labels_over(index):
        return 0.85
    if sheet.marks.has(*sheet.sentence(link.start), "register") or _announced(sheet, index, link):
        return 0.6
    return 0.0


def _announced(sheet: Sheet, i: int, link: Link) -> bool:
    """Tell whether a bare address stands under a line about registering, other addresses between or not."""
    if not link.text.startswith(("http", "www")):
        return False
    while i > 0 and sheet.blocks[i].text.strip().startswith(("http", "www")):
        i -= 1
    return sheet.marks.has(sheet.blocks[i].start, sheet.blocks[i].end, "register")


def find_required(sheet: Sheet) -> Value[bool] | None:
    """Return whether one must register, where the page says so."""
    for key, value in (("no_registration", False), ("registration_required", True)):
        for hit in sheet.marks.all(key):
            if sheet.document.region_at(hit.start) == "main":
                return Value(value, hit.start, hit.end, "cue", 0.75)
    return None


def find_mailbox(sheet: Sheet) -> Value[str] | None:
    """Return a role mailbox that the page gives for registering or asking."""
    for block in sheet.blocks:
        if "@" in block.text and block.region == "main":
            found = mailboxes(block.text)
            if found:
                start = block.start + block.text.index(found[0])
                return Value(found[0], start, start + len(found[0]), "mailbox", 0.6)
    return None
