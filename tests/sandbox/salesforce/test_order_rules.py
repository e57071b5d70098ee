"""What the org allows of Orders, their lines, Cases, Opportunities and users, and what the Flow does by itself."""

from typing import Any

import pytest

from sandbox.salesforce import PORTAL_PRICEBOOK_ID, STANDARD_PRICEBOOK_ID
from tests.sandbox.salesforce.conftest import Org, error


def test_order_numbers_have_eight_digits_and_count_up(org: Org) -> None:
    numbers = [org.field(org.order(lines=0), "OrderNumber") for _ in range(2)]
    assert numbers == ["00000001", "00000002"]


@pytest.mark.parametrize(("category", "status"), [("Draft", 201), ("Activated", 400)])
def test_an_order_is_inserted_in_a_draft_category_status_only(org: Org, category: str, status: int) -> None:
    org.control("switches", approved_category=category)
    body = {"AccountId": org.account(), "EffectiveDate": "2025-12-02", "Status": "Approved"}
    assert org.call("POST", "/sobjects/Order", json=body).status_code == status


@pytest.mark.parametrize("name", ["Approved", "Cancelled"])
def test_the_category_of_a_status_is_a_switch_and_shows_in_order_status(org: Org, name: str) -> None:
    soql = f"SELECT StatusCode FROM OrderStatus WHERE ApiName = '{name}'"  # noqa: S608
    assert org.column(soql) == ["Draft"]
    org.control("switches", **{f"{name.lower()}_category": "Activated"})
    assert org.column(soql) == ["Activated"]


def test_an_activating_update_may_carry_status_alone(org: Org) -> None:
    org.control("switches", cancelled_category="Activated")
    order = org.order()
    reply = org.patch(order, {"Status": "Cancelled", "Description": "reason"})
    assert reply.status_code == 400
    assert org.field(order, "Status") == "Pending Review"
    assert org.patch(order, {"Status": "Cancelled"}).status_code == 204
    assert org.field(order, "StatusCode") == "Activated"
    assert org.field(order, "ActivatedDate") == "2025-12-02T12:00:00.000+0000"


def test_an_order_without_products_cannot_be_activated(org: Org) -> None:
    reply = org.patch(org.order(lines=0), {"Status": "Activated"})
    assert error(reply) == (400, "FAILED_ACTIVATION")


def test_an_activated_order_is_locked(org: Org) -> None:
    order, entry = org.order(), org.product()
    (item,) = org.column("SELECT Id FROM OrderItem")
    org.patch(order, {"Status": "Activated"})
    line = {"OrderId": order, "PricebookEntryId": entry, "Quantity": 1, "UnitPrice": 1}
    locked = (400, "ENTITY_IS_LOCKED")
    assert error(org.patch(order, {"Description": "late"})) == locked
    assert error(org.call("POST", "/sobjects/OrderItem", json=line)) == locked
    assert error(org.patch(item, {"Quantity": 2}, "OrderItem")) == locked
    assert error(org.call("DELETE", f"/sobjects/OrderItem/{item}")) == locked
    assert error(org.call("DELETE", f"/sobjects/Order/{order}")) == locked
    assert org.patch(order, {"Status": "Completed"}).status_code == 204


def test_the_total_is_computed_from_the_lines(org: Org) -> None:
    order = org.order(lines=2)
    assert org.field(order, "TotalAmount") == 11440.0
    (first, _) = org.column("SELECT Id FROM OrderItem")
    org.patch(first, {"Quantity": 3}, "OrderItem")
    assert org.field(order, "TotalAmount") == 22880.0
    org.call("DELETE", f"/sobjects/OrderItem/{first}")
    assert org.field(order, "TotalAmount") == 5720.0


@pytest.mark.parametrize(("moves", "stamp"), [(False, "12:00:00"), (True, "12:01:00")])
def test_whether_a_line_moves_the_orders_date_is_a_switch(org: Org, moves: bool, stamp: str) -> None:
    org.control("switches", item_touches_order=moves)
    order, entry = org.order(), org.product()
    org.later(60)
    org.create("OrderItem", OrderId=order, PricebookEntryId=entry, Quantity=1, UnitPrice=1)
    assert org.field(order, "LastModifiedDate") == f"2025-12-02T{stamp}.000+0000"


def test_a_line_needs_a_price_of_the_orders_price_book(org: Org) -> None:
    entry, order = org.product(), org.order(Pricebook2Id=STANDARD_PRICEBOOK_ID, lines=0)
    line = {"OrderId": order, "PricebookEntryId": entry, "Quantity": 1, "UnitPrice": 1}
    assert error(org.call("POST", "/sobjects/OrderItem", json=line)) == (400, "FIELD_INTEGRITY_EXCEPTION")


def test_a_custom_price_needs_a_standard_price_and_is_unique(org: Org) -> None:
    product = org.create("Product2", Name="X", IsActive=True)
    entry = {"Pricebook2Id": PORTAL_PRICEBOOK_ID, "Product2Id": product, "UnitPrice": 1, "IsActive": True}
    assert error(org.call("POST", "/sobjects/PricebookEntry", json=entry)) == (400, "STANDARD_PRICE_NOT_DEFINED")
    org.create("PricebookEntry", **{**entry, "Pricebook2Id": STANDARD_PRICEBOOK_ID})
    org.create("PricebookEntry", **entry)
    assert error(org.call("POST", "/sobjects/PricebookEntry", json=entry)) == (400, "DUPLICATE_VALUE")


def test_deleting_an_order_takes_its_lines_along_and_undelete_brings_them_back(org: Org) -> None:
    order = org.order(lines=2)
    org.call("DELETE", f"/sobjects/Order/{order}")
    assert org.column("SELECT Id FROM OrderItem") == []
    org.control("undelete", id=order)
    assert len(org.column("SELECT Id FROM OrderItem")) == 2


def test_history_holds_status_changes_with_who_and_when(org: Org) -> None:
    order = org.order(lines=0)
    org.later(30)
    org.patch(order, {"Status": "Cancelled"})
    fields = "Field, OldValue, NewValue, CreatedBy.Username, CreatedDate"
    rows = org.records(f"SELECT {fields} FROM OrderHistory WHERE OrderId = ? ORDER BY CreatedDate", order)  # noqa: S608
    assert [(row["Field"], row["OldValue"], row["NewValue"]) for row in rows] == [
        ("created", None, None),
        ("Status", "Pending Review", "Cancelled"),
    ]
    assert rows[1]["CreatedBy"]["Username"] == "handoff.bot@example.com"
    assert rows[1]["CreatedDate"] == "2025-12-02T12:00:30.000+0000"


@pytest.mark.parametrize("soql", ["SELECT Id FROM OrderHistory", "SELECT Id, (SELECT Id FROM Histories) FROM Order"])
def test_where_history_is_off_the_object_does_not_exist(org: Org, soql: str) -> None:
    assert org.query(soql).status_code == 200
    org.control("switches", history="off")
    assert error(org.query(soql)) == (400, "INVALID_TYPE")
    assert org.call("GET", "/sobjects/OrderHistory/describe").status_code == 404


def test_where_history_is_untracked_the_object_stays_empty(org: Org) -> None:
    org.control("switches", history="untracked")
    org.patch(org.order(lines=0), {"Status": "Cancelled"})
    assert org.column("SELECT Id FROM OrderHistory") == []


# -- the Flow


def provisioning(org: Org, order: str) -> Any:
    return org.field(order, "Provisioning_Status__c")


def test_an_approval_publishes_its_event_once_per_change(org: Org) -> None:
    order = org.order()
    for _ in range(2):
        org.patch(order, {"Status": "Approved"})
    (event,) = org.read("events")["events"]
    assert (event["name"], event["order_id"], event["via"]) == ("OrderProvisionRequested__e", order, "api")
    org.patch(order, {"Status": "Pending Review"})
    org.patch(order, {"Status": "Approved"})
    assert len(org.read("events")["events"]) == 2


def test_provisioning_starts_about_20_story_seconds_later_and_then_ends_by_automated_process(org: Org) -> None:
    order = org.order()
    org.patch(order, {"Status": "Approved"})
    assert provisioning(org, order) is None
    org.later(19)
    assert provisioning(org, order) is None
    org.later(2)
    assert provisioning(org, order) == "Started"
    org.later(20)
    assert provisioning(org, order) == "Provisioned"
    assert org.records("SELECT LastModifiedBy.Name FROM Order")[0]["LastModifiedBy"]["Name"] == "Automated Process"
    assert org.field(order, "LastModifiedDate") == "2025-12-02T12:00:41.000+0000"


def test_provisioning_may_never_come_though_the_event_was_published(org: Org) -> None:
    org.control("switches", flow_mode="never")
    order = org.order()
    org.patch(order, {"Status": "Approved"})
    org.later(86_400)
    assert provisioning(org, order) is None
    assert len(org.read("events")["events"]) == 1


def test_provisioning_may_fail(org: Org) -> None:
    org.control("switches", flow_mode="failed")
    order = org.order()
    org.patch(order, {"Status": "Approved"})
    org.later(60)
    assert provisioning(org, order) == "Failed"
    assert org.field(order, "Provisioning_Error__c")


def test_an_inactive_flow_publishes_nothing(org: Org) -> None:
    org.control("switches", flow_mode="inactive")
    org.patch(org.order(), {"Status": "Approved"})
    assert org.read("events")["events"] == []


def test_a_flow_may_move_the_status_on_in_the_same_transaction(org: Org) -> None:
    org.control("switches", flow_mode="moves_status_in_same_transaction")
    order = org.order()
    assert org.patch(order, {"Status": "Approved"}).status_code == 204
    assert org.field(order, "Status") == "Activated"
    changes = org.read("status-changes")["changes"]
    assert [(one["old"], one["new"], one["via"]) for one in changes] == [
        ("Pending Review", "Approved", "api"),
        ("Approved", "Activated", "flow"),
    ]


def test_an_order_cancelled_meanwhile_is_not_provisioned(org: Org) -> None:
    order = org.order()
    org.patch(order, {"Status": "Approved"})
    org.patch(order, {"Status": "Cancelled"})
    org.later(100)
    assert provisioning(org, order) is None


# -- other objects


def test_a_case_is_closed_by_a_status_that_counts_as_closed(org: Org) -> None:
    case = org.create("Case", Subject="S", Type="Eligibility Check")
    row = org.call("GET", f"/sobjects/Case/{case}").json()
    assert (row["CaseNumber"], row["Status"], row["IsClosed"]) == ("00000001", "New", False)
    org.later(5)
    org.patch(case, {"Status": "Closed - Withdrawn"}, "Case")
    row = org.call("GET", f"/sobjects/Case/{case}").json()
    assert (row["IsClosed"], row["ClosedDate"]) == (True, "2025-12-02T12:00:05.000+0000")
    assert error(org.patch(case, {"IsClosed": False}, "Case")) == (400, "INVALID_FIELD_FOR_INSERT_UPDATE")


def test_a_wrong_stage_glyph_is_accepted_silently(org: Org) -> None:
    body = {"Name": "O", "StageName": "▲Cancelling", "CloseDate": "2025-12-31"}
    opportunity = org.create("Opportunity", **body)
    assert org.field(opportunity, "StageName", "Opportunity") == "▲Cancelling"
    assert org.column("SELECT Id FROM Opportunity WHERE StageName = '△Cancelling'") == []


def test_opportunity_history_holds_the_stages(org: Org) -> None:
    opportunity = org.create("Opportunity", Name="O", StageName="Introduction", CloseDate="2025-12-31")
    org.patch(opportunity, {"StageName": "△Cancelling"}, "Opportunity")
    org.patch(opportunity, {"Description": "no stage"}, "Opportunity")
    stages = org.column("SELECT StageName FROM OpportunityHistory ORDER BY Id")
    assert stages == ["Introduction", "△Cancelling"]


def test_users_cannot_be_deleted_but_deactivated_and_frozen(org: Org) -> None:
    (user,) = org.column("SELECT Id FROM User WHERE Username = 'leaver@example.com'")
    assert org.call("DELETE", f"/sobjects/User/{user}").status_code == 400
    assert org.patch(user, {"IsActive": False}, "User").status_code == 204
    (login,) = org.column("SELECT Id FROM UserLogin WHERE UserId = ?", user)
    assert org.patch(login, {"IsFrozen": True}, "UserLogin").status_code == 204
    assert org.patch(login, {"IsPasswordLocked": True}, "UserLogin").status_code == 400
    assert org.call("POST", "/sobjects/UserLogin", json={"UserId": user}).status_code == 400


def test_a_deactivation_can_be_refused(org: Org) -> None:
    org.control("switches", undeactivatable_users=["leaver@example.com"])
    (user,) = org.column("SELECT Id FROM User WHERE Username = 'leaver@example.com'")
    assert org.patch(user, {"IsActive": False}, "User").status_code == 400
