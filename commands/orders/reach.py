"""Whom an order's card reaches (S8), and what follows where nobody who may approve it is there.

It is counted at the end of each look that no press waits for. Where nobody is on shift while the order's clock runs, or
nobody may approve it at all, the supervisors and the operators are told at once: once per order, until it is decided or
a later look finds somebody of whom it is known that they are there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.approvals import moment
from bot.domain.calendar import is_open
from bot.domain.card import Text
from bot.domain.reach import Crew, Reach, opens, reach
from bot.handbook.policy import Policy, TargetClock
from bot.workflow.contract import Alert, Now, Outcome
from commands.orders import claims
from commands.orders.record import NAME
from models import ASKING, OPEN, Request

MATTERS = ("reach", "reach_operators")
TOLD, STANDS = "told", "stands"
"""What the order remembers beside its count: the alarm was raised, and it is not over yet."""

OPENS = "opens"
"""Where it was counted outside the hours of all whom it reaches: when the next begin."""


def counted(request: Request, details: Mapping[str, Any], crew: Crew, now: Now) -> dict[str, Any]:
    """What a look finds, for ``request.reach``."""
    asked = now.policy, NAME, crew, details["owners"], now.at
    found, begin = reach(*asked), opens(*asked)
    kept = {key: (request.reach or {}).get(key, False) for key in (TOLD, STANDS)}
    return {**found.to_payload(), OPENS: begin and begin.isoformat(), **kept}


def watched(request: Request, outcome: Outcome, now: Now) -> Outcome:
    """The same outcome with the alarm that it raises or ends."""
    kept = outcome.set.get("reach", request.reach)
    if not kept:
        return outcome
    state, found = outcome.state or request.state, Reach.from_payload(kept)
    if kept[STANDS] and (state not in OPEN or found.on_shift > found.unknown):
        text = (
            f"Somebody who may approve order {request.number} is on shift now."
            if state in OPEN
            else f"Order {request.number} is decided; nobody who may approve it had been on shift."
        )
        over = [Alert(matter, "", text, over=True) for matter in MATTERS]
        return _with(outcome, over, {**kept, STANDS: False})
    if state in ASKING and "reach" in outcome.set and not kept[TOLD] and _is_alarming(request, found, now):
        return _with(outcome, _alarm(request, found, now), {**kept, TOLD: True, STANDS: True})
    return outcome


def _with(outcome: Outcome, alerts: list[Alert], kept: Mapping[str, Any]) -> Outcome:
    return replace(outcome, alerts=[*outcome.alerts, *alerts], set={**outcome.set, "reach": kept})


def _is_alarming(request: Request, found: Reach, now: Now) -> bool:
    """Nobody at night is no news of an order whose clock stands at night, too."""
    if not found.people:
        return True
    if found.on_shift or claims.paused(request):
        return False
    by_wall = now.policy.workflow(NAME).targets[request.target].clock is TargetClock.WALL
    return by_wall or is_open(now.policy.calendar_of(NAME), now.at)


def _alarm(request: Request, found: Reach, now: Now) -> list[Alert]:
    text = f"Nobody who may approve order {request.number} is on shift."
    if found.people:
        text += f" Its card reaches {_people(found.people)}."
    else:
        text += " Its card reaches nobody at all: the handbook's roles for approve have no members who may."
    channel, role = now.policy.workflow(NAME).channel, now.policy.team_of(NAME).escalation
    several, (supervisors, operators) = "orders reach nobody who is on shift", MATTERS
    return [
        Alert(supervisors, channel, text, several=several, role=role),
        Alert(operators, "", text, cause=supervisors, several=several),
    ]


def said(request: Request, policy: Policy) -> list[Text]:
    """The card's line while the order waits."""
    if not request.reach:
        return []
    found = Reach.from_payload(request.reach)
    if not found.people:
        return [("Reaches nobody who may approve it",)]
    if begin := request.reach.get(OPENS):
        until = moment(datetime.fromisoformat(begin), policy.calendar_of(NAME))
        return [(f"Reaches {_people(found.people)}, nobody on shift until ", until)]
    words = f"Reaches {_people(found.people)}, {found.on_shift or 'nobody'} on shift{'' if found.on_shift else ' now'}"
    if found.unknown:
        one = found.unknown == 1
        whom = f"{found.unknown} of them {'is' if one else 'are'}" if found.unknown < found.on_shift else "they are"
        words += f"; whether {whom} there is not known"
    return [(words,)]


def _people(number: int) -> str:
    return f"{number} {'person' if number == 1 else 'people'}"
