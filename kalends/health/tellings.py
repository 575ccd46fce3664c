"""Rules of health over what a source tells: silence, and what changed about its announcements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from kalends.health.looks import Finding, Look, State, share
from pipeline.model import Counts, Vitals

FEW = 1
"""Of so few announcements on one page the loss of all may be their publisher's will."""
DROP_FROM = 6
"""A drop is one only of at least so many coming announcements."""
DROP_TO = 0.5
"""… to less than this share of what is usually listed again."""
NEVER_FOR = timedelta(days=30)
"""A source that has told of nothing for so long since its first run was perhaps never read rightly."""
USUAL = 0.6
"""A field counts as usual where at least this share of announcements has it …"""
HALF = 0.5
"""… and as lost where less than this share of what was usual is left, and as many lost it in one run."""
LEAST = 2
"""A field lost by fewer announcements than this in one run is theirs alone."""
FRESH = 8
"""Of so many announcements, a field that is missing is told also where no run took it away."""
SAME = 0.9
"""All, for practical purposes: at midnight, or on one day …"""
SAME_FROM = 4
"""… of at least so many announcements …"""
SAME_USUAL = 0.5
"""… where usually no more than this share is so."""
SHIFTED_FROM = 2
"""So many announcements shifted alike within their day, and most of all: the zone changed, not the plans."""
MAIN = 0.7
"""The share that makes a language or zone a source's main one …"""
RARE = 0.3
"""… and the one to which it must fall, of at least three announcements."""
SHRUNK = 0.5
"""Pages of less than this share of their usual size; of at least three, and most of what was there."""


def silent(look: Look) -> Iterator[Finding]:
    """The listing is there and tells of nothing, though coming announcements were known.

    No silence: all announcements have passed (``known`` is 0 then, as in a summer pause), or their own pages
    say that they are gone. Of an interface that was asked for news alone, what it tells when it is asked for
    all decides.
    """
    v = look.vitals
    if v.news_only:
        yield from _silent_in_all(look)
        return
    if not look.signs.listings or v.relisted or v.listed:
        return
    if look.was("silent"):
        yield Finding("silent", State.SILENT, "the listing still tells of nothing")
        return
    left = v.known - v.withdrawn
    # Own pages that still answer prove that the announcements were not withdrawn, however few they are.
    if look.told_before and left > 0 and (v.seen or left > FEW):
        were = "1 announcement was" if left == 1 else f"{left} announcements were"
        why = f"the listing tells of nothing, where {were} still to come"
        yield Finding("silent", State.SILENT, why)


def _silent_in_all(look: Look) -> Iterator[Finding]:
    known, now = look.vitals.known, look.vitals.in_all
    if now is None:
        yield from (finding for finding in look.last if finding.rule == "silent")
    elif not now and (known or look.was("silent")):
        why = f"asked for all, the interface tells of nothing, where {known} announcements are still to come"
        yield Finding("silent", State.SILENT, why)


def never_told(look: Look) -> Iterator[Finding]:
    """Nothing was ever read: selectors that never matched, or a source that was never understood."""
    v = look.vitals
    if not look.signs.listings:
        return
    if v.selectors and not (v.linked or look.linked_before):
        # Also where the listing's own page tells of something: nothing behind it is read.
        yield Finding("never_told", State.SILENT, "selectors.links has never matched anything")
    elif (
        not (look.told_before or v.told or v.listed or v.selectors)
        and look.run.started - look.first >= NEVER_FOR
    ):
        yield Finding(
            "never_told", State.SILENT, f"nothing was ever read from it, since {look.first:%Y-%m-%d}"
        )


def dropped(look: Look) -> Iterator[Finding]:
    """Much less is listed again than usual (what has passed counts on neither side), and less altogether.

    A list of the latest, such as a feed, may hold other announcements every day, but as many.
    """
    v = look.vitals
    now = share(v.relisted, v.known)
    listed = look.usual(lambda w: w.listed) or 0
    if now is None or v.known < DROP_FROM or not v.listed or v.listed >= DROP_TO * listed:
        return
    usual = look.usual(lambda w: share(w.relisted, w.known) if w.known >= DROP_FROM else None)
    if now < DROP_TO * (1.0 if usual is None else usual):
        why = f"only {v.relisted} of {v.known} coming announcements are listed any more"
        yield Finding("dropped", State.DRIFTING, why)


def unfilled(look: Look) -> Iterator[Finding]:
    """A field that stopped filling."""
    v = look.vitals
    for name, count in v.filled.items():
        rule = f"unfilled.{name}"
        usual = look.usual(lambda w, n=name: share(w.filled.get(n, 0), w.told))  # type: ignore[misc]
        now = share(count, v.told)
        if usual is None or now is None or usual < USUAL or now >= HALF * usual:
            continue
        lost = v.lost.get(name, 0)
        taken = lost >= max(LEAST, HALF * v.told)
        if taken or v.told >= FRESH or look.was(rule):
            why = f"{name} is filled in {now:.0%} of {v.told} announcements, where {usual:.0%} is usual"
            yield Finding(rule, State.DRIFTING, why)


def midnight(look: Look) -> Iterator[Finding]:
    """All begin at midnight: a clock time that is none."""
    v = look.vitals
    usual = look.usual(lambda w: share(w.midnight, w.timed))
    if v.timed >= SAME_FROM and v.midnight >= SAME * v.timed and (usual or 0.0) <= SAME_USUAL:
        yield Finding("midnight", State.DRIFTING, f"{v.midnight} of {v.timed} clock times are midnight")


def one_day(look: Look) -> Iterator[Finding]:
    """All are on one day, where they never were: the day of the page, not of the events."""
    v = look.vitals
    usual = look.usual(lambda w: share(w.one_day, w.dated) if w.dated >= SAME_FROM else None)
    if usual is None or v.dated < SAME_FROM:
        return
    if v.one_day >= SAME * v.dated and usual <= SAME_USUAL:
        yield Finding("one_day", State.DRIFTING, f"{v.one_day} of {v.dated} announcements are on one day")


def shifted(look: Look) -> Iterator[Finding]:
    """Most announcements begin at another time of the same day; told until they are shifted back."""
    v = look.vitals
    held = [finding for finding in look.last if finding.rule.startswith("shifted.")]
    most = max(v.shifted if v.shifted >= SHIFTED_FROM else 0, v.rezoned)
    ways = ("later", "earlier") if v.shifted_by > 0 else ("earlier", "later")
    if most <= HALF * v.told:
        yield from held
    elif not look.was(f"shifted.{ways[1]}"):
        why = (
            f"{most} of {v.told} announcements begin {abs(v.shifted_by)} minutes {ways[0]} than before, "
            f"since {look.run.started:%Y-%m-%d}"
        )
        yield Finding(f"shifted.{ways[0]}", State.DRIFTING, why)


def other_language(look: Look) -> Iterator[Finding]:
    """The main language of the announcements is another one."""
    yield from _other(look, "language", lambda v: v.languages)


def other_zone(look: Look) -> Iterator[Finding]:
    """The main time zone of the announcements is another one."""
    yield from _other(look, "zone", lambda v: v.zones)


def shrunk(look: Look) -> Iterator[Finding]:
    """Pages lost half their size."""
    signs = look.signs
    if signs.page_bytes is None or signs.whole < 3 or signs.whole < HALF * signs.details:
        return
    usual = look.usual(lambda w: w.signs.page_bytes if w.signs.whole >= 3 else None)
    if usual and signs.page_bytes < SHRUNK * usual:
        why = f"pages have {signs.page_bytes} bytes, where {usual:.0f} are usual"
        yield Finding("shrunk", State.DRIFTING, why)


def _other(look: Look, what: str, counts: Callable[[Vitals], Counts]) -> Iterator[Finding]:
    now = counts(look.vitals)
    total = sum(now.values())
    usual: dict[str, int] = {}
    for vitals in look.before:
        for name, count in counts(vitals).items():
            usual[name] = usual.get(name, 0) + count
    if total < 3 or not usual:
        return
    main = max(sorted(usual), key=lambda name: usual[name])
    if usual[main] >= MAIN * sum(usual.values()) and now.get(main, 0) <= RARE * total:
        new = max(sorted(now), key=lambda name: now[name])
        why = f"the {what} is {new} now ({now[new]} of {total} announcements), where {main} is usual"
        yield Finding(f"other_{what}", State.DRIFTING, why)
