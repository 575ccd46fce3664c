"""What pages say: announcements with claims, parties, funding and history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import UtcDateTime

revision = "0002_announcements"
down_revision = "0001_sources"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _event()
    _announcement()
    _announcement_link()
    _announcement_topic()
    _claim()
    _participation()
    _funding()
    _revision()


def _told() -> list[sa.Column[object]]:
    """The columns that announcements and events share, new objects at every call."""
    return [
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("start_at", UtcDateTime(), nullable=True),
        sa.Column("end_at", UtcDateTime(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("start_text", sa.String(), nullable=True),
        sa.Column("end_text", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("inferred", sa.JSON(), nullable=False),
        sa.Column("rrule", sa.String(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("postcode", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("city_key", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("online_url", sa.String(), nullable=True),
        sa.Column("registration_url", sa.String(), nullable=True),
        sa.Column("registration_mailbox", sa.String(), nullable=True),
        sa.Column("registration_required", sa.Boolean(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("deadline_at", UtcDateTime(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("deadline_text", sa.String(), nullable=True),
        sa.Column("free", sa.Boolean(), nullable=True),
        sa.Column("price", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("price_text", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("super_event", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
    ]


def _event() -> None:
    op.create_table(
        "event",
        *_told(),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.Column("last_changed", UtcDateTime(), nullable=False),
        sa.Column("missing_since", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["venue_id"],
            ["venue.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_event_city_key"), "event", ["city_key"], unique=False)
    op.create_index(op.f("ix_event_deadline_on"), "event", ["deadline_on"], unique=False)
    op.create_index(op.f("ix_event_last_changed"), "event", ["last_changed"], unique=False)
    op.create_index(op.f("ix_event_start_on"), "event", ["start_on"], unique=False)
    op.create_index(op.f("ix_event_status"), "event", ["status"], unique=False)
    op.create_index(op.f("ix_event_until_on"), "event", ["until_on"], unique=False)


def _announcement() -> None:
    op.create_table(
        "announcement",
        *_told(),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("url_key", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("translation_key", sa.String(), nullable=True),
        sa.Column("fields_digest", sa.String(), nullable=False),
        sa.Column("claims_digest", sa.String(), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.Column("last_seen", UtcDateTime(), nullable=False),
        sa.Column("last_changed", UtcDateTime(), nullable=False),
        sa.Column("missing_since", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["page.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"],
            ["venue.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_announcement_city_key"), "announcement", ["city_key"], unique=False)
    op.create_index(op.f("ix_announcement_deadline_on"), "announcement", ["deadline_on"], unique=False)
    op.create_index(op.f("ix_announcement_event_id"), "announcement", ["event_id"], unique=False)
    op.create_index("ix_announcement_key", "announcement", ["source_id", "key"], unique=False)
    op.create_index(op.f("ix_announcement_page_id"), "announcement", ["page_id"], unique=False)
    op.create_index(op.f("ix_announcement_parent_id"), "announcement", ["parent_id"], unique=False)
    op.create_index(op.f("ix_announcement_start_on"), "announcement", ["start_on"], unique=False)
    op.create_index(op.f("ix_announcement_status"), "announcement", ["status"], unique=False)
    op.create_index(
        op.f("ix_announcement_translation_key"), "announcement", ["translation_key"], unique=False
    )
    op.create_index(op.f("ix_announcement_until_on"), "announcement", ["until_on"], unique=False)
    op.create_index(op.f("ix_announcement_url"), "announcement", ["url"], unique=False)
    op.create_index(op.f("ix_announcement_url_key"), "announcement", ["url_key"], unique=False)


def _announcement_link() -> None:
    op.create_table(
        "announcement_link",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "position"),
    )
    op.create_index(op.f("ix_announcement_link_key"), "announcement_link", ["key"], unique=False)


def _announcement_topic() -> None:
    op.create_table(
        "announcement_topic",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "position"),
    )
    op.create_index(op.f("ix_announcement_topic_topic"), "announcement_topic", ["topic"], unique=False)


def _claim() -> None:
    op.create_table(
        "claim",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "position"),
    )


def _participation() -> None:
    op.create_table(
        "participation",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "position"),
    )
    op.create_index(
        op.f("ix_participation_organisation_id"), "participation", ["organisation_id"], unique=False
    )


def _funding() -> None:
    op.create_table(
        "funding",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("funder", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("mechanism", sa.String(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("grant_id", sa.String(), nullable=True),
        sa.Column("covers", sa.String(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("announcement_id", "position"),
    )
    op.create_index(op.f("ix_funding_organisation_id"), "funding", ["organisation_id"], unique=False)


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_revision_announcement_id"), "revision", ["announcement_id"], unique=False)
    op.create_index(op.f("ix_revision_at"), "revision", ["at"], unique=False)
