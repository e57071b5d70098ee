"""What each person has on their Home tab: the page and filter they chose, and how far it has been drawn."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.request import by_value
from models.state import Filter


class Home(Base):
    """Times are real time."""

    __tablename__ = "home"

    user_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    filter: Mapped[Filter] = mapped_column(by_value(Filter), default=Filter.ALL)
    page: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    """When the person last looked at it or pressed in it."""
    queued: Mapped[str | None] = mapped_column(String(120))
    """Key of the outbox row that will draw it, or drew it last. One at a time: such rows have no order."""
    again: Mapped[bool] = mapped_column(default=False)
    """Something changed while that row was being performed."""
    shown: Mapped[str] = mapped_column(String(64), default="")
    """A hash of what Slack shows."""
    drawn_at: Mapped[datetime | None]
    seen_line: Mapped[int] = mapped_column(BigInteger, default=0)
    """How long the audit chain was when it was drawn: nothing moves without adding to it."""
