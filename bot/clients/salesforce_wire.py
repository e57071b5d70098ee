"""The wire to Salesforce: one origin that can be reached, time limits on everything, complete answers or faults.

The login and the org's session both stand on it; it knows neither tokens nor Salesforce's answers. It exists because
simple-salesforce writes https:// into every URL and sets no time limit anywhere.
"""

import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from bot import turns
from bot.clients import faults
from bot.clients.addresses import is_loopback
from bot.clients.salesforce_errors import VENDOR
from bot.errors import ClientError, Transient

POOL_SIZE = 16


class Timeouts(NamedTuple):
    """Seconds to connect, and seconds without a byte."""

    connect: float
    read: float


class BoundedAdapter(HTTPAdapter):
    """Connections with time limits; for a plain-http origin (loopback only, see ``addresses``) it drops the TLS.

    simple-salesforce writes https:// into every URL, whatever it was told. It is mounted for one origin: a session
    has nothing else mounted, so a request to any other address fails before it is sent.
    """

    def __init__(self, origin: str, timeouts: Timeouts) -> None:
        self._origin = origin
        self._timeouts = (timeouts.connect, timeouts.read)
        super().__init__(pool_connections=1, pool_maxsize=POOL_SIZE, max_retries=0)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        parts = urlsplit(self._origin)
        if parts.scheme == "http":
            request.url = f"{self._origin}{request.path_url}"
        if is_loopback(parts.hostname or ""):
            proxies = None
        return super().send(request, stream, timeout or self._timeouts, verify, cert, proxies)


def confine(session: requests.Session, origin: str, timeouts: Timeouts) -> None:
    """Let ``session`` reach ``origin`` and nothing else, and keep no cookies (all threads would share them)."""
    adapter = BoundedAdapter(origin, timeouts)
    session.adapters.clear()
    for scheme in ("https", "http") if origin.startswith("http://") else ("https",):
        session.mount(f"{scheme}://{urlsplit(origin).netloc}/", adapter)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))


def exchange(
    request: Callable[..., requests.Response],
    method: str,
    url: str,
    *,
    repeatable: bool,
    timeouts: Timeouts,
    deadline: float,
    **options: Any,
) -> requests.Response | ClientError:
    """One request and its complete answer before ``deadline`` (monotonic), or the fault on the wire.

    Follows no redirect. ``options`` are those of requests; without an ``auth`` among them it would look into .netrc.
    """
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        return out_of_time()
    limits = (min(timeouts.connect, remaining), min(timeouts.read, remaining))
    try:
        with (
            turns.elsewhere(),
            request(
                method, url, **{**options, "stream": True, "allow_redirects": False, "timeout": limits}
            ) as response,
        ):
            body = bytearray()
            # read1 returns what has arrived; requests' own iteration waits for a full chunk, drip by drip.
            while chunk := response.raw.read1(65536, decode_content=True):
                body += chunk
                if time.monotonic() > deadline:
                    raise TimeoutError
    except faults.WIRE_ERRORS as error:
        fault = faults.from_exception(error, vendor=VENDOR, repeatable=repeatable)
    else:
        response._content = bytes(body)  # where requests keeps a body that it read itself, without a deadline
        return response
    return fault


def out_of_time() -> Transient:
    """The time that one call may take was over before its request was sent."""
    return Transient("There was no time left to ask Salesforce.", code="timeout")


def parsed(response: requests.Response) -> object:
    """The body as JSON, or None if it is none."""
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None
