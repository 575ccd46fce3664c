"""What a date on a page is the date of: an event, a deadline, a publication, a period, history, an address.

Each date gets one role with a score, from the label it stands under, the words before it, its sentence, and
its place on the page. The cue words are the language's; the weights are here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.extract.clock import TimeMention
from pipeline.extract.dates import DateMention
from pipeline.sheet import Sheet

EVENT, END, DEADLINE, PUBLISHED, PERIOD = "event", "end", "deadline", "published", "period"
HISTORY, ADDRESS = "history", "address"


@dataclass(slots=True)
class Occasion:
    """One date mention with what was made of it. ``days`` are settled dates; ``reasons`` say why the score."""

    mention: DateMention
    block: int
    sentence: tuple[int, int]
    role: str = EVENT
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    time: TimeMention | None = None
    shared_time: bool = False
    days: tuple[date, ...] = ()
    inferred: bool = False
    labels: frozenset[str] = frozenset()

    def add(self, points: float, reason: str) -> None:
        self.score += points
        self.reasons.append(reason)


def occasions(sheet: Sheet) -> list[Occasion]:
    """Return every date of the page with its role, not yet settled to a year."""
    found = []
    for mention in sheet.dates:
        index = sheet.block_index(mention.start)
        if index < 0:
            continue
        occasion = Occasion(mention, index, sheet.sentence(mention.first and mention.start or mention.start))
        occasion.labels = sheet.labels_over(index)
        occasion.role = _role(sheet, occasion)
        found.append(occasion)
    return found


def _role(sheet: Sheet, occasion: Occasion) -> str:
    mention, (start, _) = occasion.mention, occasion.sentence
    marks, labels = sheet.marks, occasion.labels
    before = mention.start
    if sheet.before(before, "street_before", 3, start) and not mention.days[0:1] == ():
        return ADDRESS
    if (
        sheet.text[mention.end : mention.end + 1] == "-"
        and sheet.text[mention.end + 1 : mention.end + 2].isalpha()
    ):
        return ADDRESS
    if "label_period" in labels:
        return PERIOD
    if "label_published" in labels or _cue(sheet, before, "published", 40, start):
        return PUBLISHED
    if (
        "label_deadline" in labels
        or _cue(sheet, before, "deadline", 70, start)
        or _after(sheet, mention, "deadline", 30)
    ):
        return DEADLINE
    if "label_end" in labels and not labels & {"label_when"}:
        return END
    if not labels & {"label_when", "label_date"}:
        if marks.has(*occasion.sentence, "not_event"):
            return PERIOD
        if (
            "label_registration" in labels or marks.has(start, occasion.sentence[1], "register")
        ) and sheet.before(before, "before_day", 14, start):
            return DEADLINE
        if _cue(sheet, before, "since", 30, start) or marks.has(*occasion.sentence, "past_edition"):
            return HISTORY
        if _is_period(sheet, occasion):
            return PERIOD
    return EVENT


def _cue(sheet: Sheet, offset: int, key: str, reach: int, floor: int) -> bool:
    """Tell whether a cue stands shortly before a date, with no other date in between."""
    hit = sheet.before(offset, key, reach, floor)
    if hit is None:
        return False
    return not any(other.end <= offset - 1 for other in sheet.dates_within(hit.end, offset))


def _after(sheet: Sheet, mention: DateMention, key: str, reach: int) -> bool:
    _, stop = sheet.sentence(mention.start)
    hits = sheet.marks.within(mention.end, min(stop, mention.end + reach + 40), key)
    return bool(hits) and hits[0].start - mention.end <= 6


def _is_period(sheet: Sheet, occasion: Occasion) -> bool:
    mention = occasion.mention
    if sheet.marks.has(*occasion.sentence, "period") and not sheet.marks.has(
        *occasion.sentence, "happens", "invites"
    ):
        return True
    if mention.is_range and len(mention.days) == 2:
        a, b = mention.days
        months = (b.month - a.month) % 12 if (a.year or 0) == (b.year or 0) else 12
        long = months >= 1 and (b.day or 1) >= (a.day or 1) - 5
        return months >= 2 or (long and not marks_time(sheet, occasion))
    return False


def marks_time(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell whether an hour stands in the date's sentence: periods have none."""
    start, stop = occasion.sentence
    return bool(sheet.times_within(start, stop))


def score(sheet: Sheet, occasion: Occasion, first: bool) -> None:
    """Give an event's date its points: how surely this date is when something announced here happens."""
    mention, marks, block = occasion.mention, sheet.marks, sheet.blocks[occasion.block]
    if occasion.labels & {"label_when", "label_date"}:
        occasion.add(4, "under a label that asks when")
    if occasion.time is not None:
        occasion.add(0.8 if occasion.shared_time else 2, "with a time of day")
    if mention.clock is not None:
        occasion.add(1, "with a clock in its stamp")
    if marks.has(*occasion.sentence, "happens"):
        occasion.add(1.5, "a verb of taking place")
    elif marks.has(*occasion.sentence, "invites"):
        occasion.add(1.5, "an invitation")
    elif marks.has(*occasion.sentence, "happened"):
        occasion.add(1, "a verb of having taken place")
    elif marks.has(*occasion.sentence, "planned"):
        occasion.add(1.5, "said to be planned")
    if marks.has(*occasion.sentence, "event", "next_event"):
        occasion.add(1, "an event's noun in the sentence")
    if block.kind == "heading":
        occasion.add(0.5, "in a heading")
    if first:
        occasion.add(1, "the first on the page")
        if any(marks.has(b.start, b.end, "event") for b in sheet.blocks[:8] if b.kind == "heading"):
            occasion.add(0.4, "under a heading with an event's noun")
    if mention.weekday is not None:
        occasion.add(0.7, "with its weekday")
    if any(day.year for day in mention.days):
        occasion.add(0.3, "with its year")
    if marks.has(*occasion.sentence, "next_event") and not first:
        occasion.add(-1.2, "said to be the next one")
    if mention.start <= occasion.sentence[0] + 4 and len(block.text) > 30:
        occasion.add(0.5, "the sentence begins with it")
    _doubts(sheet, occasion)


def _doubts(sheet: Sheet, occasion: Occasion) -> None:
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    today = sheet.today
    labelled = bool(occasion.labels & {"label_when", "label_date"})
    if block.region in ("nav", "footer", "aside"):
        occasion.add(-3, f"in the page's {block.region}")
    if mention.weak and not labelled and occasion.time is None and mention.weekday is None:
        occasion.add(-1.5, "a bare fraction or decimal")
    if mention.kind == "month":
        occasion.add(-1, "only a month")
    alone = len(block.text.strip(" []().,|-–")) <= mention.end - mention.start + 2
    if alone and not labelled and occasion.time is None:
        occasion.add(-1, "alone on its line, as a stamp is")
    if today and today in occasion.days and occasion.time is None and any(d.year for d in mention.days):
        occasion.add(-2.5, "the day of the page itself, without an hour")
    elif sheet.own_day and occasion.days and not labelled:
        ahead = (occasion.days[0] - sheet.own_day).days
        if 0 <= ahead <= 400:
            occasion.add(1, "still ahead")
        elif ahead < -500 and not sheet.marks.has(*occasion.sentence, "happened"):
            occasion.add(-1, "long past")
