"""Where: venue, room, street address, postcode and town, or online, from labels, addresses and the words around a date."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from pipeline.extract.declension import nominative
from pipeline.extract.names import Name, NameReader
from pipeline.extract.when import Draft
from pipeline.gazetteer import country_code, find_town, fold, nominative_town
from pipeline.model import Place
from pipeline.sheet import Sheet
from pipeline.text import Block
from pipeline.tokens import cut

_POSTCODE = re.compile(r"(?<![\w-])(?:[A-Z]{1,2}-)?(\d{2}-\d{3}|\d{3} ?\d{2}|\d{4,5}(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\s+(?=[^\W\d_])")
_NUMBER = r"\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:[a-zA-Z]|\s[A-Z])?(?!\w)"
_HOUSE = re.compile(rf"\s*,?\s*{_NUMBER}")
_PIECES = re.compile(r"\s*[,;|•·\n]\s*|\s+[–-]\s+|:\s+")
_CAP_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a place with the span it was read from, the method and its score."""

    field: str
    value: str
    start: int
    end: int
    method: str
    score: float


@dataclass(frozen=True, slots=True)
class Address:
    """A street with its number, as written."""

    text: str
    start: int
    end: int


def find_addresses(sheet: Sheet) -> list[Address]:
    """Return every street address of the page: a street's word and a name, with or without a house number."""
    found: list[Address] = []
    text, words, starts, ends = sheet.text, sheet.marks.tokens.words, sheet.marks.tokens.starts, sheet.marks.tokens.ends
    for hit in sheet.marks.all("street_before"):
        j = hit.last + 1
        dotted = j < len(words) and words[j] == "."
        j += dotted
        first = j
        while j < len(words) and j - first < 7 and "\n" not in text[ends[j - 1]: starts[j]] and _street_word(text, words, starts, j, first):
            j += 1
        if j > first and (dotted or text[starts[hit.first]].islower() or len(words[hit.first]) > 3):
            house = _HOUSE.match(text, ends[j - 1])
            led = any(h.last == hit.first - 1 for h in sheet.marks.within(max(0, hit.start - 12), hit.start, "at"))
            if not (dotted or house or led):
                continue
            found.append(Address(text[hit.start: house.end() if house else ends[j - 1]].strip(), hit.start, house.end() if house else ends[j - 1]))
    for hit in sheet.marks.all("street_after"):
        house = _HOUSE.match(text, hit.end)
        if not house or (text[hit.end: hit.end + 1] == "," and not text[house.start(): house.end()].strip(" ,").isdigit()):
            continue
        i = hit.first
        while i > 0 and hit.first - i < 4 and starts[i] - ends[i - 1] == 1 and text[starts[i - 1]].isupper() and words[i - 1].isalpha():
            i -= 1
        lone = i == hit.first and words[hit.first] in ("plan", "street", "st", "road", "place", "way", "plats", "platz", "weg")
        if text[starts[i]].isupper() and not lone:
            found.append(Address(text[starts[i]: house.end()].strip(), starts[i], house.end()))
    for hit in _numbered_first(sheet):
        found.append(hit)
    return _apart(found)


def _street_word(text: str, words: list[str], starts: list[int], j: int, first: int) -> bool:
    word = text[starts[j]]
    if words[j] == "." and j > first and len(words[j - 1]) <= 3:
        return True
    return word.isupper() and words[j].isalpha() or (words[j].isdigit() and j == first and len(words[j]) <= 2 and j + 1 < len(words) and text[starts[j + 1]].isupper()) or (
        words[j] in ("de", "la", "del", "da", "do", "dos", "du", "des", "le", "della", "di", "i", "van", "św", "-", "’", "'") and j + 1 < len(words))


def _numbered_first(sheet: Sheet) -> list[Address]:
    """English and French write the number first: 12 High Street."""
    out = []
    words, starts, ends, text = sheet.marks.tokens.words, sheet.marks.tokens.starts, sheet.marks.tokens.ends, sheet.text
    if sheet.known.language != "en":
        return out
    for hit in sheet.marks.all("street_after"):
        i = hit.first - 1
        while i >= 0 and hit.first - i < 6 and words[i].isalpha() and text[starts[i]].isupper() and starts[i + 1] - ends[i] <= 2:
            i -= 1
        if 0 <= i < hit.first - 1 and words[i].isdigit() and len(words[i]) <= 5 and starts[i + 1] - ends[i] == 1:
            out.append(Address(text[starts[i]: hit.end], starts[i], hit.end))
    return out


def _apart(found: list[Address]) -> list[Address]:
    out: list[Address] = []
    for one in sorted(found, key=lambda a: (a.start, -a.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out


class PlaceReader:
    """Reads places in one sheet; built once a page."""

    def __init__(self, sheet: Sheet, reader: NameReader) -> None:
        self.sheet, self.reader = sheet, reader
        self.addresses = find_addresses(sheet)
        self._address_starts = [address.start for address in self.addresses]
        self.labelled = [block for _, block in sheet.labelled("label_where") if block.region != "nav"]

    def _addresses_within(self, start: int, stop: int) -> list[Address]:
        i = bisect_left(self._address_starts, start)
        return self.addresses[i: bisect_left(self._address_starts, stop)]

    def read(self, draft: Draft, alone: bool) -> list[Found]:
        """Return what the page says of where ``draft`` happens, the surest first; ``alone``: it is the page's only event."""
        spans = [self.sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)]
        found: list[Found] = []
        blocks = [self.sheet.blocks[draft.lead.block]]
        if draft.primary and not draft.record:
            for block in self.labelled[:3]:
                if len(block.text) > 130 or self.sheet.sentence(block.start)[1] < block.end - 20:
                    found.extend(replace(f, method="label", score=0.8) for f in self._prose(block.start, block.end, 0.8))
                else:
                    found.extend(self.pieces(block, block.start, block.end, "label", 0.9))
        if draft.record:
            found.extend(self._record(draft, blocks[0]))
        for start, stop in spans:
            found.extend(self._prose(start, stop, 0.7))
            found.extend(self._header(start, stop, draft))
        if draft.primary and not draft.record and alone:
            for address in self.addresses[:1]:
                found.append(Found("address", address.text, address.start, address.end, "prose", 0.6))
            for address in [a for a in self.addresses if a.text == self.addresses[0].text][:4]:
                found.extend(self._around(address, 0.6))
            for block in [b for b in self.sheet.blocks if b.kind == "heading" and b.region == "main"][:4]:
                found.extend(self._venue_behind(block.start, block.end, 0.5))
            found.extend(self._anywhere())
        return found

    def _record(self, draft: Draft, block: Block) -> list[Found]:
        """Read what is left of a list's line when its date and hour are taken away."""
        time = draft.time
        end = max(draft.lead.mention.end, time.end if time and block.start <= time.start < block.end else 0)
        start = min(draft.lead.mention.start, time.start if time and block.start <= time.start < block.end else draft.lead.mention.start)
        tail, head = (end, block.end), (block.start, start)
        span = tail if block.end - end > start - block.start else head
        text = self.sheet.text[span[0]: span[1]]
        if not 3 < len(text.strip(" ,.:;–-()")) < 110:
            return []
        lead = len(text) - len(text.lstrip(" ,.:;–-(|"))
        return self.pieces(block, span[0] + lead, span[1], "record", 0.7, strict=not self._placed(text))

    def _placed(self, text: str) -> bool:
        words = [w for w in re.split(r"[\s,]+", text) if w]
        return bool(words) and len(words) <= 8

    def pieces(self, block: Block, start: int, stop: int, method: str, score: float, strict: bool = False) -> list[Found]:
        """Return the parts of "Hall, Street 12, 123 45 Town": each piece is told by its form, the rest is the venue."""
        text = self.sheet.text
        found: list[Found] = []
        venue: list[tuple[int, int]] = []
        at = start
        for piece in [*_PIECES.finditer(text, start, stop), None]:
            a, b = at, piece.start() if piece else stop
            at = piece.end() if piece else stop
            while b > a and text[b - 1] in " .,;":
                b -= 1
            if b - a < 2 or _URL.match(text, a, b):
                continue
            kind, value, x, y = self._kind(a, b)
            if kind == "country":
                continue
            if kind == "venue":
                venue.append((a, b))
            elif kind:
                found.append(Found(kind, value, x, y, method, score))
                if kind == "postcode":
                    found.extend(self._town_after(y, b, method, score))
        if venue and not any(f.field in ("city", "address") for f in found):
            found.extend(self._last_is_town(venue, stop, method, score - 0.2))
        if venue and not strict:
            last = next((k for k in range(1, len(venue)) if text[venue[k - 1][1]: venue[k][0]].count("\n") > 1), len(venue))
            kept = venue[: min(last, 3)]
            value = ", ".join(text[a:b] for a, b in kept)
            if len(value) <= 120 and value[:1].isalnum():
                found.append(Found("venue", _venue(value, self.sheet), kept[0][0], kept[-1][1], method, score))
        if not any(f.field == "city" for f in found):
            found.extend(self._town_inside(start, stop, method, score - 0.1))
        return found

    def _last_is_town(self, venue: list[tuple[int, int]], stop: int, method: str, score: float) -> list[Found]:
        """Take the last piece of "Village Hall, Village" for a town, though no gazetteer knows it."""
        a, b = venue[-1]
        text = self.sheet.text[a:b]
        tail = self.sheet.text[b:stop].strip(" ,.;()")
        alone = len(venue) == 1 and bool(tail) and country_code(tail, self.sheet.known.own) is not None
        if not text[:1].isupper() or self.sheet.marks.has(a, b, "venue", "room", "organisation", "online") or any(c.isdigit() for c in text):
            return []
        if alone or (len(venue) > 1 and len(text.split()) == 1):
            venue.pop()
            return [Found("city", text, a, b, method, score)]
        return []

    def _kind(self, a: int, b: int) -> tuple[str, str, int, int]:
        text, marks = self.sheet.text, self.sheet.marks
        piece = text[a:b]
        address = next((x for x in self._addresses_within(a - 1, b + 1) if x.end <= b + 1), None)
        if address is not None:
            return "address", address.text, address.start, address.end
        code = _POSTCODE.match(piece)
        if code:
            return "postcode", code.group(1), a, a + code.end()
        if marks.has(a, b, "online") and len(piece) < 40 and not marks.has(a, b, "venue"):
            return "online", piece, a, b
        town = nominative_town(_bare(piece), self.sheet.known.own, self.sheet.country) if len(piece) < 40 and piece[:1].isupper() else None
        if town and not marks.has(a, b, "venue"):
            return "city", town, a, b
        if piece[:1].isupper() and country_code(piece, self.sheet.known.own):
            return "country", piece, a, b
        room = marks.within(a, b, "room")
        if room and room[0].start <= a + 1 and (any(c.isdigit() for c in piece) or len(piece.split()) <= 3):
            return "room", piece, a, b
        if self.sheet.dates_within(a, b) or not any(c.isalpha() for c in piece):
            return "", "", a, b
        return "venue", piece, a, b

    def _town_after(self, start: int, stop: int, method: str, score: float) -> list[Found]:
        text = re.split(r"[,.;:()|\n]|\s[–-]\s", self.sheet.text[start:stop].lstrip(" .,"))[0]
        taken = text.split()[:3]
        while len(taken) > 1 and not taken[-1][:1].isupper():
            taken.pop()
        words = " ".join(taken)
        if not words[:1].isupper():
            return []
        town = nominative_town(words, self.sheet.known.own, self.sheet.country) or words.title() if words.isupper() else words
        return [Found("city", town, start, stop, method, score)]

    def _town_inside(self, start: int, stop: int, method: str, score: float) -> list[Found]:
        """Return a town named within a span: behind a preposition first, else as the last word of a venue."""
        tokens = self.sheet.marks.tokens
        i, end = tokens.at(start), tokens.at(stop)
        best: Found | None = None
        for k in range(i, end):
            if not self.sheet.text[tokens.starts[k]].isupper() or not tokens.words[k].isalpha() or len(tokens.words[k]) < 3:
                continue
            led = k > 0 and any(h.last == k - 1 for h in self.sheet.marks.within(max(0, tokens.starts[k] - 14), tokens.starts[k], "at"))
            for n in (3, 2, 1):
                if k + n > end or any(not tokens.words[k + m].isalpha() for m in range(n)):
                    continue
                span = self.sheet.text[tokens.starts[k]: tokens.ends[k + n - 1]]
                town = self._town(span, led)
                if town:
                    better = best is None or (led and best.score < score)
                    if better:
                        best = Found("city", town, tokens.starts[k], tokens.ends[k + n - 1], method, score if led else score - 0.15)
                    break
        return [best] if best else []

    def _town(self, span: str, led: bool) -> str | None:
        own, country = self.sheet.known.own, self.sheet.country
        if span.lower() in self.sheet.known.months or span.lower() in self.sheet.known.weekdays:
            return None
        exact = find_town(span, country)
        if exact is not None and (exact.country == country or exact.people > 100_000) and (led or exact.people > 15_000):
            return nominative_town(span, own, country)
        return nominative_town(span, own, country) if led and own.city_endings else None

    def _prose(self, start: int, stop: int, score: float) -> list[Found]:
        """Read a sentence: an address and the venue before it, else a venue's noun behind a preposition."""
        found: list[Found] = []
        for address in self._addresses_within(start, stop)[:1]:
            found.append(Found("address", address.text, address.start, address.end, "prose", score))
            found.extend(self._around(address, score))
        if not any(f.field == "venue" for f in found):
            found.extend(self._venue_behind(start, stop, score))
        found.extend(self._town_inside(start, stop, "prose", score))
        return found

    def _around(self, address: Address, score: float) -> list[Found]:
        """Return the venue that stands before an address, and postcode and town behind it."""
        text, found = self.sheet.text, []
        tail = text[address.end: address.end + 60].split("\n")[0]
        code = _POSTCODE.match(tail.lstrip(" ,;–-"))
        if code:
            at = address.end + len(tail) - len(tail.lstrip(" ,;–-"))
            found.append(Found("postcode", code.group(1), at, at + code.end(1), "prose", score))
            found.extend(self._town_after(at + code.end(), at + min(len(tail), code.end() + 30), "prose", score))
        elif re.match(r"\s*,\s*[^\W\d_]", tail):
            piece = re.match(r"\s*,\s*([^,.;()]{3,30})", tail)
            town = nominative_town(_bare(piece.group(1)), self.sheet.known.own, self.sheet.country) if piece else None
            if piece and town:
                found.append(Found("city", town, address.end + piece.start(1), address.end + piece.end(1), "prose", score))
        start = max(self.sheet.sentence(address.start)[0], address.start - 130)
        venues = self._venue_behind(start, address.start, score - 0.05, nearest=True)
        found.extend(venues)
        return found

    def _venue_behind(self, start: int, stop: int, score: float, nearest: bool = False) -> list[Found]:
        """Return a phrase behind "at" or "in" that a venue's noun marks: "w Bibliotece Publicznej", "på Kulturhuset"."""
        marks, tokens = self.sheet.marks, self.sheet.marks.tokens
        out: list[Found] = []
        for hit in marks.within(start, stop, "at"):
            names = self.reader.after(hit.end, stop, filler=2)
            if not names or names[0].start - hit.end > 24:
                continue
            name = self._with_noun(names[0], stop)
            first, last = tokens.at(name.start), tokens.at(name.end) - 1
            noun = marks.has(hit.end, name.end, "venue", "room") or self._says_venue(name.text)
            town = nominative_town(name.text, self.sheet.known.own, self.sheet.country)
            if not noun or (town and first == last):
                continue
            out.append(Found("venue", _venue(name.text, self.sheet), name.start, name.end, "prose", score))
        return out[-1:] if nearest else out[:1]

    def _with_noun(self, name: Name, stop: int) -> Name:
        """Return the name with a venue's noun that goes on behind it: "Folkets hus"."""
        hit = next((h for h in self.sheet.marks.within(name.start, min(stop, name.end + 25), "venue") if h.start <= name.end + 1 and h.end > name.end), None)
        return Name(self.sheet.text[name.start: hit.end], name.start, hit.end) if hit else name

    def _says_venue(self, name: str) -> bool:
        """Tell whether a name, an abbreviation's full form for one, has a venue's noun in it."""
        return any(h.key == "venue" for h in self.sheet.known.lexicon.find(cut(name)))

    def _header(self, start: int, stop: int, draft: Draft) -> list[Found]:
        """Read the line that goes on with a place behind day and hour: "12 May 13:00-16:00, Town Hall, Room 2"."""
        block = self.sheet.blocks[draft.lead.block]
        out: list[Found] = []
        head = (max(start, block.start), draft.lead.mention.start)
        if 6 < head[1] - head[0] < 80 and self.sheet.marks.has(*head, "venue") and self.sheet.text[head[0]].isupper() and not self.sheet.marks.has(*head, "happens", "invites", "happened", "organises"):
            out.extend(self.pieces(block, *head, "header", 0.65))
        for occasion in (draft.lead, *draft.others):
            block = self.sheet.blocks[occasion.block]
            timed = occasion.time is not None and occasion.mention.end <= occasion.time.start < block.end
            done = occasion.time.end if occasion.time is not None and timed else occasion.mention.end
            if occasion.labels & {"label_when", "label_date"} and not timed:
                continue
            tail = self.sheet.text[done: block.end]
            if len(tail) > 110 or len(block.text) > 170 or not tail.strip(" ,|–-:()"):
                continue
            if occasion.mention.start - block.start > 12 or sum(w.islower() for w in tail.split()) > 5:
                continue
            begin = done + len(tail) - len(tail.lstrip(" ,|–-:(@"))
            led = next(iter(self.sheet.marks.within(begin, min(begin + 14, block.end), "at")), None)
            begin = led.end + 1 if led is not None and led.start == begin else begin
            out.extend(self.pieces(block, begin, block.end, "header", 0.75))
        return out

    def _anywhere(self) -> list[Found]:
        """Return the town that the page names most, behind a preposition: the weakest evidence of where."""
        counts: dict[str, list[tuple[int, int]]] = {}
        tokens = self.sheet.marks.tokens
        for hit in self.sheet.marks.all("at")[:400]:
            k = hit.last + 1
            if k < len(tokens) and self.sheet.text[tokens.starts[k]].isupper() and tokens.words[k].isalpha() and tokens.starts[k] - hit.end <= 2:
                town = self._town(self.sheet.text[tokens.starts[k]: tokens.ends[k]], led=True)
                if town:
                    counts.setdefault(town, []).append((tokens.starts[k], tokens.ends[k]))
        if not counts:
            return []
        town, places = max(counts.items(), key=lambda item: (len(item[1]), -item[1][0][0]))
        return [Found("city", town, *places[0], "page", 0.45)]


def _bare(piece: str) -> str:
    return re.sub(r"^[^\w]+|[^\w]+$", "", re.sub(r"\(.*?\)", "", piece)).strip()


def _venue(text: str, sheet: Sheet) -> str:
    """Return a venue's name in the nominative, the town behind its last preposition left to the city."""
    words = text.split()
    small = {p for p in sheet.known.own.phrases["at"]}
    for i in range(len(words) - 1, 0, -1):
        if words[i].lower() in small:
            tail = _bare(" ".join(words[i + 1:]))
            if i > 1 and tail[:1].isupper() and nominative_town(tail, sheet.known.own, sheet.country):
                text = " ".join(words[:i])
            break
    return " ".join(nominative(text.strip(" ,.;:–-"), sheet.known.own, sheet.country).split())


def settle_place(found: list[Found], sheet: Sheet, online: bool, online_url: str | None) -> tuple[Place, list[Found]]:
    """Return the place that the surest values make, and those values; an online event's platform is no venue."""
    best: dict[str, Found] = {}
    for one in found:
        kept = best.get(one.field)
        if kept is None or one.score > kept.score or (one.score == kept.score and one.field == "venue" and "," in one.value and "," not in kept.value):
            best[one.field] = one
    venue = best.get("venue")
    if venue and fold(venue.value) == fold(best["city"].value if "city" in best else ""):
        best.pop("venue")
    place = Place(**{f: best[f].value for f in ("venue", "room", "address", "postcode", "city") if f in best},
                  online=online or "online" in best, online_url=online_url)
    town = find_town(place.city, sheet.country) if place.city else None
    if town:
        place = replace(place, country=town.country, lat=town.lat, lon=town.lon)
    return place, list(best.values())
