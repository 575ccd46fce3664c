"""What the cases of its words tell of a name's reach, in languages that have a genitive."""

from __future__ import annotations

from pipeline.extract.declension import base_of
from pipeline.extract.name_words import NameWords


def begins_anew(of: NameWords, i: int, j: int) -> bool:
    """Tell a head in the nominative behind an inflected name: "z Gminą Lipno Fundacja Most"."""
    own = of.sheet.known.own
    if not own.phrases["genitive"] or j not in of.nouns or of.shouted(j):
        return False
    first, here = base_of(of.words[i], own), base_of(of.words[j], own)
    return first is not None and first != of.words[i] and here in (None, of.words[j])


def joins_genitives(of: NameWords, i: int, j: int) -> bool:
    """Tell the joint of two genitives behind a name's head: "Zakład Lingwistyki Tekstu i Dyskursu"."""
    k = of.joins[j] + 1
    own = of.sheet.known.own
    endings = own.phrases["genitive"]
    headed = not of.nouns.isdisjoint(range(i, j - 1))
    if not endings or not headed or j - 1 in of.nouns or not of.letter(k):
        return False
    bent = of.words[k].endswith(endings) and not of.shouted(j - 1)
    bent = bent and (of.words[j - 1].endswith(endings) or k + 1 not in of.nouns)
    return bent and k not in of.nouns and not of.shouted(k) and base_of(of.words[k], own) is None
