"""How far one name reaches: which words, marks and joints stand inside it, and where it ends."""

from __future__ import annotations

from pipeline.extract.name_cases import begins_anew, ends_pair, ends_titled, follows_adjective, ties_genitive
from pipeline.extract.name_joints import join_inside, joins_adjectives, link_inside
from pipeline.extract.name_marks import before_hung, hangs, is_shortened, mark_inside
from pipeline.extract.name_numbers import is_named_number
from pipeline.extract.name_small import (
    describes,
    ends_clause,
    genitives_end,
    leads_small,
    owns,
    purpose_end,
    qualifies,
)
from pipeline.extract.name_stretch import fields_end, stretch_end
from pipeline.extract.name_topics import topics_end
from pipeline.extract.name_words import CLOSERS, NameWords

LONGEST_NAME = 28
"""A name has at most so many tokens, marks counted."""
_LONGEST_QUOTE = 20
_LONGEST_TAIL = 7
_MOST_LEADING = 3
"""A small noun has at most so many words of its name ahead of it: "National civil *foundation* for …"."""
_NEAREST_FORM = 5
"""A legal form closes a name whose last capital is so few tokens ahead of it."""
_CLOSING = frozenset(".,;:()!?")
_VOWELS = ("a", "i", "o", "u", "y")
"""What a Dutch plural has ahead of its apostrophe."""
_PARTICLE = 3
"""A lower-case word of so few letters ends no name before a full stop, unless it is a place's noun."""


class NameSpans:
    """Tells the spans of names: ``i`` is a name's first token, ``j`` the one at hand, ``stop`` an offset."""

    def __init__(self, words: NameWords) -> None:
        self._of = words
        self._words = words.words

    def at(self, i: int, stop: int) -> tuple[int, int] | None:
        """Return first and last token of the one name at token ``i``, None where there is none."""
        domain = self._of.domain_end(i)
        if domain is not None:
            return i, domain
        last, j, capitals = i - 1, i, 0
        while j < len(self._of) and self._of.starts[j] < stop and j - i < LONGEST_NAME:
            word = self._words[j]
            if word in CLOSERS and j + 1 < len(self._of):
                end = self._closing(j, stop)
                if end is None:
                    break
                last, j, capitals = end, end + 1, capitals + 1
                if self._begins_object(j):
                    break
                continue
            if j > i and "\n" in self._of.gap(j):
                break
            within = self._of.domain_end(j) if j > i else None
            if within is not None:
                return i, within
            if j > i and j in self._of.forms:
                return i, self._past_form(i, self._of.forms[j] + self._dotted(self._of.forms[j] + 1), stop)
            tail = self._tail(i, j, stop)
            if tail is not None:
                return i, tail
            topics = topics_end(self._of, i, j, stop) if word == "," or j in self._of.joins else None
            if topics is not None:
                last, j, capitals = topics, topics + 1, capitals + 1
                continue
            fields = fields_end(self._of, i, stop) if j == i + 1 else None
            if fields is not None:
                return i, fields
            tied = stretch_end(self._of, i) if j == i + 1 else None
            if tied is not None and self._of.starts[tied] < stop:
                last = j = tied
                continue
            closing = genitives_end(self._of, i, j, stop)
            closing = purpose_end(self._of, j, stop) if closing is None and j > i else closing
            if closing is not None:
                last, j = closing, closing + 1
                continue
            if not self._goes_on(i, j, stop, capitals):
                form = self._form_ahead(i, j, stop)
                if form is None:
                    break
                return i, self._past_form(i, form, stop)
            capitals += self._of.capital(j)
            last = j if word.isalnum() or word in "+!" else last
            j += 1
        return (i, last) if last >= i and (capitals or i in self._of.smalls) else None

    def _begins_object(self, j: int) -> bool:
        """Tell an article that no name has behind its quotation: "hat die AG „Ost“ *den* Tag geplant"."""
        of = self._of
        behind = of.word(j, len(of.text))
        articled = behind in of.articles and of.sheet.known.own.capital_nouns
        return articled and behind not in of.sheet.known.own.phrases["belongs"]

    def _past_form(self, i: int, form: int, stop: int) -> int:
        """Return where a name ends whose legal form is in the genitive: "Kylätalo ry:n nuorisotoiminta"."""
        end = genitives_end(self._of, i, form + 1, stop)
        return form if end is None else end

    def _form_ahead(self, i: int, j: int, stop: int) -> int | None:
        """Return the legal form's end that a name reaches over small words: "Nachbarn im Kiez e. V."."""
        of = self._of
        if j == i:
            return None
        for k in range(j, min(j + _NEAREST_FORM, len(of))):
            aside = k > j and self._words[k] == "," and k + 1 in of.legal and of.gap(k + 1) == " "
            if aside:
                k += 1  # "Člověk v tísni, o.p.s."
            if k in of.legal and (of.gap(k) == " " or k in of.forms):
                return of.legal[k] + (k in of.forms and self._dotted(of.legal[k] + 1))
            stopped = not self._words[k].isalpha() or "\n" in of.gap(k) or of.starts[k] >= stop
            other = of.capital(k) and not of.sheet.known.own.capital_nouns
            if stopped or other or k in of.verbs or k in of.cues or (k in of.joins and k == j):
                return None
        return None

    def _dotted(self, k: int) -> bool:
        """Tell whether token ``k`` is a full stop, as closes "e.V."."""
        return k < len(self._words) and self._words[k] == "."

    def _tail(self, i: int, j: int, stop: int) -> int | None:
        """Return where the lower-case words end that complete a bare noun: "Institute for public affairs".

        They begin at ``j`` behind a link, or agree with nothing but an inflected genitive, and must be closed
        by a mark, a joint or a word that ends names.
        """
        of, own = self._of, self._of.sheet.known.own
        noun = j - 1
        while noun > i and noun in of.inner and noun not in of.nouns and not of.capital(noun):
            noun -= 1  # "Forum national de recherche"
        headed = noun in of.nouns and of.is_common_noun(noun) and of.capital(i)
        led = noun == i or (noun - i < _MOST_LEADING and j in of.links and not of.capital(noun))
        if not (headed and led) or of.letter(j) or j in of.stops:
            return None
        after_adjective = j + 1 in of.links and j + 1 not in of.joins and j not in of.links
        after_adjective = after_adjective and self._words[j].isalpha()
        linked = (j in of.links and j not in of.joins and self._words[j] != "–") or after_adjective
        if not linked and not any(self._words[j].endswith(ending) for ending, _ in own.endings):
            return None
        calendar = (own.months, own.weekdays)
        k = j + linked
        limit = k + _LONGEST_TAIL
        while k <= limit:
            word = of.word(k, stop)
            joint = k in of.joins and not joins_adjectives(self._of, i, k)
            if word == "-" and hangs(self._of, k) and k + 1 in of.joins:
                return of.joins[k + 1] + 1
            topics = topics_end(of, i, k, stop) if word == "," or joint else None
            if topics is not None:
                k, limit = topics + 1, topics + _LONGEST_TAIL
                continue
            closed = (not word.isalpha() and word != "'") or k in of.stops or joint or k in of.cues
            closed = closed or (k in of.places and k not in of.links and of.letter(k + 1))
            if closed or k in of.verbs or "\n" in of.gap(k):
                told = k - 1 > j and (word in _CLOSING or word.isalpha())
                return k - 1 if told else None
            if of.letter(k) or any(word in names for names in calendar):
                return None
            k += 1
        return None

    def _closing(self, j: int, stop: int) -> int | None:
        """Return the token that closes the quotation opened at ``j``; None: not before ``stop``."""
        for k in range(j + 1, min(j + _LONGEST_QUOTE, len(self._of))):
            if self._words[k] in CLOSERS[self._words[j]]:
                return k if self._of.starts[k] <= stop else None
        return None

    def _goes_on(self, i: int, j: int, stop: int, capitals: int) -> bool:
        """Tell whether token ``j`` belongs to the name; ``capitals`` of those before it are upper-case."""
        of, word = self._of, self._words[j]
        if j > i and j in of.inner and (j in of.joins or word == ","):
            return True
        if word.isdigit():
            return j > i and is_named_number(of, j)
        if not word.isalpha():
            return mark_inside(self._of, i, j)
        if j == i and (j in of.nouns or leads_small(of, j)):
            return True
        if of.capital(j):
            if j > i + 1 and begins_anew(self._of, i, j):
                return False
            return j == i or j not in of.stops or (j > 0 and of.capital(j - 1)) or of.shouted(j)
        if j in of.joins and (join_inside(self._of, i, j, stop) or hangs(self._of, j - 1)):
            return True
        glued = j > i + 1 and of.gap(j) == of.gap(j - 1) == ""
        if glued and self._words[j - 1] in ("-", "/") and of.capital(j - 2):
            return True  # "Vall-seca"
        if glued and self._words[j - 1] == "'" and f"'{word}" in of.owning:
            if of.letter(j + 1):
                return of.gap(j + 1) == " " and j - 2 not in of.nouns  # "Women's Institute"
            if of.is_loose_link(j + 1) and self._words[j - 2].endswith(_VOWELS):
                return link_inside(of, j + 1)  # "Oma's voor Vrede"
        if self._words[j - 1] == ":" or (self._words[j - 1] in of.joints and self._words[j - 2] == "-"):
            return True
        if (j in of.stops and j not in of.nouns) or j in of.joins:
            return False
        return self._small_inside(i, j, stop, capitals)

    def _small_inside(self, i: int, j: int, stop: int, capitals: int) -> bool:
        """Tell whether a lower-case word is inside a name: a link, a noun, a lone word behind the first."""
        of = self._of
        if j in of.paying or (self._begins_object(j) and j + 1 in of.events and j + 1 not in of.nouns):
            return False  # "Projekt dofinansowała Gmina Lipno", "plant die Stadt Lauf *die Tagung*"
        elided = len(self._words[j]) <= 2 and j + 1 < len(of) and self._words[j + 1] == "'"
        if j in of.nouns or j in of.inner or self._genitive(j) or self._shares_noun(j):
            return True
        if of.is_noun_headed(j) or describes(of, j) or qualifies(of, j) or owns(of, i, j):
            return True
        if j - 1 in of.joins and joins_adjectives(self._of, i, j - 1):
            return True
        if before_hung(self._of, j) or (before_hung(self._of, j - 2) and j in of.nouns):
            return True
        if j == i + 1 and j in of.programmes and of.letter(j + 1) and of.is_bent(i):
            return True  # "Operačního programu Zaměstnanost"
        if j in of.verbs:
            return False
        if of.is_genitive(j) and (j - 1 in of.nouns or of.is_genitive(j - 1)):
            behind = j + 1 + of.is_genitive(j + 1) if j + 1 < len(of) else j
            if of.letter(behind) and "\n" not in of.gap(behind):
                return True  # "Klub důchodců Polná"
        if ends_pair(self._of, i, j, stop):
            return True
        if is_shortened(self._of, j + 1) or ties_genitive(self._of, j) or follows_adjective(self._of, i, j):
            return True
        loose = self._words[j] in of.articles and j - 1 not in of.links and j not in of.chains
        if loose and not of.letter(j + 1) and not elided:
            return False
        if j in of.links or elided:
            return link_inside(self._of, j)
        if j == i + 1 and i in of.nouns and j in of.places and of.letter(j + 1):
            return True
        if j - 1 in of.nouns and not of.capital(j - 1) and of.letter(j + 1) and "\n" not in of.gap(j + 1):
            return True
        if j - 1 in of.links and j - 1 > i and of.letter(j + 1) and of.starts[j + 1] - of.ends[j] == 1:
            return True
        if j - 1 in of.links and i in of.nouns and j + 1 in of.links and link_inside(self._of, j + 1):
            return True
        short = len(self._words[j]) <= _PARTICLE
        if short and of.capital(j - 1) and of.letter(j + 1) and self._words[j] not in of.articles:
            return True
        ends = of.word(j + 1, stop) in (",", ".", ";", ")") or j + 1 in of.joins
        ends = ends or (i in of.nouns and (j + 1 in of.stops or j + 1 in of.verbs))
        particle = (
            short
            and of.word(j + 1, stop) == "."
            and not of.sheet.marks.has(of.starts[j], of.ends[j], "venue")
        )
        short = capitals in (1, 2) and j - i <= 2
        return (short or ends_titled(of, i, j)) and ends and not (particle or ends_clause(of, i, j))

    def _shares_noun(self, j: int) -> bool:
        """Tell the first half of two compounds with one end: "Nordby barne- og ungdomsråd"."""
        of = self._of
        if j + 2 >= len(of) or not hangs(self._of, j + 1):
            return False
        return j + 2 in of.inner or of.joins.get(j + 2, len(of)) + 1 in of.nouns

    def _genitive(self, j: int) -> bool:
        """Tell an inflected adjective before a noun inside names: "Institute of *social* affairs"."""
        of = self._of
        return (j + 1 in of.nouns or j + 1 in of.inner) and of.is_adjective(j)
