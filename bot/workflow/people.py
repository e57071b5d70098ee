"""Who may do what: judged from rows, at the press and again before the write (promise 14)."""

from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from bot.domain.evidence import listed
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import EVERYBODYS, SYSTEM, Actor
from models import Member, Standing

_MEMBERS = cast(Table, Member.__table__).c
SEE = "see"
"""Looking at the open work, as a verb: for whoever may do anything about it."""
# Built once, and columns instead of an object: every click and every write asks.
COLUMNS = (_MEMBERS.user_id, _MEMBERS.name, _MEMBERS.email, _MEMBERS.standing, _MEMBERS.roles)
IS_USER = _MEMBERS.user_id == bindparam("user")
_READ = select(*COLUMNS).where(IS_USER)


def actor(session: Session, user: str) -> Actor | None:
    """The person behind a Slack user id, or None if the directory has never shown us that id."""
    if user == SYSTEM.user:
        return SYSTEM
    member = session.connection().execute(_READ, {"user": user}).one_or_none()
    return actor_of(*member) if member else None


def actor_of(user: str | None, name: str, email: str, standing: Standing, roles: list[str]) -> Actor | None:
    """The person of a row's ``COLUMNS``, None if an outer join found nobody."""
    return Actor(user, name, email, standing, frozenset(roles)) if user else None


def permit(person: Actor | None, team: str, home: str, workflow: str, verb: str, policy: Policy) -> Actor:
    """Return the actor, or raise the Refusal that they read. ``team`` is theirs, ``home`` the workspace we serve."""
    words = f"{verb} {workflow}" if verb not in {"reveal", "retry"} else f"{verb} here"
    words = {"bulk": f"approve several {workflow} at once", "why": f"ask why {workflow} are due"}.get(verb, words)
    person = permit_member(person, team, home, words)
    if verb not in EVERYBODYS and not has_role(person, workflow, verb, policy):
        names = listed([policy.role_name(role) for role in _roles(workflow, verb, policy)]) or "nobody"
        raise Refusal(f"Only {names} can {words}. This press was recorded.", code="no_role")
    return person


def permit_member(person: Actor | None, team: str, home: str, words: str) -> Actor:
    """A full member of our workspace, whatever their roles. ``words``: what they want to do."""
    if team != home:
        raise Refusal(f"Only members of this workspace can {words}. This press was recorded.", code="wrong_team")
    if person is None:
        raise Refusal(
            "Handoff does not know you yet and is looking you up. Nothing was changed; press again in a minute.",
            code="unknown_person",
        )
    if person.standing is not Standing.MEMBER:
        raise Refusal(f"Only full members of this workspace can {words}. This press was recorded.", code="no_member")
    return person


def has_role(person: Actor, workflow: str, verb: str, policy: Policy) -> bool:
    """Whether their own roles allow it."""
    return person.standing is Standing.MEMBER and bool(person.roles.intersection(_roles(workflow, verb, policy)))


def _roles(workflow: str, verb: str, policy: Policy) -> tuple[str, ...]:
    rules = policy.workflow(workflow)
    return rules.readers if verb == SEE else rules.roles_for(verb)
