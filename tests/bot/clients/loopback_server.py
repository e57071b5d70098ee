"""A small real HTTP server on 127.0.0.1 whose answers a test writes, and which remembers what it was asked."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Seen:
    """A request that arrived, header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Says:
    """An answer. A ``body`` that is no text is sent as JSON; ``cut``: the line ends after that many bytes of it."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: int | None = None
    drip: float = 0.0
    chunked: bool = False


# The line ends without a byte of an answer, after the request was read completely.
DROPPED = Says(cut=-1)


class LoopbackServer:
    """``answer`` is called for each request, in the server's thread; what it returns is sent."""

    def __init__(self, answer: Callable[[Seen], Says]) -> None:
        self.seen: list[Seen] = []
        self.connections = 0
        self.answer = answer
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                with outer._lock:
                    outer.connections += 1
                super().setup()

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:
                    self.close_connection = True

            def _go(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(self.command, self.path, headers, body)
                with outer._lock:
                    outer.seen.append(seen)
                self._say(outer.answer(seen))

            do_GET = do_POST = do_PATCH = do_DELETE = do_CONNECT = _go  # noqa: N815

            def _say(self, says: Says) -> None:
                time.sleep(says.delay)
                if says.cut == -1:
                    self.close_connection = True
                    return
                plain = isinstance(says.body, str | bytes)
                text = says.body if plain else json.dumps(says.body) if says.body is not None else ""
                data = text.encode() if isinstance(text, str) else text
                self.send_response_only(says.status)
                headers = {
                    "Date": self.date_time_string(),
                    "Content-Type": "text/html" if plain else "application/json",
                }
                headers |= says.headers
                if says.chunked:
                    headers["Transfer-Encoding"] = "chunked"
                elif says.status != 204:
                    headers["Content-Length"] = str(len(data))
                for name, value in headers.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
                if says.chunked:
                    for at in range(0, len(data), 7):
                        part = data[at : at + 7]
                        self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                    self.wfile.write(b"" if says.cut is not None else b"0\r\n\r\n")
                elif says.drip:
                    for at in range(len(data)):
                        self.wfile.write(data[at : at + 1])
                        time.sleep(says.drip)
                else:
                    self.wfile.write(data if says.cut is None else data[: says.cut])
                if says.cut is not None:
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def wrap(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on; the handshake is the connection's thread's."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)
