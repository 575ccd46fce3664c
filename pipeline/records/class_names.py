"""What an element's classes say of its words: ``event-location``, ``field--name-field-venue``.

Site builders and content systems name the parts of a card in English, after schema.org, microformats and
habit, in whatever language the page is. No system is known here: only the words that all of them use.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MEANING = {
    **dict.fromkeys(("location", "venue", "place", "where", "address", "loc", "room"), "label_where"),
    **dict.fromkeys(("title", "headline"), "label_title"),
    **dict.fromkeys(("posted", "published", "updated", "created"), "label_published"),
    **dict.fromkeys(("author", "byline", "phone", "email", "contact"), "label_contact"),
    **dict.fromkeys(("category", "categories", "tag", "tags"), "label_theme"),
}


@lru_cache(maxsize=4096)
def class_keys(shape: str) -> frozenset[str]:
    """Return the label that a box's tag and classes (``div.event-location``) are; empty where they are none.

    A class that would be two of them at once ("venue-title") is none.
    """
    tag, *classes = shape.split(".")
    for name in classes:
        meant = {_MEANING[word] for found in _WORD.findall(name) if (word := found.lower()) in _MEANING}
        if len(meant) == 1:
            return frozenset(meant)
    return frozenset({"label_where"}) if tag == "address" else frozenset()
