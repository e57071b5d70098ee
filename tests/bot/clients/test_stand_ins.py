"""The clients against the stand-ins as processes of their own: the hard cases of promises 5 and 6, end to end."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.clients.salesforce import Salesforce, get_call, patch_call, query_call, soql
from bot.clients.slack_web import SlackWeb
from bot.clients.whmcs import Whmcs
from bot.errors import ClientError, Permanent, Transient, Unknown

NOON = "2025-12-02T12:00:00+00:00"
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "Order △ 山田 🚀"}}]


class StandIn:
    """A stand-in's process, and its control API."""

    def __init__(self, module: str, *options: str) -> None:
        command = [sys.executable, "-m", module, "--port", "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("ready http://127.0.0.1:"), line
        self.url = line.split()[1]
        self.http = httpx.Client(base_url=f"{self.url}/_control", timeout=20)

    def do(self, name: str, **body: Any) -> Any:
        reply = self.http.post(f"/{name}", json=body)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def see(self, name: str, **query: Any) -> Any:
        reply = self.http.get(f"/{name}", params=query)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def stop(self) -> None:
        self.http.close()
        self.process.terminate()
        self.process.communicate(timeout=20)


def failure(call, *args, **kwargs) -> ClientError:
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    return caught.value


@pytest.fixture(scope="module")
def org_process() -> Iterator[StandIn]:
    stand_in = StandIn("sandbox.salesforce", "--clock", f"{NOON}@0")
    yield stand_in
    stand_in.stop()


@pytest.fixture
def org(org_process: StandIn) -> StandIn:
    org_process.do("reset")
    org_process.do("clock", instant=NOON)
    return org_process


@pytest.fixture
def salesforce(org: StandIn) -> Iterator[Salesforce]:
    client = Salesforce(
        instance_url=org.url,
        token_url=f"{org.url}/services/oauth2/token",
        client_id="handoff-demo",
        client_secret="demo-client-secret",
        timeouts=(5, 10),
    )
    yield client
    client.close()


@pytest.fixture
def order(org: StandIn) -> str:
    (order_id,) = org.do("bulk-orders", count=1, status="Pending Review", lines=2)["ids"]
    org.do("clock", add_s=60)
    return order_id


def writes(org: StandIn, order: str) -> int:
    """How often the status was changed, by anybody, as the org itself recorded it."""
    return len(org.see("status-changes", order=order)["changes"])


def modified(salesforce: Salesforce, order: str) -> datetime:
    row, _ = salesforce.get("Order", order, ["LastModifiedDate"])
    return row.instant("LastModifiedDate")


class TestSalesforce:
    def test_an_expired_session_and_an_order_cancelled_meanwhile(self, org, salesforce, order) -> None:
        seen = modified(salesforce, order)
        org.do("touch", id=order, fields={"Status": "Cancelled"})
        org.do("expire-tokens")
        error = failure(salesforce.patch, "Order", order, {"Status": "Approved"}, unmodified_since=seen)
        assert (type(error), error.code) == (Permanent, "PRECONDITION_FAILED")
        assert org.see("record", id=order)["Status"] == "Cancelled"

    def test_the_same_in_a_composite(self, org, salesforce, order) -> None:
        seen = modified(salesforce, order)
        org.do("touch", id=order, fields={"Status": "Cancelled"})
        org.do("expire-tokens")
        reply = salesforce.composite(
            [
                patch_call("reason", "Order", order, {"Description": "no"}, seen),
                patch_call("status", "Order", order, {"Status": "Approved"}),
            ],
            all_or_none=True,
        )
        assert (type(reply.error), reply.error.code) == (Permanent, "PRECONDITION_FAILED")
        assert {answer.error.code for answer in reply.answers.values()} == {"PRECONDITION_FAILED", "PROCESSING_HALTED"}
        assert org.see("record", id=order)["Status"] == "Cancelled"

    def test_an_approval_is_one_conditional_write_and_its_read_back_in_one_call(self, org, salesforce, order) -> None:
        seen = modified(salesforce, order)
        before = org.see("counters")["last_seq"]
        reply = salesforce.composite(
            [
                patch_call("write", "Order", order, {"Status": "Approved"}, seen),
                get_call("after", "Order", order, ["Status", "LastModifiedById"]),
            ],
            all_or_none=False,
        )
        assert reply.error is None
        assert reply.answers["after"].row.text("Status") == "Approved"
        assert reply.answers["after"].row.id("LastModifiedById") == salesforce.user_id
        assert org.see("counters", since=before)["api_calls"] == 1

    def test_a_reply_lost_after_the_commit_is_unknown_and_written_once(self, org, salesforce, order) -> None:
        seen = modified(salesforce, order)
        before = writes(org, order)
        org.do("faults", method="PATCH", path=f"/sobjects/Order/{order}", drop="after", times=1)
        error = failure(salesforce.patch, "Order", order, {"Status": "Approved"}, unmodified_since=seen)
        assert (type(error), error.code) == (Unknown, "connection_lost")
        assert org.see("record", id=order)["Status"] == "Approved"
        assert writes(org, order) == before + 1

    def test_a_line_cut_before_the_commit_is_unknown_too_and_nothing_was_written(self, org, salesforce, order) -> None:
        org.do("faults", method="PATCH", drop="before", times=1)
        assert type(failure(salesforce.patch, "Order", order, {"Status": "Approved"})) is Unknown
        assert org.see("record", id=order)["Status"] == "Pending Review"

    def test_a_hanging_write_obeys_the_time_limit(self, org, salesforce, order, monkeypatch) -> None:
        salesforce.query("SELECT Id FROM Order LIMIT 1")
        monkeypatch.setattr("bot.clients.salesforce_session.CALL_SECONDS", 1)
        org.do("faults", method="PATCH", delay_s=30, times=1)
        error = failure(salesforce.patch, "Order", order, {"Status": "Approved"})
        assert (type(error), error.code) == (Unknown, "timeout")

    @pytest.mark.parametrize(
        ("fault", "kind", "code"),
        [
            ({"status": 503, "html": "<html>"}, Transient, "http_503"),
            ({"status": 503, "errorCode": "SERVER_UNAVAILABLE"}, Transient, "SERVER_UNAVAILABLE"),
            ({"status": 500, "errorCode": "UNABLE_TO_LOCK_ROW"}, Transient, "UNABLE_TO_LOCK_ROW"),
            ({"status": 403, "errorCode": "REQUEST_LIMIT_EXCEEDED"}, Transient, "REQUEST_LIMIT_EXCEEDED"),
            ({"status": 502, "html": "<html>", "when": "after"}, Unknown, "http_502"),
            ({"status": 200, "html": "<html>", "when": "after"}, Unknown, "bad_answer"),
            ({"status": 400, "errorCode": "ENTITY_IS_LOCKED"}, Permanent, "ENTITY_IS_LOCKED"),
        ],
    )
    def test_a_fault_on_a_write_strikes_once(self, org, salesforce, order, fault, kind, code) -> None:
        org.do("faults", method="PATCH", kind="strike", **fault)
        error = failure(salesforce.patch, "Order", order, {"Status": "Approved"})
        assert (type(error), error.code) == (kind, code)
        assert org.see("faults")["injected"] == {"strike": 1}

    def test_a_read_passes_two_503s(self, org, salesforce, order) -> None:
        org.do("faults", method="GET", path="/query", status=503, html="<html>", times=2)
        page = salesforce.query(soql("SELECT Id FROM Order WHERE Id = {id}", id=order))
        assert page.rows[0].id() == order

    def test_eight_threads_on_an_expired_session_make_one_login(self, org, salesforce, order) -> None:
        salesforce.query("SELECT Id FROM Order")
        org.do("expire-tokens")
        before = org.see("counters")["last_seq"]
        together = threading.Barrier(8)

        def work(_: int) -> None:
            together.wait(5)
            salesforce.get("Order", order, ["Id"])

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        requests = org.see("requests", since=before)["requests"]
        assert sum("/oauth2/token" in str(request) for request in requests) == 1

    def test_a_poll_of_reads_is_one_call_and_sees_the_deleted(self, org, salesforce, order) -> None:
        org.do("delete", id=order)
        before = org.see("counters")["last_seq"]
        header = soql(
            "SELECT Id, IsDeleted FROM Order WHERE SystemModstamp >= {since}", since=datetime(2025, 1, 1, tzinfo=UTC)
        )
        reply = salesforce.composite(
            [query_call("orders", header, include_deleted=True), query_call("alive", header)],
            all_or_none=False,
            repeatable=True,
        )
        assert [row.flag("IsDeleted") for row in reply.page("orders").rows] == [True]
        assert reply.page("alive").rows == ()
        assert reply.server_time == datetime.fromisoformat(NOON) + timedelta(seconds=60)
        assert org.see("counters", since=before)["api_calls"] == 1

    def test_two_thousand_and_more_rows_come_in_pages(self, org, salesforce) -> None:
        ids = org.do("bulk-orders", count=2100, status="Pending Review", lines=0)["ids"]
        page = salesforce.query("SELECT Id FROM Order")
        found = [row.id() for row in page.rows]
        while page.next_url is not None:
            page = salesforce.next_page(page.next_url)
            found += [row.id() for row in page.rows]
        assert sorted(found) == sorted(ids)

    def test_parents_and_children_come_along(self, org, salesforce, order) -> None:
        query = "SELECT Id, Account.Name, (SELECT Id, Quantity, UnitPrice FROM OrderItems) FROM Order WHERE Id = {id}"
        (row,) = salesforce.query(soql(query, id=order)).rows
        assert row.text("Account.Name")
        assert len(row.rows("OrderItems")) == 2
        assert row.more("OrderItems") is None
        assert row.rows("OrderItems")[0].amount("UnitPrice") > 0

    def test_text_of_every_script_comes_back_as_it_was_written(self, org, salesforce, order) -> None:
        note = "山田'太郎\" \\ △🚀 <!channel>\n@{order.Id} %_"
        salesforce.patch("Order", order, {"Description": note})
        assert salesforce.get("Order", order, ["Description"])[0].text("Description") == note

    def test_a_record_that_is_gone_is_not_found_however_it_is_asked_for(self, org, salesforce, order) -> None:
        org.do("delete", id=order)
        for call in (
            lambda: salesforce.get("Order", order, ["Id"]),
            lambda: salesforce.patch("Order", order, {"Status": "Approved"}),
            lambda: salesforce.get("Order", "801000000009999", ["Id"]),
            lambda: salesforce.patch("Order", "801000000009999", {"Status": "Approved"}),
        ):
            error = failure(call)
            assert (type(error), error.code) == (Permanent, "NOT_FOUND")

    def test_describe_knows_the_order(self, salesforce) -> None:
        described = salesforce.describe("Order")
        assert {"Pending Review", "Approved", "Cancelled"} <= set(described.fields["Status"].values)
        assert described.fields["Description"].length == 32000
        assert not described.fields["OrderNumber"].updateable
        assert "OrderItems" in described.children

    def test_usage_is_counted(self, org, salesforce, order) -> None:
        salesforce.get("Order", order, ["Id"])
        assert salesforce.api_usage.used >= 1
        assert salesforce.api_usage.limit > salesforce.api_usage.used

    def test_a_wrong_secret_is_a_refused_login(self, org) -> None:
        client = Salesforce(
            instance_url=org.url,
            token_url=f"{org.url}/services/oauth2/token",
            client_id="handoff-demo",
            client_secret="wrong",
        )
        error = failure(client.query, "SELECT Id FROM Order")
        client.close()
        assert (type(error), error.code) == (Transient, "invalid_client")


@pytest.fixture(scope="module")
def workspace_process() -> Iterator[StandIn]:
    stand_in = StandIn("sandbox.slack")
    yield stand_in
    stand_in.stop()


@pytest.fixture
def workspace(workspace_process: StandIn) -> StandIn:
    workspace_process.do("reset")
    return workspace_process


@pytest.fixture
def slack(workspace: StandIn) -> SlackWeb:
    return SlackWeb("xoxb-demo-handoff", f"{workspace.url}/api/", timeout=10)


@pytest.fixture
def channel(workspace: StandIn) -> str:
    return workspace.see("state")["channels"]["cs-orders"]


class TestSlack:
    def began(self) -> datetime:
        return datetime.now(UTC)

    def test_everybody_is_there(self, workspace, slack) -> None:
        identity = slack.identity()
        assert (identity.team_id, identity.bot_id, identity.bot_user_id) == ("T0HANDOFF", "B0HANDOFF", "U0HANDOFF")
        people = {person.email: person for person in slack.people()}
        assert people["guest@example.com"].restricted
        assert people["gone@example.com"].deleted
        agents = {group.handle: group for group in slack.groups()}["cs-agents"]
        assert agents.users == {people[f"cs.{name}@example.com"].user_id for name in ("one", "two", "three")}
        orders = {channel.name: channel for channel in slack.channels()}["cs-orders"]
        assert orders.is_member
        assert not orders.archived
        one = people["cs.one@example.com"]
        assert slack.person(one.user_id) == one

    @pytest.mark.parametrize(
        ("fault", "arrived"),
        [
            ({"drop": "after"}, True),
            ({"drop": "before"}, False),
            ({"error": "fatal_error", "when": "after"}, True),
            ({"error": "internal_error"}, False),
            ({"status": 502, "body": "<html>", "when": "after"}, True),
            ({"delay_s": 30, "when": "after"}, True),
        ],
    )
    @pytest.mark.parametrize("threaded", [False, True])
    def test_looking_before_sending_again_doubles_nothing_and_loses_nothing(
        self, workspace, slack, channel, fault, arrived, threaded
    ) -> None:
        parent = slack.post(channel, "card", BLOCKS, key="card").ts if threaded else None
        began = self.began()
        workspace.do("faults", method="chat.postMessage", times=1, **fault)
        hasty = SlackWeb("xoxb-demo-handoff", f"{workspace.url}/api/", timeout=1 if "delay_s" in fault else 10)
        error = failure(hasty.post, channel, "t", BLOCKS, key="orders:k:say", thread_ts=parent)
        assert type(error) is Unknown
        found = slack.find(channel, "orders:k:say", since=began, thread_ts=parent)
        deadline = time.monotonic() + 10
        while arrived and found is None and time.monotonic() < deadline:
            found = slack.find(channel, "orders:k:say", since=began, thread_ts=parent)
        assert (found is not None) is arrived
        if found is None:
            slack.post(channel, "t", BLOCKS, key="orders:k:say", thread_ts=parent)
        assert len([m for m in workspace.see("messages", channel=channel)["messages"] if m["text"] == "t"]) == 1

    def test_a_key_is_found_pages_away(self, workspace, slack, channel) -> None:
        began = self.began()
        wanted = slack.post(channel, "wanted", BLOCKS, key="needle △")
        for n in range(210):
            workspace.do("messages", channel=channel, user="cs.one", text=f"chatter {n}")
        assert slack.find(channel, "needle △", since=began) == wanted
        assert slack.find(channel, "another", since=began) is None

    def test_an_update_replaces_the_card_and_keeps_its_key(self, workspace, slack, channel) -> None:
        began = self.began()
        posted = slack.post(channel, "before", BLOCKS, key="card")
        slack.update(posted.channel, posted.ts, "after", [])
        slack.update(posted.channel, posted.ts, "after △", BLOCKS)
        (message,) = workspace.see("messages", channel=channel)["messages"]
        assert message["text"] == "after △"
        assert slack.find(channel, "card", since=began) == posted

    def test_a_pause_that_slack_asks_for_is_kept(self, workspace, slack, channel) -> None:
        workspace.do("faults", method="chat.postMessage", error="ratelimited", status=429, retry_after=30, times=1)
        first = failure(slack.post, channel, "t", BLOCKS, key="k")
        second = failure(slack.post, channel, "t", BLOCKS, key="k")
        assert (type(first), first.code, first.retry_after) == (Transient, "ratelimited", 30)
        assert type(second) is Transient
        assert workspace.see("messages", channel=channel)["messages"] == []
        assert len(workspace.see("log", method="chat.postMessage")["entries"]) == 1

    def test_a_private_sentence_is_seen_by_its_addressee_alone(self, workspace, slack, channel) -> None:
        person = workspace.see("state")["users"]["cs.one"]
        slack.tell(channel, person, "Too late: cs.two approved it.")
        (told,) = workspace.see("ephemerals")["ephemerals"]
        assert (told["addressee"], told["text"]) == (person, "Too late: cs.two approved it.")

    @pytest.mark.parametrize(
        ("call", "code"),
        [
            (lambda slack: slack.post("C0NOWHERE", "t", BLOCKS, key="k"), "channel_not_found"),
            (lambda slack: slack.update("C0NOWHERE", "1.000001", "t", BLOCKS), "channel_not_found"),
            (lambda slack: slack.person("U0NOBODY"), "user_not_found"),
            (lambda slack: slack.open_view("nothing", {"type": "modal"}), None),
        ],
    )
    def test_what_slack_refuses_is_permanent(self, slack, call, code) -> None:
        error = failure(call, slack)
        assert type(error) is Permanent
        assert code in (None, error.code)

    def test_blocks_beyond_slacks_limits_are_refused(self, slack, channel) -> None:
        error = failure(slack.post, channel, "t", [{"type": "divider"}] * 51, key="k")
        assert (type(error), error.code) == (Permanent, "invalid_blocks")

    def test_a_token_that_is_none_is_refused(self, workspace) -> None:
        error = failure(SlackWeb("xoxb-wrong", f"{workspace.url}/api/").identity)
        assert (type(error), error.code) == (Transient, "invalid_auth")


@pytest.fixture(scope="module")
def billing_process() -> Iterator[StandIn]:
    stand_in = StandIn("sandbox.whmcs", "--clock", f"{NOON}@0")
    yield stand_in
    stand_in.stop()


@pytest.fixture
def billing(billing_process: StandIn) -> StandIn:
    billing_process.do("reset")
    return billing_process


@pytest.fixture
def whmcs(billing: StandIn) -> Iterator[Whmcs]:
    client = Whmcs(billing.url, "handoff-demo-identifier", "demo-whmcs-secret")
    yield client
    client.close()


@pytest.fixture
def customer(billing: StandIn) -> int:
    told = {
        "firstname": "花子",
        "lastname": "見本",
        "email": "hanako@customers.example",
        "phonenumber": "+81 3-1234-5678",
    }
    (number,) = billing.do("records", clients=[{**told, "phonenumber": "+81 3-1234-5678"}])["clients"]
    return number


class TestWhmcs:
    def test_a_client_as_billing_knows_them(self, whmcs, customer) -> None:
        found = whmcs.client(customer)
        assert (found.id, found.first_name, found.last_name) == (customer, "花子", "見本")
        assert (found.email, found.phone, found.status) == ("hanako@customers.example", "+81 3-1234-5678", "Active")
        assert whmcs.client(customer + 1) is None

    def test_services_of_every_status_without_their_passwords(self, billing, whmcs, customer) -> None:
        billing.do("records", products=[{"pid": 101, "name": "Home 1G", "groupname": "Internet"}])
        held = {"clientid": customer, "pid": 101, "username": "canary", "password": "canary", "regdate": "2025-11-02"}
        billing.do("records", services=[{**held, "status": status} for status in ("Active", "Terminated")])
        found = whmcs.services(customer)
        assert [(one.status, one.product, one.name, one.group) for one in found] == [
            ("Active", 101, "Home 1G", "Internet"),
            ("Terminated", 101, "Home 1G", "Internet"),
        ]
        assert str(found[0].registered) == "2025-11-02"
        assert "canary" not in repr(found)

    def test_no_services_is_an_empty_list_and_many_come_in_pages(self, billing, whmcs, customer) -> None:
        assert whmcs.services(customer) == []
        before = billing.see("counters")["last_seq"]
        (other,) = billing.do("bulk-clients", count=1, services=230)["ids"]
        assert len({one.id for one in whmcs.services(other)}) == 230
        assert billing.see("counters", since=before)["by_action"]["GetClientsProducts"]["calls"] == 3

    @pytest.mark.parametrize(
        ("fault", "kind", "code"),
        [
            ({"kind": "authentication_failed"}, Permanent, "AUTHENTICATION_FAILED"),
            ({"kind": "invalid_credentials"}, Permanent, "AUTHENTICATION_FAILED"),
            ({"kind": "invalid_ip"}, Permanent, "IP_NOT_ALLOWED"),
            ({"kind": "invalid_permissions"}, Permanent, "NOT_PERMITTED"),
            ({"kind": "forbidden_html"}, Permanent, "http_403"),
            ({"kind": "forbidden_empty"}, Permanent, "http_403"),
            ({"kind": "html"}, Transient, "bad_answer"),
            ({"kind": "php_fatal"}, Transient, "bad_answer"),
            ({"kind": "server_error"}, Transient, "http_500"),
            ({"drop": "after"}, Transient, "connection_lost"),
        ],
    )
    def test_each_way_to_fail(self, billing, whmcs, customer, fault, kind, code) -> None:
        billing.do("faults", action="GetClientsDetails", times=1, **fault)
        error = failure(whmcs.client, customer)
        assert (type(error), error.code) == (kind, code)
        assert whmcs.client(customer) is not None

    def test_an_action_outside_the_role_and_a_listed_address(self, billing, whmcs, customer) -> None:
        billing.do("switches", allowed_actions=["GetClientsDetails"])
        assert whmcs.client(customer) is not None
        assert failure(whmcs.services, customer).code == "NOT_PERMITTED"
        billing.do("switches", allowed_ips=[])
        assert failure(whmcs.client, customer).code == "IP_NOT_ALLOWED"
        keyed = Whmcs(billing.url, "handoff-demo-identifier", "demo-whmcs-secret", "demo-access-key")
        assert keyed.client(customer) is not None
        keyed.close()
