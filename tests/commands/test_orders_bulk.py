"""Approving several orders at once (A14): each by itself, and one message that says what became of every one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import find_workflows
from bot.errors import Permanent
from bot.operations import pausing
from bot.slack.bulk import _sections, summary
from bot.slack.mrkdwn import escape
from bot.store import WAKE, Store
from bot.workflow import bulk, together
from bot.workflow.contract import NOWHERE, Typed
from models import AuditLine, Decision, Delivery, DeliveryState, Lane, Member, Receipt, Request, State
from tests.commands.test_orders_undo import handbook, window_ends
from tests.harness import Json, Town, outside, until
from tests.inside import Inside, blocks_text, buttons, inside
from tests.towns import ONE

MANAGER = "cs.manager"


@pytest.fixture
def slow(town: Town, database_url: str, tmp_path: Path) -> Iterator[Inside]:
    """Decisions that can be undone for five minutes: each test ends the windows by hand."""
    with inside(town, database_url, handbook(tmp_path, 300)) as found:
        yield found


def waiting(bot: Inside, town: Town, count: int) -> list[str]:
    orders = town.orders(count)
    bot.poll()
    bot.quiet(60)
    return orders


def boxes(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def offered(view: Json) -> list[Json]:
    return [option for block in boxes(view) for option in block["element"]["options"]]


def opens(town: Town, who: str = MANAGER) -> Json:
    said = town.types(who, "/orders bulk")
    assert said["text"] == ""

    def dialog() -> Json | None:
        views: list[Json] = town.slack.get("views", user=who)["views"]
        return next((view for view in views if boxes(view)), None)

    return until(dialog, "the dialog to choose in")


def picks(view: Json, numbers: list[str] | None = None) -> Json:
    """The view's state with the orders of these numbers ticked; all of them without."""
    values: Json = {}
    for block in boxes(view):
        chosen = [
            option
            for option in block["element"]["options"]
            if numbers is None or option["text"]["text"].partition(" ")[0] in numbers
        ]
        values[block["block_id"]] = {block["element"]["action_id"]: {"type": "checkboxes", "selected_options": chosen}}
    return values


def sends(town: Town, view: Json, numbers: list[str] | None = None, who: str = MANAGER) -> Json:
    return town.slack.post("submit", user=who, values=picks(view, numbers))


def number(town: Town, order: str) -> str:
    found: str = town.record(order)["OrderNumber"]
    return found


def told(town: Town, who: str = MANAGER) -> str:
    """The one summary that a person got."""
    (text,) = until(lambda: town.directly(who), "the summary")
    return str(text)


def roles(bot: Inside, user: str, *names: str) -> None:
    def change(session: Session) -> None:
        session.get_one(Member, user).roles = list(names)

    bot.store.run(change)


def calm_but_told(bot: Inside) -> None:
    """Nothing is left to do but open windows and the summary that waits for their end."""

    def calm() -> bool:
        waits = [row for row in bot.rows(Delivery) if row.state is DeliveryState.WAITING]
        return all(row.lane is Lane.WRITE or row.kind == "bulk.told" for row in waits)

    until(calm, "nothing but windows and the summary", 60)


# --- each by itself, told together -----------------------------------------------------------------------------------


def test_twelve_orders_are_approved_each_by_itself(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 12)
    view = opens(town)
    assert view["title"]["text"] == "Approve several orders"
    assert [len(block["element"]["options"]) for block in boxes(view)] == [10, 2]
    assert "1 more" not in blocks_text(view)
    sends(town, view)
    assert "Taken in: 12 orders." in blocks_text(town.view(MANAGER))
    bot.quiet(60)
    assert [town.written(order) for order in orders] == [["Approved"]] * 12
    assert sorted((d.verb, d.name) for d in bot.rows(Decision)) == [("approve", MANAGER)] * 12
    lines = [line.action for line in bot.rows(AuditLine)]
    assert (lines.count("approve.accepted"), lines.count("approve.written")) == (12, 12)
    text = told(town)
    assert text.startswith("Approved 12 of 12 orders: ")
    assert all(number(town, order) in text for order in orders)
    assert "Not approved" not in text
    assert town.privately(MANAGER) == []


def test_what_could_not_be_approved_is_told_with_its_reason(bot: Inside, town: Town) -> None:
    fine, moved, taken, refused, closed, asking = orders = waiting(bot, town, 6)
    view = opens(town)
    town.touch(moved, ShippingStreet="9-9-9 Elsewhere")
    town.press("cs.two", bot.card(taken), "Claim")
    town.touch(closed, Status="Cancelled")
    town.touch(asking, Description="Ring twice, please")
    bot.quiet()
    town.press(MANAGER, bot.card(asking), "Check again")
    bot.quiet()
    town.fault(path="composite", body=f'(?s){refused}.*"PATCH"|"PATCH".*{refused}', errorCode="CUSTOM_REFUSAL",
               status=400, times=1)  # fmt: skip
    sends(town, view)
    bot.quiet(60)
    text = told(town)
    names = {order: number(town, order) for order in orders}
    why = dict(re.findall(r"^• (\d+): (.*)$", text, re.M))
    assert text.startswith(f"Approved 1 of 6 orders: {names[fine]}.\n")
    assert set(why) == {names[order] for order in (moved, taken, refused, closed, asking)}
    assert why[names[moved]].startswith("held, because it changed: Installation address")
    assert why[names[taken]].startswith("it was claimed by @cs.two at ")
    assert "could not be approved" in why[names[refused]]
    assert "it is Cancelled in Salesforce, by " in why[names[closed]]
    assert why[names[asking]] == "it needs an answer: open its card"
    assert [town.written(order) for order in orders] == [["Approved"]] + [[]] * 5
    assert bot.request(refused).state is State.FAILED
    assert "approve.refused" in bot.actions(bot.request(asking).public_id)
    assert town.slack.get("views", user=MANAGER)["views"][-1]["title"]["text"] == "Taken in"


def test_one_that_is_undone_in_its_window_is_told_after_it(slow: Inside, town: Town) -> None:
    bot = slow
    one, two = waiting(bot, town, 2)
    sends(town, opens(town))
    calm_but_told(bot)
    assert bot.request(one).state is bot.request(two).state is State.DECIDED
    assert town.directly(MANAGER) == []
    town.press("cs.two", bot.card(one), "Undo")
    calm_but_told(bot)
    assert town.directly(MANAGER) == []
    window_ends(bot)
    assert told(town) == (
        f"Approved 1 of 2 orders: {number(town, two)}.\nNot approved:\n"
        f"• {number(town, one)}: Approval of @cs.manager undone by @cs.two; nothing was written"
    )
    assert (town.written(one), town.written(two)) == ([], ["Approved"])


@ONE
def test_who_lost_the_role_meanwhile_has_nothing_written_and_is_told(slow: Inside, town: Town) -> None:
    bot = slow
    orders = waiting(bot, town, 2)
    sends(town, opens(town))
    calm_but_told(bot)
    roles(bot, "U0CSMANAGER")
    window_ends(bot)
    assert [town.written(order) for order in orders] == [[], []]
    assert told(town).startswith("None of 2 orders was approved.\nNot approved:\n• ")
    assert told(town).count("Only CS agents and CS managers can approve orders") == 2


@ONE
def test_who_lost_the_role_before_sending_is_refused_on_record(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 2)
    view = opens(town)
    roles(bot, "U0CSMANAGER", "cs_agents")
    sends(town, view)
    bot.quiet()
    assert "Only CS managers can approve several orders at once" in blocks_text(town.view(MANAGER))
    assert [line.actor for line in bot.rows(AuditLine) if line.action == "bulk.refused"] == ["U0CSMANAGER"]
    assert [bot.request(order).state for order in orders] == [State.WAITING] * 2
    assert town.directly(MANAGER) == []


def test_the_same_submission_twice_approves_and_tells_once(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 3)
    view = opens(town)
    sent = town.slack.post("payload_for", user=MANAGER, view_id=view["id"], submit=True, values=picks(view))
    assert [town.post(sent).status_code, town.post(sent).status_code] == [200, 200]
    bot.quiet(60)
    assert [town.written(order) for order in orders] == [["Approved"]] * 3
    assert len(bot.rows(Decision)) == 3
    assert told(town).startswith("Approved 3 of 3 orders: ")


def test_two_managers_send_the_same_choice_and_each_order_has_one_winner(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 8)
    roles(bot, "U0CSTWO", "cs_managers")
    views = {who: opens(town, who) for who in (MANAGER, "cs.two")}
    for who, view in views.items():
        sends(town, view, who=who)
    bot.quiet(60)
    assert [town.written(order) for order in orders] == [["Approved"]] * 8
    won = {who: {d.request_id for d in bot.rows(Decision) if d.name == who} for who in views}
    assert sorted([*won[MANAGER], *won["cs.two"]]) == sorted(bot.request(order).id for order in orders)
    for who, other in ((MANAGER, "cs.two"), ("cs.two", MANAGER)):
        text = told(town, who)
        mine = [number(town, order) for order in orders if bot.request(order).id in won[who]]
        assert f"{len(mine) or 'None'} of 8 orders" in text
        lost = dict(re.findall(r"^• (\d+): (.*)$", text, re.M))
        assert set(lost) == {number(town, order) for order in orders} - set(mine)
        assert all(f"by @{other} at " in why for why in lost.values())


# --- what is offered -------------------------------------------------------------------------------------------------


@ONE
def test_only_what_one_press_would_approve_is_offered(bot: Inside, town: Town) -> None:
    town.order(account={"Email__c": "cs.manager@example.com"}, contact={"Email": "cs.manager@example.com"})
    town.order(order={"Description": "Ring twice, please"})
    town.order(account={"Internet_Eligibility__c": "Apartment 1G"})
    green, mine, theirs, paused, held = waiting(bot, town, 5)
    assert len(bot.rows(Request)) == 8
    town.press(MANAGER, bot.card(mine), "Claim")
    town.press("cs.two", bot.card(theirs), "Claim")
    town.press("cs.one", bot.card(paused), "Waiting for customer")
    town.view("cs.one")
    town.slack.post("submit", user="cs.one", values={"why": {"why": "documents"}, "until": {"until": "day"}})
    stale = town.payload("cs.one", bot.card(held), "Approve")
    town.touch(held, ShippingStreet="9-9-9 Elsewhere")
    town.post(stale)
    bot.quiet()
    assert bot.request(held).state is State.HELD
    found = {option["text"]["text"].partition(" ")[0] for option in offered(opens(town))}
    assert found == {number(town, green), number(town, mine)}


@ONE
def test_of_sixty_orders_the_first_fifty_are_offered_by_due_time(bot: Inside, town: Town) -> None:
    waiting(bot, town, 60)
    view = opens(town)
    assert [len(block["element"]["options"]) for block in boxes(view)] == [10] * 5
    assert "10 more can be chosen once these are sent" in blocks_text(view)
    by_due = [request.number for request in sorted(bot.rows(Request), key=lambda r: (r.due_at, r.id))]
    assert [option["text"]["text"].partition(" ")[0] for option in offered(view)] == by_due[:50]
    sends(town, view)
    bot.quiet(120)
    assert told(town).startswith("Approved 50 of 50 orders: ")
    assert len(offered(opens(town))) == 10


@ONE
@pytest.mark.parametrize("letters", ["光回線マンションタイプ", "👩‍👩‍👧‍👦📶", "𠮷野家", "a<b>&c*_~`"])
def test_an_option_holds_any_name_of_a_product(bot: Inside, town: Town, letters: str) -> None:
    product = (letters * 200)[:200]
    order = town.order(lines=[(product, 1, 5720, "Monthly")])
    bot.arrive(order)
    (option,) = offered(opens(town))
    assert option["text"]["type"] == option["description"]["type"] == "plain_text"
    assert option["text"]["text"].startswith(f"{number(town, order)} · {letters[:2]}")
    assert re.match(r"due Tue 24 Nov \d\d:\d\d · Setagaya, Tokyo$", option["description"]["text"])
    sends(town, town.view(MANAGER))
    bot.quiet()
    assert town.written(order) == ["Approved"]


@ONE
def test_nothing_personal_is_in_the_dialog(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    shown = blocks_text(opens(town))
    assert not re.search("Hanako|Yamada|hanako@|Taishido|1234-5678", shown)


# --- who may ---------------------------------------------------------------------------------------------------------


@ONE
@pytest.mark.parametrize("who", ["cs.one", "sales.one", "ops.lead"])
def test_who_is_no_manager_is_refused_privately_on_record(bot: Inside, town: Town, who: str) -> None:
    waiting(bot, town, 1)
    assert "Only CS managers can approve several orders at once" in town.types(who, "/orders bulk")["text"]
    assert [line.subject for line in bot.rows(AuditLine) if line.action == "bulk.refused"] == ["orders"]
    assert town.slack.get("views", user=who)["views"] == []


@ONE
def test_an_agents_forged_submission_is_refused(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 2)
    view = opens(town)
    sent = town.slack.post("payload_for", user=MANAGER, view_id=view["id"], submit=True, values=picks(view))
    payload = {**sent["payload"], "user": {**sent["payload"]["user"], "id": "U0CSONE"}}
    assert town.slack.post("deliver", type=sent["type"], payload=payload)["answer"]["status"] == 200
    bot.quiet()
    assert [bot.request(order).state for order in orders] == [State.WAITING] * 2


@ONE
def test_without_anything_to_approve_it_says_why(bot: Inside, town: Town) -> None:
    assert "No order waits that one press of yours would approve" in town.types(MANAGER, "/orders bulk")["text"]
    town.looks_home(MANAGER)
    until(lambda: town.home(MANAGER), "the Home")
    town.presses_home(MANAGER, "Approve several")
    assert "No order waits that one press of yours" in blocks_text(town.view(MANAGER))


@ONE
def test_a_choice_of_nothing_asks_again(bot: Inside, town: Town) -> None:
    waiting(bot, town, 1)
    view = opens(town)
    answer = town.slack.post("submit", user=MANAGER, values=picks(view, []), force=True)
    assert answer["errors"] == {"chosen.0": "Choose at least one order"}
    sends(town, town.view(MANAGER))
    bot.quiet()
    assert told(town).startswith("Approved 1 of 1 order: ")


@ONE
def test_the_button_is_on_the_home_of_who_may(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 2)
    for who in ("cs.one", MANAGER):
        town.looks_home(who)
        until(lambda who=who: town.home(who), "the Home")
    assert "Approve several" not in buttons(town.home("cs.one") or {})
    town.presses_home(MANAGER, "Approve several")
    sends(town, town.view(MANAGER))
    bot.quiet()
    assert [town.written(order) for order in orders] == [["Approved"]] * 2


@ONE
def test_a_read_only_bot_takes_no_choice(bot: Inside, town: Town) -> None:
    orders = waiting(bot, town, 1)
    view = opens(town)
    pausing.pause(bot.store, bot.bot.clock, "cli:test", "Salesforce is being moved")
    sends(town, view)
    assert "Salesforce is being moved" in blocks_text(town.view(MANAGER))
    assert "Salesforce is being moved" in town.types(MANAGER, "/orders bulk")["text"]
    assert town.written(orders[0]) == []


# --- when it takes long, and kill -9 ---------------------------------------------------------------------------------


def _summary_waits_long(bot: Inside) -> None:
    """Half an hour has passed since the choice."""

    def age(session: Session) -> None:
        now = bot.bot.clock.real()
        row = session.scalars(select(Delivery).where(Delivery.kind == "bulk.told")).one()
        row.created_at, row.due_at = now.replace(year=now.year - 1), now
        session.info[WAKE] = True

    bot.store.run(age)


def test_after_half_an_hour_it_tells_what_it_knows_and_the_rest_by_itself(slow: Inside, town: Town) -> None:
    bot = slow
    one, two = waiting(bot, town, 2)
    sends(town, opens(town))
    calm_but_told(bot)
    town.press("cs.two", bot.card(one), "Undo")
    calm_but_told(bot)
    _summary_waits_long(bot)
    text = told(town)
    assert text.startswith("None of 2 orders was approved.\nStill being written: 1, " + number(town, two))
    assert f"• {number(town, one)}: Approval of @cs.manager undone by @cs.two" in text
    town.touch(two, ShippingStreet="9-9-9 Elsewhere")
    window_ends(bot)
    assert town.directly(MANAGER)[1:] == [
        f"Order {number(town, two)} changed while you looked. Nothing was written; please look again."
    ]


@ONE
def test_what_was_given_up_before_it_was_pressed_is_told_so(town: Town, database_url: str) -> None:
    with inside(town, database_url, working=False) as bot:
        one, two = bot.town.orders(2)
        bot.poll()
        choice = [(bot.request(order).public_id, "") for order in (one, two)]
        look = Typed("see", "orders", "", bot.machine.home, "U0CSMANAGER", "d1", "ABCDEFGH", NOWHERE)
        bulk.choose(bot.machine, bot.machine.workflows["orders"], look, "V1", choice)
        bot.store.run(lambda session: session.add(Receipt(key=f"bulk:V1:{choice[0][0]}", at=bot.bot.clock.real())))
        rows = {row.kind: row for row in bot.rows(Delivery)}
        failed = Permanent("Handoff itself failed", code="INTERNAL")
        handler = bulk.PressHandler(bot.machine)
        bot.store.run(lambda session: handler.refused(session, rows[bulk.PRESS], failed))
        (row,) = [row for row in bot.rows(Delivery) if row.kind == together.TOLD]
        assert row.payload["ended"] == {choice[1][0]: "Handoff itself failed"}


def test_a_long_summary_is_told_whole() -> None:
    chosen = [(f"K{n}", f"{n:08d}") for n in range(50)]
    ended = {public_id: f"because {'of this & that ' * 20}" for public_id, _ in chosen}
    lines = summary(find_workflows()["orders"], chosen, ended)
    sections = _sections(lines)
    assert len(sections) <= 50
    assert max(map(len, sections)) <= 3000
    assert "\n".join(sections) == escape("\n".join(lines))
    assert all(f"• {number}: because" in "\n".join(sections) for _, number in chosen)


@pytest.mark.parametrize("moment", ["taken in", "written"])
def test_a_kill_in_the_middle_loses_nothing_and_tells_once(
    town: Town, database_url: str, tmp_path: Path, moment: str
) -> None:
    orders = town.orders(12)
    store = Store(database_url)
    with outside(town, database_url, HANDOFF_HANDBOOK=handbook(tmp_path, 2)) as (bot,):
        until(lambda: len(town.cards()) == 12, "the cards", 60)
        opens(town)
        sends(town, town.view(MANAGER))
        if moment == "written":
            until(lambda: bot.seen("effect.sending", effect="approve"), "the first write", 60)
        bot.kill()
        bot.start()
        bot.ready()
        until(lambda: town.directly(MANAGER), "the summary", 120)
        until(lambda: not _waits(store), "everything is done", 60)
    store.close()
    assert [town.written(order) for order in orders] == [["Approved"]] * 12
    (text,) = town.directly(MANAGER)
    assert text.startswith("Approved 12 of 12 orders: ")


def _waits(store: Store) -> bool:
    with store.reading() as session:
        query = select(Delivery.id).where(Delivery.state == DeliveryState.WAITING, Delivery.lane != Lane.CARD)
        return session.scalar(query.limit(1)) is not None
