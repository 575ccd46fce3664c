"""Who is thanked for working together: "Dziękujemy za współpracę A i B", "Merci à A pour son aide"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_PAID = ("funded_by", "funder", "funds", "grant", "money_noun", "grant_offer", "happened")
"""Thanks in a sentence with one of these are for money, or for what is over."""
_MOST = 20
"""So many thanks of a page are looked at."""
_NEAR = 24
"""What one thanks for stands so few characters behind the thanks where no name is between."""


def thanked_parties(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners who are thanked for help or for working together, not for money."""
    for hit in sheet.marks.all("thanks")[:_MOST]:
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav" or sheet.marks.has(start, stop, *_PAID):
            continue
        begin = _past_work(sheet, hit)
        behind = sheet.marks.within(begin, min(stop, block.end), "joint_work")
        if begin == hit.end and not behind and not sheet.marks.has(start, hit.end, "joint_work"):
            continue
        row_end = behind[0].start if behind else min(stop, block.end)
        names = reader.after(begin, row_end, filler=2)
        known = (reader.is_organisation(name) or reader.likely(name) for name in names)
        for name in names if all(known) else ():
            yield PartyFound(name, Role.PARTNER, "cue", 0.6)


def _past_work(sheet: Sheet, hit: Hit) -> int:
    """Return the offset behind what is thanked for, where it stands right behind the thanks."""
    near = sheet.marks.within(hit.start, hit.end + _NEAR, "joint_work")
    for work in reversed(near):
        between = sheet.text[hit.end : max(work.start, hit.end)].strip()
        if work.end > hit.end and (not between or between.islower()):
            return work.end
    return hit.end
