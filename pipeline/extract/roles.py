"""What a date on a page is the date of: an event, a deadline, a publication, a period, history, an address.

Each date gets one role with a score, from the label it stands under, the words before it, its sentence, and
its place on the page. The cue words are the language's; the weights are here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipeline.extract.agenda import programme_hours
from pipeline.extract.clock import TimeMention
from pipeline.extract.dates import DateMention
from pipeline.sheet import Sheet

EVENT, END, DEADLINE, PUBLISHED, PERIOD = "event", "end", "deadline", "published", "period"
HISTORY, ADDRESS = "history", "address"
HISTORIC = 1970
"""Pages tell of no earlier events, but of what was remembered at them."""
_ELIDED = frozenset("'’")
"""An article before a vowel: "Via l'8 giugno" is an exclamation, no street."""
ASKS_WHEN = frozenset({"label_when", "label_date"})
_ALONE = 12
"""A label's value is a day where it has so few characters more: a weekday's."""
_STAMP = 100
"""A line under "published" is no longer."""
_BESIDE = 90
"""A verb of organising stands so near to the day that it tells of."""
_VERBS = (
    ("happens", 1.5, "a verb of taking place"),
    ("invites", 1.5, "an invitation"),
    ("happened", 1, "a verb of having taken place"),
    ("planned", 1.5, "said to be planned"),
)


@dataclass(slots=True)
class Occasion:
    """One date mention with what was made of it.

    ``block``: the index of its block; ``days``: settled dates, of a year that stands in where it is
    ``yearless``; ``moved``: the event was moved to this day; ``rrule``: the days are this rule's occurrences;
    ``reasons`` say why the score; ``told``: something beside the date says that something happens.
    """

    mention: DateMention
    block: int
    sentence: tuple[int, int]
    role: str = EVENT
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    told: bool = False
    time: TimeMention | None = None
    shared_time: bool = False
    days: tuple[date, ...] = ()
    inferred: bool = False
    yearless: bool = False
    moved: bool = False
    rrule: str = ""
    labels: frozenset[str] = frozenset()

    def add(self, points: float, reason: str) -> None:
        """Add to the score, or take from it, and keep why."""
        self.score += points
        self.reasons.append(reason)


def occasions(sheet: Sheet) -> list[Occasion]:
    """Return every date of the page with its role, not yet settled to a year."""
    found = []
    for mention in sheet.dates:
        index = sheet.block_index(mention.start)
        if index < 0:
            continue
        occasion = Occasion(mention, index, sheet.sentence(mention.start))
        if not sheet.blocks[index].label or occasion.sentence[0] <= sheet.blocks[index].start:
            occasion.labels = sheet.labels_over(index)
        occasion.role = _role(sheet, occasion)
        found.append(occasion)
    return found


def _role(sheet: Sheet, occasion: Occasion) -> str:
    mention, labels, start = occasion.mention, occasion.labels, occasion.sentence[0]
    if _is_address(sheet, occasion):
        return ADDRESS
    if "label_period" in labels:
        return PERIOD
    short = len(sheet.blocks[occasion.block].text) <= _STAMP
    if ("label_published" in labels and short) or _is_cued(sheet, mention.start, "published", 40, start):
        return PUBLISHED
    cued = _is_cued(sheet, mention.start, "deadline", 70, start)
    if "label_deadline" in labels or cued or _is_before_deadline(sheet, mention):
        return DEADLINE
    if "label_end" in labels and "label_when" not in labels:
        return END
    return EVENT if labels & ASKS_WHEN else _unlabelled_role(sheet, occasion)


def _unlabelled_role(sheet: Sheet, occasion: Occasion) -> str:
    """Return the role that a date's sentence gives it, where no label asks when."""
    before, (start, stop) = occasion.mention.start, occasion.sentence
    if sheet.marks.has(start, stop, "not_event"):
        return PERIOD
    registering = "label_registration" in occasion.labels or sheet.marks.has(start, stop, "register")
    if registering and sheet.before(before, "before_day", 14, start):
        return DEADLINE
    if "label_registration" in occasion.labels and _is_whole(sheet, occasion):
        return DEADLINE
    if sheet.before(before, "before_day", 3, start) and not occasion.mention.is_range:
        return PERIOD
    if _is_cued(sheet, before, "since", 30, start) or sheet.marks.has(start, stop, "past_edition"):
        return HISTORY
    return PERIOD if _is_period(sheet, occasion) else EVENT


def _is_whole(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day that is all that stands behind a label: "R.S.V.P.: 20 April"."""
    block, at = sheet.blocks[occasion.block], occasion.mention
    alone = len(block.text.strip(" .,()")) - (at.end - at.start) <= _ALONE
    return bool(block.label) and alone and not at.is_range


def _is_address(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a street that is named by a day, and a compound such as "1 May-parken"."""
    mention = occasion.mention
    hit = sheet.before(mention.start, "street_before", 3, occasion.sentence[0])
    yearless = mention.days and not any(day.year for day in mention.days)
    if yearless and hit is not None and not _ELIDED.intersection(sheet.text[hit.end : mention.start]):
        return True
    behind = sheet.text[mention.end : mention.end + 2]
    return behind[:1] == "-" and behind[1:].isalpha()


def _is_cued(sheet: Sheet, offset: int, key: str, reach: int, floor: int) -> bool:
    """Tell whether a cue stands shortly before a date, with no other date in between."""
    hit = sheet.before(offset, key, reach, floor)
    if hit is None:
        return False
    return not any(other.end <= offset - 1 for other in sheet.dates_within(hit.end, offset))


def _is_before_deadline(sheet: Sheet, mention: DateMention) -> bool:
    """Tell whether a cue stands right behind a date: "12 May (deadline)"."""
    _, stop = sheet.sentence(mention.start)
    hits = sheet.marks.within(mention.end, min(stop, mention.end + 70), "deadline")
    return bool(hits) and hits[0].start - mention.end <= 6


def _is_period(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a stretch of time in which something goes on: said to be one, of months, or without hours."""
    marks, sentence = sheet.marks, occasion.sentence
    told = marks.has(*sentence, "happens", "invites")
    if marks.has(*sentence, "period") and (occasion.mention.is_range or not told):
        return True
    registered = sheet.marks.has(*sentence, "register", "label_registration")
    if registered and occasion.mention.is_range and not told and not marks.has(*sentence, "event"):
        return True
    if not occasion.mention.is_range or len(occasion.mention.days) != 2:
        return False
    a, b = occasion.mention.days
    months = (b.month - a.month) % 12 if (a.year or 0) == (b.year or 0) else 12
    if months >= 2:
        return True
    nearly_a_month = months == 1 and (b.day or 1) >= (a.day or 1) - 5
    return nearly_a_month and not sheet.times_within(*sentence)


def score(sheet: Sheet, occasion: Occasion, first: bool) -> None:
    """Give an event's date its points: how surely this date is when something announced here happens.

    ``first``: it is the page's first day.
    """
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    if occasion.labels & ASKS_WHEN:
        occasion.add(4, "under a label that asks when")
        occasion.told = True
    if occasion.time is not None:
        occasion.told = True
        occasion.add(0.8 if occasion.shared_time else 2, "with a time of day")
    if mention.clock is not None:
        occasion.add(1, "with a clock in its stamp")
    _score_sentence(sheet, occasion)
    if block.kind == "heading":
        occasion.add(0.5, "in a heading")
    if first:
        occasion.add(1, "the first on the page")
        if sheet.once(_is_headed):
            occasion.add(0.4, "under a heading with an event's noun")
    if mention.weekday is not None:
        occasion.add(0.7, "with its weekday")
    if any(day.year for day in mention.days):
        occasion.add(0.3, "with its year")
    if sheet.marks.has(*occasion.sentence, "next_event") and not first:
        occasion.add(-1.2, "said to be the next one")
    if mention.start <= occasion.sentence[0] + 4 and len(block.text) > 30:
        occasion.add(0.5, "the sentence begins with it")
    if not (occasion.told or mention.weekday is not None or sheet.once(_is_headed)):
        occasion.add(-1, "nothing says that something happens")
    _doubt_form(sheet, occasion)
    _doubt_day(sheet, occasion)


def _is_headed(sheet: Sheet) -> bool:
    """Tell whether one of the page's first headings has an event's noun."""
    return any(sheet.marks.has(b.start, b.end, "event") for b in sheet.blocks[:8] if b.kind == "heading")


def _score_sentence(sheet: Sheet, occasion: Occasion) -> None:
    """Give points for the strongest verb in the date's sentence, and for an event's noun."""
    marks, sentence = sheet.marks, occasion.sentence
    before = occasion.score
    for key, points, reason in _VERBS:
        if marks.has(*sentence, key):
            occasion.add(points, reason)
            break
    else:
        a, b = max(sentence[0], occasion.mention.start - _BESIDE), occasion.mention.end + _BESIDE
        if marks.has(a, min(b, sentence[1]), "organises"):
            occasion.add(1, "a verb of organising beside it")
    if marks.has(*sentence, "cancelled", "postponed", "moved_online"):
        occasion.add(1, "said to be off, or moved")
    if marks.has(*sentence, "event", "next_event"):
        occasion.add(1, "an event's noun in the sentence")
    occasion.told = occasion.told or occasion.score > before or marks.has(*sentence, "venue", "room")


def _doubt_form(sheet: Sheet, occasion: Occasion) -> None:
    """Take points from dates in the page's frame, from decimals, months alone and stamps."""
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    bare = occasion.time is None and not occasion.labels & ASKS_WHEN
    if block.region in ("nav", "footer", "aside"):
        occasion.add(-3, f"in the page's {block.region}")
    if mention.weak and bare and mention.weekday is None:
        occasion.add(-1.5, "a bare fraction or decimal")
    if mention.kind == "month":
        occasion.add(-1, "only a month")
    alone = len(block.text.strip(" []().,|-–")) <= mention.end - mention.start + 2
    if alone and bare and sheet.once(programme_hours) is None:
        occasion.add(-1, "alone on its line, as a stamp is")


def _doubt_day(sheet: Sheet, occasion: Occasion) -> None:
    """Weigh a day by where it lies from the page's own."""
    today, days = sheet.fetch_day, occasion.days
    if days and days[0].year < HISTORIC and occasion.time is None:
        occasion.add(-4, "a day of history")
    stamped = occasion.time is None and any(day.year for day in occasion.mention.days)
    if stamped and today in days:
        occasion.add(-2.5, "the day of the page itself, without an hour")
    elif sheet.own_day and days and not occasion.labels & ASKS_WHEN:
        ahead = (days[0] - sheet.own_day).days
        if 0 <= ahead <= 400:
            occasion.add(1, "still ahead")
        elif ahead < -500 and not sheet.marks.has(*occasion.sentence, "happened"):
            occasion.add(-1, "long past")
