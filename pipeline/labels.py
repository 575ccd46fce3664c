"""The labels of a page's lines: what "When:" and a short line above ask for, by the keys of the language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from pipeline.blocks import Block
from pipeline.lexicon import Lexicon
from pipeline.tokens import cut
from pipeline.words import Vocabulary

_LONGEST_LIST = 8
"""A label counts over so many lines."""
_LONGEST_ROW, _LONGEST_MEMBER = 40, 110
"""A label of bodies counts over so many lines of one kind, none of which has more characters."""
_FEWEST = 2
"""So many lines without a mark name bodies where a line above them labels them without a colon."""
_LONGEST, _REMEMBERED = 200, 8192
"""Characters of the longest label; labels whose keys are kept at hand, for a site's pages have the same."""
_OF_DAYS = frozenset({"label_when", "label_date", "label_time", "label_deadline", "label_published"})
"""Labels that a day answers to."""
_LISTING = frozenset({"label_organiser", "label_co_organiser", "label_partner", "label_funder"})
"""Labels that lists of bodies stand under."""


class Labels:
    """Which labels a page's blocks stand under. Built once a page; what was worked out is kept."""

    def __init__(self, blocks: Sequence[Block], known: Vocabulary) -> None:
        self.blocks, self.known = blocks, known
        self._over: dict[int, frozenset[str]] = {}

    def keys(self, label: str) -> frozenset[str]:
        """Return the ``label_…`` keys that a label's words answer to."""
        folded = label.strip(" :?*#").lower()
        return _read_label(folded, self.known.lexicon) if len(folded) <= _LONGEST else frozenset()

    def over(self, index: int) -> frozenset[str]:
        """Return the label keys of a block: its own label's, or those of what it stands under.

        That is a label, or a short heading or line that reads like one, at most seven blocks above.
        """
        if index not in self._over:
            self._over[index] = self._keys_over(index)
        return self._over[index]

    def _keys_over(self, index: int) -> frozenset[str]:
        block = self.blocks[index]
        if block.label:
            return self.keys(block.label)
        if len(block.text) > 160 and index and self.blocks[index - 1].kind not in ("label", "heading"):
            return frozenset()
        if block.kind == "heading" and index and self.blocks[index - 1].kind == "heading":
            return self._asked(index - 1) or self._over_headings(index)
        listed = block.kind == "item"
        for back in range(index - 1, max(-1, index - _LONGEST_LIST), -1):
            other = self.blocks[back]
            if other.region != block.region:
                return frozenset()
            nearest = index - back == 1 or (listed and other.kind != "item")
            listed = listed and other.kind == "item"
            if nearest and _is_label_like(other):
                keys = self.keys(other.text)
                keys = keys if index - back == 1 else keys & _LISTING
                if keys and not self._is_listed(back):
                    return keys
            if other.kind in ("label", "heading"):
                keys = self.keys(other.text) if len(other.text) < 60 else frozenset()
                listing = block.kind == self.blocks[back + 1].kind == "item"  # "Speakers:" below "Partners"
                if keys or listing or index - back == 1 or other.kind == "heading":
                    return keys
            elif other.kind == "pair" or len(other.text) > 140:
                return frozenset()
        return self._over_long_list(index)

    def _over_long_list(self, index: int) -> frozenset[str]:
        """Return the keys of a label of bodies over a list of more lines than others count over."""
        top = self._tops[index]
        if top is None or index - top >= _LONGEST_ROW or len(self.blocks[top].text) >= 60:
            return frozenset()
        return self.keys(self.blocks[top].text) & _LISTING

    @cached_property
    def _tops(self) -> list[int | None]:
        """The label or heading over each line, where only short lines of its own kind stand between."""
        tops: list[int | None] = [None] if self.blocks else []
        for index, (above, block) in enumerate(pairwise(self.blocks)):
            alike = above.kind == block.kind and above.region == block.region
            if above.kind in ("label", "heading"):
                tops.append(index)
            else:
                tops.append(tops[index] if alike and len(above.text) <= _LONGEST_MEMBER else None)
        return tops

    def _asked(self, index: int) -> frozenset[str]:
        """Return what a line asks for that is a label of a day and no more, blank lines about it."""
        words = self.blocks[index].text.strip(" :?*#").lower()
        tokens = cut(words)
        whole = (hit for hit in self.known.lexicon.find(tokens) if hit.first == 0)
        named = any(hit.last == len(tokens) - 1 and hit.key in _OF_DAYS for hit in whole)
        return self.keys(words) & _OF_DAYS if named else frozenset()

    def _over_headings(self, index: int) -> frozenset[str]:
        """Return the keys of a list's label over lines that look like headings, blank lines about each."""
        top = self._heads[index]
        if top is None or index - top >= _LONGEST_ROW:
            return frozenset()
        label = self.blocks[top]
        if label.kind == "label":
            return self.keys(label.text) & _LISTING
        below = self.blocks[top + 1 : top + _LONGEST_LIST]
        bodies = sum(self._names_body(one) for one in below if one.kind == "heading")
        return self._whole(label) & _LISTING if bodies >= _FEWEST else frozenset()

    @cached_property
    def _heads(self) -> list[int | None]:
        """The label, or the heading that is one, over each line, where only short headings of one level stand
        between.
        """
        heads: list[int | None] = [None] if self.blocks else []
        for index, (above, block) in enumerate(pairwise(self.blocks)):
            if above.kind != "heading":
                heads.append(index if above.kind == "label" else None)
            elif len(above.text) > _LONGEST_MEMBER or above.level != block.level:
                heads.append(None)
            else:
                heads.append(index if self._whole(above) else heads[index])
        return heads

    def _whole(self, block: Block) -> frozenset[str]:
        return _read_whole(block.text.strip(" :?*#").lower(), self.known.lexicon)

    def _names_body(self, block: Block) -> bool:
        """Tell a line with an organisation's noun or legal form."""
        hits = self.known.lexicon.find(cut(block.text))
        return any(hit.key in ("organisation", "legal_form") for hit in hits)

    def _is_listed(self, index: int) -> bool:
        """Tell a line that but ends like a label from one: "Ely Borough" in the list under "Organisers:"."""
        lexicon, tokens = self.known.lexicon, cut(self.blocks[index].text.strip(" :?*#").lower())
        whole = (hit for hit in lexicon.find(tokens) if hit.first == 0 and hit.last == len(tokens) - 1)
        if any(hit.key.startswith("label_") for hit in whole):
            return False
        above = (self.blocks[k] for k in range(index - 1, max(-1, index - _LONGEST_LIST), -1))
        label = next((one for one in above if one.kind in ("label", "heading", "pair")), None)
        return label is not None and label.kind == "label" and bool(self.keys(label.text) & _LISTING)

    def labelled(self, *keys: str) -> Iterator[tuple[int, Block]]:
        """Yield the blocks that stand under a label of one of these keys, with their index."""
        for i in sorted({i for key in keys for i in self._by_label.get(key, ())}):
            yield i, self.blocks[i]

    @cached_property
    def _by_label(self) -> dict[str, list[int]]:
        """The blocks that stand under a label, by its keys."""
        found: dict[str, list[int]] = {}
        for i, block in enumerate(self.blocks):
            for key in () if block.kind in ("label", "heading") else self.over(i):
                found.setdefault(key, []).append(i)
        return found


@lru_cache(maxsize=_REMEMBERED)
def _read_label(label: str, lexicon: Lexicon) -> frozenset[str]:
    tokens = cut(label)
    copulas = [hit for hit in lexicon.find(tokens) if hit.key == "copula" and hit.last == len(tokens) - 1]
    if copulas and copulas[0].first:
        tokens = cut(label[: copulas[0].start])  # "Partnerami wydarzenia byli:"
    words = [w for w in tokens.words if w.isalnum()]
    if not words or len(words) > 7 or any(w.isdigit() for w in words):
        return frozenset()
    hits = list(lexicon.find(tokens))
    if any(hit.key == "period" for hit in hits):
        return frozenset({"label_period"})
    longest: dict[str, int] = {}
    for hit in hits:
        if hit.key.startswith("label_") and (hit.first == 0 or hit.last == len(tokens) - 1):
            longest[hit.key] = max(longest.get(hit.key, 0), hit.last - hit.first + 1)
    enough = min(max(longest.values(), default=0), 2)
    told = sum(len(word) > 2 for word in words) if enough == 1 else len(words)
    return frozenset(key for key, n in longest.items() if n >= enough and n * (enough + 1) >= told)


@lru_cache(maxsize=_REMEMBERED)
def _read_whole(line: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the label keys that all words of a line are the label of: "Partners"."""
    tokens = cut(line)
    whole = (hit for hit in lexicon.find(tokens) if hit.first == 0)
    return frozenset(hit.key for hit in whole if hit.last == len(tokens) - 1 and hit.key.startswith("label_"))


def _is_label_like(block: Block) -> bool:
    """Tell a short line without figures, which may be the label of the line below."""
    short = block.kind in ("paragraph", "row") and len(block.text) < 40
    return short and not any(c.isdigit() for c in block.text)
