"""Lists of open work in order of their due time, and what each person has on their Home tab."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LISTED = sa.text("request.state IN ('waiting', 'checking', 'held', 'decided', 'failed')")


def upgrade() -> None:
    op.create_table(
        "home",
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column(
            "filter",
            sa.Enum("all", "overdue", "priority", "mine", name="filter", native_enum=False, length=16),
            nullable=False,
        ),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued", sa.String(length=120), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_line", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_home")),
    )
    op.create_index(op.f("ix_home_opened_at"), "home", ["opened_at"])
    op.create_index("ix_request_workflow_number", "request", ["workflow", "number"])
    op.create_index(
        "ix_request_listed",
        "request",
        ["workflow", "due_at", "id", "target", "state"],
        sqlite_where=LISTED,
        postgresql_where=LISTED,
    )


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE kind = 'slack.home'")  # nobody below knows this kind
    op.drop_index("ix_request_listed", table_name="request")
    op.drop_index("ix_request_workflow_number", table_name="request")
    op.drop_table("home")
