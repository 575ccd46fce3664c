"""Answers of 200 that are no page: a login form, a page that says "not found", one that ends in the middle.

Each needs proof enough that no real page is lost: a site may have a login box on every page, an event may
be called "Lost and not found", and HTML may leave out end tags.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from scrapers.kinds.words import words

LOGIN, NOT_FOUND, CUT = "login", "not found", "cut"
IN_WORDS = {
    LOGIN: "asks to log in",
    NOT_FOUND: "says that there is no such page",
    CUT: "ends in the middle",
}
_HEAD = 65_536
_TITLE = re.compile(rb"<title[^>]*>([^<]{0,300})", re.IGNORECASE)
_HEADING = re.compile(rb"<h1[^>]*>\s*([^<]{0,300})", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input\b[^>]{0,400}type\s*=\s*[\"']?password", re.IGNORECASE)
_ROOT = re.compile(rb"<([A-Za-z][^\s/>]{0,60})")
_PARTS = re.compile(r"[|·•:»«–—]|\s-\s")
# Elements whose end tag no HTML may leave out.
_CLOSED = (b"title", b"style", b"div", b"main", b"section", b"article", b"ul", b"table", b"script", b"header")


def page_fault(body: bytes, media_type: str, asked: str, url: str) -> str | None:
    """What is wrong with a page that answered 200 at ``url`` for ``asked``; None for a page as it should be.

    ``body`` is without content coding. Calendars, JSON and XML can only be cut.
    """
    if "html" not in media_type:
        return CUT if _is_unended(body, media_type) else None
    said = _said(body)
    if said & words("not_found_titles"):
        return NOT_FOUND
    if _PASSWORD.search(body) and (said & words("login_titles") or _led_to_login(asked, url)):
        return LOGIN
    return CUT if _is_cut(body) else None


def _said(body: bytes) -> set[str]:
    """The parts of the title and the first heading, folded."""
    found: set[str] = set()
    for pattern in (_TITLE, _HEADING):
        match = pattern.search(body, 0, _HEAD)
        if match:
            text = match[1].decode("utf-8", "replace").casefold()
            found |= {" ".join(part.split()).strip(" .!") for part in (text, *_PARTS.split(text))}
    return found


def _led_to_login(asked: str, url: str) -> bool:
    """Whether a redirect led to an address with a login's word in its path, which the one asked had not."""
    there, here = (set(re.split(r"[/._-]+", urlsplit(one).path.casefold())) for one in (url, asked))
    return asked != url and bool((there - here) & words("login_segments"))


def _is_cut(body: bytes) -> bool:
    """Whether an HTML document ends inside a tag or with elements open that had to be closed."""
    text = body.lower()
    if not text.lstrip()[:9].startswith((b"<!doctype", b"<html", b"<head", b"<body")):
        return False
    if b"</body" in text or b"</html" in text:
        return False
    if text.rfind(b"<") > text.rfind(b">"):
        return True
    return any(_opened(text, name) > text.count(b"</" + name) for name in _CLOSED)


def _is_unended(body: bytes, media_type: str) -> bool:
    """Whether a calendar, a JSON document or an XML one, begun as such, does not come to its end."""
    text = body.strip()
    if media_type == "text/calendar":
        return text[:15].upper() == b"BEGIN:VCALENDAR" and b"END:VCALENDAR" not in text[-200:].upper()
    if media_type.endswith("json"):
        ends = {b"[": b"]", b"{": b"}"}.get(text[:1])
        return ends is not None and (not text.endswith(ends) or _is_no_json(text))
    if media_type.endswith("xml"):
        root = _ROOT.search(text, 0, _HEAD)
        return root is not None and not text.endswith((b"</" + root[1] + b">", b"/>", b"-->"))
    return False


def _is_no_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return True
    return False


def _opened(text: bytes, name: bytes) -> int:
    return sum(text.count(b"<" + name + end) for end in (b">", b" ", b"\n", b"\t"))
