"""``kalends merge``, ``split``, ``undo``, ``review`` and ``rebuild``: what persons say of the rules' work."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings
from pipeline.model import Verdict

if TYPE_CHECKING:
    from sqlmodel import Session

Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id, its beginning, or a page's URL.")]
Why = Annotated[str, typer.Option(help="The reason, for those who come after.")]
By = Annotated[str | None, typer.Option(help="Who says so; you by default.")]
KEYS = {"y": "one event", "n": "two events", "p": "one is a part of the other", "s": "skip", "q": "quit"}


def merge(
    one: Annotated[str, typer.Argument(metavar="A", help="An event's id, its beginning, or a page's URL.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The event that is the same.")],
    why: Why,
    by: By = None,
) -> None:
    """Say that two events are one; prints the id that is left, to which the other one redirects.

    Example: kalends merge 3f2a9c1b7d 77b0c4e2aa --why "the same meeting, told twice"
    """
    from store.judgements import merge_events

    with _writing() as session:
        print(merge_events(session, one, other, _person(by), _reason(why), datetime.now(UTC)))


def split(
    event: Event,
    announcement: Annotated[str, typer.Argument(metavar="ANNOUNCEMENT", help="Its id or its page's URL.")],
    why: Why,
    by: By = None,
) -> None:
    """Say that an announcement tells of another event than the rest; prints the id of its event.

    Example: kalends split 3f2a9c1b7d https://example.org/events/7 --why "another year"
    """
    from store.judgements import split_event

    with _writing() as session:
        print(split_event(session, event, announcement, _person(by), _reason(why), datetime.now(UTC)))


def undo(
    judgement: Annotated[
        int,
        typer.Argument(metavar="JUDGEMENT", min=1, max=2**31 - 1, help="Its number in `kalends explain`."),
    ],
) -> None:
    """Withdraw what a person judged; what it outranked or withdrew counts again.

    Example: kalends undo 12
    """
    from store.judgements import undo_judgement

    with _writing() as session:
        numbers = undo_judgement(session, judgement, datetime.now(UTC))
    print(f"withdrawn: {', '.join(map(str, numbers))}")


def review(
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many pairs.")] = None,
    by: By = None,
) -> None:
    """Ask about pairs that the rules were unsure of: y one event, n two, p a part, s skip, q quit.

    Example: kalends review --limit 20
    """
    from kalends.outputs.question import write_question
    from store.judgements import answer, open_questions
    from store.query import Filters, count_events

    verdicts = {"y": Verdict.SAME, "n": Verdict.DIFFERENT, "p": Verdict.PART_OF}
    today = datetime.now(UTC).date()
    with _writing() as session:
        questions = open_questions(session, limit)
        disputed = count_events(session, Filters(disputed=True, start_from=today))
    if disputed:
        console.say(f"{disputed} coming events whose pages differ: kalends query --disputed --from {today}")
    for number, question in enumerate(questions, start=1):
        write_question(question, f"{number} of {len(questions)}", sys.stdout)
        key = _asked_key()
        if key == "q":
            break
        if key in verdicts:
            with _writing() as session:
                answer(session, question, verdicts[key], _person(by), datetime.now(UTC))


def rebuild() -> None:
    """Judge all announcements anew and make all events anew; what persons judged stays.

    Example: kalends rebuild
    """
    from store.judgements import rebuild as rebuild_all

    with _writing() as session:
        counts = rebuild_all(session, datetime.now(UTC))
    print(f"{counts.events} events")


def _asked_key() -> str:
    """The key that a person typed; the end of what there is to read quits."""
    choices = ", ".join(f"{key} {meaning}" for key, meaning in KEYS.items())
    while True:
        console.say(f"{choices}?")
        line = sys.stdin.readline()
        key = line.strip().lower()[:1] if line else "q"
        if key in KEYS:
            return key


def _reason(why: str) -> str:
    if not why.strip():
        raise Problem("--why: say the reason in a few words, for those who come after", Exit.USAGE)
    return why.strip()


def _person(by: str | None) -> str:
    from store.match.stored import RULE

    name = getpass.getuser() if by is None else by.strip()
    if not name or name == RULE:
        raise Problem("--by: say your name; a judgement needs a person's", Exit.USAGE)
    return name


@contextmanager
def _writing() -> Iterator[Session]:
    from kalends.resources import plain_problems, writable_store
    from store.explain import NoSuchEvent
    from store.judgements import NoSuchJudgement
    from store.session import session

    engine = writable_store(load_settings())
    try:
        with plain_problems(), session(engine, write=True) as opened:
            yield opened
    except (NoSuchEvent, NoSuchJudgement, ValueError) as error:
        raise Problem(str(error), Exit.FAILED) from error
