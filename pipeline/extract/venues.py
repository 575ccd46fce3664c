"""Venues in running text: what stands behind "at" or "in", by a venue's noun or as a name of its own."""

from __future__ import annotations

from pipeline.extract.declension import nominative
from pipeline.extract.halls import is_post, with_house
from pipeline.extract.leads import place_leads, where_told
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.persons import is_person
from pipeline.extract.towns import bare, known_place
from pipeline.extract.values import Found
from pipeline.extract.venue_genitives import past_town, with_genitives
from pipeline.extract.venue_limits import before_agent, in_party_row, is_timed, with_attribute, with_premises
from pipeline.extract.venue_spans import bent_end, joined_end, owned_end, shared_end, small_end
from pipeline.sheet import Sheet
from pipeline.tokens import cut
from pipeline.words import Hit

_NUMBER_WORDS = frozenset({"nr", "no", "č", "n", "num", "nº"})
_STREET = 25
"""No first word of a street's name is longer: "na Malostranském náměstí"."""
_LEAD = 15
"""A preposition with the room's noun in it is not longer: "w sali"."""
_TOLD_VERB = 100
"""Words that say what a place is, "the venue of the evening is", are no longer."""


def venues_behind(sheet: Sheet, reader: NameReader, start: int, stop: int, score: float) -> list[Found]:
    """Return the venues of ``text[start:stop]``, in order: "w Bibliotece Publicznej", "på Kulturhuset"."""
    out: list[Found] = []
    for offset in _openings(sheet, start, stop):
        if out and offset < out[-1].end:
            continue
        names = reader.after(offset, stop, filler=2)
        near = names[0] if names and names[0].start - offset <= 40 else None
        name = _whole(sheet, offset, near, stop) or _noun_phrase(sheet, offset, stop)
        housed = past_town(sheet, name) if name is not None else None
        if name is not None and housed is not None and housed.start > name.start:
            again = reader.after(housed.start, stop)[:1]
            whole = _whole(sheet, housed.start, again[0] if again else None, stop)
            name = (
                whole
                if whole is not None and whole.end > housed.end and whole.start == housed.start
                else housed
            )
        if name is not None:
            name = before_agent(sheet, _before_street(sheet, name))
            name = name if " " in name.text else with_genitives(reader.words, name, stop)
            name = with_attribute(sheet, offset, name)
        if name is not None and (is_post(sheet, start, offset, name) or _is_occasion(sheet, offset, name)):
            continue
        if name is not None and (_is_venue(sheet, offset, name) or _is_housed(sheet, offset, name)):
            if " " not in name.text and not _is_venue(sheet, offset, name):
                name = with_premises(sheet, name)
            name = with_house(sheet, reader, with_genitives(reader.words, name, stop), stop)
            text = venue_name(name.text, sheet)
            text = text[:1].upper() + text[1:] if text.islower() else text
            out.append(Found("venue", text, name.start, name.end, "prose", score))
    return out


def _is_occasion(sheet: Sheet, offset: int, name: Name) -> bool:
    """Tell an event from a house: "the hearing of the Council", and a "dialogue workshop"."""
    if sheet.marks.has(offset, name.start, "event"):
        return True
    halls = sheet.marks.within(name.start, name.end, "venue", "room")
    events = {hit.last for hit in sheet.marks.within(name.start, name.end, "event")}
    return bool(halls) and " " not in name.text and all(hit.last in events for hit in halls)


def _openings(sheet: Sheet, start: int, stop: int) -> list[int]:
    """Return the offsets at which a venue may begin: behind a preposition, or at a noun behind a comma."""
    text = sheet.text
    houses = sheet.marks.within(start, stop, "at_house")
    within = {hit.start for hit in houses}  # "in den Räumen des Rathauses" are no rooms' name
    led = [*(hit for hit in place_leads(sheet, start, stop) if hit.start not in within), *houses]
    found = {hit.end for hit in led}
    for hit in led:
        if hit.key == "at" and hit.last > hit.first and sheet.marks.has(hit.start, hit.end, "room"):
            found.add(sheet.marks.tokens.ends[hit.first])  # "w sali" holds the noun itself
    found.update(where_told(sheet, start, stop))
    for hit in sheet.marks.within(start, stop, "venue", "room"):
        before = text[start : hit.start].rstrip()
        comma = before[-1:] == ","
        timed = hit.key == "venue" and is_timed(sheet, hit.start)
        if before[-1:] in ("–", "|", ":") or timed or (comma and not in_party_row(sheet, start, hit)):
            found.add(hit.start)
    return sorted(found)


def _whole(sheet: Sheet, offset: int, name: Name | None, stop: int) -> Name | None:
    """Return a name with the noun before it ("v kavárně Inkognito") and behind it ("Folkets hus")."""
    if name is None:
        return None
    start, end, text = name.start, name.end, name.text
    lead = next(iter(sheet.marks.within(offset, start, "venue", "room")), None)
    plain = lead is not None and _is_plain(sheet, lead.end, start)
    house = sheet.marks.has(start, end, "venue")
    if lead is not None and plain and not (house and _is_room_of(sheet, lead, start)):
        start, text = lead.start, sheet.text[lead.start : end]
    elif start - offset > 24:
        return None
    for hit in sheet.marks.within(start, min(stop, end + 25), "venue"):
        if hit.start <= end + 1 and hit.end > end and "\n" not in sheet.text[end : hit.end]:
            end, text = hit.end, sheet.text[start : hit.end]
    owned = owned_end(sheet, end, stop)
    if owned is not None:
        return Name(sheet.text[start:owned], start, owned)
    if sheet.marks.has(start, end, "venue") and " " not in text:
        longer = _linked_end(sheet, end, stop)
        for further in (small_end, bent_end):
            longer = longer if longer > end else further(sheet, Name(text, start, end), stop)
        text, end = text + sheet.text[end:longer], longer
    longer = joined_end(sheet, Name(text, start, end), stop)
    longer = max(longer, shared_end(sheet, Name(text, start, end), stop))
    if longer > end and sheet.marks.has(end, longer, "venue"):
        longer = _linked_end(sheet, longer, stop)  # "Palácio e Jardins do Marquês"
    return Name(text + sheet.text[end:longer], start, longer)


def _linked_end(sheet: Sheet, end: int, stop: int) -> int:
    """Return where a lone noun's name ends that a link goes on: "Convento de São Francisco"."""
    tokens, own = sheet.marks.tokens, sheet.known.own
    k = tokens.at(end)
    links = set(own.phrases["name_link"]) - set(own.phrases["at"]) - set(own.phrases["name_join"])
    if k + 1 >= len(tokens) or tokens.words[k] not in links or not tokens.words[k].isalpha():
        return end
    last = k
    while last + 1 < len(tokens) and tokens.ends[last + 1] <= stop and last - k < 4:
        capital = sheet.text[tokens.starts[last + 1]].isupper()
        if not capital or sheet.text[tokens.ends[last] : tokens.starts[last + 1]] != " ":
            break
        last += 1
    return tokens.ends[last] if last > k else end


def _is_room_of(sheet: Sheet, lead: Hit, start: int) -> bool:
    """Tell a room from the house whose name begins at ``start``, but for a link that makes them one name.

    A genitive needs no link: "w sali konferencyjnej Starostwa Powiatowego".
    """
    at = sheet.marks.within(max(0, lead.start - _LEAD), lead.end, "at")
    plain = any(hit.end == lead.end for hit in at)  # "w sali Centrum" is but "in the Centre"
    room = sheet.marks.has(lead.start, lead.end, "room") and (plain or not sheet.known.own.endings)
    return room and not sheet.marks.has(lead.end, start, "name_link")


def _before_street(sheet: Sheet, name: Name) -> Name:
    """Return a name without the street that goes on behind it: "Pub Pod Papugami przy ulicy X"."""
    keys = ("street_before", "street_after")
    street = next(iter(sheet.marks.within(name.start + 2, name.end, *keys)), None)
    behind = street is not None and sheet.marks.has(street.start, street.end, "street_after")
    leads = ("at", "day_before") if behind else ("at",)  # "Corner House on the Hill Road"
    led = sheet.marks.within(name.start + 2, street.start, *leads) if street is not None else []
    if street is None or not led or street.start - led[-1].end > (_STREET if behind else 1):
        return name
    words = sheet.text[name.start : led[-1].start].rstrip(" ,")
    return Name(words, name.start, name.start + len(words))


def _is_plain(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether only small words stand between a noun and its name."""
    between = sheet.text[start:stop]
    small = all(c.isalpha() or c in " '’„”“\"«" for c in between)
    if not small or len(between.split()) > 3:
        return False
    inner = sheet.marks.within(start, stop, "at")
    articles = sheet.known.own.phrases["name_link"]
    led = any(sheet.text[hit.start : hit.end].lower() not in articles for hit in inner)
    return not led and not sheet.marks.has(start, stop, "happens")


def _noun_phrase(sheet: Sheet, offset: int, stop: int) -> Name | None:
    """Return a venue's noun that no name follows: "i kultursalen", "w sali sesyjnej nr 14", "im H 24"."""
    tokens = sheet.marks.tokens
    first = tokens.at(offset)
    near = sheet.marks.within(offset, min(stop, offset + 40), "venue", "room")
    hit = next((one for one in near if one.first - first <= 2), None)
    if hit is None or not _is_plain(sheet, offset, hit.start):
        return None
    if tokens.words[hit.first] in sheet.known.weekdays or sheet.dates_within(hit.start - 1, hit.end):
        return None
    last = max(one.last for one in near if one.first == hit.first)
    following = next((one for one in near if one.first == last + 1), None)
    if following is not None and sheet.text[hit.end : following.start] == " ":
        last = following.last
    while last + 1 < len(tokens) and tokens.ends[last + 1] <= stop and _goes_on(sheet, last + 1):
        last += 1
    return Name(sheet.text[hit.start : tokens.ends[last]], hit.start, tokens.ends[last])


def _goes_on(sheet: Sheet, k: int) -> bool:
    """Tell whether a room's noun goes on with token ``k``: its number or an adjective behind it."""
    tokens, own = sheet.marks.tokens, sheet.known.own
    word = tokens.words[k]
    if sheet.text[tokens.ends[k - 1] : tokens.starts[k]] not in ("", " "):
        return False
    if word == "." and tokens.words[k - 1] in _NUMBER_WORDS:
        return True
    if word in _NUMBER_WORDS or word.isdigit():
        return (len(word) <= 4 and not word.isdigit()) or not sheet.times_within(
            tokens.starts[k] - 1, tokens.ends[k]
        )
    if sheet.text[tokens.starts[k]].isupper() and word.isalpha() and not own.capital_nouns:
        return word not in sheet.known.months and word not in sheet.known.weekdays
    if not own.endings or not word.isalpha() or own.capital_nouns:
        return False
    inner = sheet.marks.has(tokens.starts[k], tokens.ends[k], "name_word", "organisation", "venue")
    return inner or any(word.endswith(end) for end, _ in own.endings)


def _is_venue(sheet: Sheet, offset: int, name: Name) -> bool:
    """Tell whether a name has a venue's noun, and is more than a town's."""
    marks = sheet.marks
    noun = marks.has(min(offset, name.start), name.end, "venue", "room")
    if not noun and not _says_venue(sheet, name.text):
        return False
    lone = marks.tokens.at(name.end) - marks.tokens.at(name.start) == 1
    return not (lone and known_place(name.text, sheet))


def _is_housed(sheet: Sheet, offset: int, name: Name) -> bool:
    """Tell what stands behind "in the building of" at ``offset``, and is no person and more than a town."""
    led = any(hit.end == offset for hit in sheet.marks.within(max(0, offset - 40), offset, "at_house"))
    led = led or offset in where_told(sheet, max(sheet.sentence(offset)[0], offset - _TOLD_VERB), offset)
    house = led and name.text[0].isupper() and not is_person(name.text, sheet.known)
    return house and not known_place(name.text, sheet)


def _says_venue(sheet: Sheet, name: str) -> bool:
    """Tell whether a name, an abbreviation's full form for one, has a venue's noun in it."""
    return any(hit.key == "venue" for hit in sheet.known.lexicon.find(cut(name)))


def venue_name(text: str, sheet: Sheet) -> str:
    """Return a venue's name in the nominative, the town behind a preposition left to the city."""
    own = sheet.known.own
    words = text.split()
    prepositions = [i for i in range(1, len(words)) if words[i] in own.phrases["at"]]
    # "Litteraturhuset i Bergen" is a name: a town is not cut from a lone noun with a capital.
    lone = prepositions == [1] and text[0].isupper() and _says_venue(sheet, words[0])
    lone = lone and not own.capital_nouns
    for i in () if lone else prepositions:
        tail = bare(" ".join(words[i + 1 :]))
        if tail[:1].isupper() and known_place(tail, sheet):
            text = " ".join(words[:i])
            break
    return " ".join(nominative(text.strip(" ,.;:–-"), own, sheet.country).split())
