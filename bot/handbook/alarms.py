"""What is said while a request waits, to whom, and how much of it at once: ladders, and the rules of noise."""

from typing import Annotated

from pydantic import AfterValidator, Field

from bot.handbook.words import Amount, Channel, Id, Plain, RoleRef, fault

BREACH = 100


class Rung(Plain):
    """One step of a ladder: below 100 % a reminder in the card's thread, from 100 % on a message in a channel."""

    at: Annotated[int, Field(strict=True, ge=1, le=10_000)]
    """Percent of the target that is used."""
    call: RoleRef | None = None
    """Whose people are called by name; None: nobody below 100 %, from there on the team's escalation."""
    channel: Channel | None = None
    """Where it is said from 100 % on; None: in the workflow's channel."""


def _has_a_breach(rungs: dict[str, Rung]) -> dict[str, Rung]:
    named = dict[int, str]()
    for name, rung in rungs.items():
        if rung.at in named:
            raise fault(f"two rungs at {rung.at} %: {named[rung.at]} is there already", at=(name, "at"))
        if rung.at < BREACH and rung.channel is not None:
            why = "a reminder stands in the card's thread; only from 100 on can a rung name a channel"
            raise fault(why, at=(name, "channel"))
        named[rung.at] = name
    if BREACH not in named:
        raise fault("a ladder has a rung at 100, the breach: without it nobody would learn of one")
    return rungs


Ladder = Annotated[dict[Id, Rung], Field(min_length=1, max_length=20), AfterValidator(_has_a_breach)]


def plain_ladder() -> dict[str, Rung]:
    return {"half": Rung(at=50), "soon": Rung(at=75), "breach": Rung(at=BREACH)}


class Noise(Plain):
    """How alerts are kept few. Both amounts are business time by the clock."""

    group_minutes: Amount = 10
    """Alerts with one cause in one channel within so many minutes are one message, which is edited."""
    settle_minutes: Amount = 2
    """What comes and goes, as a vendor does, is told after so long, and over after so long."""
