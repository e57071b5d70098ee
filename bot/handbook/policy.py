"""The handbook's policy as plain frozen models, and the lookups that a rule needs.

It owns the shape of ``handbook.yaml``; it reads no file and knows no line (``loader`` does). A reference to another
entry is checked while parsing, against the names that the loader passes as validation context, so that every fault
carries its own path. It exists so that rules receive policy as an argument and never look it up.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from bot.errors import ConfigError
from bot.handbook.alarms import Ladder, Noise, Rung, plain_ladder
from bot.handbook.calendars import Calendar as Calendar
from bot.handbook.eyes import Escalation, SecondApproval
from bot.handbook.words import (
    Amount,
    CalendarRef,
    Channel,
    Days,
    Email,
    FieldName,
    Group,
    Id,
    Plain,
    RoleRef,
    RoleRefs,
    Seconds,
    SlackUser,
    TeamRef,
    Words,
    Zone,
    fault,
    matches,
    no_repeats,
)

Entry = TypeVar("Entry")


class Team(Plain):
    """Who owns a process: where the team reads, who is called when it does not, when it works."""

    name: Words
    channel: Channel
    escalation: RoleRef
    calendar: CalendarRef
    on_call: RoleRef | None = None
    """Who is called outside these hours for what cannot wait; None: it waits for the opening, as the first of all."""


class Role(Plain):
    """Who may act: the members of the user groups and the people named one by one, together."""

    name: Words | None = None
    groups: Annotated[tuple[Group, ...], AfterValidator(no_repeats)] = ()
    emails: Annotated[tuple[Email, ...], AfterValidator(no_repeats)] = ()
    users: Annotated[tuple[SlackUser, ...], AfterValidator(no_repeats)] = ()
    calendar: CalendarRef | None = None
    """When its people are at work; None: when the team is whose requests they decide."""
    backup: RoleRef | None = None
    """Who is called when none of its people is there."""

    @model_validator(mode="after")
    def _names_somebody(self) -> "Role":
        if not (self.groups or self.emails or self.users):
            raise fault("names nobody: give at least one of groups, emails, users")
        return self


class Person(Plain):
    """One human who has several identities; for rules such as "not your own order" they are one."""

    name: Words
    emails: Annotated[tuple[Email, ...], AfterValidator(no_repeats)] = ()
    slack: Annotated[tuple[SlackUser, ...], AfterValidator(no_repeats)] = ()

    @model_validator(mode="after")
    def _has_several_identities(self) -> "Person":
        if len(self.emails) + len(self.slack) < 2:
            raise fault("needs at least two identities in emails and slack; one alone changes nothing")
        return self

    def identities(self) -> Iterator[str]:
        return map(normal_identity, (*self.emails, *self.slack))


def normal_identity(identity: str) -> str:
    """An e-mail address or Slack user id in the form in which two spellings of it are equal (case, width, blanks)."""
    return unicodedata.normalize("NFKC", identity).strip().lower()


# --- workflows -------------------------------------------------------------------------------------------------------


class TargetClock(StrEnum):
    BUSINESS = "business"
    WALL = "wall"


class Target(Plain):
    """How long a request may wait, and by which clock: open time of the team's calendar, or the wall clock."""

    hours: Amount | None = None
    minutes: Amount | None = None
    clock: TargetClock
    claim_minutes: Amount = 30
    """For how long somebody may keep a request to themselves, by the clock."""
    undo_seconds: Annotated[int, Field(strict=True, ge=0, le=300)] = 0
    """For how long a decision can be taken back before anything is written; 0: it is written at once."""

    @property
    def amount(self) -> timedelta:
        return timedelta(hours=self.hours or 0, minutes=self.minutes or 0)

    @model_validator(mode="after")
    def _has_an_amount(self) -> "Target":
        if self.hours is None and self.minutes is None:
            raise fault("has no amount: give hours or minutes")
        return self


Reason = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=75),  # Slack's limit of an option's text
    matches(r"[^\r\n]*", "a reason is one line"),
]


class Watch(Plain):
    """What must begin by itself after a decision, and the channel that is told if it does not."""

    minutes: Amount
    """Of business time, by the clock."""
    channel: Channel
    started: Annotated[tuple[Words, ...], Field(min_length=1), AfterValidator(no_repeats)]
    """What the record's field says once it has begun."""
    failed: Annotated[tuple[Words, ...], AfterValidator(no_repeats)] = ()


class WorkflowPolicy(Plain):
    """What the operator decides about one workflow. Which verbs, targets and statuses there are, its code says."""

    team: TeamRef
    channel: Channel
    verbs: Annotated[dict[Id, RoleRefs], Field(min_length=1)]
    """Verb → the roles that may use it. A verb that is not here is nobody's."""
    targets: Annotated[dict[Id, Target], Field(min_length=1)]
    statuses: Annotated[dict[Id, Words], Field(min_length=1)]
    most_cards: Annotated[int, Field(strict=True, ge=1, le=100_000)] = 30
    """How many open requests stand as cards in the channel; what waits beyond them is one list."""
    second_approval: Annotated[dict[Id, SecondApproval], Field(default_factory=dict, min_length=1)]
    """The operator's name of a rule → the rule. Without a rule for failed checks nobody can approve past one."""
    ladder: Annotated[Ladder, Field(default_factory=plain_ladder)]
    """What is said while nobody decides."""
    escalate: Escalation | None = None
    """Without it nothing calls for the supervisors by itself."""
    provisioning: Watch | None = None
    """Without it nobody watches whether an approval is followed by anything."""
    reasons: Annotated[dict[Id, Reason], Field(min_length=1, max_length=100)]
    """Id → the sentence that a person picks and the record keeps."""
    waits: Annotated[dict[Id, Reason], Field(default_factory=dict, min_length=1, max_length=100)]
    """Id → why a request may wait for the customer while its clock stands. Without any none may."""

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The ladder from below."""
        return tuple(sorted(self.ladder.values(), key=lambda rung: rung.at))

    def reason(self, name: str) -> str:
        """The sentence of a reason; an id that the handbook no longer has speaks for itself."""
        return self.reasons.get(name, name)

    def roles_for(self, verb: str) -> tuple[str, ...]:
        """The roles that may use a verb; none if the handbook does not name it."""
        return self.verbs.get(verb, ())

    @property
    def readers(self) -> tuple[str, ...]:
        """The roles that may see the open work: those that may do anything about it."""
        return tuple(dict.fromkeys(role for roles in self.verbs.values() for role in roles))


class WorkflowNeeds(Plain):
    """What a workflow's code expects to find in its handbook entry; the loader compares names."""

    verbs: frozenset[str]
    targets: frozenset[str]
    statuses: frozenset[str]


# --- Salesforce ------------------------------------------------------------------------------------------------------


class OrderFields(Plain):
    """Field names of Order that the org decides. An optional one that is null turns its feature off."""

    notes: FieldName
    priority: FieldName | None = None
    priority_value: Words = "Priority"
    address: Literal["Shipping", "Billing"]
    contact: FieldName | None = None
    history: FieldName | None = None
    """The child relationship that holds the history of the status; null where the org does not track it."""
    provisioning: FieldName | None = None
    """Says how far the provisioning of an approved order is."""
    approved_by: FieldName | None = None
    """A text of 255 characters in which whoever approved it is written, before the status is."""


class AccountFields(Plain):
    number: FieldName
    email: FieldName | None = None
    phone: FieldName | None = None
    checked_address: Literal["Shipping", "Billing"] | None = None
    """The address that eligibility was determined for."""
    whmcs_client: FieldName | None = None


class ProductFields(Plain):
    family: FieldName | None = None
    internet_type: FieldName | None = None


class CaseFields(Plain):
    type: FieldName = "Type"


class SalesforceFields(Plain):
    order: OrderFields
    account: AccountFields
    product: ProductFields = ProductFields()
    case: CaseFields = CaseFields()


class SalesforcePolicy(Plain):
    poll_seconds: Seconds
    """Real seconds between two polls."""
    overlap_seconds: Seconds
    """How far behind its own mark a poll reads again, for rows that were committed late."""
    integration_users: Annotated[tuple[Email, ...], AfterValidator(no_repeats)] = ()
    """Accounts that are programs: what they created is nobody's own."""
    fields: SalesforceFields


# --- the whole -------------------------------------------------------------------------------------------------------


class Company(Plain):
    name: Words
    timezone: Zone

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Operators(Plain):
    """Who runs this bot, and where it tells them what it cannot mend by itself."""

    channel: Channel
    roles: RoleRefs
    """Who may use the operator's commands in Slack."""


class Retention(Plain):
    """How many days after the end something is kept that served only the work."""

    personal_days: Days = 30
    """Customers' details and people's own words. Reveal shows them that long."""
    deliveries_days: Annotated[Days, Field(le=90)] = 14
    """Messages and writes that are done, for an operator who looks what became of one."""


def _known_format(version: int) -> int:
    if version != 1:
        raise fault("must be 1, the only form of this file that there is")
    return version


class Policy(Plain):
    """The parsed handbook. Built by ``loader.load``; frozen, so an event may carry it."""

    format: Annotated[int, Field(strict=True, alias="version"), AfterValidator(_known_format)]
    company: Company
    calendars: Annotated[dict[Id, Calendar], Field(min_length=1)]
    teams: Annotated[dict[Id, Team], Field(min_length=1)]
    roles: Annotated[dict[Id, Role], Field(min_length=1)]
    people: tuple[Person, ...] = ()
    operators: Operators
    retention: Retention = Retention()
    noise: Noise = Noise()
    workflows: Annotated[dict[Id, WorkflowPolicy], Field(min_length=1)]
    salesforce: SalesforcePolicy

    @field_validator("people")
    @classmethod
    def _nobody_is_two_people(cls, people: tuple[Person, ...]) -> tuple[Person, ...]:
        seen: set[str] = set()
        for position, person in enumerate(people):
            mine = set(person.identities())
            if mine & seen:
                raise fault(f"{person.name!r} shares an identity with another person", at=(position,))
            seen |= mine
        return people

    @field_validator("roles")
    @classmethod
    def _backups_end(cls, roles: dict[str, Role]) -> dict[str, Role]:
        for name in roles:
            chain, following = [name], roles[name].backup
            while following is not None and following in roles:
                if following in chain:
                    raise fault(f"{' → '.join([*chain, following])}: backups go round in a circle", at=(name, "backup"))
                chain.append(following)
                following = roles[following].backup
        return roles

    @property
    def version(self) -> str:
        """A fingerprint of the content: equal for equal policy, whatever the file's comments and order."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def posted(self) -> dict[str, str]:
        """Where the handbook says it → the channel that something is posted in."""
        channels = {"operators.channel": self.operators.channel}
        for name, rules in self.workflows.items():
            channels[f"workflows.{name}.channel"] = rules.channel
            if rules.provisioning is not None and self.salesforce.fields.order.provisioning:
                channels[f"workflows.{name}.provisioning.channel"] = rules.provisioning.channel
            for rung_name, rung in rules.ladder.items():
                if rung.channel is not None:
                    channels[f"workflows.{name}.ladder.{rung_name}.channel"] = rung.channel
        return channels

    def workflow(self, name: str) -> WorkflowPolicy:
        return _entry(self.workflows, "workflows", name)

    def team(self, name: str) -> Team:
        return _entry(self.teams, "teams", name)

    def calendar(self, name: str) -> Calendar:
        return _entry(self.calendars, "calendars", name)

    def role(self, name: str) -> Role:
        return _entry(self.roles, "roles", name)

    def role_name(self, name: str) -> str:
        """What people call a role."""
        return self.role(name).name or name

    def chain(self, role: str) -> list[str]:
        """A role and those that stand in for it, in order."""
        found = [role]
        while (following := self.role(found[-1]).backup) is not None:
            found.append(following)
        return found

    def team_of(self, workflow: str) -> Team:
        return self.team(self.workflow(workflow).team)

    def calendar_of(self, workflow: str) -> Calendar:
        """The calendar by which a workflow's business time is counted: its team's."""
        return self.calendar(self.team_of(workflow).calendar)

    def same_person(self, one: str, other: str) -> bool:
        """Whether two identities (e-mails or Slack user ids) are one human. An empty one is nobody."""
        a, b = normal_identity(one), normal_identity(other)
        if not a or not b:
            return False
        return a == b or any({a, b} <= set(person.identities()) for person in self.people)


def _entry(entries: dict[str, Entry], section: str, name: str) -> Entry:
    try:
        return entries[name]
    except KeyError:
        raise ConfigError(f"the handbook has no {section}.{name}") from None
