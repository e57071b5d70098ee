"""The words that rows use for where they stand. Stored by value, so a row reads the same in any tool."""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    ARRIVED = "arrived"  # seen by intake, facts not read yet, no card
    WAITING = "waiting"  # on the card, for somebody to decide
    CHECKING = "checking"  # somebody pressed; the record is being read again
    HELD = "held"  # the facts changed while they looked; asked again
    DECIDED = "decided"  # a decision is recorded and being written to the vendor
    FAILED = "failed"  # the vendor refused the write; a person chooses what now
    DONE = "done"  # written and read back
    ELSEWHERE = "elsewhere"  # decided, withdrawn or deleted outside Handoff


OPEN = frozenset({State.ARRIVED, State.WAITING, State.CHECKING, State.HELD, State.DECIDED, State.FAILED})
ASKING = frozenset({State.WAITING, State.HELD, State.FAILED})
LISTED = OPEN - {State.ARRIVED}
"""What a list of open work shows: whatever has a card."""


class Lane(StrEnum):
    """Rows of one request and one lane run in order; lanes run side by side."""

    LOOK = "look"
    WRITE = "write"
    CARD = "card"
    SAY = "say"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


class Ending(StrEnum):
    """How a deadline ended."""

    FIRED = "fired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"  # a higher rung of the same ladder had come, too


class Fate(StrEnum):
    """What became of an alert. Only a told one stands in Slack."""

    TOLD = "told"
    QUIET = "quiet"  # held back until its team opens
    LATE = "late"  # came while no clock ran; held back for the digest
    SILENCED = "silenced"  # somebody wanted it so
    SNOOZED = "snoozed"
    INHIBITED = "inhibited"  # something greater says it already
    SUPERSEDED = "superseded"  # a higher rung said it


class Standing(StrEnum):
    """What a Slack account is to us. Only a member can hold a role."""

    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    DEACTIVATED = "deactivated"
    BOT = "bot"


class Filter(StrEnum):
    """Which part of the open work somebody looks at."""

    ALL = "all"
    OVERDUE = "overdue"
    PRIORITY = "priority"
    MINE = "mine"  # whose press is being carried out, or came back, is the reader
