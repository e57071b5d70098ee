"""The browser's routes: the page, its fragments, the stream of what changed, and the acts of the person whom this one
acts as (``?as=`` or the cookie ``actor``). It judges no right to act: that is the bot's business, as in Slack."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.slack.acting import Acting
from sandbox.slack.changes import Announce, change_channel, say
from sandbox.slack.directory import BOT_USER, TEAM, Channel, Person
from sandbox.slack.errors import SlackError
from sandbox.slack.page.console import ACTS, Console
from sandbox.slack.page.render import Renderer
from sandbox.slack.settings import Settings
from sandbox.slack.slash import SlashCommands, failure
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
FIRST_ACTOR, FIRST_CHANNEL = "cs.one", "cs-orders"
HOME = "home"
BREATH_S = 0.05
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: http://127.0.0.1:* http://localhost:*;"
    " object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    def __init__(
        self,
        workspace: Workspace,
        acting: Acting,
        slash: SlashCommands,
        announce: Announce,
        settings: Settings,
        console: Console,
    ) -> None:
        self._workspace, self._acting, self._slash, self._announce = workspace, acting, slash, announce
        self._settings, self._console = settings, console
        self._renderer = Renderer(workspace, console.story_now)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.home),
            Route("/c/{channel}", self.channel),
            Route("/home", self.app_home),
            Route("/fragment/home", self.home_fragment),
            Route("/fragment/{channel}", self.fragment),
            Route("/events", self.events),
            Route("/act/press", self.press, methods=["POST"]),
            Route("/act/submit", self.submit, methods=["POST"]),
            Route("/act/close", self.close, methods=["POST"]),
            Route("/act/say", self.say, methods=["POST"]),
            Route("/act/channel", self.change, methods=["POST"]),
            Route("/act/delete", self.delete, methods=["POST"]),
            Route("/act/shortcut", self.shortcut, methods=["POST"]),
            Route("/console/state", self.console_state),
            Route("/console/{act}", self.console_act, methods=["POST"]),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ]

    def _actor(self, request: Request) -> Person:
        for name in (request.query_params.get("as"), request.cookies.get("actor"), FIRST_ACTOR):
            person = next((p for p in self._workspace.people.values() if p.name == name and not p.is_bot), None)
            if person is not None:
                return person
        raise SlackError("user_not_found")

    async def home(self, request: Request) -> Response:
        return await self._show(request, FIRST_CHANNEL)

    async def channel(self, request: Request) -> Response:
        return await self._show(request, request.path_params["channel"])

    async def _show(self, request: Request, wanted: str) -> Response:
        await self._console.state()  # the story's today, before anything is drawn
        actor = self._actor(request)
        mine = self._workspace.channels_of(actor.id)
        channel = next((c for c in mine if wanted in (c.name, c.id)), None)
        if channel is None and request.url.path != "/":
            return RedirectResponse(f"/?as={actor.name}", 303, headers=_HEADERS)
        channel = channel or (mine[0] if mine else None)
        return self._page(self._channel_context(actor, channel))

    def _page(self, context: Json) -> Response:
        page = self._renderer.page(
            "page.html",
            people=[person for person in self._workspace.people.values() if not person.is_bot],
            console=self._settings.console,
            **context,
        )
        response = HTMLResponse(page, headers=_HEADERS)
        response.set_cookie("actor", context["actor"].name, samesite="lax")
        return response

    def _channel_context(self, actor: Person, channel: Channel | None) -> Json:
        current = channel.id if channel else ""
        if channel is not None:
            self._workspace.mark_read(actor.id, channel.id)
        entries = self._renderer.entries(actor, current) if channel else []
        return self._context(actor, current) | {"channel": channel, "entries": entries}

    def _home_context(self, actor: Person) -> Json:
        home = self._workspace.homes.of(actor.id)
        digest = _view_digest(home.hash, home.trouble) if home else ""
        return self._context(actor, HOME) | {"channel": None, "home": home, "home_digest": digest}

    def _context(self, actor: Person, current: str) -> Json:
        view = self._workspace.modals.top(actor.id)
        return {
            "actor": actor,
            "current": current,
            "channels": self._renderer.sidebar(actor, current),
            "home_tab": self._settings.home_tab,
            "shortcuts": list(self._settings.shortcuts.values()),
            "bot_user": BOT_USER,
            "full_member": _is_full_member(actor),
            "view": view,
            "digest": _view_digest(view.hash, view.errors, view.trouble) if view else "",
        }

    async def app_home(self, request: Request) -> Response:
        """The app's Home tab as this person has it; looking at it tells the bot."""
        await self._console.state()
        actor = self._actor(request)
        self._acting.open_home(actor)
        return self._page(self._home_context(actor))

    async def home_fragment(self, request: Request) -> Response:
        return self._fragment("home.html", self._home_context(self._actor(request)))

    async def fragment(self, request: Request) -> Response:
        """What the script puts in place after a change: messages, channels and dialog, as HTML in one JSON object."""
        actor = self._actor(request)
        channel = self._workspace.channels.get(request.path_params["channel"])
        if channel is None or actor.id not in channel.members:
            return JSONResponse({"messages": "", "channels": "", "modal": "", "head": ""}, headers=_HEADERS)
        return self._fragment("channel.html", self._channel_context(actor, channel))

    def _fragment(self, main: str, context: Json) -> Response:
        parts = {"messages": main, "channels": "sidebar.html", "modal": "modal.html", "head": "head.html"}
        return JSONResponse(
            {name: self._renderer.page(template, **context) for name, template in parts.items()}, headers=_HEADERS
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events: the names of what changed, bundled; never content."""
        actor = self._actor(request)
        return StreamingResponse(self._stream(actor), media_type="text/event-stream", headers=_HEADERS)

    async def _stream(self, actor: Person) -> AsyncIterator[str]:
        bus = self._workspace.bus
        listener = bus.subscribe()
        try:
            yield "retry: 500\n\nevent: hello\ndata: {}\n\n"
            while not bus.closing.is_set():
                try:
                    await asyncio.wait_for(listener.woken.wait(), 15)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                await asyncio.sleep(BREATH_S)  # a burst of changes is one signal
                listener.woken.clear()
                changed, listener.changed = listener.changed, set()
                seen = [name for name in changed if not name.startswith("person:") or name == f"person:{actor.id}"]
                if seen:
                    yield f"event: changed\ndata: {json.dumps(sorted(seen))}\n\n"
        finally:
            bus.unsubscribe(listener)

    async def press(self, request: Request) -> Response:
        actor, asked = self._actor(request), await request.json()
        try:
            answer = await self._acting.press(actor, asked)
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code}, headers=_HEADERS)
        return JSONResponse({"ok": answer.ok, "error": answer.error}, headers=_HEADERS)

    async def submit(self, request: Request) -> Response:
        actor, asked = self._actor(request), await request.json()
        view = self._workspace.modals.top(actor.id)
        if view is None or view.id != asked.get("view_id"):
            return JSONResponse({"ok": False, "error": "not_found"}, headers=_HEADERS)
        answer = await self._acting.submit(actor, view, asked.get("values"))
        return JSONResponse({"ok": answer is not None and answer.ok}, headers=_HEADERS)

    async def close(self, request: Request) -> Response:
        actor, asked = self._actor(request), await request.json()
        view = self._workspace.modals.top(actor.id)
        if view is not None and view.id == asked.get("view_id"):
            await self._acting.close(actor, view, everything=bool(view.spec.get("clear_on_close")))
        return JSONResponse({"ok": True}, headers=_HEADERS)

    async def say(self, request: Request) -> Response:
        actor, asked = self._actor(request), await request.json()
        channel = self._workspace.channels.get(str(asked.get("channel")))
        text = str(asked.get("text", "")).strip()[:4000]
        if channel is None or actor.id not in channel.members or channel.is_archived or not text:
            return JSONResponse({"ok": False}, 400, headers=_HEADERS)
        if text.startswith("/"):
            answer = await self._slash.run(actor, channel, text)
            return JSONResponse({"ok": answer is not None and answer.ok}, headers=_HEADERS)
        written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        ts = say(self._workspace, self._settings, {"user": actor.id, "channel": channel.id, "text": written})
        return JSONResponse({"ok": True, "ts": ts}, headers=_HEADERS)

    async def change(self, request: Request) -> Response:
        """From the channel's menu: archive it, rename it, add or remove the bot."""
        actor, asked = self._actor(request), await request.json()
        wanted = {name: value for name, value in asked.items() if name in ("channel", "archived", "name", "bot_member")}
        if not _is_full_member(actor):
            return JSONResponse({"ok": False, "error": "restricted_action"}, headers=_HEADERS)
        try:
            change_channel(self._workspace, self._announce, wanted | {"by": actor.id})
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code}, headers=_HEADERS)
        return JSONResponse({"ok": True}, headers=_HEADERS)

    async def delete(self, request: Request) -> Response:
        """A message, by hand."""
        actor, asked = self._actor(request), await request.json()
        if not _is_full_member(actor):
            return JSONResponse({"ok": False, "error": "cant_delete_message"}, headers=_HEADERS)
        try:
            self._workspace.messages.delete(str(asked.get("channel")), str(asked.get("ts")))
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code}, headers=_HEADERS)
        return JSONResponse({"ok": True}, headers=_HEADERS)

    async def shortcut(self, request: Request) -> Response:
        actor, asked = self._actor(request), await request.json()
        try:
            answer = await self._slash.shortcut(actor, str(asked.get("callback_id")))
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.code}, headers=_HEADERS)
        return JSONResponse({"ok": answer.ok, "error": failure(answer)}, headers=_HEADERS)

    async def console_state(self, _: Request) -> Response:
        return JSONResponse(await self._console.state(), headers=_HEADERS)

    async def console_act(self, request: Request) -> Response:
        act = request.path_params["act"]
        if act not in ACTS:
            return JSONResponse({"detail": "There is no such button."}, 404, headers=_HEADERS)
        status, body = await self._console.act(act)
        return JSONResponse(body, status, headers=_HEADERS)


def _is_full_member(person: Person) -> bool:
    return person.team_id == TEAM and not (person.is_restricted or person.is_ultra_restricted or person.deleted)


def _view_digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
