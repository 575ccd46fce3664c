"""How surely a date is an event's: points for what stands around it, and points off for what it looks like.

The cue words are the language's; the weights are here.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby, pairwise

from pipeline.extract.agenda import programme_hours
from pipeline.extract.drafts import ENOUGH
from pipeline.extract.roles import ASKS_WHEN, HISTORIC, Occasion
from pipeline.extract.said_days import is_said_to_be
from pipeline.sheet import Sheet

_BESIDE = 90
"""A verb of organising stands so near to the day that it tells of."""
_OPENS, _LED = 4, 24
"""Characters ahead of a day that opens its sentence, alone and with a word such as "on the day of"."""
_LIST, _ITEM = 12, 160
"""A list that a line leads in: of so many lines, none with more characters."""
_ROW = 3
"""So many days in one sentence are a row."""
LONGER = timedelta(days=14)
"""A stretch so long is no event's as such: a vote, an exhibition, a season."""
_ANNOUNCES = ("happens", "happened", "planned", "invites", "event", "next_event", "organises")
STAMP = "alone on its line, as a stamp is"
"""A reason for points off."""
_NOW = frozenset({"today", "tomorrow"})
_GONE = frozenset({"yesterday", "last"})
_VERBS = (
    ("happens", 1.5, "a verb of taking place"),
    ("invites", 1.5, "an invitation"),
    ("happened", 1, "a verb of having taken place"),
    ("planned", 1.5, "said to be planned"),
)


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
    if len(block.text) > 30 and _begins(sheet, occasion):
        occasion.add(0.5, "the sentence begins with it")
    _doubt_form(sheet, occasion)
    _doubt_day(sheet, occasion)


def _begins(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day that opens its sentence, behind no more than "on" or "on the day of"."""
    start, at = occasion.sentence[0], occasion.mention.start
    if at > start + _LED:
        return False
    while at > start + _OPENS and (hit := sheet.before(at, "day_before", 1, start)) is not None:
        at = hit.start
    return at <= start + _OPENS


def _is_led_in(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day in a list under a line that announces events: "Round tables are held:", then days.

    Only short lines stand between, and none without a day ends with a colon itself.
    """
    floor = max(0, occasion.block - _LIST)
    for index in range(occasion.block - 1, floor - 1, -1):
        block = sheet.blocks[index]
        if block.text.rstrip().endswith(":"):
            return sheet.marks.has(block.start, block.end, *_ANNOUNCES)
        if len(block.text) > _ITEM:
            return False
    return False


def doubt_untold(sheet: Sheet, occasion: Occasion) -> None:
    """Take a point from one of several days that nothing beside it tells as an event's."""
    if not (occasion.told or occasion.mention.weekday is not None or sheet.once(_is_headed)):
        occasion.add(-1, "nothing says that something happens")


def raise_rows(events: list[Occasion]) -> None:
    """Let the days of one sentence, three or more in order, count: "on 3 May A speaks, on 10 May B"."""
    for _, row in groupby(events, key=lambda o: o.sentence):
        days = [o for o in row if len(o.days) == 1 and o.mention.kind != "month"]
        if len(days) < _ROW or any(a.days[0] >= b.days[0] for a, b in pairwise(days)):
            continue
        best = max(days, key=lambda o: o.score)
        for occasion in days if best.score >= ENOUGH and best.told else ():
            if occasion.score < ENOUGH:
                occasion.add(ENOUGH - occasion.score, "one of its sentence's days")
                occasion.told = occasion.led_in = True


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
        if is_said_to_be(sheet, occasion):
            occasion.add(1.5, "said to be on that day")
        a, b = max(sentence[0], occasion.mention.start - _BESIDE), occasion.mention.end + _BESIDE
        if marks.has(a, min(b, sentence[1]), "organises", "organised_end"):
            occasion.add(1, "a verb of organising beside it")
    if marks.has(*sentence, "cancelled", "postponed", "moved_online"):
        occasion.add(1, "said to be off, or moved")
    if marks.has(*sentence, "event", "next_event"):
        occasion.add(1, "an event's noun in the sentence")
    occasion.told = occasion.told or occasion.score > before or marks.has(*sentence, "venue", "room")
    if occasion.score == before and _is_led_in(sheet, occasion):
        occasion.add(1.5, "in a list that a line above announces")
        occasion.told = occasion.led_in = True


def _doubt_form(sheet: Sheet, occasion: Occasion) -> None:
    """Take points from dates in the page's frame, from decimals, months alone and stamps."""
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    bare = occasion.time is None and not occasion.labels & ASKS_WHEN
    if block.region in ("nav", "footer", "aside"):
        occasion.add(-3, "in the page's frame")
    if mention.weak and bare and mention.weekday is None and not occasion.led_in:
        dated = mention.is_range or _is_dotted(sheet, occasion)
        occasion.add(-0.5 if dated else -1.5, "a bare fraction or decimal")
    if mention.relative in _GONE and not sheet.marks.has(*occasion.sentence, "happened", "organises"):
        occasion.add(-2, "a day gone by on which nothing is said to have happened")
    today = mention.relative in _NOW and mention.weekday is None
    if today and bare and not sheet.marks.has(*occasion.sentence, "happens", "invites"):
        occasion.add(-1, "said to be today's, not to happen")
    if mention.kind == "month":
        occasion.add(-0.5 if _is_reported(sheet, occasion) else -1, "only a month")
    alone = is_alone(sheet, occasion)
    stamp = mention.weekday is None or any(day.year for day in mention.days)
    short = mention.is_range and len(occasion.days) == 2 and occasion.days[1] - occasion.days[0] < LONGER
    if short and not sheet.marks.has(*occasion.sentence, *(key for key, _, _ in _VERBS)):
        lone = alone and stamp and not occasion.told
        occasion.add(1.2 if lone else 0.5, "more days than one, as no stamp is")
    if alone and stamp and bare and not mention.is_range and sheet.once(programme_hours) is None:
        occasion.add(-1, STAMP)


def is_alone(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day that is all of its line but for marks."""
    mention, line = occasion.mention, sheet.blocks[occasion.block].text.strip(" []().,|-–")
    return len(line) <= mention.end - mention.start + 2


def _is_reported(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a sentence of an event and its happening: "In September 2015 fand der Austausch statt"."""
    verbs = ("happened", "organised_end")
    return sheet.marks.has(*occasion.sentence, "event") and sheet.marks.has(*occasion.sentence, *verbs)


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


def _is_dotted(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell "17.10." where something is said to happen: no decimal has a last dot before a word."""
    end = occasion.mention.end
    dot = sheet.text.find(".", end - 1, end + 1)
    goes_on = dot > 0 and sheet.text[dot + 1 : dot + 3].strip().isalpha()
    return goes_on and sheet.marks.has(*occasion.sentence, "happens", "happened", "invites")
