"""Sends to the bot over signed HTTP: interactions once, waiting three seconds, events with Slack's three retries. It
owns the wire and the list of what was delivered; what a payload says and what an answer means are others' parts."""

import asyncio
import json
import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from sandbox.slack.api import Settings
from sandbox.slack.interactions import event_callback
from sandbox.slack.signing import FORM, JSON, signed_headers
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
PATIENCE_S = 3.0


@dataclass(frozen=True)
class Answer:
    """What the bot replied. ``error``: empty, ``timeout`` or ``connection_failed`` (then ``status`` is 0)."""

    status: int
    body: str
    elapsed_ms: float
    error: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def described(self) -> Json:
        return {name: value for name, value in asdict(self).items() if name != "no_retry"}


class Delivery:
    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self._workspace, self._settings = workspace, settings
        # No line is kept open: a killed and restarted bot must not be met on a dead one.
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
        self._http = httpx.AsyncClient(trust_env=False, limits=limits, timeout=PATIENCE_S)
        self._tasks: set[asyncio.Task[None]] = set()
        self.sent: list[Json] = []

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await self._http.aclose()

    def signed(self, payload: Json) -> tuple[dict[str, str], str]:
        """Headers and form body of an interaction, exactly as it would be sent now."""
        body = urlencode({"payload": json.dumps(payload)})
        return signed_headers(self._workspace.app.signing_secret, body, content_type=FORM), body

    async def interact(self, payload: Json) -> Answer:
        """One try; Slack does not retry interactions."""
        headers, body = self.signed(payload)
        return await self._post(payload["type"], headers, body)

    def announce(self, event: Json) -> None:
        """Send an event in the background if the app subscribed to its type."""
        wanted = self._settings.bot_events
        if wanted is None or event["type"] in wanted:
            task = asyncio.get_running_loop().create_task(self._announce(event))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _announce(self, event: Json) -> None:
        envelope = event_callback(self._workspace, event, f"Ev{secrets.token_hex(5).upper()}")
        body = json.dumps(envelope)
        reason = ""
        for attempt in range(len(self._settings.retry_delays_s) + 1):
            if attempt:
                await asyncio.sleep(self._settings.retry_delays_s[attempt - 1])
            headers = signed_headers(self._workspace.app.signing_secret, body, content_type=JSON)
            if attempt:
                headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
            answer = await self._post(f"event:{event['type']}", headers, body, retry=attempt)
            if answer.ok or answer.no_retry:
                return
            reason = "http_timeout" if answer.error == "timeout" else answer.error or "http_error"

    async def _post(self, kind: str, headers: dict[str, str], body: str, retry: int = 0) -> Answer:
        started = time.monotonic()
        try:
            reply = await asyncio.wait_for(
                self._http.post(self._settings.bot_url, content=body.encode(), headers=headers), PATIENCE_S
            )
            no_retry = reply.headers.get("x-slack-no-retry") == "1"
            answer = Answer(reply.status_code, reply.text, _since(started), no_retry=no_retry)
        except (TimeoutError, httpx.TimeoutException):
            answer = Answer(0, "", _since(started), "timeout")
        except httpx.TransportError:
            answer = Answer(0, "", _since(started), "connection_failed")
        self.sent.append(
            {
                "seq": len(self.sent) + 1,
                "at": time.time(),
                "kind": kind,
                "retry": retry,
                "status": answer.status,
                "error": answer.error,
                "elapsed_ms": answer.elapsed_ms,
            }
        )
        return answer


def _since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 3)
