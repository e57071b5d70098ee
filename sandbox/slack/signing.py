"""Signs requests as Slack does, so that whoever drives a bot (this stand-in, a benchmark, a crash harness) sends the
same thing. It owns the version-0 signature and nothing else; it never judges whether a request may be believed."""

import hashlib
import hmac
import time

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def sign(secret: str, timestamp: int | str, body: str | bytes) -> str:
    """``v0=`` and the hex HMAC-SHA256 of ``v0:{timestamp}:{raw body}`` under the signing secret."""
    raw = body.encode() if isinstance(body, str) else body
    base = b"v0:" + str(timestamp).encode() + b":" + raw
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed_headers(
    secret: str, body: str | bytes, *, content_type: str = FORM, timestamp: int | None = None
) -> dict[str, str]:
    """The headers that Slack sends with ``body``; ``timestamp`` in seconds, by default now."""
    moment = int(time.time()) if timestamp is None else timestamp
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": str(moment),
        "X-Slack-Signature": sign(secret, moment, body),
    }
