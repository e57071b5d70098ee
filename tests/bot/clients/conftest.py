"""Servers for the clients' tests: a scripted org, a scripted workspace, and ports where nobody answers."""

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from bot.clients.salesforce import Salesforce
from bot.clients.slack_web import SlackWeb
from tests.bot.clients.loopback_server import LoopbackServer, Says, Seen

ORDER = "801000000000001AAA"
CLIENT_SECRET = "canary-client-secret"
BOT_TOKEN = "xoxb-canary-token"


class Org:
    """Just enough of an org: tokens that expire, one order, and a script of answers that come before its own."""

    def __init__(self) -> None:
        self.server = LoopbackServer(self._answer)
        self.script: deque[Says] = deque()
        self.login_script: deque[Says] = deque()
        self.login_delay = 0.0
        self.valid = True
        self.record: dict[str, Any] = {"Status": "Pending Review"}
        self.modified = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        self._issued = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def logins(self) -> list[Seen]:
        return [seen for seen in self.server.seen if seen.path.endswith("/oauth2/token")]

    @property
    def calls(self) -> list[Seen]:
        return [seen for seen in self.server.seen if not seen.path.endswith("/oauth2/token")]

    def expire(self) -> None:
        """Every token issued so far is refused from now on."""
        self.valid = False

    def client(self, **changes: Any) -> Salesforce:
        settings: dict[str, Any] = {
            "instance_url": self.url,
            "token_url": f"{self.url}/services/oauth2/token",
            "client_id": "canary-client-id",
            "client_secret": CLIENT_SECRET,
            "timeouts": (5, 10),
        }
        return Salesforce(**{**settings, **changes})

    def _answer(self, seen: Seen) -> Says:
        if seen.path.endswith("/oauth2/token"):
            return self._log_in()
        with self._lock:
            expected = f"Bearer token-{self._issued}" if self.valid else None
        if seen.headers.get("authorization") != expected:
            return Says(401, [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}])
        with self._lock:
            if self.script:
                return self.script.popleft()
            return self._on_the_order(seen)

    def _log_in(self) -> Says:
        with self._lock:
            if self.login_script:
                return self.login_script.popleft()
            self._issued += 1
            self.valid = True
            identity = "https://login.salesforce.com/id/00D000000000001AAA/005000000000007"
            body = {
                "access_token": f"token-{self._issued}",
                "id": identity,
                "instance_url": "https://elsewhere.example",
            }
        return Says(200, body, delay=self.login_delay)

    def _on_the_order(self, seen: Seen) -> Says:
        if seen.method == "PATCH":
            condition = seen.headers.get("if-unmodified-since")
            if condition is not None and self.modified > parsedate_to_datetime(condition):
                return Says(412, [{"errorCode": "PRECONDITION", "message": "canary-body"}])
            self.record |= seen.json
            return Says(204)
        if "/query" in seen.path:
            return Says(200, {"totalSize": 1, "done": True, "records": [{"Id": ORDER, **self.record}]})
        return Says(200, {"Id": ORDER, **self.record})


class Workspace:
    """Answers of a Slack: by method a script that is used up, then a standing answer."""

    def __init__(self) -> None:
        self.server = LoopbackServer(self._answer)
        self.script: dict[str, deque[Says]] = {}
        self.standing: dict[str, Callable[[Seen], Says]] = {
            "auth.test": lambda _: Says(
                200, {"ok": True, "team_id": "T0HANDOFF", "bot_id": "B0HANDOFF", "user_id": "U0HANDOFF", "url": "x"}
            ),
            "chat.postMessage": lambda seen: Says(
                200, {"ok": True, "channel": seen.json["channel"], "ts": "100.000100"}
            ),
        }

    @property
    def url(self) -> str:
        return f"{self.server.url}/api/"

    def will_say(self, method: str, *answers: Says) -> None:
        self.script.setdefault(method, deque()).extend(answers)

    def calls(self, method: str) -> list[Seen]:
        return [seen for seen in self.server.seen if seen.path == f"/api/{method}"]

    def client(self, **changes: Any) -> SlackWeb:
        return SlackWeb(**{"token": BOT_TOKEN, "base_url": self.url, "timeout": 10, **changes})

    def _answer(self, seen: Seen) -> Says:
        method = seen.path.rsplit("/", 1)[-1]
        waiting = self.script.get(method)
        if waiting:
            return waiting.popleft()
        standing = self.standing.get(method)
        return standing(seen) if standing else Says(200, {"ok": True})


@pytest.fixture
def org() -> Iterator[Org]:
    org = Org()
    yield org
    org.server.close()


@pytest.fixture
def salesforce(org: Org) -> Iterator[Salesforce]:
    client = org.client()
    yield client
    client.close()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    yield workspace
    workspace.server.close()


@pytest.fixture
def slack(workspace: Workspace) -> SlackWeb:
    return workspace.client()


@pytest.fixture
def refusing_url() -> Iterator[str]:
    """A port of this machine that is taken but not listened on: every connection is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
def silent_url() -> Iterator[str]:
    """A port whose queue is full: connecting to it takes for ever."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        for filler in fillers:
            filler.close()
