"""Titles of several days in one sentence, by turns of name and day: "a walk on 3 May, a debate on 5 May"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from pipeline.extract.drafts import Draft
from pipeline.extract.title_phrases import Title, clean, noun_near
from pipeline.extract.title_quotes import quotes_within
from pipeline.sheet import Sheet

_MOST_DAYS = 12
"""A sentence of more days is a list of them."""
_GAP = 300
"""A day and what is on it stand so near in one sentence."""
Group = list[Draft]
Gap = tuple[int, int]
Namer = Callable[[Sheet, Gap, bool], Title | None]


def told_in_turn(sheet: Sheet, drafts: Sequence[Draft]) -> dict[int, Title]:
    """Return by its draft's ``id`` what each of a sentence's days has beside it, ahead of all or behind all.

    Days with nothing between them share a name. A sentence whose turns are not told apart yields none.
    """
    sentences: dict[int, Group] = defaultdict(list)
    for draft in sorted(drafts, key=lambda draft: draft.lead.mention.start):
        sentences[sheet.sentence(draft.lead.mention.start)[0]].append(draft)
    found: dict[int, Title] = {}
    for days in sentences.values():
        if 1 < len(days) <= _MOST_DAYS and not any(draft.record or draft.listed for draft in days):
            found.update(_turns(sheet, days))
    return found


def _turns(sheet: Sheet, days: Group) -> dict[int, Title]:
    start, stop = sheet.sentence(days[0].lead.mention.start)
    for name in (_quote, _noun):
        groups = list(_groups(sheet, days, name))
        edges = [start, *(group[-1].lead.mention.end for group in groups)]
        ahead = [(a, group[0].lead.mention.start) for a, group in zip(edges, groups, strict=False)]
        starts = [*(group[0].lead.mention.start for group in groups[1:]), stop]
        behind = [(group[-1].lead.mention.end, b) for group, b in zip(groups, starts, strict=True)]
        for gaps, last in ((ahead, True), (behind, False)):
            titles = [name(sheet, gap, last) for gap in gaps]
            if len(groups) > 1 and all(titles):
                pairs = zip(groups, titles, strict=True)
                return {id(draft): title for group, title in pairs for draft in group if title is not None}
    return _respectively(sheet, days, start, stop)


def _respectively(sheet: Sheet, days: Group, start: int, stop: int) -> dict[int, Title]:
    """Return a quote a day where as many quotes stand beside all days: "on 3 and 5 May “…” and “…”"."""
    first, last = days[0].lead.mention.start, days[-1].lead.mention.end
    for a, b in ((start, first), (last, stop)):
        spans = list(quotes_within(sheet, a, b)) if b - a < _GAP else []
        if len(spans) == len(days):
            titles = (Title(clean(sheet.text[slice(*span)]), *span, "quoted", 0.6) for span in spans)
            return {id(draft): title for draft, title in zip(days, titles, strict=True)}
    return {}


def _groups(sheet: Sheet, days: Group, name: Namer) -> Iterator[Group]:
    """Yield the days of a sentence in runs with no name between them."""
    run: Group = []
    for draft in days:
        gap = (run[-1].lead.mention.end, draft.lead.mention.start) if run else None
        if gap is not None and name(sheet, gap, True) is not None:
            yield run
            run = []
        run.append(draft)
    if run:
        yield run


def _quote(sheet: Sheet, gap: Gap, last: bool) -> Title | None:
    """Return the only quote of a gap; none where there are more."""
    spans = list(quotes_within(sheet, *gap)) if 0 < gap[1] - gap[0] < _GAP else []
    if len(spans) != 1 or sheet.text[spans[0][0]].islower():
        return None
    return Title(clean(sheet.text[slice(*spans[0])]), *spans[0], "quoted", 0.6)


def _noun(sheet: Sheet, gap: Gap, last: bool) -> Title | None:
    """Return the phrase of the event's noun nearest to the gap's day: at its end where that is ``last``."""
    if not 0 < gap[1] - gap[0] < _GAP:
        return None
    return noun_near(sheet, *gap, gap[1] if last else gap[0])
