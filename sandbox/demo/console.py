"""The console behind the page's top bar: ``GET /state`` and ``POST /hour /day /pull /start`` on a loopback port, as
JSON with a sentence in ``detail``. It owns HTTP and nothing else; one press is carried out at a time."""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sandbox.demo import DemoError

Json = dict[str, Any]


class Console:
    """``acts``: path → what is done; its answer is the sentence for people. DemoError becomes 502 with its sentence."""

    def __init__(self, port: int, state: Callable[[], Json], acts: Mapping[str, Callable[[], str]]) -> None:
        self._state, self._acts = state, acts
        self._busy = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, name="console", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def busy(self) -> bool:
        """Whether a press is being carried out: the bot may be down on purpose."""
        return self._busy.locked()

    def _press(self, name: str) -> tuple[int, Json]:
        act = self._acts.get(name)
        if act is None:
            return 404, {"detail": "There is no such button."}
        if not self._busy.acquire(blocking=False):
            return 409, {"detail": "One moment: the last button is still at work."}
        try:
            return 200, {"detail": act(), **self._state()}
        except DemoError as error:
            return 502, {"detail": str(error)}
        finally:
            self._busy.release()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        console = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path == "/state":
                    self._answer(200, console._state())
                else:
                    self._answer(404, {"detail": "There is only /state here."})

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self._answer(*console._press(self.path.lstrip("/")))

            def _answer(self, status: int, body: Json) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Silent: the page asks every two seconds."""

        return Handler
