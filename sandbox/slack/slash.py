"""Slash commands and global shortcuts: what a person types or picks becomes a payload, and the bot's answer becomes
what that person reads. It owns which commands exist, what is escaped in their text, and what Slackbot says when one
fails."""

import json
import re
import time
from typing import Any

from sandbox.slack.delivery import Delivery
from sandbox.slack.directory import APP, DOMAIN, SLACKBOT, TEAM, Channel, Person
from sandbox.slack.errors import SlackError
from sandbox.slack.interactions import envelope
from sandbox.slack.messages import Message
from sandbox.slack.parcels import COMMAND, INTERACTIVE, Answer, Parcel
from sandbox.slack.replies import whisper_or_post
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
_NAMED = re.compile(r"(?<![\w@#.])([@#])([\w][\w.-]*\w|\w)")
_WEB = re.compile(r"https?://[^\s<>|]+")


def failure(answer: Answer) -> str:
    """Slack's word for what went wrong with a command or a shortcut; empty when nothing did."""
    if answer.ok:
        return ""
    if answer.error == "timeout":
        return "operation_timeout"
    return "dispatch_failed" if answer.error else "http_service_error"


class SlashCommands:
    def __init__(self, workspace: Workspace, delivery: Delivery, settings: Settings) -> None:
        self._workspace, self._delivery, self._settings = workspace, delivery, settings

    # --- commands -----------------------------------------------------------------------------------------------------

    def parcel(self, person: Person, channel: Channel, name: str, text: str) -> Parcel:
        """The command as it is sent; ``unknown_command`` when the manifest has none of this name, or when the typist
        belongs to another workspace, where the app is not installed, or when the scope ``commands`` is missing."""
        command = self._settings.commands.get(name)
        if command is None or not self._installed_for(person):
            raise SlackError("unknown_command")
        url = self._workspace.response_urls.new(person.id, channel.id, None)
        payload: Json = {
            "token": self._workspace.app.verification_token,
            "team_id": TEAM,
            "team_domain": DOMAIN,
            "channel_id": channel.id,
            "channel_name": channel.name,
            "user_id": person.id,
            "user_name": person.name,
            "command": name,
            "text": self._escaped(text) if command.should_escape else text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._settings.base_url + url.path,
            "trigger_id": self._workspace.modals.new_trigger(person.id),
        }
        return Parcel(COMMAND, payload)

    def _installed_for(self, person: Person) -> bool:
        granted = self._settings.scopes is None or "commands" in self._settings.scopes
        return granted and person.team_id == TEAM

    def _escaped(self, text: str) -> str:
        """Names of people, channels and groups, and web addresses, in Slack's own syntax."""

        def named(match: re.Match[str]) -> str:
            sign, name = match[1], match[2]
            if sign == "#":
                channel = next((c for c in self._workspace.channels.values() if c.name == name), None)
                return f"<#{channel.id}|{channel.name}>" if channel else match[0]
            person = next((p for p in self._workspace.people.values() if p.name == name and not p.deleted), None)
            if person:
                return f"<@{person.id}|{person.name}>"
            group = next((g for g in self._workspace.groups.values() if g.handle == name and not g.date_delete), None)
            return f"<!subteam^{group.id}|@{group.handle}>" if group else match[0]

        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return _WEB.sub(lambda match: f"<{match[0]}>", _NAMED.sub(named, safe))

    async def run(self, person: Person, channel: Channel, line: str, thread_ts: str = "") -> Answer | None:
        """``line`` as typed, with its slash. None: Slack itself said no, and the bot heard nothing."""
        name, _, text = line.strip().partition(" ")
        if thread_ts:
            self._tell(person, channel, f"{name} is not supported in threads. Sorry!", thread_ts)
            return None
        try:
            parcel = self.parcel(person, channel, name, text.strip())
        except SlackError:
            self._tell(
                person, channel, f"{name} is not a valid command. A message that begins with “/” is taken as a command."
            )
            return None
        answer = await self._delivery.interact(parcel)
        wrong = failure(answer) or self._show(person, channel, line.strip(), answer)
        if wrong:
            self._tell(person, channel, f"{name} failed with the error “{wrong}”")
        return answer

    def _show(self, person: Person, channel: Channel, line: str, answer: Answer) -> str:
        """The body of a good answer as a message; the error's name when it makes none."""
        body = answer.body.strip()
        if not body:
            return ""
        try:
            told = json.loads(body)
        except ValueError:
            told = {"text": body}
        if not isinstance(told, dict):
            return "invalid_command_response"
        if not told.get("text") and not told.get("blocks"):
            return ""
        if told.get("response_type") == "in_channel":
            messages = self._workspace.messages
            messages.post(Message(channel=channel.id, ts=messages.new_ts(), user=person.id, text=line))
        try:
            whisper_or_post(self._workspace, self._settings, person.id, channel.id, told)
        except SlackError as refusal:
            return refusal.code
        return ""

    def _tell(self, person: Person, channel: Channel, sentence: str, thread_ts: str = "") -> None:
        messages = self._workspace.messages
        messages.whisper(
            Message(
                channel=channel.id,
                ts=messages.new_ts(),
                user=SLACKBOT,
                text=sentence,
                thread_ts=thread_ts or None,
                addressee=person.id,
            )
        )

    # --- shortcuts ----------------------------------------------------------------------------------------------------

    def shortcut_parcel(self, person: Person, callback_id: str) -> Parcel:
        """A global shortcut: a trigger, but no channel and no response URL."""
        if callback_id not in self._settings.shortcuts or not self._installed_for(person):
            raise SlackError("unknown_shortcut")
        payload = envelope(self._workspace, "shortcut", person)
        payload |= {
            "user": {"id": person.id, "username": person.name, "team_id": person.team_id},
            "callback_id": callback_id,
            "trigger_id": self._workspace.modals.new_trigger(person.id),
            "action_ts": f"{time.time():.6f}",
        }
        return Parcel(INTERACTIVE, payload)

    async def shortcut(self, person: Person, callback_id: str) -> Answer:
        return await self._delivery.interact(self.shortcut_parcel(person, callback_id))
