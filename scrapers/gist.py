"""What of a page is compared from one crawl to the next: all but what every answer carries anew.

A nonce, a form's token, a session's name in a link, the moment of rendering in a comment say nothing of
events; a page that differs in these alone is unchanged. What is left out is nothing that reading looks at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

_VALUE = rb"\s*=\s*(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')"
# No reading looks at these. A pattern each: one that begins with a letter of several is tried everywhere.
_UNREAD = [re.compile(name + _VALUE) for name in (rb"data-[A-Za-z0-9_.:-]{1,60}", rb"nonce", rb"integrity")]
# In these a serial number is no name.
_NAMING = re.compile(rb"\s(?:class|id|for|name|aria-[a-z]{1,20})\s{0,9}=\s{0,9}\Z", re.IGNORECASE)
_LONGEST_NAMING, _LONGEST_VALUE = 50, 4000
_FIGURES = bytes(ord("x") if chr(code) in "0123456789abcdefABCDEF" else ord(" ") for code in range(256))
_SERIAL, _REST = b"x" * 16, re.compile(rb"x*")
"""The least of a serial number in hexadecimal, each of its figures written as an x, and what may follow."""
_SESSION_NAMES = (b"sessionid", b"sessid", b"sid=", b"csrf", b"nonce")
_SESSION = re.compile(
    # Single characters first of all: the pattern is then looked for where one of them stands, not everywhere.
    rb"(?:;|\?|&amp;|&)(?:jsessionid|phpsessid|sessionid|sid|csrf[a-z_]{0,20}|nonce|_wpnonce)"
    rb"=[A-Za-z0-9._-]{8,200}",
    re.IGNORECASE,
)
_SHIELDED = re.compile(rb"/cdn-cgi/l/email-protection#[0-9a-f]{1,500}", re.IGNORECASE)
_TAG = re.compile(rb"<(?:input|meta|link)\b[^<>]{0,4000}>", re.IGNORECASE)
_HIDDEN = re.compile(rb"type\s*=\s*[\"']?hidden", re.IGNORECASE)
_TOKEN = re.compile(
    rb"(?:name|property)\s*=\s*[\"']?[a-z_.:-]{0,40}(?:csrf|token|nonce|request-id)", re.IGNORECASE
)
_LOADED = re.compile(
    rb"rel\s*=\s*[\"']?(?:stylesheet|preload|prefetch|modulepreload|[a-z -]{0,20}icon)", re.IGNORECASE
)
_STAMP = re.compile(rb"^DTSTAMP[:;][^\r\n]*", re.MULTILINE)
_BUILT = re.compile(rb"<(lastBuildDate|pubDate|updated)>[^<]{0,80}</\1>")
_FIRST = re.compile(rb"<(?:item|entry)[\s>]")


def gist_of(body: bytes, media_type: str) -> str:
    """The SHA-256, in hexadecimal, of what counts of a decoded body; linear in its length."""
    if "html" in media_type:
        body = _of_html(body)
    elif media_type == "text/calendar":
        body = _STAMP.sub(b"", body)
    elif media_type.endswith("xml"):
        first = _FIRST.search(body)
        end = first.start() if first else 0
        body = _BUILT.sub(b"", body[:end]) + body[end:]
    return hashlib.sha256(body).hexdigest()


def _of_html(body: bytes) -> bytes:
    small = body.lower()
    has_session = any(name in small for name in _SESSION_NAMES)
    body = _without(body, small, b"<!--", b"-->", lambda _: False)
    body = _without(body, body.lower(), b"<style", b"</style", lambda _: False)
    body = _without(body, body.lower(), b"<script", b"</script", lambda tag: b"json" in tag)
    body = _TAG.sub(lambda found: b"" if _says_nothing(found[0]) else found[0], body)
    body = _without_serials(body)
    for unread in _UNREAD:
        body = unread.sub(b"", body)
    return _SHIELDED.sub(b"", _SESSION.sub(b"", body) if has_session else body)


def _without_serials(body: bytes) -> bytes:
    """``body`` without the serial numbers in its classes and names."""
    parts, done = [], 0
    mask = body.translate(_FIGURES)
    end = 0
    while (begin := mask.find(_SERIAL, end)) >= 0:
        rest = _REST.match(mask, begin)
        end = rest.end() if rest else len(mask)
        least = max(0, begin - _LONGEST_VALUE)
        quote = max(body.rfind(b'"', least, begin), body.rfind(b"'", least, begin))
        if quote >= 0 and _NAMING.search(body, max(0, quote - _LONGEST_NAMING), quote):
            parts.append(body[done:begin])
            done = end
    return b"".join([*parts, body[done:]])


def _says_nothing(tag: bytes) -> bool:
    pattern = {b"i": _HIDDEN, b"m": _TOKEN, b"l": _LOADED}[tag[1:2].lower()]
    return pattern.search(tag) is not None


def _without(body: bytes, lower: bytes, begin: bytes, end: bytes, is_kept: Callable[[bytes], bool]) -> bytes:
    """``body`` without what stands from ``begin`` to ``end``, unless its first tag is to be kept.

    ``lower`` is the body in small letters.
    """
    parts, done = [], 0
    at = lower.find(begin)
    while at >= 0:
        close = lower.find(end, at)
        if close < 0:
            break
        if not is_kept(lower[at : lower.find(b">", at)]):
            parts.append(body[done:at])
            done = close
        at = lower.find(begin, close + len(end))
    return b"".join([*parts, body[done:]])
