"""What an event is called: the page's likeliest title, or its own line, heading or sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.drafts import Draft
from pipeline.extract.title_candidates import candidates
from pipeline.extract.title_features import title_features
from pipeline.extract.title_headings import head_title, scored_headings, stripped_heading
from pipeline.extract.title_headlines import named_in_text
from pipeline.extract.title_named import quoted_event, told_name
from pipeline.extract.title_phrases import EDGE, Title, clean, is_broken
from pipeline.extract.title_places import says_where
from pipeline.extract.title_quotes import labelled_beside
from pipeline.extract.title_records import in_row, record_title
from pipeline.extract.title_row_names import named_ahead, opening_quote
from pipeline.extract.title_sentences import part_title, sentence_title, theme, told_event
from pipeline.extract.title_taglines import without_tagline
from pipeline.extract.values import Found
from pipeline.ranking import likeliest, ranking
from pipeline.sheet import Sheet

_QUOTED = re.compile(r"[„“\"«»]\s*([^„“”\"«»]+?)\s*[”“\"»«]")
"""A title that is nothing but a quotation loses its marks."""
_SENTENCE = 120
"""A list's row of more characters is a sentence, or several."""
_LONGEST_ROW = 2000
"""No row is longer: a long text of many days must not cost its square."""
_HEADED = 1.0
"""In HTML a heading with so many points is the title: its markup says what a text leaves to be weighed."""
_STEM = 4
"""Two words of one root begin with the same so many letters."""
_LEAST_SURE, _SUREST = 0.3, 0.95


def find_title(sheet: Sheet, draft: Draft, page_title: Title | None, place: Sequence[Found] = ()) -> Title:
    """Return the event's title; further events are named by their own line or sentence.

    ``place``: what was read of where it is; words that only say that name no event.
    """
    own = _own_title(sheet, draft, page_title)
    if page_title is not None and own is not page_title and says_where(sheet, own, place):
        own = page_title
    if own is not page_title or page_title is None:
        return own
    told = named_in_text(sheet, draft, page_title)
    return page_title if told.method == "proper" and says_where(sheet, told, place) else told


def _own_title(sheet: Sheet, draft: Draft, page_title: Title | None) -> Title:
    if draft.listed is not None:
        return draft.listed.title or page_title or sentence_title(sheet, draft)
    if draft.record:
        own = _named_in_row(sheet, draft) or record_title(sheet, in_row(sheet, draft), page_title)
        own = own or _told_in_row(sheet, draft) or _named_beside(sheet, draft)
        return own or page_title or sentence_title(sheet, draft)
    told = labelled_beside(sheet, draft)
    if told is not None:
        return told
    if draft.primary:
        return page_title or sentence_title(sheet, draft)
    own = _named_beside(sheet, draft) or theme(sheet, draft) or part_title(sheet, draft, page_title)
    own = own or sentence_title(sheet, draft)
    if page_title is None:
        return own
    shared = len(sheet.dates_within(*sheet.sentence(draft.lead.mention.start))) > 1
    nameless = own.start is not None and not sheet.marks.has(own.start, own.end or own.start, "event")
    broken = own.method == "near" or is_broken(own.text) or (own.method == "subject" and nameless)
    scrap = own.method == "sentence" and nameless
    scrap = scrap or (own.method == "phrase" and not _is_another(sheet, own, page_title))
    return page_title if scrap or (shared and broken) else own


def _named_beside(sheet: Sheet, draft: Draft) -> Title | None:
    """Return what a line with a day is called: by the quote behind it, or by the words ahead of a dash."""
    block, day = sheet.blocks[draft.lead.block], draft.lead.mention
    start = sheet.text.rfind("\n", 0, day.start) + 1
    if sheet.text[start : day.start].strip(EDGE):
        span = named_ahead(sheet, draft)
    else:
        begin = next((i for i in range(day.end, block.end) if sheet.text[i] not in EDGE), block.end)
        span = opening_quote(sheet, begin, block.end)
    return Title(clean(sheet.text[slice(*span)]), *span, "part", 0.6) if span is not None else None


def _is_another(sheet: Sheet, own: Title, page: Title) -> bool:
    """Tell a noun alone that says another kind of event than the page's title: "workshops", no "debate"."""
    kinds = [
        {
            sheet.text[hit.start : hit.start + _STEM].lower()
            for hit in sheet.marks.within(one.start, one.end, "event")
        }
        for one in (own, page)
        if one.start is not None and one.end is not None
    ]
    return len(kinds) > 1 and bool(kinds[1]) and kinds[0].isdisjoint(kinds[1])


def _named_in_row(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the name that a list's row that is a sentence gives its event outright, or quotes."""
    if not _SENTENCE < len(sheet.blocks[draft.lead.block].text) < _LONGEST_ROW:
        return None
    named = told_name(sheet, draft)
    quoted = quoted_event(sheet, *sheet.sentence(draft.lead.mention.start)) if named is None else None
    return named or quoted


def _told_in_row(sheet: Sheet, draft: Draft) -> Title | None:
    """Return what a list's row that is a sentence calls its event."""
    long = len(sheet.blocks[draft.lead.block].text) > _SENTENCE
    return told_event(sheet, draft) if long else None


def page_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page as a whole is called, as surely as the ranking tells; None for an empty page."""
    marked = _marked_title(sheet, lead) if sheet.document.markup is not None else None
    found = candidates(sheet, lead) if marked is None else []
    if not found:
        return marked
    shares = ranking(_weights(sheet)).shares(title_features(sheet, lead, found))
    best = likeliest(shares)
    title = without_tagline(sheet, found[best].title)
    quoted = _QUOTED.fullmatch(title.text)
    text = quoted.group(1) if quoted is not None else title.text
    return replace(title, text=text, score=min(_SUREST, max(_LEAST_SURE, shares[best])))


def _marked_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return the title that an HTML page's own markup says: a heading with points enough, else its head's."""
    headings = scored_headings(sheet, lead.first if lead is not None else len(sheet.text))
    block, points = max(headings, key=lambda one: one[1], default=(None, 0.0))
    if block is None or points < _HEADED:
        return head_title(sheet)
    return stripped_heading(sheet, block, min(_SUREST, 0.6 + points / 10))


def _weights(sheet: Sheet) -> str:
    """Return the name of the ranking for the page's kind: a heading is worth another thing in each."""
    return "titles_in_markdown" if sheet.page.media_type == "text/markdown" else "titles_in_text"
