"""Parses what Slack sends into frozen events, once, at the edge. What is not of the known shape is malformed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.clients.addresses import origin_of
from bot.domain.delegation import FROM, UNTIL
from bot.errors import ConfigError
from bot.slack.cards import read_value
from bot.slack.forms import read_answers
from bot.workflow.bulk import MOST
from bot.workflow.contract import Click, Place, Submission, Typed
from bot.workflow.delegating import TO, VERBS, Wish
from bot.workflow.people import SEE
from models import Filter

OPEN_LINK = "open"
MOST_TICKED = 10
LONGEST_WORDS = 3000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What no database takes in a text: NUL, and half a character."""
_REF = re.compile(r"([a-z][a-z0-9_]{0,39})\.([0-9]{1,4})\.([a-z]{1,16})")


class MalformedError(ValueError):
    """A payload that is none of Slack's."""


@dataclass(frozen=True)
class Command:
    """A slash command, or a global shortcut without words. ``look`` is it as an event: to begin with, who looks."""

    words: str
    look: Typed


@dataclass(frozen=True)
class ListRef:
    """Which part of which list is shown. It travels in the ids of blocks, which Slack hands back with every press."""

    workflow: str
    page: int = 1
    filter: Filter = Filter.ALL

    def __str__(self) -> str:
        return f"{self.workflow}.{self.page}.{self.filter}"


@dataclass(frozen=True)
class Spot:
    """Where a list stands that was pressed in: in a dialog, in a private message, or (neither) on a Home tab."""

    dialog: str = ""
    response_url: str = ""


@dataclass(frozen=True)
class Turn:
    """Somebody turns a list's page or filter: ``to`` is what they want to see, ``look`` who looks."""

    to: ListRef
    spot: Spot
    look: Click


def _text(value: Any, longest: int = 255) -> str:
    if not isinstance(value, str) or not value or len(value) > longest or _UNSTORABLE.search(value):
        raise MalformedError("a text is missing, or too long, or none that a database takes")
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
    return Click(
        verb=verb,
        public_id=public_id,
        seen=seen,
        team=team,
        user=user,
        delivery=_text(body.get("trigger_id"), 100),
        correlation=correlation,
        place=_place(body),
    )


def _place(body: Mapping[str, Any]) -> Place:
    container = _mapping(body.get("container"))
    if container.get("type") == "view":
        return Place("", dialog=read_spot(body).dialog)
    message = body.get("message")
    thread = message.get("thread_ts") if isinstance(message, Mapping) else None
    return Place(_text(container.get("channel_id"), 24), _text(thread, 24) if thread else None)


def read_spot(body: Mapping[str, Any]) -> Spot:
    """Where the pressed thing stands, if it can be shown anew there."""
    container = _mapping(body.get("container"))
    if container.get("type") == "view":
        is_dialog = _mapping(body.get("view")).get("type") == "modal"
        return Spot(dialog=_text(container.get("view_id"), 40)) if is_dialog else Spot()
    return Spot(response_url=read_answer_address(body))


def read_answer_address(body: Mapping[str, Any]) -> str:
    """Where an answer can go within half an hour. Raises MalformedError."""
    address = _text(body.get("response_url"), 500)
    try:
        origin_of(address, setting="response_url")
    except ConfigError as error:
        raise MalformedError("not an address to answer at") from error
    return address


def read_ref(action: Mapping[str, Any]) -> ListRef | None:
    """The list that the pressed thing is part of; None where it stands by itself, as on a card."""
    found = _REF.fullmatch(str(action.get("block_id", "")).partition("@")[2])
    if found is None or found[3] not in set(Filter):
        return None
    return ListRef(found[1], int(found[2]), Filter(found[3]))


def read_standing(body: Mapping[str, Any], action: Mapping[str, Any], click: Click) -> Turn | None:
    """The list in which somebody pressed a line's button, to be shown anew; None for a card. Raises MalformedError."""
    ref = read_ref(action)
    return Turn(ref, read_spot(body), click) if ref else None


def read_turn(body: Mapping[str, Any], action: Mapping[str, Any], correlation: str) -> Turn:
    """A pressed Previous or Next, or a picked filter. Raises MalformedError."""
    shown = read_ref(_mapping(action))
    if shown is None:
        raise MalformedError("not part of a list")
    team, user = _who(body)
    if action.get("type") == "static_select":
        picked = _text(_mapping(action.get("selected_option")).get("value"))
        if picked not in set(Filter):
            raise MalformedError("not a filter of ours")
        to = ListRef(shown.workflow, 1, Filter(picked))
    else:
        value = _text(action.get("value"), 4)
        if not (value.isascii() and value.isdigit()):
            raise MalformedError("not a page")
        to = ListRef(shown.workflow, int(value), shown.filter)
    delivery = _text(body.get("trigger_id"), 100)
    return Turn(to, read_spot(body), Click(SEE, to.workflow, "", team, user, delivery, correlation, _place(body)))


def read_command(body: Mapping[str, Any], workflow: str, correlation: str) -> Command:
    """A slash command of this workflow, typed anywhere. Raises MalformedError."""
    words = body.get("text")
    team, user = _text(body.get("team_id"), 24), _text(body.get("user_id"), 24)
    delivery, place = _text(body.get("trigger_id"), 100), Place(_text(body.get("channel_id"), 24))
    look = Typed(SEE, workflow, "", team, user, delivery, correlation, place)
    return Command(_text(words, LONGEST_WORDS) if words else "", look)


def read_shortcut(body: Mapping[str, Any], workflow: str, correlation: str) -> Command:
    """A global shortcut of this workflow: it comes from nowhere in particular. Raises MalformedError."""
    team, user = _who(body)
    delivery = _text(body.get("trigger_id"), 100)
    return Command("", Typed(SEE, workflow, "", team, user, delivery, correlation, Place("")))


def read_handover(body: Mapping[str, Any], workflow: str, correlation: str) -> tuple[Typed, str]:
    """Who hands over their claims, and the user id of who was picked; empty if nobody was. Raises MalformedError."""
    try:
        to = read_answers(_mapping(body.get("view"))).get(TO, "")
    except (KeyError, TypeError, AttributeError) as error:
        raise MalformedError("the form's answers are malformed") from error
    return read_shortcut(body, workflow, correlation).look, _text(to, 24) if to else ""


def read_delegation(body: Mapping[str, Any], workflow: str, correlation: str) -> tuple[Typed, Wish]:
    """Who delegates, and what they filled in; empty where nothing was. Raises MalformedError."""
    states = _mapping(_mapping(_mapping(body.get("view")).get("state")).get("values"))

    def picked(name: str, state: str) -> str:
        value = _mapping(_mapping(states.get(name)).get(name)).get(state)
        return _text(value, 24) if value else ""

    ticked = _mapping(_mapping(states.get(VERBS)).get(VERBS)).get("selected_options") or []
    if not isinstance(ticked, list) or len(ticked) > MOST_TICKED:
        raise MalformedError("the ticked options are malformed")
    verbs = tuple(_text(_mapping(option).get("value"), 40) for option in ticked)
    wish = Wish(picked(TO, "selected_user"), picked(FROM, "selected_date"), picked(UNTIL, "selected_date"), verbs)
    return read_shortcut(body, workflow, correlation).look, wish


def read_ended(
    body: Mapping[str, Any], action: Mapping[str, Any], workflow: str, correlation: str
) -> tuple[Click, int]:
    """Who presses *End it*, where, and the number of the delegation. Raises MalformedError."""
    look, number = read_press(body, action, workflow, correlation)
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise MalformedError("not a number")
    return look, int(number)


def read_press(body: Mapping[str, Any], action: Mapping[str, Any], subject: str, correlation: str) -> tuple[Click, str]:
    """Who presses a button that is about no request, where, and its value. Raises MalformedError."""
    value = _text(_mapping(action).get("value"), 2000)
    team, user = _who(body)
    delivery = _text(body.get("trigger_id"), 100)
    return Click(SEE, subject, "", team, user, delivery, correlation, _place(body)), value


def read_choice(body: Mapping[str, Any], workflow: str, correlation: str) -> tuple[Typed, str, list[tuple[str, str]]]:
    """Who chose among several requests, in which dialog, and (public id, what was seen) of each. Raises MalformedError.

    Every delivery of one dialog's submission has the dialog's id, however often somebody presses.
    """
    view = _mapping(body.get("view"))
    try:
        boxes = [element for actions in view["state"]["values"].values() for element in actions.values()]
        values = [_text(option["value"], 40) for box in boxes for option in box.get("selected_options") or ()]
        chosen = dict(value.split(".") for value in values)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MalformedError("the form's answers are malformed") from error
    if len(chosen) > MOST or not all(one.isalnum() and len(one) <= 12 and len(chosen[one]) <= 16 for one in chosen):
        raise MalformedError("not a choice of ours")
    return read_shortcut(body, workflow, correlation).look, _text(view.get("id"), 40), list(chosen.items())


def read_home_opened(body: Mapping[str, Any]) -> tuple[str, bool] | None:
    """Who opened their Home, and whether Slack has anything to show there; None if it was the tab of messages."""
    event = _mapping(body.get("event"))
    return (_text(event.get("user"), 24), bool(event.get("view"))) if event.get("tab") == "home" else None


def read_submission(body: Mapping[str, Any], correlation: str) -> Submission:
    """A submitted form. MalformedError if it is not of that shape."""
    view = _mapping(body.get("view"))
    team, user = _who(body)
    try:
        metadata = _mapping(json.loads(_text(view.get("private_metadata"), 3000)))
        answers = read_answers(view)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise MalformedError("the form's answers are malformed") from error
    seen, channel, thread = (metadata.get(name) for name in ("seen", "channel", "thread"))
    return Submission(
        verb=_text(view.get("callback_id")).partition(".")[2],
        public_id=_text(metadata.get("id"), 12),
        seen=_text(seen, 16) if seen else "",
        team=team,
        user=user,
        delivery=_text(body.get("trigger_id"), 100),
        correlation=correlation,
        place=Place(_text(channel, 24) if channel else "", _text(thread, 24) if thread else None),
        values=answers,
    )
