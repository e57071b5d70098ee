"""A request is one thing that waits for a decision: an order in review, in one round of that review.

What everybody in the channel may read is in ``facts``; what only a person who may decide sees (and only by Reveal)
is a row of ``personal``, which has its own expiry and is never part of the audit chain.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.state import State


def by_value(kind: type[Any]) -> Enum:
    return Enum(kind, values_callable=lambda members: [m.value for m in members], native_enum=False, length=16)


LISTED_ROWS = text("request.state IN ('waiting', 'checking', 'held', 'decided', 'failed')")
"""``LISTED``, letter by letter as the index says it: a query that says so too is served by it."""


class Request(Base):
    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("workflow", "external_id", "round"),
        Index("ix_request_workflow_state", "workflow", "state"),
        Index("ix_request_workflow_number", "workflow", "number"),
        # A list is read in this order, filtered and counted from the index alone: ten thousand rows cost what ten do.
        Index(
            "ix_request_listed",
            "workflow",
            "due_at",
            "id",
            "target",
            "state",
            sqlite_where=LISTED_ROWS,
            postgresql_where=LISTED_ROWS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    workflow: Mapped[str] = mapped_column(String(40))
    external_id: Mapped[str] = mapped_column(String(64))
    round: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(64))
    state: Mapped[State] = mapped_column(by_value(State), default=State.ARRIVED)
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    """Business time at which its clock started, by the record's own history."""
    target: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime | None]
    overdue: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    fingerprint: Mapped[str] = mapped_column(String(16), default="")
    serving: Mapped[dict[str, Any] | None]
    """Whose press is being carried out, or was: verb, user, name, at, seen fingerprint, reason."""
    outcome: Mapped[dict[str, Any] | None]
    trouble: Mapped[dict[str, Any] | None]
    """What the card must say is wrong: sentence and reference."""
    difference: Mapped[list[Any] | None]
    """While held: [label, old, new] of each shown fact that changed."""
    checks: Mapped[list[Any]] = mapped_column(default=list)
    """What the handbook's checks found when the record was last read, as ``Check`` without its detail."""
    ticks: Mapped[list[Any]] = mapped_column(default=list)
    """What people answered to checks that did not pass, as ``Tick``."""
    approvals: Mapped[list[Any]] = mapped_column(default=list)
    """Of a request that needs several people: who approved what is shown now, as ``Approval``."""
    escalations: Mapped[list[Any]] = mapped_column(default=list)
    """What called for the supervisors in this round: {trigger, why, at} of each, once."""
    reach: Mapped[dict[str, Any] | None]
    """Whom its card reaches, as ``Reach``; None where nobody has counted yet."""
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    """The ledger of its clock: {at, until, why, name, ended} of each time that it waited for the customer. Instants of
    business time; ``ended`` is empty while it waits."""
    reckoned: Mapped[str] = mapped_column(String(12), default="")
    """The rules by which ``due_at`` and the ladder were reckoned, as ``sla.reckoned`` says them."""
    next_rung: Mapped[dict[str, Any] | None]
    """The next rung of its ladder, {percent, at}, in business time; None after the last."""
    snoozed: Mapped[dict[str, Any] | None]
    """Until when the next reminder waits, {until, user, name}; once, and never past the breach."""
    claimed_by: Mapped[str] = mapped_column(String(40), default="")
    claimant: Mapped[str] = mapped_column(String(120), default="")
    claimed_at: Mapped[datetime | None]
    modified_at: Mapped[datetime | None]
    """The record's own modification stamp when we last read it."""
    touched_at: Mapped[datetime]
    """Real time of the last transition here: a poll that was asked before it is stale news."""
    correlation: Mapped[str] = mapped_column(String(16), default="")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Personal(Base):
    __tablename__ = "personal"

    request_id: Mapped[int] = mapped_column(ForeignKey("request.id", ondelete="CASCADE"), primary_key=True)
    details: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Decision(Base):
    """One decision by one person. Rows are only ever added; of an old one the free text goes."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    pressed_at: Mapped[datetime]
    decided_at: Mapped[datetime]
    seen: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    for_user: Mapped[str] = mapped_column(String(40), default="")
    """Whose right it was, where they had delegated it to ``user``."""
    for_name: Mapped[str] = mapped_column(String(120), default="")
    correlation: Mapped[str] = mapped_column(String(16))


class Card(Base):
    """Where a request's card stands in Slack: the durable link (A1)."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("channel", "ts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    channel: Mapped[str] = mapped_column(String(24))
    ts: Mapped[str] = mapped_column(String(24))
    gone: Mapped[bool] = mapped_column(default=False)
