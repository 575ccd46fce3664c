"""What goes wrong in words: the exit codes, and the errors that a person can act on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command's exit code means; docs/operations.md explains each to an operator."""

    OK = 0
    FAILED = 1
    USAGE = 2
    UNWELL = 3
    REFUSED = 4
    BUSY = 5
    INTERRUPTED = 130


class Problem(Exception):
    """An error that one line explains: what is wrong, where, and what to do about it."""

    def __init__(self, message: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.code = code
