"""Each kind of story against the handbook's five checks: it fails its own one and passes all others. It is placed in
both stand-ins over the wire, and read back over the wire."""

import pytest

from sandbox import traffic
from tests.harness import Town
from tests.sandbox.wires import objections
from tests.towns import standing_town, town

__all__ = ["standing_town", "town"]

OBJECTIONS: dict[str, dict[str, str]] = {
    "good": {},
    "priority": {},
    "ineligible_product": {"eligibility": "fail"},
    "other_address": {"address": "fail"},
    "duplicate_order": {"duplicates": "fail"},
    "active_service": {"duplicates": "fail"},
    "identity_mismatch": {"identity": "fail"},
    "special_instructions": {"instructions": "unknown"},
    "awkward_text": {"instructions": "unknown"},
    "own_order": {},
    "high_value": {},
    "not_checked": {"eligibility": "unknown"},
    "other_street": {"address": "warn"},
    "long_notes": {"instructions": "unknown"},
    "many_lines": {},
    "repeated_orders": {},
    "disputed": {},
}
SEEDS = (1, 4, 60)


def test_every_kind_is_in_the_table() -> None:
    assert set(OBJECTIONS) == set(traffic.KINDS)


@pytest.mark.parametrize("kind", OBJECTIONS)
def test_a_story_has_its_own_fault_and_no_other(town: Town, kind: str) -> None:
    kinds = [kind] * (1 if kind in traffic.RARE else 8)
    placed = [
        one for seed in SEEDS for one in traffic.place_kinds(town.org.url, *kinds, seed=seed, whmcs=town.whmcs.url)
    ]
    found = [objections(town.org, town.whmcs, order) for story in placed for order in story.order_ids]
    assert found == [OBJECTIONS[kind]] * len(found)
    assert len(found) == len(SEEDS) * len(kinds) * {"duplicate_order": 2, "repeated_orders": 3}.get(kind, 1)
