"""One address at which several processes listen, each with a socket of its own.

A socket that all share is emptied by whoever wakes first: of a hundred visitors that came together one of two
processes got ninety, and the other's processor stood still. Between sockets Linux deals them out.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from kalends.problems import Exit, Problem

IS_DEALT = sys.platform == "linux"
"""Whether the system deals visitors out between sockets; elsewhere one socket is shared."""


class OwnSocket(socket.socket):
    """A socket of which a process that it is handed to gets another one, at the same address."""

    def __reduce__(self) -> tuple[Callable[..., OwnSocket], tuple[Any, ...]]:
        return bound, (self.family, self.getsockname())


def bound(family: socket.AddressFamily, address: tuple[Any, ...]) -> OwnSocket:
    """A socket at an address at which others of this user may listen, too."""
    made = OwnSocket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(address)
    return made


def free_address(host: str, port: int) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    """The family and address of this host and port; port 0: any that is free.

    Raises ``Problem`` where nobody can listen there, as when another server does.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            return family, trial.getsockname()
    except OSError as error:
        raise Problem(f"cannot listen at {host}, port {port}: {error.strerror}", Exit.USAGE) from error


def run_together(config: uvicorn.Config) -> None:
    """Serve with all workers of a configuration until interrupted."""
    family, address = free_address(config.host, config.port)
    if config.workers == 1:
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run()
        return
    with bound(family, address) if IS_DEALT else config.bind_socket() as one:
        Multiprocess(config, sockets=[one]).run()
