"""XML of strangers: parsed without entities, external files or unbounded depth."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.model import Page

MOST_BYTES = 50_000_000


def tree_of(page: Page) -> _Element | None:
    """The root of a page's XML, packed or not; None where it is none. Broken XML is read up to the break."""
    body = _unpacked(page.body)
    if body.lstrip()[:1] != b"<":
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: _Element) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _unpacked(body: bytes) -> bytes:
    """The content of a gzip file (sitemaps are often served as such), bounded."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES)
    except zlib.error:
        return b""
