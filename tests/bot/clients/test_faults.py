"""What a failed exchange means: did it happen, may it be repeated, how long to wait."""

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
import requests
import urllib3

from bot.clients import faults
from bot.errors import ClientError, Permanent, Transient, Unknown
from tests.bot.clients.loopback_server import DROPPED, LoopbackServer, Says

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def judged(error: BaseException, *, repeatable: bool = False) -> ClientError:
    return faults.from_exception(error, vendor="Vendor", repeatable=repeatable)


def failure_of(send, *args, **kwargs) -> BaseException:
    with pytest.raises(faults.WIRE_ERRORS) as caught:
        send(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize("repeatable", [False, True])
@pytest.mark.parametrize("library", ["requests", "urllib"])
class TestNothingWasSent:
    def send(self, library: str, url: str, seconds: float = 5) -> BaseException:
        if library == "requests":
            return failure_of(requests.post, url, data=b"x", timeout=(seconds, seconds))
        return failure_of(urllib.request.urlopen, url, data=b"x", timeout=seconds)

    def test_a_refused_connection_is_transient(self, library, repeatable, refusing_url) -> None:
        fault = judged(self.send(library, refusing_url), repeatable=repeatable)
        assert (type(fault), fault.code) == (Transient, "connection_refused")

    def test_no_connection_in_time_is_transient(self, library, repeatable, silent_url) -> None:
        fault = judged(self.send(library, silent_url, 0.3), repeatable=repeatable)
        assert (type(fault), fault.code) == (Transient, "connect_timeout")

    def test_a_server_that_speaks_no_tls_is_transient(self, library, repeatable) -> None:
        server = LoopbackServer(lambda _: Says())
        try:
            fault = judged(self.send(library, server.url.replace("http:", "https:")), repeatable=repeatable)
        finally:
            server.close()
        assert (type(fault), fault.code) == (Transient, "tls")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (urllib.error.URLError(socket.gaierror(-2, "Name or service not known")), "dns"),
        (requests.ConnectionError(urllib3.exceptions.NameResolutionError("h", None, socket.gaierror())), "dns"),
        (urllib.error.URLError(ssl.SSLCertVerificationError(1, "certificate has expired")), "tls"),
        (requests.exceptions.SSLError(urllib3.exceptions.SSLError(ssl.SSLCertVerificationError(1, "x"))), "tls"),
        (requests.exceptions.ProxyError(urllib3.exceptions.ProxyError("no", OSError())), "proxy"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_other_failures_before_sending_are_transient(error, code) -> None:
    fault = judged(error)
    assert (type(fault), fault.code) == (Transient, code)


@pytest.mark.parametrize(("repeatable", "kind"), [(False, Unknown), (True, Transient)])
@pytest.mark.parametrize("library", ["requests", "urllib"])
@pytest.mark.parametrize(
    ("answer", "code"),
    [(Says(delay=30), "timeout"), (DROPPED, "connection_lost"), (Says(body="x" * 99, cut=9), "connection_lost")],
    ids=["silence", "line cut before the answer", "line cut inside the answer"],
)
def test_a_failure_after_sending_is_an_open_question_for_writes_only(answer, code, library, repeatable, kind) -> None:
    server = LoopbackServer(lambda _: answer)
    seconds = 0.3 if answer.delay else 5
    try:
        if library == "requests":
            error = failure_of(requests.post, server.url, data=b"x", timeout=(5, seconds))
        else:
            error = failure_of(lambda: urllib.request.urlopen(server.url, data=b"x", timeout=seconds).read())
    finally:
        server.close()
    fault = judged(error, repeatable=repeatable)
    assert (type(fault), fault.code) == (kind, code)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(),
        urllib.error.URLError(BrokenPipeError()),
        http.client.RemoteDisconnected(),
        requests.ConnectionError(urllib3.exceptions.ProtocolError("aborted", ConnectionResetError())),
        requests.exceptions.SSLError(ssl.SSLEOFError(8, "EOF occurred in violation of protocol")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_reset_may_have_come_after_the_effect(error) -> None:
    assert type(judged(error)) is Unknown
    assert type(judged(error, repeatable=True)) is Transient


@pytest.mark.parametrize(
    "error",
    [
        requests.exceptions.InvalidURL("u"),
        requests.exceptions.InvalidHeader("h"),
        requests.exceptions.InvalidSchema("s"),
    ],
)
def test_a_request_that_cannot_be_written_is_permanent(error) -> None:
    assert (type(judged(error)), judged(error).code) == (Permanent, "bad_request")


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (302, Transient, Transient),
        (307, Transient, Transient),
        (400, Permanent, Permanent),
        (403, Transient, Transient),
        (404, Transient, Transient),
        (408, Transient, Transient),
        (413, Permanent, Permanent),
        (429, Transient, Transient),
        (500, Transient, Unknown),
        (502, Transient, Unknown),
        (503, Transient, Transient),
        (504, Transient, Unknown),
        (599, Transient, Unknown),
    ],
)
def test_a_bare_status_is_judged_by_whether_something_may_have_happened(status, read, write) -> None:
    assert type(faults.from_status(status, vendor="Vendor", repeatable=True)) is read
    assert type(faults.from_status(status, vendor="Vendor", repeatable=False)) is write
    assert faults.from_status(status, vendor="Vendor", repeatable=False).code == f"http_{status}"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("-3", 0.0),
        ("Wed, 04 Mar 2026 05:06:37 GMT", 30.0),
        ("Wed, 04 Mar 2026 14:06:37 +0900", 30.0),
        ("Wed, 04 Mar 2026 05:00:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header, seconds) -> None:
    assert faults.retry_after(header, now=NOW) == seconds


def test_retry_after_dates_count_from_the_present() -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=100)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    wait = faults.retry_after(soon)
    assert wait is not None
    assert 90 < wait <= 100


@pytest.mark.parametrize("value", [None, "", "yesterday", "Wed, 99 Mar 2026 05:06:37 GMT"])
def test_an_unreadable_http_date_is_none(value) -> None:
    assert faults.http_date(value) is None


def test_no_sentence_repeats_what_an_exception_says() -> None:
    for error in (
        requests.ConnectionError("https://host/query?q=canary"),
        urllib.error.URLError("canary"),
        requests.exceptions.InvalidURL("canary"),
        TimeoutError("canary"),
    ):
        assert "canary" not in repr(judged(error))
