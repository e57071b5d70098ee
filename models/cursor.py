"""Small rows of the machine itself: how far intake has read, who holds a lease, which deliveries Slack already made."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Cursor(Base):
    __tablename__ = "cursor"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    place: Mapped[dict[str, Any]]


class Lease(Base):
    """Work that must not run twice at the same time (polling) holds one of these."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    owner: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime]


class Receipt(Base):
    """A delivery of Slack's that was taken in: the sender's own id, so a repeat of it is recognised."""

    __tablename__ = "receipt"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
