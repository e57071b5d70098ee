"""A13: after an approval provisioning is seen to begin, or DevOps is told once, until it does."""

from pathlib import Path

import pytest

from bot import deadlines
from models import AuditLine, Deadline, State
from tests.harness import Json, Town, handbook_text, until
from tests.inside import Inside, blocks_text, inside
from tests.towns import ONE

ALERTS = "devops-alerts"
MINUTES = 15


def approved(bot: Inside, town: Town) -> str:
    order = town.order()
    town.press("cs.one", bot.arrive(order), "Approve")
    until(lambda: bot.request(order).state is State.DONE, "the approval")
    bot.quiet()
    return order


def wait(bot: Inside, minutes: float) -> None:
    bot.pass_time(minutes * 60)
    bot.tick()
    bot.quiet()


def poll(bot: Inside) -> None:
    bot.poll()
    bot.quiet()


def alerts(town: Town) -> list[Json]:
    return town.messages(ALERTS)


def left(bot: Inside) -> int:
    """How many deadlines are still open."""
    return sum(row.closed_at is None for row in bot.rows(Deadline))


def test_what_begins_in_time_is_a_word_on_the_card_and_disturbs_nobody(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    said = town.thread(bot.card(order))
    assert "provisioning" not in blocks_text(bot.card(order))
    bot.pass_time(30)
    poll(bot)
    assert "SLA met · provisioning started 10:0" in blocks_text(bot.card(order))
    assert town.thread(bot.card(order)) == said
    wait(bot, MINUTES + 1)
    poll(bot)
    assert alerts(town) == []
    assert left(bot) == 0
    assert bot.actions(bot.request(order).public_id)[-1] == "provisioning.started"


def test_what_does_not_begin_is_told_once_and_closes_itself(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    number = town.record(order)["OrderNumber"]
    wait(bot, MINUTES - 1)
    assert alerts(town) == []
    wait(bot, 1)
    (alert,) = alerts(town)
    assert alert["text"].startswith(f"Order {number}, approved by @cs.one at 10:0")
    assert "provisioning has not begun after 15 minutes. <http" in alert["text"]
    assert "provisioning has not started; its team was told" in blocks_text(bot.card(order))
    for _ in range(2):
        wait(bot, 60)
        poll(bot)
    assert len(alerts(town)) == 1
    town.touch(order, Provisioning_Status__c="Started")
    poll(bot)
    (alert,) = alerts(town)
    assert "provisioning began at 12:1" in alert["text"]
    assert "provisioning started" in blocks_text(bot.card(order))


def test_what_fails_is_told_at_once(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="failed", flow_started_after_s=20, flow_finished_after_s=20)
    order = approved(bot, town)
    bot.pass_time(30)
    poll(bot)
    (alert,) = alerts(town)
    assert "provisioning failed." in alert["text"]
    assert "provisioning failed; its team was told" in blocks_text(bot.card(order))
    wait(bot, MINUTES)
    poll(bot)
    assert len(alerts(town)) == 1
    town.touch(order, Provisioning_Status__c="Provisioned")
    poll(bot)
    assert "provisioning began" in alerts(town)[0]["text"]


@ONE
def test_what_began_while_nobody_polled_is_found_when_the_time_is_over(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    wait(bot, MINUTES)
    assert alerts(town) == []
    assert "provisioning started 10:" in blocks_text(bot.card(order))


@ONE
@pytest.mark.parametrize("after", ["Cancelled", "Pending Review"])
def test_an_order_that_was_taken_back_is_not_waited_for(bot: Inside, town: Town, after: str) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    town.touch(order, Status=after)
    wait(bot, MINUTES)
    assert alerts(town) == []


@ONE
@pytest.mark.parametrize("how", ["cancelled", "deleted"])
def test_an_alert_closes_when_the_order_is_taken_back(bot: Inside, town: Town, how: str) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    wait(bot, MINUTES)
    if how == "deleted":
        town.org.post("delete", id=order)
    else:
        town.touch(order, Status="Cancelled")
    poll(bot)
    (alert,) = alerts(town)
    assert "taken back since, so nothing is provisioned." in alert["text"]
    assert "provisioning" not in blocks_text(bot.cards(order)[0])


@ONE
@pytest.mark.parametrize("minutes", [5, MINUTES], ids=["before its time is over", "after its alert"])
def test_a_second_round_is_watched_anew_and_the_first_no_more(bot: Inside, town: Town, minutes: int) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    wait(bot, minutes)
    first = len(alerts(town))
    town.touch(order, Status="Pending Review")
    poll(bot)
    assert all("taken back since" in alert["text"] for alert in alerts(town))
    assert len(bot.cards(order)) == 2
    town.press("cs.two", bot.card(order), "Approve")
    until(lambda: bot.request(order).state is State.DONE, "the second approval")
    bot.quiet()
    wait(bot, MINUTES - 1)
    assert len(alerts(town)) == first
    wait(bot, 1)
    assert len(alerts(town)) == first + 1
    assert "approved by @cs.two" in alerts(town)[-1]["text"]
    town.touch(order, Provisioning_Status__c="Started")
    poll(bot)
    assert not [alert for alert in alerts(town) if "has not begun" in alert["text"]]


@ONE
@pytest.mark.parametrize("old", ["Failed", "Started"])
def test_what_the_field_says_since_an_earlier_round_is_no_news(bot: Inside, town: Town, old: str) -> None:
    town.org.post("switches", flow_mode="never")
    order = town.order(order={"Provisioning_Status__c": old})
    town.press("cs.one", bot.arrive(order), "Approve")
    until(lambda: bot.request(order).state is State.DONE, "the approval")
    poll(bot)
    assert "provisioning" not in blocks_text(bot.card(order))
    wait(bot, MINUTES)
    assert "has not begun" in alerts(town)[0]["text"]
    poll(bot)
    town.touch(order, Provisioning_Status__c="Provisioned")
    poll(bot)
    assert "provisioning began" in alerts(town)[0]["text"]


@ONE
def test_what_fails_after_it_began_is_told(bot: Inside, town: Town) -> None:
    order = approved(bot, town)
    bot.pass_time(30)
    poll(bot)
    assert "provisioning started" in blocks_text(bot.card(order))
    town.touch(order, Provisioning_Status__c="Failed")
    poll(bot)
    assert "provisioning failed." in alerts(town)[0]["text"]


@ONE
@pytest.mark.parametrize("off", ["      provisioning: Provisioning_Status__c", "      channel: devops-alerts"])
def test_whoever_switches_it_off_meanwhile_hears_nothing(
    town: Town, database_url: str, tmp_path: Path, off: str
) -> None:
    town.org.post("switches", flow_mode="never")
    with inside(town, database_url) as bot:
        order = approved(bot, town)
    text = handbook_text()
    if off.endswith("__c"):
        text = text.replace(off, "      # off:")
    else:
        begin = text.index("    provisioning:\n      minutes")
        text = text[:begin] + text[text.index("    # The sentences to choose from on Reject") :]
    handbook = tmp_path / "handbook.yaml"
    handbook.write_text(text, "utf-8")
    with inside(town, database_url, str(handbook)) as bot:
        wait(bot, MINUTES)
        poll(bot)
        assert alerts(town) == []
        assert "provisioning" not in blocks_text(bot.card(order))


@ONE
def test_an_order_that_was_deleted_is_not_waited_for(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    town.org.post("delete", id=order)
    poll(bot)
    wait(bot, MINUTES)
    assert alerts(town) == []


@ONE
def test_a_rejected_order_is_not_waited_for(bot: Inside, town: Town) -> None:
    order = town.order()
    town.reject("cs.one", bot.arrive(order))
    until(lambda: bot.request(order).state is State.DONE, "the rejection")
    assert left(bot) == 0


@ONE
def test_an_org_that_does_not_say_is_told_as_well(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="never")
    order = approved(bot, town)
    town.fault(path="query", errorCode="INSUFFICIENT_ACCESS", status=403, times=1)
    wait(bot, MINUTES)
    assert "whether provisioning began could not be read (INSUFFICIENT_ACCESS)." in alerts(town)[0]["text"]
    assert "could not be read; its team was told" in blocks_text(bot.card(order))
    town.touch(order, Provisioning_Status__c="Started")
    poll(bot)
    assert "provisioning began at 10:1" in alerts(town)[0]["text"]


@ONE
def test_a_deadline_that_two_fire_at_once_tells_once(bot: Inside, town: Town) -> None:
    town.org.post("switches", flow_mode="never")
    approved(bot, town)
    bot.pass_time(MINUTES * 60)
    with bot.store.reading() as session:
        (due,) = deadlines.due(session, bot.bot.clock.business())
    for _ in range(2):
        bot.machine.fire(due)
    bot.quiet()
    assert len(alerts(town)) == 1
    assert [line.action for line in bot.rows(AuditLine)].count("provisioning.due") == 1


@ONE
def test_without_the_entry_nobody_watches(town: Town, database_url: str, tmp_path: Path) -> None:
    text = handbook_text()
    handbook = tmp_path / "handbook.yaml"
    handbook.write_text(text.replace("      provisioning: Provisioning_Status__c", "      # provisioning:"), "utf-8")
    with inside(town, database_url, str(handbook)) as bot:
        approved(bot, town)
        assert left(bot) == 0
        wait(bot, MINUTES)
        assert alerts(town) == []
