"""views.*: dialogs opened by a trigger, updated, pushed; and the Home of a person."""

from typing import Any

from sandbox.slack.arguments import structure, words
from sandbox.slack.directory import TEAM
from sandbox.slack.errors import SlackError, refuse_findings
from sandbox.slack.methods.registry import TIER_4, Call, method
from sandbox.slack.modals import judged_view
from sandbox.slack.rules import Findings

Json = dict[str, Any]


def _view(arguments: Json, kind: str = "modal") -> Any:
    view = structure(arguments, "view", "invalid_arguments")
    if view is None:
        found = Findings()
        found.add("missing required field: view", "")
        refuse_findings("invalid_arguments", found)
    judged_view(view, kind)  # before the trigger is spent; in which order Slack does it is not documented
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
    arguments, workspace = call.arguments, call.workspace
    view_id, external_id = words(arguments, "view_id"), words(arguments, "external_id")
    home = workspace.homes.find(view_id, external_id)
    view = _view(arguments, "home" if home else "modal")
    if home is not None:
        return {"view": workspace.homes.publish(home.user, view, words(arguments, "hash")).as_slack()}
    shown = workspace.modals.find(view_id, external_id)
    return {"view": workspace.modals.update(shown, view, words(arguments, "hash")).as_slack()}


@method("views.publish", per_minute=TIER_4, changes=True)
def publish_view(call: Call) -> Json:
    if not call.settings.home_tab:
        raise SlackError("not_enabled")
    view = _view(call.arguments, "home")
    person = call.workspace.people.get(words(call.arguments, "user_id"))
    if person is None or person.is_bot or person.team_id != TEAM:
        raise SlackError("user_not_found")
    return {"view": call.workspace.homes.publish(person.id, view, words(call.arguments, "hash")).as_slack()}
