"""The local Salesforce org: REST, SOQL, the Order rules and a control API, as a process of its own on 127.0.0.1.

Everything a caller needs is here and light to import; the server's libraries are loaded by ``serve``. It imports
nothing of the product.
"""

from pathlib import Path

CLIENT_ID = "handoff-demo"
CLIENT_SECRET = "demo-client-secret"
PORTAL_CLIENT_ID = "portal-demo"
PORTAL_CLIENT_SECRET = "portal-client-secret"
BOT_USER = "handoff.bot@example.com"
PORTAL_USER = "portal.integration@example.com"
CLERK_USER = "sf.clerk@example.com"
STANDARD_PRICEBOOK_ID = "01sHo0000000001IAA"
PORTAL_PRICEBOOK_ID = "01sHo0000000002IAA"


def serve(port: int = 0, data: Path | None = None, clock: str | None = None, latency_ms: float = 0) -> None:
    """Serve until SIGTERM. Prints ``ready http://127.0.0.1:<port>`` once it accepts connections.

    ``data``: a SQLite file of its own (None: memory). ``clock``: ``<ISO instant with zone>@<rate>`` (None: real time).
    Raises ValueError for a bad clock, OSError for a port in use.
    """
    from sandbox.salesforce.server import run  # noqa: PLC0415 - starlette, uvicorn and lark only where they serve

    run(port, data, clock, latency_ms)
