"""The control API below ``/_control/``: what tests, benchmarks and crash harnesses use to look and to act, and no app
ever sees. It never appears in the request log; each handler is a thin door to the part that owns the matter."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.slack.acting import Acting
from sandbox.slack.api import Api
from sandbox.slack.changes import add_person, change_channel, change_group, change_person, change_presence, say
from sandbox.slack.delivery import Delivery
from sandbox.slack.errors import SlackError
from sandbox.slack.modals import View
from sandbox.slack.parcels import Parcel
from sandbox.slack.slash import SlashCommands
from sandbox.slack.tuning import Tuning

Json = dict[str, Any]
Handler = Callable[[Json], Awaitable[Json]]
LOG_PAGE = 20_000


class Control:
    def __init__(self, api: Api, acting: Acting, slash: SlashCommands, delivery: Delivery, tuning: Tuning) -> None:
        self._api, self._acting, self._slash = api, acting, slash
        self._delivery, self._tuning = delivery, tuning
        self._workspace = api.workspace

    def routes(self) -> list[Route]:
        tuning = self._tuning
        table: list[tuple[str, str, Handler]] = [
            ("GET", "state", self.state),
            ("POST", "reset", self.reset),
            ("GET", "faults", tuning.list_faults),
            ("POST", "faults", tuning.add_fault),
            ("DELETE", "faults", tuning.clear_faults),
            ("DELETE", "faults/{id:int}", tuning.remove_fault),
            ("GET", "log", self.read_log),
            ("GET", "log/counts", self.count_log),
            ("GET", "deliveries", self.read_deliveries),
            ("GET", "messages", self.list_messages),
            ("POST", "messages", self.say),
            ("DELETE", "messages", self.delete_message),
            ("POST", "messages/delete", self.delete_message),
            ("GET", "ephemerals", self.list_ephemerals),
            ("GET", "views", self.list_views),
            ("POST", "press", self.press),
            ("POST", "payload_for", self.payload_for),
            ("POST", "deliver", self.deliver),
            ("POST", "command", self.command),
            ("POST", "shortcut", self.shortcut),
            ("GET", "home", self.list_homes),
            ("POST", "home", self.open_home),
            ("POST", "submit", self.submit),
            ("POST", "close", self.close),
            ("POST", "event", self.event),
            ("POST", "users", self.change_user),
            ("POST", "users/add", self.add_user),
            ("POST", "presence", self.change_presence),
            ("POST", "groups", self.change_group),
            ("POST", "channels", self.change_channel),
            ("POST", "rates", tuning.set_rates),
            ("POST", "settings", tuning.set_settings),
            ("GET", "sockets", tuning.list_sockets),
            ("POST", "sockets/drop", tuning.drop_sockets),
            ("POST", "sockets/freeze", tuning.freeze_sockets),
            ("POST", "sockets/disconnect", tuning.disconnect_sockets),
        ]
        return [Route(f"/_control/{path}", _door(handler), methods=[verb]) for verb, path, handler in table]

    async def state(self, _: Json) -> Json:
        return {
            "base_url": self._api.settings.base_url,
            "bot_url": self._api.settings.bot_url,
            "latency_ms": self._api.settings.latency_ms,
            "scopes": sorted(self._api.settings.scopes) if self._api.settings.scopes is not None else None,
            "socket_mode": self._api.settings.socket_mode,
            "rates": self._api.rates.described(),
            "log_last": self._api.log.last,
            "deliveries": len(self._delivery.sent),
            "users": {person.name: person.id for person in self._workspace.people.values()},
            "channels": {channel.name: channel.id for channel in self._workspace.channels.values()},
            "groups": {group.handle: group.id for group in self._workspace.groups.values()},
        }

    async def reset(self, _: Json) -> Json:
        self._workspace.reset()
        self._api.faults.reset()
        self._api.log.clear()
        self._delivery.forget()
        return {}

    # --- log ----------------------------------------------------------------------------------------------------------

    async def read_log(self, asked: Json) -> Json:
        since, limit = int(asked.get("since", 0)), int(asked.get("limit", LOG_PAGE))
        entries = self._api.log.since(since, limit, asked.get("method", ""), asked.get("channel", ""))
        return {"entries": entries, "last": self._api.log.last}

    async def count_log(self, asked: Json) -> Json:
        return self._api.log.counts(int(asked.get("since", 0)))

    async def read_deliveries(self, asked: Json) -> Json:
        since = int(asked.get("since", 0))
        return {"deliveries": self._delivery.sent[since:], "last": len(self._delivery.sent)}

    # --- looking ----------------------------------------------------------------------------------------------------

    async def list_messages(self, asked: Json) -> Json:
        channel = self._workspace.channel(asked.get("channel", ""))
        found = self._workspace.messages.everything_in(channel.id)
        oldest = str(asked.get("oldest", ""))
        return {
            "messages": [
                self._workspace.messages.with_thread(message)
                | {"channel": channel.id, "edits": message.edits, "is_reply": message.is_reply}
                | {"unfurl_links": message.unfurl_links, "unfurl_media": message.unfurl_media}
                for message in found
                if message.ts > oldest
            ]
        }

    async def list_ephemerals(self, asked: Json) -> Json:
        user = self._workspace.person(asked["user"]).id if asked.get("user") else None
        channel = self._workspace.channel(asked["channel"]).id if asked.get("channel") else None
        found = self._workspace.messages.private_of(user, channel)[int(asked.get("since", 0)) :]
        return {
            "ephemerals": [
                message.as_slack() | {"channel": message.channel, "addressee": message.addressee} for message in found
            ]
        }

    async def list_views(self, asked: Json) -> Json:
        wanted = self._workspace.person(asked["user"]).id if asked.get("user") else None
        return {
            "views": [
                view.as_slack() | {"user": user, "errors": view.errors, "trouble": view.trouble}
                for user, stack in self._workspace.modals.everything_open().items()
                for view in stack
                if wanted in (None, user)
            ]
        }

    # --- acting -----------------------------------------------------------------------------------------------------

    async def press(self, asked: Json) -> Json:
        answer = await self._acting.press(self._workspace.person(asked["user"]), asked)
        return {"answer": answer.described()}

    async def payload_for(self, asked: Json) -> Json:
        """The exact signed request of a press (see ``press``), of a submission (``view_id`` and ``submit``: true), of a
        command (``command``, ``text``, ``channel``) or of a ``shortcut`` by its callback id; made, not sent."""
        person = self._workspace.person(asked["user"])
        if asked.get("command"):
            channel = self._workspace.channel(asked["channel"])
            parcel = self._slash.parcel(person, channel, asked["command"], str(asked.get("text", "")))
        elif asked.get("shortcut"):
            parcel = self._slash.shortcut_parcel(person, asked["shortcut"])
        else:
            parcel = self._acting.parcel(person, asked)
        headers, body = parcel.signed(self._workspace.app.signing_secret)
        return {
            "url": self._api.settings.bot_url,
            "headers": headers,
            "body": body,
            "payload": parcel.payload,
            "type": parcel.type,
        }

    async def deliver(self, asked: Json) -> Json:
        """Send a ``payload`` of ``payload_for``, of its ``type``, as it would be sent now, and again if asked again;
        nothing of the page moves by it."""
        answer = await self._delivery.interact(Parcel(str(asked["type"]), dict(asked["payload"])))
        return {"answer": answer.described()}

    async def command(self, asked: Json) -> Json:
        """``user, channel, line`` as typed (``/orders list``), perhaps ``thread_ts``. No answer: Slack said no."""
        person, channel = self._workspace.person(asked["user"]), self._workspace.channel(asked["channel"])
        answer = await self._slash.run(person, channel, str(asked["line"]), str(asked.get("thread_ts", "")))
        return {"answer": answer.described() if answer else None}

    async def shortcut(self, asked: Json) -> Json:
        answer = await self._slash.shortcut(self._workspace.person(asked["user"]), str(asked["callback_id"]))
        return {"answer": answer.described()}

    async def open_home(self, asked: Json) -> Json:
        self._acting.open_home(self._workspace.person(asked["user"]))
        return {}

    async def list_homes(self, asked: Json) -> Json:
        """The published view of ``user``, None when there is none."""
        home = self._workspace.homes.of(self._workspace.person(asked["user"]).id)
        return {"view": home.as_slack() if home else None, "trouble": home.trouble if home else ""}

    def _view(self, asked: Json) -> View:
        if asked.get("view_id"):
            return self._workspace.modals.find(str(asked["view_id"]))
        view = self._workspace.modals.top(self._workspace.person(asked["user"]).id)
        if view is None:
            raise SlackError("not_found")
        return view

    async def submit(self, asked: Json) -> Json:
        view, person = self._view(asked), self._workspace.person(asked["user"])
        answer = await self._acting.submit(person, view, asked.get("values"), force=bool(asked.get("force")))
        return {
            "answer": answer.described() if answer else None,
            "errors": view.errors,
            "trouble": view.trouble,
            "open": any(view is other for other in self._workspace.modals.stack(view.user)),
        }

    async def close(self, asked: Json) -> Json:
        person = self._workspace.person(asked["user"])
        answer = await self._acting.close(person, self._view(asked), everything=bool(asked.get("everything")))
        return {"answer": answer.described() if answer else None}

    async def event(self, asked: Json) -> Json:
        self._delivery.announce(asked["event"])
        return {}

    # --- changing ---------------------------------------------------------------------------------------------------

    async def say(self, asked: Json) -> Json:
        return {"ts": say(self._workspace, self._api.settings, asked)}

    async def delete_message(self, asked: Json) -> Json:
        channel = self._workspace.channel(asked["channel"]).id
        self._workspace.messages.delete(channel, str(asked["ts"]))
        return {}

    async def change_user(self, asked: Json) -> Json:
        return {"user": change_person(self._workspace, self._delivery.announce, asked)}

    async def add_user(self, asked: Json) -> Json:
        return {"user": add_person(self._workspace, self._delivery.announce, asked)}

    async def change_presence(self, asked: Json) -> Json:
        return {"dnd": change_presence(self._workspace, asked)}

    async def change_group(self, asked: Json) -> Json:
        return {"usergroup": change_group(self._workspace, self._delivery.announce, asked)}

    async def change_channel(self, asked: Json) -> Json:
        return {"channel": change_channel(self._workspace, self._delivery.announce, asked)}


def _door(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Arguments from the path, the query and a JSON body together; 400 with the reason when they make no sense."""

    async def endpoint(request: Request) -> Response:
        try:
            body = await request.json() if await request.body() else {}
            answer = await handler({**request.query_params, **body, **request.path_params})
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code, **refusal.extra}, 400)
        except (KeyError, TypeError, ValueError) as mistake:
            return JSONResponse({"ok": False, "error": "bad_request", "detail": repr(mistake)}, 400)
        return JSONResponse({"ok": True, **answer})

    return endpoint
