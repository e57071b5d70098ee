"""users.getPresence and dnd.teamInfo: who is at their desk, and who wants no notifications."""

from typing import Any

from sandbox.slack.arguments import words
from sandbox.slack.directory import TEAM
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.registry import TIER_2, TIER_3, Call, method

Json = dict[str, Any]
MOST_USERS = 50


@method("users.getPresence", scopes=["users:read"], per_minute=TIER_3)
def get_presence(call: Call) -> Json:
    """Of anybody but the app itself, which this stand-in does not play, only whether they are active."""
    person = call.workspace.people.get(words(call.arguments, "user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"presence": "away" if person.deleted else person.presence}


@method("dnd.teamInfo", scopes=["dnd:read"], per_minute=TIER_2)
def team_info(call: Call) -> Json:
    """Of up to 50 people of the team. What Slack answers to more, and whether it leaves strangers out, its reference
    does not say: here more are refused, and strangers left out."""
    asked = list(dict.fromkeys(filter(None, (key.strip() for key in words(call.arguments, "users").split(",")))))
    if not asked:
        raise SlackError("no_users_provided")
    if len(asked) > MOST_USERS:
        raise SlackError("too_many_users")
    found = (call.workspace.people.get(key) for key in asked)
    return {"users": {person.id: person.dnd() for person in found if person and person.team_id == TEAM}}
