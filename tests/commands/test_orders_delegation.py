"""Somebody decides in a colleague's place for some days: given, used, taken back, over; and never more than that."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.operations import pausing
from models import AuditLine, Decision, Delegation, Delivery, Member, State
from tests.harness import Json, Town, handbook_text, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.promises.test_rights_in_flight import _at_once
from tests.towns import ONE

TODAY, TOMORROW = "2026-11-24", "2026-11-25"
"""The story begins on its Tuesday at ten."""
DAY = 24 * 3600.0


def id_of(name: str) -> str:
    return f"U0{name.upper().replace('.', '')}"


def fills(
    town: Town, giver: str, to: str = "sales.one", first: str = TODAY, last: str = "", verbs: str = "approve"
) -> Json:
    """Submit the open dialog; what the bot answered."""
    town.view(giver)
    values = {"to": {"to": id_of(to)}, "from": {"from": first}, "until": {"until": last or first}}
    values["verbs"] = {"verbs": verbs.split()}  # type: ignore[dict-item]
    return town.slack.post("submit", user=giver, values=values, force=True)


def delegates(bot: Inside, town: Town, giver: str = "cs.one", to: str = "sales.one", **how: str) -> None:
    assert town.types(giver, f"/orders delegate @{to}")["text"] == ""
    fills(town, giver, to, **how)
    assert "may " in blocks_text(town.view(giver)), town.view(giver)
    bot.quiet()


def trail(bot: Inside, action: str) -> list[Any]:
    return [line for line in bot.rows(AuditLine) if line.action == action]


def told(town: Town, user: str, words: str) -> None:
    """The last private sentence comes to be this one."""
    until(lambda: words in (town.privately(user) or [""])[-1], words)


def role(bot: Inside, user: str, *roles: str) -> None:
    """The directory as it is now, but for this person's roles."""
    with bot.store.transaction() as session:
        session.execute(update(Member).where(Member.user_id == user).values(roles=list(roles)))


# --- used ------------------------------------------------------------------------------------------------------------


def test_a_taker_decides_on_that_day_and_both_are_named(bot: Inside, town: Town) -> None:
    order, after = town.order(), town.order()
    bot.arrive(order)
    delegates(bot, town)
    assert town.directly("sales.one") == [
        "@cs.one lets you approve orders on Tue 24 Nov. Both your names are recorded with what you decide."
    ]
    town.press("sales.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    card = bot.card(order)
    assert "Approved order" in blocks_text(card)
    assert "@sales.one for @cs.one" in blocks_text(card)
    assert town.thread(card) == ["Approved by @sales.one for @cs.one · SLA met"]
    (decision,) = bot.rows(Decision)
    assert (decision.user, decision.name) == ("U0SALESONE", "sales.one")
    assert (decision.for_user, decision.for_name) == ("U0CSONE", "cs.one")
    lines = [line for line in bot.rows(AuditLine) if line.action in {"approve.accepted", "approve", "approve.written"}]
    assert [(line.actor, line.detail.get("for")) for line in lines] == [("U0SALESONE", "U0CSONE")] * 3
    (given,) = trail(bot, "delegate.given")
    assert (given.actor, given.subject) == ("U0CSONE", "orders")
    assert {name: given.detail[name] for name in ("to", "verbs", "from", "until")} == {
        "to": "U0SALESONE",
        "verbs": ["approve"],
        "from": "2026-11-23T15:00:00+00:00",
        "until": "2026-11-24T15:00:00+00:00",
    }
    bot.pass_time(14 * 3600 - 60)  # a minute before midnight
    bot.arrive(after)
    town.press("sales.one", bot.card(after), "Reject")
    told(town, "sales.one", "Only CS agents and CS managers can reject orders")
    bot.pass_time(120)
    town.press("sales.one", bot.card(after), "Approve")
    bot.quiet()
    told(town, "sales.one", "Only CS agents and CS managers can approve orders")
    assert town.written(after) == []


@ONE
def test_what_begins_tomorrow_is_nothing_today(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, first=TOMORROW)
    town.press("sales.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == []
    assert "can see orders" in town.types("sales.one", "/orders list")["text"]
    bot.pass_time(14 * 3600 + 1)
    assert "1 waits for you" in town.types("sales.one", "/orders list")["text"]
    town.press("sales.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_a_rejection_names_both_in_the_orders_notes(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, verbs="approve reject")
    town.reject("sales.one", card)
    bot.quiet()
    assert town.written(order) == ["Cancelled"]
    assert "by sales.one for cs.one]" in town.record(order)["Description"]
    assert "Rejected by @sales.one for @cs.one" in town.thread(bot.card(order))[-1]


@ONE
def test_whose_own_roles_suffice_acts_for_nobody_and_pays_for_no_look(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, to="cs.two")
    seen: list[str] = []
    event.listen(bot.store.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    town.press("cs.two", card, "Approve")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert seen
    assert not [statement for statement in seen if "delegation" in statement]
    (decision,) = bot.rows(Decision)
    assert (decision.name, decision.for_user, decision.for_name) == ("cs.two", "", "")
    assert town.thread(bot.card(order)) == ["Approved by @cs.two · SLA met"]


# --- nobody's own order, nobody's chain -------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize("whose", ["cs.one", "sales.one"])
def test_neither_the_givers_own_order_nor_the_takers(bot: Inside, town: Town, whose: str) -> None:
    order = town.order(contact={"Email": f"{whose}@example.com"})
    card = bot.arrive(order)
    delegates(bot, town)
    town.press("sales.one", card, "Approve")
    bot.quiet()
    told(town, "sales.one", "it is your own, or @cs.one's for whom you decide")
    assert town.written(order) == []
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.refused"


@ONE
def test_an_order_that_turns_out_to_be_the_givers_is_not_written(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town)
    town.touch(town.record(order)["BillToContactId"], Email="cs.one@example.com")
    town.press("sales.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == []
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.withdrawn"


@ONE
def test_what_was_lent_is_not_lent_on(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, verbs="approve reject undo tick claim wait dispute")
    said = town.types("sales.one", "/orders delegate @dev.one")["text"]
    assert "Only CS agents and CS managers can delegate orders" in said
    (line,) = trail(bot, "delegate.refused")
    assert line.actor == "U0SALESONE"
    with bot.store.transaction() as session:  # as if they had
        (row,) = session.query(Delegation)
        columns = ("workflow", "verbs", "starts_at", "ends_at")
        chain = {"giver": "U0SALESONE", "giver_name": "x", "taker": "U0DEVONE", "taker_name": "y"}
        session.add(Delegation(**{name: getattr(row, name) for name in columns}, **chain))
    town.press("dev.one", card, "Approve")
    bot.quiet()
    assert town.written(order) == []
    told(town, "dev.one", "Only CS agents")
    assert "can see orders" in town.types("dev.one", "/orders list")["text"]


@ONE
def test_two_who_lend_to_each_other_have_no_more_than_before(bot: Inside, town: Town) -> None:
    """Neither what only a manager may, nor anything once both have lost their role."""
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, "cs.one", "cs.two", verbs="approve claim")
    delegates(bot, town, "cs.two", "cs.one", verbs="approve claim")
    town.press("cs.three", card, "Claim")
    bot.quiet()
    for user in ("cs.one", "cs.two"):
        town.press(user, bot.card(order), "Take over")
        told(town, user, "Only CS managers can takeover orders")
    role(bot, "U0CSONE")
    role(bot, "U0CSTWO")
    for user in ("cs.one", "cs.two"):
        town.press(user, bot.card(order), "Approve")
        told(town, user, "Only CS agents and CS managers can approve orders")
        assert "can see orders" in town.types(user, "/orders list")["text"]
    bot.quiet()
    assert (bot.request(order).claimed_by, town.written(order)) == ("U0CSTHREE", [])


@ONE
def test_a_manager_lends_what_an_agent_has_not(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    delegates(bot, town, "cs.manager", "cs.one", verbs="takeover")
    town.press("cs.two", card, "Claim")
    bot.quiet()
    town.press("cs.one", bot.card(order), "Take over")
    bot.quiet()
    assert bot.request(order).claimed_by == "U0CSONE"
    assert town.thread(bot.card(order))[-1] == "Taken over by @cs.one for @cs.manager from @cs.two"


# --- between the press and the write ---------------------------------------------------------------------------------


def stuck(bot: Inside, town: Town, moment: str) -> str:
    """An order that the taker approved, and that is being read or written while the vendor does not answer."""
    order = town.order()
    card = bot.arrive(order)
    read = {"path": "composite", "body": f"OrderItems.*{order}", "status": 503}
    busy = {"path": "composite", "body": f'(?s)"PATCH".*{order}|{order}.*"PATCH"', "status": 503}
    town.fault(**(read if moment == "checking" else busy))
    town.press("sales.one", card, "Approve")
    until(lambda: bot.request(order).state.value == moment, f"approve is {moment}")
    return order


def goes_on(bot: Inside, town: Town) -> None:
    until(lambda: not any(row.leased_until for row in bot.rows(Delivery)), "nothing is under way", 30)
    town.org.delete("faults")
    _at_once(bot)
    bot.quiet(40)


@pytest.mark.parametrize("moment", ["checking", "decided"])
@pytest.mark.parametrize("how", ["taken back", "role lost", "over"])
def test_a_right_that_ends_before_the_write_ends_the_press(bot: Inside, town: Town, moment: str, how: str) -> None:
    delegates(bot, town)
    order = stuck(bot, town, moment)
    until(lambda: not any(row.leased_until for row in bot.rows(Delivery)), "nothing is under way", 30)
    if how == "taken back":
        ends(bot, town, "cs.one")
    elif how == "role lost":
        role(bot, "U0CSONE")
    else:
        bot.pass_time(14 * 3600 + 1)
    goes_on(bot, town)
    assert town.written(order) == []
    assert bot.request(order).state is State.WAITING
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.withdrawn"
    said = [*town.privately("sales.one"), *town.directly("sales.one")]
    assert any("What @cs.one had delegated to you ended before order" in one for one in said), said
    if how == "role lost":
        town.press("sales.one", bot.card(order), "Approve")
        told(town, "sales.one", "Only CS agents")


@ONE
def test_a_right_of_ones_own_that_was_used_is_not_made_up_for_by_a_lent_one(bot: Inside, town: Town) -> None:
    delegates(bot, town)
    role(bot, "U0SALESONE", "cs_agents")
    order = stuck(bot, town, "checking")
    role(bot, "U0SALESONE")
    goes_on(bot, town)
    assert town.written(order) == []
    assert bot.actions(bot.request(order).public_id)[-1] == "approve.withdrawn"


@ONE
def test_taken_back_while_it_can_still_be_undone(town: Town, database_url: str, tmp_path: Path) -> None:
    text = handbook_text()
    assert text.count("undo_seconds: 0}") == 2
    path = tmp_path / "handbook.yaml"
    path.write_text(text.replace("undo_seconds: 0}", "undo_seconds: 120}", 1), "utf-8")
    with inside(town, database_url, str(path)) as bot:
        order = town.order()
        card = bot.arrive(order)
        delegates(bot, town)
        town.press("sales.one", card, "Approve")
        until(lambda: bot.request(order).state is State.DECIDED, "the decision")
        until(lambda: "Undo" in buttons(bot.card(order)), "the card")
        town.press("sales.one", bot.card(order), "Undo")
        told(town, "sales.one", "can undo orders")
        ends(bot, town, "cs.one")
        _at_once(bot)
        bot.quiet(30)
        assert town.written(order) == []
        assert bot.request(order).state is State.WAITING


# --- given and taken back ---------------------------------------------------------------------------------------------


def ends(bot: Inside, town: Town, giver: str) -> None:
    """Press *End it* on one's Home."""
    town.looks_home(giver)
    until(lambda: "End it" in json.dumps(town.home(giver) or {}), "the button")
    assert town.presses_home(giver, "End it")["status"] == 200


def test_home_gives_shows_and_ends_it(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    town.looks_home("sales.one")
    until(lambda: "Nothing waits for you" in json.dumps(town.home("sales.one") or {}), "a Home without orders")
    town.looks_home("cs.one")
    until(lambda: town.home("cs.one"), "the Home")
    assert town.presses_home("cs.one", "Delegate")["status"] == 200
    view = town.view("cs.one")
    assert [block["block_id"] for block in view["blocks"]] == ["to", "from", "until", "verbs"]
    assert [block["element"].get("initial_date") for block in view["blocks"]] == [None, TODAY, TODAY, None]
    ticks = view["blocks"][3]["element"]
    assert [one["value"] for one in ticks["initial_options"]] == ["approve", "reject", "undo"]
    assert {one["value"] for one in ticks["options"]} == {
        "approve", "reject", "undo", "tick", "claim", "wait", "dispute",
    }  # fmt: skip
    town.slack.post("submit", user="cs.one", values={"to": {"to": "U0SALESONE"}, "until": {"until": "2026-11-26"}})
    bot.quiet()
    assert "@sales.one may approve, reject, undo and retry orders for you" in blocks_text(town.view("cs.one"))
    until(lambda: "@sales.one decides for you until the end of Thu 26 Nov" in json.dumps(town.home("cs.one")), "Home")
    town.looks_home("sales.one")
    until(lambda: "You decide for @cs.one until the end of Thu 26 Nov" in json.dumps(town.home("sales.one")), "Home")
    assert town.record(order)["OrderNumber"] in json.dumps(town.home("sales.one"))
    assert "action_id': 'orders.delegate'" not in str(town.home("sales.one")), "they may not delegate themselves"
    listed = town.types("cs.one", "/orders delegate")
    assert "@sales.one decides for you until the end of Thu 26 Nov" in listed["text"]
    assert "You decide for @cs.one" in town.types("sales.one", "/orders delegate")["text"]
    ends(bot, town, "cs.one")
    bot.quiet()
    until(lambda: "End it" not in json.dumps(town.home("cs.one")), "it is gone from Home")
    assert town.directly("cs.one")[-1] == "@sales.one does not decide for you any more."
    said = "@cs.one took back that you may approve, reject, undo and retry orders for them."
    assert town.directly("sales.one")[-1] == said
    (row,), (line,) = bot.rows(Delegation), trail(bot, "delegate.ended")
    assert row.ended_at
    assert (line.actor, line.detail["to"], line.detail["delegation"]) == ("U0CSONE", "U0SALESONE", row.id)
    town.press("sales.one", bot.card(order), "Approve")
    bot.quiet()
    assert town.written(order) == []
    assert "Nobody decides for you" in town.types("cs.one", "/orders delegate")["text"]


@ONE
def test_only_the_giver_ends_it_and_once(bot: Inside, town: Town) -> None:
    delegates(bot, town)
    town.looks_home("cs.one")
    until(lambda: "End it" in json.dumps(town.home("cs.one") or {}), "the button")
    (row,) = bot.rows(Delegation)
    town.looks_home("cs.two")
    until(lambda: town.home("cs.two"), "the Home")
    sent = town.slack.post("payload_for", user="cs.one", home=True, text="End it")
    assert town.presses_home("cs.one", "End it")["status"] == 200
    assert town.presses_home("cs.one", "End it")["status"] == 200
    assert town.post(sent).status_code == 200
    bot.quiet()
    assert len(trail(bot, "delegate.ended")) == 1
    assert {line.detail["code"] for line in trail(bot, "delegate.refused")} == {"not_now"}
    assert bot.rows(Delegation)[0].id == row.id


FIELDS: dict[str, tuple[dict[str, str], str, str]] = {
    "a guest": ({"to": "U0GUEST"}, "to", "is no full member"),
    "a stranger": ({"to": "U0EXTERNAL"}, "to", "is no full member"),
    "a bot": ({"to": "U0HANDOFF"}, "to", "is no full member"),
    "deactivated": ({"to": "U0GONE"}, "to", "is no full member"),
    "unknown": ({"to": "U0UNKNOWN"}, "to", "does not know them"),
    "oneself": ({"to": "U0CSONE"}, "to", "That is you"),
    "nobody": ({"to": ""}, "to", "Choose a colleague"),
    "oneself elsewhere": ({"to": "U0DEVONE"}, "to", "That is you"),
    "yesterday": ({"first": "2026-11-23"}, "from", "This day is over"),
    "backwards": ({"first": TOMORROW, "last": TODAY}, "until", "the same day or a later one"),
    "too long": ({"last": "2026-12-25"}, "until", "At most 31 days"),
    "too far": ({"first": "2099-01-01"}, "from", "within a year"),
    "no day": ({"first": "", "last": TODAY}, "from", "Choose a day"),
    "no such day": ({"first": "2026-02-30"}, "from", "Choose a day"),
    "nothing": ({"verbs": ""}, "verbs", "Choose at least one"),
    "not theirs": ({"verbs": "takeover"}, "verbs", "Choose at least one"),
    "no verb": ({"verbs": "delegate"}, "verbs", "Choose at least one"),
}


@ONE
def test_the_dialog_says_what_is_wrong_beside_the_field(town: Town, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "handbook.yaml"
    entry = "people:\n  - name: CS One\n    emails: [cs.one@example.com]\n    slack: [U0DEVONE]\n"
    path.write_text(handbook_text().replace("people: []\n", entry), "utf-8")
    with inside(town, database_url, str(path)) as bot:
        assert town.types("cs.one", "/orders delegate @sales.one")["text"] == ""
        view = town.view("cs.one")
        assert view["blocks"][0]["element"]["initial_user"] == "U0SALESONE"
        for what, (how, field, sentence) in FIELDS.items():
            filled: dict[str, Any] = {"to": "U0SALESONE", "first": TODAY, "last": "", "verbs": "approve", **how}
            states = {
                "to": {"type": "users_select", "selected_user": filled["to"] or None},
                "from": {"type": "datepicker", "selected_date": filled["first"] or None},
                "until": {"type": "datepicker", "selected_date": filled["last"] or filled["first"] or None},
                "verbs": {
                    "type": "checkboxes",
                    "selected_options": [{"value": verb} for verb in filled["verbs"].split()],
                },
            }
            values = {name: {name: state} for name, state in states.items()}
            errors = town.slack.post("submit", user="cs.one", values=values, force=True)["errors"]
            assert sentence in errors.get(field, ""), (what, errors)
        assert bot.rows(Delegation) == []
        refused = trail(bot, "delegate.refused")
        assert len(refused) == len(FIELDS)
        assert {line.detail["to"] for line in refused} >= {"U0GUEST", "U0EXTERNAL", "U0HANDOFF", "U0GONE", "U0CSONE"}
        assert {line.actor for line in refused} == {"U0CSONE"}


@ONE
def test_a_submission_delivered_or_sent_again_gives_one_row(bot: Inside, town: Town) -> None:
    values = {"to": {"to": "U0SALESONE"}}
    for _ in range(2):
        town.types("cs.one", "/orders delegate @sales.one")
        view = town.view("cs.one")
        sent = town.slack.post("payload_for", user="cs.one", submit=True, view_id=view["id"], values=values)
        assert [town.post(sent).status_code, town.post(sent).status_code] == [200, 200]
        town.slack.post("close", user="cs.one")
    bot.quiet()
    assert len(bot.rows(Delegation)) == 1
    assert len(trail(bot, "delegate.given")) == 1
    assert len(town.directly("sales.one")) == 1


@ONE
def test_a_role_lost_while_the_dialog_is_open_gives_nothing(bot: Inside, town: Town) -> None:
    town.types("cs.one", "/orders delegate @sales.one")
    town.view("cs.one")
    role(bot, "U0CSONE")
    fills(town, "cs.one")
    assert "Only CS agents and CS managers can delegate orders" in blocks_text(town.view("cs.one"))
    assert bot.rows(Delegation) == []
    assert [line.actor for line in trail(bot, "delegate.refused")] == ["U0CSONE"]


@ONE
def test_a_read_only_bot_gives_nothing_and_takes_back(bot: Inside, town: Town) -> None:
    delegates(bot, town)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    assert "Salesforce is being moved" in town.types("cs.one", "/orders delegate @cs.two")["text"]
    ends(bot, town, "cs.one")
    bot.quiet()
    assert bot.rows(Delegation)[0].ended_at


@ONE
@pytest.mark.parametrize("typed", ["cs.two", "@cs.two @cs.three", "@cs.two please"])
def test_the_command_wants_one_name(bot: Inside, town: Town, typed: str) -> None:
    said = town.types("cs.one", f"/orders delegate {typed}")["text"]
    assert said.startswith("Name the one colleague who decides in your place: /orders delegate @name.")
    assert "Only CS agents" in town.types("sales.one", f"/orders delegate {typed}")["text"]
