"""The kill switch: while a pause stands, nothing is decided and nothing is written outside (M13)."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Pause(Base):
    """One time of being read-only. Ended ones stay, so that it can be told later when and why nothing went on."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    standing: Mapped[bool | None] = mapped_column(unique=True)
    """True while it lasts, then NULL, of which a unique column may hold many: at most one pause stands."""
    why: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(60), default="")
