"""Names of organisations: where one begins and ends in running text, several in a row, and their nominative."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.gazetteer import country_code, country_name, fold, nominative_town
from pipeline.sheet import Sheet
from pipeline.text import Block
from pipeline.words import Words

_CLOSERS = {"„": "”“\"", "”": "”", "“": "”", "\"": "\"", "«": "»", "»": "«", "‘": "’"}
_ABBREVIATION = re.compile(r"([^\W\d_][\w .&'’/–-]{3,90}?)\s*[(\[]\s*([^\W\d_][\w-]{1,9})\s*[)\]]")
_SPELLED = re.compile(r"(?<!\w)([A-ZÅÄÖØÆÉŁŚŻČŠŽ]{3,9})\s\(([^\W\d_][^()\n]{6,90})\)")
_ENDINGS = frozenset(
    "com org net eu info edu gov int ngo ong coop io app events city at be bg ch cy cz de dk ee es fi fr gr hr hu ie is it li lt lu lv"
    " mt nl no pl pt ro se si sk uk ua us".split())
"""Top-level domains by which a name such as example.org is told from two sentences without a space."""
_DOMAIN = re.compile(r"[a-z0-9-]{2,40}\.(?:[a-z]{2,6})$")
MAX_WORDS = 14


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name as the page writes it, and where."""

    text: str
    start: int
    end: int


class NameReader:
    """Reads names in one sheet; built once a page."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.marks, self.tokens = sheet, sheet.marks, sheet.marks.tokens
        self.words, self.starts, self.ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        self.text = sheet.text
        self.joins = {h.first: h.last for h in self.marks.all("name_join")}
        self.joins_words = {self.words[i] for i in self.joins}
        self.stops = {h.first for h in self.marks.all("name_stop")}
        self.links = {h.first for h in self.marks.all("name_link")}
        self.nouns = {i for h in self.marks.all("organisation", "legal_form") for i in range(h.first, h.last + 1)}
        self.copulas = {h.first for h in self.marks.all("copula")}
        self.cues = {h.first for h in self.marks.all("organiser", "co_organiser", "partner", "media_partner", "funder", "host", "patron")}
        self.articles = {p for p in sheet.known.own.phrases["article"]}
        self.events = {h.first for h in self.marks.all("event")}
        self.months = self.marks.known.months
        self.short = self._abbreviations()

    def _abbreviations(self) -> dict[str, str]:
        """Return what the page's abbreviations stand for: "Full Name (FN)"."""
        out: dict[str, str] = {}
        for found in _ABBREVIATION.finditer(self.text[:200_000]):
            short = found.group(2)
            if sum(c.isupper() for c in short) < 2:
                continue
            i = self.tokens.at(found.start(2)) - 2
            first = i
            while first > 0 and i - first < 10 and (self.capital(first - 1) or self.words[first - 1] in ("-", "&") or first - 1 in self.links
                                                    or first - 1 in self.nouns) and "\n" not in self.text[self.ends[first - 1]: self.starts[first]]:
                first -= 1
            while first < i and not self.capital(first):
                first += 1
            full = self.text[self.starts[first]: self.ends[i]]
            if len(full) > len(short) + 2 and fold(full[:1]) == fold(short[:1]):
                out.setdefault(short, full)
        for found in _SPELLED.finditer(self.text[:200_000]):
            short, full = found.groups()
            initials = "".join(w[0] for w in full.split() if w[:1].isupper())
            if len(initials) > 1 and initials[0] == short[0] and len(set(initials) & set(short)) >= min(2, len(short) - 1):
                out.setdefault(short, full.strip())
        return out

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.starts) and (self.text[self.starts[i]].isupper() or self.text[self.starts[i]].isdigit())

    def letter(self, i: int) -> bool:
        """Tell whether token ``i`` begins with an upper-case letter; a number does not."""
        return self.capital(i) and not self.words[i].isdigit()

    def after(self, offset: int, stop: int, filler: int = 5, linked: bool = False) -> list[Name]:
        """Return the names that begin at ``offset``, at most ``filler`` small words ahead of the first.

        ``linked``: more than one such word counts only with a "is" or a colon among them, as behind a noun.
        """
        i = self.tokens.at(offset)
        begun, tied = i, False
        for _ in range(filler + 2):
            if i >= len(self.words) or self.starts[i] >= stop:
                return []
            word = self.words[i]
            if self.capital(i) and not word.isdigit() or word in _CLOSERS or self._domain(i, stop):
                if linked and not tied and i - begun > 1:
                    return []
                break
            tied = tied or word in (":", "–", "-") or i in self.copulas
            if not (word.isalpha() or word in (":", "–", "-", "*", "'", "’")) or (i in self.stops and word not in self._articles()):
                return []
            i += 1
        else:
            return []
        noun = i - 1
        if noun >= begun and noun in self.nouns and not self.capital(noun) and self.starts[i] - self.ends[noun] == 1 and self.capital(i):
            i = noun
        return self.listed(i, stop)

    def _articles(self) -> frozenset[str]:
        return frozenset(w for p in (*self.sheet.known.own.phrases["copula"], *self.sheet.known.own.phrases["day_before"]) for w in p.split())

    def _domain(self, i: int, stop: int) -> bool:
        return self._domain_end(i) is not None

    def _domain_end(self, i: int) -> int | None:
        """Return the last token of a domain name that begins at token i, such as example.org."""
        j = i
        while j + 2 < len(self.words) and self.words[j + 1] in (".", "-") and self.ends[j] == self.starts[j + 1] and self.ends[j + 1] == self.starts[j + 2] and j - i < 8:
            j += 2
        text = self.text[self.starts[i]: self.ends[j]] if j > i else ""
        ending = text.rpartition(".")[2]
        return j if text and _DOMAIN.match(text.lower()) and ending in _ENDINGS else None

    def listed(self, i: int, stop: int) -> list[Name]:
        """Return the names of an enumeration that begins at token ``i``."""
        names: list[Name] = []
        while i < len(self.words) and self.starts[i] < stop and len(names) < 40:
            read = self._one(i, stop)
            if read is None:
                break
            first, last = read
            last = self._state(first, last)
            name = self._made(first, last)
            if name is not None:
                names.append(name)
            i = self._past_parenthesis(last + 1, stop)
            step = self._separator(i, stop)
            if step is None:
                break
            i = step
        return self._with_countries(self._shared_noun(names))

    def _shared_noun(self, names: list[Name]) -> list[Name]:
        """Give a lone adjective the noun of the name it is joined to: "the County and Town Council"."""
        out = list(names)
        for n, (one, other) in enumerate(zip(names, names[1:], strict=False)):
            first, last = self.tokens.at(one.start), self.tokens.at(one.end) - 1
            second = self.tokens.at(other.start) + 1
            bare = first == last and first not in self.nouns and not one.text.isupper() and self.words[first].isalpha()
            if bare and second in self.nouns and second - 1 not in self.nouns and " " in other.text and self.tokens.at(one.end) in self.joins:
                out[n] = Name(one.text + other.text[other.text.index(" "):], one.start, one.end)
        return out

    def _state(self, first: int, last: int) -> int:
        """Return where the name ends when it begins with a state: "Norway from the EEA Grants" is Norway."""
        for k in range(first, min(first + 2, last)):
            if k + 1 in self.links and country_code(self.text[self.starts[first]: self.ends[k]], self.sheet.known.own):
                return k
        return last

    def _separator(self, i: int, stop: int) -> int | None:
        """Return the token after a comma or a joining word, None where the enumeration ends."""
        if i >= len(self.words) or self.starts[i] >= stop:
            return None
        if self.words[i] in (",", "/", "|", "•", ";"):
            i += 1
            if i in self.joins:
                i = self.joins[i] + 1
        elif i in self.joins:
            i = self.joins[i] + 1
        else:
            return None
        skipped = 0
        while i < len(self.words) and skipped < 3 and self.words[i].isalpha() and not self.capital(i) and i not in self.stops and i not in self.cues and self._domain_end(i) is None:
            i, skipped = i + 1, skipped + 1
        ok = i < len(self.words) and self.starts[i] < stop and (self.capital(i) or self.words[i] in _CLOSERS or self._domain_end(i) is not None)
        return i if ok else None

    def _past_parenthesis(self, i: int, stop: int) -> int:
        if i < len(self.words) and self.words[i] == "(":
            for j in range(i + 1, min(i + 14, len(self.words))):
                if self.words[j] == ")":
                    return j + 1
        return i

    def _one(self, i: int, stop: int) -> tuple[int, int] | None:
        """Return first and last token of the one name at token ``i``."""
        domain = self._domain_end(i)
        if domain is not None:
            return i, domain
        last, j, capitals = i - 1, i, 0
        while j < len(self.words) and self.starts[j] < stop and j - i < MAX_WORDS * 2:
            word = self.words[j]
            if word in _CLOSERS and j + 1 < len(self.words):
                end = next((k for k in range(j + 1, min(j + 20, len(self.words))) if self.words[k] in _CLOSERS[word]), None)
                if end is None or self.starts[end] > stop:
                    break
                last, j, capitals = end, end + 1, capitals + 1
                continue
            if j > i and "\n" in self.text[self.ends[j - 1]: self.starts[j]]:
                break
            if self._goes_on(i, j, stop, capitals):
                capitals += self.capital(j)
                last = j if word.isalnum() or word in "+!" else last
                j += 1
            else:
                break
        return (i, last) if last >= i and capitals else None

    def _goes_on(self, i: int, j: int, stop: int, capitals: int) -> bool:
        word = self.words[j]
        if word.isdigit():
            money = j + 1 < len(self.words) and (self.words[j + 1] in self.sheet.known.own.currencies or self.words[j + 1] in "€$£%")
            return j > i and len(word) <= 4 and not money
        if not word.isalpha():
            return self._mark_inside(i, j)
        if j == i and j in self.nouns:
            return True
        if self.capital(j):
            return j == i or not (j in self.stops and not self._inner(j)) or self.text[self.starts[j]: self.ends[j]].isupper()
        if j in self.joins and (self._join_inside(i, j, stop) or (self.words[j - 1] == "-" and self.ends[j - 2] == self.starts[j - 1])):
            return True
        if self.words[j - 1] in self.joins_words and self.words[j - 2] == "-":
            return True
        if j in self.stops and j not in self.nouns:
            return False
        if j in self.joins:
            return False
        if j in self.links or (len(word) <= 2 and j + 1 < len(self.words) and self.words[j + 1] in "'’"):
            return any(self.letter(k) or k in self.nouns for k in range(j + 1, min(j + 4, len(self.words)))
                       if all(self.words[n].isalpha() or self.words[n] in "'’" for n in range(j, k)))
        if j in self.nouns:
            return True
        if j - 1 in self.links and j - 1 > i and self.capital(j + 1) and self.starts[j + 1] - self.ends[j] == 1:
            return True
        if len(word) <= 3 and self.capital(j - 1) and self.capital(j + 1):
            return True
        after = self.words[j + 1] if j + 1 < len(self.words) and self.starts[j + 1] < stop else "."
        return capitals in (1, 2) and j - i <= 2 and (after in (",", ".", ";", ")") or j + 1 in self.joins)

    def _inner(self, j: int) -> bool:
        return j > 0 and self.capital(j - 1)

    def _mark_inside(self, i: int, j: int) -> bool:
        word = self.words[j]
        glued = j > i and self.ends[j - 1] == self.starts[j] and j + 1 < len(self.starts) and self.ends[j] == self.starts[j + 1]
        if word == "-" and self.ends[j - 1] == self.starts[j] and j + 1 in self.joins:
            return True
        if word in "-–’'`&+!":
            spaced = word in "-–" and not glued
            return j > i and j + 1 < len(self.words) and (not spaced or (self.capital(j + 1) and self.ends[j - 1] != self.starts[j]))
        if word == "/":
            return glued
        if word == ".":
            short = len(self.words[j - 1]) <= 2 or self.words[j - 1] in ("kungl", "ek", "sp", "miejsk", "prof")
            return j > i and short and self.capital(j - 1) and j + 1 < len(self.words) and (glued or self.capital(j + 1))
        return False

    def _join_inside(self, i: int, j: int, stop: int) -> bool:
        """Tell "Education and Science" from "Oslo and Bergen": the name has a link word before, and one bare word follows."""
        k = self.joins[j] + 1
        if self.words[j] == "&":
            return True
        if not (k < len(self.words) and self.capital(k)) or not any(n in self.links and n not in self.joins for n in range(i + 1, j)):
            return False
        after = self.words[k + 1] if k + 1 < len(self.words) and self.starts[k + 1] < stop else "."
        return k not in self.nouns and (not after.isalpha() or k + 1 in self.stops) and not self.text[self.starts[k]: self.ends[k]].isupper()

    def _made(self, first: int, last: int) -> Name | None:
        while last > first and (last in self.links or self.words[last] in "-–.,"):
            last -= 1
        while first < last and self.words[first] in self.articles:
            first += 1 + (self.words[first + 1] == "'")
        text = self.text[self.starts[first]: self.ends[last]]
        if "@" in (self.text[self.ends[last]: self.ends[last] + 1], self.text[self.starts[first] - 1: self.starts[first]]):
            return None
        bare = text.strip("„”\"“«» ")
        if first == last and (bare.lower() in self.months or bare.lower() in self.marks.known.weekdays or len(bare) < 2):
            return None
        if not 2 <= len(bare) <= 140 or not any(c.isupper() for c in bare) and not _DOMAIN.match(bare):
            return None
        kept = text if text.count("„") or text.count("“") > 1 or text.count('"') > 1 and text[-1] != '"' else bare
        kept = self.short.get(kept, kept)
        kept = " ".join(nominative(kept, self.sheet.known.own, self.sheet.country).split())
        kept = kept[:1].upper() + kept[1:] if first in self.nouns and not _DOMAIN.match(kept) else kept
        return Name(kept, self.starts[first], self.ends[last])

    def _with_countries(self, names: list[Name]) -> list[Name]:
        """Make donor states that stand in a row one giver: "Iceland, Liechtenstein and Norway"."""
        own = self.sheet.known.own
        if len(names) < 2 or not all(country_code(n.text, own) for n in names):
            return names
        texts = [country_name(n.text, own) for n in names]
        join = own.phrases["day_join"][0] if own.phrases["day_join"] else "&"
        text = ", ".join(texts[:-1]) + f" {join} " + texts[-1]
        return [Name(text, names[0].start, names[-1].end)]

    def line(self, block: Block) -> list[Name]:
        """Return a whole line as one name: no comma, no joining word, no full stop, as lists of organisations are set."""
        text = block.text.strip(" .*")
        first, last = self.tokens.at(block.start), self.tokens.at(block.end) - 1
        if not 2 < len(text) <= 100 or "," in text or ";" in text or last < first or not self.capital(first) or "http" in text or "@" in text:
            return []
        if any(k in self.joins or k in self.stops for k in range(first, last + 1)) or ". " in text or ":" in text:
            return []
        name = self._made(first, last)
        return [name] if name else []

    def before(self, offset: int, floor: int) -> list[Name]:
        """Return the names that make the sentence's subject: they begin it and reach to the verb at ``offset``."""
        i = self.tokens.at(floor)
        while i < len(self.words) and self.words[i] in ("-", "–", "*", "•", "”", "\""):
            i += 1
        if not (self.capital(i) or (i < len(self.words) and self.words[i] in _CLOSERS)) or i in self.stops:
            return []
        names = self.listed(i, offset)
        if not names:
            return []
        gap = self.tokens.at(offset) - self._past_parenthesis(self.tokens.at(names[-1].end), offset)
        if gap > 3 or not all(self.likely(n) for n in names):
            return []
        return names

    def likely(self, name: Name) -> bool:
        """Tell an organisation from a word that only begins a sentence."""
        i, last = self.tokens.at(name.start), self.tokens.at(name.end) - 1
        inner = [k for k in range(i, last + 1) if self.words[k].isalpha()]
        if any(self.words[k] in self.months for k in inner) or (self.events & set(inner) and not self.nouns & set(inner)):
            return False
        if any(k in self.nouns for k in inner) or any(c.isupper() for c in name.text[1:]):
            return len(inner) > 1 or any(c.isupper() for c in name.text[1:]) or "-" in name.text or any(k in self.nouns for k in inner)
        return False


def nominative(name: str, words: Words, country: str | None = None) -> str:
    """Return a name in the nominative, as far as the language's data tell: the head and the adjectives beside it."""
    if not words.lemma and not words.endings:
        return name
    parts = name.split(" ")
    lead: list[int] = []
    for i, part in enumerate(parts):
        base = words.lemma.get(part.lower().strip(",."))
        if base is not None:
            return " ".join(_headed(parts, i, base, lead, words, country))
        if _adjective(part, "", words) is None:
            return name
        lead.append(i)
        if i > 3:
            break
    return name


def _headed(parts: list[str], head: int, base: str, lead: list[int], words: Words, country: str | None) -> list[str]:
    changed = base != parts[head].lower()
    if not changed and not lead and not _bends_with(parts, head, base, words):
        return parts
    out = list(parts)
    out[head] = _cased(base, parts[head])
    for i in lead:
        out[i] = _adjective(parts[i], base, words) or parts[i]
    i = head + 1
    while i < len(parts) and parts[i][:1].isalpha():
        told = _adjective(parts[i], base, words)
        if told is None:
            break
        out[i] = told
        i += 1
    if i == head + 1 and i == len(parts) - 1 and changed:
        out[i] = nominative_town(parts[i], words, country) or parts[i]
    return out


def _bends_with(parts: list[str], head: int, base: str, words: Words) -> bool:
    """Tell whether the adjective beside an unbending head ("centrum") shows that the name is inflected."""
    after = parts[head + 1] if head + 1 < len(parts) else ""
    return base.endswith("um") and after.lower().endswith(("im", "ym")) and _adjective(after, base, words) is not None


def _adjective(word: str, head: str, words: Words) -> str | None:
    """Return an adjective's nominative beside ``head``; of two forms "a|b" the second goes with a neuter head."""
    low = word.lower()
    for ending, base in words.endings:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            first, _, second = base.partition("|")
            neuter = head.endswith(("o", "e", "um"))
            return word[: len(word) - len(ending)] + (second if second and neuter else first)
    return None


def _cased(base: str, like: str) -> str:
    return base.upper() if like.isupper() and len(like) > 1 else base[:1].upper() + base[1:] if like[:1].isupper() else base
