"""A hundred requests a second from outside, of the server as it is deployed, while another process's writer
changes events: how late the answers were. Needs wrk.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from sqlalchemy import Engine, text

from store.session import session

RATE = 100
WORKERS = 2
CONNECTIONS = 100
WARM_SECONDS = 10
_PATIENCE = 60.0
_EXPECTED = 100.0  # milliseconds of waiting that an asking connection makes good by a shorter pause
# Each connection asks, waits for its answer, then pauses for what is left of its second on average.
_ASKING = """
local addresses, number = {{}}, 0
for line in io.lines("{addresses}") do addresses[#addresses + 1] = line end
math.randomseed({seed})
request = function()
  number = number % #addresses + 1
  return wrk.format("GET", addresses[number])
end
delay = function() return math.random(0, {pause}) end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  io.write(string.format("%.0f\\n", latency.mean / 1000))
  io.write(string.format(
    "%d answers, %.0f a second, %d failed; ms p50 %.0f, p95 %.0f, p99 %.0f (wanted 500)\\n",
    summary.requests, summary.requests / (summary.duration / 1e6), failed,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
"""


def sustained(engine: Engine, addresses: Sequence[str], seconds: float) -> None:
    """Serve the engine's database, write beside it, ask for ``addresses`` in turn; print how late it was."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("benchmarks: wrk is not installed")
    with TemporaryDirectory() as folder, _served(engine) as (server, base), _written(engine):
        listed, asking = Path(folder) / "addresses.txt", Path(folder) / "asking.lua"
        listed.write_text("\n".join(quote(address, safe="/?&=") for address in addresses))
        late, turn = 0.0, 1000 * CONNECTIONS / RATE
        for seed, lasting in ((1, WARM_SECONDS), (2, seconds)):
            pause = int(2 * (turn - min(late, _EXPECTED)))
            asking.write_text(_ASKING.format(addresses=listed, seed=seed, pause=pause))
            command = [
                wrk,
                "-t1",
                f"-c{CONNECTIONS}",
                f"-d{lasting:.0f}s",
                "--timeout",
                "30s",
                "-s",
                str(asking),
            ]
            used = _cpu_seconds(server)
            said = subprocess.run([*command, base], capture_output=True, text=True, check=True).stdout  # noqa: S603
            used = _cpu_seconds(server) - used
            mean, told = said.splitlines()[-2:]
            late = float(mean)
        cost = 1000 * used / max(1, int(told.split()[0]))
        print(
            f"{WORKERS} workers beside a writer, load {os.getloadavg()[0]:.1f}: {told}; "
            f"{cost:.1f} ms of the servers' CPU an answer"
        )


@contextmanager
def _served(engine: Engine) -> Iterator[tuple[int, str]]:
    """``kalends serve`` on this database, in a group of processes of its own: the group and the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "KALENDS_DATABASE": engine.url.render_as_string(hide_password=False),
        "KALENDS_WEB_WORKERS": str(WORKERS),
        "KALENDS_API_RATE": "0",
    }
    command = [sys.executable, "-m", "kalends", "serve", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield server.pid, f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _cpu_seconds(group: int) -> float:
    """What the processes of a group have computed so far, as Linux tells it (proc(5))."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(told[2]) == group:
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait_for(address: str) -> None:
    until = monotonic() + _PATIENCE
    while True:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 (our own address)
            return
        except (URLError, OSError):
            if monotonic() > until:
                raise
            sleep(0.2)


@contextmanager
def _written(engine: Engine) -> Iterator[None]:
    done = threading.Event()
    writing = threading.Thread(target=_write, args=(engine, done), daemon=True)
    writing.start()
    yield
    done.set()
    writing.join()


def _write(engine: Engine, done: threading.Event) -> None:
    """Change twenty events a transaction, as a refresh does source by source."""
    while not done.wait(0.5):
        with session(engine, write=True) as opened:
            opened.execute(
                text(
                    "UPDATE announcement SET last_seen = last_seen WHERE id IN "
                    "(SELECT id FROM announcement ORDER BY page_id DESC LIMIT 20)"
                )
            )
