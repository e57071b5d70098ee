"""What the machine itself puts on every open card, whatever its workflow: that Handoff is read-only, or in shadow mode.

While it is read-only nothing can be pressed: the buttons are off, links stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.approvals import instant_in_words
from bot.domain.card import Bold, Card, Moment, Text, plain
from bot.handbook.policy import Policy
from bot.pause import Standing
from bot.slack.cards import TEXT, Drawn, draw, note_block
from bot.slack.mrkdwn import cut, escape
from bot.workflow.machine import Machine
from models import OPEN, Request


def draw_standing(card: Card, request: Request, machine: Machine, paused: Standing | None) -> Drawn:
    """The request's card with the notes that hold for all open ones, below the two lines that say what it is."""
    if request.state not in OPEN:
        return draw(card, request)
    notes = standing_notes(machine, paused, request.outcome or {})
    drawn = draw(card if paused is None else read_only(card), request)
    for place, note in enumerate(notes, 1):
        drawn.blocks.insert(place, note_block(note))
    said = [escape(f"{plain(note)}.") for note in notes]
    return Drawn(cut(" ".join([drawn.text, *said]), TEXT), drawn.blocks)


def standing_notes(machine: Machine, paused: Standing | None, last: Mapping[str, Any]) -> list[Text]:
    """What holds for all that is open, a line each. ``last``: the outcome that a card had, if it is for one card."""
    notes: list[Text] = []
    if paused is not None:
        since = _moment(machine.clock.business_at(paused.at), machine.policy)
        notes.append((Bold("Read-only"), " since ", since, f": {paused.why}"))
    if machine.shadow:
        notes.append(_shadow(last, machine.policy))
    return notes


def read_only(card: Card) -> Card:
    """The card with nothing to press but its links."""
    return replace(card, aside=None, buttons=(), menu=[choice for choice in card.menu if choice.url])


def _shadow(last: Mapping[str, Any], policy: Policy) -> Text:
    """``last``: the decision that was not written, if there was one."""
    if "shadowed" not in last:
        return (Bold("Shadow mode"), ": what is decided here is not written to Salesforce")
    at = _moment(datetime.fromisoformat(last["at"]), policy)
    did: Sequence[Any] = (f" ({last['shadowed']} by @{last['by']}, ", at, ")")
    return (Bold("Shadow mode"), ": nothing was written to Salesforce", *did)


def _moment(at: datetime, policy: Policy) -> Moment:
    return Moment(at, instant_in_words(at, policy.company.zone), "{date_short_pretty} at {time}")
