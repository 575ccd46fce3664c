"""What an event is called: the heading that deserves it, the words that invite to it, or its own sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.blocks import Block
from pipeline.extract.drafts import Draft
from pipeline.extract.title_address import address_title, overlap, slug_words
from pipeline.extract.title_faults import begins_timed
from pipeline.extract.title_headings import (
    best_heading,
    head_title,
    is_told_again,
    plain_heading,
    stripped_heading,
)
from pipeline.extract.title_kinds import names_event
from pipeline.extract.title_named import told_name
from pipeline.extract.title_phrases import Title, dated_heading, first_noun, invited, is_broken
from pipeline.extract.title_quotes import entitled, labelled, quoted, quoted_anywhere, quotes_within
from pipeline.extract.title_records import record_title, says_where, tells_where
from pipeline.extract.title_sentences import is_time, part_title, sentence_title, theme, told_event
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_PLAIN = 1.1
"""The points of a headline that only stands first; one that is told again in the text has more."""
_HEADLINE = 4
_ONE_WORD = 6
"""An event's noun of more letters names it where nothing else does: "Bürgertag"."""
_SENTENCE = 120
"""A list's row of more characters is a sentence, or several."""
_SMALL_WORD = 2
_DOUBTFUL = 0.75
"""A line with fewer points is less likely a title than what the page quotes beside an event's noun."""


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
        own = record_title(sheet, draft, page_title) or _told_in_row(sheet, draft)
        return own or page_title or sentence_title(sheet, draft)
    if draft.primary:
        return page_title or sentence_title(sheet, draft)
    own = theme(sheet, draft) or part_title(sheet, draft, page_title) or sentence_title(sheet, draft)
    shared = len(sheet.dates_within(*sheet.sentence(draft.lead.mention.start))) > 1
    broken = own.method in ("sentence", "near") or is_broken(own.text)
    if page_title is not None and own.method == "sentence" and is_time(sheet, draft, own):
        return page_title
    nameless = own.start is not None and not sheet.marks.has(own.start, own.end or own.start, "event")
    broken = broken or (own.method == "subject" and nameless)
    vague = (shared and broken) or (own.method == "sentence" and tells_where(sheet, own))
    return page_title if page_title is not None and vague else own


def _told_in_row(sheet: Sheet, draft: Draft) -> Title | None:
    """Return what a list's row that is a sentence calls its event."""
    long = len(sheet.blocks[draft.lead.block].text) > _SENTENCE
    return told_event(sheet, draft) if long else None


def page_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page as a whole is called; None where no heading deserves it and no words invite."""
    best = best_heading(sheet, lead.first if lead else len(sheet.text))
    address = address_title(sheet, lead)
    called = told_name(sheet, lead) if lead is not None else None
    if called is not None and best is not None and _tells_less(sheet, best[0], called):
        return called
    if best is not None and best[1] >= _DOUBTFUL and (told := _told_in_news(sheet, lead, best)):
        return told
    if best is not None and best[1] >= 1 and not (address and _is_stranger(sheet, best[0], address)):
        return stripped_heading(sheet, best[0], min(0.95, 0.6 + best[1] / 10))
    repeated = address if address is not None and address.start is not None else None
    told = invited(sheet) or quoted(sheet, lead)
    if repeated is not None and told is not None and _holds(told, repeated):
        repeated = told
    title = head_title(sheet) or repeated or labelled(sheet) or called
    title = (
        title or quoted(sheet, lead) or invited(sheet) or entitled(sheet) or _told_in_news(sheet, lead, best)
    )
    if title is None and (best is None or best[1] < _DOUBTFUL):
        title = quoted_anywhere(sheet) or address
    if title is None and best is not None:
        shouted = len(best[0].text.split()) == 1 and best[0].text.isupper()
        nameless = shouted or begins_timed(sheet, best[0])
        return (first_noun(sheet) if nameless else None) or stripped_heading(sheet, best[0], 0.5)
    title = title or dated_heading(sheet) or first_noun(sheet) or first_noun(sheet, _ONE_WORD)
    return title or quoted_anywhere(sheet, alone=True) or plain_heading(sheet)


def _tells_less(sheet: Sheet, heading: Block, called: Title) -> bool:
    """Tell a heading that names no event, where the text gives it another name outright."""
    if sheet.document.markup is not None or names_event(sheet, heading.start, heading.end):
        return False
    return not is_told_again(sheet, heading) and not _shares(heading.text, called.text)


def _shares(one: str, other: str) -> bool:
    """Tell whether half of the words of the shorter text are the other's too."""
    words = [{fold(word) for word in text.split() if len(word) > _SMALL_WORD} for text in (one, other)]
    return 2 * len(words[0] & words[1]) >= min(len(words[0]), len(words[1]))


def _told_in_news(sheet: Sheet, lead: Draft | None, best: tuple[Block, float] | None) -> Title | None:
    """Return what the day's sentence calls an event that a headline above it does not name."""
    if lead is None or best is None or not _is_news(sheet, best[0]):
        return None
    told = told_event(sheet, lead)
    return told if told is not None and _tells_less(sheet, best[0], told) else None


def _is_news(sheet: Sheet, heading: Block) -> bool:
    """Tell a plain text's headline without an event's noun, of which the text says nothing again.

    It is a sentence's length, or names a body or a programme; shorter words may well be a title.
    """
    a, b = heading.start, heading.end
    plain = sheet.document.markup is None and not sheet.marks.has(a, b, "event")
    plain = plain and next(quotes_within(sheet, a, b), None) is None
    long = len(heading.text.split()) >= _HEADLINE or sheet.marks.has(a, b, "organisation", "programme")
    return plain and long


def _is_stranger(sheet: Sheet, heading: Block, address: Title) -> bool:
    """Tell a heading of which the address says nothing, while it repeats another phrase of the text."""
    plain = sheet.document.markup is None
    return plain and address.start is not None and not overlap(heading.text, slug_words(sheet.page.url))


def _holds(one: Title, other: Title) -> bool:
    """Tell whether the words of ``other`` are part of those of ``one``."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.start and other.end <= one.end
