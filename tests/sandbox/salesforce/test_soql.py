"""SOQL, a test per fact: what it finds, what it refuses, how it pages."""

from typing import Any

import pytest

from tests.sandbox.salesforce.conftest import DATA, Org, error


@pytest.fixture
def people(org: Org) -> Org:
    """Four accounts: alpha, Beta, gamma_1 and one whose city is null."""
    org.control(
        "seed",
        rows=[
            {"object": "Account", "fields": {"Name": "alpha", "BillingCity": "Nagoya", "WHMCS_Client_ID__c": 3}},
            {"object": "Account", "fields": {"Name": "Beta", "BillingCity": "osaka", "WHMCS_Client_ID__c": 1}},
            {"object": "Account", "fields": {"Name": "gamma_1", "BillingCity": "Sapporo", "WHMCS_Client_ID__c": 2}},
            {"object": "Account", "fields": {"Name": "O'Neil 100%"}},
        ],
    )
    return org


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Name = 'ALPHA'", ["alpha"]),  # text compares without case
        ("Name != 'alpha'", ["Beta", "O'Neil 100%", "gamma_1"]),
        ("Name <> 'alpha'", ["Beta", "O'Neil 100%", "gamma_1"]),
        ("BillingCity != 'Nagoya'", ["Beta", "O'Neil 100%", "gamma_1"]),  # null differs from a value
        ("BillingCity = null", ["O'Neil 100%"]),
        ("BillingCity = ''", ["O'Neil 100%"]),  # an empty text is null
        ("BillingCity != null", ["Beta", "alpha", "gamma_1"]),
        ("Name IN ('Alpha', 'beta')", ["Beta", "alpha"]),
        ("Name NOT IN ('Alpha', 'beta')", ["O'Neil 100%", "gamma_1"]),
        ("BillingCity NOT IN ('Nagoya')", ["Beta", "O'Neil 100%", "gamma_1"]),
        ("BillingCity IN ('Nagoya', null)", ["O'Neil 100%", "alpha"]),
        ("Name LIKE '%A'", ["Beta", "alpha"]),
        ("Name LIKE 'gamma__'", ["gamma_1"]),
        ("Name LIKE 'g%\\_1'", ["gamma_1"]),
        ("Name LIKE 'g%\\_2'", []),
        ("Name LIKE '%100\\%'", ["O'Neil 100%"]),
        ("Name = 'O\\'Neil 100%'", ["O'Neil 100%"]),
        ("WHMCS_Client_ID__c > 1", ["alpha", "gamma_1"]),
        ("WHMCS_Client_ID__c <= 2.0", ["Beta", "gamma_1"]),
        ("WHMCS_Client_ID__c < 1", []),  # null is neither less nor greater
        ("Name >= 'b' AND Name < 'g'", ["Beta"]),
        ("Name = 'alpha' OR Name = 'beta' OR Name = 'x'", ["Beta", "alpha"]),
        ("(Name = 'alpha' OR Name = 'beta') AND BillingCity = 'OSAKA'", ["Beta"]),
        ("NOT Name = 'alpha'", ["Beta", "O'Neil 100%", "gamma_1"]),
        ("(NOT Name LIKE 'a%') AND (NOT BillingCity = null)", ["Beta", "gamma_1"]),
        ("IsDeleted = false", ["Beta", "O'Neil 100%", "alpha", "gamma_1"]),
        ("CreatedBy.Email = 'portal.integration@example.com'", ["Beta", "O'Neil 100%", "alpha", "gamma_1"]),
        ("Account.Name = 'alpha'", ["alpha"]),
        ("SystemModstamp >= 2025-12-02T12:00:00Z", ["Beta", "O'Neil 100%", "alpha", "gamma_1"]),
        ("SystemModstamp >= 2025-12-02T21:00:00+09:00 AND SystemModstamp <= 2025-12-02T12:00:00.678Z",
         ["Beta", "O'Neil 100%", "alpha", "gamma_1"]),
        ("SystemModstamp > 2025-12-02T12:00:00Z", []),
        ("SystemModstamp < 2025-12-02T12:00:00.000Z OR Name = 'alpha'", ["alpha"]),
    ],
)  # fmt: skip
def test_conditions(people: Org, where: str, found: list[str]) -> None:
    assert sorted(people.column(f"SELECT Name FROM Account WHERE {where}")) == found  # noqa: S608


@pytest.mark.parametrize(
    ("soql", "code"),
    [
        ("SELECT Id FROM Order WHERE Status = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Status = 'a' OR Name = 'b' AND Name = 'c'", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Status IN ()", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Status = 'a' AND NOT Name = 'b'", "MALFORMED_QUERY"),
        ("SELECT * FROM Order", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Status = \"a\"", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Status = 'open", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Name = 'a\\q'", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order WHERE Name = ?s0", "MALFORMED_QUERY"),
        ("SELECT Id FROM Order LIMIT x", "MALFORMED_QUERY"),
        ("SELECT Id, Id FROM Order", "MALFORMED_QUERY"),
        ("SELECT Id FROM", "MALFORMED_QUERY"),
        ("", "MALFORMED_QUERY"),
        ("DELETE FROM Order", "MALFORMED_QUERY"),
        ("SELECT FIELDS(ALL) FROM Order", "MALFORMED_QUERY"),
        ("SELECT FIELDS(ALL) FROM Order LIMIT 201", "MALFORMED_QUERY"),
        ("SELECT Nope__c FROM Order", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE Nope__c = 1", "INVALID_FIELD"),
        ("SELECT Id FROM Order ORDER BY Nope__c", "INVALID_FIELD"),
        ("SELECT Nope__r.Name FROM Order", "INVALID_FIELD"),
        ("SELECT Account.Nope FROM Order", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE SystemModstamp >= '2025-12-02T12:00:00Z'", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE SystemModstamp >= 2025-12-02", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE EffectiveDate = 2025-12-02T00:00:00Z", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE EffectiveDate = '2025-12-02'", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE IsDeleted = 'false'", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE Name = 5", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE TotalAmount = '5'", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE Description = 'x'", "INVALID_FIELD"),
        ("SELECT Id FROM Order ORDER BY Description", "INVALID_FIELD"),
        ("SELECT Id FROM Order WHERE Id = 'nonsense'", "INVALID_QUERY_FILTER_OPERATOR"),
        ("SELECT Id FROM Nope", "INVALID_TYPE"),
        ("SELECT Id FROM OrderProvisionRequested__e", "INVALID_TYPE"),
        ("SELECT Id, (SELECT Id FROM Nopes) FROM Order", "INVALID_TYPE"),
        ("SELECT Id FROM Order OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE"),
    ],
)  # fmt: skip
def test_refused_queries(org: Org, soql: str, code: str) -> None:
    assert error(org.query(soql)) == (400, code)


def test_an_unexpected_token_is_named(org: Org) -> None:
    message = org.query("SELECT Id FROM Order WHERE Status = 'a' AND Name = 'b' OR Name = 'c'").json()[0]["message"]
    assert "unexpected token: 'OR'" in message


def test_the_plus_of_a_zone_must_be_encoded(org: Org) -> None:
    text = "SELECT+Id+FROM+Order+WHERE+SystemModstamp+>=+2025-12-02T12:00:00"
    assert org.call("GET", f"/query?q={text}%2B00:00").status_code == 200
    assert error(org.call("GET", f"/query?q={text}+00:00")) == (400, "MALFORMED_QUERY")


def test_keywords_and_names_are_without_case_and_white_space_is_free(org: Org) -> None:
    org.order(lines=0)
    assert org.column("select\n id  from order\twhere\nstatus='pending review' order by createddate desc limit 1")


def test_records_carry_attributes_nested_parents_and_the_selected_fields_only(org: Org) -> None:
    contact = org.create("Contact", LastName="Mihon", Email="h@customers.example")
    order = org.order(AccountId=org.account(SF_Account_No__c="1002934"), BillToContactId=contact)
    soql = (
        "SELECT Id, OrderNumber, TotalAmount, Account.SF_Account_No__c, BillToContact.Email, CreatedBy.Email, "
        "Account.CreatedBy.Name, Opportunity.Name FROM Order"
    )
    (row,) = org.records(soql)
    assert row["attributes"] == {"type": "Order", "url": f"{DATA}/sobjects/Order/{order}"}
    assert row["Account"]["attributes"]["type"] == "Account"
    assert row["Account"]["SF_Account_No__c"] == "1002934"
    assert row["Account"]["CreatedBy"]["Name"] == "Handoff Bot"
    assert row["BillToContact"]["Email"] == "h@customers.example"
    assert row["CreatedBy"]["Email"] == "handoff.bot@example.com"
    assert row["Opportunity"] is None
    assert row["TotalAmount"] == 5720.0
    assert row.keys() == {
        "attributes", "Id", "OrderNumber", "TotalAmount", "Account", "BillToContact", "CreatedBy", "Opportunity"
    }  # fmt: skip


def test_child_queries_have_their_own_where_order_and_limit(org: Org) -> None:
    order = org.order(lines=0)
    for price, quantity in ((100, 3), (300, 1), (200, 2)):
        entry = org.product(price, Name=f"P{price}")
        org.create("OrderItem", OrderId=order, PricebookEntryId=entry, Quantity=quantity, UnitPrice=price)
    soql = (
        "SELECT Id, (SELECT Quantity, PricebookEntry.Product2.Family, Product2.Name FROM OrderItems WHERE "
        "UnitPrice > 100 ORDER BY UnitPrice DESC LIMIT 1), (SELECT Id FROM Histories WHERE Field = 'Status') FROM Order"
    )
    (row,) = org.records(soql)
    assert row["OrderItems"]["totalSize"] == 1
    assert row["OrderItems"]["done"] is True
    (line,) = row["OrderItems"]["records"]
    assert (line["Product2"]["Name"], line["PricebookEntry"]["Product2"]["Family"]) == ("P300", "Internet")
    assert row["Histories"] is None  # no child record: null, not an empty list


def test_an_accounts_orders_and_contacts_are_its_children(org: Org) -> None:
    account = org.account()
    org.order(lines=0, AccountId=account)
    org.create("Contact", LastName="Mihon", AccountId=account)
    (row,) = org.records("SELECT Id, (SELECT Id FROM Orders), (SELECT Name FROM Contacts) FROM Account")
    assert (row["Orders"]["totalSize"], row["Contacts"]["records"][0]["Name"]) == (1, "Mihon")


def test_a_semi_join_chooses_by_another_objects_rows(people: Org) -> None:
    (beta,) = people.column("SELECT Id FROM Account WHERE Name = 'Beta'")
    order = people.order(lines=0, AccountId=beta)
    people.order(lines=0)
    inner = "SELECT Id FROM Account WHERE BillingCity LIKE 'o%'"
    assert people.column(f"SELECT Id FROM Order WHERE AccountId IN ({inner})") == [order]  # noqa: S608
    assert order not in people.column(f"SELECT Id FROM Order WHERE AccountId NOT IN ({inner})")  # noqa: S608


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("BillingCity", [None, "Nagoya", "osaka", "Sapporo"]),  # NULLS FIRST is the default; case does not count
        ("BillingCity DESC", [None, "Sapporo", "osaka", "Nagoya"]),
        ("BillingCity NULLS LAST", ["Nagoya", "osaka", "Sapporo", None]),
        ("BillingCity DESC NULLS LAST LIMIT 2", ["Sapporo", "osaka"]),
        ("BillingCity NULLS LAST LIMIT 2 OFFSET 1", ["osaka", "Sapporo"]),
        ("CreatedDate, WHMCS_Client_ID__c DESC NULLS LAST", ["Nagoya", "Sapporo", "osaka", None]),
    ],
)
def test_order_limit_and_offset(people: Org, order: str, found: list[Any]) -> None:
    assert people.column(f"SELECT BillingCity FROM Account ORDER BY {order}") == found  # noqa: S608


def test_count_gives_the_number_and_no_records(people: Org) -> None:
    reply = people.query("SELECT COUNT() FROM Account WHERE BillingCity != null").json()
    assert reply == {"totalSize": 3, "done": True, "records": []}


def test_fields_all_with_a_limit(people: Org) -> None:
    (row,) = people.records("SELECT FIELDS(ALL) FROM Account WHERE Name = 'alpha' LIMIT 200")
    assert row["BillingCity"] == "Nagoya"
    assert row["Phone"] is None


def test_deleted_rows_are_found_by_query_all_only(org: Org) -> None:
    order, kept = org.order(lines=0), org.order(lines=0)
    org.later(60)
    org.call("DELETE", f"/sobjects/Order/{order}")
    soql = "SELECT Id, IsDeleted FROM Order WHERE SystemModstamp >= 2025-12-02T12:00:30Z"
    assert org.records(soql) == []
    (row,) = org.query(soql, resource="queryAll").json()["records"]
    assert (row["Id"], row["IsDeleted"]) == (order, True)
    assert org.column("SELECT Id FROM Order") == [kept]


def test_pages_of_2000_with_a_locator_of_18_characters(org: Org) -> None:
    ids = org.control("bulk-orders", count=2500)["ids"]
    first = org.query("SELECT Id FROM Order ORDER BY OrderNumber").json()
    assert (first["totalSize"], first["done"], len(first["records"])) == (2500, False, 2000)
    locator = first["nextRecordsUrl"].rsplit("/", 1)[1].partition("-")[0]
    assert (locator[:3], len(locator)) == ("0r8", 18)
    second = org.http.get(first["nextRecordsUrl"]).json()
    assert (second["totalSize"], second["done"], "nextRecordsUrl" in second) == (2500, True, False)
    assert [row["Id"] for page in (first, second) for row in page["records"]] == ids


@pytest.mark.parametrize(("asked", "given"), [(200, 200), (10, 200), (250, 250)])
def test_the_batch_size_header_is_kept_between_200_and_2000(org: Org, asked: int, given: int) -> None:
    org.control("bulk-orders", count=300)
    reply = org.query("SELECT Id FROM Order", headers={"Sforce-Query-Options": f"batchSize={asked}"}).json()
    assert len(reply["records"]) == given


def test_the_rows_of_a_child_query_may_be_paged_too(org: Org) -> None:
    org.control("switches", child_page=50)
    org.control("bulk-orders", count=1, lines=120)
    lines = org.records("SELECT Id, (SELECT Id FROM OrderItems ORDER BY Id) FROM Order")[0]["OrderItems"]
    ids = [row["Id"] for row in lines["records"]]
    assert (lines["totalSize"], lines["done"], len(ids)) == (120, False, 50)
    while not lines["done"]:
        lines = org.http.get(lines["nextRecordsUrl"]).json()
        ids += [row["Id"] for row in lines["records"]]
    assert ids == org.column("SELECT Id FROM OrderItem ORDER BY Id")


def test_an_unknown_locator_is_refused(org: Org) -> None:
    assert error(org.call("GET", "/query/0r8000000000000000-2000")) == (400, "INVALID_QUERY_LOCATOR")


def test_polling_by_time_stays_quick_among_ten_thousand_orders(org: Org) -> None:
    org.control("bulk-orders", count=10_000)
    org.later(60)
    order = org.order()
    soql = "SELECT Id FROM Order WHERE SystemModstamp >= 2025-12-02T12:00:30Z ORDER BY SystemModstamp, Id LIMIT 2000"
    times = []
    for _ in range(20):
        reply = org.query(soql)
        assert [row["Id"] for row in reply.json()["records"]] == [order]
        times.append(reply.elapsed.total_seconds())
    assert min(times) < 0.02, times


def test_describe_tells_fields_picklists_and_children(org: Org) -> None:
    described = org.call("GET", "/sobjects/Order/describe").json()
    fields = {field["name"]: field for field in described["fields"]}
    values = [value["value"] for value in fields["Status"]["picklistValues"]]
    assert values[:4] == ["Draft", "Pending Review", "Approved", "Cancelled"]
    assert (fields["Description"]["type"], fields["Description"]["length"]) == ("textarea", 32000)
    assert fields["Description"]["filterable"] is False
    assert fields["AccountId"]["referenceTo"] == ["Account"]
    assert fields["OrderNumber"]["createable"] is False
    assert {"OrderItems", "Histories"} <= {child["relationshipName"] for child in described["childRelationships"]}


HANDBOOK = [
    "Order.Description", "Order.Priority__c", "Order.ShippingStreet", "Order.ShippingCity", "Order.ShippingState",
    "Order.ShippingPostalCode", "Order.ShippingCountry", "Order.Provisioning_Status__c", "Order.BillToContactId",
    "Order.Approved_By__c", "Order.Status", "Order.TotalAmount", "Order.OpportunityId", "Account.BillingStreet",
    "Account.WHMCS_Client_ID__c", "Account.Email__c", "Account.Phone", "Account.SF_Account_No__c",
    "Account.Internet_Eligibility__c", "Account.Internet_Eligibility_Status__c", "Product2.Family",
    "Product2.Internet_Type__c", "Product2.StockKeepingUnit", "Product2.WH_Product_ID__c",
    "Product2.Billing_Cycle__c", "Product2.Item_Class__c", "Case.Priority", "Case.WHMCS_Service_ID__c",
    "Case.Handoff_Key__c", "Opportunity.WHMCS_Service_ID__c", "Opportunity.ScheduledCancellationDateAndTime__c",
]  # fmt: skip


@pytest.mark.parametrize("name", HANDBOOK)
def test_every_field_of_the_handbooks_map_is_described_and_can_be_selected(org: Org, name: str) -> None:
    object_name, field = name.split(".")
    described = org.call("GET", f"/sobjects/{object_name}/describe").json()
    assert field in {one["name"] for one in described["fields"]}
    assert org.query(f"SELECT {field} FROM {object_name} LIMIT 1").status_code == 200  # noqa: S608


def test_a_hidden_field_is_gone_from_describe_query_and_writes(org: Org) -> None:
    order = org.order(lines=0)
    org.control("switches", hidden_fields=["Order.Approved_By__c"])
    described = org.call("GET", "/sobjects/Order/describe").json()
    assert "Approved_By__c" not in {one["name"] for one in described["fields"]}
    assert error(org.query("SELECT Approved_By__c FROM Order")) == (400, "INVALID_FIELD")
    assert error(org.patch(order, {"Approved_By__c": "x"})) == (400, "INVALID_FIELD")


def test_an_object_that_nobody_may_read_is_no_object(org: Org) -> None:
    case = org.create("Case", AccountId=org.account(), Type="Eligibility dispute")
    org.control("switches", hidden_objects=["Case"])
    assert error(org.query("SELECT Id FROM Case")) == (400, "INVALID_TYPE")
    assert error(org.query("SELECT Name, (SELECT Id FROM Cases) FROM Account")) == (400, "INVALID_TYPE")
    assert error(org.call("GET", "/sobjects/Case/describe")) == (404, "NOT_FOUND")
    assert error(org.call("GET", f"/sobjects/Case/{case}")) == (404, "NOT_FOUND")
    assert org.query("SELECT Name FROM Account").status_code == 200
    org.control("switches", hidden_objects=[])
    assert org.column("SELECT Id FROM Case") == [case]


def test_a_parent_that_nobody_may_read_is_no_parent(org: Org) -> None:
    org.order(lines=0)
    org.control("switches", hidden_objects=["Account"])
    assert error(org.query("SELECT Id, Account.Name FROM Order")) == (400, "INVALID_FIELD")
    assert org.query("SELECT Id, AccountId FROM Order").status_code == 200


@pytest.mark.parametrize(
    ("soql", "found"),
    [
        ("SELECT ApiName FROM OrderStatus ORDER BY SortOrder",
         ["Draft", "Pending Review", "Approved", "Cancelled", "Activated", "Completed"]),
        ("SELECT ApiName FROM OrderStatus WHERE StatusCode = 'Activated' ORDER BY SortOrder",
         ["Activated", "Completed"]),
        ("SELECT ApiName FROM CaseStatus WHERE IsClosed = true ORDER BY SortOrder", ["Closed", "Closed - Withdrawn"]),
        ("SELECT ApiName FROM OpportunityStage ORDER BY SortOrder",
         ["Introduction", "Ready", "Active", "Void", "△Cancelling", "△Cancelled"]),
        ("SELECT ApiName FROM FlowDefinitionView WHERE IsActive = true ORDER BY ApiName",
         ["Eligibility_Update_Flow", "Order_Approval_Flow"]),
    ],
)  # fmt: skip
def test_setup_lists_can_be_queried(org: Org, soql: str, found: list[str]) -> None:
    assert org.column(soql) == found
