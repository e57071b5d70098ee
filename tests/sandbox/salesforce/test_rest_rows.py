"""Record rows, ids, conditional headers, external ids and error bodies, a test per fact of the vendor's behaviour."""

from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
import pytest

from tests.sandbox.salesforce.conftest import DATA, Org, error


def http_date(*parts: int) -> str:
    return format_datetime(datetime(*parts, tzinfo=UTC), usegmt=True)  # type: ignore[misc,arg-type]


def test_create_answers_201_with_id_success_and_no_errors(org: Org) -> None:
    reply = org.call("POST", "/sobjects/Account", json={"Name": "A"})
    assert reply.status_code == 201
    assert reply.json() == {"id": reply.json()["id"], "success": True, "errors": []}


def test_get_answers_with_attributes_and_patch_and_delete_with_an_empty_204(org: Org) -> None:
    account = org.account()
    row = org.call("GET", f"/sobjects/Account/{account}").json()
    assert row["attributes"] == {"type": "Account", "url": f"{DATA}/sobjects/Account/{account}"}
    for reply in (org.patch(account, {"Name": "B"}, "Account"), org.call("DELETE", f"/sobjects/Account/{account}")):
        assert (reply.status_code, reply.content) == (204, b"")


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("Account", "001"), ("Contact", "003"), ("User", "005"), ("Opportunity", "006"), ("Order", "801"),
        ("OrderItem", "802"), ("Case", "500"), ("Pricebook2", "01s"), ("Product2", "01t"), ("PricebookEntry", "01u"),
    ],
)  # fmt: skip
def test_key_prefixes(org: Org, name: str, prefix: str) -> None:
    assert org.call("GET", f"/sobjects/{name}/describe").json()["keyPrefix"] == prefix


def test_ids_have_18_characters_with_a_right_checksum_and_15_are_accepted(org: Org) -> None:
    order = org.order(lines=0)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    suffix = "".join(
        alphabet[sum(1 << i for i, letter in enumerate(order[at : at + 5]) if letter.isupper())] for at in (0, 5, 10)
    )
    assert len(order) == 18
    assert order[15:] == suffix
    assert org.call("GET", f"/sobjects/Order/{order[:15]}").json()["Id"] == order
    assert org.column("SELECT Id FROM Order WHERE Id = ?", order[:15]) == [order]
    assert org.patch(order[:15], {"Description": "by 15"}).status_code == 204


def test_a_15_character_id_is_case_sensitive(org: Org) -> None:
    order = org.order(lines=0)
    assert error(org.call("GET", f"/sobjects/Order/{order[:15].swapcase()}")) == (404, "NOT_FOUND")


def test_fields_parameter_chooses_the_fields_and_refuses_unknown_ones(org: Org) -> None:
    order = org.order(lines=0)
    row = org.call("GET", f"/sobjects/Order/{order}", params={"fields": "Status,OrderNumber"}).json()
    assert row.keys() == {"attributes", "Id", "Status", "OrderNumber"}
    assert error(org.call("GET", f"/sobjects/Order/{order}", params={"fields": "Nope"})) == (400, "INVALID_FIELD")


def test_audit_fields_are_whole_story_seconds_in_the_vendors_format(org: Org) -> None:
    org.control("clock", instant="2026-01-02T03:04:05.678+00:00", rate=0)
    row = org.call("GET", f"/sobjects/Order/{org.order(lines=0)}").json()
    for name in ("CreatedDate", "LastModifiedDate", "SystemModstamp"):
        assert row[name] == "2026-01-02T03:04:05.000+0000"


def test_an_update_without_a_difference_still_moves_the_last_modified_date(org: Org) -> None:
    order = org.order(lines=0)
    org.later(60)
    org.patch(order, {"Status": "Pending Review"})
    assert org.field(order, "LastModifiedDate") == "2025-12-02T12:01:00.000+0000"
    assert org.field(order, "CreatedDate") == "2025-12-02T12:00:00.000+0000"


def test_the_last_modifier_is_the_user_of_the_token(org: Org) -> None:
    order = org.order(lines=0)
    org.control("touch", id=order, fields={"PoNumber": "x"}, user="sf.clerk@example.com")
    path = "SELECT LastModifiedBy.Email, CreatedBy.Email FROM Order"
    row = org.records(path)[0]
    assert row["LastModifiedBy"]["Email"] == "sf.clerk@example.com"
    assert row["CreatedBy"]["Email"] == "handoff.bot@example.com"
    org.patch(order, {"PoNumber": "y"})
    assert org.records(path)[0]["LastModifiedBy"]["Email"] == "handoff.bot@example.com"


# -- conditional headers


def test_if_unmodified_since_refuses_a_row_changed_later_and_keeps_it(org: Org) -> None:
    order = org.order(lines=0)
    org.later(10)
    org.control("touch", id=order, fields={"Status": "Cancelled"})
    reply = org.patch(order, {"Status": "Approved"}, If_Unmodified_Since=http_date(2025, 12, 2, 12, 0, 0))
    assert reply.status_code == 412
    assert org.field(order, "Status") == "Cancelled"


@pytest.mark.parametrize("second", [0, 5])
def test_if_unmodified_since_at_or_after_the_last_change_lets_the_write_pass(org: Org, second: int) -> None:
    order = org.order(lines=0)
    reply = org.patch(order, {"Status": "Approved"}, If_Unmodified_Since=http_date(2025, 12, 2, 12, 0, second))
    assert reply.status_code == 204


def test_if_unmodified_since_misses_a_second_writer_within_the_same_second(org: Org) -> None:
    order = org.order(lines=0)
    org.later(0.4)
    org.control("touch", id=order, fields={"Status": "Cancelled"})
    reply = org.patch(order, {"Status": "Approved"}, If_Unmodified_Since=http_date(2025, 12, 2, 12, 0, 0))
    assert reply.status_code == 204


def test_a_malformed_condition_on_patch_is_400_and_writes_nothing(org: Org) -> None:
    order = org.order(lines=0)
    reply = org.patch(order, {"Status": "Approved"}, If_Unmodified_Since="yesterday")
    assert reply.status_code == 400
    assert org.field(order, "Status") == "Pending Review"


def test_if_unmodified_since_is_not_looked_at_on_delete(org: Org) -> None:
    order = org.order(lines=0)
    header = {"If-Unmodified-Since": http_date(2001, 1, 1)}
    assert org.call("DELETE", f"/sobjects/Order/{order}", headers=header).status_code == 204


def test_if_modified_since_on_get_answers_304(org: Org) -> None:
    order = org.order(lines=0)
    header = {"If-Modified-Since": http_date(2025, 12, 2, 12, 0, 0)}
    assert org.call("GET", f"/sobjects/Order/{order}", headers=header).status_code == 304


# -- external ids


def test_upsert_by_external_id_creates_then_updates(org: Org) -> None:
    path = "/sobjects/Account/SF_Account_No__c/1002934"
    created = org.call("PATCH", path, json={"Name": "New"})
    assert (created.status_code, created.json()["created"]) == (201, True)
    updated = org.call("PATCH", path, json={"Name": "Changed"})
    assert (updated.status_code, updated.json()["created"]) == (200, False)
    assert updated.json()["id"] == created.json()["id"]
    assert org.call("GET", path).json()["Name"] == "Changed"


def test_upsert_refuses_the_field_repeated_in_the_body(org: Org) -> None:
    reply = org.call("PATCH", "/sobjects/Account/SF_Account_No__c/1", json={"Name": "A", "SF_Account_No__c": "1"})
    assert error(reply) == (400, "INVALID_FIELD")


def test_update_only_creates_nothing(org: Org) -> None:
    reply = org.call("PATCH", "/sobjects/Account/SF_Account_No__c/1?updateOnly=true", json={"Name": "A"})
    assert error(reply) == (404, "NOT_FOUND")
    assert org.query("SELECT COUNT() FROM Account").json()["totalSize"] == 0


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_an_external_id_that_matches_several_is_300_with_their_addresses(org: Org, method: str) -> None:
    ids = [org.account(WHMCS_Client_ID__c=77), org.account(WHMCS_Client_ID__c=77)]
    body = {"json": {"Name": "B"}} if method == "PATCH" else {}
    reply = org.call(method, "/sobjects/Account/WHMCS_Client_ID__c/77", **body)
    assert reply.status_code == 300
    assert sorted(url.rsplit("/", 1)[1] for url in reply.json()) == sorted(ids)


def test_a_unique_field_refuses_a_second_holder(org: Org) -> None:
    org.account(SF_Account_No__c="abc")
    reply = org.call("POST", "/sobjects/Account", json={"Name": "B", "SF_Account_No__c": "ABC"})
    assert error(reply) == (400, "DUPLICATE_VALUE")
    assert reply.json()[0]["fields"] == ["SF_Account_No__c"]


def test_number_fields_come_back_as_decimals(org: Org) -> None:
    account = org.account(WHMCS_Client_ID__c=123)
    assert '"WHMCS_Client_ID__c":123.0' in org.call("GET", f"/sobjects/Account/{account}").text


def test_an_empty_text_is_stored_as_null(org: Org) -> None:
    order = org.order(lines=0, Description="x")
    org.patch(order, {"Description": ""})
    assert org.field(order, "Description") is None


# -- errors


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"EffectiveDate": None}, "REQUIRED_FIELD_MISSING"),
        ({"Nope__c": 1}, "INVALID_FIELD"),
        ({"OrderNumber": "1"}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ({"TotalAmount": 1}, "INVALID_FIELD_FOR_INSERT_UPDATE"),
        ({"Status": "Nonsense"}, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        ({"Description": "x" * 32_001}, "STRING_TOO_LONG"),
        ({"BillToContactId": "003000000000001"}, "INVALID_CROSS_REFERENCE_KEY"),
        ({"BillToContactId": "nonsense"}, "MALFORMED_ID"),
        ({"EffectiveDate": "yesterday"}, "JSON_PARSER_ERROR"),
    ],
)
def test_refused_values(org: Org, fields: dict[str, object], code: str) -> None:
    order = org.order(lines=0)
    before = org.call("GET", f"/sobjects/Order/{order}").json()
    assert error(org.patch(order, fields)) == (400, code)
    assert org.call("GET", f"/sobjects/Order/{order}").json() == before


def test_a_description_of_exactly_32000_characters_fits(org: Org) -> None:
    assert org.patch(org.order(lines=0), {"Description": "語" * 32_000}).status_code == 204


def test_required_fields_are_named(org: Org) -> None:
    reply = org.call("POST", "/sobjects/Order", json={"Status": "Draft"})
    assert error(reply) == (400, "REQUIRED_FIELD_MISSING")
    assert reply.json()[0]["fields"] == ["AccountId", "EffectiveDate"]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("GET", (404, "NOT_FOUND")),
        ("PATCH", (404, "INVALID_CROSS_REFERENCE_KEY")),
        ("DELETE", (404, "INVALID_CROSS_REFERENCE_KEY")),
    ],
)
def test_an_unknown_id(org: Org, method: str, expected: tuple[int, str]) -> None:
    body = {"json": {}} if method == "PATCH" else {}
    assert error(org.call(method, "/sobjects/Order/801000000000999", **body)) == expected


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_deleted_record_is_entity_is_deleted(org: Org, method: str) -> None:
    order = org.order(lines=0)
    org.call("DELETE", f"/sobjects/Order/{order}")
    body = {"json": {"PoNumber": "1"}} if method == "PATCH" else {}
    reply = org.call(method, f"/sobjects/Order/{order}", **body)
    assert error(reply) == (404, "ENTITY_IS_DELETED")
    assert reply.json()[0]["message"] == "entity is deleted"


def test_malformed_json_a_wrong_media_type_and_a_wrong_method(org: Org) -> None:
    headers = {"Content-Type": "application/json"}
    path = "/sobjects/Account"
    assert error(org.call("POST", path, content="{nope", headers=headers)) == (400, "JSON_PARSER_ERROR")
    assert error(org.call("POST", path, data={"Name": "A"})) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert error(org.call("PATCH", "/query", json={})) == (405, "METHOD_NOT_ALLOWED")
    assert error(org.call("GET", "/sobjects/Nope/describe")) == (404, "NOT_FOUND")


def test_an_address_over_16384_bytes_is_414(org: Org) -> None:
    assert org.query("SELECT Id FROM Order WHERE Name = '" + "x" * 16_400 + "'").status_code == 414


def test_a_validation_rule_refuses_what_matches_until_it_is_taken_away(org: Org) -> None:
    order = org.order(lines=0)
    rule = {"object": "Order", "when": {"Status": "Cancelled"}, "message": "Ask the manager", "field": "Status"}
    org.control("validation-rules", **rule)
    reply = org.patch(order, {"Status": "Cancelled"})
    assert error(reply) == (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION")
    assert (reply.json()[0]["message"], reply.json()[0]["fields"]) == ("Ask the manager", ["Status"])
    org.http.delete("/_control/validation-rules")
    assert org.patch(order, {"Status": "Cancelled"}).status_code == 204


def test_every_reply_tells_api_usage_and_the_story_date(org: Org) -> None:
    org.control("api-limit", used=17, max=5000)
    reply = org.query("SELECT Id FROM Order")
    assert reply.headers["Sforce-Limit-Info"] == "api-usage=18/5000"
    assert reply.headers.get_list("Date") == ["Tue, 02 Dec 2025 12:00:00 GMT"]
    assert "Sforce-Limit-Info" in org.query("SELECT").headers


def test_the_daily_limit_answers_403_without_retry_after(org: Org) -> None:
    org.control("api-limit", used=100, max=100)
    reply = org.query("SELECT Id FROM Order")
    assert error(reply) == (403, "REQUEST_LIMIT_EXCEEDED")
    assert reply.json()[0]["message"] == "TotalRequests Limit exceeded."
    assert "Retry-After" not in reply.headers


def test_limits_tell_what_remains(org: Org) -> None:
    org.control("api-limit", used=9, max=5000)
    assert org.call("GET", "/limits").json()["DailyApiRequests"] == {"Max": 5000, "Remaining": 4990}


def test_an_unknown_session_is_401_with_an_array(org: Org) -> None:
    reply = httpx.get(f"{org.url}{DATA}/limits", headers={"Authorization": "Bearer nonsense"})
    assert error(reply) == (401, "INVALID_SESSION_ID")
    assert reply.json()[0]["message"] == "Session expired or invalid"
