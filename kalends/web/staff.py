"""Who may judge: staff accounts of the settings, sessions in signed cookies, tokens against forged forms."""

from __future__ import annotations

import hmac
import logging
import secrets
import time
from collections import deque
from dataclasses import dataclass
from hashlib import sha256

from fastapi import HTTPException, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from kalends.settings import Settings

COOKIE = "staff"
SESSION_SECONDS = 12 * 3600
_TRIES, _WITHIN_SECONDS = 10, 600.0
audit = logging.getLogger("kalends.audit")


class LoginNeeded(Exception):
    """The page is for staff, and nobody is logged in."""


@dataclass(frozen=True, slots=True)
class StaffSession:
    """Who is logged in, and the random word that his forms must carry."""

    name: str
    csrf: str


class Staff:
    """The accounts, and how sessions are signed; without KALENDS_SECRET they end with this process."""

    def __init__(self, settings: Settings) -> None:
        self._accounts = dict(settings.staff)
        self._secure = settings.base_url.startswith("https://")
        self._signer = URLSafeTimedSerializer(settings.secret or secrets.token_urlsafe(32), salt="staff")
        self._failures: deque[float] = deque(maxlen=_TRIES)

    @property
    def exists(self) -> bool:
        """Whether anybody can log in at all."""
        return bool(self._accounts)

    def logged_in(self, request: Request) -> StaffSession | None:
        """The session of the request's cookie; None for one that is forged, too old, of a removed account."""
        try:
            name, csrf = self._signer.loads(request.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
        except (BadSignature, ValueError, TypeError):
            return None
        return StaffSession(name, csrf) if name in self._accounts else None

    def log_in(self, token: str, answer: Response) -> str | None:
        """The account of this token, its cookie set on ``answer``; None for a token that is nobody's.

        Raises 429 where too many tokens were wrong of late, whoever sent them.
        """
        now = time.monotonic()
        if len(self._failures) == _TRIES and now - self._failures[0] < _WITHIN_SECONDS:
            raise HTTPException(429, "too many wrong tokens; try again in ten minutes")
        given = sha256(token.encode()).digest()
        found = [
            name
            for name, kept in self._accounts.items()
            if hmac.compare_digest(given, sha256(kept.encode()).digest())
        ]
        if not found:
            self._failures.append(now)
            audit.warning("a login with a wrong token")
            return None
        audit.info("%s logged in", found[0])
        value = self._signer.dumps([found[0], secrets.token_urlsafe(16)])
        answer.set_cookie(
            COOKIE, value, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=self._secure
        )
        return found[0]

    def log_out(self, answer: Response) -> None:
        """Take the cookie away."""
        answer.delete_cookie(COOKIE)


def staff_session(request: Request) -> StaffSession:
    """Who is logged in; raises :class:`LoginNeeded` where nobody is."""
    staff: Staff = request.app.state.staff
    session = staff.logged_in(request)
    if session is None:
        raise LoginNeeded
    return session


def check_form(session: StaffSession, csrf: str) -> None:
    """Raises 403 for a form that did not come from this session's own page."""
    if not hmac.compare_digest(session.csrf.encode(), csrf.encode()):
        raise HTTPException(403, "this form is not from your own session; go back, reload and try again")
