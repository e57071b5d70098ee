"""Slack's events about people and channels: each asks for a fresh look soon, and says nothing that is believed.

An event is a row before it is acked, like a press. A burst of them is one look: a row that nobody has begun yet will
see what all of them mean. The minute's own look finds whatever an event failed to tell.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App

from bot import outbox
from bot.clients.slack_web import Identity
from bot.outbox import Order
from bot.slack.opening import bind
from bot.slack.watch import CHANNELS
from bot.workflow.machine import Machine
from bot.workflow.recorder import MEMBER
from models import Lane

SOON = timedelta(seconds=5)
"""Slack's listings allow twenty looks a minute, so a stream of events may not have one each."""
PEOPLE = ("subteam_created", "subteam_members_changed", "subteam_updated", "team_join", "user_change")
OF_A_CHANNEL = (
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
)
OF_A_PERSON_IN_A_CHANNEL = ("member_joined_channel", "member_left_channel")
"""Slack tells of everybody; only the bot itself matters."""


class Events:
    def __init__(self, machine: Machine, who: Callable[[], Identity]) -> None:
        self._machine, self._who = machine, who

    def register(self, app: App) -> None:
        for name in PEOPLE:
            app.event(name)(self._looking(MEMBER))
        for name in (*OF_A_CHANNEL, *OF_A_PERSON_IN_A_CHANNEL):
            app.event(name)(self._looking(CHANNELS))

    def _looking(self, kind: str) -> Any:
        def heard(ack: Ack, event: Mapping[str, Any]) -> None:
            correlation = bind()
            person = event.get("user") if event.get("type") in OF_A_PERSON_IN_A_CHANNEL else None
            if person is None or person == self._who().bot_user_id:
                machine, order = self._machine, Order(f"{kind}:{correlation}", kind, Lane.LOOK, {}, after=SOON)
                machine.store.run(
                    lambda session: outbox.enqueue_once(session, machine.clock.real(), correlation, order)
                )
            ack()

        return heard
