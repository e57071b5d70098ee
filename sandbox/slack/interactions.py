"""Builds what Slack sends when somebody presses, picks, submits or closes: the payloads in their true shapes, from the
blocks as they stand. It finds elements and turns simple values into Slack's states; it sends nothing."""

import time
from typing import Any

from sandbox.slack.blockkit import elements_of, is_stateful
from sandbox.slack.directory import APP, DOMAIN, TEAM, Person
from sandbox.slack.errors import SlackError
from sandbox.slack.messages import Message
from sandbox.slack.modals import View
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]

_CHOSEN = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}


def visible_text(element: Json) -> str:
    text = element.get("text")
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def options_of(element: Json) -> list[Json]:
    """All options of a choosing element, groups flattened."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def find_element(blocks: list[Json], action_id: str = "", text: str = "", block_id: str = "") -> tuple[Json, Json]:
    """The block and the element with this action id, or whose visible text (or an option's) is ``text``. An action id
    need only be unique in its block, so ``block_id`` says which one is meant."""
    for block in blocks:
        if block_id and block.get("block_id") != block_id:
            continue
        for _, element in elements_of(block):
            if action_id and element.get("action_id") == action_id:
                return block, element
            if not action_id and text and text in (visible_text(element), *map(visible_text, options_of(element))):
                return block, element
    raise SlackError("action_not_found")


def element_state(element: Json, given: Any) -> Json:
    """The element's state as Slack tells it. ``given``: a plain value (an option's value or text, a list of them, a
    string), a complete state, or None for what the element started with."""
    kind = element["type"]
    if isinstance(given, dict) and "type" in given:
        return given
    name = _CHOSEN.get(kind, "value")
    if given is None:
        return {"type": kind, name: _initial(element, name)}
    if name == "selected_option":
        return {"type": kind, name: _option(element, given) if given != "" else None}
    if name == "selected_options":
        wanted = given if isinstance(given, list) else [given]
        return {"type": kind, name: [_option(element, value) for value in wanted]}
    if name == "selected_date_time":
        return {"type": kind, name: int(given) if given != "" else None}
    return {"type": kind, name: given if given != "" else None}


def _initial(element: Json, name: str) -> Any:
    if name == "value":
        return element.get("initial_value")
    value = element.get(name.replace("selected_", "initial_", 1))
    return [] if value is None and name.endswith("s") else value


def _option(element: Json, given: Any) -> Json:
    if isinstance(given, dict):
        return given
    for option in options_of(element):
        if given in (option.get("value"), visible_text(option)):
            return option
    raise SlackError("option_not_found")


def state_values(blocks: list[Json], given: Json | None) -> Json:
    """``{block_id: {action_id: state}}`` of every element that keeps one; ``given`` has the same nesting, with plain
    values or complete states; what it leaves out stays as the blocks start it."""
    values: Json = {}
    for block in blocks:
        for _, element in elements_of(block):
            if is_stateful(element):
                told = (given or {}).get(block["block_id"], {}).get(element["action_id"])
                values.setdefault(block["block_id"], {})[element["action_id"]] = element_state(element, told)
    return values


def missing_inputs(view: View) -> dict[str, str]:
    """What Slack's own client refuses before it asks the app: empty required inputs, lengths. By block id."""
    wrong: dict[str, str] = {}
    for block in view.spec["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = view.values.get(block["block_id"], {}).get(element["action_id"], {})
        value = next((entry for name, entry in state.items() if name != "type"), None)
        if value in (None, "", []):
            if not block.get("optional"):
                wrong[block["block_id"]] = "Please complete this required field."
        elif isinstance(value, str) and len(value) > element.get("max_length", 3000):
            wrong[block["block_id"]] = f"Must be at most {element.get('max_length', 3000)} characters."
        elif isinstance(value, str) and len(value) < element.get("min_length", 0):
            wrong[block["block_id"]] = f"Must be at least {element['min_length']} characters."
    return wrong


def envelope(workspace: Workspace, kind: str, person: Person) -> Json:
    """What every interaction tells: its kind, who acts, for which app, in which workspace."""
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id},
        "api_app_id": APP,
        "token": workspace.app.verification_token,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _action(block: Json, element: Json, value: Any, text: str) -> Json:
    action: Json = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    if element["type"] == "button":
        action["text"] = element["text"]
        for name in ("value", "style", "url"):
            if name in element:
                action[name] = element[name]
        if value is not None:
            action["value"] = value
    else:
        chosen = element_state(element, value if value is not None else text or None)
        action |= {name: entry for name, entry in chosen.items() if name != "type"}
    seconds = time.time()
    return action | {"action_ts": f"{seconds:.6f}"}


def message_press(
    workspace: Workspace,
    base_url: str,
    person: Person,
    message: Message,
    *,
    action_id: str = "",
    text: str = "",
    block_id: str = "",
    value: Any = None,
    state: Json | None = None,
) -> Json:
    """The block_actions payload of a press on a message, with its own trigger and response URL. ``value`` replaces a
    button's value, or picks an option; ``state`` is what inputs on the message hold (see ``state_values``)."""
    block, element = find_element(message.blocks or [], action_id, text, block_id)
    channel = workspace.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.addressee is not None,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    payload = envelope(workspace, "block_actions", person) | {
        "container": container,
        "trigger_id": workspace.modals.new_trigger(person.id),
        "channel": {"id": channel.id, "name": channel.name},
        "state": {"values": state_values(message.blocks or [], state)},
        "response_url": base_url + workspace.response_urls.new(person.id, channel.id, message.ts).path,
        "actions": [_action(block, element, value, text)],
    }
    if message.addressee is None:  # of an ephemeral message Slack tells only the container
        payload["message"] = workspace.messages.with_thread(message, with_metadata=False)
    return payload


def view_press(
    workspace: Workspace,
    person: Person,
    view: View,
    *,
    action_id: str = "",
    text: str = "",
    block_id: str = "",
    value: Any = None,
) -> Json:
    """The block_actions payload of a press inside a dialog or a Home: no channel, no message, no response URL."""
    block, element = find_element(view.spec["blocks"], action_id, text, block_id)
    if is_stateful(element) and value is not None:
        view.values.setdefault(block["block_id"], {})[element["action_id"]] = element_state(element, value)
    return envelope(workspace, "block_actions", person) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.modals.new_trigger(person.id),
        "view": view.as_slack(),
        "actions": [_action(block, element, value, text)],
    }


def view_submission(workspace: Workspace, person: Person, view: View) -> Json:
    return envelope(workspace, "view_submission", person) | {
        "trigger_id": workspace.modals.new_trigger(person.id),
        "view": view.as_slack(),
        "response_urls": [],
    }


def view_closed(workspace: Workspace, person: Person, view: View, *, is_cleared: bool) -> Json:
    return envelope(workspace, "view_closed", person) | {"view": view.as_slack(), "is_cleared": is_cleared}


def event_callback(workspace: Workspace, event: Json, event_id: str) -> Json:
    """The Events API's envelope around ``event``."""
    return {
        "token": workspace.app.verification_token,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": APP,
        "event": {"event_ts": f"{time.time():.6f}", **event},
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": "U0HANDOFF",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
