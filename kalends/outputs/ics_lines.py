"""Content lines of iCalendar (RFC 5545, 3.1): put together here, since a calendar has ten thousand of them.

The library makes an object of each value and looks at each letter; tests hold these lines against its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})
_WIDTH = 74  # octets: the space that begins a folded line makes 75
# Controls, which no content line may have (RFC 5545, 3.1); tabs may stand.
_CONTROLS = {chr(number): None for number in (*range(32), 127) if chr(number) != "\t"}
_ESCAPED = str.maketrans(_CONTROLS | {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_PLAIN = re.compile(r"[A-Za-z0-9/_+-]+")
_QUOTED = frozenset(("LINKREL",))  # always, by RFC 9253
_UNQUOTABLE = str.maketrans(_CONTROLS | {"^": "^^", '"': "^'", "\n": "^n"})  # RFC 6868


def line(name: str, value: str, parameters: Mapping[str, str] = NO_PARAMETERS) -> bytes:
    """A property whose value is written as its type asks, folded; raises ``ValueError`` for a line break."""
    stated = "".join(f";{key}={_parameter(key, told)}" for key, told in parameters.items())
    whole = f"{name}{stated}:{value}"
    if "\n" in whole or "\r" in whole:
        raise ValueError(f"{name}: a line break in a content line")
    return _folded(whole.encode("utf-8", "replace"))


def text_line(name: str, told: str, parameters: Mapping[str, str] = NO_PARAMETERS) -> bytes:
    """A property of the type TEXT."""
    return line(name, escaped(told), parameters)


def uri_line(name: str, address: str) -> bytes:
    """A property that may be a text too, so that it must be said to be a URI."""
    return line(name, address, {"VALUE": "URI"})


def time_line(name: str, moment: datetime | date) -> bytes:
    """A DATE, or a DATE-TIME (aware) in its zone or in UTC."""
    if not isinstance(moment, datetime):
        return line(name, moment.strftime("%Y%m%d").rjust(8, "0"), {"VALUE": "DATE"})
    told = moment.strftime("%Y%m%dT%H%M%S").rjust(15, "0")
    if moment.tzinfo is UTC:
        return line(name, f"{told}Z")
    return line(name, told, {"TZID": str(moment.tzinfo)})


def component(name: str, *lines: bytes) -> bytes:
    """A component around its lines and parts."""
    return b"".join((line("BEGIN", name), *lines, line("END", name)))


def escaped(told: str) -> str:
    """A TEXT as it is written."""
    return told.translate(_ESCAPED)


def _parameter(key: str, told: str) -> str:
    if key not in _QUOTED and _PLAIN.fullmatch(told):
        return told
    return f'"{told.translate(_UNQUOTABLE)}"'


def _folded(whole: bytes) -> bytes:
    """Lines of 75 octets at most; no character is cut in two, nor an escape that some readers would lose."""
    parts, start = [], 0
    while len(whole) - start > _WIDTH:
        end = start + _WIDTH
        while whole[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        if whole[end - 1] in b"\\^":
            end -= 1
        parts.append(whole[start:end])
        start = end
    return b"\r\n ".join((*parts, whole[start:])) + b"\r\n"
