"""The command line: the commands are in ``kalends.commands``, here is what all of them share."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from kalends import console
from kalends.commands import (
    answers,
    database,
    demonstration,
    judging,
    keeping,
    matching,
    parties,
    reading,
    refreshing,
    serving,
    sources,
    staging,
)
from kalends.problems import Exit, Problem

EXIT_CODES = "; ".join(
    (
        "Exit codes: 0 all well",
        "1 something failed or could not be read",
        "2 wrong usage or setting",
        "3 some sources unwell",
        "4 refused by a guard",
        "5 the database is busy",
    )
)

app = typer.Typer(
    name="kalends",
    help="Announcements of civic events: collected, merged, and answered for.",
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("refresh")(refreshing.refresh)
for stage in (staging.crawl, staging.read, staging.publish, staging.reread):
    app.command(stage.__name__)(stage)
app.command("now")(answers.now)
app.command("query")(answers.query)
app.command("explain")(answers.explain)
app.command("extract")(reading.extract)
app.command("match")(matching.match)
for judged in (judging.merge, judging.split, judging.undo, judging.review, judging.rebuild):
    app.command(judged.__name__)(judged)
app.command("organisations")(parties.organisations)
app.command("venues")(parties.venues)
app.command("serve")(serving.serve)
app.command("demo")(demonstration.demo)
app.add_typer(sources.app, name="sources")
app.add_typer(database.app, name="db")
app.add_typer(keeping.app, name="archive")


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Take the options that every command has; ``main`` reads --debug, which must work before parsing too."""


def main() -> NoReturn:
    """Run the command line of this process and exit; an error is one line on stderr, unless ``--debug``."""
    arguments = sys.argv[1:]
    if "--debug" not in arguments:
        sys.excepthook = _one_line
    code = run(arguments)
    if code == Exit.INTERRUPTED:
        # All is kept; to free what a reading has loaded would take seconds that nobody has.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def _invoked(arguments: list[str]) -> int | None:
    """What the command returns; not by app(…), which has hooks and exit codes of its own."""
    command = typer.main.get_command(app)
    try:
        with command.make_context("kalends", arguments) as context:
            code: int | None = command.invoke(context)
            return code
    except typer.Exit as done:
        return done.exit_code


def _one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say an error that nobody foresaw in one line too; Python itself then exits with code 1."""
    console.say(f"kalends: {kind.__name__}: {error} (a bug; --debug shows where)")


def run(arguments: list[str]) -> int:
    """Return the exit code of the command that ``arguments`` name; see ``docs/operations.md``."""
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"] or ["--help"]
    try:
        code = _invoked(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        console.hush_stdout()
        return Exit.OK
    except (KeyboardInterrupt, typer.Abort):
        console.say("kalends: interrupted")
        return Exit.INTERRUPTED
    except TyperException as error:
        if debug:
            raise
        console.say(f"kalends: {error.format_message()} (see kalends --help)")
        return Exit.USAGE
    except Problem as error:
        if debug:
            raise
        console.say(f"kalends: {error}")
        return error.code
    except OSError as error:
        if debug:
            raise
        console.say(f"kalends: {error.filename or 'input or output'}: {error.strerror or error}")
        return Exit.FAILED
    return int(code or 0)
