"""The tables. They hold no behaviour and do no I/O; every other room may read them."""

from models.audit import AuditHead, AuditLine
from models.base import Base, Instant
from models.cursor import Cursor, Lease, Receipt
from models.deadline import Deadline
from models.member import Member
from models.notice import Notice
from models.outbox import Delivery
from models.pause import Pause
from models.request import Card, Decision, Personal, Request
from models.state import ASKING, OPEN, DeliveryState, Ending, Lane, Standing, State

SCHEMA = "0003"
"""The migration that these tables are; a test holds it against Alembic's head."""

__all__ = [
    "ASKING",
    "OPEN",
    "SCHEMA",
    "AuditHead",
    "AuditLine",
    "Base",
    "Card",
    "Cursor",
    "Deadline",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Ending",
    "Instant",
    "Lane",
    "Lease",
    "Member",
    "Notice",
    "Pause",
    "Personal",
    "Receipt",
    "Request",
    "Standing",
    "State",
]
