"""Reading JSON-LD's nodes without an RDF library: short names, texts, lists, numbers, addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = dict[str, Any]
_TAG = re.compile(r"<[^<>]{1,500}>")
MAX_LIST = 500
MAX_TEXT = 5000
MAX_TEXTS = 10
"""So many texts of one property are taken of a page's elements: each costs the length of its element."""


def short(name: str) -> str:
    """Return a name without its vocabulary: "https://schema.org/Event" and "schema:Event" are Event."""
    return re.split(r"[/#:]", name)[-1]


def plain_node(node: Mapping[str, Any]) -> Node:
    """Return ``node`` with its properties by short names, ``@id`` and ``@type`` as ``id`` and ``type``."""
    out: Node = {}
    for key, value in node.items():
        name = key[1:] if key in ("@id", "@type", "@value", "@graph") else short(key)
        if name not in out or key == name or key.startswith("@"):
            out[name] = value
    return out


def types_of(node: Node) -> frozenset[str]:
    """Return the short names of a plain node's types."""
    return frozenset(short(t) for t in items(node.get("type")) if isinstance(t, str))


def items(value: object) -> list[Any]:
    """Return a property's values as a list; None gives none, ``@list`` and ``@set`` are opened."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = value.get("@list", value.get("@set", value))
    if value is None:
        return []
    return value[:MAX_LIST] if isinstance(value, list) else [value]


def child_nodes(value: object) -> Iterator[Node]:
    """Yield a property's values that are nodes, plain; values that are mere text are left out."""
    for item in items(value):
        if isinstance(item, Mapping):
            yield plain_node(item)


def text_of(value: object, depth: int = 0) -> str | None:
    """Return a property's first text, without tags, entities, runs of white space; a node gives its name."""
    if depth > 4:
        return None
    for item in items(value):
        if isinstance(item, bool):
            continue
        if isinstance(item, str | int | float):
            words = _words(str(item))
            if words:
                return words
        elif isinstance(item, Mapping):
            node = plain_node(item)
            found = text_of(node.get("value"), depth + 1) or text_of(node.get("name"), depth + 1)
            if found:
                return found
    return None


def _words(text: str) -> str:
    text = text[:MAX_TEXT]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(text.split())


def number_of(value: object) -> float | None:
    """Return a property's number; a text such as "12,50" counts, one with other words does not."""
    for item in items(value):
        if isinstance(item, bool):
            continue
        if isinstance(item, int | float):
            return float(item) if abs(item) < 1e12 else None
        if isinstance(item, str) and re.fullmatch(r"\s*-?\d{1,9}(?:[.,]\d{1,6})?\s*", item):
            return float(item.replace(",", "."))
        if isinstance(item, Mapping):
            return number_of(plain_node(item).get("value"))
    return None


def truth_of(value: object) -> bool | None:
    """Return a property's truth value, also where it is written as a word or a schema.org URL."""
    for item in items(value):
        if isinstance(item, bool):
            return item
        if isinstance(item, str):
            return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
                short(item.strip().lower())
            )
    return None


def web_address(value: object) -> str | None:
    """Return a property's first http(s) address; a node gives its ``url`` or ``@id``."""
    for item in items(value):
        if isinstance(item, Mapping):
            node = plain_node(item)
            item = next(
                (v for v in (node.get("url"), node.get("id"), node.get("value")) if isinstance(v, str)), ""
            )
        if isinstance(item, str) and re.match(r"https?://[^\s/]+", item.strip(), re.I):
            return item.strip()[:2000]
    return None


def identifier_of(node: Node) -> str | None:
    """Return an identifier that the publisher gave: a token, not an address (that is what ``url`` is for)."""
    for item in items(node.get("identifier") or node.get("uuid") or node.get("uid")):
        value = plain_node(item).get("value") if isinstance(item, dict) else item
        token = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if 2 <= len(token) <= 120 and not any(c.isspace() for c in token) and "://" not in token:
            return token
    return None
