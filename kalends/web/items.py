"""Events as items of lists, rendered once: what did not change since is shown as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from jinja2 import Environment
from markupsafe import Markup

from kalends.web.cards import Card, Change, cards_of
from kalends.web.wording import Wording
from store.listed import Listed

_MOST = 20_000
_Key = tuple[str, str, int, int, bool]


class Items:
    """The list items of one language's environment, for many threads.

    One is shown again for the very event that it was made of: events are immutable and kept by the store's
    cache for as long as their rows stay the same, so one that a refresh changed is another event.
    """

    def __init__(self, environment: Environment, most: int = _MOST) -> None:
        self._environment, self._most = environment, most
        self._kept: dict[_Key, tuple[Listed, Markup]] = {}

    def __call__(
        self,
        words: Wording,
        events: Iterable[Listed],
        level: int,
        with_deadline: bool,
        notes: Mapping[str, Sequence[Change]],
    ) -> Iterator[Markup]:
        """The items of these events, each with a heading of this level, and beneath what has changed of it
        by ``notes``, which are by event.
        """
        around = words.visitor.zone, words.now.year, level, with_deadline
        for event in events:
            if event.id in notes:
                yield self._rendered(words, event, level, with_deadline, notes[event.id])
                continue
            kept = self._kept.get((event.id, *around))
            if kept is None or kept[0] is not event:
                kept = event, self._rendered(words, event, level, with_deadline)
                if len(self._kept) >= self._most:
                    self._kept.clear()
                self._kept[event.id, *around] = kept
            yield kept[1]

    def _rendered(
        self,
        words: Wording,
        event: Listed,
        level: int,
        with_deadline: bool,
        changes: Sequence[Change] = (),
    ) -> Markup:
        (card,) = cards_of(words, [event], with_deadline=with_deadline)
        # A macro, since rendering a template by itself costs as much as what is in this one.
        return Markup(self._item(card, level, changes))  # noqa: S704 (the template escapes)

    @cached_property
    def _item(self) -> Callable[[Card, int, Sequence[Change]], str]:
        module = self._environment.get_template("_item.html").module
        return cast(Callable[[Card, int, Sequence[Change]], str], module.item)  # type: ignore[attr-defined]
