"""users.* and usergroups.*: who is there, and in which groups."""

from typing import Any

from sandbox.slack.arguments import flag, number, words
from sandbox.slack.errors import SlackError
from sandbox.slack.methods.registry import TIER_2, TIER_3, TIER_4, Call, method, page

Json = dict[str, Any]
EMAIL = "users:read.email"


@method("users.list", scopes=["users:read"], per_minute=TIER_2)
def list_users(call: Call) -> Json:
    everybody = list(call.workspace.people.values())
    limit = number(call.arguments, "limit", len(everybody), 1000)
    shown, following = page(everybody, words(call.arguments, "cursor"), limit)
    with_email = call.granted(EMAIL)
    return {
        "members": [person.as_slack(with_email=with_email) for person in shown],
        "response_metadata": {"next_cursor": following},
    }


@method("users.info", scopes=["users:read"], per_minute=TIER_4)
def info(call: Call) -> Json:
    person = call.workspace.people.get(words(call.arguments, "user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": person.as_slack(with_email=call.granted(EMAIL))}


@method("users.lookupByEmail", scopes=[EMAIL], per_minute=TIER_3)
def lookup_by_email(call: Call) -> Json:
    person = call.workspace.person_by_email(words(call.arguments, "email"))
    return {"user": person.as_slack(with_email=True)}


@method("usergroups.list", scopes=["usergroups:read"], per_minute=TIER_2)
def list_groups(call: Call) -> Json:
    with_users, disabled = flag(call.arguments, "include_users"), flag(call.arguments, "include_disabled")
    groups = [group for group in call.workspace.groups.values() if disabled or not group.date_delete]
    return {"usergroups": [group.as_slack(with_users=with_users) for group in groups]}


@method("usergroups.users.list", scopes=["usergroups:read"], per_minute=TIER_2)
def list_group_users(call: Call) -> Json:
    group = call.workspace.groups.get(words(call.arguments, "usergroup"))
    if group is None or (group.date_delete and not flag(call.arguments, "include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
