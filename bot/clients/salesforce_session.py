"""The session that simple-salesforce runs on: the token, the repeats, and the judgement of every answer.

simple-salesforce is used in direct mode and never logs in itself: its own re-login repeats a call without the caller's
headers, so that a conditional write becomes an unconditional one. Here the same request, headers included, is sent
once more after a 401. Every failure leaves as one of the house's errors before the library could build one of its own,
which would hold the URL, the query and the body. It must not know objects or fields.
"""

import random
import re
import threading
import time
from datetime import datetime
from typing import Any, NamedTuple

import requests
from requests.auth import AuthBase

from bot import metrics, turns
from bot.clients import faults
from bot.clients.salesforce_errors import VENDOR, error_for
from bot.clients.salesforce_login import Grant, Login
from bot.clients.salesforce_wire import Timeouts, confine, exchange, parsed
from bot.errors import ClientError, Transient

# One call, with the login, the repeats and the whole of the answer: a line that hangs or drips must not outlast the
# lease of the work that waits for it, or somebody else would start the same work while this request is on its way.
CALL_SECONDS = 15.0
# Pauses before the repeats of a request that may be repeated; jitter is added. urllib3's own Retry is not used: it
# logs the URL with the query in it, sleeps as long as Retry-After says, and knows no POST that only reads.
_PAUSES = (0.2, 0.6)
# A longer Retry-After is the worker's to wait, not a thread's.
_LONGEST_PAUSE = 2.0
_REPEATED_STATUSES = frozenset({502, 503, 504})
_API_USAGE = re.compile(r"api-usage=(\d{1,12})/(\d{1,12})")


class ApiUsage(NamedTuple):
    """What ``Sforce-Limit-Info`` said last: calls used of those allowed in the rolling 24 hours."""

    used: int
    limit: int


class OrgSession(requests.Session):
    """The requests session that simple-salesforce runs on. Every answer it returns is a good one; the rest it raises.

    ``repeatable=True`` marks a POST that only reads (a composite of queries); a GET always is.
    """

    def __init__(self, origin: str, login: Login, timeouts: Timeouts) -> None:
        super().__init__()
        confine(self, origin, timeouts)
        self.api_usage: ApiUsage | None = None
        self._login = login
        self._timeouts = timeouts
        self._heard = threading.local()

    @property
    def server_time(self) -> datetime | None:
        """The ``Date`` of the last answer that this thread got, UTC."""
        return getattr(self._heard, "date", None)

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **options: Any) -> requests.Response:
        options.setdefault("repeatable", method == "GET")
        deadline = time.monotonic() + CALL_SECONDS
        for pause in (*_PAUSES, None):
            outcome = self._attempt(str(method), str(url), {**options, "deadline": deadline})
            if isinstance(outcome, requests.Response):
                metrics.call(VENDOR)
                return outcome
            fault, may_pass = outcome
            wait = (pause or 0.0) * random.uniform(1.0, 1.5)
            if isinstance(fault, Transient) and fault.retry_after is not None:
                wait = max(wait, fault.retry_after)
            if not options["repeatable"] or not may_pass or pause is None or wait > _LONGEST_PAUSE:
                break
            with turns.elsewhere():
                time.sleep(wait)
        metrics.call(VENDOR, fault)
        raise fault

    def _attempt(self, method: str, url: str, options: dict[str, Any]) -> requests.Response | tuple[ClientError, bool]:
        """A good answer, or the fault and whether a repeat a moment later may pass.

        A 401 means that nothing was done, so the same call, conditions included, is sent once more with a new token.
        """
        grant = self._login.grant(options["deadline"])
        outcome = self._send(grant, method, url, options)
        if isinstance(outcome, requests.Response) and outcome.status_code == 401:
            outcome = self._send(self._login.renew(grant.token, options["deadline"]), method, url, options)
        if not isinstance(outcome, requests.Response):
            return outcome, outcome.code == "connection_lost"
        self._remember(outcome)
        if outcome.status_code < 300:
            return outcome
        wait = faults.retry_after(outcome.headers.get("Retry-After"))
        fault = error_for(outcome.status_code, parsed(outcome), repeatable=options["repeatable"], retry_after=wait)
        return fault, outcome.status_code in _REPEATED_STATUSES

    def _send(self, grant: Grant, method: str, url: str, options: dict[str, Any]) -> requests.Response | ClientError:
        return exchange(super().request, method, url, auth=Bearer(grant.token), timeouts=self._timeouts, **options)

    def _remember(self, response: requests.Response) -> None:
        self._heard.date = faults.http_date(response.headers.get("Date"))
        usage = _API_USAGE.search(response.headers.get("Sforce-Limit-Info", ""))
        if usage:
            self.api_usage = ApiUsage(int(usage[1]), int(usage[2]))


class Bearer(AuthBase):
    """The token, set last: it replaces simple-salesforce's, and keeps requests from looking into ``.netrc``."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request
