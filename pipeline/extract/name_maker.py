"""One name made of its tokens: where it ends, what is no part of it, what it is called in full."""

from __future__ import annotations

import re

from pipeline.extract.abbreviations import abbreviations
from pipeline.extract.declension import nominative
from pipeline.extract.name_seats import seat_ahead
from pipeline.extract.name_small import common_member, leads_small
from pipeline.extract.name_words import NameWords, is_domain
from pipeline.extract.named import Name
from pipeline.gazetteer import country_code

_ENDING = re.compile(r"(?<=\w):[a-zåäöõü]{1,4}$")
"""An ending that a colon hangs on an abbreviation: "EU:s", "ry:n"."""
_LONGEST_KIND = 5
"""A name is led by at most so many words that say what it is."""
_CLOSING = frozenset(",.;)")
_QUOTES = '„”"“«»'


class NameMaker:
    """Makes the names of one sheet out of their tokens; built once a page."""

    def __init__(self, words: NameWords) -> None:
        self._of = words
        self._sheet = words.sheet
        self._told = abbreviations(words)

    def end(self, first: int, last: int, stop: int) -> int:
        """Return where a name ends that was found from ``first`` to ``last``: behind a state or a joint.

        A name that the page abbreviates ends where the page says so.
        """
        told = self._told.spans.get(first)
        if told is not None and self._of.ends[told] <= stop:
            return told
        return self._with_form(self._with_small_joint(first, self._state(first, last), stop), stop)

    def made(self, first: int, last: int, common: bool = False) -> Name | None:
        """Return the name of these tokens, without its article and loose ends; None where it is none.

        ``common``: nothing in it need have a capital, as in "and the city library"; it begins with one then.
        """
        of, own = self._of, self._sheet.known
        while last > first and (of.is_loose_link(last) or of.words[last] in ("-", "–", ".", ",")):
            if of.words[last] == "." and last - 1 in of.nouns and len(of.words[last - 1]) == 1:
                break  # "e.V."
            last -= 1
        while first < last and of.words[first] in of.articles and of.words[first + 1] not in (".", "-"):
            first += 1 + (of.words[first + 1] == "'")
        first = self._past_office(self._past_kind(first, last), last)
        last = seat_ahead(of, first, last)
        text = of.span(first, last)
        if "@" in (
            of.text[of.ends[last] : of.ends[last] + 1],
            of.text[of.starts[first] - 1 : of.starts[first]],
        ):
            return None
        bare = text.strip(_QUOTES + " ")
        bare = bare.strip("‘’'") if bare.startswith("‘") else bare
        lone = bare.lower()
        if first == last and (len(bare) < 2 or lone in own.months or lone in own.weekdays):
            return None
        capitals = common or first in of.smalls or any(c.isupper() for c in bare)
        if not 2 <= len(bare) <= 140 or not (capitals or is_domain(bare)):
            return None
        kept = _ENDING.sub("", _unquoted(text, bare))
        kept = self._told.full.get(kept, kept)
        kept = " ".join(nominative(kept, own.own, self._sheet.country).split())
        if common or ((first in of.nouns or leads_small(of, first)) and not is_domain(kept)):
            kept = kept[:1].upper() + kept[1:]
        return Name(kept, of.starts[first], of.ends[last])

    def _past_kind(self, first: int, last: int) -> int:
        """Return where a name begins that says first what it names: "Polish think tank Institute of …"."""
        of, k = self._of, first + 1
        if self._sheet.known.own.lemma:
            return first  # a genitive shows there that the name goes on
        while k < min(first + _LONGEST_KIND, last) and k in of.nouns and not of.capital(k):
            k += 1
        owned = of.words[k - 1].endswith(tuple(self._sheet.known.own.phrases["possessive"]))
        told = k > first + 1 and not owned and of.letter(k) and any(n in of.nouns for n in range(k, last + 1))
        return k if told and first not in of.nouns else first

    def _past_office(self, first: int, last: int) -> int:
        """Return where the organisation begins whose office or event a name tells.

        "Mayor of the City of Ely" and "Forum by the City of Ely" are the City's.
        """
        of = self._of
        held = first in of.offices and (first in of.titles or first not in of.nouns)
        if not held and first not in of.events:
            return first
        keys = ("belongs",) if held else ("agent",)
        tied = self._sheet.marks.within(of.ends[first], of.ends[last], *keys)
        behind = max((hit.last + 1 for hit in tied if hit.first == first + 1), default=first)
        if first in of.titles and behind == first and self._sheet.known.own.lemma:
            behind += first + 1 in of.nouns  # "Prezydent Miasta": a genitive
        while behind < last and of.words[behind] in of.articles:
            behind += 1
        return behind if behind in of.nouns else first

    def _with_form(self, last: int, stop: int) -> int:
        """Return where a name ends that a comma parts from its legal form: "Kokoza, o.p.s."."""
        of, form = self._of, last + 2
        told = form in of.forms or (form in of.legal and of.letter(form))  # "Novas Margens, CRL"
        if of.word(last + 1, stop) != "," or not told or of.gap(form) != " ":
            return last
        end = of.legal[form]
        dotted = end + 1 < len(of) and of.words[end + 1] == "." and not of.gap(end + 1)
        return end + dotted

    def _state(self, first: int, last: int) -> int:
        """Return where a name ends that begins with a state: "Norway from the EEA Grants" is Norway."""
        own = self._sheet.known.own
        for k in range(first, min(first + 2, last)):
            glued = self._of.words[k + 1] == "-" and not self._of.gap(k + 1)  # "Česko-německý fond"
            if k + 1 in self._of.links and not glued and country_code(self._of.span(first, k), own):
                return k
        return last

    def _with_small_joint(self, first: int, last: int, stop: int) -> int:
        """Return where a name ends that closes in joined small words: "Union of teachers and scholars"."""
        of, k = self._of, last + 1
        if last == first or of.capital(last) or not of.words[last].isalpha() or k not in of.joins:
            return last
        word = of.joins[k] + 1
        small = of.word(word, stop).isalpha() and not of.capital(word) and word not in of.stops
        closed = of.word(word + 1, stop) in _CLOSING or word + 1 in of.joins
        other = word in of.cues or common_member(of, word, stop) is not None
        return word if small and closed and not other and word not in of.forms else last


def _unquoted(text: str, bare: str) -> str:
    """Return ``bare``, a name without marks at its ends, or ``text`` where its quotation marks are its own.

    They are where each has its partner and no single pair encloses it all: 'Museum "Anna Arno"'.
    """
    marks = sum(char in _QUOTES for char in text)
    enclosed = marks == 2 and text[0] in _QUOTES and text[-1] in _QUOTES
    return text if marks and marks % 2 == 0 and not enclosed else bare
