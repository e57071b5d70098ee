"""Promise 17: forged, replayed, wrong-team and malformed requests change nothing and get the right refusal."""

import json
import random
import string
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest

from models import Decision, Home, Receipt, Request
from tests.figures import Figure
from tests.harness import Town
from tests.inside import Inside
from tests.promises.signed import (
    FORM,
    JSON,
    body_of,
    headers_for,
    new_trigger,
    on_home,
    opened_home,
    press,
    shortcut,
    submission,
    turn,
    typed,
)
from tests.promises.test_half_states import snapshot

pytestmark = pytest.mark.promise(17)

SURROGATE = "\ud800"


@pytest.fixture
def value(bot: Inside, town: Town) -> str:
    order = town.order()
    bot.arrive(order)
    request = bot.request(order)
    return f"{request.public_id}.{request.version}.{request.fingerprint}"


def test_what_is_not_signed_by_slack_changes_nothing(bot: Inside, value: str, figure: Figure) -> None:
    good = body_of(press("U0CSONE", "approve", value))
    signed = headers_for(good)
    stamp, signature = signed["x-slack-request-timestamp"], signed["x-slack-signature"]
    forgeries = {
        "another secret": headers_for(good, secret="demo-signing-secreT"),
        "an empty secret": headers_for(good, secret=""),
        "signed long ago": headers_for(good, age=301),
        "signed in the future": headers_for(good, age=-400),
        "another version": headers_for(good, version="v1"),
        "another body's signature": headers_for(good + "&x=1"),
        "no signature": {k: v for k, v in signed.items() if k != "x-slack-signature"},
        "no timestamp": {k: v for k, v in signed.items() if k != "x-slack-request-timestamp"},
        "nothing": {"content-type": signed["content-type"]},
        "a cut signature": {**signed, "x-slack-signature": signature[:-1]},
        "an empty signature": {**signed, "x-slack-signature": ""},
        "a timestamp that is no number": {**signed, "x-slack-request-timestamp": "now"},
        "a shifted timestamp": {**signed, "x-slack-request-timestamp": str(int(stamp) + 1)},
        "a huge timestamp": {**signed, "x-slack-request-timestamp": "9" * 400},
        "a negative timestamp": {**signed, "x-slack-request-timestamp": f"-{stamp}"},
    }
    before, statuses = snapshot(bot), {}
    with httpx.Client(trust_env=False, timeout=30) as http:
        for name, headers in forgeries.items():
            statuses[name] = http.post(bot.url, content=good, headers=headers).status_code
        for n in range(100):
            mac = "".join(random.choices(string.hexdigits.lower(), k=64))
            statuses[f"random {n}"] = http.post(
                bot.url, content=good, headers={**signed, "x-slack-signature": f"v0={mac}"}
            ).status_code
    assert {name: status for name, status in statuses.items() if status != 401} == {}
    assert snapshot(bot) == before
    figure("forgeries", len(statuses))
    figure("state_changes", 0)


def test_what_slack_would_never_send_is_refused_and_changes_nothing(bot: Inside, value: str, figure: Figure) -> None:
    good, sent = press("U0CSONE", "approve", value), submission("U0CSONE", value)
    bodies: dict[str, str | bytes] = {
        "no form": "", "no payload": "x=1", "an empty payload": "payload=", "broken JSON": body_of("{"),
        "a list": body_of([]), "a text": body_of('"x"'), "null": body_of("null"), "a number": body_of("1"),
        "deep JSON": body_of("[" * 50_000 + "]" * 50_000),
        "not UTF-8": b"payload=\xff\xfe", "escaped non-UTF-8": "payload=%ff%fe",
        "NaN": body_of('{"type": NaN}'),
    }  # fmt: skip
    for name in good:
        if name not in ("team", "channel", "message", "api_app_id"):
            bodies[f"without {name}"] = body_of({k: v for k, v in good.items() if k != name})
        for wrong in (None, [], 7, {}):
            if name not in ("team", "channel", "message", "api_app_id", "user") or (name == "user" and wrong != {}):
                bodies[f"{name} = {wrong!r}"] = body_of({**good, name: wrong})
    bodies["actions = 'x'"] = body_of({**good, "actions": "x"})
    mangled = [value + ".", value.replace(".", ""), value.replace(".", " . ")]
    for wrong in ("", "x", "a.b", "a.b.c.d", "../../x.1.f", "A" * 300, "ÄÖ.²." + "x" * 40, "%s.1.f00", *mangled):
        bodies[f"value {wrong[:20]!r}"] = body_of(press("U0CSONE", "approve", wrong))
    for metadata in ("", "{", "[]", "{}", json.dumps({"id": 7}), json.dumps({"id": "X" * 40, "channel": "C"})):
        bodies[f"metadata {metadata[:20]!r}"] = body_of(
            {**sent, "view": {**sent["view"], "private_metadata": metadata}}
        )
    for state in (None, {}, {"values": None}, {"values": {"reason": {"reason": "x"}}}, {"values": {"reason": 1}}):
        bodies[f"answers {state!r}"] = body_of({**sent, "view": {**sent["view"], "state": state}})
    before, statuses = snapshot(bot), {}
    with httpx.Client(trust_env=False, timeout=30) as http:
        for name, body in bodies.items():
            statuses[name] = http.post(bot.url, content=body, headers=headers_for(body)).status_code
        large = body_of({**good, "padding": "x" * 1_100_000})
        statuses["too large"] = http.post(bot.url, content=large, headers=headers_for(large)).status_code
    assert statuses["too large"] == 413
    wrong = {name: status for name, status in statuses.items() if not 200 <= status < 500}
    assert wrong == {}, "a sender's fault is no fault of ours"
    assert snapshot(bot) == before, bot.log.events("press.committed")
    figure("malformed", len(statuses))
    figure("state_changes", 0)


def test_words_lists_and_homes_that_slack_would_never_send_change_nothing(
    bot: Inside, value: str, figure: Figure
) -> None:
    command = dict(parse_qsl(typed("U0CSONE", "help")))
    event = json.loads(opened_home("U0CSONE"))
    wrong = (None, [], 7, {}, "x" * 5000)
    bodies: list[tuple[str, str]] = []
    for name in command:
        bodies += [(urlencode({k: v for k, v in command.items() if k != name}), FORM)]
        bodies += [(urlencode({**command, name: bad}), FORM) for bad in ("", "x" * 5000, "\x00", "<!channel>")]
    bodies += [
        (urlencode({**command, "text": words}), FORM) for words in ("list " * 900, "show \x00", "approve " + "9" * 2900)
    ]
    for good in (turn("U0CSONE"), shortcut("U0CSONE"), on_home(press("U0CSONE", "approve", value))):
        for name in good:
            if name not in ("team", "channel", "message", "api_app_id", "action_ts"):
                bodies += [(body_of({**good, name: bad}), FORM) for bad in wrong if not (name == "view" and bad == {})]
    for address in ("http://example.com/x", "ftp://x", "file:///etc/passwd", "http://u@127.0.0.1/", "//x", "\x00"):
        bodies += [(body_of(turn("U0CSONE", address=address)), FORM)]
    for part in (
        "orders.1",
        "orders.x.all",
        "orders.99999.all",
        "orders.1.none",
        "Orders.1.all",
        "../x.1.all",
        "@",
        "",
    ):
        bad = turn("U0CSONE")
        bad["actions"][0]["block_id"] = f"turn@{part}"
        bodies += [(body_of(bad), FORM)]
    bodies += [(body_of(turn("U0CSONE", page)), FORM) for page in ("", "-1", "²", "1e3", "99999")]
    for name in ("type", "event"):
        bodies += [(json.dumps({**event, name: bad}), JSON) for bad in wrong]
    bodies += [(json.dumps({**event, "event": {**event["event"], "user": bad}}), JSON) for bad in wrong]
    bodies += [("{", JSON), ("[]", JSON), ("null", JSON), ('{"type": NaN}', JSON), ("[" * 50_000, JSON)]
    before, statuses = bot.rows(Request), []
    with httpx.Client(trust_env=False, timeout=30) as http:
        for body, kind in bodies:
            statuses.append(http.post(bot.url, content=body, headers=headers_for(body, kind=kind)).status_code)
    assert [(status, body[:200]) for status, (body, _) in zip(statuses, bodies, strict=True) if status >= 500] == []
    bot.quiet()
    after = bot.rows(Request)
    assert [(row.state, row.version, row.facts) for row in after] == [
        (row.state, row.version, row.facts) for row in before
    ]
    assert bot.rows(Decision) == []
    assert bot.rows(Home) == []
    figure("malformed", len(bodies))
    figure("state_changes", 0)


def test_a_replayed_press_changes_nothing_though_it_was_refused_the_first_time(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    refused = town.payload("cs.two", card, "Approve")
    accepted = town.payload("cs.one", card, "Approve")
    town.org.post("validation-rules", object="Order", when={"Status": "Approved"}, message="No")
    town.post(accepted)
    town.post(refused)  # cs.one is being served
    bot.quiet()
    town.org.delete("validation-rules")
    assert bot.request(order).state == "failed"
    before = len(bot.rows(Receipt))
    for request in (refused, accepted, refused):
        assert town.post(request).status_code == 200
    bot.quiet()
    assert bot.request(order).state == "failed"
    assert len(bot.rows(Receipt)) == before
    assert town.written(order) == []


def test_another_workspace_changes_nothing_and_the_attempt_is_on_record(bot: Inside, town: Town, value: str) -> None:
    public_id = value.partition(".")[0]
    for payload in (press("U0CSONE", "approve", value, team="T0OTHER"), submission("U0CSONE", value, team="T0OTHER")):
        body = body_of(payload)
        assert httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False).status_code == 200
    bot.quiet()
    assert bot.actions(public_id)[-2:] == ["approve.refused", "reject.refused"]
    assert bot.rows(Receipt)


@pytest.mark.parametrize("verb", ["x", "delete", "x" * 240, "approve;drop", "日本"])
def test_a_button_that_we_never_made_is_refused(bot: Inside, value: str, verb: str) -> None:
    body = body_of(press("U0CSONE", verb, value))
    reply = httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False)
    assert reply.status_code < 500
    menu = press("U0CSONE", "reveal", value)
    menu["actions"][0]["selected_option"]["value"] = f"{verb}:{value}"[:255]
    body = body_of(menu)
    assert httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False).status_code < 500
    bot.quiet()
    assert not [action for action in bot.actions(value.partition(".")[0]) if action.endswith("accepted")]


@pytest.mark.parametrize("note", ["\x00nul", f"half {SURROGATE} pair", "\x1b[2J\r\n\u2028line", "@{x.id}", "ﷺ" * 2000])
def test_a_note_of_any_characters_is_never_a_stuck_click(bot: Inside, town: Town, note: str) -> None:
    order = town.order()
    bot.arrive(order)
    request = bot.request(order)
    value = f"{request.public_id}.{request.version}.{request.fingerprint}"
    body = urlencode({"payload": json.dumps(submission("U0CSONE", value, note=note, trigger=new_trigger()))})
    status = httpx.post(bot.url, content=body, headers=headers_for(body), trust_env=False).status_code
    assert status < 500
    bot.quiet(20)
    state = bot.request(order).state
    assert state == ("done" if status == 200 else "waiting"), bot.log.text[-2000:]
    assert len(town.written(order)) == (status == 200)
