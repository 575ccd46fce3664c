"""Bytes into blocks: headings, paragraphs, list items, table rows, label/value pairs, with offsets and links.

Every offset counts characters in ``Document.text``. For HTML that is the visible text, a line a block; for
plain text and Markdown it is the file's own text, so that a quote can be found in the file by its span.
"""

from __future__ import annotations

from pipeline.blocks import Block, Document, Link, make_document
from pipeline.encodings import HTML_TYPES, MAX_BYTES, UnreadableError, decode
from pipeline.lines import lines_document, markdown_document
from pipeline.markup import html_document
from pipeline.model import Page

__all__ = [
    "HTML_TYPES",
    "MARKDOWN_TYPES",
    "MAX_BYTES",
    "Block",
    "Document",
    "Link",
    "UnreadableError",
    "decode",
    "make_document",
    "read_document",
]

MARKDOWN_TYPES = frozenset({"text/markdown", "text/x-markdown"})


def read_document(page: Page) -> Document:
    """Return the page's blocks; raises UnreadableError where there is no text to read."""
    text, issues = decode(page)
    if page.media_type in HTML_TYPES or (
        page.media_type == "application/xml" and "<html" in text[:2000].lower()
    ):
        return html_document(text, page.url, issues)
    if page.media_type in MARKDOWN_TYPES or text.startswith(("---\n", "+++\n", "---\r\n")):
        return markdown_document(text, issues)
    return lines_document(text, issues)
