"""Names of organisations in running text: where they begin, several in a row, what each is called."""

from __future__ import annotations

from pipeline.blocks import Block
from pipeline.extract.name_lists import settled_list
from pipeline.extract.name_maker import NameMaker
from pipeline.extract.name_spans import LONGEST_NAME, NameSpans
from pipeline.extract.name_words import CLOSERS, NameWords
from pipeline.extract.named import Name
from pipeline.sheet import Sheet

_MOST_NAMES = 40
_SEPARATORS = frozenset(",/|•;")
_FILLING_MARKS = frozenset(":–-*'")
_TIES = frozenset(":–-")
_MOST_BETWEEN = 3
_LONGEST_APPOSITION = 30
"""So many tokens may stand between a subject and its verb: small words, or an aside between commas."""
_LONGEST_LEAD = 7
"""A name has at most so many tokens ahead of the one by which it is found."""
_INNER = frozenset(",:-'&–")
_LONGEST_TAIL = 40
"""An enumeration before a postposition has at most so many tokens."""
_BULLETS = frozenset('-–*•”"')


class NameReader:
    """Reads names in one sheet; built once a page."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._of = NameWords(sheet)
        self._spans = NameSpans(self._of)
        self._maker = NameMaker(self._of)

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
        i = self._first_name(first, stop, filler, linked)
        if i is None:
            return []
        noun = i - 1
        small_noun = noun >= first and noun in of.nouns and not of.capital(noun)
        if small_noun and of.starts[i] - of.ends[noun] == 1 and of.capital(i):
            i = noun
        return self._listed(i, stop)

    def _first_name(self, first: int, stop: int, filler: int, linked: bool) -> int | None:
        """Return the token at which a name begins behind small words, None where something else is."""
        of, tied = self._of, False
        for i in range(first, first + filler + 2):
            if i >= len(of) or of.starts[i] >= stop:
                return None
            word = of.words[i]
            if of.letter(i) or (of.begins(i) and not word.isdigit()):
                return None if linked and not tied and i - first > 1 else i
            tied = tied or word in _TIES or i in of.copulas
            small = word.isalpha() or word in _FILLING_MARKS
            if not small or (i in of.stops and word not in of.fillers):
                return None
        return None

    def _listed(self, i: int, stop: int) -> list[Name]:
        """Return the names of an enumeration that begins at token ``i``."""
        of, names = self._of, list[Name]()
        step: int | None = i
        while step is not None and step < len(of) and len(names) < _MOST_NAMES:
            step = of.past_article(step)
            read = self._spans.at(step, stop) if of.starts[step] < stop else None
            if read is None:
                break
            last = self._maker.end(*read, stop)
            name = self._maker.made(read[0], last)
            if name is not None:
                names.append(name)
            closed = step - 1 in of.joined
            step = self._next_name(of.past_parenthesis(last + 1), stop, closed)
        return settled_list(names, of)

    def _next_name(self, i: int, stop: int, closed: bool) -> int | None:
        """Return the token after a comma or a joint, None where the enumeration ends at token ``i``.

        ``closed``: a joint stood before the last name, so small words behind a comma are an aside.
        """
        of = self._of
        if i >= len(of) or of.starts[i] >= stop:
            return None
        separated = of.words[i] in _SEPARATORS
        joint = i + separated
        if joint in of.joins:
            i = of.joins[joint] + 1
        elif separated:
            i += 1
        else:
            return None
        for _ in range(0 if closed and joint not in of.joins else 3):
            i = of.past_article(i)
            small = i < len(of) and of.words[i].isalpha() and not self._may_begin(i)
            if not small or i in of.stops or i in of.cues:
                break
            i += 1
        return i if i < len(of) and of.starts[i] < stop and self._may_begin(i) else None

    def _may_begin(self, i: int) -> bool:
        """Tell whether a name may begin at token ``i``; a small noun before a capital word begins one too.

        An adjective of organisations may part them: "asociación vecinal El Pilar".
        """
        of, k = self._of, i + 1
        while k in of.inner and k < i + _MOST_BETWEEN and not of.capital(k):
            k += 1
        headed = i in of.nouns and of.letter(k) and of.gap(k) == " "
        return of.begins(i) or (headed and not of.shouted(k))

    def ending_at(self, offset: int, floor: int) -> list[Name]:
        """Return the names that end right before ``offset``, a postposition's: "A:n ja B:n kanssa"."""
        of = self._of
        behind = of.tokens.at(offset)
        i, lead = behind, of.tokens.at(floor)
        while i > lead and behind - i < _LONGEST_TAIL and "\n" not in of.gap(i) and self._leads(i - 1):
            i -= 1
        for first in range(i, behind):
            names = self._listed(first, offset) if of.begins(first) else []
            if names and of.tokens.at(names[-1].end) >= behind - 3 and _is_bent(of, names[-1], behind):
                return names
        return []

    def _leads(self, i: int) -> bool:
        """Tell whether token ``i`` may stand inside an enumeration of names."""
        of, word = self._of, self._of.words[i]
        if i in of.stops and i not in of.nouns:
            return False
        return of.capital(i) or i in of.nouns or i in of.joins or i in of.links or word in _INNER

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

    def before(self, offset: int, floor: int, headed: bool = False) -> list[Name]:
        """Return the names that make a subject: from ``floor`` on, up to the verb at ``offset``.

        ``headed``: a noun in small letters may begin them.
        """
        of = self._of
        i = of.tokens.at(floor)
        while i < len(of) and of.words[i] in _BULLETS:
            i += 1
        if i >= len(of) or (i in of.stops and not (headed and i in of.nouns)):
            return []
        if not (of.capital(i) or of.words[i] in CLOSERS or (headed and i in of.nouns)):
            return []
        names = self._listed(i, offset)
        if names and self._all_likely(names) and self._reaches(names, offset):
            return names
        return self._whole(i, offset)

    def _reaches(self, names: list[Name], offset: int) -> bool:
        """Tell whether little, or an aside between commas, stands between names and a verb at ``offset``."""
        of = self._of
        verb, k = of.tokens.at(offset), of.past_parenthesis(of.tokens.at(names[-1].end))
        aside = verb - k <= _LONGEST_APPOSITION and of.words[k] == "," and of.words[verb - 1] == ","
        return verb - k <= _MOST_BETWEEN or aside

    def _whole(self, i: int, offset: int) -> list[Name]:
        """Return a subject that begins with an organisation's noun and goes on in small words to its verb.

        "Úrad splnomocnenca vlády pre rozvoj spoločnosti pozýva": what stands between can be but its name.
        """
        of, verb = self._of, self._of.tokens.at(offset)
        end = next((k for k in range(i + 1, verb) if k in of.stops), verb)
        inner = range(i + 1, end)
        if i not in of.nouns or not of.capital(i) or not 1 < end - i <= LONGEST_NAME or verb - end > _MOST_BETWEEN:
            return []
        plain = all(of.words[k].isalpha() or of.words[k] in "-'" for k in inner)
        several = any(k in of.joins and of.joins[k] + 1 in of.nouns for k in inner)
        if not plain or several or any("\n" in of.gap(k) or of.starts[k] in of.dates for k in inner):
            return []
        name = self._maker.made(i, end - 1)
        return [name] if name is not None else []

    def _all_likely(self, names: list[Name]) -> bool:
        """Tell whether names in a row are organisations': one that surely is vouches for the others."""
        told = [self.likely(name) for name in names]
        vouched = told[0] or any(self.is_organisation(name) for name in names)
        return all(ok or (vouched and name.text[0].isupper()) for ok, name in zip(told, names, strict=True))

    def subject(self, floor: int, stop: int) -> list[Name]:
        """Return the organisations that a sentence begins with, where it goes on to say what they do."""
        of = self._of
        i = of.tokens.at(floor)
        while i < len(of) and of.words[i] in _BULLETS:
            i += 1
        if i >= len(of) or of.starts[i] >= stop or not (of.capital(i) or i in of.nouns):
            return []
        stops = self._sheet.marks.within(of.starts[i], stop, "name_stop") if i in of.stops else []
        if stops and stops[0].first == i < stops[0].last:
            return []  # "due to the Y2K bug"
        names = self._listed(i, stop)
        if not names or not all(self.is_organisation(name) for name in names):
            return []
        k = of.past_parenthesis(of.tokens.at(names[-1].end))
        if of.word(k, stop) == ",":
            k = next((i + 1 for i in range(k + 1, k + _LONGEST_APPOSITION) if of.word(i, stop) == ","), k)
        told = of.word(k, stop)
        says = told == ":" or (told.isalpha() and not of.capital(k) and k not in of.links)
        return names if says else []

    def around(self, i: int) -> Name | None:
        """Return the name that token ``i`` stands in: capitals, links and nouns about it on one line."""
        of, first = self._of, i
        while first > 0 and i - first < _LONGEST_LEAD and "\n" not in of.gap(first):
            before = first - 1
            marked = of.words[before] == "-" or before in of.links or before in of.nouns
            if not marked and not of.capital(before):
                break
            first = before
        while first < i and not (of.capital(first) or first in of.nouns):
            first += 1
        for start in range(first, i + 1):
            read = self._spans.at(start, len(of.text)) if of.begins(start) or start in of.nouns else None
            if read is not None and read[1] >= i:
                return self._maker.made(*read)
        return None

    def is_organisation(self, name: Name) -> bool:
        """Tell whether a name says itself what it names: by a noun, a legal form or an acronym."""
        of = self._of
        inner = range(of.tokens.at(name.start), of.tokens.at(name.end))
        if any(of.is_month(k) for k in inner) or inner[0] in of.titles:
            return False
        if any(k in of.nouns and k not in of.events for k in inner):
            return True
        behind = of.tokens.at(name.end)
        told = of.past_parenthesis(behind) > behind and of.shouted(behind + 1)
        return told or any(len(of.words[k]) > 2 and of.words[k].isalpha() and of.shouted(k) for k in inner)

    def likely(self, name: Name) -> bool:
        """Tell an organisation from a word that only begins a sentence."""
        of = self._of
        inner = {k for k in range(of.tokens.at(name.start), of.tokens.at(name.end)) if of.words[k].isalpha()}
        nouns = not of.nouns.isdisjoint(inner)
        if any(of.is_month(k) for k in inner):
            return False
        if not nouns and not of.events.isdisjoint(inner):
            return False
        return nouns or any(c.isupper() for c in name.text[1:])


def _is_bent(of: NameWords, name: Name, behind: int) -> bool:
    """Tell whether nothing but an ending stands between a name and the token ``behind``: "ry:n kanssa"."""
    rest = of.words[of.tokens.at(name.end) : behind]
    return not rest or (len(rest) == 2 and rest[0] in ":'" and len(rest[1]) < 6)
