"""Records as values: what a path gives, what null means, and what is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.clients.salesforce_rows import Row, identifier, next_url, page_from, parse_instant, record_id
from bot.errors import Permanent

ROW = Row(
    {
        "attributes": {"type": "Order"},
        "Id": "801000000000001",
        "Status": "△Cancelling",
        "Empty": None,
        "Total": Decimal("12000.50"),
        "ServiceId": Decimal("123.0"),
        "Count": 7,
        "Big": Decimal("1E+3"),
        "Yes": True,
        "Created": "2026-01-31T15:00:00.000+0000",
        "Local": "2026-02-01T00:00:00+09:00",
        "EffectiveDate": "2026-02-01",
        "Account": {"Name": "山田太郎", "Id": "001000000000001AAA", "Owner": {"Name": "Ken"}},
        "BillTo": None,
        "OrderItems": {"done": True, "records": [{"Id": "802000000000001AAA"}, {"Id": "802000000000002AAA"}]},
        "Cases": None,
    }
)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Status", "△Cancelling"),
        ("Account.Name", "山田太郎"),
        ("Account.Owner.Name", "Ken"),
        ("Total", "12000.50"),
        ("ServiceId", "123"),
        ("Count", "7"),
        ("Big", "1000"),
        ("Yes", "true"),
    ],
)
def test_text_is_what_a_person_would_read(path, text) -> None:
    assert ROW.text(path) == text
    assert ROW.has(path)


@pytest.mark.parametrize("path", ["Empty", "Nowhere", "BillTo.Name", "Status.Name", "Account.Nowhere", "A.B.C"])
def test_nulls_and_missing_parents_are_the_default(path) -> None:
    assert ROW.text(path) == ""
    assert ROW.text(path, "-") == "-"
    assert ROW.instant_or_none(path) is None
    assert ROW.day(path) is None
    assert ROW.amount(path) is None
    assert ROW.flag(path) is False
    assert ROW.rows(path) == ()
    assert ROW.more(path) is None
    assert not ROW.has(path)


def test_values_are_exact_and_instants_are_utc() -> None:
    assert ROW.amount("Total") == Decimal("12000.50")
    assert ROW.amount("Count") == 7
    assert Row({"Number": "123.0"}).amount("Number") == 123
    assert ROW.instant("Created") == datetime(2026, 1, 31, 15, tzinfo=UTC)
    assert ROW.instant("Local") == datetime(2026, 1, 31, 15, tzinfo=UTC)
    assert ROW.instant("Local").tzinfo is UTC
    assert ROW.day("EffectiveDate") == date(2026, 2, 1)
    assert ROW.flag("Yes") is True


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("instant", None),
        ("instant", "2026-01-31T15:00:00"),
        ("instant", "yesterday"),
        ("instant", 5),
        ("instant_or_none", "2026-01-31"),
        ("day", "2026-01-31T15:00:00.000+0000"),
        ("day", 5),
        ("amount", "many"),
        ("amount", "NaN"),
        ("amount", "Infinity"),
        ("amount", True),
        ("amount", {}),
        ("flag", "true"),
        ("flag", 1),
        ("text", {}),
        ("text", []),
        ("rows", "text"),
        ("rows", {"records": [1]}),
        ("rows", {"records": None}),
        ("id", None),
        ("id", 5),
    ],
)
def test_what_cannot_be_read_is_refused_by_the_fields_name_alone(kind, value) -> None:
    with pytest.raises(Permanent) as caught:
        getattr(Row({"Field__c": value}), kind)("Field__c")
    assert caught.value.code == "BAD_VALUE"
    assert "Field__c" in str(caught.value)
    assert "many" not in str(caught.value)


def test_children_are_rows_and_say_when_they_go_on() -> None:
    assert [row.id() for row in ROW.rows("OrderItems")] == ["802000000000001AAA", "802000000000002AAA"]
    assert ROW.more("OrderItems") is None
    following = "/services/data/v59.0/query/0r8000000000001-200"
    longer = Row({"OrderItems": {"done": False, "records": [], "nextRecordsUrl": following}})
    assert longer.more("OrderItems") == following


def test_children_that_go_on_nowhere_are_not_taken_for_complete() -> None:
    with pytest.raises(Permanent):
        Row({"OrderItems": {"done": False, "records": []}}).more("OrderItems")


def test_no_repr_shows_a_customer() -> None:
    page = page_from({"done": True, "records": [{"Name": "山田太郎"}]}, datetime(2026, 1, 1, tzinfo=UTC))
    assert "山田" not in repr(ROW) + repr(page)


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        ROW.fields = {}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("001000000000001", "001000000000001AAA"),
        ("001A0000006Vm9r", "001A0000006Vm9rIAC"),
        ("00530000004pQr5", "00530000004pQr5AAE"),
        ("ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO555"),
        ("abcdefghijklmno", "abcdefghijklmnoAAA"),
    ],
)
def test_fifteen_characters_become_eighteen(short, long) -> None:
    assert record_id(short) == long
    assert record_id(long) == long
    assert Row({"Id": short}).id() == long


@pytest.mark.parametrize(
    "name", ["Order", "SF_Account_No__c", "Account.SF_Account_No__c", "A.B.C.D.E.F", "ns__Thing__c"]
)
def test_names_of_objects_and_fields_pass(name) -> None:
    assert identifier(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "A.", ".A", "A..B", "A.B.C.D.E.F.G", "A B", "A'", "A,B", "A)", "A\n", "é", "_A", "A" * 81, None, 5],
)
def test_anything_else_is_no_name(name) -> None:
    with pytest.raises(Permanent) as caught:
        identifier(name)
    assert caught.value.code == "INVALID_NAME"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "query/x",
        "/services/data/v59.0/query/a\n",
        "/services/data/v59.0/query/../x",
        None,
        "/services/data/v５９.0/query/x",
    ],
)
def test_anything_but_a_locator_is_no_next_page(url) -> None:
    with pytest.raises(Permanent):
        next_url(url)


def test_an_instant_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_instant("2026-01-31T15:00:00")
