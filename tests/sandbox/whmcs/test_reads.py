"""facts/whmcs.md sections 5, 6.1-6.3, 6.7, 6.8 and 6.12: what the reads look like, odd types and empty wrappers
included."""

import pytest

from tests.sandbox.whmcs.conftest import Json, Whmcs


def test_5_1_ids_are_numbers_in_get_clients_and_strings_in_get_clients_products(whmcs: Whmcs) -> None:
    client = whmcs.client()
    whmcs.service(client)
    clients, services = whmcs.call("GetClients"), whmcs.call("GetClientsProducts", clientid=client)
    assert clients["clients"]["client"][0]["id"] == client
    assert clients["totalresults"] == 1
    row = services["products"]["product"][0]
    assert (row["clientid"], row["pid"], row["qty"]) == (str(client), "101", "1")
    assert services["totalresults"] == "1"
    assert (services["startnumber"], services["numreturned"]) == (0, 1)


def test_5_1_money_is_text_with_two_decimals(whmcs: Whmcs) -> None:
    service = whmcs.service(whmcs.client(), recurringamount="5500.00")
    assert whmcs.services(serviceid=service)[0]["recurringamount"] == "5500.00"
    assert whmcs.call("GetClientsDetails", clientid=1)["client"]["credit"] == "0.00"


def test_5_1_an_empty_date_is_zeros_and_a_time_has_no_zone(whmcs: Whmcs) -> None:
    whmcs.service(whmcs.client())
    row = whmcs.services(clientid=1)[0]
    assert (row["nextduedate"], row["overidesuspenduntil"]) == ("0000-00-00", "0000-00-00")
    assert row["lastupdate"] == "0000-00-00 00:00:00"
    assert row["regdate"] == "2025-12-02"
    assert whmcs.call("GetAdminDetails")["requesttime"] == "2025-12-02 12:00:00"


def test_5_1_stats_are_text_for_people(whmcs: Whmcs) -> None:
    client = whmcs.client()
    assert "stats" not in whmcs.call("GetClientsDetails", clientid=client)
    item = {"type": "Hosting", "relid": 1, "amount": "2645.80"}
    whmcs.control.post("records", invoices=[{"userid": client, "items": [item]}])
    stats = whmcs.call("GetClientsDetails", clientid=client, stats=1)["stats"]
    assert stats["dueinvoicesbalance"] == "¥2,645.80 JPY"


def test_5_2_one_match_is_a_list_of_one(whmcs: Whmcs) -> None:
    client, product = whmcs.client(), whmcs.product()
    service = whmcs.service(client)
    assert isinstance(whmcs.call("GetClientsProducts", serviceid=service)["products"]["product"], list)
    assert isinstance(whmcs.call("GetProducts", pid=product)["products"]["product"], list)
    assert isinstance(whmcs.call("GetClients")["clients"]["client"], list)


@pytest.mark.parametrize(
    ("action", "wrapper"),
    [
        ("GetClients", "clients"),
        ("GetClientsProducts", "products"),
        ("GetProducts", "products"),
        ("GetInvoices", "invoices"),
    ],
)
def test_5_2_an_empty_wrapper_is_an_empty_text(whmcs: Whmcs, action: str, wrapper: str) -> None:
    found = whmcs.call(action)
    assert found[wrapper] == ""
    assert int(found["totalresults"]) == 0


def test_5_2_both_forms_of_nothing_stand_in_one_service(whmcs: Whmcs) -> None:
    whmcs.service(whmcs.client())
    row = whmcs.services()[0]
    assert row["configoptions"] == ""
    assert row["customfields"] == {"customfield": []}


def test_5_2_get_admin_users_is_a_bare_list(whmcs: Whmcs) -> None:
    assert isinstance(whmcs.call("GetAdminUsers")["admin_users"], list)


def test_5_2_pages_of_25_until_start_and_returned_reach_the_total(whmcs: Whmcs) -> None:
    (client,) = whmcs.control.post("bulk-clients", count=1, services=60)["ids"]
    seen: list[str] = []
    sizes = []
    while True:
        found = whmcs.call("GetClientsProducts", clientid=client, limitstart=len(seen))
        assert found["totalresults"] == "60"
        assert found["startnumber"] == len(seen)
        sizes.append(found["numreturned"])
        seen += [row["id"] for row in found["products"]["product"]]
        if found["startnumber"] + found["numreturned"] >= int(found["totalresults"]):
            break
    assert sizes == [25, 25, 10]
    assert len(set(seen)) == 60
    assert seen == sorted(seen, key=int)


def test_5_2_limitnum_and_a_page_past_the_end(whmcs: Whmcs) -> None:
    whmcs.control.post("bulk-clients", count=30)
    assert whmcs.call("GetClients", limitnum=7, limitstart=28)["numreturned"] == 2
    past = whmcs.call("GetClients", limitstart=30)
    assert (past["numreturned"], past["totalresults"], past["clients"]) == (0, 30, "")
    assert whmcs.call("GetClients", limitnum="many")["numreturned"] == 25


def test_6_1_search_is_a_prefix_and_knows_no_custom_field(whmcs: Whmcs) -> None:
    whmcs.client(customfields={"1": "1002934"})
    whmcs.client(firstname="Taro", lastname="Kakuu", email="taro@post.example", companyname="Mozou", status="Closed")

    def found(**parameters: str) -> list[str]:
        clients = whmcs.call("GetClients", **parameters)["clients"]
        return [one["firstname"] for one in clients["client"]] if clients else []

    assert found(search="hanako@") == ["Hanako"]
    assert found(search="Hanako Mi") == ["Hanako"]
    assert found(search="moz") == ["Taro"]
    assert found(search="ihon") == []
    assert found(search="1002934") == []
    assert found(status="Closed") == ["Taro"]
    assert found(orderby="id", sorting="DESC") == ["Taro", "Hanako"]


def test_6_2_a_client_is_found_by_id_or_e_mail(whmcs: Whmcs) -> None:
    client = whmcs.client(email="Hanako@Customers.example")
    for parameters in ({"clientid": client}, {"email": "hanako@customers.example"}):
        assert whmcs.call("GetClientsDetails", **parameters)["client"]["id"] == client
    assert whmcs.refusal("GetClientsDetails", email="nobody@customers.example") == (200, "Client Not Found")


def test_6_2_the_clients_fields_stand_at_the_top_once_more(whmcs: Whmcs) -> None:
    client = whmcs.client(phonenumber="+81 00-0000-1234", state="Tokyo", customfields={"3": "1002934"})
    found = whmcs.call("GetClientsDetails", clientid=client)
    inner = found["client"]
    assert {name: found[name] for name in inner} == inner
    assert (inner["userid"], inner["client_id"], inner["owner_user_id"]) == (client, client, client)
    assert (inner["state"], inner["fullstate"], inner["countrycode"]) == ("Tokyo", "Tokyo", "JP")
    assert (inner["phonenumber"], inner["phonecc"]) == ("+81 00-0000-1234", "81")
    assert inner["customfields"] == [{"id": 3, "value": "1002934"}]
    assert inner["customfields1"] == "1002934"
    assert inner["users"]["user"][0]["email"] == "hanako@customers.example"
    assert inner["taxexempt"] is False


def test_6_3_name_group_and_spelling_of_a_service(whmcs: Whmcs) -> None:
    whmcs.product()
    client = whmcs.client()
    whmcs.service(client, overideautosuspend="on", orderid=7)
    row = whmcs.services(clientid=client)[0]
    assert (row["name"], row["groupname"], row["status"]) == ("Internet Home 1G", "Internet", "Active")
    assert (row["translated_name"], row["billingcycle"]) == ("Internet Home 1G", "Monthly")
    assert row["overideautosuspend"] == "on"
    assert "overrideautosuspend" not in row
    assert "terminationdate" not in row
    assert row["paymentmethodname"] == "Bank Transfer"


def test_6_3_username_and_password_come_in_clear(whmcs: Whmcs) -> None:
    """So that a test can prove that the client strips them."""
    whmcs.service(whmcs.client(), username="canary-user", password="canary-password")
    row = whmcs.services()[0]
    assert (row["username"], row["password"]) == ("canary-user", "canary-password")


def test_6_3_what_was_asked_is_echoed_null_or_empty_when_it_was_not(whmcs: Whmcs) -> None:
    client = whmcs.client()
    found = whmcs.call("GetClientsProducts", clientid=client)
    assert (found["clientid"], found["serviceid"], found["pid"], found["domain"]) == (str(client), None, None, "")


@pytest.mark.parametrize("unknown", [{"serviceid": 999}, {"clientid": 999}, {"pid": 999}])
def test_6_3_an_unknown_id_is_no_error(whmcs: Whmcs, unknown: dict[str, int]) -> None:
    whmcs.service(whmcs.client())
    found = whmcs.call("GetClientsProducts", **unknown)
    assert (found["result"], found["totalresults"], found["products"]) == ("success", "0", "")


def test_6_3_filters_add_up_and_without_any_it_is_everybodys(whmcs: Whmcs) -> None:
    one, other = whmcs.client(), whmcs.client(firstname="Taro")
    first = whmcs.service(one, domain="a.example", username="u1")
    second = whmcs.service(one, pid=103, status="Cancelled")
    third = whmcs.service(other)

    def ids(**parameters: object) -> list[int]:
        return [int(row["id"]) for row in whmcs.services(**parameters)]

    assert ids() == [first, second, third]
    assert ids(clientid="") == [first, second, third]
    assert ids(clientid=one) == [first, second]
    assert ids(clientid=one, pid=103) == [second]
    assert ids(clientid=other, serviceid=first) == []
    assert ids(domain="a.example") == ids(username2="u1") == [first]


def test_6_7_prices_by_cycle_and_what_is_not_offered(whmcs: Whmcs) -> None:
    whmcs.product(customfields=[{"id": 1, "name": "Line"}, {"id": 2, "name": "Inner", "on_order_form": False}])
    found = whmcs.call("GetProducts", pid=101)
    assert found["totalresults"] == 1
    assert not {"startnumber", "numreturned"} & set(found)
    (row,) = found["products"]["product"]
    assert (row["pid"], row["gid"], row["paytype"]) == (101, 1, "recurring")
    price: Json = row["pricing"]["JPY"]
    assert (price["monthly"], price["annually"], price["msetupfee"]) == ("5720.00", "-1.00", "0.00")
    assert "product-url" in row
    assert [one["name"] for one in row["customfields"]["customfield"]] == ["Line"]


def test_6_7_several_ids_in_one_parameter_and_no_pages(whmcs: Whmcs) -> None:
    for pid in range(101, 131):
        whmcs.product(pid=pid)
    assert whmcs.call("GetProducts", pid="101,103,999")["totalresults"] == 2
    assert len(whmcs.call("GetProducts", limitnum=5)["products"]["product"]) == 30
    assert whmcs.call("GetProducts", pid=999)["products"] == ""


def test_6_8_invoices_have_no_lines_and_get_invoice_has(whmcs: Whmcs) -> None:
    client = whmcs.client()
    lines = [{"type": "Hosting", "relid": 5, "description": "Internet", "amount": "5720"}, {"amount": "550.00"}]
    paid = {"userid": client, "status": "Paid", "items": lines}
    late = {"userid": client, "duedate": "2025-11-30", "items": lines}
    whmcs.control.post("records", invoices=[paid, late, {"userid": 99}])
    found = whmcs.call("GetInvoices", userid=client)
    assert (found["totalresults"], found["numreturned"]) == (2, 2)
    first = found["invoices"]["invoice"][0]
    assert (first["id"], first["total"], first["lastname"]) == (1, "6270.00", "Mihon")
    assert not {"items", "balance"} & set(first)
    assert [one["id"] for one in whmcs.call("GetInvoices", status="Overdue")["invoices"]["invoice"]] == [2]
    whole = whmcs.call("GetInvoice", invoiceid=2)
    assert (whole["invoiceid"], whole["balance"], whole["transactions"]) == (2, "6270.00", "")
    assert (whole["items"]["item"][0]["type"], whole["items"]["item"][0]["relid"]) == ("Hosting", 5)
    assert whmcs.call("GetInvoice", invoiceid=1)["balance"] == "0.00"


def test_6_12_get_admin_users_has_no_result_matches_in_part_and_hides_the_disabled(whmcs: Whmcs) -> None:
    found = whmcs.call("GetAdminUsers", email="one@EXAMPLE")
    assert "result" not in found
    assert found["count"] == 2
    assert [one["username"] for one in found["admin_users"]] == ["devops.one", "cs.one"]
    assert whmcs.call("GetAdminUsers", email="left.long.ago")["count"] == 0
    (gone,) = whmcs.call("GetAdminUsers", email="left.long.ago", include_disabled=1)["admin_users"]
    assert (gone["isDisabled"], gone["id"], gone["fullName"]) == (1, 4, "Left Long")
    assert whmcs.call("GetAdminUsers", roleid=2)["count"] == 1


def test_6_12_get_admin_details_is_the_credentials_own_admin(whmcs: Whmcs) -> None:
    found = whmcs.call("GetAdminDetails")
    assert (found["adminid"], found["name"], found["departments"]) == ("1", "Handoff Bot", ",1,")
    assert "API Access" in found["allowedpermissions"].split(",")
    assert found["whmcs"]["version"] == "8.12.1"
