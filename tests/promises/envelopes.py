"""A Slack that sends envelopes of the test's choosing over its WebSockets; all other methods are the stand-in's."""

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.harness import until


class Envelopes:
    """``send`` gives envelopes to whatever connection is up; ``acked`` holds the ids that were answered."""

    def __init__(self, behind: str) -> None:
        self.acked: set[str] = set()
        self.lines: list[WebSocket] = []
        self._behind = httpx.AsyncClient(base_url=behind, trust_env=False, timeout=30)
        routes = [
            Route("/api/apps.connections.open", self._open, methods=["POST"]),
            Route("/api/{method}", self._pass, methods=["GET", "POST"]),
            WebSocketRoute("/link", self._line),
        ]
        self._server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), port=0, log_config=None, ws="wsproto", lifespan="off")
        )
        self._loop = asyncio.new_event_loop()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    @contextlib.contextmanager
    def open(self) -> Iterator["Envelopes"]:
        thread = threading.Thread(target=self._run, name="envelopes")
        thread.start()
        try:
            until(lambda: self._server.started, "the envelopes' server")
            yield self
        finally:
            self._server.should_exit = True
            thread.join(15)

    def _run(self) -> None:
        self._loop.run_until_complete(self._server.serve())
        self._loop.run_until_complete(self._behind.aclose())
        self._loop.close()

    def send(self, envelope: Any) -> None:
        """To the newest connection, as it is: whatever JSON can say."""
        asyncio.run_coroutine_threadsafe(self.lines[-1].send_text(json.dumps(envelope)), self._loop).result(30)

    async def _open(self, _: Request) -> Response:
        return JSONResponse({"ok": True, "url": f"ws://{self.address}/link"})

    async def _pass(self, request: Request) -> Response:
        headers = {name: request.headers[name] for name in ("authorization", "content-type") if name in request.headers}
        answer = await self._behind.request(
            request.method, request.url.path, content=await request.body(), headers=headers, params=request.query_params
        )
        return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))

    async def _line(self, websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0HANDOFF"}})
        self.lines.append(websocket)
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self.acked.add(json.loads(await websocket.receive_text()).get("envelope_id"))
        self.lines.remove(websocket)
