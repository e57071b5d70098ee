"""Logging in: the two grants, refusals that an operator can mend, and no storm on the login."""

import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bot.errors import ClientError, ConfigError, Transient
from tests.bot.clients.conftest import CLIENT_SECRET, ORDER
from tests.bot.clients.loopback_server import DROPPED, Says


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def failure(client) -> ClientError:
    with pytest.raises(ClientError) as caught:
        client.query("SELECT Id FROM Order")
    return caught.value


def test_client_credentials_go_to_the_token_url(org, salesforce) -> None:
    salesforce.query("SELECT Id FROM Order")
    (login,) = org.logins
    assert login.form == {"grant_type": "client_credentials"}
    assert login.headers["authorization"].startswith("Basic ")
    assert org.calls[0].headers["authorization"] == "Bearer token-1"


def test_a_jwt_is_signed_with_rs256_for_three_minutes(org, key) -> None:
    client = org.client(client_secret=None, username="handoff.bot@example.com", private_key=pem(key))
    client.query("SELECT Id FROM Order")
    client.close()
    (login,) = org.logins
    assert login.form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert "authorization" not in login.headers
    claims = jwt.decode(login.form["assertion"], key.public_key(), algorithms=["RS256"], audience=org.url)
    assert (claims["iss"], claims["sub"]) == ("canary-client-id", "handoff.bot@example.com")
    assert 120 < claims["exp"] - time.time() <= 180


@pytest.mark.parametrize(
    "settings",
    [
        {"client_secret": None},
        {"client_secret": ""},
        {"client_id": ""},
        {"client_secret": None, "username": "handoff.bot@example.com"},
        {"client_secret": None, "private_key": "x"},
    ],
)
def test_half_a_set_of_credentials_stops_the_start(org, settings) -> None:
    with pytest.raises(ConfigError, match="SALESFORCE_CLIENT_ID"):
        org.client(**settings)


@pytest.mark.parametrize(
    "text", ["canary", "", "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----", "EC", "public"]
)
def test_a_key_that_is_none_stops_the_start_and_is_not_shown(org, key, text) -> None:
    bad = text
    if text == "EC":
        bad = pem(ec.generate_private_key(ec.SECP256R1()))
    if text == "public":
        form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        bad = key.public_key().public_bytes(*form).decode()
    with pytest.raises(ConfigError, match="SALESFORCE_") as caught:
        org.client(client_secret=None, username="handoff.bot@example.com", private_key=bad)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "code"), [(400, "invalid_grant"), (401, "invalid_client"), (400, "invalid_app_access")]
)
def test_a_refused_login_is_transient_since_an_operator_can_mend_it(org, salesforce, status, code) -> None:
    org.login_script.append(Says(status, {"error": code, "error_description": "canary-body"}))
    error = failure(salesforce)
    assert (type(error), error.code) == (Transient, code)
    assert "canary" not in repr(error)
    assert CLIENT_SECRET not in repr(error)
    assert error.retry_after == 10
    assert org.calls == []


def test_after_a_refusal_the_login_is_left_alone_for_a_while(org, salesforce) -> None:
    org.login_script.append(Says(400, {"error": "invalid_grant"}))
    failure(salesforce)
    with ThreadPoolExecutor(8) as pool:
        errors = list(pool.map(lambda _: failure(salesforce), range(8)))
    assert {error.code for error in errors} == {"invalid_grant"}
    assert all(0 < error.retry_after <= 10 for error in errors)
    assert len(org.logins) == 1


def test_once_mended_it_goes_on(org, salesforce, monkeypatch) -> None:
    monkeypatch.setattr("bot.clients.salesforce_login._REFUSED_HOLD", 0.1)
    org.login_script.append(Says(400, {"error": "invalid_grant"}))
    failure(salesforce)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            assert salesforce.query("SELECT Id FROM Order").rows[0].id() == ORDER
            return
        except Transient as error:
            time.sleep(error.retry_after)
    pytest.fail("the login was never tried again")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (DROPPED, "connection_lost"),
        (Says(503, "busy"), "http_503"),
        (Says(500, "<html>canary-body</html>"), "http_500"),
        (Says(405, "<html>canary-body</html>"), "http_405"),
        (Says(302, headers={"Location": "https://elsewhere.example/"}), "http_302"),
        (Says(200, "<html>canary-body</html>"), "bad_answer"),
        (Says(200, {"token": "x"}), "bad_answer"),
        (Says(200, {"access_token": ""}), "bad_answer"),
        (Says(200, {"access_token": "two\nlines"}), "bad_answer"),
        (Says(200, {"access_token": 5}), "bad_answer"),
        (Says(200, []), "bad_answer"),
        (Says(400, {"error": "CANARY body"}), "http_400"),
    ],
    ids=str,
)
def test_any_other_failure_of_the_login_is_transient(org, salesforce, answer, code) -> None:
    org.login_script.append(answer)
    error = failure(salesforce)
    assert (type(error), error.code) == (Transient, code)
    assert "canary" not in repr(error).lower()


def test_a_login_that_hangs_is_given_up(org) -> None:
    client = org.client(timeouts=(5, 0.5))
    org.login_script.append(Says(200, {"access_token": "late"}, delay=30))
    began = time.monotonic()
    error = failure(client)
    client.close()
    assert (type(error), error.code) == (Transient, "timeout")
    assert time.monotonic() - began < 20


def test_threads_that_waited_for_a_hanging_login_do_not_hang_one_after_the_other(org, monkeypatch) -> None:
    monkeypatch.setattr("bot.clients.salesforce_login._FAULT_HOLD", 60)
    client = org.client(timeouts=(5, 0.5))
    org.login_script.extend([Says(200, {"access_token": "late"}, delay=30)] * 8)
    with ThreadPoolExecutor(8) as pool:
        errors = list(pool.map(lambda _: failure(client), range(8)))
    client.close()
    assert {error.code for error in errors} == {"timeout"}
    assert len(org.logins) == 1


@pytest.mark.parametrize("identity", [None, 5, "https://login.salesforce.com/id/00D000000000001AAA/elsewhere", ""])
def test_a_login_that_names_no_user_says_so_only_when_asked(org, salesforce, identity) -> None:
    org.login_script.append(Says(200, {"access_token": "anonymous", "id": identity}))
    with pytest.raises(Transient) as caught:
        _ = salesforce.user_id
    assert caught.value.code == "bad_answer"
