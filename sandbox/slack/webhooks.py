"""Response URLs: what a press hands the app for answering privately. It owns their five uses and thirty minutes; what
an answer does to the channel is replies.py's."""

import secrets
import time
from dataclasses import dataclass

from sandbox.slack.errors import SlackError

MOST_USES = 5
LIVES_S = 30 * 60.0


@dataclass
class ResponseUrl:
    path: str
    user: str
    channel: str
    born: float
    message_ts: str | None = None
    """The message that was pressed, which ``replace_original`` and ``delete_original`` mean."""
    uses: int = 0


class ResponseUrls:
    def __init__(self) -> None:
        self._known: dict[str, ResponseUrl] = {}
        self.lives_s = LIVES_S

    def new(self, user: str, channel: str, message_ts: str | None) -> ResponseUrl:
        now = time.monotonic()
        if len(self._known) > 20_000:
            self._known = {path: url for path, url in self._known.items() if now - url.born < self.lives_s}
        path = f"/actions/T0HANDOFF/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(18)}"
        self._known[path] = ResponseUrl(path, user, channel, now, message_ts)
        return self._known[path]

    def use(self, path: str) -> ResponseUrl:
        """One of the five uses; ``no_service``, ``expired_url`` or ``used_url`` when there is none."""
        url = self._known.get(path)
        if url is None:
            raise SlackError("no_service")
        if time.monotonic() - url.born > self.lives_s:
            raise SlackError("expired_url")
        if url.uses >= MOST_USES:
            raise SlackError("used_url")
        url.uses += 1
        return url

    def clear(self) -> None:
        self._known.clear()
