"""What a workflow is made of: the events it hears, what it answers, and the functions that it exports.

A function of a workflow receives the clients or works on a request, never both: what it wants done outside it says in
its ``Outcome``, which becomes rows of the outbox in the transaction of the decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.clients.salesforce import Row, Salesforce
from bot.clients.whmcs import Whmcs
from bot.domain.card import Card, Text
from bot.domain.form import Form
from bot.domain.reach import Crew
from bot.errors import ClientError
from bot.handbook.policy import Policy
from models import Request, Standing, State


@dataclass(frozen=True)
class Actor:
    """A person as Slack's directory and the handbook's roles know them this minute."""

    user: str
    name: str
    email: str = ""
    standing: Standing = Standing.MEMBER
    roles: frozenset[str] = frozenset()
    acting_for: "Actor | None" = None
    """Whose right they use, where they have not got it themselves but were delegated it."""

    @property
    def identities(self) -> tuple[str, ...]:
        """The user ids and e-mails of everybody whose decision theirs would be."""
        return (self.user, self.email, *(self.acting_for.identities if self.acting_for else ()))

    @property
    def lent(self) -> dict[str, Any]:
        """What a record keeps of whose right it was; nothing where it was their own."""
        giver = self.acting_for
        return {"for": {"user": giver.user, "name": giver.name}} if giver else {}

    @property
    def called(self) -> str:
        """``@cs.two``, or ``@cs.two for @cs.one``."""
        return f"@{self.name} for @{self.acting_for.name}" if self.acting_for else f"@{self.name}"


SYSTEM = Actor(user="system", name="Handoff")


@dataclass(frozen=True)
class Place:
    """Where a person pressed, so that a private sentence finds them."""

    channel: str
    """Empty: in no channel (Home, a dialog, a shortcut). A sentence then goes to the person as a direct message."""
    thread: str | None = None
    dialog: str = ""
    """The dialog that it was pressed in."""


NOWHERE = Place("")
"""Not in Slack: who acts there is told nothing privately."""


@dataclass(frozen=True)
class Click:
    """A button or menu entry of a card. ``seen`` is the fingerprint of the facts that the card showed."""

    verb: str
    public_id: str
    seen: str
    team: str
    user: str
    delivery: str
    """The sender's own id of this press: a repeated delivery has the same."""
    correlation: str
    place: Place


@dataclass(frozen=True)
class Submission(Click):
    """A form that was sent: what a click is, with its answers."""

    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed(Click):
    """A verb that was typed after a slash command. Its answer says why it was refused, so nothing else does."""


@dataclass(frozen=True)
class HandOver(Typed):
    """Who has claimed a request gives it to a colleague, who may claim too."""

    to: Actor


@dataclass(frozen=True)
class Chosen(Typed):
    """One of several requests that somebody decides at once. What becomes of it is told together with the others."""

    together: str
    """The key of the delivery that tells it."""


@dataclass(frozen=True)
class Due:
    """A deadline of the workflow's own has come."""

    kind: str


@dataclass(frozen=True)
class News:
    """Intake saw the record: ``row`` None means that it is gone."""

    row: Row | None


@dataclass(frozen=True)
class Result:
    """A look-up or effect came to an end: ``value`` is what it returned, or ``error`` why it did not."""

    effect: str
    value: Any = None
    error: ClientError | None = None


Event = Click | Submission | Due | News | Result


@dataclass(frozen=True)
class Now:
    """Everything of the world outside that a decision may use, frozen."""

    at: datetime
    """Business time."""
    policy: Policy
    actor: Actor
    rate: float = 1.0
    """Business seconds per real second: what is counted in real time is shown in business time."""
    approvers: Mapping[str, Actor] = field(default_factory=dict)
    """By user id: who approved the request before, with others, and may still do so this minute."""
    lenders: Sequence[Actor] = ()
    """Who lets the actor do what they press in their place, where others approved before."""
    crew: Crew | None = None
    """Everybody who may approve; only at the end of a look that nobody's press waits for, else None."""


@dataclass(frozen=True)
class Effect:
    """Something to be done outside: the name of one of the workflow's effects and what it needs to know."""

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    after: float = 0.0
    """Seconds of real time before which it is not begun, so that it can be taken back."""


@dataclass(frozen=True)
class Alert:
    """One message about a request in a channel (empty: the operators'), posted once and then rewritten. ``over``: for
    the last time."""

    matter: str
    channel: str
    text: str
    over: bool = False
    cause: str = ""
    """What it has in common with others, which are told together; empty: its matter."""
    several: str = ""
    """How a message about many begins, after their number, e.g. ``orders need your eyes``; empty: each stands alone."""
    role: str = ""
    """The handbook's role whose people it calls by name."""
    caused_by: str = ""
    """The Slack user id of who brought it up: one of those people, perhaps, and not called."""


@dataclass(frozen=True)
class Outcome:
    """What the machine shall make true, in one transaction. ``None`` leaves a thing as it is."""

    action: str
    """The word of the audit line."""
    state: State | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    """Columns of the request that change."""
    personal: Mapping[str, Any] | None = None
    effects: Sequence[Effect] = ()
    decision: Mapping[str, Any] | None = None
    """One person's decision, with the keys of ``request.serving``: record it."""
    tell: str = ""
    """A private sentence to who pressed: now, or the person who is being served."""
    say: str = ""
    """A line in the card's thread."""
    alerts: Sequence[Alert] = ()
    deadlines: Sequence[tuple[str, datetime]] = ()
    """(kind, business time) at which the request wants to be looked at again. Its due time and its ladder are the
    machine's: they follow what ``set`` says of its target and its pauses."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    retry: bool = False
    """Make delayed or parked work of the request due now."""
    take_back: bool = False
    """Withdraw the write of the decision; refused where it was begun."""


QUIET = Outcome(action="")
"""Nothing changes and nothing is recorded."""


class AsksFirst(Exception):
    """What a workflow raises for a press that wants answers before it can be taken in: its form opens."""


@dataclass(frozen=True)
class Forbidden:
    """What a write effect returns when the person lost the right and nothing of theirs was written."""


@dataclass(frozen=True)
class Shadowed:
    """What becomes of a write in shadow mode: it was not performed."""


@dataclass(frozen=True)
class Clients:
    """The vendors, for look-ups and effects."""

    salesforce: Salesforce
    whmcs: Whmcs | None
    """None: this company's bot was given no WHMCS."""


@dataclass(frozen=True)
class Errand:
    """One run of a look-up or effect. ``request`` is a detached copy: reading it is all it is good for."""

    request: Request
    payload: Mapping[str, Any]
    policy: Policy
    again: bool = False
    """An earlier attempt began, and nobody knows whether it took effect: look first."""
    late: bool = False
    """Some time lies between the row and this run: what was read before is old."""
    allowed: bool = True
    """False: the person lost the right meanwhile. Find out what happened, write nothing."""


@dataclass(frozen=True)
class Opening:
    """How a Salesforce row becomes a request."""

    number: str
    target: str
    opened_at: datetime


@dataclass(frozen=True)
class Intake:
    """What to poll: plain data and two small readings of a row."""

    object: str
    fields: Callable[[Policy], Sequence[str]]
    is_open: Callable[[Row, Policy], bool]
    open_filter: Callable[[Policy], str]
    opening: Callable[[Row, Policy], Opening]
    first: Sequence[Effect]
    """What a new request wants done before anybody is asked."""
    follows: Callable[[Request, Row, Policy], bool]
    """Whether a row tells something new about a request that is closed."""


@dataclass(frozen=True)
class Lendable:
    """What a person can let a colleague do in their place, in one piece: the words for it, and its verbs.

    ``usual``: ticked before anybody chooses.
    """

    words: str
    verbs: tuple[str, ...]
    usual: bool = False


@dataclass(frozen=True)
class Slash:
    """How a workflow's requests are reached by words. What may be typed is the same for all workflows."""

    command: str
    """With its slash."""
    noun: str
    """What one request is called in a sentence."""
    description: str
    shortcut: str
    """The name under which the list is found in Slack's menu of shortcuts."""


class Decide(Protocol):
    def __call__(self, request: Request, event: Event, now: Now, personal: Mapping[str, Any]) -> Outcome: ...


@dataclass(frozen=True)
class Bulk:
    """How several requests are decided at once (A14): each by a press of its own."""

    verb: str
    did: str
    """What the summary says of those that were decided, e.g. ``Approved``."""
    admits: Callable[[Request, Now, Mapping[str, Any]], bool]
    """Whether one press of this person decides it, with nothing to answer and nobody else to ask."""
    option: Callable[[Request, Policy], tuple[str, str]]
    """A request in the dialog: two short lines of what its card shows."""


WHY = "why"
EVERYBODYS = frozenset({WHY})
"""What every full member may: it shows when and why, and nothing of the customer's."""


@dataclass(frozen=True)
class Workflow:
    """One process of the handbook. ``verbs`` are what a person can press; who may is the handbook's to say."""

    name: str
    verbs: frozenset[str]
    forms: frozenset[str]
    """Those verbs that open a form first."""
    asks: frozenset[str]
    """Those that open one where they need answers."""
    reveals: frozenset[str]
    """Those forms whose opening shows personal details: recorded."""
    wide: frozenset[str]
    """What else the handbook says who may: verbs that are not about one request."""
    lendable: Sequence[Lendable]
    """What can be delegated; at most ten. Nothing else can be."""
    targets: frozenset[str]
    statuses: frozenset[str]
    """What its handbook entry must define."""
    intake: Intake
    effects: Mapping[str, Callable[[Clients, Errand], Any]]
    writes: frozenset[str]
    """Those effects that change something outside."""
    decide: Decide
    shared: frozenset[str]
    """Those verbs that may need several people."""
    suffices: Callable[[Request, Sequence[Actor], Policy], bool]
    """Whether these people, of all who approved a request together, are enough for what is shown of it."""
    urgent: frozenset[str]
    """Those targets whose requests come before all others."""
    card: Callable[[Request, Policy], Card]
    line: Callable[[Request, Policy, datetime], Text]
    """A request in one line of a list, at that instant of business time. Its buttons are those of its card."""
    form: Callable[[Request, str, Now, Mapping[str, Any]], Form]
    slash: Slash
    bulk: Bulk | None = None

    @property
    def granted(self) -> frozenset[str]:
        """The verbs of which the handbook must say who may."""
        return (self.verbs | self.wide) - EVERYBODYS

    def is_urgent(self, request: Request) -> bool:
        return request.target in self.urgent
