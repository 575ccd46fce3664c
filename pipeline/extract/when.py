"""Which days on a page are events, which of them is the page's own, and which are parts of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.extract.clock import TimeMention
from pipeline.extract.pairing import pair_times
from pipeline.extract.roles import END, EVENT, PUBLISHED, Occasion, occasions, score
from pipeline.extract.years import (
    Reference,
    full_dates,
    settle_day,
    settle_relative,
    real_day,
    stray_years,
    url_day,
)
from pipeline.model import Precision, When
from pipeline.sheet import Sheet

MOST = 300
"""A page announces no more events than that; what is beyond is a calendar or hostile."""
ENOUGH = 1.5
"""Points that a date needs to be an event's."""
LONG = 11
"""A run of that many days is a calendar, not a programme."""


@dataclass(slots=True)
class Draft:
    """One event in the making: its days, its hour, and the occasions that tell of it, best first."""

    start: date
    end: date | None
    lead: Occasion
    others: list[Occasion] = field(default_factory=list)
    primary: bool = False
    record: bool = False
    programme: bool = False
    enumerated: bool = False
    subs: list[Draft] = field(default_factory=list)

    @property
    def score(self) -> float:
        return self.lead.score + 0.4 * sum(max(0.0, o.score) for o in self.others[:3])

    @property
    def month_only(self) -> bool:
        return self.lead.mention.kind == "month"

    @property
    def time(self) -> TimeMention | None:
        return next((o.time for o in (self.lead, *self.others) if o.time is not None), None)

    @property
    def first(self) -> int:
        return min(o.mention.start for o in (self.lead, *self.others))


def find_drafts(sheet: Sheet, published: date | None) -> tuple[list[Draft], list[Occasion]]:
    """Return the page's events, the primary first, and every dated occasion with the role it was given."""
    found = occasions(sheet)
    _settle(sheet, found, published)
    pair_times(sheet, found)
    events = [o for o in found if o.role == EVENT and o.days]
    best_first = True
    for occasion in events:
        first = (
            best_first and occasion.mention.kind != "month" and sheet.blocks[occasion.block].region == "main"
        )
        score(sheet, occasion, first)
        best_first = best_first and not first
    _doubt_page(sheet, events)
    drafts = _chosen(sheet, _grouped(sheet, events))[:MOST]
    _ended(sheet, drafts, [o for o in found if o.role == END and o.days])
    return drafts, found


def _ended(sheet: Sheet, drafts: list[Draft], ends: list[Occasion]) -> None:
    """Give the page's own event the end that stands under a label of its own."""
    if not drafts or not ends or drafts[0].record:
        return
    main, end = drafts[0], ends[0]
    if not main.start <= end.days[-1] <= main.start + timedelta(days=60):
        return
    if end.days[-1] > main.start and main.end is None:
        main.end = end.days[-1]
    clock = end.mention.clock or next(
        (t.begin for t in sheet.times_within(end.mention.end, end.mention.end + 13)), None
    )
    begun = main.time.begin if main.time else main.lead.mention.clock
    if clock is not None and begun is not None and (main.time is None or main.time.until is None):
        at = end.mention
        main.lead.time = TimeMention(main.lead.mention.start, at.end, begun, clock)


def _settle(sheet: Sheet, found: list[Occasion], published: date | None) -> None:
    """Give each occasion its calendar days."""
    stamps = [
        d
        for o in found
        if o.role == PUBLISHED
        for d in _stamped(o)
        if sheet.today is None or d <= sheet.today
    ]
    shown = min(stamps, default=None)
    written = [
        f
        for o in found
        if o.role == EVENT
        for d in o.mention.days
        if d.year and d.day and (f := real_day(d.year, d.month, d.day))
    ]
    day = published or shown or url_day(sheet.page.url) or max(written, default=None) or sheet.today
    sheet.own_day = _own_day(sheet, published or shown or url_day(sheet.page.url), max(written, default=None))
    past = any(sheet.marks.has(*o.sentence, "happened") for o in found if o.role == EVENT)
    full = full_dates([o.mention for o in found])
    near = tuple(
        y
        for y, _ in Counter(
            d.year for o in found if o.role == EVENT for d in o.mention.days if d.year
        ).most_common()
    )
    years = (*stray_years(sheet.document.title, sheet.page.url), *near, *stray_years(sheet.text))
    reference = Reference(day, published is not None, full, years, past)
    for occasion in found:
        mention = occasion.mention
        if mention.relative:
            words = sheet.text[mention.start : mention.end]
            one = settle_relative(mention, words, published or shown or sheet.today, sheet.known.language)
            occasion.days = (one,) if one else ()
            occasion.inferred = one is not None
            continue
        settled = [
            settle_day(d, mention.weekday if len(mention.days) == 1 else None, reference)
            for d in mention.days
        ]
        if all(settled):
            occasion.days = tuple(s.day for s in settled if s)
            occasion.inferred = any(s.inferred for s in settled if s)


def _own_day(sheet: Sheet, told: date | None, latest: date | None) -> date | None:
    """Return the day from which the page looks ahead: its publication, else its latest date if fetched long after."""
    if told is not None or sheet.today is None or latest is None:
        return told or sheet.today
    return latest if sheet.today - latest > timedelta(days=60) else sheet.today


def _stamped(occasion: Occasion) -> list[date]:
    """Return the days that a stamp writes in full."""
    return [
        found
        for d in occasion.mention.days[:1]
        if d.year and d.day and (found := real_day(d.year, d.month, d.day))
    ]


def _doubt_page(sheet: Sheet, events: list[Occasion]) -> None:
    """A call for applications or a run of calendar days is no announcement."""
    head = sheet.text[:400]
    if sheet.marks.has(0, len(head), "not_event"):
        for occasion in events:
            if not occasion.labels & {"label_when", "label_date"}:
                occasion.add(-2, "the page is a call, not an event")
    plain = sorted({o.days[0] for o in events if o.time is None and len(o.days) == 1})
    run = 1
    for a, b in zip(plain, plain[1:], strict=False):
        run = run + 1 if b - a == timedelta(days=1) else 1
        if run >= LONG:
            for occasion in events:
                if occasion.time is None:
                    occasion.add(-6, "one of a run of calendar days")
            return


def _grouped(sheet: Sheet, events: list[Occasion]) -> list[Draft]:
    """Return one draft a day or range of days; records of a list stay by themselves."""
    records, rows = _records(sheet, events), _enumerated(sheet, events)
    drafts: dict[tuple[object, ...], Draft] = {}
    for occasion in events:
        for start, end in _spans(occasion):
            clock = (
                (occasion.time.begin if occasion.time else None, occasion.block)
                if id(occasion) in records
                else ()
            )
            day_line = _day_line(sheet, occasion)
            key = (
                (start, "month")
                if occasion.mention.kind == "month"
                else (start, "day")
                if day_line
                else (start, *clock)
            )
            draft = drafts.get(key)
            if draft is None:
                drafts[key] = Draft(
                    start,
                    end,
                    occasion,
                    record=id(occasion) in records,
                    programme=day_line,
                    enumerated=id(occasion) in rows
                    or len(occasion.days) > 1
                    and not occasion.mention.is_range,
                )
            else:
                _join(draft, occasion, end)
    return _dedup_records(list(drafts.values()))


def _join(draft: Draft, occasion: Occasion, end: date | None) -> None:
    if occasion.score > draft.lead.score:
        draft.others.insert(0, draft.lead)
        draft.lead = occasion
    else:
        draft.others.append(occasion)
    draft.end = max(filter(None, (draft.end, end)), default=None)


def _dedup_records(drafts: list[Draft]) -> list[Draft]:
    """Drop a plain mention of a day that a list's record tells with its hour."""
    recorded = {d.start for d in drafts if d.record}
    return [d for d in drafts if d.record or d.start not in recorded]


def _spans(occasion: Occasion) -> list[tuple[date, date | None]]:
    days = occasion.days
    if len(days) == 1:
        return [(days[0], None)]
    if occasion.mention.is_range or (len(days) == 2 and days[1] - days[0] == timedelta(days=1)):
        return [(days[0], days[-1])] if days[-1] > days[0] else [(days[0], None)]
    return [(day, None) for day in days]


def _records(sheet: Sheet, events: list[Occasion]) -> set[int]:
    """Return the occasions that are records of a list: alike blocks near each other, one date each, at their edge."""
    per_block = Counter(o.block for o in events)
    edges = [
        o
        for o in events
        if per_block[o.block] == 1
        and o.mention.kind != "month"
        and not o.mention.is_range
        and _at_edge(sheet, o)
        and not _day_line(sheet, o)
    ]
    runs: list[list[Occasion]] = []
    for occasion in edges:
        last = runs[-1][-1] if runs else None
        alike = last is not None and sheet.blocks[last.block].kind == sheet.blocks[occasion.block].kind
        if (
            last is not None
            and alike
            and occasion.block - last.block <= 6
            and (occasion.time is None) == (last.time is None)
        ):
            runs[-1].append(occasion)
        else:
            runs.append([occasion])
    good = [run for run in runs if len({(o.days[0], o.time.begin if o.time else 0) for o in run}) >= 2]
    for run in good:
        for occasion in run:
            sure = (
                occasion.time
                or occasion.mention.weekday is not None
                or sheet.marks.has(*occasion.sentence, "event")
            )
            occasion.add(1 if sure else 0.3, "one of a list of dates")
    return {id(o) for run in good for o in run}


def _enumerated(sheet: Sheet, events: list[Occasion]) -> set[int]:
    """Return the occasions that stand in one enumeration of days: "5 May, 12 May and 19 May"."""
    out: set[int] = set()
    for a, b in zip(events, events[1:], strict=False):
        between = sheet.text[a.mention.end : b.mention.start]
        if a.sentence == b.sentence and len(between) <= 12 and not any(c in between for c in "()\n–-"):
            out |= {id(a), id(b)}
    return out


def _at_edge(sheet: Sheet, occasion: Occasion) -> bool:
    block, mention = sheet.blocks[occasion.block], occasion.mention
    last = max(mention.end, occasion.time.end if occasion.time and occasion.time.start < block.end else 0)
    alone = last - mention.start > len(block.text) - 6
    return (
        len(block.text) < 400
        and (mention.start - block.start <= 12 or block.end - last <= 4)
        and not (alone and occasion.labels & {"label_when", "label_date", "label_time"})
    )


def _day_line(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a programme's "Day 2: 30 November" from a list's record."""
    block = sheet.blocks[occasion.block]
    label = block.label
    if label:
        words = label.lower().split()
        return any(w.isdigit() for w in words) and any(
            p in words for p in sheet.known.own.phrases["day_number"]
        )
    hits = sheet.marks.within(block.start, occasion.mention.start, "day_number")
    return any(sheet.text[h.end : h.end + 3].strip(" .")[:1].isdigit() for h in hits)


def _chosen(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that count, parts under their wholes, the page's own event first."""
    drafts = _under_wholes(sheet, drafts)
    drafts = [d for d in drafts if d.score >= ENOUGH]
    if not drafts:
        return []
    best = max(drafts, key=lambda d: (d.score, -d.first))
    listed = [d for d in drafts if d.record]
    if best.record or (len(listed) >= 3 and best.score < 6 and not best.lead.labels & {"label_when"}):
        for draft in listed:
            draft.primary = True
        best = min(listed, key=lambda d: d.first)
    elif best.enumerated:
        row = [d for d in drafts if d.enumerated and d.lead.sentence == best.lead.sentence]
        for draft in row:
            draft.primary = True
        best = min(row, key=lambda d: (d.first, d.start))
    best.primary = True
    kept = (d for d in drafts if d is not best and (d.primary or _stands(sheet, d, best)))
    rest = sorted(kept, key=lambda d: (not d.primary, d.first, d.start))
    return [best, *rest]


def _stands(sheet: Sheet, draft: Draft, best: Draft) -> bool:
    """Tell whether a further date is an event by itself: something says so beside the date."""
    if all(sheet.blocks[o.block].region != "main" for o in (draft.lead, *draft.others)):
        return False
    told = draft.time is not None or any(
        sheet.marks.has(*o.sentence, "happens", "happened", "planned", "invites", "event", "next_event")
        for o in (draft.lead, *draft.others)
    )
    earlier = draft.start < best.start and draft.time is None
    return told and draft.score >= ENOUGH + (1.5 if earlier else 0)


def _under_wholes(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Put a programme's days under the event that spans them; days that nothing spans are one event."""
    wholes = [d for d in drafts if d.end is not None and d.score >= ENOUGH]
    wholes = sorted(wholes, key=lambda d: -d.score)[:20]
    days = [d for d in drafts if d.programme]
    if days and not any(w.start <= days[0].start <= (w.end or w.start) for w in wholes):
        whole = next((d for d in drafts if d.start == days[0].start and not d.programme), None)
        if whole is None:
            whole = Draft(days[0].start, None, days[0].lead)
            drafts = [whole, *drafts]
        whole.end = days[-1].start if days[-1].start > whole.start else None
        wholes = [whole, *wholes]
    out = []
    for draft in drafts:
        over = next((w for w in wholes if w is not draft and _spans_it(w, draft)), None)
        if over is None:
            out.append(draft)
        else:
            over.subs.append(draft)
    for whole in wholes:
        whole.subs.sort(key=lambda d: d.start)
    return out


def _spans_it(whole: Draft, part: Draft) -> bool:
    if (
        part.end is not None
        or part.month_only
        or whole.end is None
        or not whole.start <= part.start <= whole.end
    ):
        return part.programme and part.start == whole.start
    apart = part.time is not None and part.score > whole.score
    return part.programme or (whole.end - whole.start <= timedelta(days=5) and not apart)


def stated_when(draft: Draft, zone: str, zone_inferred: bool) -> When:
    """Return the draft's time as the model's type, in ``zone``."""
    inferred = ["year"] if draft.lead.inferred else []
    if draft.month_only:
        return When(start=draft.start, zone=zone, precision=Precision.MONTH, inferred=tuple(inferred))
    time = draft.time
    clock = draft.lead.mention.clock if time is None else time.begin
    if clock is None:
        return When(start=draft.start, end=draft.end, zone=zone, inferred=tuple(inferred))
    tz = ZoneInfo(zone)
    start = _at(draft.start, clock, tz)
    end: datetime | None = None
    if time is not None and time.until is not None:
        end = _at(draft.end or draft.start, time.until, tz)
        if end <= start:
            end = _at((draft.end or draft.start) + timedelta(days=1), time.until, tz)
    if zone_inferred:
        inferred.append("zone")
    whole = end if end is not None else draft.end
    return When(start=start, end=whole, zone=zone, precision=Precision.MINUTE, inferred=tuple(inferred))


def _at(day: date, minutes: int, tz: ZoneInfo) -> datetime:
    if minutes == 1440:
        day, minutes = day + timedelta(days=1), 0
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=tz)


def sub_when(draft: Draft, zone: str) -> When:
    """Return a programme day's time; what the whole inferred is not repeated."""
    return replace(stated_when(draft, zone, False), inferred=())
