"""What names in a row share: a noun, a head, one giver of several states, one name with commas of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from pipeline.extract.name_words import NameWords
from pipeline.extract.named import Name
from pipeline.extract.persons import given_names
from pipeline.gazetteer import country_code, country_name, nominative_town


def settled_list(names: list[Name], of: NameWords) -> list[Name]:
    """Return the organisations that names in a row are, each with what it shares with its neighbours."""
    names = [part for name in _without_alias(names, of) for part in _of_plural(name, of)]
    for read in (_couples, _own_line, _shared_plural, _one_name, _shared_noun, _shared_head, _one_giver):
        if len(names) < 2:
            break
        names = read(names, of)
    return [_state(name, of) for name in _without_town(names, of)]


def _couples(names: list[Name], of: NameWords) -> list[Name]:
    """Make one name of two persons' whom a foundation is named after: "Olga och Carl Lindens stiftelse"."""
    out = names[:1]
    for name in names[1:]:
        before, first = out[-1], of.tokens.at(name.start)
        given = before.text.lower() in given_names() and name.text.split(" ")[0].lower() in given_names()
        joined = of.tokens.at(before.end) in of.joins and first - of.tokens.at(before.end) == 1
        if given and joined and not _is_bare(name, of):
            text = " ".join(of.text[before.start : name.start].split())
            out[-1] = Name(f"{text} {name.text}", before.start, name.end)
        else:
            out.append(name)
    return out


def _own_line(names: list[Name], of: NameWords) -> list[Name]:
    """Make one name of a bare one and the next that a line elsewhere has together: "Fjord og Fjell klubb"."""
    out = names[:1]
    for name in names[1:]:
        before = out[-1]
        joined = of.tokens.at(before.end) in of.joins and _is_bare(before, of) and not _is_bare(name, of)
        text = " ".join(of.text[before.start : name.end].split()) if joined else ""
        if text and text in of.lines and before.start not in of.lines[text]:
            out[-1] = Name(text, before.start, name.end)
        else:
            out.append(name)
    return out


def _without_alias(names: list[Name], of: NameWords) -> list[Name]:
    """Drop the acronym that a comma adds to a name in a row parted by semicolons: "Red de Ayuda, RDA; X"."""
    kept = names[:1]
    for before, name in pairwise(names):
        first = of.tokens.at(name.start)
        lone = of.shouted(first) and " " not in name.text and of.text[before.end : name.start].strip() == ","
        if not (lone and of.text[name.end : name.end + 1] == ";"):
            kept.append(name)
    return kept


def _without_town(names: list[Name], of: NameWords) -> list[Name]:
    """Drop a town behind the comma of the last name, where that is seated: "Museum of Work, Norrköping"."""
    own, country = of.sheet.known.own, of.sheet.country
    if len(names) < 2 or of.text[names[-2].end : names[-1].start].strip() != ",":
        return names
    seated = not _is_bare(names[-2], of)
    town = " " not in names[-1].text and nominative_town(names[-1].text, own, country) is not None
    return names[:-1] if seated and town and _is_bare(names[-1], of) else names


def _state(name: Name, of: NameWords) -> Name:
    """Return a state's name in the nominative, any other name as it is."""
    own = of.sheet.known.own
    if " " in name.text or not own.city_endings or country_code(name.text, own) is None:
        return name
    return Name(country_name(name.text, own), name.start, name.end)


def _shared_plural(names: list[Name], of: NameWords) -> list[Name]:
    """Give names the singular of the plural that they share: "A and B councils", "les communes de A et B"."""
    nouns = of.sheet.known.own.shared_nouns
    between = range(of.tokens.at(names[-2].end), of.tokens.at(names[-1].start))
    if of.joins.keys().isdisjoint(between):
        return names  # "Toni Berg, Nordmarks föreningar"
    words = names[-1].text.split(" ")
    inner = enumerate(words[1:-1], 1) if of.tokens.at(names[-1].start) not in of.nouns else ()
    at = next((i for i, word in inner if word.lower() in nouns and words[i + 1].islower()), 0)
    head, _, plural = " ".join(words[: at + 1] if at else words).rpartition(" ")
    own = nouns.get(plural.lower())
    if own is not None and head and all(_is_bare(name, of) for name in names[:-1]):
        end = names[-1].end
        heads = [*(Name(name.text, name.start, end) for name in names[:-1]), Name(head, names[-1].start, end)]
        return [Name(f"{name.text} {own}", name.start, name.end) for name in heads]
    plural, _, rest = names[0].text.partition(" ")
    own = _singular(names[0], of)
    if own is None or not rest or not all(_is_bare(name, of) for name in names[1:]):
        return names
    links = list(takewhile(str.islower, rest.split(" ")))
    heads = [Name(rest, names[0].start, names[0].end)]
    heads += [Name(" ".join((*links, name.text)), names[0].start, name.end) for name in names[1:]]
    return [Name(f"{own} {name.text}", name.start, name.end) for name in heads]


def _of_plural(name: Name, of: NameWords) -> list[Name]:
    """Return the names that a plural has in one: "Communes de A et B"; else the name itself."""
    rest = name.text.split(" ")[1:]
    own = _singular(name, of)
    if own is None or not any(word in of.joints for word in rest):
        return [name]
    links = list(takewhile(str.islower, rest))
    parts = [list(words) for joint, words in groupby(rest[len(links) :], of.joints.__contains__) if not joint]
    return [Name(" ".join((own, *links, *part)), name.start, name.end) for part in parts]


def _singular(name: Name, of: NameWords) -> str | None:
    """Return the singular of the plural that a name begins with, None where it begins with none.

    A noun that is alike in both is a plural in small letters only: "le università di Bari e Ancona".
    """
    noun = name.text.partition(" ")[0].lower()
    own = of.sheet.known.own.shared_nouns.get(noun)
    alike = own is not None and own.lower() == noun and of.text[name.start].isupper()
    return None if alike else own


def _is_bare(name: Name, of: NameWords) -> bool:
    """Tell a name without a noun of its own, as of a town."""
    return of.nouns.isdisjoint(range(of.tokens.at(name.start), of.tokens.at(name.end)))


def _one_name(names: list[Name], of: NameWords) -> list[Name]:
    """Join what is one name: "Ministry of Culture, Sports and Tourism" goes on in bare words."""
    out: list[Name] = []
    i = 0
    while i < len(names):
        last = _enumerated(names, i, of)
        text = " ".join(of.text[names[i].start : names[last].end].split()) if last > i else names[i].text
        written = " ".join(of.text[names[i].start : names[i].end].split())
        if last > i and written != names[i].text and written in text:
            text = text.replace(written, names[i].text, 1)
        out.append(Name(text, names[i].start, names[last].end))
        i = last + 1
    return out


def _enumerated(names: Sequence[Name], i: int, of: NameWords) -> int:
    """Return the last of the names that go on the ``i``-th: bare words up to the first behind a joint."""
    first, end = of.tokens.at(names[i].start), of.tokens.at(names[i].end)
    own, country = of.sheet.known.own, of.sheet.country
    linked = any(k in of.links and k not in of.joins for k in range(first + 1, end))
    if not linked or first not in of.nouns:
        return i
    if nominative_town(names[i].text.rpartition(" ")[2], own, country) is not None:
        return i
    office = any(
        hit.first == first for hit in of.sheet.marks.within(names[i].start, names[i].end, "ministry")
    )
    for j in range(i + 1, len(names)):
        start, stop = of.tokens.at(names[j].start), of.tokens.at(names[j].end)
        acronym = of.shouted(start)
        headed = start in of.nouns if office else not of.nouns.isdisjoint(range(start, stop))
        bare = not acronym and not headed
        if not bare or names[j].text.count(" ") > 1 or not of.letter(start):
            return i
        behind = of.tokens.at(names[j - 1].end)
        if behind in of.joins:
            between = range(of.joins[behind] + 1, start)
            # An article alone begins a name, a tie goes on in one.
            article = any(k in of.links and of.words[k] not in of.articles for k in between)
            # "Ministry of Culture and the Arts"
            article = article or (office and bool(between) and start in of.topics)
            return j if j > i + 1 or article or start in of.topics else i
    return i


def _shared_noun(names: list[Name], of: NameWords) -> list[Name]:
    """Give a lone word the noun of the name it is joined to: "Powiatowa i Miejska Rada", two councils.

    An adjective agrees with its neighbour, or both are towns; of two common words they make one name:
    "Children and Youth Foundation".
    """
    out: list[Name] = []
    for name in names:
        before = out[-1] if out else None
        first = of.tokens.at(before.start) if before is not None else 0
        if before is None or not _is_lone(before, name, of):
            out.append(name)
        elif _agree(before, name, of):
            out[-1] = Name(before.text + name.text[name.text.index(" ") :], before.start, before.end)
            out.append(name)
        elif first in of.topics - of.nouns or (first in of.nouns and of.tokens.at(name.start) in of.topics):
            out[-1] = Name(" ".join(of.text[before.start : name.end].split()), before.start, name.end)
        else:
            out.append(name)
    return out


def _is_lone(one: Name, other: Name, of: NameWords) -> bool:
    """Tell whether ``one`` is a single word joined to a name whose second word is an organisation's noun."""
    first, end = of.tokens.at(one.start), of.tokens.at(one.end)
    noun = of.tokens.at(other.start) + 1
    headed = noun in of.nouns and noun - 1 not in of.nouns and noun not in of.legal and " " in other.text
    lone = end - first == 1 and of.words[first].isalpha() and not of.shouted(first)
    return lone and headed and end in of.joins


def _agree(one: Name, other: Name, of: NameWords) -> bool:
    """Tell whether two first words are adjectives of one noun, or names of towns."""
    own, country = of.sheet.known.own, of.sheet.country
    a, b = one.text, other.text.split(" ")[0]
    if own.lemma and a[-1:] == b[-1:]:
        return True
    return nominative_town(a, own, country) is not None and nominative_town(b, own, country) is not None


def _shared_head(names: list[Name], of: NameWords) -> list[Name]:
    """Give lone towns the head of the name they are joined to: "ABF Lund och Malmö", "VHS Kiel, Plön"."""
    own, country = of.sheet.known.own, of.sheet.country
    head, _, town = names[0].text.rpartition(" ")
    if not head or nominative_town(town, own, country) is None:
        return names
    if any(" " in name.text or nominative_town(name.text, own, country) is None for name in names[1:]):
        return names
    return [names[0], *(Name(f"{head} {name.text}", name.start, name.end) for name in names[1:])]


def _one_giver(names: list[Name], of: NameWords) -> list[Name]:
    """Make donor states that stand in a row one giver: "Iceland, Liechtenstein and Norway"."""
    own = of.sheet.known.own
    if not all(country_code(name.text, own) for name in names):
        return names
    texts = [country_name(name.text, own) for name in names]
    join = own.phrases["day_join"][0] if own.phrases["day_join"] else "&"
    text = ", ".join(texts[:-1]) + f" {join} " + texts[-1]
    return [Name(text, names[0].start, names[-1].end)]
