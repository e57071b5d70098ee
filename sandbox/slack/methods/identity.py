"""api.test and auth.test: is anybody there, and who am I."""

from typing import Any

from sandbox.slack.directory import BOT, BOT_USER, TEAM, TEAM_NAME
from sandbox.slack.methods.registry import Call, method

Json = dict[str, Any]


@method("api.test", open_to_all=True)
def api_test(call: Call) -> Json:
    return {"args": {name: value for name, value in call.arguments.items() if name != "token"}}


@method("auth.test", per_minute=600)
def auth_test(call: Call) -> Json:
    return {
        "url": "https://handoff-internet.slack.example/",
        "team": TEAM_NAME,
        "user": call.workspace.people[BOT_USER].name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }
