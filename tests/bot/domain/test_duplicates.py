"""Which services and orders of a customer are duplicates of the order under review."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.duplicates import OtherOrder, Service, check
from bot.domain.evidence import BOTH, DUPLICATES, SALESFORCE, Silence, Verdict

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASS, UNKNOWN, WARN, FAIL = Verdict.PASS, Verdict.UNKNOWN, Verdict.WARN, Verdict.FAIL
NET = ("Internet",)
SERVICE = Service("501", "Internet Home 1G", "Internet", "Active", date(2026, 3, 1))
ENDED = replace(SERVICE, status="Cancelled")
REVIEW = OtherOrder("00012344", NET, None)
DAYS = timedelta(days=1)


def approved(days: float, number: str = "00012300", families: tuple[str, ...] = NET) -> OtherOrder:
    return OtherOrder(number, families, AT - days * DAYS)


CLEAR = "no other service or order of the family"
RECENT = "order 00012300 of the family approved less than 30 days ago"


@pytest.mark.parametrize(
    ("services", "others", "verdict", "sentence"),
    [
        ([], [], PASS, CLEAR),
        # services
        ([SERVICE], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, status="active ")], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, status="Suspended")], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, status="Pending")], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, status="")], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, status="Something new")], [], FAIL, "1 active service of the family"),
        ([replace(SERVICE, family="ＩＮＴＥＲＮＥＴ ")], [], FAIL, "1 active service of the family"),
        ([SERVICE, replace(SERVICE, id="502"), ENDED], [], FAIL, "2 active services of the family"),
        ([ENDED], [], PASS, CLEAR),
        ([replace(SERVICE, status="Terminated")], [], PASS, CLEAR),
        ([replace(SERVICE, status="fraud")], [], PASS, CLEAR),
        ([replace(SERVICE, status="Completed")], [], PASS, CLEAR),
        ([replace(SERVICE, family="SIM")], [], PASS, CLEAR),
        ([replace(SERVICE, family="Internet 2")], [], PASS, CLEAR),
        # a family that nobody knows
        ([replace(SERVICE, family=None)], [], UNKNOWN, "1 active service of a family that is not known"),
        ([replace(SERVICE, family=" ")], [], UNKNOWN, "1 active service of a family that is not known"),
        ([replace(ENDED, family=None)], [], PASS, CLEAR),
        (
            [SERVICE, replace(SERVICE, family=None)],
            [],
            FAIL,
            "1 active service of the family; 1 active service of a family that is not known",
        ),
        ([], [replace(REVIEW, families=())], UNKNOWN, "order 00012344 of a family that is not known"),
        ([], [approved(29, families=())], UNKNOWN, "order 00012300 of a family that is not known"),
        ([], [approved(31, families=())], PASS, CLEAR),
        # orders in review
        ([], [REVIEW], FAIL, "order 00012344 of the family in review too"),
        ([], [replace(REVIEW, families=("SIM", "internet"))], FAIL, "order 00012344 of the family in review too"),
        ([], [replace(REVIEW, families=("SIM", "VPN"))], PASS, CLEAR),
        (
            [],
            [REVIEW, replace(REVIEW, number="00012340")],
            FAIL,
            "orders 00012340 and 00012344 of the family in review too",
        ),
        ([SERVICE], [REVIEW], FAIL, "1 active service of the family; order 00012344 of the family in review too"),
        # approved orders
        ([], [approved(1)], WARN, f"{RECENT}, no service yet"),
        ([], [approved(0)], WARN, f"{RECENT}, no service yet"),
        ([], [approved(30 - 1 / 86_400)], WARN, f"{RECENT}, no service yet"),
        ([], [approved(30)], PASS, CLEAR),
        ([], [approved(31)], PASS, CLEAR),
        ([], [approved(1, families=("SIM",))], PASS, CLEAR),
        (
            [],
            [approved(1), approved(2, "00012299")],
            WARN,
            f"orders 00012299 and 00012300{RECENT[14:]}, no service yet",
        ),
        # its service came and has ended since, so it waits for none; an older one is not its service
        ([replace(ENDED, started=date(2026, 11, 20))], [approved(5)], PASS, CLEAR),
        ([replace(ENDED, started=date(2026, 11, 19))], [approved(5)], PASS, CLEAR),  # on the day itself
        ([replace(ENDED, started=date(2026, 11, 18))], [approved(5)], WARN, f"{RECENT}, no service yet"),
        ([replace(ENDED, started=None)], [approved(5)], WARN, f"{RECENT}, no service yet"),
        ([replace(ENDED, started=date(2026, 11, 20), family="SIM")], [approved(5)], WARN, f"{RECENT}, no service yet"),
        ([replace(ENDED, started=date(2026, 11, 20), family=None)], [approved(5)], WARN, f"{RECENT}, no service yet"),
        # 16:00 UTC is the next day in Japan
        ([replace(ENDED, started=date(2026, 11, 19))], [approved(4.375)], WARN, f"{RECENT}, no service yet"),
        # the worst counts, and the rest is said too
        (
            [replace(SERVICE, family=None)],
            [approved(1)],
            WARN,
            f"{RECENT}, no service yet; 1 active service of a family that is not known",
        ),
        ([], [approved(1), REVIEW], FAIL, f"order 00012344 of the family in review too; {RECENT}, no service yet"),
    ],
)
def test_duplicates(services: list[Service], others: list[OtherOrder], verdict: Verdict, sentence: str) -> None:
    found = check(NET, services, others, AT)
    assert (found.key, found.source, found.read_at) == (DUPLICATES, BOTH, AT)
    assert (found.verdict, found.sentence) == (verdict, sentence)
    again = check(NET, services[::-1], others[::-1], AT)
    assert (again.verdict, again.seen) == (found.verdict, found.seen)


@pytest.mark.parametrize(
    ("others", "verdict", "sentence"),
    [
        ([], UNKNOWN, "{why}"),
        ([REVIEW], FAIL, "order 00012344 of the family in review too; {why}"),
        ([replace(REVIEW, families=("SIM",))], UNKNOWN, "{why}"),
        ([approved(1)], UNKNOWN, f"{RECENT}; {{why}}"),
        ([approved(30)], UNKNOWN, "{why}"),
        ([approved(1), REVIEW], FAIL, f"order 00012344 of the family in review too; {RECENT}; {{why}}"),
    ],
)
@pytest.mark.parametrize("silence", Silence)
def test_while_whmcs_is_silent(others: list[OtherOrder], verdict: Verdict, sentence: str, silence: Silence) -> None:
    found = check(NET, silence, others, AT)
    assert (found.verdict, found.sentence, found.source) == (verdict, sentence.format(why=silence.value), SALESFORCE)


@pytest.mark.parametrize(
    ("families", "verdict"),
    [(("Internet",), FAIL), (("SIM",), PASS), (("SIM", "Internet"), FAIL), ((), UNKNOWN), (("", " "), UNKNOWN)],
)
def test_the_orders_own_families(families: tuple[str, ...], verdict: Verdict) -> None:
    assert check(families, [SERVICE], [], AT).verdict is verdict


def test_an_order_of_two_families_waits_for_both_services() -> None:
    both, began = approved(5, families=("Internet", "SIM")), date(2026, 11, 20)
    net, sim = replace(ENDED, started=began), replace(ENDED, id="502", family="SIM", started=began)
    assert check(("Internet", "SIM"), [net], [both], AT).verdict is WARN
    assert check(("Internet", "SIM"), [net, sim], [both], AT).verdict is PASS
    assert check(("Internet",), [net], [both], AT).verdict is PASS


def test_the_detail_lists_everything_that_was_seen() -> None:
    found = check(NET, [SERVICE, replace(ENDED, id="502", family=None)], [REVIEW, approved(4.375, families=())], AT)
    assert found.detail.splitlines() == [
        "Service 501 Internet Home 1G: Active, Internet",
        "Service 502 Internet Home 1G: Cancelled, family not known",
        "Order 00012344: in review, Internet",
        "Order 00012300: approved 2026-11-20, family not known",
    ]


def test_the_fingerprint_is_of_what_was_judged() -> None:
    base = check(NET, [SERVICE], [REVIEW], AT).seen
    assert check(NET, [SERVICE], [REVIEW], AT + DAYS).seen == base
    others = {
        base,
        check(("SIM",), [SERVICE], [REVIEW], AT).seen,
        check(NET, Silence.NO_ANSWER, [REVIEW], AT).seen,
        check(NET, Silence.NO_CLIENT, [REVIEW], AT).seen,
        check(NET, [], [REVIEW], AT).seen,
        check(NET, [ENDED], [REVIEW], AT).seen,
        check(NET, [replace(SERVICE, started=None)], [REVIEW], AT).seen,
        check(NET, [SERVICE], [], AT).seen,
        check(NET, [SERVICE], [replace(REVIEW, approved_at=AT)], AT).seen,
    }
    assert len(others) == 9
