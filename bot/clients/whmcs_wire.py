"""One call of the WHMCS API and the judgement of its outcome: one address, errors with HTTP 200, no error codes.

It owns the transport, PHP's spelling of a form, the table of WHMCS's error sentences and the memory that WHMCS stood
still a moment ago. Credentials travel in the body, and answers hold customers' data and passwords: nothing here logs or
repeats either. It must not know what is asked, nor why.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Mapping, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot import metrics, turns
from bot.clients import faults
from bot.clients.addresses import is_loopback, origin_of, tls_context
from bot.errors import ClientError, Permanent, Transient

VENDOR = "WHMCS"
CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
ANSWER_SECONDS = 12.0
"""A whole answer: a line that drips must not outlast the lease of the work that waits for it."""
LARGEST_ANSWER = 8_000_000
"""Bytes. A page of a hundred services has a few hundred thousand."""
STANDSTILL = 10.0
"""Seconds that nobody asks again after WHMCS let somebody wait in vain: each look would wait as long."""

Scalar = str | int | bool | None
Parameter = Scalar | Sequence[Scalar]

# The sentences that WHMCS refuses with; it has no codes, and their case varies from action to action.
_REFUSALS = (
    (r"authentication failed|invalid or missing credentials", "AUTHENTICATION_FAILED"),
    (r"an admin user is required", "WRONG_ADDRESS"),
    (r"invalid ip\b|ip banned", "IP_NOT_ALLOWED"),
    (r"invalid permissions|access denied", "NOT_PERMITTED"),
    (r"invalid api action|command not found", "UNKNOWN_ACTION"),
    (r"\bnot found\b", "NOT_FOUND"),
)
# The library would print each address it asks.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class WhmcsWire:
    """Calls to one installation with one credential. Safe to share between threads."""

    def __init__(self, url: str, identifier: str, secret: str, access_key: str | None) -> None:
        """``url``: the installation's root, which ``includes/api.php`` is below."""
        origin = origin_of(url, setting="WHMCS_URL")
        self._url = f"{url.rstrip('/')}/includes/api.php"
        self._credentials = {"identifier": identifier, "secret": secret, "responsetype": "json"}
        if access_key:
            self._credentials["accesskey"] = access_key
        self._http = httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            verify=tls_context(),
            cookies=_no_cookies(),
            # The environment's proxies, but none for this machine.
            trust_env=not is_loopback(urlsplit(origin).hostname or ""),
            limits=httpx.Limits(max_connections=16),
        )
        self._stands_until = 0.0
        self._lock = threading.Lock()

    def close(self) -> None:
        self._http.close()

    def read(self, action: str, **parameters: Parameter) -> Mapping[str, Any]:
        """What an action that changes nothing answers. Raises Transient or Permanent."""
        with self._lock:
            if time.monotonic() < self._stands_until:
                raise Transient("WHMCS did not answer a moment ago.", code="timeout")
        try:
            answer = self._exchange({"action": action, **flattened(parameters), **self._credentials})
        except ClientError as fault:
            if fault.code in {"timeout", "connect_timeout"}:
                with self._lock:
                    self._stands_until = time.monotonic() + STANDSTILL
            metrics.call(VENDOR, fault)
            raise
        metrics.call(VENDOR)
        return answer

    def _exchange(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            status, body = self._send(form)
        except httpx.ConnectTimeout:
            fault: ClientError = Transient("WHMCS could not be reached (connect_timeout).", code="connect_timeout")
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError):
            fault = Permanent("WHMCS was not asked: the request could not be written.", code="bad_request")
        except (httpx.HTTPError, OSError) as error:
            fault = faults.from_exception(error, vendor=VENDOR, repeatable=True)
        else:
            return judged(status, body)
        raise fault

    def _send(self, form: Mapping[str, str]) -> tuple[int, bytes]:
        deadline = time.monotonic() + ANSWER_SECONDS
        body = bytearray()
        with turns.elsewhere(), self._http.stream("POST", self._url, data=form) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if time.monotonic() > deadline:
                    raise TimeoutError
                if len(body) > LARGEST_ANSWER:
                    raise httpx.RemoteProtocolError("an answer without end")
        return response.status_code, bytes(body)


def _no_cookies() -> CookieJar:
    """PHP lets the requests of one session wait for each other."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))


def flattened(parameters: Mapping[str, Parameter]) -> dict[str, str]:
    """As PHP reads a form: ``name[0]`` for lists, 1 and 0 for switches (it takes the word false for on), no nulls."""
    form: dict[str, str] = {}
    for name, value in parameters.items():
        if isinstance(value, str) or not isinstance(value, Sequence):
            entries: Sequence[tuple[str, Scalar]] = [(name, value)]
        else:
            entries = [(f"{name}[{number}]", one) for number, one in enumerate(value)]
        form |= {key: _word(one) for key, one in entries if one is not None}
    return form


def _word(value: Scalar) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def judged(status: int, body: bytes) -> Mapping[str, Any]:
    """The answer as a mapping, or the fault raised. The body comes first: a refusal has status 200 or 403."""
    try:
        answer: object = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    is_refusal = isinstance(answer, dict) and "error" in {
        str(answer.get(name)).lower() for name in ("result", "status")
    }
    if status == 403 and not is_refusal:  # a wall in between: it says the same again until somebody opens it
        raise Permanent("Something in front of WHMCS refuses this machine (http_403).", code="http_403")
    if not isinstance(answer, dict):
        if status < 300:
            raise faults.ambiguous("bad_answer", vendor=VENDOR, repeatable=True)
        raise faults.from_status(status, vendor=VENDOR, repeatable=True)
    if is_refusal:
        raise _refusal(str(answer.get("message", "")))
    if status >= 300:
        raise faults.from_status(status, vendor=VENDOR, repeatable=True)
    return answer


def _refusal(message: str) -> Permanent:
    for pattern, code in _REFUSALS:
        if re.search(pattern, message, re.IGNORECASE):
            return Permanent(f"WHMCS refused the request ({code}).", code=code)
    return Permanent("WHMCS refused the request.", code="REFUSED")
