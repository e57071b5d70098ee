"""Who else approved, what called for the supervisors, whom a card reaches, and who decides for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("approvals", "escalations"):
        op.add_column("request", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("request", sa.Column("reach", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("for_user", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("decision", sa.Column("for_name", sa.String(length=120), nullable=False, server_default=""))
    for name in ("role", "caused_by"):
        op.add_column("notice", sa.Column(name, sa.String(length=40), nullable=False, server_default=""))
    op.add_column("member", sa.Column("presence", sa.String(length=8), nullable=False, server_default=""))
    for name in ("quiet_from", "quiet_until", "presence_at"):
        op.add_column("member", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workflow", sa.String(length=40), nullable=False),
        sa.Column("giver", sa.String(length=40), nullable=False),
        sa.Column("giver_name", sa.String(length=120), nullable=False),
        sa.Column("taker", sa.String(length=40), nullable=False),
        sa.Column("taker_name", sa.String(length=120), nullable=False),
        sa.Column("verbs", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_taker", "delegation", ["taker", "workflow"])


def downgrade() -> None:
    # The release below presses nothing for several at once, and knows only one way to approve.
    op.execute("DELETE FROM outbox WHERE kind IN ('bulk.press', 'bulk.told')")
    plain = 'REPLACE(CAST(serving AS TEXT), \'"verb": "breakglass"\', \'"verb": "approve"\')'
    plain = f"CAST({plain} AS JSON)" if op.get_bind().dialect.name == "postgresql" else plain
    op.execute(f"UPDATE request SET serving = {plain} WHERE CAST(serving AS TEXT) LIKE '%\"breakglass\"%'")
    op.drop_table("delegation")
    for name in ("presence_at", "quiet_until", "quiet_from", "presence"):
        op.drop_column("member", name)
    for name in ("caused_by", "role"):
        op.drop_column("notice", name)
    for name in ("for_name", "for_user"):
        op.drop_column("decision", name)
    for name in ("reach", "escalations", "approvals"):
        op.drop_column("request", name)
