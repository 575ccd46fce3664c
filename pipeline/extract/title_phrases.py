"""Titles in running text: the noun phrase that an invitation, a quotation or an event's noun begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.declension import nominative
from pipeline.extract.title_heads import compound_start, phrase_start
from pipeline.gazetteer import nominative_town
from pipeline.sheet import Sheet
from pipeline.words import Hit

EDGE = " \t\n\u00a0,.;:–—-|•*_#>"
"""What is no part of a title at its ends."""
CLAUSE = re.compile(r",\s|\s[–—-]\s|[.!?;]\s|[.!?;]$|\s\(|\n")
LONGEST = 160
_FIRST = 14
"""An event's own heading is one of a page's first so many blocks."""
_SHOUTED = re.compile(
    r"(?:[^\W\d_]+\s){0,2}((?:[^\W\d_a-zà-öø-ÿ]{2,}[^\w\n]+){2,20}[^\W\d_a-zà-öø-ÿ]{2,})(?=\s[^\W\d_]*[a-z])"
)
"""Words in capitals, which end where others go on."""
_OPENING = re.compile(r"[„“”\"«]")
_CLOSING = re.compile(r"[”“\"»]")
_NUMBERED = re.compile(r"(\d{1,3}\.\s+)?(.*)", re.S)
_ENDING = ("funds", "relative", "happens", "happened", "organises", "copula", "cancelled", "postponed")
"""What goes on to tell something of the event that has been named."""
_SHORTEST = 12
_VERB = 6
"""A verb ends what is named behind so many characters."""
_LEADING = 2
"""So many small words ahead of an event's noun are a verb's, and no part of its name."""
_SMALL = ("day_before", "at", "clock", "range_from", "article", "name_link", "relative", "copula", "theme")


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it stands (None: not in the text), how it was found and how surely."""

    text: str
    start: int | None
    end: int | None
    method: str
    score: float


def clean(text: str) -> str:
    """Return ``text`` in one line, without soft hyphens and without marks at its ends."""
    return " ".join(text.replace("\u00ad", "").split()).strip(EDGE)


def is_broken(text: str) -> bool:
    """Tell words that begin in the middle of a sentence, or that are hardly words at all."""
    letters = sum(c.isalpha() for c in text)
    return text[:1].islower() or letters < 4 or letters < len(text) / 2


def named(sheet: Sheet, start: int, end: int) -> str:
    """Return a phrase as a title: its head in the nominative, its first letter upper case."""
    numbered = _NUMBERED.match(clean(sheet.text[start:end]))
    number, rest = (numbered.group(1) or "", numbered.group(2)) if numbered else ("", "")
    rest = nominative(rest, sheet.known.own, sheet.country)
    return number + rest[:1].upper() + rest[1:]


def phrase_span(sheet: Sheet, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of a noun phrase from ``start``: to the clause's end outside quotes, or to a date.

    An article before it and small words behind it are left out; None where nothing much is left.
    """
    text = sheet.text
    end = _clause_end(sheet, start, stop)
    while start < end and text[start] in EDGE:
        start += 1
    own = sheet.known.own.phrases
    first, _, rest = text[start : min(end, start + 20)].partition(" ")
    if rest and first.lower() in {*own["article"], *own["at"]}:
        start += len(first) + 1
    end = before_small_words(sheet, start, end)
    return (start, end) if end - start > 5 else None


def before_small_words(sheet: Sheet, start: int, end: int) -> int:
    """Return where a phrase ends without marks and words at its end that only lead to a day or an hour."""
    text, own = sheet.text, sheet.known.own.phrases
    small = {phrase for key in _SMALL for phrase in own[key]}
    while end > start:
        if text[end - 1] in EDGE:
            end -= 1
        elif (last := text.rfind(" ", start, end)) > start and text[last + 1 : end].lower() in small:
            end = last
        else:
            break
    return end


def _clause_end(sheet: Sheet, start: int, stop: int) -> int:
    """Return where the clause ends that begins at ``start``: a comma within quotes does not end it."""
    text, end = sheet.text, min(stop, start + LONGEST)
    dated = sheet.dates_within(start + 1, end)
    end = dated[0].start if dated else end
    quote_start = quote_end = start
    opened = _OPENING.search(text[start:end])
    if opened:
        quote_start = start + opened.start()
        closed = _CLOSING.search(text[start + opened.end() : stop])
        if closed:
            quote_end = start + opened.end() + closed.end()
            end = max(end, quote_end)
    first = max(quote_start, quote_end, start + 7)
    verb = next((h.start for h in sheet.marks.within(start, end, *_ENDING) if h.start >= first), end)
    verb = min(verb, next((at for at in verbs(sheet, start, end) if at >= first), end))
    end = min(end, verb) if verb - start > _VERB and ":" not in text[start:verb] else end
    shouted = _SHOUTED.match(text, start, end)
    end = shouted.end(1) if shouted and shouted.end(1) - start > _SHORTEST else end
    for found in CLAUSE.finditer(text, start, end):
        at = found.start()
        ordinal = found.group().startswith(".") and text[at - 1].isdigit() and at - start < 14
        abbreviated = found.group().startswith(".") and text[found.end() : found.end() + 1].islower()
        if at >= first and not ordinal and not abbreviated:
            return at
    return end


def verbs(sheet: Sheet, start: int, end: int) -> Iterator[int]:
    """Yield where finite verbs begin in ``text[start:end]``; one with a capital is a noun or a name."""
    hits = sheet.marks.within(start, end, "verb")
    return (hit.start for hit in hits if sheet.text[hit.start].islower())


def invited(sheet: Sheet) -> Title | None:
    """Return what the page invites to: the phrase behind "welcome to", with an event's noun in it."""
    for hit in sheet.marks.all("invites")[:6]:
        block = sheet.document.block_at(hit.start)
        if block is None or block.region in ("nav", "footer") or sheet.text[hit.end : hit.end + 1] in ".!?":
            continue
        span = phrase_span(sheet, hit.end, min(block.end, sheet.sentence(hit.start)[1] + 60))
        span = _without_verb(sheet, *span) if span is not None else None
        if span is not None and sheet.marks.has(*span, "event"):
            return Title(named(sheet, *span), *span, "invitation", 0.6)
    return None


def _without_verb(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    """Return a phrase from its event's noun, where small words lead to that: "to take part in the forum".

    None where hardly more than the noun is left.
    """
    hit = next(iter(sheet.marks.within(start, end, "event")), None)
    if hit is None:
        return start, end
    noun = sheet.marks.tokens.starts[phrase_start(sheet, hit.first)]
    lead = sheet.text[start:noun]
    small = len(lead.split()) >= _LEADING and lead.islower() and ":" not in lead
    if small or _is_place(sheet, start, noun):
        return (noun, end) if end - noun > _SHORTEST else None
    return start, end


def _is_place(sheet: Sheet, start: int, noun: int) -> bool:
    """Tell words that only say where one is asked to come: "to Springfield for", "to the library for"."""
    lead = sheet.text[start:noun].split()
    if len(lead) < _LEADING or lead[-1].lower() not in sheet.known.own.phrases["at"]:
        return False
    town = nominative_town(" ".join(lead[:-1]), sheet.known.own, sheet.country)
    return town is not None or any(hit.start == start for hit in sheet.marks.within(start, noun, "venue"))


def dated_heading(sheet: Sheet) -> Title | None:
    """Return what one of a page's first headings calls an event ahead of its day: "Seminar 5 May 2026"."""
    headings = (b for b in sheet.blocks[:_FIRST] if b.kind == "heading" and b.region == "main")
    for block in headings:
        dates = sheet.dates_within(block.start, block.end)
        end = before_small_words(sheet, block.start, dates[0].start) if dates else block.start
        if sheet.marks.has(block.start, end, "event"):
            return Title(clean(sheet.text[block.start : end]), block.start, end, "heading", 0.5)
    return None


def first_noun(sheet: Sheet, shortest: int = _SHORTEST) -> Title | None:
    """Return the first phrase that an event's noun begins: all that a text without a heading offers.

    ``shortest``: it has more characters than that.
    """
    return _first_of(sheet, sheet.marks.all("event")[:12], shortest)


def noun_within(sheet: Sheet, start: int, stop: int) -> Title | None:
    """Return the first phrase that an event's noun begins in ``text[start:stop]``."""
    return _first_of(sheet, sheet.marks.within(start, stop, "event"), _SHORTEST)


def noun_near(sheet: Sheet, start: int, stop: int, day: int) -> Title | None:
    """Return the phrase of ``text[start:stop]`` whose event's noun stands nearest to ``day``."""
    hits = sorted(sheet.marks.within(start, stop, "event"), key=lambda hit: abs(hit.start - day))
    return _first_of(sheet, hits, _SHORTEST)


def phrase_of(sheet: Sheet, hit: Hit) -> Title | None:
    """Return the phrase that one event's noun is the head of; None where that is no name."""
    return _first_of(sheet, [hit], _SHORTEST)


def _first_of(sheet: Sheet, hits: Sequence[Hit], shortest: int) -> Title | None:
    """Return the phrase of the first noun that says a kind of event; of "the event" where none does."""
    for hit in sorted(hits, key=lambda hit: _is_common(sheet, hit)):
        block = sheet.document.block_at(hit.start)
        if block is None or block.region != "main" or block.kind == "label" or _is_no_name(sheet, hit):
            continue
        start = sheet.marks.tokens.starts[phrase_start(sheet, hit.first)]
        stop = min(block.end, sheet.sentence(hit.start)[1])
        verb = next(iter(sheet.marks.within(hit.end, stop, "happens", "happened", "planned")), None)
        stop = verb.start if verb is not None else stop
        span = phrase_span(sheet, start, stop)
        if span is not None and _OPENING.match(sheet.text, start - 1):
            close = _CLOSING.search(sheet.text, start, span[1] - 1)  # “Forum” on rivers
            span = (span[0], close.start()) if close is not None else span
        if span is not None and span[1] - span[0] > shortest:
            return Title(named(sheet, *span), *span, "phrase", 0.4)
    return None


def _is_common(sheet: Sheet, hit: Hit) -> bool:
    """Tell a noun that any event is called by, "activity", with no name in quotes behind it."""
    quoted = _OPENING.match(sheet.text, hit.end + 1) is not None
    return not quoted and sheet.marks.has(hit.start, hit.end, "common_event")


def _is_no_name(sheet: Sheet, hit: Hit) -> bool:
    """Tell a noun that is a part of a day's name, "sexta-feira", or that a verb or an object follows."""
    tokens, k = sheet.marks.tokens, hit.last + 1
    whole = tokens.words[compound_start(sheet, hit.first) : hit.first + 1]
    if not sheet.known.weekdays.keys().isdisjoint((*whole, "".join(whole))):
        return True
    own = sheet.known.own.phrases
    if any(one.first == k for one in sheet.marks.within(hit.end, hit.end + _SHORTEST, "copula", "funds")):
        return True  # "The event is", "The event was paid for"
    short = hit.end - hit.start <= _VERB and phrase_start(sheet, hit.first) == hit.first
    if short and next(verbs(sheet, hit.end, hit.end + _SHORTEST), None) == hit.end + 1:
        return True  # "The event brings"
    article = k < len(tokens) and tokens.words[k] in own["article"] and tokens.words[k] not in own["at"]
    return article and sheet.text[tokens.ends[k] : tokens.ends[k] + 2].strip()[:1].isalpha()
