"""Alerts as rows, silences, and what a request remembers of its ladder and of the rules its due time came from."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

HELD = sa.text("alert.ended_at IS NULL AND alert.fate NOT IN ('told', 'superseded')")


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("workflow", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("threaded", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("caused_by", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("several", sa.String(length=80), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_alert_notice_id_notice")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_alert_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_key")),
    )
    op.create_index("ix_alert_held", "alert", ["id"], sqlite_where=HELD, postgresql_where=HELD)
    op.create_index("ix_alert_at", "alert", ["at"])
    op.create_index("ix_alert_told_at", "alert", ["told_at"])
    op.create_index(op.f("ix_alert_request_id"), "alert", ["request_id"])
    op.create_index(op.f("ix_alert_notice_id"), "alert", ["notice_id"])
    op.create_table(
        "silence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("workflow", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence")),
    )
    op.create_index(op.f("ix_silence_ended_at"), "silence", ["ended_at"])
    op.add_column("request", sa.Column("reckoned", sa.String(length=12), nullable=False, server_default=""))
    op.add_column("request", sa.Column("next_rung", sa.JSON(), nullable=True))
    op.add_column("request", sa.Column("snoozed", sa.JSON(), nullable=True))
    op.add_column("notice", sa.Column("called", sa.JSON(), nullable=True))


def downgrade() -> None:
    # The release below has one deadline for a request, and tells none of what is held back.
    op.execute("DELETE FROM deadline WHERE kind LIKE 'rung:%' AND kind <> 'rung:100'")
    op.execute("UPDATE deadline SET kind = 'due' WHERE kind = 'rung:100'")
    op.execute("UPDATE deadline SET ending = 'withdrawn' WHERE ending = 'superseded'")
    op.drop_column("notice", "called")
    for name in ("snoozed", "next_rung", "reckoned"):
        op.drop_column("request", name)
    op.drop_table("silence")
    op.drop_table("alert")
