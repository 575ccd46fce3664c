"""JSON of careless hands made readable: comments, commas, quotes and brackets set right in one pass."""

from __future__ import annotations

import html
import re

_CLOSING = {"{": "}", "[": "]"}
_BLANK = re.compile(r"\s*")
_BARE = re.compile(r"[^\s{}\[\],:\"'/;]+")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_PLAIN = {'"': re.compile(r'[^"\\]*'), "'": re.compile(r"[^'\\]*")}
_ESCAPE = re.compile(r'["\\/bfnrt]|u[0-9a-fA-F]{4}')
_WORDS = frozenset({"true", "false", "null"})
_ENDS_STRING = frozenset(",:]}")
MAX_DEPTH = 400


def mended(text: str, whole: bool = False) -> str:
    """Return JSON for a text that is nearly JSON: linear in its length; several values become a list.

    Strings and numbers stay as they are; a missing value is null, a stray bracket is dropped, an open one
    closed at the end. What comes out may still be no JSON: the parser says. Raises ValueError where the text
    is cut within a string: what it said is not known; ``whole``: also where it is cut anywhere else.
    """
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    writer = _Writer()
    at = 0
    while at < len(text):
        char = text[at]
        if char in "\"'":
            at = _string(text, at, writer)
        elif char in "{[":
            writer.opened(char)
            at += 1
        elif char in "}]":
            writer.closed(char)
            at += 1
        elif char in ",:":
            writer.mark(char)
            at += 1
        elif char == "/":
            at = _after_comment(text, at)
        else:
            found = _BARE.match(text, at)
            if found:
                writer.bare(found[0])
            at = found.end() if found else at + 1
    if whole and writer.open:
        raise ValueError("cut: brackets stay open")
    return writer.whole()


def _after_comment(text: str, at: int) -> int:
    """Return where a comment that begins at a slash ends; a lone slash is passed over."""
    if text.startswith("//", at):
        end = text.find("\n", at)
        return len(text) if end < 0 else end
    if text.startswith("/*", at):
        end = text.find("*/", at + 2)
        return len(text) if end < 0 else end + 2
    return at + 1


def _string(text: str, at: int, writer: _Writer) -> int:
    """Write the string that begins at a quote; a quote that nothing fit to follow it follows is within."""
    quote, out = text[at], ['"']
    at += 1
    while at < len(text):
        found = _PLAIN[quote].match(text, at)
        plain = found[0] if found else ""
        out.append(plain.replace('"', '\\"') if quote == "'" else plain)
        at += len(plain)
        if at >= len(text):
            raise ValueError("a string without its end")
        if text[at] == "\\":
            escape = _ESCAPE.match(text, at + 1)
            out.append("\\" + escape[0] if escape else text[at + 1 : at + 2].replace('"', '\\"'))
            at = escape.end() if escape else at + 2
            continue
        at += 1
        blank = _BLANK.match(text, at)
        after = blank.end() if blank else at
        if after >= len(text) or text[after] in _ENDS_STRING or "\n" in text[at:after]:
            break
        out.append('\\"' if quote == '"' else "'")
        out.append(text[at:after])
        at = after
    writer.value("".join(out) + '"')
    return at


class _Writer:
    """Writes tokens with the commas, colons and brackets between them that JSON wants."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        self.last = ""
        self.values = 0

    def value(self, token: str) -> None:
        self._between()
        self.out.append(token)
        self.last = "value"

    def bare(self, word: str) -> None:
        if word in _WORDS or _NUMBER.fullmatch(word):
            self.value(word)
        elif self.open[-1:] == ["{"] and self.last in ("{", ",", "value"):
            self.value('"' + word.replace("\\", "") + '"')
        elif self.last == ":" or self.open[-1:] == ["["]:
            self.value("null")

    def opened(self, bracket: str) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise ValueError("nested too deep")
        self._between()
        self.out.append(bracket)
        self.open.append(bracket)
        self.last = bracket

    def closed(self, bracket: str) -> None:
        opening = "{" if bracket == "}" else "["
        if opening not in self.open:
            return
        while self.open:
            self._close()
            if self.out[-1] == bracket:
                return

    def mark(self, char: str) -> None:
        """Write a colon after a key, a comma after a value within brackets; others are dropped."""
        if char == ":" and self.last == "value":
            self.out.append(char)
            self.last = char
        elif char == "," and self.open:
            if self.last == ":":
                self.value("null")
            if self.last == "value":
                self.out.append(char)
                self.last = char

    def whole(self) -> str:
        while self.open:
            self._close()
        text = "".join(self.out)
        return f"[{text}]" if self.values > 1 else text

    def _between(self) -> None:
        if self.last == "value":
            self.out.append(",")
        if not self.open:
            self.values += 1

    def _close(self) -> None:
        if self.last == ":":
            self.out.append("null")
        elif self.last == ",":
            self.out.pop()
        self.out.append(_CLOSING[self.open.pop()])
        self.last = "value"
