"""The last stages of a refresh: what was written is matched, made into events and published."""

from __future__ import annotations

from dataclasses import dataclass

from kalends.refresh.work import Work
from store.match.stored import MatchCounts, match_announcements
from store.pending import clear_pending, pending_ids
from store.resolve import ResolveCounts, resolve_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What matching and resolving came to."""

    matched: MatchCounts
    resolved: ResolveCounts


def matched(work: Work) -> Settled:
    """Match what was written since the last matching, however many refreshes ago; nothing twice."""
    now = work.clock()
    with work.writing() as opened:
        ids = pending_ids(opened)
        if not ids:
            return Settled(matched=MatchCounts(), resolved=ResolveCounts())
        found = match_announcements(opened, ids, now)
        resolved = resolve_events(opened, found.touched, now)
        clear_pending(opened, ids)
    work.say("matched", announcements=len(ids), **found.as_counts(), events=resolved.events)
    return Settled(matched=found, resolved=resolved)
