"""Who decides for whom, from when to when (A16). A row ends by itself; nothing is deleted."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Delegation(Base):
    """``giver`` lets ``taker`` use these verbs of a workflow in their place. Instants are business time."""

    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_taker", "taker", "workflow"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workflow: Mapped[str] = mapped_column(String(40))
    giver: Mapped[str] = mapped_column(String(40))
    giver_name: Mapped[str] = mapped_column(String(120))
    taker: Mapped[str] = mapped_column(String(40))
    taker_name: Mapped[str] = mapped_column(String(120))
    verbs: Mapped[list[str]]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When its giver took it back, before its time."""
