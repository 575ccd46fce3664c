"""What an event is called: the heading that deserves it, the words that invite to it, or its own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.drafts import Draft
from pipeline.extract.title_faults import begins_timed
from pipeline.extract.title_headings import best_heading, head_title, stripped_heading
from pipeline.extract.title_phrases import Title, dated_heading, first_noun, invited, is_broken, quoted
from pipeline.extract.title_records import record_title, says_where, tells_where
from pipeline.extract.title_sentences import is_time, part_title, sentence_title, theme
from pipeline.extract.values import Found
from pipeline.sheet import Sheet


def find_title(sheet: Sheet, draft: Draft, page_title: Title | None, place: Sequence[Found] = ()) -> Title:
    """Return the event's title; further events are named by their own line or sentence.

    ``place``: what was read of where it is; words that only say that name no event.
    """
    own = _own_title(sheet, draft, page_title)
    if page_title is not None and own is not page_title and says_where(sheet, own, place):
        return page_title
    return own


def _own_title(sheet: Sheet, draft: Draft, page_title: Title | None) -> Title:
    if draft.listed is not None:
        return draft.listed.title or page_title or sentence_title(sheet, draft)
    if draft.record:
        return record_title(sheet, draft, page_title) or page_title or sentence_title(sheet, draft)
    if draft.primary:
        return page_title or sentence_title(sheet, draft)
    own = theme(sheet, draft) or part_title(sheet, draft, page_title) or sentence_title(sheet, draft)
    shared = len(sheet.dates_within(*sheet.sentence(draft.lead.mention.start))) > 1
    broken = own.method == "sentence" or is_broken(own.text)
    if page_title is not None and own.method == "sentence" and is_time(sheet, draft, own):
        return page_title
    vague = (shared and broken) or (own.method == "sentence" and tells_where(sheet, own))
    return page_title if page_title is not None and vague else own


def page_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page as a whole is called; None where no heading deserves it and no words invite."""
    best = best_heading(sheet, lead.first if lead else len(sheet.text))
    if best is not None and best[1] >= 1:
        return stripped_heading(sheet, best[0], min(0.95, 0.6 + best[1] / 10))
    title = head_title(sheet) or invited(sheet) or quoted(sheet, lead)
    if title is None and best is not None:
        shouted = len(best[0].text.split()) == 1 and best[0].text.isupper()
        nameless = shouted or begins_timed(sheet, best[0])
        return (first_noun(sheet) if nameless else None) or stripped_heading(sheet, best[0], 0.5)
    return title or dated_heading(sheet) or first_noun(sheet)
