"""apps.connections.open: the address of a WebSocket, for the app-level token alone."""

from typing import Any

from sandbox.slack.directory import APP
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.registry import TIER_1, Call, method

Json = dict[str, Any]


@method("apps.connections.open", per_minute=TIER_1, app_token=True)
def open_connection(call: Call) -> Json:
    if not call.settings.socket_mode:
        raise SlackError("socket_mode_not_enabled")  # Slack's own word for it is not documented
    where = call.settings.base_url.replace("http", "ws", 1)
    return {"url": f"{where}/link/?ticket={call.workspace.tickets.new()}&app_id={APP}"}
