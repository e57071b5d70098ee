"""The harness's WHMCS: it stands from when a test first asks, at the town's time, and is empty for the next one."""

from datetime import datetime

import httpx

from sandbox.whmcs import ENDPOINT
from tests.harness import Town
from tests.towns import standing_town, town

__all__ = ["standing_town", "town"]


def test_a_client_of_the_town_is_there_with_its_services(town: Town) -> None:
    client = town.client({"status": "Cancelled"}, {"pid": 103}, lastname="Kakuu")
    settings = town.whmcs_settings()
    told = {"identifier": settings["WHMCS_IDENTIFIER"], "secret": settings["WHMCS_SECRET"], "responsetype": "json"}
    form = {**told, "action": "GetClientsProducts", "clientid": str(client)}
    found = httpx.post(settings["WHMCS_URL"] + ENDPOINT, data=form, trust_env=False).json()
    assert [(one["pid"], one["status"]) for one in found["products"]["product"]] == [
        ("101", "Cancelled"),
        ("103", "Active"),
    ]
    org, whmcs = (datetime.fromisoformat(one.get("state")["now"]) for one in (town.org, town.whmcs))
    assert abs((whmcs - org).total_seconds()) < 5


def test_the_next_test_finds_it_empty(town: Town) -> None:
    town.client()
    url = town.whmcs.url
    town.clear()
    assert town.whmcs.get("state")["rows"]["client"] == 0
    assert town.whmcs.url == url
