"""What each word of a page is to a name: a capital, an organisation's noun, a link, a joint, its end."""

from __future__ import annotations

import re
from functools import cached_property

from pipeline.extract.telling_words import telling_words
from pipeline.sheet import Sheet
from pipeline.words import PHRASE_KEYS, Hit

CLOSERS = {"„": '”“"', "”": "”", "“": "”“", '"': '"', "«": "»", "»": "«", "‘": "’'‘"}
"""Quotation marks that open, and those that close each."""
_DOMAIN = re.compile(r"[a-z0-9-]{2,40}\.(?:[a-z]{2,6})$")
_ENDINGS = frozenset(
    {
        "com", "org", "net", "eu", "info", "edu", "gov", "int", "ngo", "ong", "coop", "io", "app", "events",
        "city", "at", "be", "bg", "ch", "cy", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu",
        "ie", "is", "it", "li", "lt", "lu", "lv", "mt", "nl", "no", "pl", "pt", "ro", "se", "si", "sk", "tv",
        "ua", "uk", "us",
    }
)  # fmt: skip
"""Top-level domains by which a name such as example.org is told from two sentences without a space."""
_CUES = ("organiser", "co_organiser", "partner", "media_partner", "funder", "host", "patron")
_TOPICS = tuple(sorted(key for key in PHRASE_KEYS if key.startswith("topic_")))
_LONGEST_ASIDE, _LONGEST_LINE = 14, 100
_SHORTEST_PART = 3
_CASE = 3
"""A case's mark of so few signs, its asterisk counted, ends other words as well."""
_SHORTEST_HUMPED = 5
_LONGEST_ACRONYM = 3
_LONGEST_ENDING = 2
"""A common noun's inflection adds at most so many letters to its stem."""


class NameWords:
    """The tokens of one sheet, by index; the sets hold the indices at which phrases of a kind begin."""

    def __init__(self, sheet: Sheet) -> None:
        marks = sheet.marks
        self.sheet, self.tokens, self.text = sheet, marks.tokens, sheet.text
        self.words, self.starts, self.ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
        self.joins = {hit.first: hit.last for hit in marks.all("name_join")}
        self.joined = set(self.joins.values())
        self.belonging = {hit.first: hit.last for hit in marks.all("belongs")}
        self.joints = {self.words[i] for i in self.joins}
        self.stops = self._firsts("name_stop") - self._saints()
        self.stopping = {hit.first: hit.last for hit in marks.longer("name_stop")}
        self.links = self._firsts("name_link")
        self.chains = {hit.first for hit in marks.all("name_link") if hit.last > hit.first}
        self.relatives = self._firsts("relative")
        self.inner = self._throughout("name_word") | self._chained()
        self.channels = {hit.first: hit.last for hit in marks.all("channel")}
        self.copulas = self._firsts("copula")
        self.agents = self._firsts("agent")
        self.signs = self._throughout("signature")
        self.titles = {i for i in self._firsts("person_title") if not self.is_acronym(i)}
        self.ministries = self._firsts("ministry")
        self.offices = self.titles | self._firsts("role")
        self.events = self._firsts("event")
        self.dates = {mention.start for mention in sheet.dates}
        self.places = self._firsts("at")
        self.ties = self._firsts("with_partner", "support", "funded_by")
        self.organising = self._firsts("organises")
        self.verbs = self.organising | self._firsts("happens")
        self.paying = self._firsts("funds") if sheet.known.own.lemma else set()
        self.cues = self._firsts(*_CUES)
        self.nouns = self._throughout("organisation", "legal_form", "small_name")
        self.legal = {hit.first: hit.last for hit in marks.all("legal_form")}
        long = (hit for hit in marks.all("legal_form") if hit.last > hit.first)
        self.forms = {hit.first: hit.last for hit in long if not self._are_initials(hit)}
        self.topics = self._firsts(*_TOPICS)
        self.programmes = self._firsts("programme")
        self.projects = self._firsts("project")
        self.smalls = self._firsts("small_name") | self._small_offices()
        fields = (hit for hit in marks.all(*_TOPICS) if hit.last > hit.first and hit.first not in self.nouns)
        self.inner.update(i for hit in fields for i in range(hit.first, hit.last + 1))  # "terzo settore"
        self.cased = bool(sheet.known.own.phrases["genitive"])
        self._told = told = telling_words(sheet.known.own)
        self.nouns = {i for i in self.nouns if self.words[i] not in told.called or self.letter(i)}
        self.ordered_nouns = tuple(sorted(self.nouns))
        self.adding = told.adding
        self.articles, self.ours, self.owning = told.articles, told.ours, told.owning
        self.shortened, self.fillers = told.shortened, told.fillers
        self.inward = tuple(case[1:] for case in sheet.known.own.phrases["town_in"] if len(case) > _CASE)

    @cached_property
    def lines(self) -> dict[str, range]:
        """The page's lines that are no longer than a name may be, each with its offsets."""
        short = (b for b in self.sheet.blocks if len(b.text) <= _LONGEST_LINE)
        return {b.text.strip(" ."): range(b.start, b.end) for b in short}

    def _saints(self) -> set[int]:
        """Return where a saint's title stands that is a verb as well: "paróquia de *São* Martinho"."""
        return {i for i in self._firsts("saint") if self.letter(i) and self.letter(i + 1)}

    def _chained(self) -> set[int]:
        """Return the tokens of three halves with one end: "Barne-, *ungdoms-* og familiedirektoratet"."""
        found: set[int] = set()
        for joint in self.joins:
            k = joint - 1
            while k > 2 and self.words[k] == "-" and self.words[k - 2] == "," and self.words[k - 3] == "-":
                found.update(range(k - 2, joint))
                k -= 3
        return found

    def _small_offices(self) -> set[int]:
        """Return where ministries in small letters stand, told by a topic: "ministerstvo *kultury*"."""
        cased = bool(self.sheet.known.own.lemma) and not self.sheet.known.own.capital_nouns
        offices = (i for i in self.ministries if cased and not self.capital(i) and i + 1 in self.inner)
        return {i for i in offices if not self.capital(i + 1)}

    def _are_initials(self, hit: Hit) -> bool:
        """Tell a person's initials from a legal form: "Knižnica *P. O.* Hviezdoslava"."""
        behind = hit.last + 1 + (self.words[hit.last + 1 : hit.last + 2] == ["."])
        lone = len(self.words[hit.first]) == 1 and self.letter(hit.first)
        return lone and self.letter(behind) and "\n" not in self.gap(behind)

    def _firsts(self, *keys: str) -> set[int]:
        return self.sheet.marks.firsts(*keys)

    def _throughout(self, *keys: str) -> set[int]:
        hits = (hit for key in keys for hit in self.sheet.marks.all(key))
        return {i for hit in hits for i in range(hit.first, hit.last + 1)}

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> str:
        """Return the text from token ``first`` to token ``last``, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def gap(self, i: int) -> str:
        """Return the text between token ``i`` and the one before it."""
        return self.text[self.ends[i - 1] : self.starts[i]]

    def word(self, i: int, stop: int) -> str:
        """Return token ``i`` in lower case, a full stop from the offset ``stop`` on."""
        return self.words[i] if i < len(self.words) and self.starts[i] < stop else "."

    def capital(self, i: int) -> bool:
        """Tell whether token ``i`` begins with an upper-case letter or a digit."""
        if not 0 <= i < len(self.starts):
            return False
        first = self.text[self.starts[i]]
        return first.isupper() or first.isdigit() or self._is_humped(i)

    def _is_humped(self, i: int) -> bool:
        """Tell a name that begins small and goes on in capitals: "onData"."""
        start, end = self.starts[i], self.ends[i]
        inner = self.text[start + 1 : start + 3]
        if inner.islower() or end - start < _SHORTEST_HUMPED:
            return False
        return inner != inner.lower() and self.text[end - 1].islower()

    def letter(self, i: int) -> bool:
        """Tell whether token ``i`` begins with an upper-case letter; a number does not."""
        return self.capital(i) and not self.words[i].isdigit()

    def shouted(self, i: int) -> bool:
        """Tell whether token ``i`` is in capitals throughout."""
        return self.span(i, i).isupper()

    def is_acronym(self, i: int) -> bool:
        """Tell a short word in capitals, which is no title: "KS Lipno" is a club, "PAN" an academy."""
        return self.shouted(i) and self.ends[i] - self.starts[i] <= _LONGEST_ACRONYM

    def begins(self, i: int) -> bool:
        """Tell whether a name may begin at token ``i``: a capital, a quotation, a domain, a small name."""
        marked = self.words[i] in CLOSERS or i in self.smalls
        return marked or self.capital(i) or self.domain_end(i) is not None

    def is_month(self, i: int) -> bool:
        """Tell whether token ``i`` names a month; a link spelt like an abbreviation is none: "pro" (cs)."""
        return self.words[i] in self.sheet.known.months and i not in self.links

    def past_article(self, i: int) -> int:
        """Return the token behind an article, maybe elided, at token ``i``; ``i`` where no name follows."""
        if i + 2 >= len(self.words) or self.words[i] not in self.articles:
            return i
        behind = i + 1 + (self.words[i + 1] == "'")
        if self.words[i + 1] == "-" and self.gap(i + 1) == "":
            return i  # "Eine-Welt-Laden"
        return behind if self.letter(behind) or (behind > i + 1 and behind in self.nouns) else i

    def is_bent(self, i: int) -> bool:
        """Tell whether token ``i`` ends as an inflected adjective does."""
        return self.words[i].endswith(self._told.bent)

    def is_adjective(self, i: int) -> bool:
        """Tell whether token ``i`` ends as an adjective of names does, in the nominative or inflected."""
        return bool(self._told.adjectives) and self.words[i].endswith(self._told.adjectives)

    def is_describing(self, i: int) -> bool:
        """Tell whether token ``i`` is a small word that ends as an adjective ahead of its noun does."""
        told = self.words[i].endswith(self._told.describing) and self.words[i].isalpha()
        loose = i in self.stops or i in self.verbs or i in self.joins or i in self.nouns or i in self.cues
        return bool(self._told.describing) and told and not loose and not self.capital(i)

    def is_genitive(self, i: int) -> bool:
        """Tell whether token ``i`` is a small word that surely is a genitive: "Klub *seniorów* Wisła"."""
        small = len(self.words[i]) > _LONGEST_ENDING and not self.capital(i) and self.words[i].isalpha()
        return small and bool(self._told.genitives) and self.words[i].endswith(self._told.genitives)

    def is_noun_headed(self, i: int) -> bool:
        """Tell a small genitive ahead of its noun, where nouns come last: "Turun *nuorten* neuvosto"."""
        own, endings = self.sheet.known.own, self.sheet.known.own.phrases["possessive"]
        small = own.head == "last" and self.words[i].isalpha() and not self.capital(i)
        if not small or i + 1 not in self.nouns or self.capital(i + 1) or "\n" in self.gap(i + 1):
            return False
        loose = i in self.stops or i in self.verbs or i in self.joins or i in self.cues
        return not loose and (not endings or self.words[i].endswith(endings))

    def is_loose_link(self, i: int) -> bool:
        """Tell whether token ``i`` only links words; "ry" is a legal form as well."""
        return i in self.links and i not in self.nouns

    def is_bare_noun(self, name: str) -> bool:
        """Tell whether a name is but a common noun: "Kommunen", "Nadácia"; no compound is one."""
        word = name.lower()
        if not word.isalpha() or name.isupper() or word[_SHORTEST_PART:].endswith(self._told.heads):
            return False
        return self._is_listed(word)

    def _is_listed(self, word: str) -> bool:
        shortest = max(1, len(word) - _LONGEST_ENDING)
        return any(word[:size] in self._told.bare for size in range(shortest, len(word) + 1))

    def is_common_noun(self, i: int) -> bool:
        """Tell whether token ``i`` is a common noun, though it may end as compounds do: "Nätverket"."""
        return self._is_listed(self.words[i]) and not self.shouted(i)

    def domain_end(self, i: int) -> int | None:
        """Return the last token of a domain name that begins at token ``i``, such as example.org."""
        j = i
        while j + 2 < len(self.words) and self.words[j + 1] in (".", "-") and j - i < 8:
            if self.gap(j + 1) or self.gap(j + 2):
                break
            j += 2
        if j == i:
            return None
        text = self.span(i, j)
        return j if is_domain(text.lower()) and text.rpartition(".")[2].lower() in _ENDINGS else None

    def past_parenthesis(self, i: int) -> int:
        """Return the token behind the parenthesis that opens at token ``i``, ``i`` where none does."""
        if i < len(self.words) and self.words[i] == "(":
            for j in range(i + 1, min(i + _LONGEST_ASIDE, len(self.words))):
                if self.words[j] == ")":
                    return j + 1
        return i


def is_domain(text: str) -> bool:
    """Tell whether ``text`` begins as a domain name in lower case and is one to its end."""
    return _DOMAIN.match(text) is not None
