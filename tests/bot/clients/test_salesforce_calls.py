"""SOQL that no text can escape from, and the subrequests of a composite."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clients.salesforce import patch_call, soql
from bot.errors import Permanent

ORDER = "801000000000001AAA"
soql("{warm}", warm="loads the vendor's library before hypothesis looks at the clock")
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\", "_": "_", "%": "%"}
TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("'\\\"{}%_ \n;)(ab△🚀")


def read_literal(written: str) -> tuple[str, str]:
    """The value of the quoted literal that ``written`` begins with, and what follows it, by SOQL's rules."""
    assert written[0] == "'"
    value, at = "", 1
    while written[at] != "'":
        if written[at] == "\\":
            value += ESCAPES[written[at + 1]]
            at += 2
        else:
            value += written[at]
            at += 1
    return value, written[at + 1 :]


@given(TEXT)
def test_any_text_stays_one_literal_and_keeps_its_value(text) -> None:
    written = soql("SELECT Id FROM Account WHERE Name = {name} AND Phone = null", name=text)
    prefix = "SELECT Id FROM Account WHERE Name = "
    assert written.startswith(prefix)
    assert read_literal(written.removeprefix(prefix)) == (text, " AND Phone = null")


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_any_list_of_texts_stays_a_list_of_them(texts) -> None:
    rest = soql("{names}", names=texts)
    read = []
    while rest != ")":
        assert rest[0] in "(,"
        value, rest = read_literal(rest[1:])
        read.append(value)
    assert read == texts


@given(TEXT)
def test_any_text_inside_like_is_matched_as_itself(text) -> None:
    written = soql("Name LIKE '%{name:like}%'", name=text)
    inner = written.removeprefix("Name LIKE '%").removesuffix("%'")
    value, rest = read_literal(f"'{inner}'")
    assert (value, rest) == (text, "")
    assert not re.search(r"(?<!\\)(\\\\)*[%_]", inner)


@given(
    st.decimals(allow_nan=False, allow_infinity=False)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
)
def test_numbers_are_written_in_full(number) -> None:
    written = soql("{number}", number=number)
    assert re.fullmatch(r"-?\d+(\.\d+)?", written)
    assert Decimal(written) == Decimal(str(number))


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_instants_are_utc_with_z(instant) -> None:
    written = soql("{at}", at=instant)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", written)
    assert timedelta() <= instant.astimezone(UTC) - datetime.fromisoformat(written) < timedelta(milliseconds=1)


class Status(StrEnum):
    OPEN = "Pending Review"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (date(2026, 2, 1), "2026-02-01"),
        (datetime(2026, 2, 1, 9, tzinfo=timezone(timedelta(hours=9))), "2026-02-01T00:00:00Z"),
        (datetime(2026, 2, 1, 0, 0, 0, 678900, tzinfo=UTC), "2026-02-01T00:00:00.678Z"),
        (Status.OPEN, "'Pending Review'"),
        (("a", 1, None), "('a',1,null)"),
        (frozenset({"a"}), "('a')"),
    ],
)
def test_values_are_written_as_soql_wants_them(value, written) -> None:
    assert soql("{value}", value=value) == written


def test_one_value_may_stand_in_both_ways_and_braces_may_be_doubled() -> None:
    assert soql("{a} {a:like} {{x}}", a="50%") == "'50%' 50\\% {x}"


@pytest.mark.parametrize("empty", [[], (), set(), frozenset()])
def test_an_empty_list_is_refused(empty) -> None:
    with pytest.raises(ValueError, match="empty"):
        soql("Id IN {ids}", ids=empty)


@pytest.mark.parametrize(
    "template",
    ["{a:literal}", "{a:>12}", "{a!s}", "{a!r:like}", "{a:like }", "{a.b}", "{a[0]}", "{}", "{0}", "{a:{b}}"],
)
def test_every_other_way_of_formatting_is_refused(template) -> None:
    with pytest.raises(ValueError, match="knows only"):
        soql(template, a="x' OR Name != '", b="literal")


@pytest.mark.parametrize(
    "value", [object(), {"a": 1}, b"x", ["a", ["b"]], timedelta(1)], ids=lambda value: type(value).__name__
)
def test_other_kinds_of_values_are_refused(value) -> None:
    with pytest.raises(TypeError):
        soql("{value}", value=value)
    with pytest.raises(TypeError):
        soql("{value:like}", value=5)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), datetime(2026, 1, 1), "\ud800"])  # noqa: DTZ001
def test_values_without_a_soql_form_are_refused(value) -> None:
    with pytest.raises(ValueError, match=r"finite|zone|surrogates"):
        soql("{value}", value=value)


def test_a_name_without_a_value_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        soql("{a}", b=1)


def test_a_write_takes_dates_and_amounts_in_salesforces_form() -> None:
    fields = {
        "EffectiveDate": date(2026, 2, 1),
        "ActivatedDate": datetime(2026, 2, 1, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9))),
        "Amount__c": Decimal("12.50"),
        "Note__c": None,
        "Flag__c": True,
    }
    assert patch_call("a", "Order", ORDER, fields).body == {
        "EffectiveDate": "2026-02-01",
        "ActivatedDate": "2026-02-01T00:00:00.123Z",
        "Amount__c": 12.5,
        "Note__c": None,
        "Flag__c": True,
    }


@pytest.mark.parametrize(("fields", "kind"), [({}, ValueError), ({"A": object()}, TypeError), ({"A": [1]}, TypeError)])
def test_a_write_of_nothing_or_of_no_value_is_a_mistake_of_the_caller(fields, kind) -> None:
    with pytest.raises(kind):
        patch_call("a", "Order", ORDER, fields)


def test_a_call_shows_neither_its_values_nor_its_query() -> None:
    call = patch_call("a", "Order", ORDER, {"Description": "canary"})
    assert "canary" not in repr(call)


def test_the_text_that_a_composite_would_misread_is_refused() -> None:
    with pytest.raises(Permanent) as caught:
        patch_call("a", "Order", ORDER, {"Description": "@{b.Id}"})
    assert "@{b" not in str(caught.value)
