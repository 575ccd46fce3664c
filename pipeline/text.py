"""Bytes into blocks: headings, paragraphs, list items, table rows and label/value pairs, with offsets and links.

Every offset counts characters in ``Document.text``. For HTML that is the visible text, a line a block; for
plain text and Markdown it is the file's own text, so that a quote can be found in the file by its span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bs4.dammit import EncodingDetector

from pipeline.model import Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MAX_BYTES = 2_000_000
"""A larger document is read up to here, and an issue says so."""

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MARKDOWN_TYPES = frozenset({"text/markdown", "text/x-markdown"})


class UnreadableError(ValueError):
    """A document that holds nothing to read; the message says why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An anchor: where its words stand in the text, and the absolute address."""

    start: int
    end: int
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visual line or paragraph.

    ``kind`` is heading, paragraph, item, row, pair, label or alt; ``level`` a heading's 1..6; ``label`` the name of
    a label/value pair whose value the block is; ``region`` main, header, nav, footer or aside. ``text`` has the
    length of the span it covers, markup in it blanked, so that ``start + i`` is the offset of ``text[i]``.
    """

    kind: str
    text: str
    start: int
    level: int = 0
    label: str = ""
    region: str = "main"

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """One page, read once. ``meta`` holds what its head declares, by lower-case name."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    title: str = ""
    language: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    soup: BeautifulSoup | None = None
    issues: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds ``offset``; None between blocks."""
        i = self.index_at(offset)
        return self.blocks[i] if i >= 0 and offset < max(self.blocks[i].end, self.blocks[i].start + 1) else None

    def index_at(self, offset: int) -> int:
        """Return the index of the last block that starts at or before ``offset``; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return the page's text and what was wrong with its encoding.

    Trust: byte order mark, the HTTP header, the document's own declaration, UTF-8, then Windows code pages by
    what detection finds. Raises UnreadableError on empty or binary content.
    """
    body, issues = page.body[:MAX_BYTES], []
    if len(page.body) > MAX_BYTES:
        issues.append(f"only the first {MAX_BYTES} bytes were read")
    if not body.strip():
        raise UnreadableError("the document is empty")
    bom = EncodingDetector.strip_byte_order_mark(body)
    declared = [bom[1], _header_charset(page), _declared_charset(page, body)]
    wanted = [name for name in declared if name]
    if not bom[1] and b"\x00" in body[:4096]:
        raise UnreadableError(f"not text: binary data from byte {body.index(0)} on")
    body = bom[0]
    for name in [*wanted, "utf-8"]:
        try:
            text = body.decode(name)
            break
        except (UnicodeDecodeError, LookupError) as error:
            if name in wanted:
                issues.append(f"declared charset {name[:40]!r} does not fit ({type(error).__name__})")
    else:
        text, name = _undeclared(body)
        issues.append(f"read as {name}")
    bad = len(_CONTROL.findall(text[:20_000]))
    if bad > 0.05 * min(len(text), 20_000):
        raise UnreadableError("not text: mostly control characters")
    return _CONTROL.sub(" ", text), tuple(issues)


def _undeclared(body: bytes) -> tuple[str, str]:
    """Decode what is not what it says: cut UTF-8 with its odd bytes replaced, else the code page that fits best."""
    text = body.decode("utf-8", errors="replace")
    if text.count("�") <= max(3, len(text) // 500) and any(ord(c) > 127 and c != "�" for c in text):
        return text, "UTF-8 with unreadable bytes replaced"
    scored = []
    for name in ("cp1252", "cp1250", "iso-8859-2"):
        guess = body.decode(name, errors="replace")
        scored.append((sum(1 for c in guess if ord(c) > 127 and not c.isalpha()), name, guess))
    _, name, guess = min(scored)
    return guess, name


def _header_charset(page: Page) -> str | None:
    for key, value in page.headers.items():
        if key.lower() == "content-type" and "charset=" in value.lower():
            return value.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'") or None
    return None


def _declared_charset(page: Page, body: bytes) -> str | None:
    if page.media_type not in HTML_TYPES:
        return None
    found = _META_CHARSET.search(body[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def read_document(page: Page) -> Document:
    """Return the page's blocks; raises UnreadableError where there is no text to read."""
    from pipeline.lines import lines_document, markdown_document
    from pipeline.markup import html_document

    text, issues = decode(page)
    if page.media_type in HTML_TYPES or (page.media_type == "application/xml" and "<html" in text[:2000].lower()):
        return html_document(text, page.url, issues)
    if page.media_type in MARKDOWN_TYPES or text.startswith(("---\n", "+++\n", "---\r\n")):
        return markdown_document(text, page.url, issues)
    return lines_document(text, issues)


def make_document(text: str, blocks: list[Block], links: list[Link], issues: tuple[str, ...], **more: object) -> Document:
    """Put a document together; blocks are ordered by where they start."""
    ordered = tuple(sorted(blocks, key=lambda block: block.start))
    return Document(text, ordered, tuple(links), issues=issues, starts=tuple(b.start for b in ordered), **more)  # type: ignore[arg-type]
