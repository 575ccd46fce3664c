"""When an event is: as its data say and its prose completes, with the claims of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pipeline.extract.drafts import Draft, stated_when, stated_yearless
from pipeline.ledger import Ledger
from pipeline.model import Precision, When, Yearless
from pipeline.raws import RawReader, claim_time
from pipeline.structured import RawEvent


def time_told(
    draft: Draft, raw: RawEvent | None, raws: RawReader, zone: tuple[str, bool], ledger: Ledger
) -> When | Yearless:
    """Return when the event is: as its data say, an hour that only the prose has added.

    ``zone`` is the IANA zone of the prose's hours, and whether it was inferred.
    """
    stated = stated_yearless(draft) if draft.yearless else stated_when(draft, *zone)
    lead = draft.lead.mention
    method = "label" if draft.lead.labels & {"label_when", "label_date"} else "prose"
    unsure = isinstance(stated, Yearless) or "year" in stated.inferred
    score = min(0.97, 0.55 + draft.score / 20) - 0.1 * unsure
    start, end = _texts(stated)
    if raw is not None and raw.start is not None:
        told = _completed(raws.when(raw, raw.start), stated)
        claim_time(ledger, raw, told)
        if lead.kind != "unseen":
            ledger.add("start", start, lead.start, lead.end, method, score, settled=False)
        return told
    stop = _time_end(draft)
    ledger.add("start", start, lead.start, stop, method, score)
    if end is not None:
        ledger.add("end", end, lead.start, stop, method, score - 0.03)
    return stated


def part_told(draft: Draft, zone: str, ledger: Ledger) -> When | Yearless:
    """Return when a programme's day is."""
    stated = stated_yearless(draft) if draft.yearless else stated_when(draft, zone, False)
    lead = draft.lead.mention
    ledger.add("start", _texts(stated)[0], lead.start, lead.end, "programme", 0.75)
    return stated


def _texts(stated: When | Yearless) -> tuple[str, str | None]:
    if isinstance(stated, Yearless):
        return stated.start, stated.end
    return stated.start_text, stated.end_text


def _completed(told: When, stated: When | Yearless) -> When:
    """Return the time that data tell, with the hour or the end that only the prose states."""
    if isinstance(stated, Yearless):
        return told
    day = told.precision is Precision.DAY and not isinstance(told.start, datetime)
    if day and isinstance(stated.start, datetime):
        end = told.end or stated.end
        return replace(told, start=stated.start, end=end, precision=Precision.MINUTE, all_day=False)
    if told.end is None and type(stated.end) is type(told.start):
        return replace(told, end=stated.end)
    return told


def _time_end(draft: Draft) -> int:
    """Return where the words of day and hour end."""
    time, lead = draft.lead.time, draft.lead.mention
    return time.end if time is not None and lead.end <= time.start < lead.end + 120 else lead.end
