"""The WHMCS client against a real server on this machine: facts/whmcs.md, quirk by quirk."""

import json
import logging
import ssl
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trustme

from bot.clients.whmcs import Service, Whmcs
from bot.clients.whmcs_wire import flattened
from bot.errors import ClientError, ConfigError, Permanent, Transient
from tests.bot.clients.loopback_server import DROPPED, LoopbackServer, Says

SECRET, KEY = "canary-secret", "canary-access-key"
ANA = {"id": 7, "firstname": "Ana", "lastname": "見本", "email": "ana@example.com", "phonenumber": "03-0000-0000"}
FIBRE = {
    "id": "31", "clientid": "7", "pid": "101", "name": "Home 1G", "groupname": "Internet", "status": "Active",
    "regdate": "2026-03-04", "username": "svc", "password": "canary-password",
}  # fmt: skip


class Installation:
    """A WHMCS that says what a test wants."""

    def __init__(self) -> None:
        self.server = LoopbackServer(lambda _: self.says.pop(0) if len(self.says) > 1 else self.says[0])
        self.says: list[Says] = [Says(body={"result": "success"})]
        self.whmcs = Whmcs(self.server.url + "/billing", "ident", SECRET, KEY)

    def answers(self, *says: Any) -> None:
        self.says = [one if isinstance(one, Says) else Says(body=one) for one in says]

    @property
    def forms(self) -> list[dict[str, str]]:
        return [seen.form for seen in self.server.seen]


@pytest.fixture
def installation() -> Iterator[Installation]:
    made = Installation()
    with closing(made.server), closing(made.whmcs):
        yield made


def services(*rows: Any, total: Any = None, start: int = 0) -> dict[str, Any]:
    return {
        "result": "success", "clientid": 7, "totalresults": str(len(rows)) if total is None else total,
        "startnumber": start, "numreturned": len(rows), "products": {"product": list(rows)},
    }  # fmt: skip


def failure(installation: Installation) -> ClientError:
    with pytest.raises(ClientError) as caught:
        installation.whmcs.client(7)
    return caught.value


class TestWhatIsSent:
    def test_one_address_a_form_and_json_back(self, installation: Installation) -> None:
        installation.answers({"result": "success", "client": ANA})
        installation.whmcs.client(7)
        (seen,) = installation.server.seen
        assert (seen.method, seen.path) == ("POST", "/billing/includes/api.php")
        assert seen.headers["content-type"] == "application/x-www-form-urlencoded"
        assert seen.form == {
            "action": "GetClientsDetails", "clientid": "7", "stats": "0", "responsetype": "json",
            "identifier": "ident", "secret": SECRET, "accesskey": KEY,
        }  # fmt: skip

    def test_without_an_access_key_none_is_sent(self, installation: Installation) -> None:
        installation.answers({"result": "success", "client": ANA})
        with closing(Whmcs(installation.server.url, "ident", SECRET)) as whmcs:
            whmcs.client(7)
        assert "accesskey" not in installation.forms[0]

    def test_a_form_is_spelt_as_php_reads_it(self) -> None:
        assert flattened({"ids": [3, 4], "on": True, "off": False, "none": None, "name": "見本", "empty": []}) == {
            "ids[0]": "3", "ids[1]": "4", "on": "1", "off": "0", "name": "見本",
        }  # fmt: skip

    def test_an_address_in_clear_is_for_this_machine_alone(self) -> None:
        with pytest.raises(ConfigError, match="WHMCS_URL"):
            Whmcs("http://whmcs.example.com", "ident", SECRET)

    def test_over_tls_with_the_operators_authority(
        self, installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        installation.server.wrap(context)
        installation.answers({"result": "success", "client": ANA})
        address = installation.server.url.replace("http://127.0.0.1", "https://localhost")
        with closing(Whmcs(address, "ident", SECRET)) as whmcs, pytest.raises(Transient, match="tls"):
            whmcs.client(7)
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            with monkeypatch.context() as environment:
                environment.setenv(name, str(tmp_path / "ca.pem"))
                with closing(Whmcs(address, "ident", SECRET)) as whmcs:
                    assert whmcs.client(7) is not None
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "nowhere.pem"))
        with pytest.raises(ConfigError, match="REQUESTS_CA_BUNDLE"):
            Whmcs(address, "ident", SECRET)

    def test_a_redirect_is_not_followed(self, installation: Installation) -> None:
        installation.answers(Says(302, "", {"Location": f"{installation.server.url}/elsewhere"}))
        assert isinstance(failure(installation), Transient)
        assert len(installation.forms) == 1

    @pytest.mark.parametrize("nobody", [0, -1])
    def test_a_question_about_nobody_is_never_asked(self, installation: Installation, nobody: int) -> None:
        """WHMCS would list the services of everybody."""
        for ask in (installation.whmcs.client, installation.whmcs.services):
            with pytest.raises(ValueError, match="everybody"):
                ask(nobody)
        assert installation.forms == []


class TestWhatComesBack:
    def test_names_are_kept_as_html_over_there(self, installation: Installation) -> None:
        names = {"firstname": "Ana &amp; Bo", "lastname": "O&#039;Brien", "companyname": "&lt;K&gt;"}
        names["email"] = "o&#039;b@example.com"
        installation.answers({"result": "success", "client": {**ANA, **names}})
        client = installation.whmcs.client(7)
        assert client is not None
        assert (client.first_name, client.last_name, client.company) == ("Ana & Bo", "O'Brien", "<K>")
        assert client.email == "o'b@example.com"

    def test_a_client(self, installation: Installation) -> None:
        installation.answers({"result": "success", "client": {**ANA, "status": "Active"}, "email": "old copy"})
        client = installation.whmcs.client(7)
        assert client is not None
        assert (client.id, client.first_name, client.last_name) == (7, "Ana", "見本")
        assert (client.email, client.phone, client.status) == ("ana@example.com", "03-0000-0000", "Active")
        assert "ana@" not in repr(client)

    def test_an_old_installation_has_only_the_fields_outside(self, installation: Installation) -> None:
        installation.answers({"result": "success", **ANA, "id": "7"})
        client = installation.whmcs.client(7)
        assert client is not None
        assert client.id == 7

    @pytest.mark.parametrize("message", ["Client Not Found", "Client ID not found", "client id NOT FOUND"])
    def test_no_such_client(self, installation: Installation, message: str) -> None:
        installation.answers({"result": "error", "message": message})
        assert installation.whmcs.client(7) is None

    def test_services_with_ids_as_text_and_without_their_passwords(self, installation: Installation) -> None:
        installation.answers(services(FIBRE))
        (service,) = installation.whmcs.services(7)
        assert service == Service(31, 101, "Home 1G", "Internet", "Active", date(2026, 3, 4))
        assert "canary" not in repr(service)

    @pytest.mark.parametrize(
        "products",
        ["", [], None, {"product": []}, {"product": ""}],
        ids=["text", "list", "null", "inner", "inner text"],
    )
    def test_no_services_at_all(self, installation: Installation, products: Any) -> None:
        installation.answers({"result": "success", "totalresults": "0", "products": products})
        assert installation.whmcs.services(7) == []

    def test_a_missing_wrapper(self, installation: Installation) -> None:
        installation.answers({"result": "success", "totalresults": 0})
        assert installation.whmcs.services(7) == []

    @pytest.mark.parametrize("products", [{"product": FIBRE}, [FIBRE]], ids=["collapsed", "bare list"])
    def test_one_service_in_other_shapes(self, installation: Installation, products: Any) -> None:
        installation.answers({"result": "success", "totalresults": "1", "products": products})
        assert [service.id for service in installation.whmcs.services(7)] == [31]

    @pytest.mark.parametrize("none", ["0000-00-00", "", None, "0000-00-00 00:00:00"])
    def test_a_date_that_is_none(self, installation: Installation, none: Any) -> None:
        installation.answers(services({**FIBRE, "regdate": none}))
        assert installation.whmcs.services(7)[0].registered is None

    def test_pages_are_read_to_the_end(self, installation: Installation) -> None:
        rows = [{**FIBRE, "id": str(number)} for number in range(1, 251)]
        pages = [services(*rows[at : at + 100], total="250", start=at) for at in (0, 100, 200)]
        installation.answers(*pages)
        assert [service.id for service in installation.whmcs.services(7)] == list(range(1, 251))
        assert [form["limitstart"] for form in installation.forms] == ["0", "100", "200"]

    def test_a_page_that_is_empty_ends_the_reading(self, installation: Installation) -> None:
        installation.answers(services(FIBRE, total="9"), services(total="9", start=1))
        assert len(installation.whmcs.services(7)) == 1

    def test_a_list_without_end_is_an_error(self, installation: Installation) -> None:
        installation.answers(services(FIBRE, total=10**9))
        with pytest.raises(Permanent) as caught:
            installation.whmcs.services(7)
        assert caught.value.code == "TOO_MANY"
        assert len(installation.forms) == 50

    @pytest.mark.parametrize("wrong", [{"id": "x"}, {"id": None}, {"pid": True}, {"regdate": "soon"}, {"name": []}])
    def test_what_cannot_be_read_is_named_and_not_repeated(self, installation: Installation, wrong: Any) -> None:
        installation.answers(services({**FIBRE, **wrong}))
        with pytest.raises(Permanent) as caught:
            installation.whmcs.services(7)
        assert caught.value.code == "BAD_VALUE"
        assert str(caught.value).startswith(f"WHMCS sent a {next(iter(wrong))} ")

    def test_the_services_of_nobody(self, installation: Installation) -> None:
        installation.answers({"result": "error", "message": "Client ID Not Found"})
        assert installation.whmcs.services(7) == []

    @pytest.mark.parametrize("products", [{"product": ["x"]}, {"product": True}, 5, "x"])
    def test_a_row_that_is_no_row(self, installation: Installation, products: Any) -> None:
        installation.answers({"result": "success", "totalresults": "1", "products": products})
        with pytest.raises(Permanent, match="products"):
            installation.whmcs.services(7)

    def test_a_success_needs_no_result(self, installation: Installation) -> None:
        installation.answers({"client": ANA})
        assert installation.whmcs.client(7) is not None


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "message", "code"),
        [
            (200, "Authentication Failed", "AUTHENTICATION_FAILED"),
            (403, "authentication failed", "AUTHENTICATION_FAILED"),
            (403, "Invalid or missing credentials", "AUTHENTICATION_FAILED"),
            (200, "An admin user is required", "WRONG_ADDRESS"),
            (403, "Invalid IP 203.0.113.9", "IP_NOT_ALLOWED"),
            (200, "IP Banned", "IP_NOT_ALLOWED"),
            (403, 'Invalid Permissions: API action "getclientsdetails" is not allowed', "NOT_PERMITTED"),
            (200, "Access Denied", "NOT_PERMITTED"),
            (200, 'Invalid API Action: "getclientsdetails" is not a valid API action', "UNKNOWN_ACTION"),
            (200, "Command Not Found", "UNKNOWN_ACTION"),
            (200, "canary: ana@example.com has no such thing", "REFUSED"),
            (200, None, "REFUSED"),
        ],
    )
    def test_by_their_words_whatever_the_status(
        self, installation: Installation, status: int, message: str | None, code: str
    ) -> None:
        installation.answers(Says(status, {"result": "error", "message": message}))
        error = failure(installation)
        assert (type(error), error.code) == (Permanent, code)
        assert "canary" not in str(error)
        assert "203.0.113.9" not in str(error)

    def test_an_error_that_is_called_status(self, installation: Installation) -> None:
        installation.answers({"status": "error", "message": "Access Denied"})
        assert failure(installation).code == "NOT_PERMITTED"

    @pytest.mark.parametrize("body", ["<html>blocked</html>", "", '{"blocked": true}'])
    def test_a_403_without_json_is_a_wall_in_between(self, installation: Installation, body: str) -> None:
        installation.answers(Says(403, body))
        error = failure(installation)
        assert (type(error), error.code) == (Permanent, "http_403")

    @pytest.mark.parametrize("body", ["<html>Fatal error: canary</html>", "", "[1]", "null", "[" * 100_000])
    def test_a_200_that_is_no_answer(self, installation: Installation, body: str) -> None:
        installation.answers(Says(200, body))
        error = failure(installation)
        assert (type(error), error.code) == (Transient, "bad_answer")

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_a_server_that_fails(self, installation: Installation, status: int) -> None:
        installation.answers(Says(status, "<html>canary</html>"))
        assert isinstance(failure(installation), Transient)


class TestTheWire:
    def test_no_cookie_comes_back(self, installation: Installation) -> None:
        cookie = {"Set-Cookie": "WHMCSsession=canary; path=/"}
        installation.answers(Says(body={"result": "success", "client": ANA}, headers=cookie))
        for _ in range(2):
            installation.whmcs.client(7)
        assert not [seen for seen in installation.server.seen if "cookie" in seen.headers]

    def test_nobody_is_there(self, refusing_url: str) -> None:
        with closing(Whmcs(refusing_url, "ident", SECRET)) as whmcs, pytest.raises(Transient) as caught:
            whmcs.client(7)
        assert caught.value.code == "connection_refused"

    def test_nobody_takes_the_call(self, silent_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.clients.whmcs_wire.CONNECT_SECONDS", 0.2)
        with closing(Whmcs(silent_url, "ident", SECRET)) as whmcs, pytest.raises(Transient) as caught:
            whmcs.client(7)
        assert caught.value.code == "connect_timeout"

    def test_a_line_that_ends(self, installation: Installation) -> None:
        installation.answers(DROPPED)
        error = failure(installation)
        assert (type(error), error.code) == (Transient, "connection_lost")

    def test_an_answer_that_is_cut(self, installation: Installation) -> None:
        installation.answers(Says(body={"result": "success", "client": ANA}, cut=20))
        assert isinstance(failure(installation), Transient)

    def test_who_hangs_is_not_asked_again_for_a_while(
        self, installation: Installation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.clients.whmcs_wire.READ_SECONDS", 0.2)
        with closing(Whmcs(installation.server.url, "ident", SECRET)) as whmcs:
            installation.answers(Says(body={"result": "success", "client": ANA}, delay=1.0))
            for _ in range(3):
                with pytest.raises(Transient) as caught:
                    whmcs.client(7)
                assert caught.value.code == "timeout"
            assert len(installation.forms) == 1
            later = time.monotonic() + 60
            monkeypatch.setattr("bot.clients.whmcs_wire.time.monotonic", lambda: later)
            installation.answers({"result": "success", "client": ANA})
            assert whmcs.client(7) is not None

    def test_a_line_that_drips_is_left(self, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.clients.whmcs_wire.ANSWER_SECONDS", 0.3)
        installation.answers(Says(body={"result": "success", "client": ANA}, drip=0.02))
        assert failure(installation).code == "timeout"

    def test_an_answer_without_end_is_left(self, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.clients.whmcs_wire.LARGEST_ANSWER", 1000)
        installation.answers(Says(body=json.dumps({"notes": "x" * 5000})))
        assert isinstance(failure(installation), Transient)

    def test_nothing_secret_or_personal_is_logged(
        self, installation: Installation, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        installation.answers(services(FIBRE), Says(500, "<html>canary</html>"))
        installation.whmcs.services(7)
        failure(installation)
        assert "canary" not in caplog.text
        assert "api.php" not in caplog.text
