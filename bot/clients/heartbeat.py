"""The heartbeat to a watcher outside: one GET while all is well. Its silence is what the watcher tells people of (X7).

The address often is the secret itself, so it stands in no log and no error.
"""

import httpx

from bot.clients.addresses import origin_of, tls_context
from bot.errors import Transient

SETTING = "HANDOFF_HEARTBEAT_URL"
PATIENCE = 5.0
"""Seconds."""


class Heartbeat:
    def __init__(self, url: str) -> None:
        origin_of(url, setting=SETTING)
        self._url = url
        self._http = httpx.Client(verify=tls_context(), timeout=PATIENCE, trust_env=False)

    def beat(self) -> None:
        """Raises Transient when the watcher did not take it."""
        try:
            answer = self._http.get(self._url)
        except httpx.HTTPError as error:
            raise Transient("The heartbeat's watcher does not answer.", code=type(error).__name__) from None
        if not answer.is_success:
            raise Transient("The heartbeat's watcher refuses it.", code=f"http_{answer.status_code}")

    def close(self) -> None:
        self._http.close()
