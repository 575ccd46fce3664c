"""Support without a word of money: a fund's or a ministry's pays, a club's or a town's is a partner's."""

from __future__ import annotations

from pipeline.extract.known_givers import known_funders
from pipeline.extract.named import Name
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet
from pipeline.tokens import cut
from pipeline.words import Hit


def is_paid(sheet: Sheet, hit: Hit, names: list[Name]) -> bool:
    """Tell whether words of support with these names behind them mean money; any giver vouches for a row.

    ``hit``: the words, "funded by" or but "with the support of".
    """
    if not is_help(sheet, hit):
        return True
    start, stop = sheet.sentence(hit.start)
    if sheet.marks.has(hit.end, stop, "grant", "funder") or sheet.marks.has(start, hit.start, "funded_by"):
        return True
    return any(gives(sheet, name) for name in names)


def is_help(sheet: Sheet, hit: Hit) -> bool:
    """Tell words of support that say nothing of money."""
    return any(one.end == hit.end for one in sheet.marks.within(hit.start, hit.end, "support"))


def gives(sheet: Sheet, name: Name) -> bool:
    """Tell a state, a giver or a programme; "the Contact Point of the Programme X" is neither."""
    if country_code(name.text.split(",")[0], sheet.known.own) is not None:
        return True
    if sheet.marks.has(name.start, name.end, "giver") or sheet.before(name.start, "programme", 3) is not None:
        return True
    programmes = sheet.marks.within(name.start, name.end, "programme")[:1]
    ties = (link for one in programmes for link in sheet.marks.within(name.start, one.start, "name_link"))
    if any(sheet.text[link.start : link.end].isalpha() for link in ties):
        return False
    lexicon, _ = known_funders(sheet.known.language)
    known = (hit for hit in lexicon.find(cut(name.text)) if not hit.key.startswith("others:"))
    return bool(programmes) or any(True for _ in known)
