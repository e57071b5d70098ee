"""A door before a vendor that lets in whoever shows the credential of the moment, so that a test can rotate it.

The stand-in behind it goes on knowing one credential of its own: the door exchanges the caller's for that one.
"""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


class Turnstile:
    """``lets_in``: the one Authorization header that is good now. ``refusal``: (status, JSON) for everybody else."""

    def __init__(self, behind: str, inner: str, lets_in: str, refusal: tuple[int, str]) -> None:
        self.lets_in = lets_in
        self.refused = 0
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers.get("Authorization") != door.lets_in:
                    door.refused += 1
                    status, answer, kind = refusal[0], refusal[1].encode(), "application/json"
                else:
                    kind = self.headers.get("Content-Type", "application/x-www-form-urlencoded")
                    reply = door.http.post(
                        self.path, content=body, headers={"Authorization": inner, "Content-Type": kind}
                    )
                    status, answer, kind = reply.status_code, reply.content, reply.headers["Content-Type"]
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Nothing: the test looks at counts."""

        self.http = httpx.Client(base_url=behind, trust_env=False, timeout=30)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextlib.contextmanager
    def open(self) -> Iterator["Turnstile"]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join(10)
            self.http.close()
