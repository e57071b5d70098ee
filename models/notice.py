"""What the bot tells its operators: for each matter one message in their channel, posted once and then edited."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Notice(Base):
    """One message. Its text here is what shall be read; where it stands is known once it was posted."""

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("key", "standing"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(100))
    """The matter, e.g. ``audit_head``."""
    standing: Mapped[bool | None]
    """True while the matter lasts, then NULL: if it comes up again, it is told by a new message."""
    role: Mapped[str] = mapped_column(String(40), default="")
    """The handbook's role whose people the message calls by name; empty: nobody."""
    caused_by: Mapped[str] = mapped_column(String(40), default="")
    """The Slack user id of who brought it up and so is not called; empty: nobody did."""
    called: Mapped[list[str] | None]
    """The Slack user ids of whom its first posting called; None: not posted yet, or nobody is called."""
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    """Real time of the last change of its text."""
    channel: Mapped[str] = mapped_column(String(24), default="")
    ts: Mapped[str] = mapped_column(String(24), default="")
