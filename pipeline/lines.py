"""Plain text and Markdown into blocks, every offset the file's own.

Markdown's marks are blanked rather than removed: the block's text keeps its length, so spans stay true.
"""

from __future__ import annotations

import re

import yaml

from pipeline.blocks import GENDERED, LABEL_SIGN, Block, Document, Link, make_document
from pipeline.frontmatter import split_front_matter

_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\(\s*<?([^()\s>]{0,1000})>?(?:\s+\"[^\"\n]{0,300}\")?\s*\)")
_BARE_URL = re.compile(r"(?<![\w(\"'=/])(?:https?://|www\.)[^\s<>\"'()\[\]]{3,1000}")
_EMPHASIS = re.compile(
    r"(?<!\\)(\*\*\*|\*\*|__|\*|`+)|(?<=\s)_(?=\w)|(?<=\w)_(?=[\s.,;:!?)])|(?<=~)~|\\(?=[-#*_.!+])"
)
_LINE = re.compile(r"[^\r\n]*")
_BULLET = re.compile(r"\s{0,12}(?:[•·▪◦‣●○■–—►>-]|\*(?!\*)|\d{1,2}\)(?=\s))\s+")
_NUMBER = re.compile(r"\s{0,12}(\d{1,2})\.\s+")
_DAY = re.compile(r"[^\W\d_]{3,12}\.?,?\s+\d{4}(?!\d)")
"""What goes on a day's number, not a list's: its month and year."""
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_ENDING = re.compile(r"[.!?;,:…»”\"]\s*$")
_LABEL = re.compile(rf"^\s*([^\W\d_]{LABEL_SIGN}{{0,40}}?)\s*[:?]\s*$")
_PAIR = re.compile(
    rf"^(\s*(?:[^\W\d_]{LABEL_SIGN}{{0,40}}?|(?:[^\W\d_]\.){{2,5}})\s*"
    rf"(?::(?!//|{GENDERED}|[^\W\d_](?![^\W_])|(?<=\d:)\d\d)|\?(?=\s)))\s*\S"
)
"""A label and its value; a lone letter behind a colon is an ending: "Naapurit ry:n järjestämä"."""
_RULE = re.compile(r"\s*([-=_*~]\s?){3,200}\s*$")
_FIELD = re.compile(r"\s{0,4}[a-z]{2,12} (?:19|20)\d\d-\d\d(?:-\d\d)?(?=\s+[^\s\d])")
"""The field of a day or a month that an export has put ahead of a text, on its first line."""
LONGEST_LINE = 40_000
"""A longer line is no writing: its marks stay as they are."""


def lines_document(text: str, issues: tuple[str, ...] = ()) -> Document:
    """Return a plain text's blocks, a block a line; a short line without a full stop may be a heading."""
    return _read(text, 0, issues, {})


def markdown_document(text: str, issues: tuple[str, ...] = ()) -> Document:
    """Return the blocks of a Markdown file; its front matter's values are ``Document.fields``."""
    fields: dict[str, object] = {}
    body_start = 0
    matter = split_front_matter(text)
    if matter is not None:
        body_start = matter.end
        try:
            fields = matter.load()
        except (ValueError, yaml.YAMLError) as error:
            where = getattr(error, "problem_mark", None)
            line = f"line {where.line + 2}: " if where else ""
            issues = (*issues, f"{line}broken front matter: {str(getattr(error, 'problem', error))[:120]}")
    return _read(text, body_start, issues, fields)


def _read(text: str, start: int, issues: tuple[str, ...], fields: dict[str, object]) -> Document:
    links: list[Link] = []
    blocks: list[Block] = []
    number = 0
    field = _FIELD.match(text, start)
    if field is not None:
        blocks.append(_trimmed("paragraph", field.group(), start, 0))
        start = field.end()
    for found in _LINE.finditer(text, start):
        line = found.group()
        if line.strip() and not _RULE.match(line):
            number = _list_number(line, number)
            block = _line_block(line, found.start(), links, bool(number))
            if block is not None:
                blocks.append(block)
    title = fields.get("title")
    lang = fields.get("lang") or fields.get("language") or fields.get("locale")
    return make_document(
        text,
        _with_labels(blocks, text),
        links,
        issues,
        fields=fields,
        title=title if isinstance(title, str) else "",
        language=lang if isinstance(lang, str) else None,
    )


def _list_number(line: str, last: int) -> int:
    """Return a numbered list's number that the line begins with, 0 where it begins otherwise.

    The first is 1 or follows ``last``, the line's before; "8. maj kl. 18" is a day.
    """
    found = _NUMBER.match(line)
    if found is None or int(found.group(1)) not in (1, last + 1):
        return 0
    day = line[found.end() : found.end() + 1].islower() or _DAY.match(line, found.end())
    return 0 if day else int(found.group(1))


def _line_block(line: str, offset: int, links: list[Link], numbered: bool) -> Block | None:
    """Return one line's block, None for a picture alone; the line's links go into ``links``."""
    if len(line) > LONGEST_LINE:
        return Block(kind="paragraph", text=line, start=offset)
    clean = _unmarked(line, offset, links)
    if line.lstrip().startswith("![") and not clean.strip():
        return None
    heading = _HEADING.match(clean)
    if heading:
        return _trimmed("heading", clean, offset, heading.end(), level=len(heading.group(1)))
    bold = line.strip().startswith(("**", "__")) and line.strip().rstrip(":").endswith(("**", "__"))
    bullet = _NUMBER.match(line) if numbered else _BULLET.match(line)
    if bullet and len(clean) > bullet.end():
        return _trimmed("item", clean, offset, bullet.end())
    if bold and len(clean.strip()) < 120:
        return _trimmed("heading", clean, offset, 0, level=3)
    return _trimmed("paragraph", clean, offset, 0)


def _trimmed(kind: str, line: str, offset: int, cut: int, level: int = 0) -> Block:
    body = line[cut:].rstrip()
    lead = len(body) - len(body.lstrip())
    return Block(kind=kind, text=body[lead:], start=offset + cut + lead, level=level)


def _unmarked(line: str, offset: int, links: list[Link]) -> str:
    """Blank a line's Markdown marks, noting its links; the length stays."""
    chars = line
    for found in _LINK.finditer(line):
        words, href = found.group(1), found.group(2)
        a, b = found.span(1)
        picture = found.group().startswith("!")
        blank = " " * (a - found.start()) + ("" if picture else words).ljust(b - a) + " " * (found.end() - b)
        chars = chars[: found.start()] + blank + chars[found.end() :]
        if not picture and href.startswith(("http://", "https://", "mailto:")):
            links.append(Link(start=offset + a, end=offset + b, text=words.strip(), href=href))
    for found in _BARE_URL.finditer(chars):
        href = found.group().rstrip(".,;:!?")
        full = href if href.startswith("http") else "https://" + href
        start = offset + found.start()
        links.append(Link(start=start, end=start + len(href), text=href, href=full))
    return _EMPHASIS.sub(lambda m: " " * len(m.group()), chars)


def _with_labels(blocks: list[Block], text: str) -> list[Block]:
    """Tell labels and headings from paragraphs: by a colon, or by standing alone and short."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if block.kind not in ("paragraph", "item") or len(block.text) > 5000:
            out.append(block)
            continue
        pair = _PAIR.match(block.text)
        if _LABEL.match(block.text) and block.kind == "paragraph":
            out.append(Block(kind="label", text=block.text, start=block.start))
        elif pair and not _dated(pair.group(1)) and not _is_clock(block.text, pair.end(1)):
            out.append(_pair(block, pair.end(1)))
        elif block.kind == "paragraph" and _stands_alone(block, blocks, i, text):
            out.append(Block(kind="heading", text=block.text, start=block.start, level=2))
        else:
            out.append(block)
    return out


def _dated(label: str) -> bool:
    """Tell "Tuesday 3 October:" from a label; "Day 2:" is one."""
    return any(c.isdigit() for c in label.rstrip(" :?")[:-2])


def _is_clock(text: str, cut: int) -> bool:
    """Tell the colon before ``cut`` as an hour's: "It begins at 11:00"."""
    return text[cut - 2 : cut - 1].isdigit() and text[cut : cut + 1].isdigit()


def _pair(block: Block, cut: int) -> Block:
    """Return the value behind the label that ends at ``cut`` of a block."""
    label = block.text[:cut].strip(" :?")
    value = block.text[cut:]
    lead = len(value) - len(value.lstrip())
    return Block(kind="pair", text=value[lead:], start=block.start + cut + lead, label=label)


def _stands_alone(block: Block, blocks: list[Block], i: int, text: str) -> bool:
    """Tell a heading: a line between empty ones, or a short one under an empty line."""
    line = block.text
    if len(line) > 160 or (_ENDING.search(line) and not line.rstrip().endswith(("?", "”", '"', "!", "…"))):
        return False
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    before = blocks[i - 1] if i else None
    gap_after = after is None or text[block.end : after.start].count("\n") > 1
    gap_before = before is None or text[before.end : block.start].count("\n") > 1
    if gap_before and gap_after:
        return line[:1].isupper() or not line[:1].isalpha()
    if after is not None and after.text[:1].islower():
        return False
    return gap_before and len(line) < 60 and line[:1].isupper() and not _ENDING.search(line)
