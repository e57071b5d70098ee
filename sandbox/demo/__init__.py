"""The demo: the local Slack, the local Salesforce, the local WHMCS, customers who place orders, and the bot, started
and watched as processes of their own. It owns their ports, their folder and the story's clock, and leaves nothing
behind when it ends. It imports nothing of the product: the bot is one more process, told where to go by its environment
alone.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8000
FASTEST = 3600.0
HTTP, SOCKET = TRANSPORTS = ("http", "socket")


class DemoError(Exception):
    """The demo cannot start or go on. ``str(error)`` says why and what to do."""


@dataclass(frozen=True)
class Wanted:
    """What the caller asked for. ``port``: of the page, 0 picks a free one. ``speed``: business seconds per second.
    ``transport``: how Slack reaches the bot, by requests (``http``) or in Socket Mode (``socket``)."""

    folder: Path
    port: int = DEFAULT_PORT
    speed: float = 1.0
    seed: int = 1
    fresh: bool = False
    transport: str = HTTP

    @classmethod
    def read(cls, environ: Mapping[str, str], folder: Path) -> "Wanted":
        """From PORT, SPEED, SEED, FRESH and TRANSPORT. DemoError names the one that makes no sense."""
        speed = _number(environ, "SPEED", "1")
        if not (math.isfinite(speed) and 0 < speed <= FASTEST):
            raise DemoError(f"SPEED: must be above 0 and at most {FASTEST:.0f}, such as SPEED=60")
        port, seed = _number(environ, "PORT", str(DEFAULT_PORT)), _number(environ, "SEED", "1")
        if port != int(port) or not 0 <= port <= 65535:
            raise DemoError("PORT: must be a port's number, or 0 for a free one")
        if seed != int(seed) or not 0 <= seed < 1_000_000_000:
            raise DemoError("SEED: must be a whole number from 0 to 999999999")
        fresh = environ.get("FRESH", "").strip().lower() not in ("", "0", "no", "false")
        transport = environ.get("TRANSPORT", "").strip().lower() or HTTP
        if transport not in TRANSPORTS:
            raise DemoError(f"TRANSPORT: must be {' or '.join(TRANSPORTS)}")
        return cls(folder.resolve(), int(port), speed, int(seed), fresh, transport)


def _number(environ: Mapping[str, str], name: str, otherwise: str) -> float:
    try:
        return float(environ.get(name, "").strip() or otherwise)
    except ValueError:
        raise DemoError(f"{name}: is not a number") from None


def run(wanted: Wanted) -> None:
    """Start everything, say where the page is, and stay until SIGINT or SIGTERM. Raises DemoError."""
    from sandbox.demo.supervisor import Supervisor  # noqa: PLC0415 - httpx is loaded only where the demo runs

    Supervisor(wanted).run()
