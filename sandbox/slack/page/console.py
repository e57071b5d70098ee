"""The way to the demo's console: the story's clock, the bot's state, and the four buttons of the top bar. It relays and
remembers the last answer; what an hour or a pulled plug means is the console's own."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from sandbox.slack.settings import Settings

Json = dict[str, Any]
ACTS = ("hour", "day", "pull", "start")


class Console:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.AsyncClient(trust_env=False, timeout=httpx.Timeout(90.0, connect=2.0))
        self._told: tuple[datetime, float, float] | None = None

    async def close(self) -> None:
        await self._http.aclose()

    async def state(self) -> Json:
        """``{story_now, rate, bot, salesforce_url, whmcs_url, speed}``, or ``{"bot": "unknown"}`` when nobody
        answers."""
        if not self._settings.console:
            return {"bot": "unknown"}
        try:
            reply = await self._http.get(f"{self._settings.console}/state", timeout=2.0)
            told: Json = reply.json()
        except (httpx.HTTPError, ValueError):
            return {"bot": "unknown"}
        if isinstance(told.get("story_now"), str):
            self._told = (datetime.fromisoformat(told["story_now"]), float(told.get("rate", 1)), time.monotonic())
        return told

    async def act(self, what: str) -> tuple[int, Json]:
        """Press one of the console's buttons; its status and its answer (a sentence for people in ``detail``)."""
        if not self._settings.console:
            return 409, {"detail": "There is no demo console."}
        try:
            reply = await self._http.post(f"{self._settings.console}/{what}")
        except httpx.HTTPError:
            return 502, {"detail": "The demo console does not answer."}
        try:
            body = reply.json()
        except ValueError:
            body = {}
        return reply.status_code, body if isinstance(body, dict) else {}

    def story_now(self) -> datetime:
        """The story's time as last told, moved on; real time where there is no story."""
        if self._told is None:
            return datetime.now(UTC)
        told, rate, heard = self._told
        return told + timedelta(seconds=(time.monotonic() - heard) * rate)
