"""The ways to tell a digest: a webhook and e-mail. Each raises where it could not; nothing is tried twice."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from http.client import HTTPException
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from kalends.health.digest import Digest
from kalends.settings import Settings

TIMEOUT = 20.0
FAILURES = (OSError, HTTPException, smtplib.SMTPException)
"""What a channel raises where it could not tell."""
Channel = Callable[[Digest], None]
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def channels(settings: Settings) -> Mapping[str, Channel]:
    """The channels that the settings name, by the name that what they were told is kept under."""
    found: dict[str, Channel] = {}
    if settings.alert_webhook:
        found["webhook"] = lambda digest: post(settings.alert_webhook, digest)
    if settings.alert_mail and settings.alert_smtp:
        found["mail"] = lambda digest: send(settings, digest)
    return found


def post(url: str, digest: Digest) -> None:
    """POST the digest as JSON; an answer other than 2xx is a failure (URLError)."""
    body = json.dumps(digest.as_json(), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "User-Agent": "Kalends"}
    # The address is the operator's own; the settings allow http and https only.
    with urlopen(Request(url, body, headers), timeout=TIMEOUT) as answer:  # noqa: S310
        answer.read(1024)


def send(settings: Settings, digest: Digest) -> None:
    """Mail the digest; unless the server is told to be plain, never without encryption."""
    server = urlsplit(settings.alert_smtp)
    message = EmailMessage()
    message["Subject"] = digest.subject
    message["From"] = settings.alert_mail_from or settings.alert_mail[0]
    message["To"] = ", ".join(settings.alert_mail)
    message.set_content(digest.text)
    host, port = server.hostname or "", server.port or _PORTS[server.scheme]
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        client: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
    else:
        client = smtplib.SMTP(host, port, timeout=TIMEOUT)
    with client:
        if server.scheme == "smtp":
            client.starttls(context=context)
        if server.username:
            client.login(unquote(server.username), unquote(server.password or ""))
        client.send_message(message)
