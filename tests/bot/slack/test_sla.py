"""``/sla``: how targets are met, with one chart whose numbers are all text; and the past under other rules."""

import json

from tests.commands.test_orders_ladder import pass_minutes
from tests.commands.test_orders_waiting import wait
from tests.harness import Json, Town, until
from tests.inside import Inside
from tests.towns import ONE, bot, standing_town, town

__all__ = ["bot", "standing_town", "town"]
pytestmark = ONE


def asks(town: Town, words: str = "", who: str = "sales.one") -> Json:
    """The private message that the answer becomes."""
    before = len(town.slack.get("ephemerals", user=who)["ephemerals"])
    town.types(who, f"/sla {words}")

    def answers() -> list[Json]:
        found: list[Json] = town.slack.get("ephemerals", user=who)["ephemerals"][before:]
        return found

    return until(answers, "the answer")[-1]


def decided(bot: Inside, town: Town) -> None:
    """Three orders: one in time, one late, one that still waits and is late."""
    orders = [town.order(), town.order(), town.order()]
    bot.poll()
    bot.quiet()
    town.press("cs.one", bot.card(orders[0]), "Approve")
    bot.quiet()
    pass_minutes(bot, 95)
    town.reject("cs.one", bot.card(orders[1]))
    bot.quiet()


def test_it_says_how_targets_are_met_and_counts_what_still_waits(bot: Inside, town: Town) -> None:
    decided(bot, town)
    text = asks(town)["text"]
    assert "Orders, the past 30 days" in text
    assert (
        "Standard: 33.3 % in time, 1 of 3 · 1 still open and late · half within 30 min, 95 % within 2 h 5 min" in text
    )
    assert "Priority: none ended" in text
    assert "1 late · 0" in text
    assert "In time by day — Tue 24: 1 of 2" in text


def test_the_chart_has_its_numbers_as_text(bot: Inside, town: Town) -> None:
    decided(bot, town)
    (chart,) = [block for block in asks(town)["blocks"] if block["type"] == "data_visualization"]
    assert chart["title"] == "Orders in time and late, by day"
    values = {one["name"]: [point["value"] for point in one["data"]] for one in chart["chart"]["series"]}
    assert values == {"In time": [0, 0, 0, 0, 0, 0, 1], "Late": [0, 0, 0, 0, 0, 0, 1]}


def test_a_workspace_that_refuses_the_chart_gets_the_text(bot: Inside, town: Town) -> None:
    decided(bot, town)
    town.slack.post("settings", refused_blocks=["data_visualization"])
    answer = asks(town)
    assert "33.3 % in time" in answer["text"]
    assert "data_visualization" not in json.dumps(answer["blocks"])


def test_it_shows_what_is_about_to_breach_and_what_is_paused(bot: Inside, town: Town) -> None:
    first, second = town.order(), town.order(at="2026-11-24T09:50:00+09:00")
    bot.poll()
    bot.quiet()
    wait(bot, town, bot.card(second), "half_day")
    pass_minutes(bot, 40)
    text = asks(town)["text"]
    numbers = [town.record(order)["OrderNumber"] for order in (first, second)]
    assert f"0 late\n1 due within the hour · {numbers[0]} due Tue 24 Nov 11:30\n" in text
    assert f"1 paused · {numbers[1]} until Tue 24 Nov 14:0" in text


def test_nothing_yet_is_said_in_words_and_needs_no_chart(bot: Inside, town: Town) -> None:
    answer = asks(town)
    assert "Standard: none ended" in answer["text"]
    assert "data_visualization" not in json.dumps(answer["blocks"])


def test_what_if_says_before_and_after_and_what_changes(bot: Inside, town: Town) -> None:
    decided(bot, town)
    text = asks(town, "whatif standard=3h days=7", "ops.lead")["text"]
    assert "Orders of the past 7 days, if the rules were those:" in text
    assert "Standard: 33.3 % → 100 % of 3" in text
    assert "2 would end otherwise:" in text
    assert "(standard): missed by 5 min → met" in text
    assert "(standard): still open, missed by 5 min so far → still open, in time" in text


def test_what_if_is_the_operators_and_says_what_is_mistyped(bot: Inside, town: Town) -> None:
    assert asks(town, "whatif 3h")["text"].startswith("Only Operators of this bot can do this.")
    for words, said in {
        "whatif": "Say what would be otherwise",
        "whatif standrd=3h": "did you mean standard",
        "whatif 3h calendar=cs_tokio": "did you mean cs_tokyo",
        "whatif soon": "'soon' is not a target",
        "whatif 3h days=0": "days are 1 to 366",
        "wahtif": "Did you mean whatif?",
    }.items():
        assert said in asks(town, words, "ops.lead")["text"], words


def test_a_guest_learns_nothing(bot: Inside, town: Town) -> None:
    assert "Only full members of this workspace can see how targets are met" in asks(town, "", "guest")["text"]
