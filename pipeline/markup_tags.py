"""What HTML's tags mean for the layout: unseen, breaking a line, the region and kind that they open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Element

SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option", "button",
        "input", "textarea", "head", "canvas", "audio", "video", "map", "datalist",
    }
)  # fmt: skip
BREAKS = frozenset(
    {
        "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li",
        "table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "dl", "dt", "dd", "h1", "h2",
        "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "legend",
        "address", "details", "summary", "hr", "center", "body", "label", "hgroup", "search", "menu",
        "dialog",
    }
)  # fmt: skip
INLINE = frozenset({"span", "time", "em", "i", "b", "strong", "small"})
_OPENERS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"})
"""A button that one of these holds is the heading of what it opens."""
_REGIONS = {"nav": "nav", "footer": "footer", "aside": "aside", "header": "header"}
_REGION_WORDS = re.compile(
    r"(?:^|[-_ ])(?:"
    r"(?P<nav>nav|navbar|navigation|menu|breadcrumbs?|skip-?links?|pagination)"
    r"|(?P<footer>footer|colophon|copyright|cookies?)"
    r"|(?P<aside>sidebar|aside|related|recommended|share|social|widget-area|newsletter)"
    r")(?:$|[-_ ])",
    re.I,
)
_TOLD = 200
"""So many characters of an id and classes are looked at."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KINDS = {
    **dict.fromkeys(("dt", "th", "label"), "label"),
    **dict.fromkeys(("td", "dd"), "cell"),
    **dict.fromkeys(("caption", "legend", "summary", "figcaption"), "paragraph"),
    "li": "item",
}
_HANDED_DOWN = frozenset({"item", "cell", "label", "heading"})
"""Kinds that a plain box within takes over."""


class Context(NamedTuple):
    """What a line is where it stands: the block's kind, a heading's level, the page's region."""

    kind: str = "paragraph"
    level: int = 0
    region: str = "main"


def is_unseen(tag: _Element, name: str) -> bool:
    """Tell whether a browser shows nothing of a tag of this name."""
    if name in SILENT:
        parent = tag.getparent() if name == "button" else None
        if parent is None or parent.tag not in _OPENERS:
            return True
    style = tag.get("style")
    return tag.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def context_within(tag: _Element, name: str, around: Context) -> Context:
    """Return the context that a line-breaking tag of this name opens within ``around``."""
    region = around.region
    if region == "main" and name not in ("body", "main", "article"):
        region = _region(tag, name)
    if name[0] == "h" and name[1:].isdigit():
        return Context("heading", int(name[1:]), region)
    if name == "td" and next(tag.iterdescendants("table"), None) is not None:
        return Context("paragraph", 0, region)  # a cell of a table that lays out the page
    if name in _KINDS:
        return Context(_KINDS[name], 0, region)
    kind = around.kind if around.kind in _HANDED_DOWN and name in ("div", "p") else "paragraph"
    if kind == around.kind == "paragraph" and region == around.region:
        return around
    return Context(kind, around.level if kind == "heading" else 0, region)


def _region(tag: _Element, name: str) -> str:
    """Return the region that a tag opens in the main one, by its name, else by its id and classes."""
    if name == "header" and next(tag.iterancestors("article", "main"), None) is not None:
        return "main"
    if name in _REGIONS:
        return _REGIONS[name]
    if name == "li":
        return "main"
    own, classes = tag.get("id"), tag.get("class")
    marked = _region_told((own or "")[:_TOLD], (classes or "")[:_TOLD]) if own or classes else "main"
    # A box that holds the page's first heading is its main part, whatever its classes say.
    return marked if marked == "main" or next(tag.iterdescendants("h1"), None) is None else "main"


@lru_cache(maxsize=4096)
def _region_told(own: str, classes: str) -> str:
    """Return the region that an element's id and classes tell of; the pages of a site share them."""
    marked = _REGION_WORDS.search(" ".join([own, *classes.split()[:7]])[:_TOLD])
    return (marked.lastgroup if marked else None) or "main"
