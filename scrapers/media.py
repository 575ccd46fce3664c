"""What a response is, by its header, its address and its first bytes: servers often say too little."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SUFFIXES = {
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mdx": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".yml": "application/yaml",
    ".yaml": "application/yaml",
    ".pdf": "application/pdf",
}
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")
_FRONT_MATTER = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")
_TEXT = re.compile(r"text/|application/(?:[\w.+-]*\+)?(?:json|xml|yaml|javascript)\b")


def media_type(header: str, url: str, body: bytes) -> str:
    """A media type without parameters, lower case; ``application/octet-stream`` where nothing tells.

    Front matter before a body wins over ``text/plain`` and over a source's ``.html`` file, since git
    hosts serve both as plain text.
    """
    stated = header.partition(";")[0].strip().lower()
    start = body[:1024]
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    if stated not in _VAGUE:
        return stated
    if _FRONT_MATTER.match(start):
        return "text/markdown"
    path = urlsplit(url).path.lower()
    for suffix, known in _SUFFIXES.items():
        if path.endswith(suffix):
            return known
    if start.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return stated or "application/octet-stream"


def is_text(kind: str) -> bool:
    """Whether a media type's bodies are text."""
    return bool(_TEXT.match(kind))
