"""Parses what Slack sends into frozen events, once, at the edge. What is not of the known shape is malformed."""

import json
from collections.abc import Mapping
from typing import Any

from bot.slack.cards import read_value
from bot.slack.forms import read_answers
from bot.workflow.contract import Click, Place, Submission

OPEN_LINK = "open"


class MalformedError(ValueError):
    """A payload that is none of Slack's."""


def _text(value: Any, longest: int = 255) -> str:
    if not isinstance(value, str) or not value or len(value) > longest:
        raise MalformedError("a text is missing, or too long")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise MalformedError("an object is missing")
    return value


def _who(body: Mapping[str, Any]) -> tuple[str, str]:
    """(team, user). A member of another workspace who presses in a shared channel has a team of their own."""
    user = _mapping(body.get("user"))
    team = user.get("team_id") or _mapping(body.get("team")).get("id")
    return _text(team, 24), _text(user.get("id"), 24)


def read_click(body: Mapping[str, Any], action: Mapping[str, Any], correlation: str) -> Click | None:
    """A pressed button or menu entry; None for a link, which only wants to be acked. Raises MalformedError."""
    _, _, verb = _text(_mapping(action).get("action_id")).partition(".")
    value = action.get("value")
    if action.get("type") == "overflow":
        chosen = _text(_mapping(action.get("selected_option")).get("value"))
        verb, _, value = chosen.partition(":")
    if verb == OPEN_LINK:
        return None
    try:
        public_id, seen = read_value(_text(value))
    except ValueError as error:
        raise MalformedError("not a value of ours") from error
    team, user = _who(body)
    container = _mapping(body.get("container"))
    message = body.get("message")
    thread = message.get("thread_ts") if isinstance(message, Mapping) else None
    return Click(
        verb=verb,
        public_id=public_id,
        seen=seen,
        team=team,
        user=user,
        delivery=_text(body.get("trigger_id"), 100),
        correlation=correlation,
        place=Place(_text(container.get("channel_id"), 24), str(thread) if thread else None),
    )


def read_submission(body: Mapping[str, Any], correlation: str) -> Submission:
    """A submitted form. MalformedError if it is not of that shape."""
    view = _mapping(body.get("view"))
    team, user = _who(body)
    try:
        metadata = _mapping(json.loads(_text(view.get("private_metadata"), 3000)))
        answers = read_answers(view)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise MalformedError("the form's answers are malformed") from error
    thread = metadata.get("thread")
    return Submission(
        verb=_text(view.get("callback_id")).partition(".")[2],
        public_id=_text(metadata.get("id"), 12),
        seen=str(metadata.get("seen", ""))[:16],
        team=team,
        user=user,
        delivery=_text(body.get("trigger_id"), 100),
        correlation=correlation,
        place=Place(_text(metadata.get("channel"), 24), str(thread) if thread else None),
        values=answers,
    )
