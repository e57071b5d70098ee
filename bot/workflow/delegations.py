"""Who decides for whom: what was delegated, and whose right somebody uses by it (A16).

A delegated right is as good as its giver's own roles are at that instant. What somebody was lent themselves counts for
nothing here, so a right is never passed on, and who lost it has nothing left to lend. It ends by time alone.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Select, Table, and_, bindparam, select
from sqlalchemy.orm import Session

from bot.handbook.policy import Policy
from bot.workflow.contract import Actor, Workflow
from bot.workflow.people import COLUMNS, SEE, actor_of, has_role
from models import Delegation, Member

_LENT = cast(Table, Delegation.__table__).c
STANDS = and_(
    _LENT.workflow == bindparam("workflow"),
    _LENT.ended_at.is_(None),
    _LENT.starts_at <= bindparam("at"),
    _LENT.ends_at > bindparam("at"),
)
"""A delegation of a workflow that stands at an instant of business time, for any statement about them."""
_STANDING = (
    select(_LENT.verbs, *COLUMNS)
    .join_from(Delegation, Member, Member.user_id == _LENT.giver)
    .where(_LENT.taker == bindparam("taker"), STANDS)
    .order_by(_LENT.starts_at, _LENT.id)
)


def acting_for(
    session: Session, user: str, workflow: str, verb: str, at: datetime, policy: Policy, *, giver: str = ""
) -> Actor | None:
    """Whose right ``user`` may use at that instant of business time: of several people the one who lent it first.

    ``giver``: only theirs.
    """
    found = lenders(session, user, workflow, verb, at, policy)
    return next((person for person in found if giver in {"", person.user}), None)


def lenders(session: Session, user: str, workflow: str, verb: str, at: datetime, policy: Policy) -> Sequence[Actor]:
    """Everybody whose right ``user`` may use then, who lent it first first."""
    found = session.connection().execute(_STANDING, {"taker": user, "workflow": workflow, "at": at})
    people = [(actor_of(*columns), verbs) for verbs, *columns in found]
    return [person for person, verbs in people if person and _gives(person, workflow, verbs, verb, policy)]


def _gives(giver: Actor, workflow: str, verbs: Collection[str], verb: str, policy: Policy) -> bool:
    """Whoever may do anything at all for somebody also sees the open work."""
    asked = verbs if verb == SEE else {verb}.intersection(verbs)
    return any(has_role(giver, workflow, one, policy) for one in asked)


def lent_by(session: Session, user: str, workflow: str, at: datetime) -> Sequence[Delegation]:
    """What this person let others do, now or later, by its beginning."""
    return session.scalars(_open(workflow, at).where(Delegation.giver == user)).all()


def lent_to(session: Session, user: str, workflow: str, at: datetime, policy: Policy) -> Sequence[Delegation]:
    """What others let this person do at that instant, as far as they may still do it themselves."""
    standing = _open(workflow, at).where(Delegation.taker == user, Delegation.starts_at <= at)
    return [
        one
        for one in session.scalars(standing)
        if acting_for(session, user, workflow, SEE, at, policy, giver=one.giver)
    ]


def _open(workflow: str, at: datetime) -> Select[Delegation]:
    return (
        select(Delegation)
        .where(Delegation.workflow == workflow, Delegation.ended_at.is_(None), Delegation.ends_at > at)
        .order_by(Delegation.starts_at, Delegation.id)
    )


def verbs_in_words(workflow: Workflow, verbs: Collection[str]) -> str:
    """``approve, reject``."""
    return ", ".join(one.words for one in workflow.lendable if set(one.verbs).intersection(verbs))
