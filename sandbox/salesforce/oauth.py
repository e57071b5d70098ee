"""Access tokens: client credentials and JWT bearer in, revoke and expiry out. It owns who a token stands for; it must
not check a JWT's signature (the stand-in holds no certificates). A JWT's lifetime is real time, as its maker's is."""

import base64
import binascii
import json
import secrets
import time
from urllib.parse import parse_qs, unquote

from sandbox.salesforce.base import CLIENTS
from sandbox.salesforce.errors import ApiError, OAuthError
from sandbox.salesforce.org import ORGANIZATION_ID, Org

_JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class Tokens:
    """The org's sessions: token to user id, kept in the org's file."""

    def __init__(self, org: Org) -> None:
        self.org = org
        self.load()

    def load(self) -> None:
        rows = self.org.storage.all("SELECT token, user_id FROM token WHERE alive = 1")
        self.alive: dict[str, str] = {row["token"]: row["user_id"] for row in rows}

    def issue(self, user_id: str) -> str:
        token = f"{ORGANIZATION_ID[:15]}!{secrets.token_hex(24)}"
        self.alive[token] = user_id
        self.org.storage.insert("token", token=token, user_id=user_id, alive=1)
        return token

    def expire_all(self) -> int:
        count = len(self.alive)
        self.alive.clear()
        self.org.storage.db.execute("UPDATE token SET alive = 0")
        return count

    def revoke(self, token: str) -> None:
        if self.alive.pop(token, None) is None:
            raise OAuthError(400, "invalid_token", "this token is unknown or already ended")
        self.org.storage.db.execute("UPDATE token SET alive = 0 WHERE token = ?", (token,))

    def user(self, authorization: str) -> str:
        """The user id behind an Authorization header. Raises ApiError 401 INVALID_SESSION_ID."""
        scheme, _, token = authorization.partition(" ")
        user_id = self.alive.get(token) if scheme in ("Bearer", "OAuth") else None
        row = self.org.row("User", user_id) if user_id else None
        if user_id is None or row is None or not row.get("IsActive"):
            raise ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid")
        return user_id

    def grant(self, body: str, authorization: str, base_url: str) -> dict[str, str]:
        """The token endpoint's reply. Raises OAuthError."""
        form = {name: values[-1] for name, values in parse_qs(body, keep_blank_values=True).items()}
        match form.get("grant_type"):
            case "client_credentials":
                username = _client(form, authorization)
            case grant if grant == _JWT_GRANT:
                username = _assertion(form.get("assertion", ""))
            case _:
                raise OAuthError(400, "unsupported_grant_type", "grant type not supported")
        try:
            user_id = self.org.user(username)
        except ApiError:
            raise OAuthError(400, "invalid_grant", "user hasn't approved this consumer") from None
        if not (self.org.row("User", user_id) or {}).get("IsActive"):
            raise OAuthError(400, "invalid_grant", "inactive user")
        return {
            "access_token": self.issue(user_id),
            "instance_url": base_url,
            "id": f"https://login.salesforce.com/id/{ORGANIZATION_ID}/{user_id}",
            "token_type": "Bearer",
            "scope": "api",
            "issued_at": str(int(self.org.clock.now().timestamp() * 1000)),
        }


def _client(form: dict[str, str], authorization: str) -> str:
    client_id, secret = form.get("client_id", ""), form.get("client_secret", "")
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() == "basic":
        try:
            pair = base64.b64decode(encoded, validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            raise OAuthError(400, "invalid_client", "invalid client credentials") from None
        client_id, _, secret = pair.partition(":")
        client_id, secret = unquote(client_id), unquote(secret)
    if client_id not in CLIENTS:
        raise OAuthError(400, "invalid_client_id", "client identifier invalid")
    expected, username = CLIENTS[client_id]
    if secret != expected:
        raise OAuthError(400, "invalid_client", "invalid client credentials")
    return username


def _assertion(token: str) -> str:
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        expires, issuer, subject = float(claims["exp"]), str(claims["iss"]), str(claims["sub"])
    except (IndexError, KeyError, TypeError, ValueError):
        raise OAuthError(400, "invalid_grant", "invalid assertion") from None
    if issuer not in CLIENTS:
        raise OAuthError(400, "invalid_client_id", "client identifier invalid")
    if not time.time() - 5 <= expires <= time.time() + 600:
        raise OAuthError(400, "invalid_grant", "expired authorization code")
    return subject
