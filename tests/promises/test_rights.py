"""Promise 14: nobody acts beyond their role, judged when they press and again before the write.

The expected rights are the table below, written by hand from the handbook's words; it imports nothing of the product.
Identities press through signed HTTP.
"""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import httpx
import pytest
from sqlalchemy import delete, update

from models import Delivery, Request
from tests.figures import Figure
from tests.harness import LOOK, Town, handbook_text, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.promises.signed import (
    JSON,
    body_of,
    from_home,
    headers_for,
    on_home,
    opened_home,
    press,
    shortcut,
    submission,
    turn,
    typed,
)
from tests.towns import ONE

pytestmark = pytest.mark.promise(14)

MAY = {"U0CSONE", "U0CSTWO", "U0CSTHREE", "U0CSMANAGER"}
SEES = MAY | {"U0OPSLEAD"}
"""Ops leads look afterwards at what one manager approved alone."""
MAY_NOT = {
    "U0SALESONE", "U0SALESMANAGER", "U0DEVOPSONE", "U0OPSLEAD", "U0SFADMIN", "U0ITMANAGER", "U0DEVONE", "U0TECHLEAD",
    "U0PARTNERONE", "U0PEOPLEMANAGER", "U0LEAVER",
}  # fmt: skip
"""Full members without a role of the orders."""
NOBODY = {
    "U0GUEST": "T0HANDOFF",
    "U0GONE": "T0HANDOFF",
    "U0EXTERNAL": "T0PARTNER",
    "U0HANDOFF": "T0HANDOFF",
    "U0UNKNOWN": "T0HANDOFF",
}
"""A guest, a deactivated account, a stranger, a bot, somebody never seen: whatever groups they are in."""
STATES = ("waiting", "held", "failed", "checking", "decided", "done", "elsewhere")
OPEN_TO = {
    "approve": {"waiting", "held", "failed"},
    "reject": {"waiting", "held", "failed"},
    "submit": {"waiting", "held", "failed"},
    "retry": {"failed", "checking", "decided"},
    "reveal": set(STATES),
}
"""The states in which a verb has a meaning, for whoever may."""
WAYS = {
    "card": {"approve", "reject", "submit", "retry", "reveal"},
    "words": {"approve", "reject", "retry", "reveal"},
    "home": {"approve", "reject", "submit", "retry", "reveal"},
}
"""A button of the card, a slash command, a button on the Home tab: the same verbs, and none may more than the other."""
LOOKS = ("list", "list overdue", "show", "help", "turn", "shortcut", "home")
"""Ways of looking at the open work: for whoever may do anything about it."""


@pytest.mark.timeout(400)
def test_every_identity_verb_and_state_is_as_the_table_says(town: Town, database_url: str, figure: Figure) -> None:
    # Every state on one database; on the other those from which most can be done.
    states = STATES if database_url.startswith("sqlite") else ("waiting", "failed")
    with inside(town, database_url, working=False) as bot:
        town.slack.post("groups", group="cs-agents", add=["guest", "gone", "external", "handoff"])
        bot.bot.directory.refresh()
        order = town.order()
        bot.poll()
        everybody = {**dict.fromkeys(MAY | MAY_NOT, "T0HANDOFF"), **NOBODY, "U0CSONE@T0PARTNER": "T0PARTNER"}
        cells, wrong = 0, []
        with httpx.Client(trust_env=False, timeout=30) as http:
            for state, (user, team), (way, verbs) in product(states, everybody.items(), WAYS.items()):
                for verb in sorted(verbs):
                    cells += 1
                    allowed = user in MAY and state in OPEN_TO[verb]
                    if _did(bot, http, order, user.partition("@")[0], team, verb, state, way) is not allowed:
                        wrong.append((user, verb, state, way))
        figure("cells", cells)
        figure("wrong", len(wrong))
        assert wrong == []
        assert cells == len(states) * 21 * (5 + 4 + 5)


@ONE
def test_who_sees_the_open_work_is_as_the_table_says(town: Town, database_url: str, figure: Figure) -> None:
    with inside(town, database_url) as bot:
        town.slack.post("groups", group="cs-agents", add=["guest", "gone", "external", "handoff"])
        bot.bot.directory.refresh()
        order = town.order()
        bot.arrive(order)
        number = town.record(order)["OrderNumber"]
        everybody = {**dict.fromkeys(MAY | MAY_NOT, "T0HANDOFF"), **NOBODY, "U0CSONE@T0PARTNER": "T0PARTNER"}
        cells, wrong = 0, []
        with httpx.Client(trust_env=False, timeout=30) as http:
            for (user, team), look in product(everybody.items(), LOOKS):
                cells += 1
                if _saw(bot, http, number, user.partition("@")[0], team, look) is not (user in SEES):
                    wrong.append((user, look))
        figure("cells", cells)
        figure("wrong", len(wrong))
        assert wrong == []
        assert cells == 21 * 7


def test_a_role_lost_while_the_order_is_checked_ends_the_press(town: Town, database_url: str, tmp_path: Path) -> None:
    with inside(town, database_url, handbook_by_groups(tmp_path)) as bot:
        order = town.order()
        card = bot.arrive(order)
        town.fault(**LOOK, delay_s=1.0, times=1)
        town.press("cs.one", card, "Approve")
        town.slack.post("groups", group="cs-agents", remove=["cs.one"])
        bot.bot.directory.refresh()
        bot.quiet()
        assert town.record(order)["Status"] == "Pending Review"
        assert bot.request(order).state == "waiting"
        assert buttons(bot.card(order)) == ["Approve", "Reject"]
        (said,) = town.privately("cs.one")
        assert said.startswith("Only CS agents and CS managers can approve orders")
        assert bot.actions(bot.request(order).public_id)[-1] == "approve.withdrawn"
        town.press("cs.two", bot.card(order), "Approve")
        bot.quiet()
        assert town.written(order) == ["Approved"]


def test_a_role_lost_between_decision_and_write_ends_it_unwritten(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    with inside(town, database_url, handbook_by_groups(tmp_path)) as bot:
        order = town.order()
        card = bot.arrive(order)
        lock = [{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "x"}]
        number = town.fault(path="composite", body='"PATCH"', json=lock, status=500)
        town.press("cs.one", card, "Approve")
        until(lambda: bot.request(order).state == "decided", "the decision")
        town.slack.post("users", user="cs.one", deleted=True)
        bot.bot.directory.refresh()
        ended = len(bot.log.events("outbox.postponed"))
        # An attempt that was judged just before may be on its way: once it ended, the next one is judged anew.
        until(
            lambda: len(bot.log.events("outbox.postponed")) > ended or bot.request(order).state == "waiting",
            "an attempt that ended, or was not made",
        )
        town.org.delete(f"faults?id={number}")
        bot.quiet()
        assert town.record(order)["Status"] == "Pending Review"
        assert bot.request(order).state == "waiting"
        assert "Approving" not in blocks_text(bot.card(order))


def test_a_role_lost_after_the_effect_does_not_hide_what_was_done(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    with inside(town, database_url, handbook_by_groups(tmp_path)) as bot:
        order = town.order()
        card = bot.arrive(order)
        town.fault(path="composite", body='"PATCH"', drop="after", times=1)
        town.fault(path="query", status=503, times=2)
        town.press("cs.one", card, "Approve")
        until(lambda: town.written(order), "the effect")
        town.slack.post("groups", group="cs-agents", remove=["cs.one"])
        bot.bot.directory.refresh()
        bot.quiet(30)
        assert bot.request(order).state == "done"
        assert "Approved order" in blocks_text(bot.card(order))


def _saw(bot: Inside, http: httpx.Client, number: str, user: str, team: str, look: str) -> bool:
    """Whether looking in this way showed anything of an order, or what there is to do about one."""
    before, posted = len(bot.actions("orders")), len(bot.log.events("view.unopened"))
    if look == "home":
        return _saw_home(bot, http, number, user, team)
    match look:
        case "turn":
            body = body_of(turn(user, team=team))
        case "shortcut":
            body = body_of(shortcut(user, team=team))
        case "show":
            body = typed(user, f"show {number}", team=team)
        case _:
            body = typed(user, look, team=team)
    answer = http.post(bot.url, content=body, headers=headers_for(body))
    assert answer.status_code == 200
    if look == "turn":  # the list goes where nobody listens: trying that is seeing it
        until(lambda: len(bot.actions("orders")) > before or len(bot.log.events("view.unopened")) > posted, "an end")
        return len(bot.actions("orders")) == before
    refused = bot.actions("orders")[before:]
    assert refused in ([], ["see.refused"])
    if refused and look != "shortcut":
        assert number not in answer.text
        assert "approve N" not in answer.text
    return not refused


def _saw_home(bot: Inside, http: httpx.Client, number: str, user: str, team: str) -> bool:
    if (user, team) in {("U0HANDOFF", "T0HANDOFF"), ("U0UNKNOWN", "T0HANDOFF")} or team != "T0HANDOFF":
        return False  # Slack publishes nothing for bots, strangers and nobody
    body = opened_home(user, team=team)
    assert http.post(bot.url, content=body, headers=headers_for(body, kind=JSON)).status_code == 200
    bot.quiet()
    return number in str(bot.town.slack.get("home", user=user)["view"])


def _did(bot: Inside, http: httpx.Client, order: str, user: str, team: str, verb: str, state: str, way: str) -> bool:
    """Put the request into ``state``, press, and say whether anything came of it."""
    serving = {"verb": "approve", "user": "U0CSONE", "name": "cs.one", "at": "2026-11-24T01:00:00+00:00",
               "seen": "f00", "channel": "C0CSORDERS", "thread": None, "reason": "", "note": ""}  # fmt: skip
    outcome = {"verb": "approve", "status": "Approved", "by": "x", "at": "", "sla": "SLA met", "took": "1 min"}
    with bot.store.transaction() as session:
        session.execute(delete(Delivery))
        fresh = {
            "state": state, "fingerprint": "f00", "serving": serving, "outcome": outcome, "trouble": None,
            "difference": None, "touched_at": datetime.now(UTC),
        }  # fmt: skip
        session.execute(update(Request).where(Request.external_id == order).values(fresh))
    request = bot.request(order)
    before = len(bot.actions(request.public_id))
    value = f"{request.public_id}.{request.version}.f00"
    payload = submission(user, value, team=team) if verb == "submit" else press(user, verb, value, team=team)
    if way == "home":
        payload = from_home(payload) if verb == "submit" else on_home(payload)
    body = typed(user, f"{verb} {request.number}", team=team) if way == "words" else body_of(payload)
    assert http.post(bot.url, content=body, headers=headers_for(body)).status_code == 200
    after = bot.request(order)
    told = bot.actions(request.public_id)[before:]
    if verb == "reject":  # the first press only opens the dialog, on record
        assert told in (["reject.revealed"], ["reject.refused"])
        assert (after.state, after.version) == (request.state, request.version)
        return told == ["reject.revealed"]
    if verb == "reveal":
        assert told in (["reveal.revealed"], ["reveal.refused"])
        assert (after.state, after.version) == (request.state, request.version)
        return told == ["reveal.revealed"]
    refused = told[-1].endswith(".refused")
    assert refused == (after.version == request.version), (user, verb, state, told)
    return not refused


def handbook_by_groups(folder: Path) -> str:
    """The shipped handbook, whose CS agents are their user group alone."""
    text = handbook_text()
    line = "    emails: [cs.one@example.com, cs.two@example.com, cs.three@example.com]\n"
    assert line in text
    path = folder / "handbook.yaml"
    path.write_text(text.replace(line, ""), "utf-8")
    return str(path)
