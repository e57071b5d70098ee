"""Draws a Card as Block Kit, inside Slack's limits: what is too long is cut and says so, nothing is refused for length.

Action ids are ``workflow.verb``; a button's value is ``<public id>.<version>.<fingerprint>`` of what the card showed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.card import Button, Card, Choice, Fragment, Link, Text, plain
from bot.slack.mrkdwn import cut, escape, mrkdwn
from models import Request

SECTION, LABEL, VALUE, TEXT, MENU, NOTES = 2900, 75, 2000, 3500, 5, 12
Block = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """A message: blocks, and the text that screen readers and notifications use instead."""

    text: str
    blocks: list[Block]

    def simpler(self) -> "Drawn":
        """The same words in the simplest blocks there are, for when Slack refuses the others."""
        return Drawn(self.text, [section("words", cut(self.text, SECTION))])


def value_of(request: Request) -> str:
    return f"{request.public_id}.{request.version}.{request.fingerprint}"


def read_value(value: str) -> tuple[str, str]:
    """(public id, fingerprint) of a button's value. ValueError if it is none of ours, of any released version."""
    public_id, version, fingerprint = value.split(".")
    if not (public_id.isalnum() and len(public_id) <= 12 and version.isdigit() and len(fingerprint) <= 16):
        raise ValueError("not a button's value")
    return public_id, fingerprint


def draw(card: Card, request: Request) -> Drawn:
    # A block that changes gets a new id: Slack keeps a reader's half-done input otherwise.
    stem = f"{request.public_id}.{request.version}"
    head = "\n".join([mrkdwn(card.title), *(mrkdwn(line) for line in card.lines[:1])])
    first = section(f"{stem}.head", cut(head, SECTION))
    blocks: list[Block] = [with_aside(first, card, request)]
    if card.lines[1:]:
        blocks.append(section(f"{stem}.facts", cut("\n".join(map(mrkdwn, card.lines[1:])), SECTION)))
    if card.notes:
        blocks.append(section(f"{stem}.notes", cut("\n".join(map(mrkdwn, card.notes[:NOTES])), SECTION)))
    if elements := card_elements(card, request):
        blocks.append({"type": "actions", "block_id": f"{stem}.actions", "elements": elements})
    return Drawn(cut(escape(card.summary), TEXT), blocks)


def with_aside(block: Block, card: Card, request: Request) -> Block:
    """The section with the button beside it, if the card has one."""
    return {**block, "accessory": _button(card.aside, request)} if card.aside else block


def card_elements(card: Card, request: Request) -> list[Block]:
    """A card's buttons and its menu: the same wherever the request is shown."""
    elements: list[Block] = [_button(button, request) for button in card.buttons]
    return [*elements, _menu(card.menu, request)] if card.menu else elements


def card_link(workspace: str, place: tuple[str, str], words: str) -> Link:
    """To a message at (channel, ts). ``workspace``: its address, with a slash at its end."""
    channel, ts = place
    return Link(f"{workspace}archives/{channel}/p{ts.replace('.', '')}", words)


def note_block(text: Text) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(mrkdwn(text), SECTION), "verbatim": True}]}


def section(block_id: str, text: str) -> Block:
    return {"type": "section", "block_id": block_id, "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def said(*text: Fragment) -> Drawn:
    """A private answer in words."""
    return Drawn(cut(escape(plain(text)), TEXT), [section("said", cut(mrkdwn(text), SECTION))])


def plain_text(text: str, limit: int = LABEL) -> Block:
    return {"type": "plain_text", "text": text if len(text) <= limit else f"{text[: limit - 1]}…", "emoji": False}


def _button(button: Button, request: Request) -> Block:
    block = {
        "type": "button",
        "action_id": f"{request.workflow}.{button.verb}",
        "text": plain_text(button.label),
        "accessibility_label": button.names[:LABEL],
        "value": value_of(request),
    }
    return {**block, "style": button.style} if button.style else block


def _menu(choices: Any, request: Request) -> Block:
    options = []
    for choice in choices[:MENU]:
        option: dict[str, Any] = {"text": plain_text(choice.label), "value": _choice_value(choice, request)}
        if choice.url:
            option["url"] = choice.url
        options.append(option)
    return {"type": "overflow", "action_id": f"{request.workflow}.menu", "options": options}


def _choice_value(choice: Choice, request: Request) -> str:
    return f"{choice.verb or 'open'}:{value_of(request)}"
