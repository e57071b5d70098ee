"""Trigger ids and the views that they open: three seconds, once, a stack of three, a hash against a lost update. It
owns which views a person has open, and has each view judged before it is shown."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.blockkit import judge_view, with_ids
from sandbox.slack.directory import APP, BOT, TEAM
from sandbox.slack.errors import SlackError, refuse_findings
from sandbox.slack.live import Bus

Json = dict[str, Any]
TRIGGER_LIVES_S = 3.0
DEEPEST_STACK = 3
LARGEST_VIEW_BYTES = 250_000
_KEPT = ("type", "title", "submit", "close", "callback_id", "external_id", "private_metadata", "submit_disabled")


@dataclass
class View:
    id: str
    user: str
    spec: Json
    hash: str
    root: str
    previous: str | None = None
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    """What the person reads at the foot of the dialog after a submission that nobody answered."""
    response_urls: list[Json] = field(default_factory=list)

    def as_slack(self) -> Json:
        """The ``view`` object of payloads and answers."""
        shown: Json = {"id": self.id, "team_id": TEAM}
        defaults: Json = {"submit": None, "close": None, "callback_id": "", "external_id": "", "private_metadata": ""}
        shown |= {name: self.spec.get(name, defaults.get(name)) for name in _KEPT if name != "submit_disabled"}
        if self.spec["type"] == "home":
            shown["title"] = {"type": "plain_text", "text": "View Title", "emoji": True}
        return shown | {
            "blocks": self.spec["blocks"],
            "state": {"values": self.values},
            "hash": self.hash,
            "clear_on_close": bool(self.spec.get("clear_on_close")),
            "notify_on_close": bool(self.spec.get("notify_on_close")),
            "submit_disabled": bool(self.spec.get("submit_disabled")),
            "root_view_id": self.root,
            "previous_view_id": self.previous,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": BOT,
        }


@dataclass
class _Trigger:
    user: str
    born: float
    used: bool = False


class Modals:
    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._triggers: dict[str, _Trigger] = {}
        self._stacks: dict[str, list[View]] = {}
        self.trigger_lives_s = TRIGGER_LIVES_S

    def new_trigger(self, user: str) -> str:
        now = time.monotonic()
        if len(self._triggers) > 10_000:
            self._triggers = {key: trigger for key, trigger in self._triggers.items() if now - trigger.born < 600}
        key = f"{time.time_ns() // 1000}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[key] = _Trigger(user, now)
        return key

    def use_trigger(self, key: str) -> str:
        """The user whose act made the trigger; ``invalid_``, ``expired_`` or ``exchanged_trigger_id`` otherwise."""
        trigger = self._triggers.get(key)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.born > self.trigger_lives_s:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def stack(self, user: str) -> list[View]:
        return self._stacks.get(user, [])

    def top(self, user: str) -> View | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def everything_open(self) -> dict[str, list[View]]:
        return {user: stack for user, stack in self._stacks.items() if stack}

    def find(self, view_id: str = "", external_id: str = "") -> View:
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external_id and view.spec.get("external_id") == external_id):
                    return view
        raise SlackError("not_found")

    def open(self, user: str, spec: Json) -> View:
        """A new root view; whatever the person had open goes."""
        return self._place(user, spec, [])

    def push(self, user: str, spec: Json) -> View:
        stack = self.stack(user)
        if len(stack) >= DEEPEST_STACK:
            raise SlackError("push_limit_reached")
        return self._place(user, spec, list(stack))

    def _place(self, user: str, spec: Json, below: list[View]) -> View:
        kept = judged_view(spec)
        external = kept.get("external_id")
        if external and any(view.spec.get("external_id") == external for view in self._stacks.get(user, [])):
            raise SlackError("duplicate_external_id")
        key = "V" + secrets.token_hex(5).upper()
        root = below[0].id if below else key
        view = View(key, user, kept, new_hash(), root, below[-1].id if below else None)
        self._stacks[user] = [*below, view]
        self._bus.signal(f"person:{user}")
        return view

    def update(self, view: View, spec: Json, expected_hash: str = "") -> View:
        if expected_hash and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        view.spec = judged_view(spec)
        view.hash, view.errors, view.trouble = new_hash(), {}, ""
        known = {block["block_id"] for block in view.spec["blocks"]}
        view.values = {block: actions for block, actions in view.values.items() if block in known}
        self._bus.signal(f"person:{view.user}")
        return view

    def show(self, view: View, *, errors: dict[str, str] | None = None, trouble: str = "") -> None:
        """Put errors beside fields, or one sentence at the foot of the dialog."""
        view.errors, view.trouble = errors or {}, trouble
        self._bus.signal(f"person:{view.user}")

    def close(self, view: View, *, everything: bool = False) -> None:
        stack = self._stacks.get(view.user, [])
        self._stacks[view.user] = [] if everything else [other for other in stack if other is not view]
        self._bus.signal(f"person:{view.user}")

    def clear(self) -> None:
        self._triggers.clear()
        self._stacks.clear()


def judged_view(spec: Any, kind: str = "modal") -> Json:
    """The view with all ids filled in; ``invalid_arguments`` or ``view_too_large`` if Slack would refuse it."""
    refuse_findings("invalid_arguments", judge_view(spec, kind))
    kept: Json = {**spec, "blocks": with_ids(spec["blocks"])}
    if len(str(kept)) > LARGEST_VIEW_BYTES:
        raise SlackError("view_too_large")
    return kept


def new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"
