"""Subjects that stand behind their verb: right behind it, or behind days and places, or behind partners."""

from __future__ import annotations

from pipeline.extract.name_small import in_place
from pipeline.extract.name_words import CLOSERS
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.gazetteer import nominative_town
from pipeline.sheet import Sheet
from pipeline.words import Hit

_FARTHEST = 24
"""Days, hours and places part a verb from its subject by at most so many tokens."""
_OBJECT = 4
"""What a verb has ahead of its subject is at most so many small words more than one."""
_SHORTEST_ACRONYM = 2
"""An acronym has more letters than a pronoun that a line in capitals has."""
_LONGEST_PRONOUN = 4
_LONGEST_TIE = 3
_LONGEST_COUNT = 6
"""A number ahead of a title has at most so many characters, blanks counted: "entitled *100* Years"."""
_CLOSING = frozenset('“”"»')
_ANOTHERS = ("with_partner", "support", "funded_by", "agent", "relative")
"""What names behind a verb that are no subject of it."""


def inverted(sheet: Sheet, reader: NameReader, verb: Hit, stop: int) -> list[Name]:
    """Return a subject behind its verb: "Am 5. Mai lädt das Netzwerk … ein", "Zaprasza Fundacja …"."""
    return _inverted(sheet, reader, verb, verb.end, stop)


def _inverted(sheet: Sheet, reader: NameReader, verb: Hit, start: int, stop: int) -> list[Name]:
    """Return the subject of ``verb`` that begins at the offset ``start`` or behind what stands there."""
    of = reader.words
    start = _past_occasion(reader, start)
    end = object_start(sheet, verb, stop) if start == verb.end else stop
    names = reader.after(start, end, filler=2) or _past_object(sheet, reader, start, end)
    if names and in_place(of, of.tokens.at(names[0].start)):  # "järjestää Rantapuistossa Kylätalo ry"
        behind = of.tokens.at(names[0].start) + 1
        names = reader.after(of.starts[behind], end, filler=0) if of.starts[behind] < names[0].end else []
    if names and sheet.marks.has(start, names[0].start, *_ANOTHERS):
        return []  # "připravilo sdružení ve spolupráci s Městem"
    if names and _is_in_place(sheet, reader, start, names[0].start):
        return []  # "which the ministry holds in the City Hall"
    if any(_is_persons(reader, name) for name in names) and sheet.known.own.lemma:
        return []
    if names and (_is_tied(reader, names[0]) or _is_what(sheet, reader, start, names[0])):
        return []  # "připravuje k Evropskému roku"
    if names and _is_day(sheet, reader, names[0]):
        quoted = sheet.text[names[0].end : names[0].end + 1] in _CLOSING
        return _inverted(sheet, reader, verb, names[0].end + quoted, stop)
    nouns = [sheet.marks.has(name.start, name.end, "organisation") for name in names]
    if names and not nouns[0] and _is_acronym(reader, names[0], start):
        return names[:1]
    if all(nouns):
        return names
    if names and sheet.known.own.capital_nouns and all(_is_titled(reader, name) for name in names):
        return names
    own = sheet.known.own
    direct = bool(names) and not of.text[start : names[0].start].strip()
    if direct and not (own.capital_nouns or own.lemma) and all(is_proper(reader, name) for name in names):
        return names  # "Den 3 maj ordnar Lumo Kultur ett samtal"
    row = len(names) > 1 and any(nouns) and not sheet.known.own.capital_nouns
    if row and all(name.text[0].isupper() for name in names):
        return names  # an organisation vouches for those it stands in a row with
    bending = bool(sheet.known.own.lemma)  # where cases tell, any row with an organisation in it
    return names if bending and (any(nouns) or all(reader.likely(name) for name in names)) else []


def _past_object(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return organisations behind a verb and its object, in the nominative: "připravil letošní ročník X"."""
    names = reader.after(start, stop, filler=_OBJECT) if sheet.known.own.lemma else []
    known = all(reader.is_organisation(name) for name in names)
    return names if names and known and not bends(sheet, names[0]) else []


def _is_tied(reader: NameReader, name: Name) -> bool:
    """Tell a name in another case than the nominative behind a small word, which governs it."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    ahead = of.words[first - 1] if first else ""
    small = 0 < len(ahead) <= _LONGEST_TIE and ahead.isalpha() and not of.capital(first - 1)
    return small and first - 1 not in of.joins and bends(of.sheet, name)


def _is_what(sheet: Sheet, reader: NameReader, start: int, name: Name) -> bool:
    """Tell what a verb has for its object: "promueve *una* Asamblea", "připravil přednášku *Perla*".

    An indefinite article, words such as "entitled" or an event's noun stand right ahead of it.
    """
    of, first = reader.words, reader.words.tokens.at(name.start)
    ahead = first - 1 - (of.words[first - 1] in CLOSERS)
    if of.ends[ahead] <= start:
        return False
    if sheet.known.own.small_numbers.get(of.words[ahead]) == 1:
        return True
    led = sheet.before(name.start, "theme", _LONGEST_COUNT, start) is not None
    return led or (ahead in of.events and of.nouns.isdisjoint(range(first, of.tokens.at(name.end))))


def _is_day(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a day's quoted name by its preposition: "organisieren am „Tag der Tür“ die Vereine"."""
    first = reader.words.tokens.at(name.start)
    quoted = reader.words.words[first] in CLOSERS or (first > 1 and reader.words.words[first - 1] in CLOSERS)
    led = first - (reader.words.words[first - 1] in CLOSERS) - 1
    return quoted and led > 0 and reader.words.words[led] in sheet.known.own.phrases["day_before"]


def _is_in_place(sheet: Sheet, reader: NameReader, start: int, stop: int) -> bool:
    """Tell a preposition of place between a verb and a name, which "jointly" may have too."""
    of = reader.words
    told = sheet.marks.within(start, stop, "jointly")
    joint = {k for hit in told for k in range(hit.first, hit.last + 1)}
    between = range(of.tokens.at(start), of.tokens.at(stop))
    return any(k in of.places and k not in joint and of.words[k] not in of.articles for k in between)


def _past_occasion(reader: NameReader, start: int) -> int:
    """Return where an event's noun ends that stands right behind its verb: "organiza *la charla* el X"."""
    of, noun = reader.words, reader.words.tokens.at(start) + 1
    told = noun + 1 < len(of) and (noun in of.events or noun in of.programmes) and not of.capital(noun)
    led = told and of.words[noun - 1].isalpha() and not of.capital(noun - 1)
    led = led and (noun - 1 not in of.places or noun - 1 in of.links)
    articled = led and of.words[noun + 1] in of.articles and not of.capital(noun + 1)
    return of.ends[noun] if articled else start


def object_start(sheet: Sheet, verb: Hit, stop: int) -> int:
    """Return where the preposition stands that leads in what a verb, or its noun, invites to.

    The language's phrases tell it: "zve na" makes "zve Agentura pro začleňování *na* fórum" end there.
    """
    tokens = sheet.marks.tokens
    told = set(tokens.words[verb.first : verb.last + 1])
    pairs = (phrase.split() for phrase in sheet.known.own.phrases["invites"])
    leads = {words[1] for words in pairs if len(words) == 2 and words[0] in told}
    verb_end = verb.end
    first = tokens.at(verb_end)
    longer = {hit.first for hit in sheet.marks.within(verb_end, stop, "name_link") if hit.last > hit.first}
    ends = (k for k in range(first + 1, min(first + _FARTHEST, len(tokens))) if k not in longer)
    return next(
        (
            tokens.starts[k]
            for k in ends
            if tokens.words[k] in leads and tokens.starts[k] < stop and not _is_pronoun(sheet, k + 1)
        ),
        stop,
    )


def _is_pronoun(sheet: Sheet, k: int) -> bool:
    """Tell a short small word with a capital behind it: "zaprasza na *nią* Fundacja Most"."""
    tokens, text = sheet.marks.tokens, sheet.text
    if k + 1 >= len(tokens) or len(tokens.words[k]) > _LONGEST_PRONOUN or not sheet.known.own.lemma:
        return False
    return text[tokens.starts[k]].islower() and text[tokens.starts[k + 1]].isupper()


def _is_acronym(reader: NameReader, name: Name, verb: int) -> bool:
    """Tell an acronym right behind the verb that ends at ``verb``: "I vår bjuder SRK in till"."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    lone = of.ends[first] == name.end and of.words[first].isalpha() and of.shouted(first)
    between = of.text[verb : name.start].lower().split()
    near = not between or (len(between) == 1 and between[0] in of.articles)  # "Ook organiseert de UBL"
    return lone and len(of.words[first]) > _SHORTEST_ACRONYM and near


def _is_titled(reader: NameReader, name: Name) -> bool:
    """Tell a proper name where all nouns have capitals: its adjective has one too, "die Grünen Gärten"."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    led = first > 0 and of.words[first - 1] in of.articles
    return led and of.is_bent(first) and of.letter(first + 1) and of.ends[first] < name.end


def far_behind(sheet: Sheet, reader: NameReader, first: int, stop: int) -> list[Name]:
    """Return the subject that days and places part from its verb, which ends ahead of token ``first``.

    "Seminář pořádá v pátek 20. března v Brně spolek Zelené město": it stands in the nominative, so this is
    told in languages with cases only.
    """
    of, own = reader.words, sheet.known.own
    if not own.lemma or first >= len(of):
        return []
    dates = sheet.dates_within(of.starts[first], stop)
    if (not dates and own.capital_nouns) or (
        dates and sheet.marks.has(of.starts[first], dates[0].start, *_ANOTHERS)
    ):
        return []
    begin = of.tokens.at(dates[-1].end) if dates else first
    for k in range(begin, min(first + _FARTHEST, len(of))):
        if of.starts[k] >= stop or of.words[k] in (",", ";", ":") or k in of.verbs or k in of.cues:
            return []
        if _is_governed(reader, k) or not (k in of.nouns or of.letter(k)):
            continue
        if nominative_town(of.span(k, k), own, sheet.country) is not None and k not in of.nouns:
            continue
        if in_place(of, k):
            continue  # "järjestää 6.12. Rantapuistossa Kylätalo ry"
        whole = reader.around(k) if k in of.nouns and not of.capital(k) else None
        headed = whole is not None and whole.start == of.starts[k]
        names = [whole] if whole is not None and headed else reader.after(of.starts[k], stop, filler=1)
        known = bool(names) and all(reader.is_organisation(name) for name in names)
        known = known and not any(_is_persons(reader, name) for name in names)
        if known and not bends(sheet, names[0]):
            return names
        if not names or of.tokens.at(names[0].start) != k or not bends(sheet, names[0]):
            return []
    return []


def _is_governed(reader: NameReader, k: int) -> bool:
    """Tell a word that a preposition governs, right ahead or over a small noun, or that an office does."""
    of = reader.words
    small = k > 1 and of.words[k - 1].isalpha() and not of.capital(k - 1) and k - 2 in of.places
    return k - 1 in of.places or k - 1 in of.links or k - 1 in of.titles or (small and k - 1 not in of.joins)


def _is_persons(reader: NameReader, name: Name) -> bool:
    """Tell a name with somebody's title in it: "Uniwersytet X prof. Nowak"."""
    of = reader.words
    return not of.titles.isdisjoint(range(of.tokens.at(name.start), of.tokens.at(name.end)))


def behind_partners(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return a subject behind its verb and the partners ahead of both: "Together with A invites B"."""
    of = reader.words
    for cue in sheet.marks.within(start, stop, "with_partner")[:1]:
        partners = reader.after(cue.end, stop) if cue.start <= start + 1 else []
        verb = of.past_parenthesis(of.tokens.at(partners[-1].end)) if partners else len(of)
        if verb in of.nouns and of.letter(verb):  # "We współpracy z Gminą Lipno Fundacja Most organizuje"
            names = reader.after(of.starts[verb], stop, filler=0)
            return names if all(reader.is_organisation(name) for name in names) else []
        if of.word(verb, stop).isalpha() and not of.capital(verb):
            names = reader.after(of.ends[verb], stop, filler=1)
            return names if all(is_proper(reader, name) for name in names) else []
    return []


def is_proper(reader: NameReader, name: Name) -> bool:
    """Tell a name of several words, or of an organisation's noun, from a word that but has a capital."""
    return reader.is_organisation(name) or reader.likely(name)


def bends(sheet: Sheet, name: Name) -> bool:
    """Tell a name that the text has in another case than the nominative."""
    written = " ".join(sheet.text[name.start : name.end].split())
    return bool(sheet.known.own.lemma) and written.lower() != name.text.lower()
