"""What speaks for and against a name or a phrase as an event's venue, as features that a ranking weighs."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.candidate import Candidate
from pipeline.extract.drafts import Draft
from pipeline.extract.mention_features import Measures, MentionFeatures, told
from pipeline.extract.persons import is_person
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.ranking import Features

_HELD = (
    *("venue", "room", "organisation", "legal_form", "event", "programme", "street_after", "street_before"),
    *("ministry", "giver"),
)
_AHEAD = (
    *("happens", "happened", "invites", "organised_by", "with_partner", "funded_by", "at_house", "speaker"),
    *("person_title", "role", "register", "label_where", "works_at"),
)
"""Words of these keys in a name, and in so many characters ahead of it in its sentence, are told."""
_NEAR, _BEFORE, _BEHIND = 30, 10, 30
_MOST_WORDS = 8


class VenueFeatures(MentionFeatures):
    """Tells a page's venues by features: those of their mentions, and what their words say."""

    def changing(self, draft: Draft, found: Sequence[Found], chosen: Sequence[int]) -> list[Features]:
        """Return the features as ``MentionFeatures`` does, and whether the event's town stands beside."""
        city = next((fold(one.value) for one in found if one.field == "city"), "")
        out = []
        for i, features in zip(chosen, super().changing(draft, found, chosen), strict=True):
            one = self.candidates[i]
            around = self.sheet.text[max(0, one.start - _BEFORE) : one.end + _BEHIND]
            out.append(told({**features, "beside the town": bool(city) and city in fold(around)}))
        return out

    def of_mention(self, one: Candidate) -> Measures:
        """Return what the words of a name and those around it say, whatever the event."""
        sheet, marks = self.sheet, self.sheet.marks
        low = max(sheet.sentence(one.start)[0], one.start - _NEAR)
        words = one.name.split()
        return {
            **super().of_mention(one),
            **{f"holds: {key}": marks.has(one.start, one.end, key) for key in _HELD},
            **{f"ahead: {key}": marks.has(low, one.start, key) for key in _AHEAD},
            "words": min(len(words), _MOST_WORDS) / _MOST_WORDS,
            "one word": len(words) == 1,
            "has a capital": sheet.text[one.start].isupper(),
            "has further capitals": any(word[0].isupper() for word in words[1:]),
            "names a person": is_person(one.name, sheet.known),
            "names a town": known_place(one.name, sheet) is not None,
            "behind an hour": bool(sheet.times_within(low, one.start)),
            "behind a day": bool(sheet.dates_within(low, one.start)),
        }
