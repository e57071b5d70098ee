"""Tokens: how one is got, ends and is refused. OAuth errors are an object, never an array."""

import base64
import json
import time
from typing import Any

import httpx
import pytest

from sandbox.salesforce import CLIENT_ID, CLIENT_SECRET, PORTAL_CLIENT_ID, PORTAL_CLIENT_SECRET
from tests.sandbox.salesforce.conftest import DATA, Org, error

GRANT = {"grant_type": "client_credentials"}
JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def ask(org: Org, **more: Any) -> httpx.Response:
    return httpx.post(f"{org.url}/services/oauth2/token", **more)


def who(org: Org, token: str) -> str:
    """The username that creates rows with this token."""
    headers = {"Authorization": f"Bearer {token}"}
    body = {"Name": "who", "SF_Account_No__c": token[-18:]}
    created = httpx.post(f"{org.url}{DATA}/sobjects/Account", headers=headers, json=body).json()["id"]
    (row,) = org.records("SELECT CreatedBy.Username FROM Account WHERE Id = ?", created)
    return str(row["CreatedBy"]["Username"])


def test_client_credentials_in_the_form(org: Org) -> None:
    reply = ask(org, data={**GRANT, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}).json()
    assert reply["token_type"] == "Bearer"
    assert reply["instance_url"] == org.url
    assert reply["issued_at"] == "1764676800000"
    organization, user = reply["id"].split("/")[-2:]
    assert (organization[:3], user[:3]) == ("00D", "005")
    assert who(org, reply["access_token"]) == "handoff.bot@example.com"


def test_client_credentials_by_http_basic_run_as_that_clients_user(org: Org) -> None:
    reply = ask(org, data=GRANT, auth=(PORTAL_CLIENT_ID, PORTAL_CLIENT_SECRET)).json()
    assert who(org, reply["access_token"]) == "portal.integration@example.com"


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({**GRANT, "client_id": CLIENT_ID, "client_secret": "wrong"}, "invalid_client"),
        ({**GRANT, "client_id": "nobody", "client_secret": "x"}, "invalid_client_id"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": JWT, "assertion": "nonsense"}, "invalid_grant"),
    ],
)
def test_a_refused_login_is_an_object_with_error_and_description(org: Org, form: dict[str, str], problem: str) -> None:
    reply = ask(org, data=form)
    assert reply.status_code == 400
    assert reply.json().keys() == {"error", "error_description"}
    assert reply.json()["error"] == problem


def assertion(expires_in: float, issuer: str = CLIENT_ID) -> str:
    claims = {"iss": issuer, "sub": "sf.admin@example.com", "aud": "x", "exp": int(time.time() + expires_in)}
    parts = ({"alg": "RS256"}, claims)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, "signature"])


def test_a_jwt_gives_a_token_of_its_subject(org: Org) -> None:
    reply = ask(org, data={"grant_type": JWT, "assertion": assertion(180)}).json()
    assert who(org, reply["access_token"]) == "sf.admin@example.com"


@pytest.mark.parametrize("token", [assertion(-60), assertion(180, "nobody")])
def test_an_expired_or_foreign_jwt_is_refused(org: Org, token: str) -> None:
    assert ask(org, data={"grant_type": JWT, "assertion": token}).status_code == 400


def test_expired_tokens_are_401_until_a_new_login(org: Org) -> None:
    org.control("expire-tokens")
    assert error(org.query("SELECT Id FROM Order")) == (401, "INVALID_SESSION_ID")
    org.log_in()
    assert org.query("SELECT Id FROM Order").status_code == 200


def test_a_token_ends_by_revoke_and_an_unknown_one_is_invalid_token(org: Org) -> None:
    token = org.http.headers["Authorization"].removeprefix("Bearer ")
    revoke = f"{org.url}/services/oauth2/revoke"
    assert httpx.post(revoke, data={"token": token}).status_code == 200
    assert org.query("SELECT Id FROM Order").status_code == 401
    again = httpx.post(revoke, data={"token": token})
    assert (again.status_code, again.json()["error"]) == (400, "invalid_token")


def test_a_deactivated_users_session_ends(org: Org) -> None:
    token = org.control("token", user="leaver@example.com")["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.get(f"{org.url}{DATA}/limits", headers=headers).status_code == 200
    (user,) = org.column("SELECT Id FROM User WHERE Username = 'leaver@example.com'")
    org.patch(user, {"IsActive": False}, "User")
    assert httpx.get(f"{org.url}{DATA}/limits", headers=headers).status_code == 401


def test_an_expired_session_with_a_stale_condition_writes_nothing(org: Org) -> None:
    order = org.order(lines=0)
    org.later(10)
    org.control("touch", id=order, fields={"Status": "Cancelled"})
    org.control("expire-tokens")
    stale = "Tue, 02 Dec 2025 12:00:00 GMT"
    assert org.patch(order, {"Status": "Approved"}, If_Unmodified_Since=stale).status_code == 401
    org.log_in()
    assert org.patch(order, {"Status": "Approved"}, If_Unmodified_Since=stale).status_code == 412
    assert org.field(order, "Status") == "Cancelled"


def test_secrets_and_tokens_are_not_in_the_request_log(org: Org) -> None:
    reply = ask(org, data={**GRANT, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET})
    logged = json.dumps(org.read("requests"))
    assert CLIENT_SECRET not in logged
    assert reply.json()["access_token"] not in logged
