"""The tables. They hold no behaviour and do no I/O; every other room may read them."""

from models.alert import HELD_ROWS, Alert, Silence
from models.audit import AuditHead, AuditLine
from models.base import Base, Instant
from models.cursor import Cursor, Lease, Receipt
from models.deadline import Deadline
from models.delegation import Delegation
from models.home import Home
from models.member import Member
from models.notice import Notice
from models.outbox import Delivery
from models.pause import Pause
from models.request import LISTED_ROWS, Card, Decision, Personal, Request
from models.state import ASKING, LISTED, OPEN, DeliveryState, Ending, Fate, Filter, Lane, Standing, State

SCHEMA = "0006"
"""The migration that these tables are; a test holds it against Alembic's head."""

__all__ = [
    "ASKING",
    "HELD_ROWS",
    "LISTED",
    "LISTED_ROWS",
    "OPEN",
    "SCHEMA",
    "Alert",
    "AuditHead",
    "AuditLine",
    "Base",
    "Card",
    "Cursor",
    "Deadline",
    "Decision",
    "Delegation",
    "Delivery",
    "DeliveryState",
    "Ending",
    "Fate",
    "Filter",
    "Home",
    "Instant",
    "Lane",
    "Lease",
    "Member",
    "Notice",
    "Pause",
    "Personal",
    "Receipt",
    "Request",
    "Silence",
    "Standing",
    "State",
]
