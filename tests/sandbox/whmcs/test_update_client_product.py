"""facts/whmcs.md 6.4: UpdateClientProduct sets absolute values on the record, and nothing else happens."""

import pytest

from tests.sandbox.whmcs.conftest import Json, Whmcs


@pytest.fixture
def service(whmcs: Whmcs) -> int:
    whmcs.product()
    return whmcs.service(whmcs.client(), notes="First", recurringamount="5500.00")


def read(whmcs: Whmcs, service: int) -> Json:
    (row,) = whmcs.services(serviceid=service)
    return row


def test_a_status_is_set_and_repeating_it_is_harmless(whmcs: Whmcs, service: int) -> None:
    for _ in range(2):
        found = whmcs.call("UpdateClientProduct", serviceid=service, status="Cancelled")
        assert found == {"result": "success", "serviceid": str(service)}
    assert read(whmcs, service)["status"] == "Cancelled"


def test_parameters_have_other_names_than_what_is_read(whmcs: Whmcs, service: int) -> None:
    whmcs.call("UpdateClientProduct", serviceid=service, serviceusername="u", suspendreason="Unpaid", username="no")
    row = read(whmcs, service)
    assert (row["username"], row["suspensionreason"]) == ("u", "Unpaid")


def test_notes_replaces_the_whole_note(whmcs: Whmcs, service: int) -> None:
    whmcs.call("UpdateClientProduct", serviceid=service, notes="Second")
    assert read(whmcs, service)["notes"] == "Second"


def test_an_empty_value_changes_nothing_and_unset_clears(whmcs: Whmcs, service: int) -> None:
    whmcs.call("UpdateClientProduct", serviceid=service, notes="", nextduedate="2025-12-31")
    assert read(whmcs, service)["notes"] == "First"
    whmcs.call("UpdateClientProduct", serviceid=service, unset__0="notes", unset__1="nextduedate")
    row = read(whmcs, service)
    assert (row["notes"], row["nextduedate"]) == ("", "0000-00-00")


def test_the_termination_date_can_be_set_though_it_is_never_read(whmcs: Whmcs, service: int) -> None:
    whmcs.call("UpdateClientProduct", serviceid=service, terminationdate="2025-12-31")
    assert "terminationdate" not in read(whmcs, service)
    assert whmcs.control.get("record", kind="service", id=service)["terminationdate"] == "2025-12-31"


@pytest.mark.parametrize("flag", ["1", "false"])
def test_autorecalc_takes_the_products_price(whmcs: Whmcs, service: int, flag: str) -> None:
    whmcs.call("UpdateClientProduct", serviceid=service, autorecalc="0")
    assert read(whmcs, service)["recurringamount"] == "5500.00"
    whmcs.call("UpdateClientProduct", serviceid=service, autorecalc=flag)
    assert read(whmcs, service)["recurringamount"] == "5720.00"


@pytest.mark.parametrize("wrong", [{"status": "Gone"}, {"nextduedate": "31/12/2025"}, {"recurringamount": "much"}])
def test_what_cannot_be_set_changes_nothing(whmcs: Whmcs, service: int, wrong: dict[str, str]) -> None:
    before = read(whmcs, service)
    assert whmcs.refusal("UpdateClientProduct", serviceid=service, notes="Second", **wrong)[0] == 200
    assert read(whmcs, service) == before


def test_custom_fields_are_refused_here_never_ignored(whmcs: Whmcs, service: int) -> None:
    status, message = whmcs.refusal("UpdateClientProduct", serviceid=service, customfields="YTowOnt9")
    assert (status, message) == (200, "This stand-in cannot set customfields")
