"""Who may approve this minute and what is known about their being there, from the rows of who is who."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from bot.domain.reach import Colleague, Crew
from bot.handbook.policy import Policy
from bot.workflow.delegations import STANDS, acting_for
from bot.workflow.people import COLUMNS, actor_of, has_role
from models import Delegation, Member, Standing

APPROVE = "approve"
_MEMBERS = cast(Table, Member.__table__).c
_PRESENCE = (_MEMBERS.presence, _MEMBERS.quiet_from, _MEMBERS.quiet_until, _MEMBERS.presence_at)
_HOLDS_A_ROLE = (_MEMBERS.standing == Standing.MEMBER) & (cast_to(_MEMBERS.roles, String) != "[]")
"""Most of a workspace has nothing to do with any workflow."""
_STAFF = select(*COLUMNS, *_PRESENCE).where(_HOLDS_A_ROLE)
_TAKERS = select(*COLUMNS, *_PRESENCE).where(
    _MEMBERS.standing == Standing.MEMBER,
    _MEMBERS.user_id.in_(select(Delegation.taker).where(STANDS)),
)


def staff(session: Session) -> Iterator[Colleague]:
    """Everybody who holds any role, with all of theirs."""
    for *columns, presence, start, end, seen in session.connection().execute(_STAFF):
        if (person := actor_of(*columns)) is not None:
            yield Colleague(person.identities, person.roles, presence, start, end, seen)


def crew_of(session: Session, workflow: str, policy: Policy, at: datetime, real: datetime) -> Crew:
    """Everybody who may approve: by their own roles, or at ``at`` (business time) in the place of somebody else."""
    people, approving = [], frozenset(policy.workflow(workflow).roles_for(APPROVE))
    connection = session.connection()
    for *columns, presence, start, end, seen in connection.execute(_STAFF):
        person = actor_of(*columns)
        if person and has_role(person, workflow, APPROVE, policy):
            roles = person.roles & approving
            people.append(Colleague(person.identities, roles, presence, start, end, seen))
    for *columns, presence, start, end, seen in connection.execute(_TAKERS, {"workflow": workflow, "at": at}):
        person = actor_of(*columns)
        if person is None or has_role(person, workflow, APPROVE, policy):
            continue
        giver = acting_for(session, person.user, workflow, APPROVE, at, policy)
        if giver:
            both = (*person.identities, *giver.identities)
            people.append(Colleague(both, giver.roles & approving, presence, start, end, seen))
    return Crew(tuple(people), real)
