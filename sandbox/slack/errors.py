"""The one exception of the stand-in: a refusal in Slack's words, ``{"ok": false, "error": code}`` with HTTP 200."""

from typing import Any

from sandbox.slack.rules import Findings


class SlackError(Exception):
    """``code`` is Slack's error string; ``extra`` are further fields of the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


def refuse_findings(code: str, found: Findings) -> None:
    """Raise ``code`` with each finding in ``response_metadata.messages``, as Slack explains; nothing when clean."""
    if found.messages:
        messages = [f"[ERROR] {message}" for message in found.messages]
        raise SlackError(code, errors=found.messages, response_metadata={"messages": messages})
