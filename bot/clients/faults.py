"""How a failed HTTP exchange becomes ``Transient``, ``Permanent`` or ``Unknown``.

Every vendor's client judges the wire by the rules here: whether anything was sent, and whether sending it again can do
harm. It owns the reading of exceptions (requests, urllib3, urllib), of HTTP statuses and of ``Retry-After``; the
vendors' own error codes belong to their clients. No sentence made here holds a URL, a body or an exception's text,
because those carry customers' data and tokens.
"""

import http.client
import math
import socket
import ssl
import urllib.error
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
import urllib3

from bot.errors import ClientError, Permanent, Transient, Unknown

# What requests, urllib3 and urllib raise for an exchange that went wrong on the wire.
WIRE_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)

# requests could not even write the request, or had nothing mounted for that address.
_UNWRITABLE = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidJSONError,
)
# A TLS error of the handshake, so before any request was written. Others may come in the middle of an exchange.
_HANDSHAKE_REASONS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS_AVAILABLE"}
    | {"TLSV1_ALERT_PROTOCOL_VERSION", "SSLV3_ALERT_HANDSHAKE_FAILURE", "TLSV1_ALERT_INTERNAL_ERROR"}
)
# A refusal by whoever answered first (a proxy, a firewall, an overloaded edge): nothing was done, it may pass.
_PASSING_STATUSES = frozenset({401, 403, 404, 407, 408, 420, 421, 425, 429})


def from_exception(error: BaseException, *, vendor: str, repeatable: bool) -> ClientError:
    """The fault behind ``error``, one of ``WIRE_ERRORS``. ``repeatable``: sending it again cannot do harm (a read)."""
    causes = tuple(_causes(error))
    if any(isinstance(cause, _UNWRITABLE) for cause in causes):
        return Permanent(f"{vendor} was not asked: the request could not be written.", code="bad_request")
    unsent = _unsent_code(causes)
    if unsent is not None:
        return Transient(f"{vendor} could not be reached ({unsent}).", code=unsent)
    code = "timeout" if any(_is_timeout(cause) for cause in causes) else "connection_lost"
    return ambiguous(code, vendor=vendor, repeatable=repeatable)


def from_status(
    status: int, *, vendor: str, repeatable: bool, code: str | None = None, retry_after: float | None = None
) -> ClientError:
    """The fault of an answer that only its HTTP status explains. ``code``: the vendor's, if it gave a clean one.

    A 503 says that the request was not taken up; any other 5xx may come from a proxy whose line to the vendor broke
    after the request had passed, so for a write the outcome is not known. A redirect is never followed: nothing was
    done.
    """
    short = code or f"http_{status}"
    if status == 503 or status in _PASSING_STATUSES or 300 < status < 400:
        return Transient(f"{vendor} did not take the request ({short}).", code=short, retry_after=retry_after)
    if 400 <= status < 500 or status == 300:
        return Permanent(f"{vendor} refused the request ({short}).", code=short)
    return ambiguous(short, vendor=vendor, repeatable=repeatable, retry_after=retry_after)


def ambiguous(code: str, *, vendor: str, repeatable: bool, retry_after: float | None = None) -> ClientError:
    """The request left and no usable answer came: harmless for a read, an open question for a write."""
    if repeatable:
        return Transient(f"{vendor} gave no usable answer ({code}).", code=code, retry_after=retry_after)
    return Unknown(f"{vendor} gave no usable answer, so whether it acted is not known ({code}).", code=code)


def retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Seconds from a ``Retry-After`` header (seconds or an HTTP date), never negative; None if absent or unreadable."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        instant = http_date(value)
        if instant is None:
            return None
        seconds = (instant - (now or datetime.now(UTC))).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None


def http_date(value: str | None) -> datetime | None:
    """An HTTP date as an aware UTC instant; None if absent or unreadable."""
    if value is None:
        return None
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _unsent_code(causes: tuple[BaseException, ...]) -> str | None:
    """The short code of a failure before the whole request was written, or None if it may have been written.

    1. a name that did not resolve; 2. TLS refused; 3. connection refused or no connection in time.
    urllib wraps what fails while connecting *or writing* in ``URLError``: a time-out there means that the body was
    never complete, so the server had nothing to act on; a reset there is treated as sent.
    """
    for cause in causes:
        if isinstance(cause, socket.gaierror | urllib3.exceptions.NameResolutionError):
            return "dns"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "tls"
        if isinstance(cause, ssl.SSLError) and getattr(cause, "reason", None) in _HANDSHAKE_REASONS:
            return "tls"
        if isinstance(cause, urllib3.exceptions.ConnectTimeoutError) and not isinstance(
            cause, urllib3.exceptions.NewConnectionError
        ):
            return "connect_timeout"
        if isinstance(cause, urllib3.exceptions.NewConnectionError | ConnectionRefusedError):
            return "connection_refused"
        if isinstance(cause, urllib3.exceptions.ProxyError) or _is_refused_tunnel(cause):
            return "proxy"
        if isinstance(cause, urllib.error.URLError) and isinstance(cause.reason, TimeoutError):
            return "connect_timeout"
    return None


def _is_refused_tunnel(cause: BaseException) -> bool:
    """http.client has no class of its own for a proxy that refuses to connect further."""
    return type(cause) is OSError and str(cause).startswith("Tunnel connection failed")


def _is_timeout(cause: BaseException) -> bool:
    return isinstance(cause, TimeoutError | urllib3.exceptions.TimeoutError | requests.exceptions.Timeout)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """``error`` and every exception it wraps, outermost first: by cause, context, argument or ``reason``."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        candidate = waiting.pop(0)
        if not isinstance(candidate, BaseException) or id(candidate) in seen:
            continue
        seen.add(id(candidate))
        yield candidate
        waiting += [candidate.__cause__, candidate.__context__, getattr(candidate, "reason", None), *candidate.args]
