"""The Home tab: what waits for its owner, by due time, with the cards' own buttons.

Opening it is a row, and so is every drawing, so a Home survives a kill like any message. It is published only where it
says something new: Slack has a limit for it, and a reader keeps their place.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot import audit, log
from bot.clients.slack_web import SlackWeb
from bot.domain.card import Text
from bot.domain.evidence import listed
from bot.errors import ClientError, Refusal
from bot.slack.delegation import home_blocks
from bot.slack.lists import empty_home, home_view
from bot.slack.looking import Looking
from bot.slack.opening import bind
from bot.slack.outgoing import Silent
from bot.slack.payloads import read_home_opened
from bot.workflow import homes
from bot.workflow.bulk import may_bulk
from bot.workflow.machine import Machine
from bot.workflow.people import SEE, actor
from models import Delivery, Filter, Home


class HomeTab:
    """Hears that somebody opens their Home."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def register(self, app: App) -> None:
        def opened(ack: Ack, body: Mapping[str, Any]) -> None:
            correlation = bind()
            found = read_home_opened(body)
            if found is not None:
                now, (user, shows) = self._machine.clock.real(), found
                self._machine.store.run(lambda session: homes.visit(session, now, user, correlation, shows=shows))
            ack()

        app.event("app_home_opened")(opened)


@dataclass(frozen=True)
class Published:
    """What Slack shows now, by its hash, and how long the audit chain was before it was read."""

    shown: str
    seen_line: int


class HomeHandler(Silent):
    """``slack.home``: draw somebody's Home from the store as it is now. Repeating it changes nothing."""

    def __init__(self, slack: SlackWeb, machine: Machine, workspace: Callable[[], str]) -> None:
        self._slack = slack
        self._machine = machine
        self._looking = Looking(machine, workspace)

    def perform(self, delivery: Delivery, *, again: bool) -> Published:
        user = str(delivery.payload["user"])
        with self._machine.store.reading() as session:
            lines, _ = audit.head(session)  # first: what happens meanwhile makes it behind the times
            home = session.get(Home, user)
            view = self._view(session, user, home.page if home else 1, home.filter if home else Filter.ALL)
        shown = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
        if home is None or home.shown != shown or again:
            log.get().info("home.publishing", user=user)
            self._slack.publish_home(user, view)
            log.get().info("home.published", user=user)
        return Published(shown, lines)

    def settle(self, session: Session, delivery: Delivery, result: Published) -> None:
        now, user = self._machine.clock.real(), str(delivery.payload["user"])
        homes.drawn(session, now, user, result.shown, result.seen_line)

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        super().refused(session, delivery, error)
        homes.given_up(session, self._machine.clock.real(), str(delivery.payload["user"]))

    def _view(self, session: Session, user: str, page: int, filter: Filter) -> dict[str, Any]:
        machine = self._machine
        person, seen, several, refused = actor(session, user), [], [], ""
        for workflow in machine.workflows.values():
            try:
                machine.rights.allow(session, person, machine.home, workflow.name, SEE)
                seen.append(workflow)
            except Refusal as refusal:
                refused = refusal.code
            if workflow.bulk and may_bulk(person, machine, workflow):
                several.append(workflow)
        if not seen:
            return empty_home(self._how_to_get_in(refused))
        view = home_view(replace(self._looking.sight(session, seen, filter, page, user), several=several))
        view["blocks"] += home_blocks(session, machine, seen, user)
        return view

    def _how_to_get_in(self, refused: str) -> Text:
        if refused == "unknown_person":
            return ("Handoff does not know you yet. Open this tab again in a few minutes.",)
        if refused == "no_member":
            return ("Handoff works with full members of this workspace only.",)
        policy = self._machine.policy
        ways = []
        for workflow in self._machine.workflows.values():
            roles = policy.workflow(workflow.name).readers
            names = listed([policy.role_name(role) for role in roles])
            ways.append(f"{workflow.slash.noun.capitalize()}s are for {names}")
        groups = dict.fromkeys(
            f"@{group}"
            for workflow in self._machine.workflows.values()
            for role in policy.workflow(workflow.name).readers
            for group in policy.role(role).groups
        )
        join = f" If you are one of them, ask to be added to the user group {' or '.join(groups)}." if groups else ""
        return (f"{'. '.join(ways)}.{join}",)
