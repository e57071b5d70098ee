"""Who holds a role and is there this minute, from the rows of who is who: whom an alert calls by name."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.domain.calling import Called, Post, called
from bot.domain.reach import Colleague
from bot.handbook.calendars import Calendar
from bot.handbook.policy import Policy
from bot.workflow.machine import Machine
from bot.workflow.reach import staff


def callees(session: Session, machine: Machine, role: str, but: str = "", salt: str = "") -> Called:
    """At most three people. A role that the handbook names no more calls nobody."""
    policy, clock = machine.policy, machine.clock
    if role not in policy.roles:
        return Called((), "")
    everybody = list(staff(session))
    chain = [
        Post(name, [one for one in everybody if name in one.roles], _hours(policy, name)) for name in policy.chain(role)
    ]
    return called(chain, clock.business(), clock.real(), but, salt)


def callable_people(session: Session, policy: Policy) -> Iterator[Colleague]:
    """Whoever may be called by an alert: their presence is worth asking."""
    roles = set()
    for workflow, rules in policy.workflows.items():
        team = policy.team_of(workflow)
        named = [rung.call for rung in rules.rungs] + [team.escalation, team.on_call]
        named.append(rules.escalate.to if rules.escalate else None)
        roles |= {one for role in named if role for one in policy.chain(role)}
    return (one for one in staff(session) if one.roles & roles)


def _hours(policy: Policy, role: str) -> Calendar | None:
    name = policy.role(role).calendar
    return policy.calendar(name) if name else None
