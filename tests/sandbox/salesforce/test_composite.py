"""Composite, batch and collections: references, limits, rollback, conditions, and what they count as."""

from typing import Any

import pytest

from tests.sandbox.salesforce.conftest import DATA, Org, error


def status(answers: dict[str, Any]) -> dict[str, int]:
    return {name: answer["httpStatusCode"] for name, answer in answers.items()}


def test_references_carry_values_from_one_subrequest_to_the_next(org: Org) -> None:
    answers = org.composite(
        ("account", "POST", "/sobjects/Account", {"Name": "A"}),
        ("order", "POST", "/sobjects/Order",
         {"AccountId": "@{account.id}", "EffectiveDate": "2025-12-02", "Status": "Draft"}),
        ("submit", "PATCH", "/sobjects/Order/@{order.id}", {"Status": "Pending Review"}),
        ("read", "GET", "/query/?q=SELECT+Id,Account.Name+FROM+Order+WHERE+AccountId='@{account.id}'", None),
        ("again", "GET", "/sobjects/Order/@{read.records[0].Id}", None),
    )  # fmt: skip
    assert status(answers) == {"account": 201, "order": 201, "submit": 204, "read": 200, "again": 200}
    assert answers["submit"]["body"] is None
    assert answers["again"]["body"]["Status"] == "Pending Review"


def test_all_or_none_rolls_back_and_halts_the_others(org: Org) -> None:
    order = org.order(lines=0)
    org.later(5)
    before = org.call("GET", f"/sobjects/Order/{order}").json()
    answers = org.composite(
        ("note", "PATCH", f"/sobjects/Order/{order}", {"Description": "reason"}),
        ("new", "POST", "/sobjects/Account", {"Name": "B"}),
        ("bad", "PATCH", f"/sobjects/Order/{order}", {"Status": "Nonsense"}),
        ("after", "PATCH", f"/sobjects/Order/{order}", {"Status": "Cancelled"}),
    )
    assert status(answers) == {"note": 400, "new": 400, "bad": 400, "after": 400}
    assert answers["bad"]["body"][0]["errorCode"] == "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
    for name in ("note", "new", "after"):
        assert answers[name]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert org.call("GET", f"/sobjects/Order/{order}").json() == before
    assert org.column("SELECT Name FROM Account") == ["Hanako Mihon"]
    assert org.read("status-changes")["changes"] == []


def test_without_all_or_none_the_others_stay(org: Org) -> None:
    order = org.order(lines=0)
    answers = org.composite(
        ("bad", "PATCH", f"/sobjects/Order/{order}", {"Nope": 1}),
        ("note", "PATCH", f"/sobjects/Order/{order}", {"Description": "kept"}),
        ("broken", "GET", "/sobjects/Order/@{bad.id}", None),
        whole=False,
    )
    assert status(answers) == {"bad": 400, "note": 204, "broken": 400}
    assert answers["broken"]["body"][0]["errorCode"] == "PROCESSING_HALTED"
    assert org.field(order, "Description") == "kept"


def test_a_condition_fits_on_a_subrequest_and_undoes_the_whole(org: Org) -> None:
    order = org.order(lines=0)
    org.later(10)
    org.control("touch", id=order, fields={"Status": "Approved"})
    stale = {"If-Unmodified-Since": "Tue, 02 Dec 2025 12:00:00 GMT"}
    steps = [
        ("reason", "PATCH", f"/sobjects/Order/{order}", {"Description": "reason"}),
        ("status", "PATCH", f"/sobjects/Order/{order}", {"Status": "Cancelled"}),
    ]
    assert status(org.composite(*steps, reason=stale)) == {"reason": 412, "status": 400}
    assert (org.field(order, "Description"), org.field(order, "Status")) == (None, "Approved")


def test_the_first_write_moves_the_date_so_a_condition_on_the_second_fails(org: Org) -> None:
    order = org.order(lines=0)
    org.later(10)
    read = {"If-Unmodified-Since": "Tue, 02 Dec 2025 12:00:00 GMT"}
    steps = [
        ("reason", "PATCH", f"/sobjects/Order/{order}", {"Description": "reason"}),
        ("status", "PATCH", f"/sobjects/Order/{order}", {"Status": "Cancelled"}),
    ]
    assert status(org.composite(*steps, reason=read, status=read)) == {"reason": 400, "status": 412}
    assert status(org.composite(*steps, reason=read)) == {"reason": 204, "status": 204}


def test_an_org_may_refuse_note_and_status_in_one_transaction(org: Org) -> None:
    order = org.order(lines=0)
    org.control("switches", composite_activation="refuse")
    steps = [
        ("reason", "PATCH", f"/sobjects/Order/{order}", {"Description": "reason"}),
        ("status", "PATCH", f"/sobjects/Order/{order}", {"Status": "Cancelled"}),
    ]
    answers = org.composite(*steps)
    assert status(answers) == {"reason": 400, "status": 400}
    assert answers["status"]["body"][0]["errorCode"] == "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"
    assert org.field(order, "Description") is None
    assert org.patch(order, {"Description": "reason"}).status_code == 204
    assert org.patch(order, {"Status": "Cancelled"}).status_code == 204


@pytest.mark.parametrize("header", ["Accept", "Authorization", "Content-Type"])
def test_three_headers_cannot_be_set_on_a_subrequest(org: Org, header: str) -> None:
    answers = org.composite(("one", "GET", "/limits", None), one={header: "x"})
    assert answers["one"]["httpStatusCode"] == 400


def test_25_subrequests_are_allowed_and_26_are_not(org: Org) -> None:
    one = {"method": "GET", "url": f"{DATA}/limits"}
    for count, expected in ((25, 200), (26, 400)):
        subrequests = [{**one, "referenceId": f"r{number}"} for number in range(count)]
        assert org.call("POST", "/composite", json={"compositeRequest": subrequests}).status_code == expected


def test_five_queries_are_allowed_and_six_are_not(org: Org) -> None:
    for count, expected in ((5, 200), (6, 400)):
        subrequests = [
            {"method": "GET", "url": f"{DATA}/query{'All' * (n % 2)}?q=SELECT+Id+FROM+Order", "referenceId": f"r{n}"}
            for n in range(count)
        ]
        assert org.call("POST", "/composite", json={"compositeRequest": subrequests}).status_code == expected


def test_collections_and_further_pages_count_as_queries(org: Org) -> None:
    queries = [("GET", f"{DATA}/query?q=SELECT+Id+FROM+Order")] * 4
    for more in (("DELETE", f"{DATA}/composite/sobjects?ids=801000000000001AAA"), ("GET", f"{DATA}/query/0r8none-200")):
        for count, expected in ((1, 200), (2, 400)):
            subrequests = [
                {"method": method, "url": url, "referenceId": f"r{number}"}
                for number, (method, url) in enumerate([*queries, *[more] * count])
            ]
            reply = org.call("POST", "/composite", json={"compositeRequest": subrequests})
            assert reply.status_code == expected, (more, count)


TRIGGERS = (
    ("order", "SELECT+AccountId+FROM+Order+WHERE+Id='{order}'"),
    ("dispute", "SELECT+CaseNumber+FROM+Case+WHERE+AccountId='@{{order.records[0].AccountId}}'+AND+IsClosed=false"
                "+AND+Type='Eligibility+dispute'+ORDER+BY+CreatedDate+DESC+LIMIT+1"),
    ("others", "SELECT+Id,CreatedDate+FROM+Order+WHERE+AccountId='@{{order.records[0].AccountId}}'"
               "+ORDER+BY+CreatedDate+DESC+LIMIT+50"),
)  # fmt: skip


def ask(org: Org, order: str) -> dict[str, Any]:
    """What calls for a supervisor, as it is read: an order's Account, its open dispute, its orders."""
    steps = [(name, "GET", f"/query?q={soql.format(order=order)}", None) for name, soql in TRIGGERS]
    return org.composite(*steps, whole=False)


def records(answer: dict[str, Any], field: str) -> list[Any]:
    assert answer["httpStatusCode"] == 200, answer
    return [row[field] for row in answer["body"]["records"]]


def test_an_open_case_and_the_orders_of_an_account_are_asked_in_one_composite(org: Org) -> None:
    first = org.order(lines=0)
    account = org.field(first, "AccountId")
    assert records(ask(org, first)["dispute"], "CaseNumber") == []
    org.later(60)
    second = org.order(lines=0, AccountId=account)
    org.order(lines=0)  # somebody else's
    for fields in ({"Type": "Eligibility Check"}, {"Type": "Eligibility dispute", "Status": "Closed"}):
        org.create("Case", AccountId=account, Subject="S", **fields)
    org.create("Case", AccountId=org.account(), Type="Eligibility dispute")
    answers = ask(org, first)
    assert records(answers["dispute"], "CaseNumber") == []
    assert records(answers["others"], "Id") == [second, first]
    cases = [org.create("Case", AccountId=account, Type="Eligibility dispute")]
    org.later(60)
    cases.append(org.create("Case", AccountId=account, Type="eligibility DISPUTE", Status="Working"))
    numbers = [org.field(case, "CaseNumber", "Case") for case in cases]
    assert records(ask(org, second)["dispute"], "CaseNumber") == numbers[1:]
    org.patch(cases[1], {"Status": "Closed - Withdrawn"}, "Case")
    assert records(ask(org, second)["dispute"], "CaseNumber") == numbers[:1]


def test_who_may_not_read_cases_is_told_so_and_still_gets_the_rest(org: Org) -> None:
    order = org.order(lines=0)
    org.control("switches", hidden_objects=["Case"])
    answers = ask(org, order)
    assert status(answers) == {"order": 200, "dispute": 400, "others": 200}
    assert answers["dispute"]["body"][0]["errorCode"] == "INVALID_TYPE"


def test_of_an_order_that_is_gone_nothing_further_is_asked(org: Org) -> None:
    answers = ask(org, "801000000000001AAA")
    assert status(answers) == {"order": 200, "dispute": 400, "others": 400}
    assert answers["others"]["body"][0]["errorCode"] == "PROCESSING_HALTED"


def test_a_composite_counts_as_one_call_and_each_batch_request_counts(org: Org) -> None:
    org.control("api-limit", used=0)
    org.composite(*[(f"r{n}", "GET", "/limits", None) for n in range(10)])
    assert org.read("state")["api_used"] == 1
    reply = org.call("POST", "/composite/batch", json={"batchRequests": [{"method": "GET", "url": "v59.0/limits"}] * 3})
    assert [one["statusCode"] for one in reply.json()["results"]] == [200, 200, 200]
    assert org.read("state")["api_used"] == 4


def test_a_batch_halts_on_error_when_asked(org: Org) -> None:
    requests = [{"method": "GET", "url": "v59.0/nope"}, {"method": "GET", "url": "v59.0/limits"}]
    reply = org.call("POST", "/composite/batch", json={"haltOnError": True, "batchRequests": requests}).json()
    assert [one["statusCode"] for one in reply["results"]] == [404, 412]
    assert reply["results"][1]["result"][0]["errorCode"] == "BATCH_PROCESSING_HALTED"


def test_the_answer_to_an_expired_session_covers_the_whole_composite(org: Org) -> None:
    org.control("expire-tokens")
    reply = org.call("POST", "/composite", json={"compositeRequest": []})
    assert error(reply) == (401, "INVALID_SESSION_ID")


def test_a_collection_answers_record_by_record(org: Org) -> None:
    records = [{"attributes": {"type": "Account"}, "Name": "A"}, {"attributes": {"type": "Account"}}]
    good, bad = org.call("POST", "/composite/sobjects", json={"allOrNone": False, "records": records}).json()
    assert (good["success"], good["errors"]) == (True, [])
    assert (bad["success"], bad["errors"][0]["statusCode"]) == (False, "REQUIRED_FIELD_MISSING")
    assert org.column("SELECT Name FROM Account") == ["A"]


def test_a_collection_with_all_or_none_rolls_back(org: Org) -> None:
    records = [{"attributes": {"type": "Account"}, "Name": "A"}, {"attributes": {"type": "Account"}}]
    first, second = org.call("POST", "/composite/sobjects", json={"allOrNone": True, "records": records}).json()
    assert first["errors"][0]["statusCode"] == "ALL_OR_NONE_OPERATION_ROLLED_BACK"
    assert second["errors"][0]["statusCode"] == "REQUIRED_FIELD_MISSING"
    assert org.column("SELECT Name FROM Account") == []


def test_an_event_published_in_a_rolled_back_composite_stays_published(org: Org) -> None:
    org.composite(
        ("event", "POST", "/sobjects/OrderProvisionRequested__e", {"OrderId__c": "801000000000001"}),
        ("bad", "POST", "/sobjects/Account", {}),
    )
    assert [event["via"] for event in org.read("events")["events"]] == ["api"]


def test_publishing_an_event_is_a_success_with_an_entry_in_errors(org: Org) -> None:
    reply = org.call("POST", "/sobjects/OrderProvisionRequested__e/", json={"OrderId__c": "801000000000001"})
    assert reply.status_code == 201
    assert reply.json()["success"] is True
    assert reply.json()["errors"][0]["statusCode"] == "OPERATION_ENQUEUED"
