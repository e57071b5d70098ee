"""Promise 16: no secret and no customer's detail in logs, metrics, errors, and no detail in what Slack shows to many.

Canaries go into every input; every output is searched for all of them. Only the dialogs of people who may decide
are left out: Reveal is one, and they show details on purpose.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url

from tests.figures import Figure
from tests.harness import ROOT, Json, Outside, Town, environment, handoff, until
from tests.promises.signed import FORM, body_of, headers_for, press, submission

pytestmark = pytest.mark.promise(16)

DETAILS = {
    "name": "Canaryname",
    "first name": "Canaryhanako",
    "e-mail": "canary.mail@customers.example",
    "other e-mail": "canary.account@customers.example",
    "phone": "+81 3-7777-0001",
    "street": "9-9-9 Canarystreet",
    "new street": "8-8-8 Canarylane",
    "postal code": "154-7777",
    "order notes": "canary-original-notes",
    "new notes": "canary-later-notes",
    "staff's note": "canary-staff-note",
    "where somebody looked": "canary-tick-words",
    "typed words": "canary-typed-words",
    "a vendor": "canary-vendor-words",
    "a payload's": "canary-in-a-payload",
}
SECRETS = {
    "bot token": "xoxb-demo-handoff",
    "signing secret": "demo-signing-secret",
    "app token": "xapp-canary-app-token",
    "client secret": "demo-client-secret",
    "database password": "canary-database-password",
    "response URL": "canary-response-url",
    "trigger": "canary.trigger",
}
CANARIES = {**DETAILS, **SECRETS}


@pytest.mark.timeout(300)
def test_no_canary_comes_out(town: Town, database_url: str, figure: Figure) -> None:
    url = database_url
    if make_url(url).get_backend_name() == "postgresql":  # it trusts everybody, and a password is a canary all the same
        url = url.replace("//handoff@", f"//handoff:{SECRETS['database password']}@")
    outputs: dict[str, str] = {}
    orders = [_order(town) for _ in range(6)]
    settings = {"HANDOFF_LOG": "json:debug", "HANDOFF_HANDBOOK": str(town.quick_handbook())}
    bot = Outside(town, url, **settings)
    try:
        bot.ready()
        town.slack.post("settings", bot_url=f"{bot.url}/slack/events")
        until(lambda: len(town.cards()) == len(orders), "all cards", 40)
        outputs["error bodies"] = _work(town, bot, orders)
        outputs["answers to commands"] = _words(town, orders)
        for page in ("metrics", "readyz", "healthz"):
            outputs[page] = httpx.get(f"{bot.url}/{page}", trust_env=False, timeout=30).text
        outputs |= _command_line(town, url)
        outputs["Slack's messages"] = json.dumps([town.messages(name) for name in town.slack.get("state")["channels"]])
        quoted = f"“{DETAILS['typed words']}”"  # to them who typed it, and to nobody else
        outputs["private sentences"] = json.dumps(
            [
                str(each).replace(quoted, "") if each["addressee"] == "U0CSONE" else each
                for each in town.slack.get("ephemerals")["ephemerals"]
            ]
        )
        town.looks_home("cs.three")
        outputs["Home"] = json.dumps(until(lambda: town.home("cs.three"), "a Home", 30))
        # Slack stops answering: what is said of that is searched too.
        town.slack.post("faults", method="*", status=500, body=DETAILS["a vendor"], times=30)
        town.press("cs.one", _card(town, orders[5]), "Approve")
        until(lambda: bot.seen("outbox.postponed"), "Slack fails", 30)
        assert bot.end(40) == 0
    finally:
        bot.close()
    outputs["log"] = "".join(bot.lines)
    assert all(outputs.values()), [name for name, text in outputs.items() if not text]
    hits = [
        (what, name) for name, text in outputs.items() for what, canary in CANARIES.items() if canary in _plain(text)
    ]
    figure("canaries", len(CANARIES))
    figure("outputs", len(outputs))
    figure("bytes", sum(map(len, outputs.values())))
    figure("hits", len(hits))
    assert hits == []


def _plain(text: str) -> str:
    """As it is, and as JSON or a form would have it before quoting."""
    return text + text.replace("\\/", "/").replace("%40", "@").replace("%20", " ").replace("+", " ")


def _order(town: Town) -> str:
    return town.order(
        account={
            "Name": f"{DETAILS['name']} {DETAILS['first name']}",
            "Email__c": DETAILS["e-mail"],
            "Phone": DETAILS["phone"],
        },
        contact={
            "FirstName": DETAILS["first name"],
            "LastName": DETAILS["name"],
            "Email": DETAILS["e-mail"],
            "Phone": DETAILS["phone"],
        },
        order={
            "ShippingStreet": DETAILS["street"],
            "ShippingPostalCode": DETAILS["postal code"],
            "Description": f"{DETAILS['order notes']} {DETAILS['other e-mail']}",
        },
    )


def _card(town: Town, order: str) -> Json:
    return town.cards(f"{town.record(order)['OrderNumber']}:")[-1]


def _work(town: Town, bot: Outside, orders: list[str]) -> str:
    """Every way that an order goes, and every fault on it; what the bot answered to what was malformed."""
    approved, rejected, held, failed, revealed, _ = orders
    words = DETAILS["a vendor"]
    town.approve("cs.one", _card(town, approved), DETAILS["where somebody looked"])
    town.reject("cs.one", _card(town, rejected), "other", DETAILS["staff's note"])
    town.press("cs.three", _card(town, held), "Reject")
    town.view("cs.three", 30)
    town.touch(held, ShippingStreet=DETAILS["new street"], Description=DETAILS["new notes"])
    town.submit("cs.three")
    until(lambda: "Held" in str(_card(town, held)["blocks"]), "held", 30)
    for fault in (
        {"status": 500, "html": f"<p>{words}</p>"},
        {"status": 503, "text": words},
        {"status": 200, "html": f"<p>{words}</p>", "when": "after", "body": "nothing of ours"},
        {"status": 400, "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": f"{words} {DETAILS['e-mail']}"},
    ):
        town.fault(**{"path": "composite", "body": f'(?s)"PATCH".*{failed}|{failed}.*"PATCH"', "times": 1, **fault})
    town.approve("cs.two", _card(town, failed), DETAILS["where somebody looked"])
    town.press("cs.two", _card(town, revealed), "Reveal customer details")
    assert DETAILS["name"] in str(town.view("cs.two", 30)), "revealed, to one person's eyes"
    town.press("guest", _card(town, revealed), "Reveal customer details")
    until(lambda: "Approved" in _card(town, approved)["text"], "approved", 30)
    until(lambda: "Rejected" in _card(town, rejected)["text"], "rejected", 30)
    until(lambda: bot.seen("request.moved", after="failed"), "failed", 40)
    return _malformed(bot)


def _malformed(bot: Outside) -> str:
    canary = DETAILS["a payload's"]
    good = press("U0CSONE", "approve", f"{canary}.1.f00", trigger=SECRETS["trigger"])
    bodies: list[tuple[str, Callable[[str], dict[str, str]]]] = [
        (body_of({**good, "actions": canary}), headers_for),
        (body_of({**good, "user": {"id": canary}}), headers_for),
        (body_of({**good, "response_url": f"http://{SECRETS['response URL']}/"}), headers_for),
        (body_of(f'{{"{canary}'), headers_for),
        (body_of({**submission("U0CSONE", "X.1.f", note=canary), "view": canary}), headers_for),
        (f"payload={canary}", lambda body: {**headers_for(body), "x-slack-signature": f"v0={canary}"}),
        (canary, lambda _: {"content-type": FORM}),
    ]
    with httpx.Client(trust_env=False, timeout=30) as http:
        answers = [http.post(f"{bot.url}/slack/events", content=body, headers=how(body)) for body, how in bodies]
        answers += [http.get(f"{bot.url}/{canary}"), http.get(f"{bot.url}/slack/events?x={canary}")]
    assert all(answer.status_code < 500 for answer in answers)
    return "".join(f"{answer.status_code} {answer.headers} {answer.text}\n" for answer in answers)


def _words(town: Town, orders: list[str]) -> str:
    number = town.record(orders[5])["OrderNumber"]
    lines = [("cs.one", f"/orders {word}") for word in ("list", f"show {number}", f"approve {number}9", "help")]
    lines += [("ops.lead", f"/handoff {word}") for word in ("status", "outbox", "audit", "help", "retry 999999")]
    said: list[Any] = [town.types(user, line) for user, line in lines]
    # What somebody typed may be quoted to them alone; into the log and the audit it does not come.
    town.types("cs.one", f"/orders {DETAILS['typed words']}")
    town.types("sales.one", f"/orders show {DETAILS['typed words']}")
    town.types("sales.one", f"/handoff {DETAILS['typed words']}")
    return json.dumps(said)


def _command_line(town: Town, url: str) -> dict[str, str]:
    span = ("--from", "2020-01-01", "--to", "2099-01-01")
    said = {
        "handoff status": handoff(url, "status"),
        "handoff outbox list": handoff(url, "outbox", "list"),
        "handoff outbox retry": handoff(url, "outbox", "retry", "999999"),
        "handoff audit verify": handoff(url, "audit", "verify"),
        "handoff audit export (csv)": handoff(url, "audit", "export", *span),
        "handoff audit export (json)": handoff(url, "audit", "export", *span, "--format", "json"),
        "handoff check": subprocess.run(
            [sys.executable, "-m", "bot", "check"],
            cwd=ROOT,
            env=environment(town, url, 9, SLACK_APP_TOKEN=SECRETS["app token"]),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        ),
    }
    for name, ended in said.items():
        assert "Traceback" not in ended.stderr, name
    return {name: ended.stdout + ended.stderr for name, ended in said.items()}
