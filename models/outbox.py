"""The outbox: what must happen outside, written in the transaction that decided it, performed by a worker later.

Times here are real time (backoff, leases), never business time.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.request import by_value
from models.state import DeliveryState, Lane

WAITING = text("state = 'waiting'")


class Delivery(Base):
    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "lane", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index(
            "ix_outbox_order",
            "request_id",
            "lane",
            sqlite_where=text("state IN ('waiting', 'parked')"),
            postgresql_where=text("state IN ('waiting', 'parked')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    lane: Mapped[Lane] = mapped_column(by_value(Lane))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))
    urgent: Mapped[bool] = mapped_column(default=False)
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[DeliveryState] = mapped_column(by_value(DeliveryState), default=DeliveryState.WAITING)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    owner: Mapped[str | None] = mapped_column(String(40))
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    """Set when an attempt begins, cleared when it surely had no effect. If it stands: look before resending."""
    fault: Mapped[str | None] = mapped_column(String(200))
    correlation: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
