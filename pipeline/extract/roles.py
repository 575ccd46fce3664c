"""What a date on a page is the date of: an event, a deadline, a publication, a period, history, an address.

Each date gets one role, from the label it stands under, the words beside it, its sentence, and its place on
the page; ``scores`` weighs those that may be an event's. The cue words are the language's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.extract.dates import DateMention
from pipeline.extract.deadline_cues import COLON, is_before_deadline, is_cued, is_labelled
from pipeline.extract.periods import is_period
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
_LONGEST_LABEL = 40
"""A label that lost its colon has no more characters."""
_CLOSE = 18
"""Characters behind a day within which "came out" says what it is the day of."""
_STRETCH = 60
"""Two days with hours are one event's where they stand so near each other."""
_FIELD = 12
_ARTICLE = 4
"""An article ahead of a sentence's subject has at most so many characters, its blank counted."""
_NAMING, _NAMED = 60, 2
"""Of so many characters ahead of a day the last so many words may name a house after it."""
_STAMP = 100
"""A line under "published" is no longer."""


@dataclass(slots=True)
class Occasion:
    """One date mention with what was made of it.

    ``block``: the index of its block; ``days``: settled dates, of a year that stands in where it is
    ``yearless``; ``moved``: the event was moved to this day; ``rrule``: the days are this rule's occurrences;
    ``reasons`` say why the score; ``told``: something beside the date says that something happens, and
    ``led_in``: a line above its list does; ``placed``: one of several lines, each with a day and a place;
    ``apart``: one of the meetings of its day.
    """

    mention: DateMention
    block: int
    sentence: tuple[int, int]
    role: str = EVENT
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    told: bool = False
    led_in: bool = False
    placed: bool = False
    apart: bool = False
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
            occasion.labels = sheet.labels_over(index) | _bare_label(sheet, mention, index)
        occasion.role = _role(sheet, occasion)
        found.append(occasion)
    for one, other in pairwise(found):
        if one.role == EVENT and other.role == DEADLINE and _opens_registering(sheet, one, other):
            one.role = DEADLINE
    return found


def _opens_registering(sheet: Sheet, one: Occasion, last: Occasion) -> bool:
    """Tell the first day on which one may register from what leads to the last one: "from 3 till 20 May"."""
    a, b = one.mention.end, last.mention.start
    near = one.sentence == last.sentence and b - a <= _CLOSE
    registering = "label_registration" in one.labels or sheet.marks.has(one.sentence[0], a, "register")
    return near and registering and sheet.marks.has(a, b, "range_to", "deadline", "before_day")


def _bare_label(sheet: Sheet, mention: DateMention, index: int) -> frozenset[str]:
    """Return the key of a label that has lost its colon: "Start 2026-05-06", all of a line.

    Also of one behind another label within a line: "Organiza: Ateneo. Fecha: 5 de mayo".
    """
    block, floor = sheet.blocks[index], sheet.sentence(mention.start)[0]
    if ":" in sheet.text[floor : mention.start]:
        opens = (sheet.before(mention.start, key, COLON, floor) for key in sorted(ASKS_WHEN))
        inner = frozenset(hit.key for hit in opens if hit is not None and hit.start == floor)
        if inner and _follows_label(sheet, floor):
            return inner
    if block.end - mention.end > _ALONE or mention.start - block.start > _LONGEST_LABEL:
        return frozenset()
    words = sheet.text[block.start : mention.start].strip(" •–-\t").lower()
    return frozenset(key for key in ASKS_WHEN if words in sheet.known.own.phrases[key])


def _follows_label(sheet: Sheet, offset: int) -> bool:
    """Tell whether the sentence ahead of ``offset`` begins with a label and its colon too."""
    start = sheet.sentence(max(offset - 2, 0))[0]
    colon = sheet.text.find(":", start, min(offset, start + _LONGEST_LABEL))
    return colon > start and bool(sheet.label_keys(sheet.text[start:colon]))


def _role(sheet: Sheet, occasion: Occasion) -> str:
    mention, labels, start = occasion.mention, occasion.labels, occasion.sentence[0]
    if _is_address(sheet, occasion):
        return ADDRESS
    if "label_period" in labels and (mention.is_range or mention.weekday is None):
        return PERIOD
    block = sheet.blocks[occasion.block]
    short = len(block.text) <= _STAMP
    alone = short and not sheet.dates_within(block.start, mention.start)
    floor = block.start if alone else start  # "Press release   •   3 May 2026 08:42"
    if ("label_published" in labels and short) or is_cued(sheet, mention.start, "published", 40, floor):
        return PUBLISHED
    behind = min(mention.end + _CLOSE, occasion.sentence[1])
    ahead = sheet.dates_within(mention.end, behind + _CLOSE)  # "12 May: posted 3 May" says it of the latter
    if not ahead and sheet.marks.has(mention.end, behind, "published"):
        return PUBLISHED
    if _heads_text(sheet, mention):
        return PUBLISHED
    cued = is_cued(sheet, mention.start, "deadline", 70, start) or is_labelled(sheet, mention.start, start)
    if "label_deadline" in labels or cued or is_before_deadline(sheet, mention):
        return DEADLINE
    if "label_end" in labels and "label_when" not in labels:
        return END
    return EVENT if labels & ASKS_WHEN else _unlabelled_role(sheet, occasion)


def _heads_text(sheet: Sheet, mention: DateMention) -> bool:
    """Tell the field of a text's head that an export has put ahead of it: "date 2026-05-04 The council …".

    A stamp may stand behind a field that tells its month alone: "date 2026-05 04/05/2026 The council …".
    """
    ahead = sheet.text[: mention.start] if mention.start <= _FIELD + len(" 2026-05") else "."
    word, _, month = ahead.strip().partition(" ")
    day = mention.days[0] if mention.days else None
    stamped = day is not None and bool(day.day) and month == f"{day.year}-{day.month:02}"
    return (stamped or (mention.kind == "iso" and not month)) and word.isalpha() and word.islower()


def _unlabelled_role(sheet: Sheet, occasion: Occasion) -> str:
    """Return the role that a date's sentence gives it, where no label asks when."""
    before, (start, stop) = occasion.mention.start, occasion.sentence
    if _is_no_event(sheet, occasion) and not sheet.marks.has(start, stop, "funded_by"):
        return PERIOD
    registering = "label_registration" in occasion.labels or sheet.marks.has(start, stop, "register")
    if registering and sheet.before(before, "before_day", 14, start):
        return DEADLINE
    if "label_registration" in occasion.labels and _is_whole(sheet, occasion):
        return DEADLINE
    if sheet.before(before, "before_day", 3, start) and not occasion.mention.is_range:
        return EVENT if _closes_hours(sheet, occasion) else PERIOD
    if occasion.mention.nth is not None and sheet.before(before, "every", 3, start):
        return PERIOD
    if _is_begun(sheet, occasion) or _is_past_edition(sheet, occasion) or _is_since(sheet, occasion):
        return HISTORY
    if _is_registering(sheet, occasion):
        return DEADLINE
    return PERIOD if is_period(sheet, occasion.mention, occasion.sentence) else EVENT


def _is_no_event(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a sentence of what is no event; of bad weather only the day behind it, which is another one's."""
    behind = occasion.mention.end
    hits = sheet.marks.within(*occasion.sentence, "not_event")
    return any(hit.start < behind or not sheet.marks.has(hit.start, hit.end, "conditional") for hit in hits)


def _closes_hours(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day and hour up to which an event of another one goes on: "Friday 4pm till Sunday 2pm"."""
    at, (start, stop) = occasion.mention, occasion.sentence
    first = sheet.dates_within(max(start, at.start - _STRETCH), at.start)
    if not first or not sheet.times_within(first[-1].end, at.start):
        return False
    return bool(sheet.times_within(at.end, min(stop, at.end + _ALONE)))


def _is_begun(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell the day of a beginning by the cue ahead of it, no happening in between.

    "The meeting that started the project was held in February" is the meeting's.
    """
    at, start = occasion.mention.start, occasion.sentence[0]
    hit = sheet.before(at, "since", 30, start) if is_cued(sheet, at, "since", 30, start) else None
    return hit is not None and not sheet.marks.has(hit.end, at, "happens", "happened")


def _is_past_edition(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell an earlier edition's day from this one's, whose verb is between: "like last year, we meet on"."""
    start, stop = occasion.sentence
    hits = sheet.marks.within(start, stop, "past_edition")
    ahead = [hit for hit in hits if hit.end <= occasion.mention.start]
    if len(ahead) < len(hits):
        return True
    verbs = ("happens", "invites", "planned", "this_year")
    return bool(ahead) and not sheet.marks.has(ahead[-1].end, occasion.mention.start, *verbs)


def _is_since(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell the day of a beginning by its verb right behind, no event told: "am 3. Mai 1998 gegründet"."""
    at, (start, stop) = occasion.mention, occasion.sentence
    hits = sheet.marks.within(at.end, min(stop, at.end + _CLOSE), "since")
    right_behind = bool(hits) and not sheet.text[at.end : hits[0].start].strip()
    return right_behind and not sheet.marks.has(start, stop, "event", "happens", "happened", "invites")


def _is_whole(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day that is all that stands behind a label: "R.S.V.P.: 20 April"."""
    block, at = sheet.blocks[occasion.block], occasion.mention
    alone = len(block.text.strip(" .,()")) - (at.end - at.start) <= _ALONE
    return bool(block.label) and alone and not at.is_range


def _is_address(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a street that is named by a day, and a compound such as "1 May-parken" and "post-1 May"."""
    mention = occasion.mention
    hit = sheet.before(mention.start, "street_before", 3, occasion.sentence[0])
    yearless = bool(mention.days) and not any(day.year for day in mention.days)
    if yearless and hit is not None and not _ELIDED.intersection(sheet.text[hit.end : mention.start]):
        return True
    behind = sheet.text[mention.end : mention.end + 2]
    ahead = sheet.text[max(mention.start - 2, 0) : mention.start]
    if yearless and ahead[-1:] == "-" and ahead[:1].isalpha():
        return True  # "post-25 de Abril"
    return (behind[:1] == "-" and behind[1:].isalpha()) or (yearless and _is_named_after(sheet, occasion))


def _is_named_after(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a house that a day has given its name: "Friday 20 November – Edificio Municipal 9 de Octubre".

    Two capital words stand right ahead, and the line has told its own day with a weekday.
    """
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    if mention.weekday is not None or occasion.time is not None:
        return False
    ahead = sheet.text[max(block.start, mention.start - _NAMING) : mention.start].split(" ")
    named = len(ahead) > _NAMED and all(word[:1].isupper() and word.isalpha() for word in ahead[-3:-1])
    told = sheet.dates_within(block.start, mention.start)
    return named and not ahead[-1] and bool(told) and told[0].weekday is not None


def _is_registering(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell the days on which one may register, of which the last is the deadline."""
    sentence = occasion.sentence
    registered = sheet.marks.within(*sentence, "register", "label_registration")
    if not occasion.mention.is_range or not registered:
        return False
    leads = registered[0].start - sentence[0] <= _ARTICLE  # "As inscrições decorrem entre …"
    return leads or not sheet.marks.has(*sentence, "happens", "happened", "invites", "event")
