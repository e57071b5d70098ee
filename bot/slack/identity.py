"""Keeps the rows of who is who: Slack's people and user groups, turned into standings and the handbook's roles.

The rows are what every press and every write is judged by; this module is the only one that writes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import log
from bot.clients.slack_web import Group, Person, SlackWeb
from bot.clock import Clock
from bot.errors import ClientError, Permanent, Transient
from bot.handbook.policy import Policy, normal_identity
from bot.slack.installation import Installation
from bot.slack.outgoing import mendable
from bot.store import Store
from models import Member, Standing


@dataclass(frozen=True)
class Directory:
    people: Sequence[Person]
    groups: Sequence[Group]


def read_directory(slack: SlackWeb) -> Directory:
    """Everybody and every user group. A workspace without user groups works by e-mail alone."""
    people = tuple(slack.people())
    if not people:  # a workspace has at least our own bot
        raise Transient("Slack listed nobody.", code="nobody_listed")
    try:
        groups = tuple(slack.groups())
    except Permanent as error:
        log.get().warning("identity.no_groups", code=error.code)
        groups = ()
    return Directory(people, groups)


def store_directory(session: Session, policy: Policy, home: str, directory: Directory) -> int:
    """Write the rows; how many people there are. Who is not in the directory any more is nobody."""
    known = {member.user_id: member for member in session.scalars(select(Member))}
    for person in directory.people:
        member = known.pop(person.user_id, None) or Member(user_id=person.user_id)
        member.team_id = person.team_id
        member.name = person.name[:120]
        member.email = person.email
        member.standing = standing(person, home)
        member.roles = roles(person, policy, directory.groups)
        session.add(member)
    if known:
        session.execute(delete(Member).where(Member.user_id.in_(known)))
    return len(directory.people)


def standing(person: Person, home: str) -> Standing:
    if person.deleted:
        return Standing.DEACTIVATED
    if person.is_bot:
        return Standing.BOT
    if person.stranger or person.team_id != home:
        return Standing.STRANGER
    return Standing.GUEST if person.restricted else Standing.MEMBER


def roles(person: Person, policy: Policy, groups: Sequence[Group]) -> list[str]:
    """The handbook's roles of a person: by user group, by e-mail, by id."""
    handles = {group.handle for group in groups if not group.disabled and person.user_id in group.users}
    email = normal_identity(person.email)
    return sorted(
        name
        for name, role in policy.roles.items()
        if person.user_id in role.users
        or handles.intersection(role.groups)
        or (email and email in map(normal_identity, role.emails))
    )


class DirectoryRefresh:
    """The minute's refresh, and the look-up of somebody who pressed and is not known yet: both read it all."""

    def __init__(self, slack: SlackWeb, store: Store, clock: Clock, policy: Policy, installation: Installation) -> None:
        self._slack, self._store, self._clock, self._policy = slack, store, clock, policy
        self._installation = installation
        self.read_at: datetime | None = None
        """Real time at which the rows were last made fresh by this process."""

    def refresh(self) -> None:
        """Raises ClientError; the rows of before stay as they are then."""
        directory = self.perform(None, again=False)
        self._store.run(lambda session: self.settle(session, None, directory))

    def perform(self, delivery: object, *, again: bool) -> Directory:
        self._installation.check()
        self._installation.identity()  # who is a stranger can only be told once the workspace is known
        with mendable():
            return read_directory(self._slack)

    def settle(self, session: Session, delivery: object, result: Directory) -> None:
        home = self._installation.identity().team_id
        count = store_directory(session, self._policy, home, result)
        self.read_at = self._clock.real()
        log.get().info("identity.refreshed", people=count)

    def refused(self, session: Session, delivery: object, error: ClientError) -> None:
        log.get().warning("identity.refused", code=error.code)

    def delayed(self, session: Session, delivery: object, error: ClientError) -> None:
        log.get().warning("identity.delayed", code=error.code)
