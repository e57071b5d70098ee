"""Who is who in Slack, and which roles they hold: refreshed from the workspace, read at every press and every write."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.request import by_value
from models.state import Standing


class Member(Base):
    __tablename__ = "member"

    user_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    standing: Mapped[Standing] = mapped_column(by_value(Standing))
    roles: Mapped[list[str]]
    presence: Mapped[str] = mapped_column(String(8), default="")
    """As Slack says it: active or away; empty: not known, or active while Slack does not tell their do-not-disturb.
    Asked only about people who may approve."""
    quiet_from: Mapped[datetime | None]
    quiet_until: Mapped[datetime | None]
    """Their do-not-disturb, the one that lasts or comes next. Real time."""
    presence_at: Mapped[datetime | None]
    """Real time at which Slack was asked."""
