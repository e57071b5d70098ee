"""Deadlines are rows: the truth about time survives any restart, and the ticker only finds what is due."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.request import by_value
from models.state import Ending


class Deadline(Base):
    """An instant of business time at which something about a request must be looked at."""

    __tablename__ = "deadline"
    __table_args__ = (
        Index(
            "ix_deadline_due_at",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(by_value(Ending))
