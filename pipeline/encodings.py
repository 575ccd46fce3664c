"""Bytes into characters: which encoding a page is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from pipeline.model import Page

MAX_BYTES = 2_000_000
"""A larger document is read up to here, and an issue says so."""

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class UnreadableError(ValueError):
    """A document that holds nothing to read; the message says why, in one line."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
"""Byte order marks; UTF-32's begins with UTF-16's."""
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_LETTERS = frozenset("åäöÅÄÖæøÆØéèêëÉàâçîïôûùüÜßñáíóúýÁÍÓÚãõąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČŘŠŽ")
"""Letters beyond ASCII in the languages read here: they tell one code page from another."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, those that turn the direction of writing among them: no reader sees them."""


def decode(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return the page's text and what was wrong with its encoding.

    Trust: byte order mark, the HTTP header, the document's own declaration, UTF-8, then Windows code pages by
    what detection finds. Raises UnreadableError on empty or binary content.
    """
    body = page.body[:MAX_BYTES]
    issues: list[str] = []
    if len(page.body) > MAX_BYTES:
        issues.append(f"only the first {MAX_BYTES} bytes were read")
    if not body.strip():
        raise UnreadableError("the document is empty")
    mark, marked = next((known for known in _MARKS if body.startswith(known[0])), (b"", None))
    wanted = [name for name in (marked, _header_charset(page), _declared_charset(page, body)) if name]
    if not marked and 100 * body[:4096].count(0) > len(body[:4096]):
        raise UnreadableError(f"not text: binary data from byte {body.index(0)} on")
    body = body.removeprefix(mark)
    for name in [*wanted, "utf-8"]:
        try:
            text = body.decode(name)
            break
        except UnicodeDecodeError as error:
            if name in wanted:
                issues.append(f"byte {error.start}: the declared charset {name[:40]!r} is wrong")
        except LookupError:
            issues.append(f"the declared charset {name[:40]!r} is unknown")
    else:
        text, name = _undeclared(body)
        issues = [f"{issue}; read as {name}" for issue in issues] or [f"not UTF-8; read as {name}"]
    seen, unseen = _CONTROL.subn(" ", text)
    if unseen and len(_CONTROL.findall(text[:20_000])) > 0.05 * min(len(text), 20_000):
        raise UnreadableError("not text: mostly control characters")
    return seen, tuple(issues)


def _undeclared(body: bytes) -> tuple[str, str]:
    """Decode what is not what it says: UTF-8 with its odd bytes replaced, else the best code page."""
    text = body.decode("utf-8", errors="replace")
    if text.count("�") <= max(3, len(text) // 500) and any(ord(c) > 127 and c != "�" for c in text):
        return text, "UTF-8 with unreadable bytes replaced"
    scored = []
    for name in ("cp1252", "cp1250", "iso-8859-2"):
        guess = body.decode(name, errors="replace")
        strange = sum(2 if not c.isalpha() else c not in _LETTERS for c in guess if ord(c) > 127)
        scored.append((strange, name, guess))
    _, name, guess = min(scored, key=lambda entry: entry[0])
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
