"""What goes to the bot, whichever way: a payload with its kind, as a signed HTTP request or as a Socket Mode envelope
would hold it; and what came back. It owns these two forms; building payloads and carrying them are others' parts."""

import json
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from sandbox.slack.signing import FORM, JSON, signed_headers

Json = dict[str, Any]
PATIENCE_S = 3.0
INTERACTIVE, COMMAND, EVENT = "interactive", "slash_commands", "events_api"
_ANSWERED = {"view_submission", "block_suggestion"}


@dataclass(frozen=True)
class Parcel:
    type: str
    """As Socket Mode names it: ``interactive``, ``slash_commands`` or ``events_api``."""
    payload: Json

    @property
    def kind(self) -> str:
        """Its name in the list of deliveries."""
        match self.type:
            case "slash_commands":
                return f"command:{self.payload['command']}"
            case "events_api":
                return f"event:{self.payload['event']['type']}"
        return str(self.payload["type"])

    @property
    def accepts_answer(self) -> bool:
        """Whether Slack reads the body of the answer, or the payload of the acknowledgement."""
        return self.type == COMMAND or self.payload.get("type") in _ANSWERED

    def signed(self, secret: str) -> tuple[dict[str, str], str]:
        """Headers and body of the HTTP request, exactly as it would be sent now."""
        if self.type == EVENT:
            body, content_type = json.dumps(self.payload), JSON
        elif self.type == COMMAND:
            body, content_type = urlencode(self.payload), FORM
        else:
            body, content_type = urlencode({"payload": json.dumps(self.payload)}), FORM
        return signed_headers(secret, body, content_type=content_type), body


@dataclass(frozen=True)
class Answer:
    """What the bot replied. ``error``: empty, ``timeout`` or ``connection_failed`` (then ``status`` is 0)."""

    status: int
    body: str
    elapsed_ms: float
    error: str = ""
    no_retry: bool = False
    connection: int | None = None
    """The Socket Mode connection that carried it."""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def described(self) -> Json:
        return {name: value for name, value in asdict(self).items() if name != "no_retry"}


def since(started: float) -> float:
    """Milliseconds since a moment of the monotonic clock."""
    return round((time.monotonic() - started) * 1000, 3)
