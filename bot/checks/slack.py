"""Does the workspace have what the handbook names, and may the bot use it: token, scopes, channels, people of roles?"""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from difflib import get_close_matches
from typing import TypeVar

from bot.checks.line import Level, Line, clock_line, fault, judged, ok, warning
from bot.clients.slack_web import REFUSED_TOKEN, Channel, Group, Person, SlackWeb
from bot.clock import Clock
from bot.errors import ClientError, Permanent
from bot.handbook.policy import Policy, Role, normal_identity
from bot.slack.identity import roles, standing
from bot.slack.installation import channel_fault, find_channel
from bot.slack.manifest import SCOPES
from models import Standing

T = TypeVar("T")
REINSTALL = "add it under OAuth & Permissions and reinstall the app"
WAYS_OUT = {
    "missing_scope": REINSTALL,
    **dict.fromkeys(REFUSED_TOKEN, "install the app, and copy the token from where Slack shows it"),
}


def slack_lines(slack: SlackWeb, policy: Policy, clock: Clock) -> Iterator[Line]:
    try:
        identity = slack.identity()
    except ClientError as error:
        yield fault("Slack bot token", _sentence(error))
        yield warning("Slack scopes, channels, roles, clock", "not looked at, because Slack did not say who we are")
        return
    yield ok("Slack bot token", f"workspace {identity.team_id}, bot user {identity.bot_user_id}")
    yield clock_line("Slack", slack.server_time, clock.real())
    yield from scope_lines(slack.scopes)
    channels = yield from _read("Slack channels", slack.channels)
    if channels is not None:
        yield from channel_lines(policy, channels)
    people = yield from _read("Slack people", lambda: tuple(slack.people()))
    if people is not None:
        groups = yield from _read("Slack user groups", slack.groups, Level.WARNING)
        yield from role_lines(policy, identity.team_id, people, groups)


def app_token_line(slack: SlackWeb | None) -> Line:
    """``slack``: a client with the app-level token; None: there is none."""
    what = "Slack app-level token"
    if slack is None:
        return ok(what, "none: Slack delivers by HTTP")
    try:
        slack.open_connection()
    except ClientError as error:
        return fault(what, f"{_sentence(error)}; it needs the scope connections:write (Basic Information)")
    return ok(what, "opens a socket")


def scope_lines(granted: frozenset[str] | None) -> Iterator[Line]:
    if granted is None:
        yield warning("Slack scopes", "Slack did not say which are granted")
        return
    for scope in sorted(SCOPES):
        missing = "" if scope in granted else f"missing ({SCOPES[scope]}); {REINSTALL}"
        yield judged(f"Slack scope {scope}", "granted", [missing])
    for scope in sorted(granted - SCOPES.keys()):
        yield warning(f"Slack scope {scope}", "granted, but the bot never needs it; take it away")


def channel_lines(policy: Policy, known: Sequence[Channel]) -> Iterator[Line]:
    """What something is posted in must be usable; the teams' own channels are only told of so far."""
    posted = policy.posted()
    mentioned = {f"teams.{name}": team.channel for name, team in policy.teams.items()}
    for wanted in dict.fromkeys([*posted.values(), *mentioned.values()]):
        places = ", ".join(place for place, channel in (posted | mentioned).items() if channel == wanted)
        what, wrong = f"Slack channel {wanted}", channel_fault(known, wanted)
        channel = find_channel(known, wanted)
        if wrong:
            level = Level.FAULT if wanted in posted.values() else Level.WARNING
            yield Line(level, what, f"{wrong} ({places})")
        elif channel is not None and channel.shared:
            yield warning(what, f"shared with another workspace: its people read every card here ({places})")
        else:
            yield ok(what, places)


def role_lines(policy: Policy, home: str, people: Sequence[Person], groups: Sequence[Group] | None) -> Iterator[Line]:
    """``groups`` None: the workspace has none to offer, so e-mails and ids alone count."""
    members = [person for person in people if standing(person, home) is Standing.MEMBER]
    held = [roles(person, policy, groups or ()) for person in members]
    needed = {role for rules in policy.workflows.values() for names in rules.verbs.values() for role in names}
    emails = {normal_identity(person.email) for person in members}
    ids = {person.user_id for person in members}
    for name, role in policy.roles.items():
        count = sum(name in roles for roles in held)
        wrong = list(_unknown(role, emails, ids, groups))
        who = f"{count} {'person' if count == 1 else 'people'}"
        level = Level.WARNING
        if not count:
            wrong.append("add a full member to its groups or e-mails")
            level = Level.FAULT if name in needed else Level.WARNING
        yield judged(f"role {name}", who, [f"{who}: {'; '.join(wrong)}"] if wrong else [], level)


def _unknown(
    role: Role, emails: Collection[str], ids: Collection[str], groups: Sequence[Group] | None
) -> Iterator[str]:
    handles = {group.handle: group for group in groups or ()}
    for handle in role.groups if groups is not None else ():
        if handle not in handles:
            near = get_close_matches(handle, handles, n=1)
            yield f"there is no user group @{handle}" + "".join(f" (did you mean @{word}?)" for word in near)
        elif handles[handle].disabled:
            yield f"the user group @{handle} is disabled"
    for email in role.emails:
        if normal_identity(email) not in emails:
            yield f"no full member has the e-mail {email}"
    for user in role.users:
        if user not in ids:
            yield f"no full member has the id {user}"


def _read(what: str, ask: Callable[[], T], refused: Level = Level.FAULT) -> Generator[Line, None, T | None]:
    """What ``ask`` answers, or None and a line. ``refused``: how bad it is if Slack will never answer."""
    try:
        return ask()
    except ClientError as error:
        level = refused if isinstance(error, Permanent) else Level.FAULT
        yield Line(level, what, _sentence(error))
        return None


def _sentence(error: ClientError) -> str:
    way = WAYS_OUT.get(error.code)
    return str(error) + (f" Way out: {way}" if way else "")
