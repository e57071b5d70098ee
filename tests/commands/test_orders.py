"""Order review from end to end: what people press, what Salesforce then says, what everybody sees."""

from tests.harness import CLERK, Town
from tests.inside import Inside, blocks_text, buttons


def test_an_approval_is_written_read_back_and_told(bot: Inside, town: Town) -> None:
    order = town.order()
    card = bot.arrive(order)
    assert buttons(card) == ["Approve", "Reject"]

    assert town.press("cs.one", card, "Approve")["status"] == 200
    bot.quiet()

    assert town.record(order)["Status"] == "Approved"
    after = bot.card(order)
    assert after["ts"] == card["ts"]
    assert buttons(after) == []
    assert "Approved order" in blocks_text(after)
    assert "@cs.one" in after["text"]
    assert "SLA met" in after["text"]
    assert town.thread(card) == ["Approved by @cs.one · SLA met"]
    assert len(town.status_changes(order)) == 1
