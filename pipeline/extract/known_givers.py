"""Givers and programmes known by name: ``funders.yml``, matched against a sheet in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

import yaml

from pipeline.extract.named import Name
from pipeline.lexicon import Lexicon
from pipeline.sheet import Sheet

FILE = Path(__file__).parent.parent / "funders.yml"
KINDS = ("givers", "programmes")
_ANY = "all"
_MANY_WORDS = 4


@dataclass(frozen=True, slots=True)
class KnownGiver:
    """A known name and where the page writes it; ``programme``: it is a programme's, not a giver's."""

    name: Name
    programme: bool


@cache
def known_funders(language: str) -> tuple[Lexicon, Mapping[str, str]]:
    """Return the names that pages in a language write, keyed by kind and phrase, and each key's full name."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    full: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    for kind in KINDS:
        for group in (_ANY, language):
            for phrase, name in (table[kind].get(group) or {}).items():
                key = f"{kind}:{phrase}"
                full[key] = name or ""
                phrases.append((key, phrase))
    return Lexicon(phrases), full


def find_known_givers(sheet: Sheet) -> list[KnownGiver]:
    """Return the known givers and programmes that the page names, the longest at each place, in order."""
    lexicon, full = known_funders(sheet.known.language)
    found: list[KnownGiver] = []
    for key, start, end in _longest(sheet, lexicon):
        name = full[key] or " ".join(sheet.text[start:end].split())
        found.append(KnownGiver(Name(name, start, end), key.startswith("programmes:")))
    return found


def _longest(sheet: Sheet, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """Yield key, start and end of the hits with a capital in them or many words, none within another.

    A name that a longer one overlaps at its end is none: "the National Lottery" in "… Lottery Fund".
    """
    found = lexicon.find(sheet.marks.tokens)
    hits = [
        hit
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end))
        if hit.last - hit.first >= _MANY_WORDS or any(c.isupper() for c in sheet.text[hit.start : hit.end])
    ]
    last = -1
    for hit, behind in zip_longest(hits, hits[1:]):
        overlapped = behind is not None and behind.start < hit.end < behind.end
        if hit.start >= last and not overlapped:
            last = hit.end
            yield hit.key, hit.start, hit.end
