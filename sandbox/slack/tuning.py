"""The part of the control API that makes the workspace behave otherwise: settings, rates, faults, Socket Mode's lines.
It owns how each is asked for; what it then does is the business of the part concerned."""

from typing import Any

from sandbox.slack.api import Api
from sandbox.slack.faults import Fault
from sandbox.slack.manifest import Manifest
from sandbox.slack.sockets import Sockets

Json = dict[str, Any]


class Tuning:
    def __init__(self, api: Api, sockets: Sockets) -> None:
        self._api, self._sockets = api, sockets

    # --- faults and rates ---------------------------------------------------------------------------------------------

    async def list_faults(self, _: Json) -> Json:
        return {"rules": self._api.faults.described(), "counts": self._api.faults.counts}

    async def add_fault(self, asked: Json) -> Json:
        return {"fault": self._api.faults.add(Fault(**asked)).described()}

    async def clear_faults(self, _: Json) -> Json:
        self._api.faults.clear()
        return {"counts": self._api.faults.counts}

    async def remove_fault(self, asked: Json) -> Json:
        self._api.faults.remove(int(asked["id"]))
        return {}

    async def set_rates(self, asked: Json) -> Json:
        self._api.rates.configure(asked.get("mode"), asked.get("overrides"))
        return {"rates": self._api.rates.described()}

    # --- settings -----------------------------------------------------------------------------------------------------

    async def set_settings(self, asked: Json) -> Json:
        """Any of manifest (a whole one; None: everything granted), latency_ms, bot_url, console, scopes, bot_events,
        socket_mode, connection_lives_s, retry_delays_s, delayed_events, delayed_every_s, edit_window_s,
        refused_blocks, trigger_lives_s, response_url_lives_s."""
        settings, workspace = self._api.settings, self._api.workspace
        was_on = settings.socket_mode
        for name, value in asked.items():
            match name:
                case "manifest":
                    settings.adopt(Manifest() if value is None else Manifest.of(value))
                case (
                    "latency_ms"
                    | "bot_url"
                    | "console"
                    | "socket_mode"
                    | "connection_lives_s"
                    | "delayed_events"
                    | "delayed_every_s"
                    | "edit_window_s"
                ):
                    setattr(settings, name, value)
                case "scopes" | "bot_events":
                    setattr(settings, name, None if value is None else frozenset(value))
                case "refused_blocks":
                    settings.refused_blocks = frozenset(value)
                case "retry_delays_s":
                    settings.retry_delays_s = tuple(value)
                case "trigger_lives_s":
                    workspace.modals.trigger_lives_s = float(value)
                case "response_url_lives_s":
                    workspace.response_urls.lives_s = float(value)
                case _:
                    raise ValueError(f"unknown setting {name}")
        if was_on and not settings.socket_mode:
            await self._sockets.disconnect("link_disabled")
        return {}

    # --- Socket Mode: without ``id``, all lines -----------------------------------------------------------------------

    async def list_sockets(self, _: Json) -> Json:
        return {"connections": self._sockets.described()}

    async def drop_sockets(self, asked: Json) -> Json:
        """Cut abruptly."""
        self._sockets.drop(asked.get("id"))
        return {}

    async def freeze_sockets(self, asked: Json) -> Json:
        """Deaf: open, but nothing comes through and no ping is answered; ``deaf`` false ends it."""
        self._sockets.freeze(asked.get("id"), deaf=bool(asked.get("deaf", True)))
        return {"connections": self._sockets.described()}

    async def disconnect_sockets(self, asked: Json) -> Json:
        """``reason``: warning, refresh_requested or link_disabled."""
        await self._sockets.disconnect(str(asked["reason"]), asked.get("id"))
        return {}
