"""One call of Slack's Web API and the judgement of its outcome, over slack_sdk's client without any retry handler.

It owns Slack's error table and remembers rate limits, so that nobody asks again before Slack wants to be asked. The
library's own handlers may send a post twice, and its logger prints pieces of answers: both are off here. It must not
know what is posted, nor why.
"""

import http.client
import json
import logging
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import metrics, turns
from bot.clients import faults
from bot.clients.addresses import is_loopback, origin_of, tls_context
from bot.errors import ClientError, Permanent, Transient

VENDOR = "Slack"
_CODE = re.compile(r"[a-z][a-z0-9_-]{1,63}")
_LIMITED = frozenset({"ratelimited", "rate_limited"})
# Slack failed in the middle: a message may have been posted nevertheless.
_BROKEN = frozenset({"fatal_error", "internal_error", "service_unavailable", "bad_answer"})
# Slack says that it did nothing, and that this will pass.
_PASSING = frozenset({"request_timeout", "team_added_to_org", "external_channel_migrating"})
# Slack refuses the token: an operator rotates or mends it, and what waits goes on by itself then.
REFUSED_TOKEN = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
_REFUSED_HOLD = 10.0
SLACKS_HOSTS = (".slack.com", ".slack-gov.com")
# A whole answer: a line that drips must not outlast the lease of the work that waits for it.
ANSWER_SECONDS = 15.0
# Slack always sends Retry-After with a 429; this is for an answer that lost it.
_DEFAULT_HOLD = 30.0
# What slack_sdk lets through when an answer is not what it expects: JSON of another shape, an unknown charset.
_UNREADABLE = (SlackClientError, ValueError, LookupError, AttributeError, TypeError, RecursionError)

silent = logging.getLogger(f"{__name__}.sdk")
silent.setLevel(logging.CRITICAL + 1)
silent.propagate = False
silent.addHandler(logging.NullHandler())


class SlackWire:
    """Calls with one token to one API address. ``timeout``: seconds to connect, and seconds without a byte."""

    def __init__(self, token: str, base_url: str, timeout: float) -> None:
        origin = origin_of(base_url, setting="SLACK_API_URL")
        # Reading the authorities takes tens of milliseconds, which urllib would spend on every single call.
        self._tls = tls_context() if origin.startswith("https:") else None
        self._token = token
        self._base_url = base_url
        self._clients: dict[float, WebClient] = {}
        self._timeout = timeout
        self._held: dict[tuple[str, str], float] = {}  # until when (monotonic), by method and channel
        self._lock = threading.Lock()
        self._heard = threading.local()

    def heard(self, header: str) -> str | None:
        """A header of the last answer that this thread got; ``header`` in lower case."""
        headers: Mapping[str, str] = getattr(self._heard, "headers", {})
        return headers.get(header)

    def read(self, method: str, **arguments: object) -> Mapping[str, object]:
        """A method that reads: its arguments travel as a form, since Slack's reading methods take no JSON."""
        present = {name: value for name, value in arguments.items() if value is not None}
        return self._call(method, "", {"params": present}, repeatable=True, timeout=self._timeout)

    def write(
        self,
        method: str,
        payload: Mapping[str, object],
        *,
        repeatable: bool,
        lane: str = "",
        timeout: float | None = None,
    ) -> Mapping[str, object]:
        """A method that changes something. ``repeatable``: doing it twice shows nothing twice (an update).

        ``lane``: what Slack limits on its own inside the method (``chat.postMessage``: the channel).
        """
        present = {name: value for name, value in payload.items() if value is not None}
        json.dumps(present)  # a value that is no JSON is our bug: it must not look like an answer of Slack's
        return self._call(method, lane, {"json": present}, repeatable=repeatable, timeout=timeout or self._timeout)

    def respond(self, url: str, payload: Mapping[str, object], *, timeout: float) -> None:
        """Answer at an address that Slack gave with a press. It is the secret itself: no token goes there.

        A list names customers' orders, so it goes to Slack's own hosts alone, whatever the payload says.
        """
        if not self._is_slacks(url):
            raise Permanent("The address to answer at is none of Slack's.", code="response_elsewhere")
        request = urllib.request.Request(  # noqa: S310  (an https address, or this machine's: the payload was parsed)
            url, json.dumps(payload).encode(), {"Content-Type": "application/json; charset=utf-8"}, method="POST"
        )
        try:
            answer: object = self._client(timeout)._perform_urllib_http_request_internal(url, request)["body"]
        except urllib.error.HTTPError as error:
            error.close()
            fault: ClientError = faults.from_status(error.code, vendor=VENDOR, repeatable=True)
        except faults.WIRE_ERRORS as error:
            fault = faults.from_exception(error, vendor=VENDOR, repeatable=True)
        except _UNREADABLE:
            fault = self.bad_answer(repeatable=True)
        else:
            if '"ok":false' not in str(answer).replace(" ", ""):
                return
            fault = Permanent("Slack refused the answer to a press.", code="response_refused")
        raise fault

    def _is_slacks(self, url: str) -> bool:
        parts, ours = urlsplit(url), urlsplit(self._base_url).hostname or ""
        host = parts.hostname or ""
        if is_loopback(ours):  # a local Slack
            return is_loopback(host)
        return parts.scheme == "https" and (host == ours or host.endswith(SLACKS_HOSTS))

    def bad_answer(self, *, repeatable: bool) -> ClientError:
        return faults.ambiguous("bad_answer", vendor=VENDOR, repeatable=repeatable)

    def _call(
        self, method: str, lane: str, arguments: dict[str, Any], *, repeatable: bool, timeout: float
    ) -> Mapping[str, object]:
        self._respect_hold(method, lane)
        try:
            response = self._client(timeout).api_call(method, **arguments)
            data: object = response.data
            self._remember(response.headers)
        except SlackApiError as error:
            response = error.response
            self._remember(response.headers)
            fault = self._judge(response.status_code, response.headers, response.data, method, lane, repeatable)
        except faults.WIRE_ERRORS as error:
            fault = faults.from_exception(error, vendor=VENDOR, repeatable=repeatable)
        except _UNREADABLE:
            fault = self.bad_answer(repeatable=repeatable)
        else:
            if isinstance(data, dict):
                metrics.call(VENDOR)
                return data
            fault = self.bad_answer(repeatable=repeatable)
        metrics.call(VENDOR, fault)
        raise fault

    def _remember(self, headers: Mapping[str, str]) -> None:
        self._heard.headers = {name.lower(): value for name, value in headers.items()}

    def _judge(
        self, status: int, headers: Mapping[str, str], data: object, method: str, lane: str, repeatable: bool
    ) -> ClientError:
        error = data.get("error") if isinstance(data, dict) else None
        code = error if isinstance(error, str) and _CODE.fullmatch(error) else None
        if status == 429 or code in _LIMITED:
            found = {name.lower(): value for name, value in headers.items()}
            wait = faults.retry_after(found.get("retry-after"))
            return self._hold(method, lane, _DEFAULT_HOLD if wait is None else wait)
        if status >= 500 or code in _BROKEN:
            return faults.ambiguous(code or f"http_{status}", vendor=VENDOR, repeatable=repeatable)
        if code in _PASSING:
            return Transient(f"Slack cannot do this now ({code}).", code=str(code))
        if code in REFUSED_TOKEN:
            sentence = f"Slack refuses the bot's token ({code}): an operator has to give it a valid one."
            return Transient(sentence, code=str(code), retry_after=_REFUSED_HOLD)
        if code is not None:
            return Permanent(f"Slack refused the request ({code}).", code=code)
        if status < 300:
            return self.bad_answer(repeatable=repeatable)
        return faults.from_status(status, vendor=VENDOR, repeatable=repeatable)

    def _hold(self, method: str, lane: str, seconds: float) -> Transient:
        now = time.monotonic()
        with self._lock:
            self._held = {key: until for key, until in self._held.items() if until > now}
            self._held[method, lane] = now + seconds
        return _limited(method, seconds)

    def _respect_hold(self, method: str, lane: str) -> None:
        with self._lock:
            remaining = self._held.get((method, lane), 0.0) - time.monotonic()
        if remaining > 0:
            raise _limited(method, remaining)

    def _client(self, timeout: float) -> WebClient:
        with self._lock:
            if timeout not in self._clients:
                self._clients[timeout] = _Client(
                    token=self._token,
                    base_url=self._base_url,
                    timeout=timeout,  # type: ignore[arg-type]  # whole seconds by its annotation, any number in fact
                    ssl=self._tls,
                    retry_handlers=[],
                    logger=silent,
                )
            return self._clients[timeout]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """urllib would repeat the Authorization header at any address that it is sent to."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class _Client(WebClient):
    """slack_sdk's client with an opener of our own: no redirects, and no proxy for this machine."""

    def _perform_urllib_http_request_internal(self, url: str, req: urllib.request.Request) -> dict[str, Any]:
        proxies: dict[str, str] | None = {"http": self.proxy, "https": self.proxy} if self.proxy else None
        if is_loopback(urlsplit(url).hostname or ""):
            proxies = {}
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=self.ssl), _NoRedirect
        )
        deadline = time.monotonic() + ANSWER_SECONDS
        with turns.elsewhere(), opener.open(req, timeout=self.timeout) as response:
            body = bytearray()
            while chunk := response.read1(65536):
                body += chunk
                if time.monotonic() > deadline:
                    raise TimeoutError
            if response.length:
                raise http.client.IncompleteRead(b"", response.length)
            charset = response.headers.get_content_charset() or "utf-8"
            return {"status": response.status, "headers": response.headers, "body": body.decode(charset)}


def _limited(method: str, seconds: float) -> Transient:
    return Transient(f"Slack asks for a pause in {method}.", code="ratelimited", retry_after=seconds)
