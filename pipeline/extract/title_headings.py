"""Titles among headings: the one that the page's address, its head and an event's nouns vouch for."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from pipeline.blocks import Block
from pipeline.extract.title_address import overlap, slug_words
from pipeline.extract.title_faults import begins_dated, faults_of, says_nothing
from pipeline.extract.title_kinds import is_subtitled, is_under_kind, looks_whole, names_event
from pipeline.extract.title_phrases import EDGE, Title, before_small_words, clean, named
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_SITE = re.compile(r"\s+[|–—»·•:-]{1,2}\s+")
_NO_TITLE = -9.0
_FILE = re.compile(r"^\S+\.(?:jpe?g|png|gif|pdf|docx?)$", re.I)
_CRUMB = re.compile(r" [/>»›] ")
"""Between the steps of a path to the page: "Home / News / Our meeting"."""
_NOTICES = ("cancelled", "postponed", "moved_online")
_PARTING = frozenset(":!–-|")
_CRUMBS = "›»"
_SHORTEST = 6
"""A notice beside fewer letters is the title itself."""
_NEAR_TOP = 8000
"""A title is looked for again within so many characters."""
_STAMPS = 3
"""Words of a heading that but names a month, "June events", and of a line that may but name a place."""
_LEAD = 12
"""Letters of the small words between a verb and its day."""
_SAID = 0.2
"""Of a heading behind the day the address says so much, if it is the title."""
_SENTENCES = 90
"""A line as long as that tells something already."""
_JOINTS = ("name_link", "article", "name_join", "at")
_NAMED_KIND = 0.9
"""What a line's neighbour says for it that tells the kind of event."""
_WRAPPED = 45
"""A heading that an editor wrapped goes on in shorter lines."""
_MOST = 2000
"""Of more headings the first are weighed; no page that is written for people has so many."""
_TOP = 14
"""In a text without headings, one of so many first lines may be the title."""


def scored_headings(sheet: Sheet, first: int) -> list[tuple[Block, float]]:
    """Return the headings, and lines that look like ones, with the points that speak for each as a title.

    ``first``: where the event's day stands. File names and what is too long for a title are left out.
    """
    slug = slug_words(sheet.page.url)
    candidates = islice(_candidates(sheet), _MOST)
    scored = ((block, _score(sheet, block, slug, first)) for block in candidates)
    return [(block, points) for block, points in scored if points > _NO_TITLE]


def stripped_heading(sheet: Sheet, block: Block, score: float) -> Title:
    """Return a heading without an invitation or a notice ("CANCELLED:") before it or a date behind it."""
    block = _joined(sheet, block)
    start, end = _without_notice(sheet, block)
    crumbs = list(_CRUMB.finditer(sheet.text, start, end))
    start = crumbs[-1].end() if len(crumbs) > 1 and end - crumbs[-1].end() > _SHORTEST else start
    hit = next(iter(sheet.marks.within(start, min(end, start + 30), "invites")), None)
    inviting = hit is not None and hit.start <= start + 2 and hit.end + 5 < end
    begin = _past_invitation(sheet, start, end) if inviting else start
    # "Invitation for clubs" says whom, and not what, it invites to
    inviting = inviting and (sheet.text[begin].isupper() or sheet.marks.has(begin, end, "event"))
    start = begin if inviting else start
    if begins_dated(sheet, block):
        start = max(start, sheet.dates_within(block.start, block.end)[0].end)
    start = _past_notice(sheet, start, end)
    for mention in sheet.dates_within(start + _SHORTEST, end):
        if end - mention.end < 25 and mention.kind != "month":
            end = _before_verb(sheet, start, before_small_words(sheet, start, min(end, mention.start)))
    text = sheet.text[start:end]
    start += len(text) - len(text.lstrip(EDGE))
    end = start + len(text.strip(EDGE).rstrip(EDGE + "("))
    words = block.text[start - block.start : end - block.start]
    told = named(sheet, start, end) if inviting and words else clean(words or block.text)
    return Title(told, start, end, "heading", score)


def _past_invitation(sheet: Sheet, start: int, end: int) -> int:
    """Return where a heading goes on behind its invitation, a mark and an article: "Invitation to the"."""
    start = max(
        hit.end
        for hit in sheet.marks.within(start, min(end, start + 30), "invites")
        if hit.start <= start + 2
    )
    while start < end and sheet.text[start] in EDGE:
        start += 1
    first, _, rest = sheet.text[start:end].partition(" ")
    own = sheet.known.own.phrases
    return start + len(first) + 1 if rest and first in {*own["article"], *own["at"]} else start


def _joined(sheet: Sheet, block: Block, index: int = 0) -> Block:
    """Return a plain text's heading with the lines that it goes on in: behind a colon, in small letters.

    ``index``: the block that may go on; 0 for the one behind ``block``.
    """
    index = index or sheet.block_index(block.start) + 1
    if sheet.document.markup is not None or index >= len(sheet.blocks):
        return block
    own, behind = sheet.known.own.phrases, sheet.blocks[index]
    if _goes_on(sheet, block, behind):
        return _joined(sheet, replace(block, text=sheet.text[block.start : behind.end]), index + 1)
    last = block.text.rstrip()
    small = {word for key in _JOINTS for word in own[key]}
    open_ended = last.endswith((":", " –", " -", " &")) or last.rsplit(" ", 1)[-1] in small
    told = sheet.dates_within(behind.start, behind.end) or sheet.times_within(behind.start, behind.end)
    plain = behind.kind in ("heading", "paragraph") and len(behind.text) < _SENTENCES and not told
    if not (open_ended and plain and " " in last and looks_whole(behind.text.rstrip())):
        return block
    return replace(block, text=sheet.text[block.start : behind.end])


def _goes_on(sheet: Sheet, block: Block, behind: Block) -> bool:
    """Tell whether a heading that an editor wrapped goes on in the next: "Civil society", "– a force"."""
    line = behind.text.lstrip("–- ")
    wrapped = sheet.text[block.end : behind.start].count("\n") == 1 and block.end - block.start < _SENTENCES
    if not (wrapped and line[:1].islower() and len(line) < _WRAPPED) or behind.text[-1:] in ".:;":
        return False
    told = sheet.dates_within(behind.start, behind.end) or sheet.times_within(behind.start, behind.end)
    return not told and not sheet.marks.has(behind.start, behind.end, "event", "at", "venue", "clock")


def _past_notice(sheet: Sheet, start: int, end: int) -> int:
    """Return where a heading begins behind a notice with its day: "Save the date: 5 May – River Forum"."""
    for mention in sheet.dates_within(start + _SHORTEST, end):
        letters = sum(c.isalpha() for c in sheet.text[mention.end : end])
        if letters > _SHORTEST and says_nothing(sheet, start, mention.start):
            return mention.end
    return start


def _before_verb(sheet: Sheet, start: int, end: int) -> int:
    """Return where a title ends ahead of the verb that led to its day: "The forum is held on 5 May"."""
    hits = sheet.marks.within(start, min(end + _LEAD, len(sheet.text)), "happens", "happened")
    verb = next((hit.start for hit in hits if hit.start < end <= hit.end + 1), end)
    return verb if verb > start + _SHORTEST else end


def _without_notice(sheet: Sheet, block: Block) -> tuple[int, int]:
    """Return a heading's span without words at its edges that only say how the event stands."""
    start, end = block.start, block.end
    crumb = max(sheet.text.rfind(f" {mark} ", start, end - _SHORTEST) for mark in _CRUMBS)
    start = crumb + 3 if crumb > 0 else start
    for hit in sheet.marks.within(start, end, *_NOTICES):
        behind = sheet.text[hit.end : end].lstrip()
        shouted = sheet.text[hit.start : hit.end].isupper() and not behind[:2].isupper()
        if hit.start <= start + 2 and (behind[:1] in _PARTING or shouted) and len(behind) > _SHORTEST:
            start = hit.end
        elif hit.end >= end - 2 and hit.start > start + _SHORTEST:
            end = hit.start
    return start, end


def head_title(sheet: Sheet) -> Title | None:
    """Return og:title or <title>, the site's name cut off; None for what is no HTML."""
    meta, publisher = sheet.document.meta, sheet.facts.publisher
    text = meta.get("og:title") or sheet.document.title
    if not text or sheet.document.markup is None:
        return None
    site = {fold(meta.get("og:site_name", "")), fold(publisher.name) if publisher else ""}
    pieces = _SITE.split(text.strip())
    kept = [piece for piece in pieces if fold(piece) not in site] or pieces
    whole = len(kept[0]) <= 12 and 1 < len(kept) == len(pieces)
    return Title(clean(text if whole else kept[0]), None, None, "head", 0.6)


def _candidates(sheet: Sheet) -> list[Block]:
    """Return headings, and near the top of a page without any also lines that only look like ones."""
    out = []
    headed = any(b.kind == "heading" and 1 <= b.level <= 3 and b.region == "main" for b in sheet.blocks)
    plain = sheet.document.markup is None or not headed
    named = head_title(sheet)
    vouched = fold(named.text) if named is not None else ""
    for i, block in enumerate(sheet.blocks):
        if block.kind == "heading":
            out.append(block)
        elif " " in vouched and len(block.text) < 120 and _is_named_so(sheet, block, vouched):
            out.append(replace(block, kind="heading", level=1))
        elif i < _TOP and plain and block.region == "main":
            line = whole_line(sheet, block)
            whole = line.kind == "paragraph" and len(line.text) < 190 and looks_whole(line.text.rstrip())
            joined = _joined(sheet, line)
            if whole or joined is not line or (line.kind == "label" and not sheet.label_keys(line.text)):
                out.append(joined)
    return out


def _is_named_so(sheet: Sheet, block: Block, vouched: str) -> bool:
    """Tell a line of the page's main part that says an event's name as the page's head says it."""
    plain = block.kind == "paragraph" and block.region == "main"
    return plain and sheet.marks.has(block.start, block.end, "event") and fold(block.text) == vouched


def whole_line(sheet: Sheet, block: Block) -> Block:
    """Return a pair of no known label as the line it is: the colon belongs to a title.

    So it does behind words that name an event, "Dialogue café, theme: our river", and in a first line.
    """
    if block.kind != "pair":
        return block
    start = sheet.text.rfind("\n", 0, block.start) + 1
    keys = sheet.label_keys(block.label)
    named = keys == {"label_theme"} and sheet.marks.has(start, block.start, "event")
    opens = start <= sheet.blocks[0].start and len(block.label.split()) >= _STAMPS
    if keys and not named and not (opens and sheet.marks.has(block.start, block.end, "event")):
        return block
    return Block(kind="paragraph", text=sheet.text[start : block.end], start=start)


def _score(sheet: Sheet, block: Block, slug: set[str], first: int) -> float:
    """Return how much speaks for a heading as the page's title."""
    text = block.text.strip(EDGE)
    words = len(text.split())
    if not 4 <= len(text) <= 220 or words > 24 or _FILE.match(text):
        return _NO_TITLE
    shared = overlap(text, slug)
    score = 2.5 * shared + {1: 1.5, 2: 0.4}.get(block.level, 0.2)
    score += 0.7 * names_event(sheet, block.start, block.end) + 0.4 * (block.start <= first)
    score += 0.3 * any(mark in text for mark in '„"”')
    score += 1.0 * bool(sheet.document.title and fold(text) in fold(sheet.document.title))
    score += _plain_points(sheet, block, text)
    score += _NAMED_KIND * (is_subtitled(sheet, block) or is_under_kind(sheet, block))
    if words == 1 and fold(text) not in slug and not opens(sheet, block):
        score -= 0.6
    behind = block.start > first and shared < _SAID and not is_headmost(sheet, block)
    score -= behind or block.start > first + 600
    if text.endswith("?") and not shared and not is_under_kind(sheet, block):
        score -= 0.4
    return score - 0.6 * text[:1].islower() - faults_of(sheet, block, text)


def _plain_points(sheet: Sheet, block: Block, text: str) -> float:
    """Return what a line says for itself where no markup tells headings: it opens the text, or calls out."""
    score = 0.4 * is_told_again(sheet, block)
    if sheet.document.markup is not None:
        return score
    first = opens(sheet, block)
    return score + 0.25 * first - 0.8 * (not first and text.endswith("!"))


def is_headmost(sheet: Sheet, block: Block) -> bool:
    """Tell a heading, or a line with an event's noun, above which stand short lines and no sentences."""
    index = sheet.block_index(block.start)
    if index >= _TOP or any(len(other.text) >= _SENTENCES for other in sheet.blocks[:index]):
        return False
    return block.kind == "heading" or sheet.marks.has(block.start, block.end, "event")


def opens(sheet: Sheet, block: Block) -> bool:
    """Tell whether a line is the first, but for days alone, and neither one word nor the site's name."""
    for before in sheet.blocks[:_STAMPS]:
        if before.start >= block.start:
            if sheet.marks.has(block.start, block.end, "event"):
                return not block.text[:1].islower()
            site = sheet.marks.has(block.start, block.end, "organisation") and block.text[-1:] not in "!?"
            return " " in block.text.strip() and not block.text[:1].islower() and not site
        dated = sheet.dates_within(before.start, before.end)
        if sheet.marks.has(before.start, before.end, "chrome", "news") and len(before.text) < _SENTENCES:
            continue
        if not dated or len(before.text) > dated[-1].end - dated[0].start + _SHORTEST:
            return False
    return False


def is_told_again(sheet: Sheet, block: Block) -> bool:
    """Tell whether what a line says, or what it says behind a dash or a colon, stands in the text again."""
    rest = sheet.text[block.end : _NEAR_TOP].lower()
    parts = (part.strip(EDGE) for part in re.split(r"\s[–—|-]\s|:\s", block.text.lower()))
    return any(len(part) > 12 and " " in part and part in rest for part in parts)
