"""Socket Mode: up to ten WebSockets, each payload to exactly one of them, an acknowledgement within three seconds, and
Slack's farewells. It owns the connections and their turns; what a payload says and who retries are others' parts."""

import asyncio
import contextlib
import itertools
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.slack.directory import APP
from sandbox.slack.errors import SlackError
from sandbox.slack.lines import WebSocketLine
from sandbox.slack.parcels import EVENT, PATIENCE_S, Answer, Parcel, since
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
MOST_CONNECTIONS = 10
DEBUG_LIFE_S = 360.0
WARNED_BEFORE_S = 10.0
REASONS = ("warning", "refresh_requested", "link_disabled")


@dataclass(eq=False)
class Connection:
    id: int
    websocket: WebSocket
    line: WebSocketLine
    opened_at: float = field(default_factory=time.time)
    delivered: int = 0
    leaving: bool = False
    """Told to go: it gets nothing new."""
    waiting: dict[str, "asyncio.Future[Json | None]"] = field(default_factory=dict)

    async def send(self, message: Json) -> None:
        """Into the void when the line is deaf; WebSocketDisconnect when it is gone."""
        if self.line.deaf:
            return
        try:
            await self.websocket.send_text(json.dumps(message))
        except (OSError, RuntimeError) as gone:
            raise WebSocketDisconnect from gone

    def described(self) -> Json:
        return {
            "id": self.id,
            "opened_at": self.opened_at,
            "delivered": self.delivered,
            "waiting": len(self.waiting),
            "leaving": self.leaving,
            "deaf": self.line.deaf,
            "pings_answered": self.line.pings_answered,
            "pongs_received": self.line.pongs_received,
        }


class Sockets:
    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self._workspace, self._settings = workspace, settings
        self._open: list[Connection] = []
        self._ids, self._turn = itertools.count(1), itertools.count()

    # --- a connection's life ------------------------------------------------------------------------------------------

    async def endpoint(self, websocket: WebSocket) -> None:
        """``/link/``: from hello to the end, reading acknowledgements."""
        if not self._workspace.tickets.redeem(websocket.query_params.get("ticket", "")):
            await websocket.close()
            return
        await websocket.accept()
        connection = Connection(next(self._ids), websocket, WebSocketLine.of(websocket))
        if len(self._open) >= MOST_CONNECTIONS:
            await self._part(connection, "too_many_websockets")
            return
        life = DEBUG_LIFE_S if websocket.query_params.get("debug_reconnects") == "true" else None
        life = life or self._settings.connection_lives_s
        self._open.append(connection)
        aging = asyncio.create_task(self._age(connection, life))
        try:
            await connection.send(self._hello(life))
            await self._read(connection)
        except WebSocketDisconnect:
            pass
        finally:
            aging.cancel()
            self._open.remove(connection)
            for waiting in connection.waiting.values():
                if not waiting.done():
                    waiting.set_exception(WebSocketDisconnect())

    def _hello(self, life: float) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": int(life)},
            "connection_info": {"app_id": APP},
        }

    async def _read(self, connection: Connection) -> None:
        while True:
            message = await connection.websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            try:
                told = json.loads(message.get("text") or "")
            except ValueError:
                continue
            waiting = connection.waiting.get(str(told.get("envelope_id"))) if isinstance(told, dict) else None
            if waiting is not None and not waiting.done():
                waiting.set_result(told.get("payload"))

    async def _age(self, connection: Connection, life: float) -> None:
        warned_before = min(WARNED_BEFORE_S, life / 2)
        with contextlib.suppress(WebSocketDisconnect):
            await asyncio.sleep(life - warned_before)
            await self._part(connection, "warning")
            await asyncio.sleep(warned_before)
            await self._part(connection, "refresh_requested")

    async def _part(self, connection: Connection, reason: str) -> None:
        """Say it, and unless it is only a warning, close."""
        connection.leaving = connection.leaving or reason != "warning"
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it may be closing already
            farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
            await connection.send(farewell)
            if reason != "warning" and not connection.line.deaf:
                await connection.websocket.close()

    # --- payloads -----------------------------------------------------------------------------------------------------

    async def carry(self, parcel: Parcel, retry: int, reason: str) -> Answer:
        """To the connection whose turn it is; ``connection_failed`` at once when there is none."""
        able = [connection for connection in self._open if not connection.leaving]
        if not able:
            return Answer(0, "", 0.0, "connection_failed")
        connection = able[next(self._turn) % len(able)]
        key = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": key,
            "type": parcel.type,
            "payload": parcel.payload,
            "accepts_response_payload": parcel.accepts_answer,
        }
        if parcel.type == EVENT:
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        connection.waiting[key] = asyncio.get_running_loop().create_future()
        connection.delivered += 1
        started = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await connection.send(envelope)
                told = await connection.waiting[key]
        except TimeoutError:
            return Answer(0, "", since(started), "timeout", connection=connection.id)
        except WebSocketDisconnect:
            return Answer(0, "", since(started), "connection_failed", connection=connection.id)
        finally:
            del connection.waiting[key]
        body = json.dumps(told) if told is not None and parcel.accepts_answer else ""
        return Answer(200, body, since(started), connection=connection.id)

    # --- what a test does to them ------------------------------------------------------------------------------------

    def described(self) -> list[Json]:
        return [connection.described() for connection in self._open]

    def chosen(self, key: int | None) -> list[Connection]:
        """One by its id, or all of them; ``no_such_connection`` for an id that is not there."""
        found = [connection for connection in self._open if key in (None, connection.id)]
        if key is not None and not found:
            raise SlackError("no_such_connection")
        return found

    def drop(self, key: int | None = None) -> None:
        """Cut the line, with no farewell at all."""
        for connection in self.chosen(key):
            connection.line.transport.abort()

    def freeze(self, key: int | None = None, *, deaf: bool = True) -> None:
        """From now on the line swallows everything, pings too, and stays open."""
        for connection in self.chosen(key):
            connection.line.deaf = deaf

    async def disconnect(self, reason: str, key: int | None = None) -> None:
        if reason not in REASONS:
            raise ValueError(f"the reason is one of {', '.join(REASONS)}")
        for connection in self.chosen(key):
            await self._part(connection, reason)
