"""views.*: dialogs opened by a trigger, updated, pushed."""

from typing import Any

from sandbox.slack.arguments import structure, words
from sandbox.slack.errors import SlackError, refuse_findings
from sandbox.slack.methods.registry import TIER_4, Call, method
from sandbox.slack.modals import judged_view
from sandbox.slack.rules import Findings

Json = dict[str, Any]


def _view(arguments: Json) -> Any:
    view = structure(arguments, "view", "invalid_arguments")
    if view is None:
        found = Findings()
        found.add("missing required field: view", "")
        refuse_findings("invalid_arguments", found)
    judged_view(view)  # before the trigger is spent; in which order Slack does it is not documented
    return view


def _trigger(call: Call) -> str:
    key = words(call.arguments, "trigger_id")
    if not key:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing `trigger_id`"]})
    return call.workspace.modals.use_trigger(key)


@method("views.open", per_minute=TIER_4, changes=True)
def open_view(call: Call) -> Json:
    view = _view(call.arguments)
    return {"view": call.workspace.modals.open(_trigger(call), view).as_slack()}


@method("views.push", per_minute=TIER_4, changes=True)
def push_view(call: Call) -> Json:
    view = _view(call.arguments)
    return {"view": call.workspace.modals.push(_trigger(call), view).as_slack()}


@method("views.update", per_minute=TIER_4, changes=True)
def update_view(call: Call) -> Json:
    view = _view(call.arguments)
    modals = call.workspace.modals
    shown = modals.find(words(call.arguments, "view_id"), words(call.arguments, "external_id"))
    return {"view": modals.update(shown, view, words(call.arguments, "hash")).as_slack()}
