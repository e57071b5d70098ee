"""Promise 18: what a released version put on a card or into a dialog keeps working. Lines are only ever added here."""

from dataclasses import asdict

import pytest

from bot.slack.cards import read_value
from bot.slack.payloads import MalformedError, read_click, read_submission
from tests.promises.signed import press, submission

pytestmark = pytest.mark.promise(18)

RECORDED = [
    # version, the button's value, the request's public id, the fingerprint seen
    ("0.1.0", "K7QF2M.3.1f0c9a77e2b4", "K7QF2M", "1f0c9a77e2b4"),
    ("0.1.0", "9JWUCR.1.", "9JWUCR", ""),
    ("0.1.0", "ZZZZZZ.4021.0123456789ab", "ZZZZZZ", "0123456789ab"),
]
DIALOGS = [
    ("0.1.0", '{"id": "K7QF2M", "seen": "1f0c9a77e2b4", "channel": "C0CSORDERS", "thread": null}', None),
    ("0.1.0", '{"id": "K7QF2M", "seen": "", "channel": "C0CSORDERS", "thread": "1795420904.035068"}',
     "1795420904.035068"),
]  # fmt: skip
VERBS = ["approve", "reject", "reveal", "retry"]


@pytest.mark.parametrize(("version", "value", "public_id", "seen"), RECORDED)
def test_a_recorded_value_is_read_as_it_was_meant(version: str, value: str, public_id: str, seen: str) -> None:
    assert read_value(value) == (public_id, seen), version


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("version", "value", "public_id", "seen"), RECORDED)
def test_a_recorded_press_is_the_same_click(version: str, value: str, public_id: str, seen: str, verb: str) -> None:
    payload = press("U0CSONE", verb, value)
    click = read_click(payload, payload["actions"][0], "C")
    assert click is not None
    found = asdict(click)
    assert (found["verb"], found["public_id"], found["seen"]) == (verb, public_id, seen), version
    assert (found["team"], found["user"]) == ("T0HANDOFF", "U0CSONE")
    assert found["delivery"] == payload["trigger_id"]


@pytest.mark.parametrize(("version", "metadata", "thread"), DIALOGS)
def test_a_recorded_dialog_is_the_same_submission(version: str, metadata: str, thread: str | None) -> None:
    payload = submission("U0CSONE", "K7QF2M.3.1f0c9a77e2b4", note="because")
    payload["view"]["private_metadata"] = metadata
    found = read_submission(payload, "C")
    assert (found.verb, found.public_id, found.place.thread) == ("reject", "K7QF2M", thread), version
    assert dict(found.values) == {"reason": "not_available", "note": "because"}


NEVER = ["", "K7QF2M", "K7QF2M.3", "K7QF2M.3.x.y", "K7-F2M.3.x", "K7QF2M.v.x", "K7QF2M.3." + "x" * 17]


@pytest.mark.parametrize("value", NEVER)
def test_what_was_never_a_value_of_ours_is_malformed(value: str) -> None:
    payload = press("U0CSONE", "approve", value)
    with pytest.raises(MalformedError):
        read_click(payload, payload["actions"][0], "C")
