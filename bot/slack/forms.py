"""Draws a Form as a modal, and reads a submitted modal back. ``private_metadata`` holds ids only."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.card import Bold, Text
from bot.domain.form import YES, Confirm, Form, Pick, Shown, Write
from bot.slack.cards import SECTION, Block, plain_text, section
from bot.slack.mrkdwn import mrkdwn
from bot.workflow.contract import Click

MOST_BLOCKS, FIELD = 100, 2000
TITLE = 24


def draw_form(form: Form, click: Click, workflow: str) -> dict[str, Any]:
    blocks: list[Block] = []
    for field in form.fields:
        match field:
            case Shown(label=label, text=text) if len(text) <= FIELD:
                words = {"type": "mrkdwn", "text": mrkdwn((Bold(label),)), "verbatim": True}
                blocks.append({"type": "section", "fields": [words, plain_text(text, FIELD)]})
            case Shown(label=label, text=text):
                blocks.append({"type": "section", "text": plain_text(label)})
                pieces = [text[start : start + SECTION] for start in range(0, len(text), SECTION)]
                blocks += [{"type": "section", "text": plain_text(piece, SECTION)} for piece in pieces]
            case Pick():
                blocks.append(_input(field.name, field.label, _select(field), optional=False))
            case Confirm():
                blocks.append(_input(field.name, field.label, _box(field), optional=field.optional))
            case Write():
                blocks.append(_input(field.name, field.label, _text(field), optional=field.optional))
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": f"{workflow}.{click.verb}",
        "title": plain_text(form.title, TITLE),
        "close": plain_text("Close" if not form.submit else "Cancel", TITLE),
        "blocks": blocks[:MOST_BLOCKS],
    }
    if form.submit:
        view["submit"] = plain_text(form.submit, TITLE)
        metadata = {"id": click.public_id, "seen": click.seen, "channel": click.place.channel}
        view["private_metadata"] = json.dumps({**metadata, "thread": click.place.thread})
    return view


def message_view(title: str, text: Text) -> dict[str, Any]:
    """A modal that only says something."""
    return {
        "type": "modal",
        "title": plain_text(title, TITLE),
        "close": plain_text("Close", TITLE),
        "blocks": [section("said", mrkdwn(text)[:SECTION])],
    }


def read_answers(view: Mapping[str, Any]) -> dict[str, str]:
    """Field name → what was written or picked; empty if nothing was."""
    answers: dict[str, str] = {}
    for name, actions in view["state"]["values"].items():
        for element in actions.values():
            option = element.get("selected_option") or next(iter(element.get("selected_options") or ()), None)
            answers[str(name)] = str(
                (option or {}).get("value") or element.get("value") or element.get("selected_user") or ""
            )
    return answers


def _input(name: str, label: str, element: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, 2000),
        "element": element,
        "optional": optional,
    }


def _select(field: Pick) -> Block:
    options = [{"text": plain_text(text), "value": stored} for stored, text in field.options.items()]
    return {"type": "static_select", "action_id": field.name, "options": options[:100]}


def _box(field: Confirm) -> Block:
    option = {"text": plain_text(field.words), "value": YES}
    return {"type": "checkboxes", "action_id": field.name, "options": [option]}


def _text(field: Write) -> Block:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": True,
        "max_length": field.longest,
    }
    if field.hint:
        element["placeholder"] = plain_text(field.hint, 150)
    return element
