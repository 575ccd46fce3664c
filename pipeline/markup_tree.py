"""HTML as lxml's tree, its body whole."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

_OF_HEAD = frozenset({"base", "link", "meta", "noscript", "object", "script", "style", "template", "title"})


def parsed(markup: str) -> _Element:
    """Return the root of a page's tree; an empty one where there is nothing to parse."""
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        root = None
    return _with_body(root) if root is not None else etree.Element("html")


def _with_body(root: _Element) -> _Element:
    """Return a tree whose head holds what a head may: lxml leaves ``<main>`` there without a body's tag."""
    head = root.find("head")
    stray = [tag for tag in head if tag.tag not in _OF_HEAD] if head is not None else []
    if head is None or not stray:
        return root
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    for place, tag in enumerate(stray):
        body.insert(place, tag)
    return root
