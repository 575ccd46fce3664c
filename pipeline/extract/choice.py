"""Which of a page's drafts count: the page's own events, further ones that stand by themselves, and parts."""

from __future__ import annotations

from datetime import timedelta

from pipeline.extract.drafts import ENOUGH, Draft
from pipeline.extract.roles import ASKS_WHEN
from pipeline.sheet import Sheet

LISTED = 3
"""So many records are the page's own events, unless another date is sure."""
SURE = 6
"""Points of a date that is the page's own event though records stand beside it."""
SURER = 2
"""Points by which a day within a longer event is the page's own all the same."""
EARLIER = 1.5
"""Points that a further day without an hour needs more where it lies before the page's own."""
MOST_WHOLES = 20
"""Parts are sought under no more events than that."""
_BARE = 12
"""A list's line has so many letters where it tells but a day and an hour."""
LONGEST = 200
"""A range of more days sums up nothing."""
PROGRAMME, LONG = timedelta(days=5), timedelta(days=14)
"""An event of no more days has its days' dates for parts; a sure one that is longer those without an hour."""


def choose_drafts(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that count, parts under their wholes, the page's own event first."""
    drafts = _under_wholes(sheet, _without_summaries(drafts))
    drafts = [d for d in drafts if d.listed is not None or d.score >= ENOUGH]
    if not drafts:
        return []
    best = max(drafts, key=lambda d: (d.score, -d.first))
    listed = [d for d in drafts if d.record]
    whole = _spanning(drafts, listed)
    if whole is not None:
        own, best = [whole], whole
    elif _is_listing(best, listed):
        own, best = listed, min(listed, key=lambda d: d.first)
    elif best.enumerated:
        own = [d for d in drafts if d.enumerated and d.lead.sentence == best.lead.sentence]
        best = min(own, key=lambda d: (d.first, d.start))
    else:
        best = _whole_of(drafts, best)
        own = [best]
    for draft in own:
        draft.primary = True
    drafts = _without_repeats(drafts)
    series = _series_of(drafts, best)
    kept = (d for d in drafts if d is not best and (d.primary or id(d) in series or _stands(sheet, d, best)))
    rest = sorted(kept, key=lambda d: (not d.primary, d.first, d.start))
    return [best, *(d for d in rest if not _is_told_twice(sheet, best, d))]


def _whole_of(drafts: list[Draft], best: Draft) -> Draft:
    """Return the longer event told ahead of a day within it that is not much surer; else the day itself."""
    if best.end is not None or best.listed is not None or "label_when" in best.lead.labels:
        return best
    spans = (d for d in drafts if d.end is not None and d.listed is None and d.first < best.first)
    around = (d for d in spans if d.end and d.start <= best.start <= d.end and d.end - d.start <= LONG)
    whole = max(around, key=lambda d: d.score, default=best)
    return whole if whole.score >= best.score - SURER else best


def _spanning(drafts: list[Draft], listed: list[Draft]) -> Draft | None:
    """Return the longer event told ahead of a list whose days all lie within it: a festival's."""
    if not listed or any(d.listed is not None for d in listed):
        return None
    start, last = min(d.start for d in listed), max(d.start for d in listed)
    head, first = min(d.first for d in drafts), min(d.first for d in listed)
    spans = (d for d in drafts if d.end is not None and not d.record and d.first == head < first)
    around = (d for d in spans if d.end and d.start <= start and last <= d.end and d.end - d.start <= LONG)
    return max(around, key=lambda d: d.score, default=None)


def _series_of(drafts: list[Draft], best: Draft) -> frozenset[int]:
    """Return the ids of the days that the page tells one after the other, the likeliest one's among them.

    "It opens on 5 May with A. On 12 May B speaks. C follows on 2 June": what tells of the first tells of all.
    A day that a label asks for, or that is sure, is the page's own.
    """
    if best.score >= SURE or "label_when" in best.lead.labels:
        return frozenset()
    days = sorted((d for d in drafts if not d.month_only and d.listed is None), key=lambda d: d.first)
    runs: list[list[Draft]] = [[]]
    for draft in days:
        if runs[-1] and draft.start <= runs[-1][-1].start:
            runs.append([])
        runs[-1].append(draft)
    run = next((run for run in runs if any(d is best for d in run)), [])
    return frozenset(map(id, run)) if len(run) >= LISTED else frozenset()


def _is_told_twice(sheet: Sheet, best: Draft, other: Draft) -> bool:
    """Tell the page's own event in a bare list of its days beside it: its day and its hour once more."""
    a, b = best.time, other.time
    if best.listed is not None or other.listed is not None or best.start != other.start:
        return False
    if a is None or b is None or a.begin != b.begin:
        return False
    block = sheet.blocks[other.lead.block]
    return sum(c.isalpha() for c in block.text) <= _BARE


def _is_listing(best: Draft, listed: list[Draft]) -> bool:
    """Tell whether the page is a list: its likeliest event is one of it, or none is surer than many."""
    if best.record or best.start in {d.start for d in listed if d.listed is not None}:
        return True
    return len(listed) >= LISTED and best.score < SURE and "label_when" not in best.lead.labels


def _without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Leave out what prose tells beside a listing's records: on a day of theirs, or without an hour."""
    told = {d.start for d in drafts if d.listed is not None and d.primary}
    if not told:
        return drafts
    return [d for d in drafts if d.listed is not None or (d.time is not None and d.start not in told)]


def _stands(sheet: Sheet, draft: Draft, best: Draft) -> bool:
    """Tell whether a further date is an event by itself: something says so beside the date."""
    if all(sheet.blocks[o.block].region != "main" for o in draft.occasions):
        return False
    asked = draft.lead.labels & best.lead.labels & ASKS_WHEN
    told = draft.time is not None or bool(asked) or draft.lead.placed
    told = told or any(
        o.led_in
        or sheet.marks.has(*o.sentence, "happens", "happened", "planned", "invites", "event", "next_event")
        for o in draft.occasions
    )
    if draft.month_only and not _is_announced_month(sheet, draft):
        return False
    earlier = draft.start < best.start and draft.time is None and not draft.lead.placed
    earlier = earlier and not _is_announced_day(sheet, draft)
    return told and draft.score >= ENOUGH + (EARLIER if earlier else 0)


def _is_announced_day(sheet: Sheet, draft: Draft) -> bool:
    """Tell days in a row, and a weekday on which something happens or that lies ahead of the page's day."""
    ahead = sheet.own_day is not None and draft.start >= sheet.own_day
    named = [o for o in draft.occasions if o.mention.weekday is not None]
    return draft.end is not None or any(ahead or sheet.marks.has(*o.sentence, "happens") for o in named)


def _is_announced_month(sheet: Sheet, draft: Draft) -> bool:
    """Tell a month in which something is said to happen; one with an hour is another day's."""
    told = any(sheet.marks.has(*o.sentence, "happens", "happened", "planned") for o in draft.occasions)
    return told and draft.time is None


def _without_summaries(drafts: list[Draft]) -> list[Draft]:
    """Drop a range that sums up days told one by one: "from 5 to 14 October, four evenings", then each.

    Where every day of the range is told, they are a programme's days instead, unless each has its place.
    """
    placed = {d.start for d in drafts if d.lead.placed}
    days = {d.start for d in drafts if d.end is None and not d.month_only}
    kept = []
    for draft in drafts:
        length = (draft.end - draft.start).days + 1 if draft.end is not None else 0
        both = draft.start in days and draft.end in days
        told = (
            sum(draft.start + timedelta(days=n) in days for n in range(min(length, LONGEST))) if both else 0
        )
        apart = told == length and not placed.issuperset(draft.start + timedelta(days=n) for n in range(told))
        if told < LISTED or apart or draft.score >= SURE:
            kept.append(draft)
    return kept


def _under_wholes(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Put a programme's days under the event that spans them; days that nothing spans are one event."""
    spanning = [d for d in drafts if d.end is not None and d.score >= ENOUGH]
    wholes = sorted(spanning, key=lambda d: -d.score)[:MOST_WHOLES]
    days = [d for d in drafts if d.programme]
    if days and not any(w.start <= days[0].start <= (w.end or w.start) for w in wholes):
        whole = next((d for d in drafts if d.start == days[0].start and not d.programme), None)
        if whole is None:
            whole = Draft(days[0].start, None, days[0].lead)
            drafts = [whole, *drafts]
        whole.end = days[-1].start if days[-1].start > whole.start else None
        wholes = [whole, *wholes]
    apart: list[Draft] = []
    planned = any("label_programme" in d.lead.labels for d in drafts)
    for draft in drafts:
        over = next((w for w in wholes if w is not draft and _is_part(sheet, w, draft, planned)), None)
        (over.subs if over else apart).append(draft)
    for whole in wholes:
        whole.subs.sort(key=lambda d: d.start)
    return apart


def _is_named(sheet: Sheet, whole: Draft, part: Draft) -> bool:
    """Tell a day whose sentence, apart from the whole's, names an event: "Saturday, 3 pm: guided walk"."""
    apart = part.lead.block not in {o.block for o in whole.occasions}
    return apart and not part.lead.shared_time and sheet.marks.has(*part.lead.sentence, "event")


def _is_part(sheet: Sheet, whole: Draft, part: Draft, planned: bool) -> bool:
    """Tell whether a draft is a day of the longer event ``whole``; ``planned``: a programme tells days."""
    if whole.listed is not None or part.listed is not None:
        return False
    within = whole.end is not None and whole.start <= part.start <= whole.end
    if whole.end is None or not within or part.end is not None or part.month_only:
        return part.programme and part.start == whole.start
    by_itself = part.time is not None and part.score > whole.score
    by_itself = by_itself or (part.time is not None and _is_named(sheet, whole, part))
    by_itself = by_itself and not (planned and part.first > whole.first and part.start > whole.start)
    untimed = part.time is None and whole.score >= SURE > part.score
    longest = LONG if untimed else PROGRAMME
    return part.programme or (whole.end - whole.start <= longest and not by_itself)
