"""When an order needs several people: who must approve it, who did, and how one of them says no (S2 to S5).

Each approval is a press of its own, judged and checked like the only one of another order. What they add up to is
judged on the facts of the last look: an approval counts for what its person saw, and while they may still give it. One
rejection ends it, until the moment in which the approval begins to be written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain import separation
from bot.domain.approvals import by, clock_time
from bot.domain.card import Bold, Text, plain
from bot.domain.evidence import Check, Verdict, listed, title
from bot.domain.separation import Approval, Demand, Missing
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Actor, Click, Now
from commands.orders import gate
from commands.orders.record import NAME
from models import Request, State


def demands(policy: Policy, facts: Mapping[str, Any], checks: Sequence[Check]) -> list[Demand]:
    rules = policy.workflow(NAME).second_approval.values()
    return separation.demands(rules, int(facts.get("value") or 0), checks)


def demands_of(request: Request, policy: Policy) -> list[Demand]:
    return demands(policy, request.facts, gate.checks_of(request))


def approvals_of(request: Request) -> list[Approval]:
    return [Approval.from_payload(one) for one in request.approvals]


def holding(request: Request, facts: str, checks: Sequence[Check]) -> list[Approval]:
    """Those that count for what is there now, by their facts and checks."""
    return [one for one in approvals_of(request) if one.holds(facts, checks)]


def approval(person: Actor, now: Now, facts: str, checks: Sequence[Check]) -> Approval:
    sights = {one.key: separation.sight(one) for one in checks if one.verdict is not Verdict.PASS}
    return Approval(person.user, person.name, now.at, facts, sights, lent=person.lent.get("for") or {})


def refuse(
    request: Request, now: Now, facts: Mapping[str, Any], checks: Sequence[Check], standing: list[Approval]
) -> None:
    """Raises the Refusal of somebody whose approval would not bring the order further. ``standing``: who approved."""
    refuse_hopeless(request, now.policy, checks)
    left = missing(now.policy, facts, checks, [now.approvers[one.user] for one in standing])
    if left.nothing:  # what it needed them for is gone, or they were enough and it was not written
        return
    for one in standing:
        if is_same(now.policy, now.actor, now.approvers[one.user]):
            at = plain((clock_time(one.at, now.policy.calendar_of(NAME)),))
            raise Refusal(
                f"Order {request.number} has your approval since {at}. It needs another person's too. Nothing was "
                "changed.",
                code="same_person",
            )
    if not left.is_helped_by(rights(now.actor)):
        raise Refusal(
            f"Order {request.number} needs the approval of {whose(left, now.policy)} now. Nothing was changed; this "
            "press was recorded.",
            code="no_role",
        )


def refuse_hopeless(request: Request, policy: Policy, checks: Sequence[Check]) -> None:
    """Raises the Refusal of an approval past a failed check for which the handbook has no rule."""
    if hopeless := separation.hopeless(policy.workflow(NAME).second_approval.values(), checks):
        raise Refusal(
            f"Order {request.number} can't be approved: {listed([title(key) for key in hopeless])} failed. If it was "
            "mended, press Check again. This press was recorded.",
            code="failed_check",
        )


def standing(request: Request, now: Now, facts: str, checks: Sequence[Check]) -> list[Approval]:
    """The approvals that count: for what is there now, by people who may still give them. Not the presser's own that is
    being tried again."""
    serving = request.serving or {}
    trying = serving.get("user") if request.state in {State.CHECKING, State.DECIDED} else ""
    return [one for one in holding(request, facts, checks) if one.user in now.approvers and one.user != trying]


def is_same(policy: Policy, one: Actor, other: Actor) -> bool:
    return any(policy.same_person(mine, theirs) for mine in one.identities for theirs in other.identities)


def missing(policy: Policy, facts: Mapping[str, Any], checks: Sequence[Check], approvers: Sequence[Actor]) -> Missing:
    return separation.missing(demands(policy, facts, checks), [rights(one) for one in approvers])


def suffices(request: Request, approvers: Sequence[Actor], policy: Policy) -> bool:
    return missing(policy, request.facts, gate.checks_of(request), approvers).nothing


def in_whose_place(request: Request, now: Now) -> Now:
    """Who has approvals of others before them may need the right of somebody who lent it, though their own would do for
    a first one."""
    checks = gate.checks_of(request)
    given = standing(request, now, request.fingerprint, checks)
    left = missing(now.policy, request.facts, checks, [now.approvers[one.user] for one in given])
    if not given or left.nothing or left.is_helped_by(rights(now.actor)):
        return now
    before = [now.approvers[one.user] for one in given]
    helpful = (
        giver
        for giver in now.lenders
        if left.is_helped_by(giver.roles) and not any(is_same(now.policy, giver, one) for one in before)
    )
    lent = next(helpful, None)
    return replace(now, actor=replace(now.actor, acting_for=lent)) if lent else now


def rights(person: Actor) -> frozenset[str]:
    """The roles that an approval of theirs stands for: also those of whoever let them decide."""
    return person.roles | (person.acting_for.roles if person.acting_for else frozenset())


def whose(left: Missing, policy: Policy) -> str:
    """``CS managers``, ``2 of CS managers``, ``another person``."""
    wanted = [
        f"{number} of {_names(roles, policy)}" if number > 1 else f"one of {_names(roles, policy)}"
        for roles, number in left.by
    ]
    return listed(wanted) if wanted else "another person" if left.people == 1 else f"{left.people} more people"


def _names(roles: Sequence[str], policy: Policy) -> str:
    return " or ".join(policy.role_name(role) for role in roles)


def may_deny(request: Request, click: Click) -> bool:
    """Whether a rejection comes in time though an approval by several people is under way."""
    serving = request.serving or {}
    under_way = request.state in {State.CHECKING, State.DECIDED} and serving.get("verb") == "approve"
    return click.verb == "reject" and under_way and bool(request.approvals)


def said(request: Request, policy: Policy) -> list[Text]:
    """What the card says about it while it waits: why, whose, and who did."""
    wanted, given = demands_of(request, policy), approvals_of(request)
    if not wanted:
        return []
    people = 1 + max(demand.approvals for demand in wanted)
    whom = listed(list(dict.fromkeys(f"{one.approvals} of {_names(one.by, policy)}" for one in wanted)))
    lines: list[Text] = [(Bold(f"Needs {people} people"), f", {whom}: {listed([one.why for one in wanted])}")]
    calendar = policy.calendar_of(NAME)
    for number, one in enumerate(given, 1):
        lines.append((f"✓ {number} of {people} approved by {by(one.to_payload())}, ", clock_time(one.at, calendar)))
    return lines
