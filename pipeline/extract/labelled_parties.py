"""Parties that a label names: "Organiser: X", a list under "Partners", "Organised: X. Partner: Y."."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.announced_rows import comma_parted, row_stop
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.text import Block
from pipeline.words import Hit

_LABELS = (
    ("label_co_organiser", Role.CO_ORGANISER),
    ("label_media_partner", Role.MEDIA_PARTNER),
    ("label_organiser", Role.ORGANISER),
    ("label_partner", Role.PARTNER),
    ("label_host", Role.HOST),
)
_ANOTHERS = ("with_partner", "support", "funded_by", "organises", "person_title", "speaker")
"""What tells another role within a label's value."""
_LONGEST_LINE = 140
_LONGEST_VALUE, _LONGEST_ROW = 400, 1200
"""Characters of what stands under a label, and of a row of names on the label's own line."""
_LEAST = 0.3
"""Names fill at least so much of a line that is a label's value."""
_PARTED = 2
"""Blanks part a label from its value."""
_LONGEST_LIST = 8
"""A label counts over so many lines."""


def labelled_parties(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    for i, block in enumerate(sheet.blocks):
        if block.kind == "label" or block.region == "nav" or not _is_value(sheet, i):
            continue
        keys = sheet.labels_over(i)
        role = next((role for key, role in _LABELS if key in keys), None)
        if role is None or len(block.text) > (_LONGEST_ROW if block.label else _LONGEST_VALUE):
            continue
        if block.kind == "paragraph" and len(block.text) > _LONGEST_VALUE // 2:
            continue
        led = role is Role.PARTNER and sheet.marks.has(block.start, block.end, "lead")
        if led or (not block.label and _is_past_list(sheet, i)):
            continue  # "City of Ely (coordinator)" tells its role itself
        line = reader.line(block)
        if not line and not block.label and block.kind != "item" and _is_prose(sheet, reader, block):
            continue
        whole = line or ([] if block.label else _with_parent(sheet, reader, i))
        for name in whole or _row(sheet, reader, block):
            yield PartyFound(name, role, "label", 0.92 if block.label else 0.85)


def _row(sheet: Sheet, reader: NameReader, block: Block) -> list[Name]:
    """Return the names in a label's value: as they read, or, where that ends early, all that commas part."""
    names = reader.after(block.start, block.end, filler=0)
    if not names or not block.label or names[-1].end >= block.start + len(block.text.rstrip(" .")):
        return names
    several = sheet.marks.has(block.start, block.end, *_ANOTHERS)
    members = [] if several else comma_parted(reader, block)
    return members if len(members) > len(names) else names


def _is_prose(sheet: Sheet, reader: NameReader, block: Block) -> bool:
    """Tell a sentence below a label's value, "More on this is found at …", from a row of names."""
    names = reader.after(block.start, block.end, filler=0)
    named = sum(name.end - name.start for name in names)
    return bool(names) and named < _LEAST * len(block.text)


def _is_value(sheet: Sheet, i: int) -> bool:
    """Tell a heading that opens something from one that but stands under its label, another heading."""
    block = sheet.blocks[i]
    if block.kind != "heading":
        return True
    ahead = sheet.blocks[i - 1] if i else block
    listed = i > 0 and ahead.kind == "heading" and bool(sheet.labels_over(i))
    asked = i > 0 and bool(sheet.label_keys(ahead.text))
    return (asked or listed) and not sheet.label_keys(block.text)


def _with_parent(sheet: Sheet, reader: NameReader, i: int) -> list[Name]:
    """Return the one name of a line in a list that tells whose part a body is: "Wydział X, Uniwersytet Y".

    Another line beside it has a comma too, so that a line is no list of its own.
    """
    block = sheet.blocks[i]
    halves = block.text.strip(" .").split(", ")
    beside = [sheet.blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(sheet.blocks)]
    alike = any(one.kind == block.kind and one.text.count(", ") == 1 for one in beside)
    if len(halves) != 2 or not alike or len(block.text) > _LONGEST_LINE:
        return []
    parts = reader.after(block.start, block.end, filler=0)
    spanning = len(parts) == 2 and parts[-1].end >= block.start + len(block.text.rstrip(" ."))
    if not spanning or not all(reader.is_organisation(part) for part in parts):
        return []
    return [Name(f"{parts[0].text}, {parts[1].text}", parts[0].start, parts[1].end)]


def _is_past_list(sheet: Sheet, i: int) -> bool:
    """Tell a line behind the list of a label's values: one that is no item, or stands behind a day's line."""
    for k in range(i, max(i - _LONGEST_LIST, 0), -1):
        block, ahead = sheet.blocks[k], sheet.blocks[k - 1]
        if block.label or sheet.labels_over(k) != sheet.labels_over(i):
            return False
        if (ahead.kind == "item" and block.kind != "item") or sheet.dates_within(block.start, block.end):
            return True
    return False


def inline_parties(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the names behind a label and its colon at a sentence's start: "Organiza: X. Colabora: Y."."""
    for key, role in _LABELS:
        for hit, behind in inline_labels(sheet, key):
            block = sheet.document.block_at(behind + 1)
            if block is not None and block.label and 0 <= block.start - behind <= _PARTED:
                continue  # read as a label's value
            for name in reader.after(behind, row_stop(sheet, hit.start, len(sheet.text)), filler=0):
                yield PartyFound(name, role, "label", 0.85)


def inline_labels(sheet: Sheet, key: str) -> Iterator[tuple[Hit, int]]:
    """Yield each label of a kind that begins a sentence, with the offset behind its colon, "Ort :" too."""
    for hit in sheet.marks.all(key):
        colon = sheet.text.find(":", hit.end, hit.end + 2)
        if (
            colon >= 0
            and hit.start == sheet.sentence(hit.start)[0]
            and not sheet.text[hit.end : colon].strip()
        ):
            yield hit, colon + 1
