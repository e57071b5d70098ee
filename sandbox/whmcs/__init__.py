"""The local WHMCS: its one API endpoint with the quirks of a live installation, and a control API, as a process of its
own on 127.0.0.1.

Everything a caller needs is here and light to import; the server's libraries are loaded by ``serve``. It imports
nothing of the product.
"""

from pathlib import Path

IDENTIFIER = "handoff-demo-identifier"
SECRET = "demo-whmcs-secret"
ACCESS_KEY = "demo-access-key"
ENDPOINT = "/includes/api.php"


def serve(port: int = 0, data: Path | None = None, clock: str | None = None, latency_ms: float = 0) -> None:
    """Serve until SIGTERM. Prints ``ready http://127.0.0.1:<port>`` once it accepts connections.

    ``data``: a SQLite file of its own (None: memory). ``clock``: ``<ISO instant with zone>@<rate>`` (None: real time).
    Raises ValueError for a bad clock, OSError for a port in use.
    """
    from sandbox.whmcs.server import run  # noqa: PLC0415 - starlette and uvicorn only where they serve

    run(port, data, clock, latency_ms)
