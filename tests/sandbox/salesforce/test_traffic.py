"""Traffic: a seed repeats its story, each fault is really in the org, and a restart neither loses nor doubles."""

import subprocess
import sys
from collections import Counter
from itertools import pairwise
from typing import Any

import httpx
import pytest

from sandbox import traffic
from tests.sandbox.salesforce.conftest import Org

ORDER = (
    "SELECT Id, Status, PoNumber, Description, TotalAmount, Priority__c, ShippingStreet, ShippingCity, Account.Name, "
    "Account.Email__c, Account.BillingStreet, Account.Internet_Eligibility__c, Account.Internet_Eligibility_Status__c, "
    "AccountId, BillToContact.Name, BillToContact.Email, CreatedBy.Username, "
    "(SELECT Quantity, Product2.Internet_Type__c FROM OrderItems) FROM Order ORDER BY OrderNumber"
)


def placed(org: Org, kind: str) -> dict[str, Any]:
    """The last order of a story of this kind."""
    traffic.place_kinds(org.url, kind, seed=3)
    return org.records(ORDER)[-1]


def ordered_types(row: dict[str, Any]) -> set[str]:
    return {line["Product2"]["Internet_Type__c"] for line in row["OrderItems"]["records"]} - {None}


def test_a_seed_repeats_its_story_exactly(org: Org) -> None:
    told = []
    for _ in range(2):
        org.control("reset")
        list(traffic.run(org.url, 11, backlog=12, count=12))
        org.log_in()
        told.append(org.records(ORDER))
    assert told[0] == told[1]
    assert [traffic.make_story(11, n) for n in range(50)] == [traffic.make_story(11, n) for n in range(50)]
    assert traffic.make_story(11, 0) != traffic.make_story(12, 0)


def test_every_deck_has_good_orders_priorities_and_each_fault() -> None:
    for seed in (1, 2):
        kinds = Counter(traffic.kind_of(seed, index) for index in range(18))
        assert set(kinds) == {"good", "priority", *traffic.FAULTS}
        assert [traffic.kind_of(seed, index) for index in range(2)] == ["good", "priority"]


def test_an_order_comes_from_the_portals_user_complete_and_pending_review(org: Org) -> None:
    row = placed(org, "good")
    assert row["CreatedBy"]["Username"] == "portal.integration@example.com"
    assert row["Status"] == "Pending Review"
    assert 1 <= row["OrderItems"]["totalSize"] <= 3
    assert ordered_types(row) == {row["Account"]["Internet_Eligibility__c"]}
    assert row["ShippingStreet"] == row["Account"]["BillingStreet"]
    assert row["Account"]["Email__c"].endswith(".example")


def test_a_priority_order(org: Org) -> None:
    assert placed(org, "priority")["Priority__c"] == "Priority"


def test_an_ineligible_product(org: Org) -> None:
    row = placed(org, "ineligible_product")
    assert row["Account"]["Internet_Eligibility__c"] not in ordered_types(row)


def test_another_address_than_the_checked_one(org: Org) -> None:
    row = placed(org, "other_address")
    assert row["ShippingStreet"] != row["Account"]["BillingStreet"]


def test_a_duplicate_order(org: Org) -> None:
    row = placed(org, "duplicate_order")
    assert len(org.column("SELECT Id FROM Order WHERE AccountId = ?", row["AccountId"])) == 2


def test_an_active_service(org: Org) -> None:
    row = placed(org, "active_service")
    assert org.column("SELECT StageName FROM Opportunity WHERE AccountId = ?", row["AccountId"]) == ["Active"]


def test_another_name_and_e_mail_than_the_accounts(org: Org) -> None:
    row = placed(org, "identity_mismatch")
    assert row["BillToContact"]["Name"] != row["Account"]["Name"]
    assert row["BillToContact"]["Email"] != row["Account"]["Email__c"]


@pytest.mark.parametrize(("kind", "length"), [("special_instructions", 20), ("long_notes", 19_900)])
def test_notes(org: Org, kind: str, length: int) -> None:
    assert len(placed(org, kind)["Description"]) > length


def test_awkward_text_in_every_text_field(org: Org) -> None:
    row = placed(org, "awkward_text")
    for text in (row["Description"], row["Account"]["Name"]):
        assert "<!channel>" in text
    assert "<@U0HANDOFF>" in row["BillToContact"]["Name"]
    assert "🏠" in row["ShippingStreet"]


def test_an_agents_own_order(org: Org) -> None:
    row = placed(org, "own_order")
    assert row["BillToContact"]["Email"] == row["Account"]["Email__c"] == "cs.two@example.com"


def test_a_high_value_and_a_check_that_is_pending(org: Org) -> None:
    assert placed(org, "high_value")["TotalAmount"] > 100_000
    assert placed(org, "not_checked")["Account"]["Internet_Eligibility_Status__c"] == "Pending"


def test_an_order_with_200_lines(org: Org) -> None:
    assert placed(org, "many_lines")["OrderItems"]["totalSize"] == 200


def test_a_second_run_goes_on_where_the_first_one_stopped(org: Org) -> None:
    first = [one.index for one in traffic.run(org.url, 4, backlog=5, count=3)]
    second = [one.index for one in traffic.run(org.url, 4, backlog=5)]
    assert (first, second) == ([0, 1, 2], [3, 4])


def test_repeating_a_story_completes_it_without_a_second_order(org: Org) -> None:
    portal = traffic.Portal(org.url)
    story = traffic.make_story(5, 0, "duplicate_order")
    first = portal.place(story)
    org.control("delete", id=first.order_ids[1])
    again = portal.place(story)
    portal.close()
    assert again.order_ids[0] == first.order_ids[0]
    assert len(org.column("SELECT Id FROM Order")) == 2


def test_an_org_that_was_emptied_is_stocked_again(org: Org) -> None:
    portal = traffic.Portal(org.url)
    portal.place(traffic.make_story(5, 0))
    org.control("reset")
    org.log_in()
    portal.place(traffic.make_story(5, 1))
    portal.close()
    (row,) = org.records(ORDER)
    assert row["OrderItems"]["totalSize"] == len(traffic.make_story(5, 1).lines)


def test_a_draft_that_was_left_behind_is_written_anew(org: Org) -> None:
    org.control("faults", method="PATCH", path="/sobjects/Order/", status=500, times=1)
    with pytest.raises(httpx.HTTPStatusError):
        placed(org, "many_lines")
    assert org.column("SELECT Status FROM Order") == ["Draft"]
    assert placed(org, "many_lines")["OrderItems"]["totalSize"] == 200
    assert org.column("SELECT Status FROM Order") == ["Pending Review"]


def test_orders_come_at_intervals_of_story_time(org: Org) -> None:
    org.control("clock", rate=600)
    placed_at = [org.read("state")["now"] for _ in traffic.run(org.url, 6, backlog=1, every=120, count=3)]
    org.control("clock", rate=0)
    times = org.column("SELECT CreatedDate FROM Order ORDER BY OrderNumber")
    assert len(placed_at) == 3
    seconds = [int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19]) for text in times]
    assert all(later - earlier >= 0.6 * 120 - 1 for earlier, later in pairwise(seconds))


def test_the_program_places_its_backlog_and_ends(org: Org) -> None:
    command = [sys.executable, "-m", "sandbox.traffic", "--salesforce", org.url, "--seed", "8", "--backlog", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert [line.split()[:3] for line in done.stdout.splitlines()] == [
        ["placed", "0", "good"],
        ["placed", "1", "priority"],
    ]


def test_bulk_makes_many_orders_at_once(org: Org) -> None:
    ids = traffic.bulk(org.url, 250, lines=2, priority_every=10, notes="n")
    assert len(set(ids)) == 250
    assert len(org.column("SELECT Id FROM Order WHERE Priority__c = 'Priority' AND Status = 'Pending Review'")) == 25
