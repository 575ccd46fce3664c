"""How far a venue's name goes on behind the word it was found by: "St Ann's Hall", "Dům pánů z Kunštátu"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.sheet import Sheet

_MOST_WORDS = 3
"""A house's own noun stands so many capitals behind its owner, and a name so many words behind its noun."""
_REACH = 40
_NO_NAME = ("event", "happens", "happened", "month_part", "organised_by", "with_partner", "at_town", "online")


def owned_end(sheet: Sheet, end: int, stop: int) -> int | None:
    """Return where the house ends that a possessive at ``end`` tells the owner of: "St Ann’s School"."""
    tokens, own = sheet.marks.tokens, sheet.known.own
    for ending in (e for e in own.phrases["possessive"] if e.startswith("'")):
        if sheet.text[end : end + len(ending)].replace("’", "'") != ending:
            continue
        for hit in sheet.marks.within(end + len(ending), min(stop, end + _REACH), "venue", "room"):
            words = sheet.text[end + len(ending) : hit.start].split()
            if len(words) < _MOST_WORDS and all(word[0].isupper() for word in words):
                return max(hit.end, *(tokens.ends[k] for k in _capitals(sheet, hit.last, stop)))
    return None


def _capitals(sheet: Sheet, last: int, stop: int) -> list[int]:
    """Return the tokens with a capital that go on behind token ``last``, and that token."""
    tokens, out = sheet.marks.tokens, [last]
    while out[-1] + 1 < len(tokens) and len(out) < _MOST_WORDS:
        k = out[-1] + 1
        gap = sheet.text[tokens.ends[k - 1] : tokens.starts[k]]
        if gap != " " or tokens.ends[k] > stop or not sheet.text[tokens.starts[k]].isupper():
            break
        if sheet.dates_within(tokens.starts[k], tokens.ends[k]) or not tokens.words[k].isalpha():
            break
        out.append(k)
    return out


def joined_end(sheet: Sheet, name: Name, stop: int) -> int:
    """Return where a name ends that "and" joins to its second half: "Social Innovation and Trade Institute".

    The first half has no house's noun, or nothing else; the second begins or ends with one.
    """
    tokens, own = sheet.marks.tokens, sheet.known.own
    k = tokens.at(name.end)
    if k + 1 >= len(tokens) or tokens.words[k] not in own.phrases["name_join"]:
        return name.end
    nouns = sheet.marks.within(name.start, name.end, "venue", "organisation")
    if nouns and (" " in name.text or nouns[0].start != name.start):
        return name.end
    first = tokens.starts[k + 1]
    if not sheet.text[first].isupper() or sheet.text[name.end : first].count("\n"):
        return name.end
    ends = [tokens.ends[i] for i in _capitals(sheet, k + 1, stop)]
    halls = sheet.marks.within(first, ends[-1], "venue", "organisation")
    heads = [hit for hit in halls if (hit.start == first if nouns else hit.end == ends[-1])]
    return ends[-1] if heads else name.end


def bent_end(sheet: Sheet, name: Name, stop: int) -> int:
    """Return where small words end that a lone noun governs: "Centrum volného času", "klub pro seniory".

    A genitive or a link tells them, and a place's preposition or a mark closes them.
    """
    tokens, own = sheet.marks.tokens, sheet.known.own
    if not own.endings or own.capital_nouns or own.head != "first":
        return name.end
    links = set(own.phrases["name_link"]) - set(own.phrases["at"]) - set(own.phrases["name_join"])
    first = k = tokens.at(name.end)
    while k < len(tokens) and k - first <= _MOST_WORDS and tokens.starts[k] <= stop:
        word = tokens.words[k]
        closed = not word.isalpha() or word in own.phrases["at"]
        if closed:
            break
        small = (
            sheet.text[tokens.starts[k]].islower()
            and sheet.text[tokens.ends[k - 1] : tokens.starts[k]] == " "
        )
        bent = word in links or word in own.lemma or any(word.endswith(e) for e, _ in own.endings)
        bent = bent or k > first
        if not small or not bent:
            return name.end
        k += 1
    end = tokens.ends[k - 1]
    if k == first or k >= len(tokens) or k - first > _MOST_WORDS or tokens.words[k - 1] in links:
        return name.end
    return name.end if sheet.marks.has(name.end, end, *_NO_NAME) or sheet.dates_within(name.end, end) else end


def shared_end(sheet: Sheet, name: Name, stop: int) -> int:
    """Return where the noun ends that two adjectives share: "Kultúrneho a spoločenského strediska"."""
    tokens, own = sheet.marks.tokens, sheet.known.own
    k = tokens.at(name.end)
    if k + 2 >= len(tokens) or tokens.words[k] not in own.phrases["name_join"] or not own.endings:
        return name.end
    if sheet.marks.has(name.start, name.end, "venue", "organisation", "room"):
        return name.end
    for noun in range(k + 2, min(k + 4, len(tokens))):
        if tokens.ends[noun] > stop or not all(word.isalpha() for word in tokens.words[k:noun]):
            break
        halls = sheet.marks.within(tokens.starts[noun], tokens.ends[noun], "venue", "organisation")
        if halls and "\n" not in sheet.text[name.end : tokens.ends[noun]]:
            return max(hit.end for hit in halls)
    return name.end


def small_end(sheet: Sheet, name: Name, stop: int) -> int:
    """Return where a lone noun's name ends that small words go on to a capital: "Dům pánů z Kunštátu".

    A word that binds stands right before the capital, so that no sentence's verb is taken.
    """
    tokens, own = sheet.marks.tokens, sheet.known.own
    if own.capital_nouns or not sheet.text[name.start].isupper():
        return name.end
    binds = {*own.phrases["hails_from"], *own.phrases["at_article"], *own.phrases["belongs"]}
    binds -= {*own.phrases["name_join"], *own.phrases["at_town"], *own.phrases["organised_by"]}
    k = first = tokens.at(name.end)
    while k + 1 < len(tokens) and k - first < _MOST_WORDS and tokens.ends[k] <= stop:
        word, gap = tokens.words[k], sheet.text[tokens.ends[k - 1] : tokens.starts[k]]
        if gap != " " or not word.isalpha() or not sheet.text[tokens.starts[k]].islower():
            break
        capital = sheet.text[tokens.ends[k] : tokens.starts[k + 1]] == " "
        capital = capital and sheet.text[tokens.starts[k + 1]].isupper() and tokens.ends[k + 1] <= stop
        if capital:
            end = tokens.ends[k + 1]
            plain = not sheet.marks.has(name.end, end, *_NO_NAME) and not sheet.dates_within(name.end, end)
            return end if word in binds and plain else name.end
        k += 1
    return name.end
