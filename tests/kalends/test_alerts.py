"""A change of state is told once, by every channel, and again only where it could not be told."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from kalends.health.after import after_refresh
from kalends.settings import Settings
from pipeline.model import Run
from scrapers.source import Source
from store.alerts import untold
from store.pauses import pause_source
from store.runs import record_run
from store.session import open_store, session, upgrade
from store.write import save_source
from tests.certificates import write_certificate
from tests.scrapers.site import Answer, Site, served

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCES = [
    Source.model_validate(
        {
            "id": id_,
            "publisher": {"name": f"Utgivaren {id_}"},
            "country": "SE",
            "languages": ["sv"],
            "timezone": "Europe/Stockholm",
            "kind": "html",
            "urls": [f"https://{id_}.example/"],
        }
    )
    for id_ in ("hus", "lab", "new")
]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_store(f"sqlite:///{tmp_path / 'kalends.db'}")
    upgrade(opened)
    with session(opened, write=True) as writing:
        for source in SOURCES:
            save_source(writing, source.facts)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def hook() -> Iterator[Site]:
    with served(lambda _: {"/hook": [Answer("ok")]}) as site:
        yield site


@pytest.fixture
def webhook(hook: Site) -> Site:
    hook.posted.clear()
    hook.answers["/hook"] = [Answer("ok")]
    return hook


class Days:
    """A refresh a day, whose sources fail or are well."""

    def __init__(self, engine: Engine, **settings: Any) -> None:
        self.engine, self.settings, self.number = engine, Settings(**settings), 0
        self.said: list[str] = []

    def refresh(self, **outcomes: str) -> None:
        at = MONDAY + self.number * DAY
        self.number += 1
        with session(self.engine, write=True) as writing:
            for id_, outcome in outcomes.items():
                issues = ("it did not answer",) if outcome == "failed" else ()
                record_run(
                    writing,
                    Run(
                        id=f"{self.number}-{id_}",
                        source_id=id_,
                        started=at,
                        ended=at,
                        outcome=outcome,
                        issues=issues,
                    ),
                )
        after_refresh(self.settings, self.engine, SOURCES, at, self.said.append)


def test_a_change_of_state_is_told_once_and_not_once_a_run(engine: Engine, webhook: Site) -> None:
    days = Days(engine, alert_webhook=f"{webhook.root}/hook")
    days.refresh(hus="ok", lab="ok")
    assert webhook.posted == []
    for _ in range(3):
        days.refresh(hus="failed", lab="ok")
    days.refresh(hus="ok", lab="ok")
    days.refresh(hus="ok", lab="ok")
    failed, recovered = (json.loads(body) for body in webhook.posted)
    assert failed["changes"] == [
        {
            "id": "hus",
            "state": "failing",
            "was": "ok",
            "since": "2026-03-03T04:00:00+00:00",
            "why": ["nothing could be fetched: it did not answer"],
        }
    ]
    assert failed["summary"] == {"failing": 1, "never run": 1, "ok": 1}
    assert failed["text"].startswith("Kalends: 1 failing\nhus: failing (was ok), since 2026-03-03 04:00 UTC")
    assert [(one["id"], one["state"], one["was"]) for one in recovered["changes"]] == [
        ("hus", "ok", "failing")
    ]
    assert days.said == []


def test_changes_of_one_refresh_come_in_one_message(engine: Engine, webhook: Site) -> None:
    days = Days(engine, alert_webhook=f"{webhook.root}/hook")
    days.refresh(hus="failed", lab="failed", new="ok")
    (body,) = webhook.posted
    assert [one["id"] for one in json.loads(body)["changes"]] == ["hus", "lab"]


def test_what_could_not_be_told_is_counted_and_told_after_the_next_refresh(
    engine: Engine, webhook: Site
) -> None:
    webhook.answers["/hook"] = [Answer("down", 503), Answer("down", 503), Answer("ok")]
    days = Days(engine, alert_webhook=f"{webhook.root}/hook")
    days.refresh(hus="failed")
    days.refresh(hus="failed")
    assert (
        days.said
        == [
            "kalends: no alert could be sent by webhook (HTTP Error 503: Service Unavailable); "
            "it is sent after the next refresh"
        ]
        * 2
    )
    with session(engine) as opened:
        assert untold(opened) == {"webhook": 2}
    days.refresh(hus="failed")
    days.refresh(hus="failed")
    assert [json.loads(body)["changes"][0]["id"] for body in webhook.posted] == ["hus"] * 3
    with session(engine) as opened:
        assert untold(opened) == {"webhook": 0}


def test_nobody_listens_at_all(engine: Engine) -> None:
    days = Days(
        engine,
        alert_webhook="http://127.0.0.1:9/hook",
        alert_mail="ops@example.org",
        alert_smtp="smtp+plain://127.0.0.1:9",
    )
    days.refresh(hus="failed")
    assert [line.partition("(")[0] for line in days.said] == [
        "kalends: no alert could be sent by webhook ",
        "kalends: no alert could be sent by mail ",
    ]


def test_a_paused_source_is_not_spoken_of(engine: Engine, webhook: Site) -> None:
    days = Days(engine, alert_webhook=f"{webhook.root}/hook")
    with session(engine, write=True) as writing:
        pause_source(writing, "hus", MONDAY, "asked to")
    days.refresh(hus="failed")
    assert webhook.posted == []


class Inbox:
    """An SMTP server on loopback that keeps what it is sent, and who logged in."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.users: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        assert session.ssl is not None
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 kept"

    def let_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.users.append(data.login.decode())
        return AuthResult(success=data.password == b"s3cret/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_certificate(tmp_path_factory.mktemp("certificate") / "localhost.pem")


@pytest.fixture(scope="module")
def mail(certificate: Path) -> Iterator[tuple[Inbox, int]]:
    """A mail server that takes mail only after STARTTLS and a login."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    inbox = Inbox()
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        inbox,
        hostname="localhost",
        port=port,
        tls_context=context,
        require_starttls=True,
        authenticator=inbox.let_in,
        auth_required=True,
    )
    controller.start()
    yield inbox, port
    controller.stop()


def test_a_digest_comes_by_mail_encrypted(
    engine: Engine, mail: tuple[Inbox, int], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, port = mail
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    days = Days(
        engine,
        alert_mail="ops@example.org, web@example.org",
        alert_mail_from="kalends@example.org",
        alert_smtp=f"smtp://robot:s3cret%2F@localhost:{port}",
    )
    days.refresh(hus="failed", lab="ok")
    days.refresh(hus="failed", lab="ok")
    assert days.said == []
    (message,) = inbox.mails
    assert (message["subject"], message["to"]) == ("Kalends: 1 failing", "ops@example.org, web@example.org")
    assert "hus: failing (was ok)" in message.get_content()
    assert inbox.users == ["robot"]


def test_a_mail_server_with_a_wrong_certificate_gets_nothing(
    engine: Engine, mail: tuple[Inbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, port = mail
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    before = len(inbox.mails)
    days = Days(engine, alert_mail="ops@example.org", alert_smtp=f"smtp://robot:s3cret%2F@localhost:{port}")
    days.refresh(hus="failed")
    assert "certificate" in days.said[0].casefold()
    assert "s3cret" not in days.said[0]
    assert len(inbox.mails) == before


def test_a_monitor_finds_the_states_in_a_file(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "textfile" / "kalends.prom"
    days = Days(engine, metrics_file=file)
    days.refresh(hus="failed", lab="ok")
    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(file.read_text(encoding="utf-8"))
        for sample in family.samples
    }
    assert samples["kalends_sources", "failing"] == samples["kalends_sources", "never run"] == 1
    assert samples["kalends_source_state", "failing", "hus"] == 1
    assert samples["kalends_source_last_run_timestamp_seconds", "lab"] == MONDAY.timestamp()
    assert ("kalends_source_last_run_timestamp_seconds", "new") not in samples


def test_a_metrics_file_that_cannot_be_written_stops_nothing(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    days = Days(engine, metrics_file=tmp_path / "taken" / "kalends.prom")
    days.refresh(hus="ok")
    assert "KALENDS_METRICS_FILE" in days.said[0]
