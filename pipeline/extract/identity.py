"""Whose page this is, as it shows itself: its address in its text, its masthead, copyright and contact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.blocks import Block
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.party_checks import is_placed, says_what
from pipeline.extract.persons import is_person
from pipeline.gazetteer import fold, nominative_town
from pipeline.model import Role
from pipeline.sheet import Sheet

_HOST = re.compile(r"^[a-z]+://(?:www\d?\.)?([^/:?#]+)", re.I)
_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|c(?i:opyright)|C(?i:opyright))[\s\d–\-,©]{0,20}")
_SUFFIXES = frozenset({"co", "com", "org", "net", "gov", "gob", "ac", "edu", "asso", "kommune", "info"})
_SHORTEST = 3
_MOST_WORDS = 6
"""A host's name is spelt by at most so many words of the text."""
_LONGEST_CONTACT = 120
_UNSAID = 0.38
"""A single word that does not say what it names, a town's, is less sure than whom the page speaks of most."""
_MASTHEAD = 4
"""A page's head has at most so many lines."""


def speaking_publisher(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield whose page this is: its organiser where the page speaks as "we", else inferred.

    A name that does not say what it names, as a newspaper's, is but the host of what it tells of.
    """
    told = _publisher(sheet, reader)
    if told is not None:
        name, score = told
        speaks = any(sheet.document.region_at(hit.start) == "main" for hit in sheet.marks.all("we")[:50])
        inner = range(reader.words.tokens.at(name.start), reader.words.tokens.at(name.end))
        if speaks:
            said = " " in name.text or reader.is_organisation(name)
            yield PartyFound(name, Role.ORGANISER, "site", score if said else _UNSAID)
        else:
            role = Role.HOST if reader.words.nouns.isdisjoint(inner) else Role.ORGANISER
            yield PartyFound(name, role, "site", score - 0.1, inferred=True)


def _publisher(sheet: Sheet, reader: NameReader) -> tuple[Name, float] | None:
    ways = ((_spelt_in_address, 0.52), (_masthead, 0.47), (_copyright, 0.45), (_contact, 0.42))
    for find, score in ways:
        name = find(sheet, reader)
        if name is not None:
            return name, score
    return None


def _spelt_in_address(sheet: Sheet, reader: NameReader) -> Name | None:
    """Return the name in the text that the page's host spells: whole, by its initials, or by its own word."""
    found = _HOST.match(sheet.page.url)
    parts = found.group(1).lower().split(".")[:-1] if found else []
    labels = {fold(part).replace("-", "") for part in parts if part not in _SUFFIXES}
    labels = {label for label in labels if len(label) >= _SHORTEST}
    if not labels:
        return None
    of = reader.words
    begun = {label[0] for label in labels}
    first = {letter for letter in {word[0] for word in of.tokens.places} if fold(letter)[:1] in begun}
    for i in of.tokens.among([word for word in of.tokens.places if word[0] in first]):
        if not of.letter(i):
            continue
        spelt, initials = "", ""
        for k in range(i, min(i + _MOST_WORDS, len(of))):
            if not of.words[k].isalpha() or (k > i and "\n" in of.gap(k)):
                break
            spelt += fold(of.words[k])
            initials += fold(of.words[k])[:1] if of.capital(k) else ""
            if not any(label.startswith((spelt, initials or spelt)) for label in labels):
                break
            long = len(initials) >= _SHORTEST and initials in labels and k - i + 1 <= len(initials) + 2
            if spelt in labels or long:
                name = reader.around(k)
                if name is not None and is_person(name.text, sheet.known):
                    name = Name(of.span(i, k), of.starts[i], of.ends[k])  # "Ada Berg at Bufdir"
                if name is None or is_placed(sheet, name):
                    continue
                if reader.is_organisation(name) or not _is_town(sheet, name.text):
                    return name
    return None


def _masthead(sheet: Sheet, reader: NameReader) -> Name | None:
    """Return the organisation whose name is a whole line at the page's head."""
    for block in (block for block in sheet.blocks[:_MASTHEAD] if not block.label):
        names = reader.after(block.start, block.end, filler=0)
        alone = len(names) == 1 and names[0].end - names[0].start >= len(block.text.strip(" .,:|"))
        if alone and says_what(reader, names[0]):
            return names[0]
    return None


def _is_town(sheet: Sheet, name: str) -> bool:
    """Tell a town from an organisation: many sites are called after the place that they are about."""
    return nominative_town(name, sheet.known.own, sheet.country) is not None


def _copyright(sheet: Sheet, reader: NameReader) -> Name | None:
    """Return who holds the page's copyright."""
    for found in _COPYRIGHT.finditer(sheet.text):
        block = sheet.document.block_at(found.start())
        if block is None:
            continue
        behind = sheet.marks.within(found.end(), block.end, "chrome")  # "© 2026 Lumo Museum – Legal notice"
        stop = behind[0].start if behind else block.end
        names = reader.after(found.end(), stop, filler=1)
        if names and reader.is_organisation(names[0]):
            return names[0]
    return None


def _contact(sheet: Sheet, reader: NameReader) -> Name | None:
    """Return the organisation that a contact's label names."""
    for _, block in sheet.labelled("label_contact"):
        if len(block.text) <= _LONGEST_CONTACT:
            for name in reader.after(_past_verb(sheet, block), block.end, filler=0):
                if reader.is_organisation(name):
                    return name
    return None


def _past_verb(sheet: Sheet, block: Block) -> int:
    """Return where a contact's name begins: behind "Contact", as a label or as what one is asked to do."""
    first = block.text.split(" ", 1)[0]
    labels = sheet.known.own.phrases["label_contact"]
    asks = any(first.lower().startswith(label.strip("*")) for label in labels)
    return block.start + len(first) * asks
