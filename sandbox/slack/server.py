"""Puts the parts together and serves them on one loopback port until SIGTERM or Ctrl-C. It owns start, the line
``ready http://127.0.0.1:<port>`` and the end; every behaviour is in the parts."""

import contextlib
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from sandbox.slack.acting import Acting
from sandbox.slack.api import Api
from sandbox.slack.control import Control
from sandbox.slack.delivery import Delivery
from sandbox.slack.lines import NotedProtocol, WebSocketLine
from sandbox.slack.manifest import Manifest
from sandbox.slack.page.console import Console
from sandbox.slack.page.routes import Page
from sandbox.slack.rates import Rates
from sandbox.slack.settings import Settings
from sandbox.slack.slash import SlashCommands
from sandbox.slack.sockets import Sockets
from sandbox.slack.tuning import Tuning
from sandbox.slack.workspace import Workspace

PING_S = 5.0
"""How often Slack pings an open socket; how often it really does is not documented."""


def build(workspace: Workspace, settings: Settings, rates: Rates) -> Starlette:
    api = Api(workspace, settings, rates=rates)
    sockets = Sockets(workspace, settings)
    delivery = Delivery(workspace, settings, sockets)
    acting = Acting(workspace, delivery, settings)
    slash = SlashCommands(workspace, delivery, settings)
    console = Console(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await delivery.close()
        await console.close()
        workspace.store.close()

    return Starlette(
        routes=[
            Route("/api/{method}", api.endpoint, methods=["GET", "POST"]),
            Route("/actions/{rest:path}", api.response_url, methods=["POST"]),
            WebSocketRoute("/link/", sockets.endpoint),
            *Control(api, acting, slash, delivery, Tuning(api, sockets)).routes(),
            *Page(workspace, acting, slash, delivery.announce, settings, console).routes(),
        ],
        lifespan=lifespan,
    )


class _Server(uvicorn.Server):
    """uvicorn, which on a signal first lets every open stream and held reply go."""

    def __init__(self, config: uvicorn.Config, workspace: Workspace) -> None:
        super().__init__(config)
        self._workspace = workspace

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._workspace.bus.close()
        super().handle_exit(sig, frame)

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        """uvicorn's own raises the signal again when it is done; a stand-in that was told to end has ended well."""
        previous = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)


def serve(
    *,
    port: int = 0,
    data: Path | None = None,
    bot_url: str = "http://127.0.0.1:3000/slack/events",
    console: str | None = None,
    latency_ms: float = 0.0,
    rates: str = "off",
    manifest: Path | None = None,
    socket_mode: bool = False,
) -> None:
    """Serve until SIGTERM. ``port`` 0 picks a free one; ``data`` None keeps everything in memory; ``console``: the
    address that the page's top bar talks to; ``rates``: ``real`` or ``off``; ``socket_mode``: on even if the
    manifest says nothing of it."""
    settings = Settings(latency_ms=latency_ms, bot_url=bot_url, console=console)
    if manifest is not None:
        settings.adopt(Manifest.read(manifest))
    settings.socket_mode = settings.socket_mode or socket_mode
    # With the protocol named, asyncio sets TCP_NODELAY on each line; without it every reply waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    settings.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    workspace = Workspace(data)
    config = uvicorn.Config(
        build(workspace, settings, Rates(rates)),
        http=NotedProtocol,
        ws=WebSocketLine,
        ws_ping_interval=PING_S,
        ws_ping_timeout=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        backlog=1024,
        server_header=False,
    )
    listening.listen(1024)
    sys.stdout.write(f"ready {settings.base_url}\n")
    sys.stdout.flush()
    _Server(config, workspace).run(sockets=[listening])
