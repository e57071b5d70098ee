"""The shapes of Block Kit's composition objects and interactive elements, with their limits, as tables of rules. It
owns lengths, counts and field names; which element may stand in which block, on which surface, is blockkit.py's."""

from typing import Any

from sandbox.slack.rules import (
    Findings,
    Rule,
    anything,
    array,
    boolean,
    both,
    day,
    integer,
    listed,
    one_of,
    shape,
    string,
    text,
    typed,
)

IDENTIFIER = string(255)
PLAIN_75 = text(75, "plain_text")
PLACEHOLDER = text(150, "plain_text")

CONFIRM = shape(
    {
        "title": text(100, "plain_text"),
        "text": text(300),
        "confirm": text(30, "plain_text"),
        "deny": text(30, "plain_text"),
    },
    {"style": one_of("primary", "danger")},
)


def _option(*kinds: str, with_url: bool = False) -> Rule:
    optional: dict[str, Rule] = {"description": text(75, *kinds)}
    if with_url:
        optional["url"] = string(3000)
    return shape({"text": text(75, *kinds), "value": string(150)}, optional)


PLAIN_OPTION = _option("plain_text")
RICH_OPTION = _option()
GROUP = shape({"label": PLAIN_75, "options": array(PLAIN_OPTION, 100)})


def _exactly_one_of(first: str, second: str) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        if isinstance(value, dict) and (first in value) == (second in value):
            found.add(f"must define either `{first}` or `{second}`, and not both", pointer)

    return judge


def _initial_among_options(found: Findings, element: Any, pointer: str) -> None:
    """Slack refuses an initial option that is not, to the letter, one of the options."""
    if not isinstance(element, dict):
        return
    offered = listed(element, "options")
    for group in listed(element, "option_groups"):
        offered += listed(group, "options")
    chosen = listed(element, "initial_options") or [element.get("initial_option")]
    if any(choice is not None and choice not in offered for choice in chosen):
        found.add("initial option must be one of the options", pointer)


_ACTING: dict[str, Rule] = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": boolean}
_SELECTING: dict[str, Rule] = {**_ACTING, "placeholder": PLACEHOLDER}
_MANY: dict[str, Rule] = {**_SELECTING, "max_selected_items": integer(1, 1000)}


def _picked(first: str, second: str, fields: dict[str, Rule]) -> Rule:
    return both(shape({}, fields), _exactly_one_of(first, second), _initial_among_options)


def _choices(option: Rule, most: int, initial: dict[str, Rule]) -> Rule:
    return both(shape({"options": array(option, most)}, {**_ACTING, **initial}), _initial_among_options)


_STATIC: dict[str, Rule] = {"options": array(PLAIN_OPTION, 100), "option_groups": array(GROUP, 100)}
_TEXT_INPUT: dict[str, Rule] = {
    "action_id": IDENTIFIER,
    "initial_value": string(3000),
    "placeholder": PLACEHOLDER,
    "focus_on_load": boolean,
    "dispatch_action_config": anything,
}

BUTTON = shape(
    {"text": PLAIN_75},
    {
        "action_id": IDENTIFIER,
        "url": string(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = both(
    shape({"alt_text": string(2000, 1)}, {"image_url": string(3000, 1), "slack_file": anything}),
    _exactly_one_of("image_url", "slack_file"),
)
IMAGE_BLOCK = both(
    shape(
        {"alt_text": string(2000, 1)},
        {
            "image_url": string(3000, 1),
            "slack_file": anything,
            "title": text(2000, "plain_text"),
            "block_id": IDENTIFIER,
        },
    ),
    _exactly_one_of("image_url", "slack_file"),
)

ELEMENTS: dict[str, Rule] = {
    "button": BUTTON,
    "image": IMAGE,
    "workflow_button": shape({"text": PLAIN_75, "workflow": anything, "action_id": IDENTIFIER}, open_ended=True),
    "overflow": shape(
        {"options": array(_option("plain_text", with_url=True), 5)}, {"action_id": IDENTIFIER, "confirm": CONFIRM}
    ),
    "static_select": _picked("options", "option_groups", {**_SELECTING, **_STATIC, "initial_option": PLAIN_OPTION}),
    "multi_static_select": _picked(
        "options", "option_groups", {**_MANY, **_STATIC, "initial_options": array(PLAIN_OPTION, 100, 0)}
    ),
    "external_select": shape({}, {**_SELECTING, "min_query_length": integer(0, 3000), "initial_option": PLAIN_OPTION}),
    "multi_external_select": shape(
        {}, {**_MANY, "min_query_length": integer(0, 3000), "initial_options": array(PLAIN_OPTION, 100, 0)}
    ),
    "users_select": shape({}, {**_SELECTING, "initial_user": string(30)}),
    "multi_users_select": shape({}, {**_MANY, "initial_users": array(string(30), 1000, 0)}),
    "conversations_select": shape({}, _SELECTING, open_ended=True),
    "multi_conversations_select": shape({}, _MANY, open_ended=True),
    "channels_select": shape({}, {**_SELECTING, "initial_channel": string(30), "response_url_enabled": boolean}),
    "multi_channels_select": shape({}, {**_MANY, "initial_channels": array(string(30), 1000, 0)}),
    "checkboxes": _choices(RICH_OPTION, 10, {"initial_options": array(RICH_OPTION, 10)}),
    "radio_buttons": _choices(RICH_OPTION, 10, {"initial_option": RICH_OPTION}),
    "datepicker": shape({}, {**_SELECTING, "initial_date": day}),
    "timepicker": shape({}, {**_SELECTING, "initial_time": string(5, 5), "timezone": string(64)}),
    "datetimepicker": shape({}, {**_ACTING, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": shape(
        {},
        {**_TEXT_INPUT, "multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)},
    ),
    "email_text_input": shape({}, _TEXT_INPUT),
    "url_text_input": shape({}, _TEXT_INPUT),
    "number_input": shape(
        {"is_decimal_allowed": boolean}, {**_TEXT_INPUT, "min_value": string(30), "max_value": string(30)}
    ),
    "rich_text_input": shape({}, {**_TEXT_INPUT, "initial_value": anything}),
    "file_input": shape({}, {"action_id": IDENTIFIER, "filetypes": anything, "max_files": integer(1, 10)}),
}

_SELECTS = {name for name in ELEMENTS if name.endswith("_select")}
_CHOOSERS = _SELECTS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
STATEFUL = _CHOOSERS | {name for name in ELEMENTS if name.endswith("_input")} | {"datetimepicker"}


def elements(names: set[str]) -> Rule:
    return typed({name: ELEMENTS[name] for name in names})


IN_ACTIONS = elements(_CHOOSERS | {"button", "overflow", "datetimepicker", "workflow_button"})
IN_ACCESSORY = elements(_CHOOSERS | {"button", "overflow", "image", "workflow_button"})
IN_INPUT = elements(STATEFUL)
IN_CONTEXT = typed({"image": IMAGE, "plain_text": text(3000, "plain_text"), "mrkdwn": text(3000, "mrkdwn")})
