"""Alerts, told and held back, and the silences: the ledger of all that the bot wanted to say (N9)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.request import by_value
from models.state import Fate

HELD_ROWS = text("alert.ended_at IS NULL AND alert.fate NOT IN ('told', 'superseded')")
"""Held back and not over, letter by letter as the index says it."""


class Alert(Base):
    """One thing that somebody is to learn. A row is added once; what changes is where it stands. Business time."""

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_held", "id", sqlite_where=HELD_ROWS, postgresql_where=HELD_ROWS),
        Index("ix_alert_at", "at"),
        Index("ix_alert_told_at", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    """What it is about: twice the same is one alert."""
    cause: Mapped[str] = mapped_column(String(40))
    """Alerts with one cause in one channel are told together."""
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    workflow: Mapped[str] = mapped_column(String(40), default="")
    channel: Mapped[str] = mapped_column(String(80))
    """What the handbook calls it; empty: the operators'."""
    threaded: Mapped[bool] = mapped_column(default=False)
    """Told as a line under the request's card instead."""
    urgent: Mapped[bool] = mapped_column(default=False)
    """It passes quiet hours."""
    role: Mapped[str] = mapped_column(String(40), default="")
    """The handbook's role whose people are called by name."""
    person: Mapped[str] = mapped_column(String(40), default="")
    """The one person who is called instead of a role: a Slack user id."""
    caused_by: Mapped[str] = mapped_column(String(40), default="")
    """Who brought it up and so is not called."""
    text: Mapped[str] = mapped_column(Text)
    several: Mapped[str] = mapped_column(String(80), default="")
    """How a message about many begins, after their number: ``orders breached their target``."""
    fate: Mapped[Fate] = mapped_column(by_value(Fate))
    why: Mapped[str] = mapped_column(String(300), default="")
    """Why it was held back, in words."""
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    """When it is looked at again, if it is held back and that is known."""
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """It matters no more."""
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    """The message in which it was told."""


class Silence(Base):
    """Somebody wants certain alerts held back for a time, for a reason. Empty parts of the matcher match all."""

    __tablename__ = "silence"

    id: Mapped[int] = mapped_column(primary_key=True)
    cause: Mapped[str] = mapped_column(String(40), default="")
    workflow: Mapped[str] = mapped_column(String(40), default="")
    number: Mapped[str] = mapped_column(String(64), default="")
    """The record's number."""
    channel: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(40))
    author_name: Mapped[str] = mapped_column(String(120))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it ended, by itself or by ``ended_by``; its end has been told then."""
    ended_by: Mapped[str] = mapped_column(String(120), default="")
