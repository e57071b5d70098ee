"""Logging in to Salesforce: client credentials, or JWT bearer with RS256; one login at a time, shared by all threads.

It owns the token and nothing else knows the credentials. A refused login is ``Transient`` although repeating it
unchanged will not help: an operator can mend a credential or a permission, and the work in flight should go on by
itself then, not lie parked with a Retry on every card. A fault is held for a moment, so that many threads do not
hammer the login one after the other.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from bot import turns
from bot.clients import faults
from bot.clients.addresses import origin_of
from bot.clients.salesforce_errors import VENDOR
from bot.clients.salesforce_wire import Timeouts, confine, exchange, out_of_time, parsed
from bot.errors import ClientError, ConfigError, Transient

_REFUSED_HOLD = 10.0
_FAULT_HOLD = 1.0
# How long a signed assertion is good for; Salesforce allows three minutes and no more.
_ASSERTION_SECONDS = 180
_ERROR = re.compile(r"[a-z_]{1,40}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_USER_ID = re.compile(r"005[A-Za-z0-9]{12}([A-Za-z0-9]{3})?")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a login gave: the token, and the integration user's id if the reply named one."""

    token: str = field(repr=False)
    user_id: str | None


class Login:
    """The one way to a token. ``private_key`` is PEM text; give it with ``username``, or give ``client_secret``."""

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        client_secret: str | None,
        username: str | None,
        private_key: str | None,
        timeouts: Timeouts,
    ) -> None:
        origin = origin_of(token_url, setting="SALESFORCE_TOKEN_URL")
        if not client_id or not (client_secret or (username and private_key)):
            raise ConfigError(
                "Salesforce needs SALESFORCE_CLIENT_ID and either SALESFORCE_CLIENT_SECRET or SALESFORCE_USERNAME "
                "with SALESFORCE_PRIVATE_KEY_FILE."
            )
        self._url = token_url
        self._audience = origin
        self._client_id = client_id
        self._client_secret = client_secret
        self._username = username
        self._sign = None if client_secret else _signer(private_key or "")
        self._timeouts = timeouts
        self._session = requests.Session()
        confine(self._session, origin, timeouts)
        self._lock = threading.Lock()
        self._grant: Grant | None = None
        self._fault: tuple[str, str, float] | None = None  # sentence, code, until (monotonic)

    def grant(self, deadline: float) -> Grant:
        """The current grant, after a login if there is none yet. Raises Transient, at the ``deadline`` (monotonic)."""
        return self._grant or self.renew(None, deadline)

    def renew(self, refused: str | None, deadline: float) -> Grant:
        """A grant with another token than ``refused``. Whoever comes during a login waits for it and shares it."""
        with turns.elsewhere():
            is_ours = self._lock.acquire(timeout=max(0.0, deadline - time.monotonic()))
        if not is_ours:
            raise out_of_time()
        try:
            return self._renewed(refused, deadline)
        finally:
            self._lock.release()

    def close(self) -> None:
        self._session.close()

    def _renewed(self, refused: str | None, deadline: float) -> Grant:
        if self._grant is not None and self._grant.token != refused:
            return self._grant
        if self._fault is not None:
            sentence, code, until = self._fault
            if time.monotonic() < until:
                raise Transient(sentence, code=code, retry_after=until - time.monotonic())
        outcome = self._ask(deadline)
        if isinstance(outcome, Grant):
            self._grant, self._fault = outcome, None
            return outcome
        self._fault = (str(outcome), outcome.code, time.monotonic() + (outcome.retry_after or _FAULT_HOLD))
        raise outcome

    def _ask(self, deadline: float) -> Grant | Transient:
        options: dict[str, Any]
        if self._sign is None:
            basic = (self._client_id.encode(), (self._client_secret or "").encode())
            options = {"data": {"grant_type": "client_credentials"}, "auth": basic}
        else:
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer"
            # Without an auth of its own requests would add one from .netrc.
            options = {
                "data": {"grant_type": grant_type, "assertion": self._sign(self._claims())},
                "auth": lambda request: request,
            }
        headers = {"Accept": "application/json"}
        limits: dict[str, Any] = {"timeouts": self._timeouts, "deadline": deadline}
        ask = self._session.request
        outcome = exchange(ask, "POST", self._url, repeatable=True, headers=headers, **limits, **options)
        if not isinstance(outcome, requests.Response):
            return _login_fault(outcome)
        body = parsed(outcome)
        if not isinstance(body, dict):
            body = {}
        token = body.get("access_token")
        if outcome.status_code == 200 and isinstance(token, str) and _TOKEN.fullmatch(token):
            return Grant(token, _user_id(body.get("id")))
        code = body.get("error")
        if outcome.status_code in (400, 401, 403) and isinstance(code, str) and _ERROR.fullmatch(code):
            return Transient(
                f"Salesforce refuses the bot's login ({code}): an operator has to mend its credentials or permissions.",
                code=code,
                retry_after=_REFUSED_HOLD,
            )
        if outcome.status_code < 300:
            return _login_fault(faults.ambiguous("bad_answer", vendor=VENDOR, repeatable=True))
        wait = faults.retry_after(outcome.headers.get("Retry-After"))
        return _login_fault(faults.from_status(outcome.status_code, vendor=VENDOR, repeatable=True, retry_after=wait))

    def _claims(self) -> dict[str, object]:
        expires = int(time.time()) + _ASSERTION_SECONDS
        return {"iss": self._client_id, "sub": self._username, "aud": self._audience, "exp": expires}


def _login_fault(fault: ClientError) -> Transient:
    wait = fault.retry_after if isinstance(fault, Transient) else None
    return Transient(f"Logging in to Salesforce failed ({fault.code}).", code=fault.code, retry_after=wait)


def _user_id(identity_url: object) -> str | None:
    """The last part of ``https://login.salesforce.com/id/<org>/<user>``."""
    last = identity_url.rstrip("/").rsplit("/", 1)[-1] if isinstance(identity_url, str) else ""
    return last if _USER_ID.fullmatch(last) else None


def _signer(pem: str) -> Callable[[dict[str, object]], str]:
    """What turns claims into a JWT signed with RS256. Raises ConfigError if ``pem`` holds no private RSA key."""
    import jwt  # noqa: PLC0415  brings cryptography, which client credentials do not need

    try:
        key: Any = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).prepare_key(pem)
        jwt.encode({}, key, algorithm="RS256")
    except (ValueError, TypeError, AttributeError, jwt.PyJWTError):
        raise ConfigError("SALESFORCE_PRIVATE_KEY_FILE does not hold an RSA private key as PEM text.") from None
    return lambda claims: jwt.encode(claims, key, algorithm="RS256")
