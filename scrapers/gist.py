"""What of a page is compared from one crawl to the next: all but what every answer carries anew.

A nonce, a form's token, a session's name in a link, the moment of rendering in a comment say nothing of
events; a page that differs in these alone is unchanged. What is left out is nothing that reading looks at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

_VALUE = rb"\s*=\s*(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')"
# A page has a thousand spaces to each attribute: what may follow one is asked before the names are tried.
_ATTRIBUTE = re.compile(
    rb"\s(?=[acdfin])(?:"
    # No reading looks at these,
    rb"(?P<unread>nonce|integrity|data-[a-z0-9_.:-]{1,60})"
    # and in these a serial number is no name.
    rb"|class|id|for|name|aria-[a-z]{1,20})" + _VALUE,
    re.IGNORECASE,
)
_SERIAL = re.compile(rb"[0-9a-f]{16,}", re.IGNORECASE)
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
    body = _without(body, b"<!--", b"-->", lambda _: False)
    body = _without(body, b"<style", b"</style", lambda _: False)
    body = _without(body, b"<script", b"</script", lambda tag: b"json" in tag)
    body = _TAG.sub(lambda found: b"" if _says_nothing(found[0]) else found[0], body)
    body = _ATTRIBUTE.sub(_lasting, body)
    return _SHIELDED.sub(b"", _SESSION.sub(b"", body))


def _lasting(attribute: re.Match[bytes]) -> bytes:
    """What of an attribute is the same in the next answer."""
    return b"" if attribute["unread"] else _SERIAL.sub(b"", attribute[0])


def _says_nothing(tag: bytes) -> bool:
    pattern = {b"i": _HIDDEN, b"m": _TOKEN, b"l": _LOADED}[tag[1:2].lower()]
    return pattern.search(tag) is not None


def _without(body: bytes, begin: bytes, end: bytes, is_kept: Callable[[bytes], bool]) -> bytes:
    """``body`` without what stands from ``begin`` to ``end``, unless its first tag is to be kept."""
    lower, parts, done = body.lower(), [], 0
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
