"""Silences, with what they would mute shown first and both their ends told; and the ledger of all that is held back."""

from models import AuditLine, Fate, Silence
from tests.commands.test_orders_ladder import alerts, breaches, pass_minutes
from tests.harness import Json, Town
from tests.inside import Inside
from tests.towns import ONE, bot, standing_town, town

__all__ = ["bot", "standing_town", "town"]
pytestmark = ONE
OPS = "handoff-ops"


def types(town: Town, words: str, who: str = "ops.lead") -> Json:
    return town.types(who, f"/alerts {words}")


def begin(bot: Inside, town: Town, words: str, who: str = "ops.lead") -> str:
    """Ask, press *Begin silence*; the preview that was shown."""
    offered = types(town, f"silence {words}", who)
    shown = town.slack.get("ephemerals", user=who)["ephemerals"][-1]
    pressed = {"user": who, "channel": shown["channel"], "ts": shown["ts"], "text": "Begin silence"}
    assert town.slack.post("press", **pressed)["answer"]["status"] == 200
    bot.quiet()
    return str(offered["text"])


def told(town: Town, word: str, channel: str = "cs-orders") -> list[str]:
    return [one["text"] for one in town.messages(channel) if word in one["text"]]


def test_a_silence_is_previewed_begins_with_a_word_and_holds_back(bot: Inside, town: Town) -> None:
    card = bot.arrive(town.order())
    pass_minutes(bot, 31)
    preview = begin(bot, town, "reminder 2h Stocktaking")
    assert preview.startswith(
        "A silence for 2 h: reminders are held back. In the past 7 days it would have held back 1 "
    )
    assert preview.endswith("Reason: Stocktaking")
    for channel in ("cs-orders", OPS):
        (said,) = told(town, "Silence 1 begins", channel)
        assert said.startswith("Silence 1 begins: reminders are held back until Tue 24 Nov 12:3")
        assert said.endswith("by @ops.lead: Stocktaking. End it with /alerts end 1.")
    pass_minutes(bot, 30)
    assert not [line for line in town.thread(card) if "75 %" in line]
    (held,) = alerts(bot, Fate.SILENCED)
    assert held.why == "silence 1 by @ops.lead: Stocktaking"
    pass_minutes(bot, 30)
    assert len(breaches(town)) == 1, "a breach is no reminder"


def test_nothing_begins_before_it_is_confirmed(bot: Inside, town: Town) -> None:
    types(town, "silence all 1h Stocktaking")
    assert bot.rows(Silence) == []


def test_what_still_matters_at_its_end_is_told_then(bot: Inside, town: Town) -> None:
    orders = [town.order(), town.order()]
    for order in orders:
        bot.arrive(order)
    begin(bot, town, "breach 1d Moving house")
    pass_minutes(bot, 91)
    assert breaches(town) == []
    town.press("cs.one", bot.card(orders[0]), "Approve")
    bot.quiet()
    assert types(town, "end 1")["text"] == "Silence 1 is over."
    bot.tick()
    bot.quiet()
    (over,) = told(town, "Silence 1 is over")
    assert "ended by @ops.lead: it held back 2 alerts, of which 1 still matters and is looked at again now." in over
    (breach,) = breaches(town)
    assert town.record(orders[1])["OrderNumber"] in breach


def test_it_ends_by_itself_and_says_so(bot: Inside, town: Town) -> None:
    begin(bot, town, "all 30m Fire drill")
    pass_minutes(bot, 29)
    assert told(town, "is over") == []
    pass_minutes(bot, 2)
    assert told(town, "is over") == told(town, "is over", OPS) == ["Silence 1 is over: it held back 0 alerts."]
    pass_minutes(bot, 2)
    assert len(told(town, "is over")) == 1


def test_one_order_can_be_silenced_and_the_others_are_not(bot: Inside, town: Town) -> None:
    first, second = town.order(), town.order()
    bot.arrive(first)
    begin(bot, town, f"{town.record(first)['OrderNumber']} 1d The customer is on holiday")
    pass_minutes(bot, 91)
    (breach,) = breaches(town)
    assert town.record(second)["OrderNumber"] in breach
    assert town.record(first)["OrderNumber"] not in breach


def test_a_channel_can_be_silenced(bot: Inside, town: Town) -> None:
    bot.arrive(town.order())
    assert "alerts in #cs-orders are held back" in begin(bot, town, "#cs-orders 1d Moving")
    pass_minutes(bot, 91)
    assert breaches(town) == []


def test_only_operators_silence_and_everybody_may_read(bot: Inside, town: Town) -> None:
    for words in ("silence all 1h Because", "end 1"):
        assert types(town, words, "cs.one")["text"].startswith("Only Operators of this bot can do this.")
    assert types(town, "held", "sales.one")["text"] == "Nothing is held back now."
    assert "Only full members" in types(town, "held", "guest")["text"]
    assert bot.rows(Silence) == []
    refused = [line.action for line in bot.rows(AuditLine) if line.action.endswith(".refused")]
    assert refused == ["silence.refused", "end.refused", "held.refused"]


def test_who_lost_the_role_between_the_preview_and_the_press_begins_nothing(bot: Inside, town: Town) -> None:
    types(town, "silence all 1h Because")
    shown = town.slack.get("ephemerals", user="ops.lead")["ephemerals"][-1]
    press = {"channel": shown["channel"], "ts": shown["ts"], "text": "Begin silence"}
    town.slack.post("users", user="ops.lead", deleted=True)
    bot.bot.directory.refresh()
    town.slack.post("press", user="ops.lead", **press)
    bot.quiet()
    assert bot.rows(Silence) == []


def test_what_is_mistyped_says_the_likely_word_and_changes_nothing(bot: Inside, town: Town) -> None:
    for words, said in {
        "silence": "Write silence WHAT TIME REASON",
        "silence remindr 2h Why": "Did you mean reminder?",
        "silence all 2x Why": "TIME is 30m, 2h or 1d.",
        "silence all 99d Why": "between a minute and 30 days",
        "silence all 2h": "Say why, in at most 200 characters.",
        "silence #nowhere 2h Why": "Handoff posts in #cs-escalations, #cs-orders, #devops-alerts, #handoff-ops.",
        "silnce all": "Did you mean silence?",
        "end x": "Name one silence",
        "end 7": "No silence 7 stands.",
    }.items():
        assert said in types(town, words)["text"], words
    assert bot.rows(Silence) == []


def test_a_reason_never_becomes_a_mention(bot: Inside, town: Town) -> None:
    begin(bot, town, "all 1h <!channel> *loud*")
    (said,) = told(town, "Silence 1 begins")
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said


def test_the_ledger_says_what_is_held_back_why_and_for_how_long(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    begin(bot, town, "reminder 45m Stocktaking")
    pass_minutes(bot, 31, 10)
    number = town.record(order)["OrderNumber"]
    ledger = types(town, "held", "cs.two")["text"].splitlines()
    assert ledger[0] == "1 alert held back now."
    assert ledger[1] == f"• reminders · {number} · for 10 min: silence 1 by @ops.lead: Stocktaking"
    assert ledger[2].startswith("Silence 1: reminders are held back until Tue 24 Nov 10:4")
    pass_minutes(bot, 10)
    ledger = types(town, "", "cs.two")["text"].splitlines()
    assert ledger[:2] == ["Nothing is held back now.", "Before that:"]
    assert ledger[2].startswith(f"• reminders · {number} · told after 20 min: ")


def test_a_double_click_begins_one(bot: Inside, town: Town) -> None:
    types(town, "silence all 1h Because")
    shown = town.slack.get("ephemerals", user="ops.lead")["ephemerals"][-1]
    press = {"channel": shown["channel"], "ts": shown["ts"], "text": "Begin silence"}
    for _ in range(3):
        town.slack.post("press", user="ops.lead", **press)
    bot.quiet()
    assert len(bot.rows(Silence)) == 1
    assert "This silence was begun already." in town.privately("ops.lead")[-1]


def test_an_old_preview_begins_nothing(bot: Inside, town: Town) -> None:
    types(town, "silence all 1h Because")
    pass_minutes(bot, 20)
    shown = town.slack.get("ephemerals", user="ops.lead")["ephemerals"][-1]
    town.slack.post("press", user="ops.lead", channel=shown["channel"], ts=shown["ts"], text="Begin silence")
    bot.quiet()
    assert bot.rows(Silence) == []
    assert "This preview is old." in town.privately("ops.lead")[-1]
