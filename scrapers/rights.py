"""What a publisher reserves, as pages and sites state it by machine: pure reading, no decision.

- TDM Reservation Protocol (W3C community group report of 10 May 2024): the site's
  ``/.well-known/tdmrep.json``, the response header ``tdm-reservation``, the HTML metadata of that name; a
  later one of these three supersedes an earlier one.
- ``X-Robots-Tag`` and the robots metadata, of which ``noindex`` (``none`` includes it) and ``noai`` are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

TDM, NOAI, NOINDEX = "tdm-reservation", "noai", "noindex"
RESERVATIONS = (TDM, NOAI, NOINDEX)
TDM_FILE = "/.well-known/tdmrep.json"
_AGENT = "kalends"
_MOST_RULES = 1_000
_VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a TDM file: the pattern of paths, whether they are reserved, and under which policy."""

    location: str
    reserved: bool
    policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What is stated of one page. ``tdm`` is None where nobody states it; ``said_in`` is "file", "header" or
    "page"; ``policy`` an address under which a licence may be had.
    """

    tdm: bool | None = None
    policy: str = ""
    said_in: str = ""
    noai: bool = False
    noindex: bool = False

    @property
    def reserved(self) -> tuple[str, ...]:
        """The names of :data:`RESERVATIONS` that are stated."""
        stated = ((TDM, self.tdm), (NOAI, self.noai), (NOINDEX, self.noindex))
        return tuple(name for name, value in stated if value)

    @property
    def text(self) -> str:
        """In one line, as it is kept with the page; empty where nothing is stated."""
        parts = [name for name in self.reserved if name != TDM]
        if self.tdm is not None:
            policy = f", policy {self.policy}" if self.policy else ""
            parts.insert(0, f"{TDM}: {int(self.tdm)} ({self.said_in}{policy})")
        return "; ".join(parts)


def read_tdm_file(body: bytes) -> tuple[Rule, ...]:
    """The rules of a ``tdmrep.json`` in order; what is no rule is left out, what is no such file has none."""
    try:
        stated = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rules = stated if isinstance(stated, list) else ()
    found = (_rule(entry) for entry in rules[:_MOST_RULES] if isinstance(entry, dict))
    return tuple(rule for rule in found if rule is not None)


def rule_for(rules: Sequence[Rule], url: str) -> Rule | None:
    """The rule that a page's address falls under: the first that matches."""
    parts = urlsplit(url)
    path = _unquoted(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return next((rule for rule in rules if _matches(rule.location, path)), None)


def rights_of(rule: Rule | None, headers: Iterable[tuple[str, str]], head: bytes) -> Rights:
    """What is stated of a page by the site's rule for it, by its headers and by the beginning of its HTML.

    ``headers`` are (name, value), a name as often as it came; ``head`` is empty for other media than HTML.
    """
    named: list[tuple[str, str]] = [(name.lower(), value.strip()) for name, value in headers]
    meta = list(_metadata(head))
    robots = _directives(value for name, value in named if name == "x-robots-tag")
    robots |= _directives(value for name, value in meta if name in ("robots", _AGENT))
    tdm, policy, said_in = (rule.reserved, rule.policy, "file") if rule else (None, "", "")
    for where, stated in (("header", named), ("page", meta)):
        values = dict(reversed(stated))
        value = _flag(values.get(TDM))
        if value is not None:
            tdm, policy, said_in = value, values.get("tdm-policy", "")[:500], where
    return Rights(
        tdm=tdm,
        policy=policy,
        said_in=said_in,
        noai=NOAI in robots,
        noindex=bool(robots & {NOINDEX, "none"}),
    )


def _rule(entry: dict[str, Any]) -> Rule | None:
    location, policy = entry.get("location"), entry.get("tdm-policy", "")
    reserved = _flag(entry.get(TDM))
    if not isinstance(location, str) or reserved is None:
        return None
    path = location if location.startswith(("/", "*")) else f"/{location}"
    return Rule(_unquoted(path[:2_000]), reserved, policy[:500] if isinstance(policy, str) else "")


def _flag(value: object) -> bool | None:
    """1 and 0, as a number or as text; anything else states nothing."""
    return {"1": True, "0": False}.get(str(value).strip()) if value is not None else None


def _unquoted(path: str) -> str:
    """Percent-encoding undone, but for what would then mean something else: ``$``, ``*`` and ``/``."""
    kept = path
    for code in ("%24", "%2A", "%2a", "%2F", "%2f"):
        kept = kept.replace(code, code.replace("%", "%25"))
    return unquote(kept)


def _matches(pattern: str, path: str) -> bool:
    """As robots.txt matches: from the path's beginning, ``*`` any characters, a last ``$`` the end."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others):
        is_last = number == len(others) - 1
        if anchored and is_last:
            return len(path) - len(part) >= at and path.endswith(part)
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not anchored or at == len(path)


def _directives(values: Iterable[str]) -> set[str]:
    """What robots are told, in lower case; what is meant for another robot by its name is left out."""
    found: set[str] = set()
    for value in values:
        ours = True
        for part in value.lower().split(","):
            name, colon, rest = (piece.strip() for piece in part.partition(":"))
            if colon and name not in _VALUED:
                ours, name = name == _AGENT, rest
            if ours and name:
                found.add(name)
    return found


def _metadata(head: bytes) -> Iterable[tuple[str, str]]:
    """(name, content) of the ``meta`` elements, names in lower case."""
    lowered = head.lower()
    if b"<meta" not in lowered or not any(word in lowered for word in (b"tdm-", b"robots", b"kalends")):
        return
    try:
        document = html.document_fromstring(head)
    except (etree.ParserError, ValueError):
        return
    for element in document.iter("meta"):
        name, content = element.get("name"), element.get("content")
        if name and content is not None:
            yield name.strip().lower(), content.strip()
