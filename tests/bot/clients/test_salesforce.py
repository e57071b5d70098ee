"""The Salesforce client against a real server on this machine: what it sends, how often, what it makes of answers."""

import gzip
import json
import ssl
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
import trustme

from bot.clients.salesforce import ApiUsage, Call, get_call, patch_call, query_call, soql
from bot.clients.salesforce_errors import error_for
from bot.errors import ClientError, ConfigError, Permanent, Transient, Unknown
from tests.bot.clients.conftest import CLIENT_SECRET, ORDER
from tests.bot.clients.loopback_server import DROPPED, LoopbackServer, Says

HTML = Says(200, "<html>canary-body</html>")
EXPIRED_SHAPES = {
    "array": Says(401, [{"errorCode": "INVALID_SESSION_ID", "message": "canary-body"}]),
    "object": Says(401, {"error": "invalid_token", "error_description": "canary-body"}),
    "html": Says(401, "<html>canary-body</html>"),
    "empty": Says(401),
    "empty array": Says(401, []),
    "array of text": Says(401, ["canary-body"]),
}


def refusal(code: str, status: int = 400) -> Says:
    return Says(status, [{"errorCode": code, "message": "canary-body for Taro Yamada", "fields": ["Status"]}])


def patch(salesforce, **options) -> None:
    salesforce.patch("Order", ORDER, {"Status": "Approved"}, **options)


def failure(call, *args, **kwargs) -> ClientError:
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    return caught.value


class TestAConditionalWrite:
    def test_is_sent_with_the_condition_in_gmt_and_whole_seconds(self, org, salesforce) -> None:
        tokyo = timezone(timedelta(hours=9))
        patch(salesforce, unmodified_since=datetime(2026, 1, 2, 12, 4, 5, 678000, tzinfo=tokyo))
        (call,) = org.calls
        assert call.method == "PATCH"
        assert call.path == f"/services/data/v59.0/sobjects/Order/{ORDER}"
        assert call.headers["if-unmodified-since"] == "Fri, 02 Jan 2026 03:04:05 GMT"
        assert org.record["Status"] == "Approved"

    def test_without_a_condition_carries_no_header(self, org, salesforce) -> None:
        patch(salesforce)
        assert "if-unmodified-since" not in org.calls[0].headers

    def test_loses_against_somebody_elses_change(self, org, salesforce) -> None:
        org.record["Status"] = "Cancelled"
        error = failure(patch, salesforce, unmodified_since=org.modified - timedelta(seconds=1))
        assert (type(error), error.code) == (Permanent, "PRECONDITION_FAILED")
        assert org.record["Status"] == "Cancelled"

    def test_keeps_its_condition_when_the_session_expired_meanwhile(self, org, salesforce) -> None:
        salesforce.query("SELECT Id FROM Order")
        org.expire()
        org.record["Status"] = "Cancelled"
        error = failure(patch, salesforce, unmodified_since=org.modified - timedelta(seconds=1))
        assert (type(error), error.code) == (Permanent, "PRECONDITION_FAILED")
        assert org.record["Status"] == "Cancelled"
        first, second = org.calls[-2:]
        assert first.headers["if-unmodified-since"] == second.headers["if-unmodified-since"]
        assert first.body == second.body

    def test_goes_through_when_only_the_session_had_expired(self, org, salesforce) -> None:
        salesforce.query("SELECT Id FROM Order")
        org.expire()
        patch(salesforce, unmodified_since=org.modified)
        assert org.record["Status"] == "Approved"
        assert len(org.logins) == 2

    def test_refuses_an_instant_without_zone(self, salesforce) -> None:
        with pytest.raises(ValueError, match="zone"):
            patch(salesforce, unmodified_since=datetime(2026, 1, 2))  # noqa: DTZ001

    def test_is_decided_on_the_status_whatever_the_body_of_a_412_says(self, org, salesforce) -> None:
        org.script.append(Says(412, "<html>canary-body</html>"))
        assert failure(patch, salesforce).code == "PRECONDITION_FAILED"


class TestTheSession:
    def test_eight_threads_on_one_expired_session_make_one_login(self, org, salesforce) -> None:
        salesforce.query("SELECT Id FROM Order")
        org.expire()
        org.login_delay = 0.2
        together = threading.Barrier(8)

        def work(_: int) -> None:
            together.wait(5)
            salesforce.query("SELECT Id FROM Order")

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        assert len(org.logins) == 2

    def test_eight_threads_share_the_first_login_too(self, org, salesforce) -> None:
        org.login_delay = 0.2
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: salesforce.query("SELECT Id FROM Order"), range(8)))
        assert len(org.logins) == 1

    def test_nothing_is_sent_before_the_first_call(self, org) -> None:
        org.client().close()
        assert org.server.seen == []

    @pytest.mark.parametrize("shape", EXPIRED_SHAPES)
    def test_a_401_of_any_shape_is_an_expired_session(self, org, salesforce, shape) -> None:
        org.script.append(EXPIRED_SHAPES[shape])
        patch(salesforce)
        assert org.record["Status"] == "Approved"
        assert len(org.logins) == 2

    @pytest.mark.parametrize("shape", EXPIRED_SHAPES)
    def test_a_401_that_survives_the_login_is_transient_and_ends_after_one_repeat(self, org, salesforce, shape) -> None:
        org.script.extend([EXPIRED_SHAPES[shape]] * 9)
        error = failure(patch, salesforce)
        assert (type(error), error.code) == (Transient, "INVALID_SESSION_ID")
        assert len(org.calls) == 2
        assert len(org.logins) == 2

    def test_the_users_id_comes_from_the_login(self, org, salesforce) -> None:
        assert salesforce.user_id == "005000000000007AAA"
        assert len(org.logins) == 1
        assert org.calls == []

    def test_the_logins_reply_cannot_move_the_client_to_another_address(self, org, salesforce) -> None:
        salesforce.query("SELECT Id FROM Order")  # the reply named https://elsewhere.example
        assert len(org.calls) == 1

    def test_api_usage_is_what_the_last_answer_said(self, org, salesforce) -> None:
        assert salesforce.api_usage is None
        org.script.append(Says(204, headers={"Sforce-Limit-Info": "api-usage=18/5000"}))
        patch(salesforce)
        assert salesforce.api_usage == ApiUsage(18, 5000)

    def test_no_cookie_is_kept(self, org, salesforce) -> None:
        org.script.append(Says(204, headers={"Set-Cookie": "BrowserId=abc; path=/"}))
        patch(salesforce)
        patch(salesforce)
        assert all("cookie" not in call.headers for call in org.calls)

    def test_a_netrc_file_cannot_replace_the_token(self, org, salesforce, tmp_path, monkeypatch) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login other password other\n")
        monkeypatch.setenv("NETRC", str(netrc))
        patch(salesforce)
        assert org.calls[0].headers["authorization"] == "Bearer token-1"

    def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(self, org, monkeypatch, refusing_url) -> None:
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, refusing_url)
        monkeypatch.delenv("no_proxy", raising=False)
        client = org.client()
        patch(client)
        client.close()
        assert org.record["Status"] == "Approved"

    def test_sixteen_threads_keep_sixteen_connections_and_one_login(self, org, salesforce) -> None:
        with ThreadPoolExecutor(16) as pool:
            pages = list(pool.map(lambda _: salesforce.query("SELECT Id FROM Order"), range(160)))
        assert {page.rows[0].id() for page in pages} == {ORDER}
        assert len(org.logins) == 1


class TestTheAddress:
    @pytest.mark.parametrize("setting", ["instance_url", "token_url"])
    @pytest.mark.parametrize(
        "url",
        [
            "http://example.my.salesforce.com",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "example.com",
            "",
            "https://",
            "https://user:word@example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "https://[::1",
            "https://example.com:notaport",
        ],
    )
    def test_plain_http_beyond_this_machine_and_nonsense_stop_the_start(self, org, setting, url) -> None:
        with pytest.raises(ConfigError, match=f"SALESFORCE_{setting.upper()}"):
            org.client(**{setting: url})

    @pytest.mark.parametrize("url", ["https://example.my.salesforce.com", "http://localhost:1", "http://[::1]:1"])
    def test_https_anywhere_and_http_here_are_fine(self, org, url) -> None:
        org.client(instance_url=url, token_url=f"{url}/services/oauth2/token").close()

    def test_no_other_address_can_be_reached_with_the_sessions_token(self, org, salesforce) -> None:
        elsewhere = LoopbackServer(lambda _: Says(200, {}))
        try:
            error = failure(salesforce._session.get, f"{elsewhere.url}/steal")
        finally:
            elsewhere.close()
        assert (type(error), error.code) == (Permanent, "bad_request")
        assert elsewhere.seen == []

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_a_redirect_is_not_followed(self, org, salesforce, status) -> None:
        elsewhere = LoopbackServer(lambda _: Says())
        try:
            org.script.append(Says(status, headers={"Location": f"{elsewhere.url}/steal"}))
            error = failure(patch, salesforce)
        finally:
            elsewhere.close()
        assert (type(error), error.code) == (Transient, f"http_{status}")
        assert elsewhere.seen == []

    def test_real_tls_works_with_the_authority_of_the_environment(self, org, monkeypatch, tmp_path) -> None:
        authority = trustme.CA()
        server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(server_context)
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        org.server.wrap(server_context)
        url = org.url.replace("http:", "https:")
        client = org.client(instance_url=url, token_url=f"{url}/services/oauth2/token")
        patch(client)
        client.close()
        assert org.record["Status"] == "Approved"


class TestReading:
    def test_a_get_passes_two_503s(self, org, salesforce) -> None:
        org.script.extend([Says(503, "busy"), Says(503, "busy")])
        assert salesforce.query("SELECT Id FROM Order").rows[0].id() == ORDER
        assert len(org.calls) == 3

    @pytest.mark.parametrize("answer", [Says(502), Says(504), DROPPED, Says(503, headers={"Retry-After": "0"})])
    def test_a_get_passes_one_stumble(self, org, salesforce, answer) -> None:
        org.script.append(answer)
        row, _ = salesforce.get("Order", ORDER, ["Id", "Status"])
        assert row.text("Status") == "Pending Review"

    def test_a_third_503_is_the_workers_to_wait_out(self, org, salesforce) -> None:
        org.script.extend([Says(503, "busy")] * 9)
        error = failure(salesforce.query, "SELECT Id FROM Order")
        assert (type(error), error.code) == (Transient, "http_503")
        assert len(org.calls) == 3

    def test_a_long_retry_after_is_handed_on_and_not_slept(self, org, salesforce) -> None:
        org.script.append(Says(503, "busy", {"Retry-After": "120"}))
        began = time.monotonic()
        error = failure(salesforce.query, "SELECT Id FROM Order")
        assert isinstance(error, Transient)
        assert error.retry_after == 120
        assert len(org.calls) == 1
        assert time.monotonic() - began < 60

    def test_a_slow_answer_is_asked_for_once(self, org) -> None:
        client = org.client(timeouts=(5, 0.5))
        org.script.append(Says(delay=30, body={}))
        error = failure(client.query, "SELECT Id FROM Order")
        client.close()
        assert (type(error), error.code) == (Transient, "timeout")
        assert len(org.calls) == 1

    def test_an_answer_that_drips_is_given_up(self, org, salesforce, monkeypatch) -> None:
        salesforce.query("SELECT Id FROM Order")
        monkeypatch.setattr("bot.clients.salesforce_session.CALL_SECONDS", 0.3)
        org.script.append(Says(body={"records": ["x" * 3000]}, drip=0.02))
        began = time.monotonic()
        error = failure(salesforce.query, "SELECT Id FROM Order")
        assert (type(error), error.code) == (Transient, "timeout")
        assert time.monotonic() - began < 20

    @pytest.mark.parametrize("zipped", [False, True])
    @pytest.mark.parametrize("chunked", [False, True])
    def test_answers_may_come_zipped_and_in_chunks(self, org, salesforce, zipped, chunked) -> None:
        body = json.dumps({"done": True, "records": [{"Id": ORDER, "Name": "△" * 50_000}]}).encode()
        headers = {"Content-Encoding": "gzip"} if zipped else {}
        for _ in range(2):
            org.script.append(Says(200, gzip.compress(body) if zipped else body, headers, chunked=chunked))
            assert salesforce.query("SELECT Id FROM Order").rows[0].text("Name") == "△" * 50_000
        assert org.server.connections == 2  # one for the login, one for both queries

    def test_chunks_that_end_too_early_are_a_lost_line(self, org, salesforce) -> None:
        org.script.append(Says(204, cut=None))
        patch(salesforce)
        org.script.append(Says(200, "{}" * 20, chunked=True, cut=1))
        assert failure(patch, salesforce).code == "connection_lost"

    @pytest.mark.parametrize(
        "answer",
        [
            HTML,
            Says(200),
            Says(200, "5"),
            Says(200, "null"),
            Says(200, []),
            Says(200, {"records": 1}),
            Says(200, "[" * 9999),
            Says(200, {"records": [1], "done": True}),
            Says(200, {"records": [], "done": False}),
            Says(204),
            Says(200, {"records": [], "done": False, "nextRecordsUrl": "@elsewhere.example/x"}),
            Says(200, {"records": [], "done": True}, {"Date": ""}),
            Says(200, {"records": []}, {"Date": "today"}),
        ],
    )
    def test_a_nonsensical_page_is_transient(self, org, salesforce, answer) -> None:
        org.script.append(answer)
        error = failure(salesforce.query, "SELECT Id FROM Order")
        assert (type(error), error.code) == (Transient, "bad_answer")

    def test_pages_go_on_where_the_last_one_ended(self, org, salesforce) -> None:
        following = "/services/data/v59.0/query/0r8000000000001-2000"
        org.script.append(Says(200, {"done": False, "records": [{"Id": "1"}], "nextRecordsUrl": following}))
        org.script.append(Says(200, {"done": True, "records": [{"Id": "2"}]}))
        first = salesforce.query("SELECT Id FROM Order", include_deleted=True)
        second = salesforce.next_page(first.next_url)
        assert [row.text("Id") for row in first.rows + second.rows] == ["1", "2"]
        assert second.next_url is None
        assert org.calls[0].path == "/services/data/v59.0/queryAll/"
        assert org.calls[1].target == following

    @pytest.mark.parametrize(
        "url",
        ["https://elsewhere.example/x", "@elsewhere.example/x", ".elsewhere.example/", "/services/data/v59.0/limits"],
    )
    def test_no_other_address_passes_for_a_next_page(self, org, salesforce, url) -> None:
        assert failure(salesforce.next_page, url).code == "INVALID_QUERY_LOCATOR"
        assert org.server.seen == []

    def test_the_servers_clock_is_the_date_of_its_answer(self, org, salesforce) -> None:
        dated = {"Date": "Fri, 02 Jan 2026 03:04:05 GMT"}
        org.script.append(Says(200, {"done": True, "records": []}, dated))
        org.script.append(Says(200, {"Id": ORDER}, dated))
        instant = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert salesforce.query("SELECT Id FROM Order").server_time == instant
        assert salesforce.get("Order", ORDER, ["Id"])[1] == instant

    def test_a_record_is_asked_for_its_fields_alone(self, org, salesforce) -> None:
        salesforce.get("Order", ORDER[:15], ["Id", "Status"])
        assert org.calls[0].path == f"/services/data/v59.0/sobjects/Order/{ORDER}"
        assert org.calls[0].query == {"fields": "Id,Status"}

    def test_text_of_every_script_travels_unharmed(self, org, salesforce) -> None:
        note = "△Cancelling ▲ 山田太郎 🚀 <!channel> \\u0000 'quoted' & \"double\""
        salesforce.patch("Order", ORDER, {"Description": note})
        row, _ = salesforce.get("Order", ORDER, ["Description"])
        assert row.text("Description") == note
        salesforce.query(soql("SELECT Id FROM Opportunity WHERE Name = {note}", note="△ 山田 🚀 +%26"))
        assert org.calls[-1].query["q"].endswith("= '△ 山田 🚀 +%26'")


class TestAWriteIsSentOnce:
    @pytest.mark.parametrize(
        ("answer", "kind", "code"),
        [
            (Says(503, "busy"), Transient, "http_503"),
            (Says(503, "busy", {"Retry-After": "7"}), Transient, "http_503"),
            (refusal("SERVER_UNAVAILABLE", 503), Transient, "SERVER_UNAVAILABLE"),
            (Says(502, "<html>"), Unknown, "http_502"),
            (Says(504, "<html>"), Unknown, "http_504"),
            (Says(500, "<html>"), Unknown, "http_500"),
            (refusal("UNKNOWN_EXCEPTION", 500), Unknown, "UNKNOWN_EXCEPTION"),
            (DROPPED, Unknown, "connection_lost"),
            (HTML, Unknown, "bad_answer"),
            (Says(200), Unknown, "bad_answer"),
        ],
        ids=lambda value: getattr(value, "__name__", str(value)[:40]),
    )
    def test_whatever_answer_comes(self, org, salesforce, answer, kind, code) -> None:
        org.script.append(answer)
        error = failure(patch, salesforce)
        assert (type(error), error.code) == (kind, code)
        assert len(org.calls) == 1
        assert org.record["Status"] == "Pending Review"

    def test_when_it_takes_longer_than_the_time_limit(self, org) -> None:
        client = org.client(timeouts=(5, 0.5))
        client.query("SELECT Id FROM Order")
        org.script.append(Says(204, delay=30))
        began = time.monotonic()
        error = failure(patch, client)
        client.close()
        assert time.monotonic() - began < 20
        assert (type(error), error.code) == (Unknown, "timeout")
        assert len(org.calls) == 2

    def test_and_a_whole_call_has_its_time_whatever_it_waits_for(self, org, monkeypatch) -> None:
        client = org.client(timeouts=(5, 5))
        client.query("SELECT Id FROM Order")
        monkeypatch.setattr("bot.clients.salesforce_session.CALL_SECONDS", 2)
        org.expire()
        org.login_delay = 30
        began = time.monotonic()
        with ThreadPoolExecutor(4) as pool:
            errors = list(pool.map(lambda _: failure(patch, client), range(4)))
        client.close()
        # Nothing was done: the only request that reached the org was refused with a 401.
        assert {(type(error), error.code) for error in errors} == {(Transient, "timeout")}
        assert time.monotonic() - began < 20
        assert org.record["Status"] == "Pending Review"

    def test_also_in_a_composite(self, org, salesforce) -> None:
        org.script.append(DROPPED)
        call = patch_call("write", "Order", ORDER, {"Status": "Approved"})
        error = failure(salesforce.composite, [call], all_or_none=True)
        assert (type(error), error.code) == (Unknown, "connection_lost")
        assert len(org.calls) == 1

    def test_and_a_login_that_fails_means_that_it_was_not_sent(self, org, salesforce) -> None:
        org.login_script.append(DROPPED)
        error = failure(patch, salesforce)
        assert type(error) is Transient
        assert org.calls == []

    def test_and_a_refused_connection_means_that_it_was_not_sent(self, org, refusing_url) -> None:
        client = org.client(instance_url=refusing_url)
        error = failure(patch, client)
        client.close()
        assert (type(error), error.code) == (Transient, "connection_refused")


TABLE = [
    (400, "UNABLE_TO_LOCK_ROW", Transient, "UNABLE_TO_LOCK_ROW"),
    (500, "UNABLE_TO_LOCK_ROW", Transient, "UNABLE_TO_LOCK_ROW"),
    (403, "REQUEST_LIMIT_EXCEEDED", Transient, "REQUEST_LIMIT_EXCEEDED"),
    (503, "SERVER_UNAVAILABLE", Transient, "SERVER_UNAVAILABLE"),
    (404, "NOT_FOUND", Permanent, "NOT_FOUND"),
    (404, "ENTITY_IS_DELETED", Permanent, "NOT_FOUND"),
    (404, "INVALID_CROSS_REFERENCE_KEY", Permanent, "NOT_FOUND"),
    (400, "INVALID_CROSS_REFERENCE_KEY", Permanent, "NOT_FOUND"),
    (412, "ANYTHING", Permanent, "PRECONDITION_FAILED"),
    (400, "ENTITY_IS_LOCKED", Permanent, "ENTITY_IS_LOCKED"),
    (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", Permanent, "FIELD_CUSTOM_VALIDATION_EXCEPTION"),
    (400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", Permanent, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
    (400, "REQUIRED_FIELD_MISSING", Permanent, "REQUIRED_FIELD_MISSING"),
    (400, "STRING_TOO_LONG", Permanent, "STRING_TOO_LONG"),
    (400, "FAILED_ACTIVATION", Permanent, "FAILED_ACTIVATION"),
    (400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", Permanent, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"),
    (400, "MALFORMED_QUERY", Permanent, "MALFORMED_QUERY"),
    (400, "INVALID_FIELD", Permanent, "INVALID_FIELD"),
    (400, "DUPLICATE_VALUE", Permanent, "DUPLICATE_VALUE"),
    (403, "INSUFFICIENT_ACCESS_OR_READONLY", Permanent, "INSUFFICIENT_ACCESS_OR_READONLY"),
    (403, "API_DISABLED_FOR_ORG", Permanent, "API_DISABLED_FOR_ORG"),
    (400, "PROCESSING_HALTED", Permanent, "PROCESSING_HALTED"),
    (400, "canary-body: not a code", Permanent, "http_400"),
    (404, "canary-body: not a code", Transient, "http_404"),
]


class TestErrors:
    @pytest.mark.parametrize(("status", "said", "kind", "code"), TABLE)
    def test_each_code_has_its_meaning_alone(self, org, salesforce, status, said, kind, code) -> None:
        org.script.append(refusal(said, status))
        error = failure(patch, salesforce)
        assert (type(error), error.code) == (kind, code)

    @pytest.mark.parametrize(("status", "said", "kind", "code"), TABLE)
    def test_each_code_has_the_same_meaning_in_a_composite(self, org, salesforce, status, said, kind, code) -> None:
        part = {"referenceId": "write", "httpStatusCode": status, "body": refusal(said).body, "httpHeaders": {}}
        org.script.append(Says(200, {"compositeResponse": [part]}))
        call = patch_call("write", "Order", ORDER, {"Status": "Approved"})
        error = salesforce.composite([call], all_or_none=True).answers["write"].error
        assert (type(error), error.code) == (kind, code)

    def test_a_page_of_html_with_404_does_not_say_that_a_record_is_gone(self, org, salesforce) -> None:
        org.script.append(Says(404, "<html>canary-body</html>"))
        error = failure(salesforce.get, "Order", ORDER, ["Id"])
        assert (type(error), error.code) == (Transient, "http_404")

    @pytest.mark.parametrize("body", [None, {}, [], [1], [{}], [{"errorCode": 5}], "text", [{"errorCode": "A" * 99}]])
    @pytest.mark.parametrize("status", [300, 302, 400, 401, 403, 404, 409, 412, 429, 500, 502, 503, 504])
    @pytest.mark.parametrize("repeatable", [True, False])
    def test_every_status_with_any_body_becomes_an_error_of_ours(self, status, body, repeatable) -> None:
        error = error_for(status, body, repeatable=repeatable)
        assert isinstance(error, Transient | Permanent | Unknown)
        assert not (repeatable and isinstance(error, Unknown))

    @pytest.mark.parametrize(
        "answer",
        [refusal(said, status) for status, said, _, _ in TABLE]
        + [HTML, DROPPED, Says(500, "canary-body"), *[shape for shape in EXPIRED_SHAPES.values() for _ in (1, 2)]],
        ids=str,
    )
    def test_nothing_of_bodies_tokens_or_queries_is_in_an_error_or_its_traceback(
        self, org, salesforce, answer, monkeypatch
    ) -> None:
        monkeypatch.setattr("bot.clients.salesforce_session._PAUSES", (0.01, 0.01))
        for call in (
            lambda: salesforce.query("SELECT Id FROM Order WHERE Name = 'canary-query'"),
            lambda: salesforce.patch("Order", ORDER, {"Description": "canary-value"}),
        ):
            org.script.clear()
            org.script.extend([answer] * 4)
            error = failure(call)
            shown = "".join(traceback.format_exception(error, chain=True, limit=0)) + repr(error) + repr(vars(error))
            for secret in ("canary", "Yamada", "token-", CLIENT_SECRET, "127.0.0.1"):
                assert secret not in shown


class TestTheEdge:
    @pytest.mark.parametrize(
        "bad",
        [
            "",
            "801",
            "http://other/steal",
            "../User/005000000000001",
            "id?x=1",
            "801000000000001A",
            "801000000000001AAAA",
            "801000000000001\n",
            "80100000000000１",
            "801000000000001AA/",
            None,
            5,
        ],
    )
    def test_ids_that_are_none_are_refused_before_anything_is_sent(self, org, salesforce, bad) -> None:
        for call in (
            lambda: salesforce.get("Order", bad, ["Id"]),
            lambda: salesforce.patch("Order", bad, {"Status": "x"}),
            lambda: patch_call("a", "Order", bad, {"Status": "x"}),
            lambda: get_call("a", "Order", bad, ["Id"]),
        ):
            error = failure(call)
            assert (type(error), error.code) == (Permanent, "INVALID_ID")
        assert org.server.seen == []

    @pytest.mark.parametrize(
        "bad", ["", "Order/", "Order?x", "../User", "Or der", "Order\n", "1Order", "Ord'er", "Ａ", "A.B"]
    )
    def test_names_that_are_none_are_refused_before_anything_is_sent(self, org, salesforce, bad) -> None:
        for call in (
            lambda: salesforce.get(bad, ORDER, ["Id"]),
            lambda: salesforce.get("Order", ORDER, ["Id", bad]),
            lambda: salesforce.patch(bad, ORDER, {"Status": "x"}),
            lambda: salesforce.patch("Order", ORDER, {bad: "x"}),
            lambda: salesforce.describe(bad),
        ):
            error = failure(call)
            assert (type(error), error.code) == (Permanent, "INVALID_NAME")
        assert org.server.seen == []


class TestDescribe:
    def test_gives_fields_active_values_and_children(self, org, salesforce) -> None:
        status = {"name": "Status", "type": "picklist", "length": 255, "updateable": True}
        status["picklistValues"] = [{"value": "Draft", "active": True}, {"value": "Old", "active": False}]
        number = {"name": "OrderNumber", "type": "string", "length": 30, "updateable": False, "picklistValues": []}
        children = [{"relationshipName": "OrderItems"}, {"relationshipName": None}]
        org.script.append(Says(200, {"fields": [status, number], "childRelationships": children}))
        described = salesforce.describe("Order")
        assert described.fields["Status"].values == ("Draft",)
        assert described.fields["Status"].updateable
        assert (described.fields["OrderNumber"].type, described.fields["OrderNumber"].length) == ("string", 30)
        assert not described.fields["OrderNumber"].updateable
        assert described.children == {"OrderItems"}
        assert org.calls[0].path == "/services/data/v59.0/sobjects/Order/describe"

    @pytest.mark.parametrize(
        "answer", [HTML, Says(200, {"fields": 5}), Says(200, {"fields": [{"name": "x"}]}), Says(200, [1])]
    )
    def test_of_nonsense_is_transient(self, org, salesforce, answer) -> None:
        org.script.append(answer)
        assert type(failure(salesforce.describe, "Order")) is Transient


class TestAComposite:
    def test_carries_its_subrequests_as_salesforce_wants_them(self, org, salesforce) -> None:
        parts = [
            {"referenceId": "write", "httpStatusCode": 204, "body": None},
            {"referenceId": "row", "httpStatusCode": 200, "body": {"Id": ORDER, "Status": "Approved"}},
            {"referenceId": "orders", "httpStatusCode": 200, "body": {"done": True, "records": [{"Id": ORDER}]}},
        ]
        org.script.append(Says(200, {"compositeResponse": parts[::-1]}, {"Date": "Fri, 02 Jan 2026 03:04:05 GMT"}))
        reply = salesforce.composite(
            [
                patch_call("write", "Order", ORDER, {"Status": "Approved"}, datetime(2026, 1, 2, tzinfo=UTC)),
                get_call("row", "Order", ORDER, ["Id", "Status"]),
                query_call("orders", "SELECT Id FROM Order WHERE Name = 'a&b'", include_deleted=True),
            ],
            all_or_none=True,
        )
        assert org.calls[0].json == {
            "allOrNone": True,
            "compositeRequest": [
                {
                    "method": "PATCH",
                    "url": f"/services/data/v59.0/sobjects/Order/{ORDER}",
                    "referenceId": "write",
                    "body": {"Status": "Approved"},
                    "httpHeaders": {"If-Unmodified-Since": "Fri, 02 Jan 2026 00:00:00 GMT"},
                },
                {
                    "method": "GET",
                    "url": f"/services/data/v59.0/sobjects/Order/{ORDER}?fields=Id,Status",
                    "referenceId": "row",
                },
                {
                    "method": "GET",
                    "url": "/services/data/v59.0/queryAll/?q=SELECT+Id+FROM+Order+WHERE+Name+%3D+%27a%26b%27",
                    "referenceId": "orders",
                },
            ],
        }
        assert list(reply.answers) == ["write", "row", "orders"]
        assert reply.answers["write"].status == 204
        assert reply.answers["write"].row is None
        assert reply.answers["row"].row.text("Status") == "Approved"
        assert reply.page("orders").rows[0].id() == ORDER
        assert reply.server_time == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert reply.error is None

    def test_names_the_subrequest_that_failed_and_not_those_that_were_halted(self, org, salesforce) -> None:
        halted = [{"errorCode": "PROCESSING_HALTED", "message": "canary-body"}]
        stale = [{"errorCode": "X", "message": "canary-body"}]
        parts = [
            {"referenceId": "a", "httpStatusCode": 400, "body": halted},
            {"referenceId": "b", "httpStatusCode": 412, "body": stale},
        ]
        org.script.append(Says(200, {"compositeResponse": parts}))
        calls = [patch_call(ref, "Order", ORDER, {"Status": "x"}) for ref in "ab"]
        reply = salesforce.composite(calls, all_or_none=True)
        assert reply.answers["a"].error.code == "PROCESSING_HALTED"
        assert reply.error is reply.answers["b"].error
        assert reply.error.code == "PRECONDITION_FAILED"
        assert "canary" not in repr(reply)

    def test_of_reads_is_tried_again(self, org, salesforce) -> None:
        part = {"referenceId": "q", "httpStatusCode": 200, "body": {"done": True, "records": []}}
        org.script.extend([Says(503, "busy"), DROPPED, Says(200, {"compositeResponse": [part]})])
        reply = salesforce.composite([query_call("q", "SELECT Id FROM Order")], all_or_none=False, repeatable=True)
        assert reply.page("q").rows == ()
        assert len(org.calls) == 3

    @pytest.mark.parametrize("answer", [HTML, Says(200, {}), Says(200, {"compositeResponse": []}), Says(200, [])])
    @pytest.mark.parametrize(("repeatable", "kind"), [(True, Transient), (False, Unknown)])
    def test_without_an_answer_for_each_subrequest_is_no_answer(
        self, org, salesforce, answer, repeatable, kind
    ) -> None:
        org.script.append(answer)
        call = query_call("q", "SELECT Id FROM Order")
        error = failure(salesforce.composite, [call], all_or_none=False, repeatable=repeatable)
        assert (type(error), error.code) == (kind, "bad_answer")

    def test_raises_the_error_of_a_page_that_is_wanted(self, org, salesforce) -> None:
        part = {"referenceId": "q", "httpStatusCode": 400, "body": [{"errorCode": "INVALID_FIELD"}]}
        org.script.append(Says(200, {"compositeResponse": [part]}))
        reply = salesforce.composite([query_call("q", "SELECT X FROM Order")], all_or_none=False, repeatable=True)
        assert failure(reply.page, "q").code == "INVALID_FIELD"

    def test_that_writes_may_not_be_called_repeatable(self, org, salesforce) -> None:
        with pytest.raises(ValueError, match="repeatable"):
            salesforce.composite([patch_call("a", "Order", ORDER, {"A": 1})], all_or_none=True, repeatable=True)
        assert org.server.seen == []

    @pytest.mark.parametrize(
        "calls",
        [
            [],
            [query_call(f"q{n}", "SELECT Id FROM Order") for n in range(6)],
            [get_call(f"r{n}", "Order", ORDER, ["Id"]) for n in range(26)],
            [get_call("same", "Order", ORDER, ["Id"])] * 2,
            [Call("GET", "limits", "has space")],
            [Call("GET", "/services/oauth2/userinfo", "a")],
            [Call("GET", "../../oauth2/userinfo", "a")],
            [Call("TRACE", "limits", "a")],
            [Call("GET", "limits", "a", headers={"authorization": "Bearer x"})],
        ],
    )
    def test_beyond_its_limits_is_a_mistake_of_the_caller(self, org, salesforce, calls) -> None:
        with pytest.raises(ValueError, match=r"composite|subrequest"):
            salesforce.composite(calls, all_or_none=False)
        assert org.server.seen == []

    def test_cannot_carry_a_text_that_it_would_read_as_a_reference(self, org, salesforce) -> None:
        error = failure(patch_call, "a", "Order", ORDER, {"Description": "see @{other.Name}"})
        assert (type(error), error.code) == (Permanent, "REFERENCE_IN_TEXT")
        salesforce.patch("Order", ORDER, {"Description": "see @{other.Name}"})
        assert org.record["Description"] == "see @{other.Name}"
