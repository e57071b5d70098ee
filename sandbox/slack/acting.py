"""A person acts: presses, submits, closes; and what the bot's answer then does to what this person sees. It is the one
way for the pages and for the control API, so that a test presses exactly as a browser does."""

import json
from typing import Any

from sandbox.slack.delivery import Delivery
from sandbox.slack.directory import TEAM, Person
from sandbox.slack.errors import SlackError
from sandbox.slack.interactions import (
    message_press,
    missing_inputs,
    state_values,
    view_closed,
    view_press,
    view_submission,
)
from sandbox.slack.messages import Message
from sandbox.slack.modals import View
from sandbox.slack.parcels import INTERACTIVE, Answer, Parcel
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


def sentence_for(answer: Answer) -> str:
    """What Slack's client shows beside a card after a press that nobody answered well; empty when all is well."""
    if answer.ok:
        return ""
    if answer.error == "timeout":
        return "Operation timed out. Apps need to respond within three seconds. (operation_timeout)"
    return f"Oops, something went wrong. Please try that again. ({answer.error or f'http_{answer.status}'})"


class Acting:
    def __init__(self, workspace: Workspace, delivery: Delivery, settings: Settings) -> None:
        self._workspace, self._delivery, self._settings = workspace, delivery, settings

    def message(self, channel: str, ts: str) -> Message:
        """A message that can be pressed: public, or an ephemeral one by its own ts."""
        place = self._workspace.channel(channel).id
        return self._workspace.messages.find_private(place, ts) or self._workspace.messages.find(place, ts)

    def press_payload(self, person: Person, asked: Json) -> Json:
        """``asked``: ``channel`` and ``ts``, or ``view_id``, or ``home``: true; ``action_id`` or ``text``, and
        ``block_id`` where several blocks have the same; ``value``, ``state``."""
        how: Json = {
            "action_id": str(asked.get("action_id") or ""),
            "text": str(asked.get("text") or ""),
            "block_id": str(asked.get("block_id") or ""),
            "value": asked.get("value"),
        }
        view = self._asked_view(person, asked)
        if view is not None:
            if asked.get("state") is not None or not view.values:
                view.values = state_values(view.spec["blocks"], asked.get("state"))
            return view_press(self._workspace, person, view, **how)
        message = self.message(str(asked.get("channel") or ""), str(asked.get("ts") or ""))
        return message_press(self._workspace, self._settings.base_url, person, message, state=asked.get("state"), **how)

    def _asked_view(self, person: Person, asked: Json) -> View | None:
        if asked.get("home"):
            home = self._workspace.homes.of(person.id)
            if home is None:
                raise SlackError("not_found")
            return home
        key = str(asked.get("view_id") or "")
        return (self._workspace.homes.find(key) or self._workspace.modals.find(key)) if key else None

    def parcel(self, person: Person, asked: Json) -> Parcel:
        """A press, or with ``submit`` and ``view_id`` a submission with ``values``; made, not sent."""
        if not asked.get("submit"):
            return Parcel(INTERACTIVE, self.press_payload(person, asked))
        view = self._workspace.modals.find(str(asked.get("view_id") or ""))
        view.values = state_values(view.spec["blocks"], asked.get("values"))
        return Parcel(INTERACTIVE, view_submission(self._workspace, person, view))

    async def press(self, person: Person, asked: Json) -> Answer:
        payload = self.press_payload(person, asked)
        answer = await self._delivery.interact(Parcel(INTERACTIVE, payload))
        container = payload["container"]
        if container["type"] == "message":
            place = (person.id, container["channel_id"], container["message_ts"])
            self._workspace.hint(*place, sentence_for(answer))
        else:
            view = self._find_view(container["view_id"])
            home = self._workspace.homes.find(container["view_id"])
            if home is not None:
                self._workspace.homes.show(home, sentence_for(answer))
            elif view is not None and not answer.ok:
                self._workspace.modals.show(view, errors=view.errors, trouble=sentence_for(answer))
        return answer

    def _find_view(self, view_id: str) -> View | None:
        try:
            return self._workspace.modals.find(view_id)
        except SlackError:
            return None

    async def submit(self, person: Person, view: View, given: Json | None, *, force: bool = False) -> Answer | None:
        """Submit with these values (see ``state_values``). None: Slack's client itself refused (a required input is
        empty, a text too long) and asked nobody, unless ``force``."""
        view.values = state_values(view.spec["blocks"], given)
        wrong = {} if force else missing_inputs(view)
        if wrong:
            self._workspace.modals.show(view, errors=wrong)
            return None
        answer = await self._delivery.interact(Parcel(INTERACTIVE, view_submission(self._workspace, person, view)))
        if self._find_view(view.id) is not None:
            self._react(view, answer)
        return answer

    def _react(self, view: View, answer: Answer) -> None:
        modals = self._workspace.modals
        if not answer.ok:
            modals.show(view, trouble=TROUBLE)
            return
        try:
            told = json.loads(answer.body) if answer.body.strip() else {}
        except ValueError:
            told = None
        if not isinstance(told, dict):
            modals.show(view, trouble=TROUBLE)
            return
        try:
            match told.get("response_action"):
                case None:
                    modals.close(view)
                case "clear":
                    modals.close(view, everything=True)
                case "errors":
                    self._show_errors(view, told.get("errors"))
                case "update":
                    modals.update(view, told.get("view") or {})
                case "push":
                    modals.push(view.user, told.get("view") or {})
                case _:
                    modals.show(view, trouble=TROUBLE)
        except SlackError:
            modals.show(view, trouble=TROUBLE)

    def _show_errors(self, view: View, errors: Any) -> None:
        inputs = {block["block_id"] for block in view.spec["blocks"] if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
            raise SlackError("invalid_errors")
        self._workspace.modals.show(view, errors={block: str(text)[:2000] for block, text in errors.items()})

    async def close(self, person: Person, view: View, *, everything: bool = False) -> Answer | None:
        """Close the view; tells the bot if the view asked for it."""
        self._workspace.modals.close(view, everything=everything)
        if not view.spec.get("notify_on_close"):
            return None
        told = view_closed(self._workspace, person, view, is_cleared=everything)
        return await self._delivery.interact(Parcel(INTERACTIVE, told))

    def open_home(self, person: Person) -> None:
        """The person looks at the Home tab, which the bot hears of if it subscribed. The app is not installed where an
        external member comes from."""
        if not self._settings.home_tab or person.team_id != TEAM:
            return
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": f"D{person.id[1:]}", "tab": "home"}
        home = self._workspace.homes.of(person.id)
        self._delivery.announce(event | ({"view": home.as_slack()} if home else {}))
