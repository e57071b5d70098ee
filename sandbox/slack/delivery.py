"""Sends to the bot, over signed HTTP or through Socket Mode: interactions once, waiting three seconds, events with
Slack's three retries and, where the app asked for Delayed Events, then once an hour for a day. It owns the choice of
the way, HTTP's wire and the list of what was delivered; what a payload says and what an answer means are others'."""

import asyncio
import secrets
import time
from typing import Any

import httpx

from sandbox.slack.events import as_heard
from sandbox.slack.interactions import event_callback
from sandbox.slack.parcels import EVENT, PATIENCE_S, Answer, Parcel, since
from sandbox.slack.settings import Settings
from sandbox.slack.sockets import Sockets
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]


class Delivery:
    def __init__(self, workspace: Workspace, settings: Settings, sockets: Sockets) -> None:
        self._workspace, self._settings, self._sockets = workspace, settings, sockets
        # No line is kept open: a killed and restarted bot must not be met on a dead one.
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
        self._http = httpx.AsyncClient(trust_env=False, limits=limits, timeout=PATIENCE_S)
        self._tasks: set[asyncio.Task[None]] = set()
        self.sent: list[Json] = []
        workspace.messages.tell = self.announce

    async def close(self) -> None:
        self.forget()
        await self._http.aclose()

    def forget(self) -> None:
        """What is on its way, or would be tried again, is of a workspace that is gone."""
        for task in list(self._tasks):
            task.cancel()
        self.sent.clear()

    async def interact(self, parcel: Parcel) -> Answer:
        """One try; Slack does not retry interactions, commands and shortcuts."""
        return await self._send(parcel)

    def announce(self, event: Json) -> None:
        """Send an event in the background if the app subscribed to it and may hear it."""
        heard = as_heard(event, self._workspace, self._settings)
        if heard is not None:
            task = asyncio.get_running_loop().create_task(self._announce(heard))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _announce(self, event: Json) -> None:
        parcel = Parcel(EVENT, event_callback(self._workspace, event, f"Ev{secrets.token_hex(5).upper()}"))
        reason, settings = "", self._settings
        delays = (0.0, *settings.retry_delays_s, *((settings.delayed_every_s,) * settings.delayed_times))
        for attempt, delay in enumerate(delays):
            await asyncio.sleep(delay)
            answer = await self._send(parcel, attempt, reason)
            if answer.ok or answer.no_retry:
                return
            reason = "http_timeout" if answer.error == "timeout" else answer.error or "http_error"

    async def _send(self, parcel: Parcel, retry: int = 0, reason: str = "") -> Answer:
        carry = self._sockets.carry if self._settings.socket_mode else self._post
        answer = await carry(parcel, retry, reason)
        self.sent.append(
            {
                "seq": len(self.sent) + 1,
                "at": time.time(),
                "kind": parcel.kind,
                "retry": retry,
                "status": answer.status,
                "error": answer.error,
                "elapsed_ms": answer.elapsed_ms,
                "connection": answer.connection,
            }
        )
        return answer

    async def _post(self, parcel: Parcel, retry: int, reason: str) -> Answer:
        headers, body = parcel.signed(self._workspace.app.signing_secret)
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason}
        started = time.monotonic()
        try:
            reply = await asyncio.wait_for(
                self._http.post(self._settings.bot_url, content=body.encode(), headers=headers), PATIENCE_S
            )
        except (TimeoutError, httpx.TimeoutException):
            return Answer(0, "", since(started), "timeout")
        except httpx.TransportError:
            return Answer(0, "", since(started), "connection_failed")
        no_retry = reply.headers.get("x-slack-no-retry") == "1"
        return Answer(reply.status_code, reply.text, since(started), no_retry=no_retry)
