"""Asks a stand-in's control API. It owns one small HTTP exchange and knows nothing of what is asked."""

import json
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

Json = dict[str, Any]
PATIENCE_S = 20.0


class ControlError(Exception):
    """The stand-in refused, or could not be reached."""


class Control:
    """``address``: ``http://127.0.0.1:<port>``. May be used by several threads."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._netloc = urlsplit(address).netloc

    def get(self, name: str, **query: Any) -> Json:
        return self._ask("GET", f"{name}?{urlencode(query)}" if query else name)

    def post(self, name: str, body: Json) -> Json:
        return self._ask("POST", name, body)

    def delete(self, name: str) -> Json:
        return self._ask("DELETE", name)

    def _ask(self, method: str, name: str, body: Json | None = None) -> Json:
        connection = HTTPConnection(self._netloc, timeout=PATIENCE_S)
        try:
            connection.request(method, f"/_control/{name}", json.dumps(body) if body is not None else None)
            reply = connection.getresponse()
            answer: Json = json.loads(reply.read())
        except (OSError, HTTPException, ValueError) as error:
            raise ControlError(f"{self.address} {method} {name}: {error!r}") from None
        finally:
            connection.close()
        if reply.status != 200:
            raise ControlError(f"{method} {name}: {answer}")
        return answer
