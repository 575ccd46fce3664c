"""What it costs to take part: free or not, and the sum, from labels and from words of paying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.blocks import Block
from pipeline.extract.drafts import Draft
from pipeline.extract.fees import denied_fees, priced, priced_ahead
from pipeline.extract.money import Sum, find_sums
from pipeline.extract.values import Value
from pipeline.sheet import Sheet
from pipeline.words import Hit

_LONGEST_LABELLED = 200
_BESIDE = 2
"""Words between "free" and what is free."""
_SHORT = 60
_NEAR = 22
_ADMITTED = 45
"""A small word that says of admission that it is free stands so few characters behind it."""
_MOST = 20
_LINES = 6
"""Lines that an entry of a list has at most, its day's among them."""


def find_free(sheet: Sheet) -> Value[bool] | None:
    """Return True where taking part costs nothing, False where a price stands, None where nothing is said."""
    for _, block in sheet.labelled("label_price"):
        free = [
            h for h in sheet.marks.within(block.start, block.end, "free") if not _of_something_else(sheet, h)
        ]
        free = free or _plain_answer(sheet, block)
        sums = find_sums(sheet, block.start, block.end)
        # "100 kr (free with a season ticket)" is free for some.
        some = bool(free and sums) and sums[0].amount > 0 and sums[0].end <= free[0].start
        if free and not some:
            return Value(True, free[0].start, free[0].end, "label", 0.9)
        if sums and len(block.text) < _LONGEST_LABELLED:
            return Value(sums[0].amount == 0, sums[0].start, sums[0].end, "label", 0.85)
    for hit in sheet.marks.all("free"):
        if sheet.document.region_at(hit.start) == "main" and _about_taking_part(sheet, hit.start, hit.end):
            told = _by_cue(sheet, hit)
            if told is not None:
                return told
    return _told(sheet, 0, len(sheet.text))


def _told(sheet: Sheet, start: int, stop: int) -> Value[bool] | None:
    """Return what ``text[start:stop]`` says of paying without a word for "free" itself."""
    denied = next(denied_fees(sheet, start, stop), None)
    if denied is not None:
        return denied
    paid = _paid(sheet, start, stop)
    admitted = _free_admission(sheet, sheet.marks.within(start, stop, "admission")) if paid is None else None
    if admitted is not None:
        return admitted
    return Value(paid.value.amount == 0, paid.start, paid.end, "cue", 0.65) if paid else None


def _paid(sheet: Sheet, start: int, stop: int) -> Value[Sum] | None:
    """Return the price that ``text[start:stop]`` names beside its words."""
    behind = priced(sheet, sheet.marks.within(start, stop, "paid", "label_price", "pays"))
    return behind or priced_ahead(sheet, sheet.marks.within(start, stop, "fee", "admission"))


def _by_cue(sheet: Sheet, hit: Hit) -> Value[bool] | None:
    """Return what words for "free" say; None where something else is free, or nothing is."""
    if _of_something_else(sheet, hit) or _is_denied(sheet, hit):
        return None
    paid = _others_pay(sheet, hit)
    if paid is not None:
        return Value(False, paid.start, paid.end, "cue", 0.65)
    return Value(True, hit.start, hit.end, "cue", 0.75)


def find_price(sheet: Sheet) -> tuple[float, str, str] | None:
    """Return amount, currency and words of the price that the page names."""
    for _, block in sheet.labelled("label_price"):
        sums = find_sums(sheet, block.start, block.end)
        if sums and len(block.text) < _LONGEST_LABELLED:
            return sums[0].amount, sums[0].currency, " ".join(block.text.split())
    return _in_words(sheet, _paid(sheet, 0, len(sheet.text)))


def _in_words(sheet: Sheet, paid: Value[Sum] | None) -> tuple[float, str, str] | None:
    if paid is None:
        return None
    return paid.value.amount, paid.value.currency, sheet.text[paid.start : paid.end]


def _plain_answer(sheet: Sheet, block: Block) -> list[Hit]:
    """Return the word of a label's short answer that means free there: "Admission: free", "Fee: none"."""
    if len(block.text) > _SHORT or any(c.isdigit() for c in block.text):
        return []
    hits = sheet.marks.within(block.start, block.end, "free_beside", "negation")
    return [hit for hit in hits if hit.start == block.start]


def find_shared_free(sheet: Sheet, drafts: Sequence[Draft]) -> Value[bool] | None:
    """Return that taking part is free, where the page says so of all: ahead of their days, or behind.

    ``drafts``: the page's events; what stands among their days is said of one of them.
    """
    told = sheet.once(find_free)
    if told is None or not told.value or told.method != "cue":
        return None
    index = sheet.block_index(told.start)
    leads = [draft.lead.block for draft in drafts]
    apart = index <= min(leads) or index > max(leads) + 1
    return told if apart and not sheet.dates_within(*sheet.sentence(told.start)) else None


def find_own_free(sheet: Sheet, draft: Draft, drafts: Sequence[Draft]) -> Value[bool] | None:
    """Return what an entry of a list says of its own admission in the lines from its day to the next."""
    start, stop = _own_lines(sheet, draft, drafts)
    told = (_by_cue(sheet, hit) for hit in sheet.marks.within(start, stop, "free"))
    return next(filter(None, told), None) or _told(sheet, start, stop)


def find_own_price(sheet: Sheet, draft: Draft, drafts: Sequence[Draft]) -> tuple[float, str, str] | None:
    """Return amount, currency and words of the price that an entry of a list names in its own lines."""
    return _in_words(sheet, _paid(sheet, *_own_lines(sheet, draft, drafts)))


def is_others(sheet: Sheet, told: Value[bool], draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell a price in another entry's own lines; behind the last it may be that of all. Free admission is
    more often all entries'.
    """
    if told.value:
        return False
    last = max(other.lead.block for other in drafts)
    others = (other for other in drafts if other is not draft and other.lead.block < last)
    spans = (_own_lines(sheet, other, drafts) for other in others)
    return any(start <= told.start < stop for start, stop in spans)


def _own_lines(sheet: Sheet, draft: Draft, drafts: Sequence[Draft]) -> tuple[int, int]:
    """Return the span of an entry's own lines, from its day to the next's; its sentence where several share
    a line.
    """
    lines = sorted({other.lead.block for other in drafts})
    first = draft.lead.block
    shared = {other.lead.mention.start for other in drafts if other.lead.block == first}
    if len(shared) > 1:
        return sheet.sentence(draft.lead.mention.start)
    after = next((line for line in lines if line > first), len(sheet.blocks))
    return sheet.blocks[first].start, sheet.blocks[min(after, first + _LINES) - 1].end


def _free_admission(sheet: Sheet, nouns: Sequence[Hit]) -> Value[bool] | None:
    """Return True where a small word says of admission that it is free: "der Eintritt … ist frei"; "fri
    adgang", unless that is to something: "free access to information".
    """
    for noun in nouns:
        start, stop = sheet.sentence(noun.start)
        if sheet.document.region_at(noun.start) != "main":
            continue
        ahead = sheet.before(noun.start, "free_beside", 1)
        if ahead is not None and ahead.start >= start and _ends_there(sheet, noun):
            return Value(True, ahead.start, noun.end, "cue", 0.65)
        for hit in sheet.marks.within(noun.end, min(stop, noun.end + 2 * _ADMITTED), "free_beside"):
            far = hit.start - noun.end > _ADMITTED
            if far and sheet.before(hit.start, "copula", 1, noun.end) is None:
                continue
            parted = sheet.text[noun.end : hit.start]
            if not _is_denied(sheet, hit) and "," not in parted and "\n" not in parted:
                return Value(True, noun.start, hit.end, "cue", 0.65)
    return None


def _ends_there(sheet: Sheet, noun: Hit) -> bool:
    """Tell whether no word follows right behind but one that joins another clause."""
    tokens = sheet.marks.tokens
    if noun.last + 1 >= len(tokens.words):
        return True
    start, word = tokens.starts[noun.last + 1], tokens.words[noun.last + 1]
    joined = word in sheet.known.own.phrases["name_join"]
    return joined or not word.isalnum() or "\n" in sheet.text[noun.end : start]


def _is_denied(sheet: Sheet, hit: Hit) -> bool:
    """Tell words that a "not" stands right ahead of: "not free"."""
    return sheet.before(hit.start, "negation", 1) is not None


def _others_pay(sheet: Sheet, hit: Hit) -> Value[Sum] | None:
    """Return what others pay where "free" is said of some: "Free for members. Everybody else pays 10 €"."""
    start, stop = sheet.sentence(hit.start)
    if not sheet.marks.has(start, stop, "concession"):
        return None
    paid = _paid(sheet, 0, len(sheet.text))
    return paid if paid is not None and paid.value.amount else None


def _of_something_else(sheet: Sheet, hit: Hit) -> bool:
    """Tell "free coffee", "parking is free" and "free for members" from free admission."""
    tokens = sheet.marks.tokens
    start, stop = sheet.sentence(hit.start)
    last = min(hit.last + _BESIDE, len(tokens) - 1)
    for thing in sheet.marks.within(hit.end, min(stop, tokens.ends[last]), "free_thing", "concession"):
        if any(not word.isalnum() for word in tokens.words[hit.last + 1 : thing.first]):
            return False
        whole = sheet.marks.has(thing.end, min(stop, thing.end + _NEAR), "event")
        return not whole or thing.key == "concession"
    first = max(0, hit.first - _BESIDE - 1)
    before = sheet.marks.within(max(start, tokens.starts[first]), hit.start, "free_thing", "concession")
    beside = (all(w.isalnum() for w in tokens.words[thing.last + 1 : hit.first]) for thing in before)
    return any(beside) and not _is_joined(sheet, start, before[0])


def _is_joined(sheet: Sheet, floor: int, thing: Hit) -> bool:
    """Tell a thing that is told together with the event: "debate and dinner are free"."""
    joint = sheet.before(thing.start, "name_join", 1, floor)
    if joint is None or thing.key != "free_thing":
        return False
    tokens = sheet.marks.tokens
    return sheet.marks.has(tokens.starts[max(joint.first - 1, 0)], joint.start, "event", "admission")


def find_reduced(sheet: Sheet, full: float) -> Value[float] | None:
    """Return what those with a concession pay, less than ``full``: the sum beside the words of one."""
    spans = [(block.start, block.end) for _, block in sheet.labelled("label_price")]
    spans += [sheet.sentence(hit.start) for hit in sheet.marks.all("paid", "label_price")[:_MOST]]
    for start, stop in spans:
        for hit in sheet.marks.within(start, stop, "concession"):
            for found in _beside_concession(sheet, hit, start, stop):
                if found.value < full:
                    return found
    return None


def _beside_concession(sheet: Sheet, hit: Hit, start: int, stop: int) -> Iterator[Value[float]]:
    """Yield what may be the price beside words of a concession: behind them, then before them."""
    behind, before = min(stop, hit.end + _NEAR), max(start, hit.start - _NEAR)
    for one in find_sums(sheet, hit.end, behind)[:1]:
        yield Value(one.amount, hit.start, one.end, "cue", 0.7)
    for free in sheet.marks.within(before, behind, "free")[:1]:
        yield Value(0.0, min(hit.start, free.start), max(hit.end, free.end), "cue", 0.6)
    for one in find_sums(sheet, before, hit.start)[-1:]:
        yield Value(one.amount, one.start, hit.end, "cue", 0.65)


def _about_taking_part(sheet: Sheet, start: int, end: int) -> bool:
    """Tell "free admission" from "feel free": a small word needs an event or a registration beside it."""
    if end - start > 5:
        return True
    before = sheet.text[max(0, start - 6) : start].lower().strip()
    if before.endswith(("feel", "-", "for", "be")):
        return False
    a, b = sheet.sentence(start)
    return b - a < 60 or sheet.marks.has(a, b, "event", "register", "invites", "online")
