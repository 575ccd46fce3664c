"""Days that count though few words beside them say so: what kind of days, on what kind of page, events' are.

Points tell what stands beside a day. How a page's days stand among each other (its only one, told again, the
likeliest of several) tells as much; a logistic regression weighs both (``pipeline/weights/days.yml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp

from pipeline.extract.drafts import ENOUGH
from pipeline.extract.roles import EVENT, Occasion
from pipeline.extract.scores import LONGER, STAMP
from pipeline.ranking import Features, ranking
from pipeline.sheet import Sheet

LIKELY = 0.5
"""A day that is an event's with this probability counts, whatever its points."""
_LOWEST, _HIGHEST, _WIDEST = -4.0, 6.0, 4.0
"""Points beyond these tell no more; nor does a greater distance from the surest day's."""
_FEW, _EARLY, _LATE = 5, 400, 1500
_SHORT, _LONG = 40, 200
"""Characters of a sentence."""


def raise_likely(sheet: Sheet, events: Sequence[Occasion], found: Sequence[Occasion]) -> None:
    """Let days count that have too few points and are likely an event's all the same.

    ``found`` are all dated occasions of the page, whatever their roles.
    """
    if all(occasion.score >= ENOUGH for occasion in events):
        return
    known = ranking("days")
    told = day_features(sheet, events, found)
    for occasion, features in zip(events, told, strict=True):
        if occasion.score >= ENOUGH or _is_long(occasion) or _may_be_decimal(sheet, occasion):
            continue
        if 1 / (1 + exp(-known.points(features))) >= LIKELY:
            occasion.add(ENOUGH - occasion.score, "days like it are events'")


def day_features(sheet: Sheet, events: Sequence[Occasion], found: Sequence[Occasion]) -> list[Features]:
    """Return what is told of each weighed occasion of a page, in their order: its form, place and points."""
    days = Counter(occasion.days[0] for occasion in events)
    best = max((occasion.score for occasion in events), default=0.0)
    page = {
        "page: an hour": bool(sheet.times),
        **{f"page: {role}": True for role in {one.role for one in found} - {EVENT}},
        "page: one day": len(days) == 1,
        "page: two days": len(days) == 2,
        "page: many days": len(days) > _FEW,
        "page: a day with points enough": best >= ENOUGH,
        "page: one day, too few points": len(days) == 1 and best < ENOUGH,
    }
    return [_numbers(page | _of_day(sheet, one, days[one.days[0]] > 1, best)) for one in events]


def _of_day(sheet: Sheet, one: Occasion, again: bool, best: float) -> dict[str, float | bool]:
    mention, block = one.mention, sheet.blocks[one.block]
    length = one.sentence[1] - one.sentence[0]
    return {
        "any": True,
        "points": min(max(one.score, _LOWEST), _HIGHEST),
        "points: enough": one.score >= ENOUGH,
        "points: the most": one.score == best,
        "points: the most, too few": one.score == best < ENOUGH,
        "points: below the most": min(best - one.score, _WIDEST),
        "told again": again,
        "with a weekday": mention.weekday is not None,
        "with an hour": one.time is not None,
        "several days": mention.is_range,
        "without a year": one.yearless,
        "of an inferred year": one.inferred,
        "said to happen": one.told,
        "early": mention.start < _EARLY,
        "late": mention.start > _LATE,
        "in a short sentence": length < _SHORT,
        "in a long sentence": length > _LONG,
        f"form: {mention.kind}": True,
        f"region: {block.region}": True,
        f"block: {block.kind}": True,
        "a stamp, no hour on the page": STAMP in one.reasons and not sheet.times,
        **{f"reason: {reason}": True for reason in one.reasons},
    }


def _is_long(one: Occasion) -> bool:
    return one.mention.is_range and one.days[-1] - one.days[0] > LONGER


def _may_be_decimal(sheet: Sheet, one: Occasion) -> bool:
    """Tell "3.8", which may be a share or a sum, from "21.11." and "03.02"."""
    told = sheet.text[one.mention.start : one.mention.end].strip()
    if not one.mention.weak or one.mention.is_range or told.endswith("."):
        return False
    return any(len(part.strip()) < len("03") for part in told.split("."))


def _numbers(told: Mapping[str, float | bool]) -> Features:
    return {name: float(value) for name, value in told.items() if value}
