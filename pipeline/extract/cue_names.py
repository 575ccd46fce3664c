"""Names that a role's cue or noun has behind it, and subjects of which a role is said.

"Our partners are A and B", "partner, the City of C"; "X is the organiser".
"""

from __future__ import annotations

from pipeline.extract.name_asides import before_aside, is_beside
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.subjects_accompanied import past_partners_aside
from pipeline.sheet import Sheet
from pipeline.words import Hit

ROLE_NOUNS = frozenset({"co_organiser", "media_partner", "organiser", "partner"})
NEAR = 12
"""A role's noun stands so few characters behind its copula."""
_CLAUSE = 60


def names_after(sheet: Sheet, reader: NameReader, hit: Hit, stop: int, noun: bool) -> list[Name]:
    """Return the names behind a cue; a comma may part a noun from its apposition: "our partner, the City"."""
    row = _behind_clause(sheet, reader, hit, stop) if noun else []
    if row:
        return row
    copulas = sheet.marks.within(hit.end, min(stop, hit.end + 70), "copula") if noun else []
    if noun and not copulas and _is_predicate(sheet, reader, hit):
        return []  # "The Foundation is the organiser of Volunteers' Week"
    told = reader.after(past_partners_aside(sheet, reader, copulas[0].end, stop), stop) if copulas else []
    if told:
        return told
    if noun and (reader.words.tokens.at(hit.end) in reader.words.places or _is_verb(reader, hit)):
        return []  # "partners in Southern Europe"
    names = reader.after(_past_cue(reader, hit), stop, linked=noun)
    if names and sheet.marks.has(hit.end, names[0].start, "dweller"):
        return []  # "projects run by citizens of Oakley"
    if not names:
        comma = sheet.text.find(",", hit.end, min(stop, hit.end + 22))
        if comma < 0:
            return []
        aside = sheet.text[hit.end : comma].replace(" ", "")
        role_told = noun or sheet.marks.has(hit.end, comma, "organisation", *ROLE_NOUNS)
        if not aside or (aside.isalpha() and role_told):
            names = reader.after(comma + 1, stop, filler=0)
    return names


def _past_cue(reader: NameReader, hit: Hit) -> int:
    """Return where the names behind a cue begin: at the noun that ends it, "a cargo de la *asociación* X"."""
    of, last = reader.words, hit.last
    articled = last > hit.first and (of.words[last - 1] in of.articles or of.words[last - 1] == "'")
    return of.starts[last] if articled and last in of.nouns else hit.end


def _is_verb(reader: NameReader, hit: Hit) -> bool:
    """Tell a verb, whose object stands behind it, from a role's noun: "Gleby stad *arrangerar* Torgdagen"."""
    opens = hit.start == reader.words.sheet.sentence(hit.start)[0]
    return hit.first == hit.last and hit.first in reader.words.organising and not opens


def _behind_clause(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> list[Name]:
    """Return the row that a colon parts from its noun's clause: "åtta arrangörer har kommit till: A, B"."""
    colon = sheet.text.find(":", hit.end, min(stop, hit.end + _CLAUSE))
    between = sheet.text[hit.end : max(colon, hit.end)]
    plain = between.replace(" ", "").isalpha() and (between.islower() or sheet.known.own.capital_nouns)
    dated = bool(sheet.dates_within(hit.end, colon))
    if not plain and not (dated and sheet.marks.has(hit.end, colon, "event", "name_feast")):
        return []
    names = reader.after(colon + 1, stop, filler=0)
    of = reader.words
    known = any(reader.is_organisation(name) or of.tokens.at(name.start) in of.projects for name in names)
    return names if len(names) > 1 and known else []


def _is_predicate(sheet: Sheet, reader: NameReader, hit: Hit) -> bool:
    """Tell a role that a sentence says of its subject: what follows is what the role is in."""
    start = sheet.sentence(hit.start)[0]
    copula = sheet.before(hit.start, "copula", NEAR, start)
    direct = ":" not in sheet.text[hit.end : hit.end + 2]
    return copula is not None and direct and bool(reader.before(copula.start, start))


def told_of(sheet: Sheet, reader: NameReader, hit: Hit) -> list[Name]:
    """Return the subjects of a sentence that says a role of them: "X är arrangör", "X is a partner"."""
    start = sheet.sentence(hit.start)[0]
    copula = sheet.before(hit.start, "copula", NEAR, start)
    names = reader.before(copula.start, start) if copula is not None else []
    return names or _apposed(sheet, reader, hit, start)


def _apposed(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return of whom an apposition tells a role: "The awards of the City Trust, organiser of the gala, …"."""
    of = reader.words
    comma = hit.first - 1
    behind = of.word(hit.last + 1, len(of.text))
    ends = behind == "." and hit.last > hit.first  # "the City Trust, organising body."
    told = comma > 0 and of.words[comma] == "," and of.starts[comma] >= floor
    goes_on = behind.isalpha() and not of.capital(hit.last + 1)
    if not told or not (goes_on or ends) or of.capital(hit.first):
        return []
    name = reader.around(before_aside(of, comma - 1))
    near = name is not None and name.start >= floor and is_beside(of, name, comma)
    return [name] if name is not None and near and reader.is_organisation(name) else []
