"""Which ordered products are the ones that the Account is eligible for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.eligibility import OrderLine, check
from bot.domain.evidence import ELIGIBILITY, SALESFORCE, Verdict

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASS, UNKNOWN, FAIL = Verdict.PASS, Verdict.UNKNOWN, Verdict.FAIL
HOME = OrderLine("Internet Home 1G", "Internet", "Service", "Home 1G")
TEN = OrderLine("Internet Home 10G", "Internet", "Service", "Home 10G")
ROUTER = OrderLine("Wi-Fi router rental", "Internet", "Add-on", "")
ACTIVATION = OrderLine("Internet activation", "Internet", "Activation", "")
SIM = OrderLine("SIM 20 GB", "SIM", "Service", "")
VPN = OrderLine("VPN router", "VPN", "Service", "")
UNTYPED = replace(HOME, internet_type="")


@pytest.mark.parametrize(
    ("lines", "result", "status", "verdict", "sentence"),
    [
        # nothing to be eligible for
        ([], "Home 1G", "Checked", PASS, "not applicable: no internet service is ordered"),
        ([SIM, VPN], "", "", PASS, "not applicable: no internet service is ordered"),
        ([SIM, ROUTER], "Not Available", "Checked", PASS, "not applicable: no internet service is ordered"),
        # the type
        ([HOME], "Home 1G", "Checked", PASS, "ordered and eligible for Home 1G"),
        ([HOME, ROUTER, ACTIVATION, SIM], "Home 1G", "Checked", PASS, "ordered and eligible for Home 1G"),
        ([HOME, HOME], "Home 1G", "Checked", PASS, "ordered and eligible for Home 1G"),
        ([HOME], "  home　１g ", "checked", PASS, "ordered and eligible for home　１g"),
        ([HOME], "HOME1G", "CHECKED ", PASS, "ordered and eligible for HOME1G"),
        ([TEN], "Apartment 1G", "Checked", FAIL, "ordered Home 10G, eligible for Apartment 1G"),
        ([HOME], "Home 10G", "Checked", FAIL, "ordered Home 1G, eligible for Home 10G"),
        ([TEN], "Home 1G", "Checked", FAIL, "ordered Home 10G, eligible for Home 1G"),
        ([HOME], "Apartment 1G", "Checked", FAIL, "ordered Home 1G, eligible for Apartment 1G"),
        ([HOME], "Home lG", "Checked", FAIL, "ordered Home 1G, eligible for Home lG"),
        ([HOME], "Home", "Checked", FAIL, "ordered Home 1G, eligible for Home"),
        ([HOME, TEN], "Home 1G", "Checked", FAIL, "ordered Home 1G and Home 10G, eligible for Home 1G"),
        # not available
        ([HOME], "Not Available", "Checked", FAIL, "ordered Home 1G, but none is available at the address"),
        ([HOME], "not  available", "Checked", FAIL, "ordered Home 1G, but none is available at the address"),
        (
            [UNTYPED],
            "Not Available",
            "Checked",
            FAIL,
            "ordered an internet service, but none is available at the address",
        ),
        # not checked: neither an old result nor an old refusal counts
        ([HOME], "Home 1G", "Pending", UNKNOWN, "eligibility is Pending, not Checked"),
        ([HOME], "Home 1G", "", UNKNOWN, "eligibility is empty, not Checked"),
        ([HOME], "Home 1G", "Checked?", UNKNOWN, "eligibility is Checked?, not Checked"),
        ([TEN], "Home 1G", "Pending", UNKNOWN, "eligibility is Pending, not Checked"),
        ([HOME], "Not Available", "Pending", UNKNOWN, "eligibility is Pending, not Checked"),
        ([HOME], " ", "Checked", UNKNOWN, "eligibility is Checked, but without a result"),
        # a product that does not say what it is
        ([UNTYPED], "Home 1G", "Checked", UNKNOWN, "eligible for Home 1G, but a product names no internet type"),
        ([HOME, UNTYPED], "Home 1G", "Checked", UNKNOWN, "eligible for Home 1G, but a product names no internet type"),
        ([TEN, UNTYPED], "Home 1G", "Checked", FAIL, "ordered Home 10G, eligible for Home 1G"),
        (
            [replace(UNTYPED, item_class="")],
            "Home 1G",
            "Checked",
            UNKNOWN,
            "eligible for Home 1G, but a product names no internet type",
        ),
        (
            [replace(UNTYPED, family="")],
            "Home 1G",
            "Checked",
            UNKNOWN,
            "eligible for Home 1G, but a product names no internet type",
        ),
        # a type is enough to be an internet product, whatever its family and class say
        (
            [replace(TEN, family="", item_class="Add-on")],
            "Home 1G",
            "Checked",
            FAIL,
            "ordered Home 10G, eligible for Home 1G",
        ),
        ([replace(TEN, family="SIM")], "Home 1G", "Checked", FAIL, "ordered Home 10G, eligible for Home 1G"),
        (
            [replace(HOME, family="ｉｎｔｅｒｎｅｔ", item_class="service")],
            "Home 1G",
            "Checked",
            PASS,
            "ordered and eligible for Home 1G",
        ),
    ],
)
def test_product_eligibility(lines: list[OrderLine], result: str, status: str, verdict: Verdict, sentence: str) -> None:
    found = check(lines, result, status, AT)
    assert (found.key, found.source, found.read_at) == (ELIGIBILITY, SALESFORCE, AT)
    assert (found.verdict, found.sentence) == (verdict, sentence)
    assert check(lines[::-1], result, status, AT).verdict is verdict


def test_the_detail_lists_the_services() -> None:
    assert check([HOME, ROUTER, UNTYPED], "Home 1G", "Checked", AT).detail == (
        "Internet Home 1G: Home 1G\nInternet Home 1G: –"
    )


def test_the_fingerprint_is_of_what_was_judged() -> None:
    base = check([HOME, ROUTER], "Home 1G", "Checked", AT).seen
    assert check([ROUTER, HOME], "Home 1G", "Checked", AT.replace(hour=5)).seen == base
    assert check([HOME], "Home 1G", "Checked", AT).seen == base
    others = {
        base,
        check([TEN], "Home 1G", "Checked", AT).seen,
        check([HOME], "Home 10G", "Checked", AT).seen,
        check([HOME], "Home 1G", "Pending", AT).seen,
        check([HOME, TEN], "Home 1G", "Checked", AT).seen,
    }
    assert len(others) == 5
