"""The Slack app that this code needs, and nothing beyond it (M10). ``app.yaml`` is this, printed."""

from collections.abc import Mapping
from typing import Any

from bot.slack import desk, noise, sla
from bot.slack.commands import usage
from bot.slack.events import OF_A_CHANNEL, OF_A_PERSON_IN_A_CHANNEL, PEOPLE
from bot.slack.paging import shortcut_id
from bot.workflow.contract import Workflow

SCOPES = {
    "channels:history": "find a message of ours whose posting was not answered",
    "channels:read": "find the handbook's channels",
    "chat:write": "post and edit cards, and tell a person something privately",
    "commands": "slash commands and shortcuts",
    "dnd:read": "who is on shift: who wants no notifications now",
    "groups:history": "the same in private channels",
    "groups:read": "the same in private channels",
    "usergroups:read": "roles are user groups",
    "users:read": "who is a member, a guest, deactivated; who is active",
    "users:read.email": "roles by e-mail; whose own order it is",
}
EVENTS = ("app_home_opened", *PEOPLE, *OF_A_CHANNEL, *OF_A_PERSON_IN_A_CHANNEL)
"""None needs another scope."""
REQUEST_URL = "https://handoff.example.com/slack/events"


def manifest(workflows: Mapping[str, Workflow], *, socket_mode: bool = False) -> dict[str, Any]:
    """The manifest in Slack's own shape. The request URL is the operator's to replace; Socket Mode has none."""
    url = {} if socket_mode else {"url": REQUEST_URL}
    request_url = {} if socket_mode else {"request_url": REQUEST_URL}
    return {
        "display_information": {
            "name": "Handoff",
            "description": "Orders reviewed from a card, written to Salesforce, and never lost.",
            "background_color": "#1f2d3d",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Handoff", "always_online": True},
            "shortcuts": [
                {
                    "name": workflow.slash.shortcut,
                    "type": "global",
                    "callback_id": shortcut_id(workflow),
                    "description": workflow.slash.description,
                }
                for workflow in workflows.values()
            ],
            "slash_commands": [
                *(
                    _command(workflow.slash.command, workflow.slash.description, usage(workflow), url)
                    for workflow in workflows.values()
                ),
                *(_command(one.COMMAND, one.DESCRIPTION, one.USAGE, url) for one in (sla, noise, desk)),
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _command(command: str, description: str, hint: str, url: Mapping[str, str]) -> dict[str, Any]:
    return {
        "command": command,
        **url,
        "description": description,
        "usage_hint": hint,
        "should_escape": True,  # a mention reaches us as an id, which nobody can imitate
    }
