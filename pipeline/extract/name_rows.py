"""Names in a row: where the first begins behind small words, what parts them, where the row ends."""

from __future__ import annotations

from pipeline.blocks import Block
from pipeline.extract.name_asides import leads_again, past_asides
from pipeline.extract.name_cases import is_plain
from pipeline.extract.name_genitives import genitive_row
from pipeline.extract.name_lists import settled_list
from pipeline.extract.name_maker import NameMaker
from pipeline.extract.name_small import common_member, is_small_head, small_head_ahead
from pipeline.extract.name_spans import NameSpans
from pipeline.extract.name_stretch import stretch_end
from pipeline.extract.name_words import NameWords
from pipeline.extract.named import Name
from pipeline.sheet import Sheet

_MOST_NAMES = 40
_SEPARATORS = frozenset(",/|•;")
_FILLING_MARKS = frozenset(":–-*'")
_TIES = frozenset(":–-")
MOST_BETWEEN = 3
"""So many small words stand between a name and its verb, or between a noun and the name that it heads."""
_INNER = frozenset(",:-'&–")
_LONGEST_ASIDE = 8
"""A comma and an aside behind a joint are at most so many tokens."""
_LONGEST_TAIL = 40
"""An enumeration before a postposition has at most so many tokens."""
BULLETS = frozenset('-–*•”"')


class NameRows:
    """Reads rows of names in one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._of = NameWords(sheet)
        self._spans = NameSpans(self._of)
        self._maker = NameMaker(self._of)
        self.akin: dict[str, tuple[tuple[int, Name], ...]] = {}
        """Names that share a noun, by that noun, each with its token: told once a page."""

    @property
    def words(self) -> NameWords:
        """The sheet's tokens and what each is to a name."""
        return self._of

    def after(self, offset: int, stop: int, filler: int = 5, linked: bool = False) -> list[Name]:
        """Return the names that begin at ``offset``, at most ``filler`` small words ahead of the first.

        ``linked``: more than one such word counts only with an "is" or a colon among them, as behind a noun.
        """
        of = self._of
        first = of.tokens.at(offset)
        first = self._past_aside(first)
        i = self._first_name(first, stop, filler, linked)
        if i is None:
            return []
        head = small_head_ahead(of, i, first)
        noun = self._noun_ahead(i, first)
        small_noun = noun >= first and noun in of.nouns and not of.capital(noun)
        plural = of.words[noun] in self._sheet.known.own.shared_nouns and i in of.nouns
        small_noun = small_noun and not plural  # "par les associations *Fédération* des usagers et X"
        if small_noun and of.gap(i) in (" ", "") and of.capital(i):
            i = noun  # "du ministère de la Culture"
        i = next((k for k in range(first, i) if stretch_end(of, k) == i), i)
        placed = of.cased and i > first and i - 1 in of.places and of.letter(i) and i not in of.nouns
        if head is None and placed:
            return []  # "přichystali v Lipnici"
        return self._listed(i if head is None else head, stop, led=True)

    def _past_aside(self, i: int) -> int:
        """Return the token behind the aside that holds token ``i``: "med *bl.a.* A og B"."""
        asides = self._sheet.marks.asides
        first = next((k for k in range(i, max(0, i - _LONGEST_ASIDE), -1) if k in asides), i)
        return max(i, asides.get(first, -1) + 1)

    def _noun_ahead(self, i: int, first: int) -> int:
        """Return the token that ties, and adjectives ahead of those, part from the name at token ``i``.

        An article alone begins a name of its own where that has a noun: "esta iniciativa la Federación".
        """
        of, k = self._of, i - 1
        if i in of.nouns and of.words[k] in of.articles and k - 1 not in of.links:
            return k
        while k > first and of.is_loose_link(k) and k not in of.joins and not of.capital(k):
            k -= 1
        while first < k and k in of.inner and k not in of.nouns and not of.capital(k):
            k -= 1  # "dal coordinamento regionale dei Centri", "dalla cooperativa sociale Il Girasole"
        return k

    def _first_name(self, first: int, stop: int, filler: int, linked: bool) -> int | None:
        """Return the token at which a name begins behind small words, None where something else is."""
        of, tied = self._of, False
        elided = of.words[first + 1 : first + 2] == ["'"]  # "l'università di Verona"
        for i in range(first, first + filler + 2 + elided):
            if i >= len(of) or of.starts[i] >= stop:
                return None
            word = of.words[i]
            named = not filler and i == first and is_small_head(of, i, stop)
            if of.letter(i) or named or (of.begins(i) and not word.isdigit()):
                return None if linked and not tied and i - first > 1 else i
            tied = tied or word in _TIES or i in of.copulas
            small = word.isalpha() or word in _FILLING_MARKS
            if not small or (i in of.stops and word not in of.fillers):
                return None
        return None

    def _listed(self, i: int, stop: int, led: bool = False) -> list[Name]:
        """Return the names of an enumeration that begins at token ``i``.

        ``led``: words ahead ask for the names, so one behind a comma that has a verb of its own is none of
        them: "with the help of A and B, C organises".
        """
        of, names = self._of, list[Name]()
        step: int | None = i
        lead = of.words[i - 1] if led and i else ""
        while step is not None and step < len(of) and len(names) < _MOST_NAMES:
            common = common_member(of, step, stop) if names else None
            step = of.past_article(step) if common is None else step
            read = self._spans.at(step, stop) if of.starts[step] < stop else None
            if common is not None:
                read = (step, common)
            if read is None:
                break
            last = self._maker.end(*read, stop) if common is None else common
            if led and names and of.words[step - 1] not in of.joints and self._is_subject(last + 1, stop):
                break
            name = self._maker.made(read[0], last, common is not None)
            if name is not None and not any(name.text == other.text for other in names):
                names.append(name)
            closed = step - 1 in of.joined
            behind = past_asides(of, self._spans, last + 1, stop, self._may_begin)
            step = self._next_name(behind, stop, closed, lead)
        return settled_list(names, of)

    def _is_subject(self, k: int, stop: int) -> bool:
        """Tell whether a verb of organising stands right behind a name that ends ahead of token ``k``."""
        k = self._of.past_parenthesis(k)
        return self._of.word(k, stop) != "." and k in self._of.organising

    def _next_name(self, i: int, stop: int, closed: bool, lead: str) -> int | None:
        """Return the token after a comma or a joint, None where the enumeration ends at token ``i``.

        ``closed``: a joint stood before the last name, so small words behind a comma are an aside.
        ``lead``: the word ahead of the first name; no other preposition of place leads to a further one.
        """
        of = self._of
        if i >= len(of) or of.starts[i] >= stop:
            return None
        separated = of.words[i] in _SEPARATORS
        joint = i + separated
        if joint in of.joins:
            i = self._past_comma_aside(of.joins[joint] + 1, stop)
        elif separated:
            i += 1
        else:
            return None
        if i in of.forms:
            i = of.forms[i] + 1 + (of.word(of.forms[i] + 1, stop) == ".")  # "a o.s. Nova"
        for _ in range(0 if closed and joint not in of.joins else 3):
            i = of.past_article(i)
            small = i < len(of) and of.words[i].isalpha() and not self._may_begin(i, stop)
            if small and of.words[i + 1 : i + 2] == ["'"]:
                i += 1  # "e dall'Università"
            of_another = (
                small and i not in of.nouns and i not in of.links and of.is_loose_link(i + 1)
            )  # "e o lançamento da"
            placed = small and i in of.places and not leads_again(of, i, lead)
            if not small or of_another or placed or i in of.stops or i in of.cues or i in of.verbs:
                break
            i += 1
        return i if i < len(of) and of.starts[i] < stop and self._may_begin(i, stop) else None

    def _past_comma_aside(self, i: int, stop: int) -> int:
        """Return the token behind an aside in commas at token ``i``: "A et, *cette année encore*, de B"."""
        of = self._of
        if of.word(i, stop) != ",":
            return i
        for k in range(i + 1, i + _LONGEST_ASIDE):
            if of.word(k, stop) == ",":
                return k + 1 if k > i + 1 else i
            if of.capital(k) or not (of.word(k, stop).isalpha() or of.word(k, stop) == "'"):
                break
        return i

    def _may_begin(self, i: int, stop: int) -> bool:
        """Tell whether a name may begin at token ``i``; a small noun before a capital word begins one too.

        An adjective of organisations may part them: "asociación vecinal El Pilar".
        """
        of, k = self._of, i + 1
        within = i + MOST_BETWEEN
        while k < within and not of.capital(k) and (k in of.inner or of.is_loose_link(k) or is_plain(of, k)):
            k += 1
        headed = i in of.nouns and of.letter(k) and of.gap(k) == " "
        small = (headed and not of.shouted(k)) or is_small_head(of, i, stop)
        return of.begins(i) or small or common_member(of, i, stop) is not None

    def ending_at(self, offset: int, floor: int) -> list[Name]:
        """Return the names that end right before ``offset``, a postposition's: "A:n ja B:n kanssa"."""
        of = self._of
        behind = of.tokens.at(offset)
        i, lead = behind, of.tokens.at(floor)
        while i > lead and behind - i < _LONGEST_TAIL and "\n" not in of.gap(i) and self._leads(i - 1):
            i -= 1
        for first in range(i, behind):
            linked = first in of.links or first in of.stops or first in of.places  # "With X as host"
            names = self._listed(first, offset) if of.begins(first) and not linked else []
            if names and of.tokens.at(names[-1].end) >= behind - 3 and _is_bent(of, names[-1], behind):
                return names
        return []

    def genitives_before(self, offset: int, floor: int) -> list[Name]:
        """Return the row of genitives, small ones too, that ends before ``offset``, a postposition's."""
        return genitive_row(self._of, self._maker, self._of.tokens.at(offset), floor)

    def _leads(self, i: int) -> bool:
        """Tell whether token ``i`` may stand inside an enumeration of names."""
        of, word = self._of, self._of.words[i]
        if i in of.stops and i not in of.nouns:
            return False
        inside = i in of.inner or word in _INNER or of.is_noun_headed(i)
        return of.capital(i) or i in of.nouns or i in of.joins or i in of.links or inside

    def line(self, block: Block) -> list[Name]:
        """Return a whole line as one name, as lists of organisations are set: no comma, no full stop."""
        of, text = self._of, block.text.strip(" .*")
        first, last = of.tokens.at(block.start), of.tokens.at(block.end) - 1
        if not 2 < len(text) <= 100 or last < first or not of.capital(first):
            return []
        if any(mark in text for mark in (",", ";", ":", ". ", "@", "http")):
            return []
        if any(k in of.joins or k in of.stops for k in range(first, last + 1)):
            return []
        name = self._maker.made(first, last)
        return [name] if name else []


def _is_bent(of: NameWords, name: Name, behind: int) -> bool:
    """Tell whether nothing but an ending stands between a name and the token ``behind``: "ry:n kanssa"."""
    rest = of.words[of.tokens.at(name.end) : behind]
    return not rest or (len(rest) == 2 and rest[0] in ":'" and len(rest[1]) < 6)
