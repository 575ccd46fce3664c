"""Rules of health over how a site answered: what fails, and what refuses us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from kalends.health.looks import ANSWERED, GONE, Finding, Look, State, share

MOST = 0.5
"""The share of what was asked that must go wrong before a source fails of which something was read."""
GREW = 0.5
"""How much the share of forbidden addresses must grow over what it usually is."""
MANY = 1 / 3
"""The share of fetched pages that are a login page, cut off, or "not found" in all but status."""
ALIKE = 3
"""So many details that are one and the same page are no details."""

_CAUSES: Mapping[str, tuple[State, str]] = {
    "timeout": (State.FAILING, "did not answer in time"),
    "certificate": (State.FAILING, "have a certificate that is not valid"),
    "name": (State.FAILING, "have a host name that is not known"),
    "connection": (State.FAILING, "could not be connected to, or the connection broke"),
    "offsite": (State.FAILING, "redirect to another site"),
    "address": (State.FAILING, "lead to an address that is not public"),
    "size": (State.FAILING, "are larger than KALENDS_MAX_BYTES allows"),
    "archive": (State.FAILING, "could not be kept: the archive is full or cannot be written to"),
    "other": (State.FAILING, "could not be fetched"),
    "robots": (State.REFUSED, "are forbidden by robots.txt"),
    "reserved": (State.REFUSED, "are reserved by their publisher (TDM reservation, noai or noindex)"),
    "401": (State.REFUSED, "answer 401: they want a login"),
    "403": (State.REFUSED, "answer 403: the site refuses us"),
    "429": (State.REFUSED, "answer 429: the site finds us too many"),
    "451": (State.REFUSED, "answer 451: withheld for legal reasons"),
}
_HELD = "held"
_FORBIDDEN = ("robots", "reserved")
# What such an issue's sentence holds, see scrapers.failures.
_UNSAFE = {"address": "no public address", "size": "larger than"}
_MOST_NAMED = 3
_GUARDS = ("assertions.", "nothing was changed")


def failed(look: Look) -> Iterator[Finding]:
    """No listing could be read, or most of what was asked for went wrong."""
    if look.run.outcome == "failed" and not look.signs.asked:
        said = look.run.issues[0] if look.run.issues else "it ended before anything was asked"
        yield Finding("failed", State.FAILING, f"nothing could be fetched: {said}")
        return
    unlisted = not look.signs.listings
    wrong = _wrong(look)
    if not unlisted:
        # Addresses that were never to be read are no failure where the listing is; see `forbidden`.
        wrong = Counter({cause: n for cause, n in wrong.items() if cause not in _FORBIDDEN})
    if not look.signs.asked or not (unlisted or sum(wrong.values()) > MOST * look.signs.asked):
        return
    gone = Counter({code: look.signs.statuses.get(code, 0) for code in GONE})
    cause, count = (wrong or gone).most_common(1)[0]
    if not count:  # what came is no page; the rules of faults say what it is
        return
    state, words = _CAUSES.get(cause, (State.FAILING, f"answer {cause}"))
    what = "no listing could be read: " if unlisted else ""
    yield Finding("failed", state, f"{what}{count} of {look.signs.asked} addresses {words}")


def forbidden(look: Look) -> Iterator[Finding]:
    """robots.txt or a reservation forbids much that it did not forbid before, though not the listing."""
    if not look.signs.listings:
        return
    for cause in _FORBIDDEN:
        count = look.signs.failures.get(cause, 0)
        now = share(count, look.signs.asked) or 0.0
        usual = look.usual(lambda v, c=cause: share(v.signs.failures.get(c, 0), v.signs.asked)) or 0.0  # type: ignore[misc]
        grew = now - usual >= GREW if look.before else not look.vitals.told
        if count and grew:
            words = _CAUSES[cause][1]
            yield Finding(
                f"forbidden.{cause}", State.REFUSED, f"{count} of {look.signs.asked} addresses {words}"
            )


def guarded(look: Look) -> Iterator[Finding]:
    """Our own guard refused the run: its assertions do not hold, or it would lose too much."""
    if look.run.outcome == "refused":
        said = [issue for issue in look.run.issues if any(sign in issue for sign in _GUARDS)]
        yield Finding("guarded", State.REFUSED, "; ".join(said or look.run.issues) or "the run was refused")


def unsafe(look: Look) -> Iterator[Finding]:
    """Single pages that lead where we must not go or do not end, more than usual, though the rest is read."""
    for cause, sign in _UNSAFE.items():
        count = look.signs.failures.get(cause, 0)
        usual = look.usual(lambda v, c=cause: float(v.signs.failures.get(c, 0))) or 0  # type: ignore[misc]
        if not look.signs.listings or count <= usual or count > MOST * look.signs.asked:
            continue
        rule, words = f"unsafe.{cause}", _CAUSES[cause][1]
        yield Finding(rule, State.DRIFTING, f"{count} of {look.signs.asked} addresses {words}")
        said = (issue for issue in look.run.issues if sign in issue)
        yield from (Finding(rule, State.DRIFTING, issue) for issue in islice(said, _MOST_NAMED))


def login(look: Look) -> Iterator[Finding]:
    """Login pages stand where announcements stood."""
    yield from _faulty(look, "login", State.REFUSED, "are a login page now")


def soft_404(look: Look) -> Iterator[Finding]:
    """Pages that say "not found" and answer 200."""
    yield from _faulty(look, "not found", State.DRIFTING, 'say "not found" though they answer 200')


def cut(look: Look) -> Iterator[Finding]:
    """Pages that end in the middle."""
    yield from _faulty(look, "cut", State.DRIFTING, "end in the middle")


def alike(look: Look) -> Iterator[Finding]:
    """Details that are all one page: a notice, a consent wall, an error page without words for it."""
    signs = look.signs
    usual = look.usual(lambda v: share(v.signs.alike, v.signs.whole)) or 0.0
    if signs.alike >= ALIKE and signs.alike > MOST * signs.whole and usual <= MOST:
        why = f"{signs.alike} of {signs.whole} pages are one and the same page"
        yield Finding("alike", State.DRIFTING, why)


def led_home(look: Look) -> Iterator[Finding]:
    """Pages of announcements redirect to the front page or to the list."""
    details = look.signs.details + look.signs.led_home
    if look.signs.led_home >= 2 and look.signs.led_home > MOST * details:
        why = f"{look.signs.led_home} of {details} pages redirect to the home page or to the list"
        yield Finding("led_home", State.DRIFTING, why)


def is_held(look: Look) -> bool:
    """Whether nothing was learnt, because the host wants, or our budget has it, left alone for now."""
    held = look.signs.failures.get(_HELD, 0)
    return bool(held) and not look.signs.listings and not _wrong(look)


def _wrong(look: Look) -> Counter[str]:
    causes = Counter({code: n for code, n in look.signs.statuses.items() if code not in ANSWERED})
    causes.update({name: n for name, n in look.signs.failures.items() if name != _HELD})
    return causes


def _faulty(look: Look, fault: str, state: State, words: str) -> Iterator[Finding]:
    count = look.signs.faults.get(fault, 0)
    fetched = look.signs.statuses.get("200", 0)
    if count and (count >= MANY * fetched or not look.signs.listings):
        yield Finding(
            f"fault.{fault.replace(' ', '_')}", state, f"{count} of {fetched} fetched pages {words}"
        )
