"""What the checks of a request found and who answered them, who has claimed it, and when its clock stood still."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


LISTS = ("checks", "ticks", "pauses")


def upgrade() -> None:
    for name in LISTS:
        op.add_column("request", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("request", sa.Column("claimed_by", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("request", sa.Column("claimant", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("request", sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Nobody below asks WHMCS, and nothing waits there for an answer of its.
    op.execute("DELETE FROM outbox WHERE kind = 'orders.heal'")
    for name in ("claimed_at", "claimant", "claimed_by", *LISTS):
        op.drop_column("request", name)
