"""Names of which an event's town or venue may be one, where a page mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.gazetteer import fold

READ = 30_000
"""So many characters of a page are searched for candidates."""
NAMED, LOOSE, ABROAD, UNKNOWN, SITE = "named", "loose", "abroad", "unknown", "site"
PHRASE, TIMED, BELOW, TOLD = "phrase", "timed", "below", "told"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name as it is told and where the page mentions it; the site's own town has no span.

    ``way``: how it was found, one of the constants here, NAMED the surest; ``led``: behind a preposition;
    ``inner``: in a longer name; ``person``: where a person is named.
    """

    name: str
    start: int
    end: int
    way: str
    led: bool = False
    inner: bool = False
    person: bool = False

    @property
    def key(self) -> str:
        """What two candidates of one name have in common: it, without brackets and accents."""
        return _key(self.name)


@lru_cache(maxsize=16_384)  # asked of each mention for each event of a page
def _key(name: str) -> str:
    return fold(name.split("(")[0].strip() or name)
