"""What operators are told: one message for each matter, edited from then on, whatever fails on the way (promise 15)."""

from sqlalchemy import update

from bot import notices, outbox
from bot.scheduler import publish_audit_head
from models import Delivery, Lane, Notice
from tests.harness import Json, Town, outside, until
from tests.inside import Inside
from tests.towns import ONE, bot, standing_town, town

__all__ = ["bot", "standing_town", "town"]
OPS = "handoff-ops"


def told(town: Town) -> list[str]:
    return [message["text"] for message in town.messages(OPS)]


def say(bot: Inside, key: str, text: str) -> None:
    with bot.store.transaction() as session:
        notices.say(session, bot.bot.clock.real(), key, text)


def mend(bot: Inside, key: str, text: str) -> None:
    with bot.store.transaction() as session:
        notices.mend(session, bot.bot.clock.real(), key, text)


def test_a_matter_is_one_message_until_it_is_mended_and_a_new_one_when_it_comes_again(bot: Inside, town: Town) -> None:
    say(bot, "channel:C1", "Handoff was removed from #cs-orders <!channel>")
    say(bot, "other", "Another matter")
    bot.quiet()
    assert sorted(told(town)) == ["Another matter", "Handoff was removed from #cs-orders &lt;!channel&gt;"]
    say(bot, "channel:C1", "Handoff was removed from #cs-orders: 2 cards wait")
    say(bot, "channel:C1", "Handoff was removed from #cs-orders: 3 cards wait")
    bot.quiet()
    assert sorted(told(town)) == ["Another matter", "Handoff was removed from #cs-orders: 3 cards wait"]
    rows = len(bot.rows(Delivery))
    say(bot, "other", "Another matter")
    assert len(bot.rows(Delivery)) == rows, "the same words are no news"
    mend(bot, "channel:C1", "Mended: Handoff is back in #cs-orders")
    mend(bot, "never", "nothing")
    say(bot, "channel:C1", "Handoff was removed from #cs-orders")
    bot.quiet()
    wanted = ["Another matter", "Handoff was removed from #cs-orders", "Mended: Handoff is back in #cs-orders"]
    assert sorted(told(town)) == wanted


def test_a_matter_calls_who_holds_its_role_but_not_who_brought_it_up(bot: Inside, town: Town) -> None:
    def tell(key: str, text: str, caused_by: str = "") -> None:
        with bot.store.transaction() as session:
            notices.say(session, bot.bot.clock.real(), key, text, role="cs_agents", caused_by=caused_by)
        bot.quiet()

    everyone, others = "<@U0CSONE> <@U0CSTHREE> <@U0CSTWO> ", "<@U0CSONE> <@U0CSTHREE> "
    tell("one", "An order <!here> @here")
    tell("two", "Another", "U0CSTWO")
    assert set(told(town)) == {f"{others}Another", f"{everyone}An order &lt;!here&gt; @here"}
    tell("one", "An order, once more", "U0CSTWO")
    assert f"{everyone}An order, once more" in told(town), "an edit calls nobody, and so its words stay"
    (message,) = [one for one in town.messages(OPS) if one["text"].endswith("Another")]
    town.slack.post("messages/delete", channel=message["channel"], ts=message["ts"])
    tell("two", "Another, anew")
    assert f"{others}Another, anew" in told(town)
    mend(bot, "two", "That is over")
    bot.quiet()
    assert f"{others}That is over" in told(town)


FAULTS: list[Json] = [
    {"method": "chat.postMessage", "drop": "after"},
    {"method": "chat.postMessage", "error": "internal_error", "status": 500, "when": "after"},
    {"method": "chat.update", "drop": "after"},
    {"method": "chat.update", "error": "internal_error", "status": 500, "when": "before"},
    {"method": "conversations.*", "error": "ratelimited", "status": 429, "retry_after": 1},
]


@ONE
def test_a_failing_slack_doubles_and_loses_nothing(bot: Inside, town: Town) -> None:
    for number, fault in enumerate(FAULTS):
        town.slack.post("faults", **fault, times=1)
        if fault["method"].startswith("conversations"):
            town.slack.post("faults", method="chat.postMessage", drop="after", times=1)
        say(bot, f"matter {number}", f"{number} begins")
        say(bot, f"matter {number}", f"{number} goes on")
        bot.quiet(30)
        town.slack.delete("faults")
    assert sorted(told(town)) == [f"{number} goes on" for number in range(len(FAULTS))]


@ONE
def test_a_message_deleted_by_hand_is_told_anew(bot: Inside, town: Town) -> None:
    say(bot, "m", "first")
    bot.quiet()
    (message,) = town.messages(OPS)
    town.slack.post("messages/delete", channel=message["channel"], ts=message["ts"])
    say(bot, "m", "second")
    bot.quiet()
    assert told(town) == ["second"]
    say(bot, "m", "third")
    bot.quiet()
    assert told(town) == ["third"]


@ONE
def test_words_that_moved_on_while_an_edit_was_under_way_win(bot: Inside, town: Town) -> None:
    say(bot, "m", "first")
    bot.quiet()
    town.slack.post("settings", latency_ms=300)
    say(bot, "m", "second")
    until(lambda: any(row.attempts and row.state == "waiting" for row in bot.rows(Delivery)), "the edit is under way")
    with bot.store.transaction() as session:
        session.execute(update(Notice).values(text="third"))
    town.slack.post("settings", latency_ms=0)
    bot.quiet()
    assert told(town) == ["third"]


@ONE
def test_what_is_said_while_slack_takes_nothing_is_one_delivery(bot: Inside, town: Town) -> None:
    say(bot, "standing", "first")
    bot.quiet()
    town.slack.post("channels", channel=OPS, bot_member=False)
    for number in range(20):
        say(bot, "standing", f"standing {number}")
        say(bot, "new", f"new {number}")
    waiting = [row for row in bot.rows(Delivery) if row.kind == notices.NOTICE and row.state == "waiting"]
    assert len(waiting) == 2, "a matter that goes on for hours must not fill the outbox"
    edits = len(town.slack.get("log", method="chat.update")["entries"])
    town.slack.post("channels", channel=OPS, bot_member=True)
    with bot.store.transaction() as session:
        outbox.hurry_all(session, bot.bot.clock.real(), Lane.SAY)
    bot.quiet()
    assert sorted(told(town)) == ["new 19", "standing 19"]
    assert len(town.slack.get("log", method="chat.update")["entries"]) - edits <= 2


def test_the_audits_head_is_one_message_edited_each_hour(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    zone = bot.machine.policy.company.zone
    for _ in range(3):
        bot.pass_time(3600)
        publish_audit_head(bot.store, bot.bot.clock, zone)
        bot.quiet()
    (text,) = told(town)
    assert text.startswith("Audit trail at 2026-11-24 13:00 JST: ")
    assert bot.log.events("audit.head")[-1]["hash"] in text


def test_the_heads_message_outlives_restarts_and_replicas(town: Town, database_url: str) -> None:
    replicas = 2 if database_url.startswith("postgresql") else 1
    with outside(town, database_url, replicas, HANDOFF_HANDBOOK=str(town.quick_handbook())) as bots:
        until(lambda: len(told(town)) == 1, "the first message", 30)
        bots[0].kill()
        bots[0].start()
        bots[0].ready()
        before = told(town)
        until(lambda: len(bots[0].seen("notice.told")) >= 1 or told(town) == before, "it went on", 30)
    assert len(told(town)) == 1
