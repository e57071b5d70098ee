"""The Slack app that this code needs, and nothing beyond it (M10). ``app.yaml`` is this, printed."""

from typing import Any

SCOPES = {
    "channels:history": "find a message of ours whose posting was not answered",
    "channels:read": "find the handbook's channels",
    "chat:write": "post and edit cards, and tell a person something privately",
    "groups:history": "the same in private channels",
    "groups:read": "the same in private channels",
    "usergroups:read": "roles are user groups",
    "users:read": "who is a member, a guest, deactivated",
    "users:read.email": "roles by e-mail; whose own order it is",
}
REQUEST_URL = "https://handoff.example.com/slack/events"


def manifest() -> dict[str, Any]:
    """The manifest in Slack's own shape. The request URL is the operator's to replace."""
    return {
        "display_information": {
            "name": "Handoff",
            "description": "Orders reviewed from a card, written to Salesforce, and never lost.",
            "background_color": "#1f2d3d",
        },
        "features": {"bot_user": {"display_name": "Handoff", "always_online": True}},
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "interactivity": {"is_enabled": True, "request_url": REQUEST_URL},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }
