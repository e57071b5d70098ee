"""``/handoff``: an operator does in Slack what the command line does, and nobody else does."""

import pytest

from models import AuditLine, Member
from tests.harness import Town
from tests.inside import Inside, blocks_text, buttons, dead_letter
from tests.towns import ONE

OPS = "handoff-ops"


def says(town: Town, line: str, user: str = "ops.lead") -> str:
    text: str = town.types(user, line, OPS)["text"]
    return text


def test_an_operator_pauses_looks_and_resumes(bot: Inside, town: Town) -> None:
    order = town.order()
    bot.arrive(order)
    assert says(town, "/handoff pause").startswith("Say why")
    said = says(town, "/handoff pause Salesforce & the Flow <!channel> are being mended")
    assert said.startswith("Handoff is read-only now; 1 open card will say so")
    bot.quiet()
    shown = bot.card(order)
    escaped = "Salesforce &amp; the Flow &lt;!channel&gt; are being mended"
    assert escaped in blocks_text(shown)
    assert escaped in shown["text"]
    assert buttons(shown) == []
    assert (
        "being mended. Nothing was changed."
        in town.types("cs.one", f"/orders approve {town.record(order)['OrderNumber']}")["text"]
    )
    assert "being mended" in str(town.types("cs.one", f"/orders show {town.record(order)['OrderNumber']}"))
    status = says(town, "/handoff status")
    assert "Fault: bot: no handoff run is running" in status, "nothing beats in this test"
    assert "open requests: 1 waiting" in status
    assert "by U0OPSLEAD: Salesforce &amp; the Flow" in status
    assert "Resume it first" in says(town, "/handoff pause again")
    assert says(town, "/handoff RESUME").startswith("Handoff works again; buttons come back on 1 open card.")
    assert "nothing to resume" in says(town, "/handoff resume")
    bot.quiet()
    assert buttons(bot.card(order)) == ["Approve", "Reject"]
    lines = [(line.actor, line.action) for line in bot.rows(AuditLine) if line.subject == "handoff"]
    assert lines == [
        ("U0OPSLEAD", "pause.refused"),
        ("U0OPSLEAD", "pause"),
        ("U0OPSLEAD", "pause.refused"),
        ("U0OPSLEAD", "resume"),
        ("U0OPSLEAD", "resume.refused"),
    ]


def test_an_operator_retries_a_dead_letter(bot: Inside, town: Town) -> None:
    order, row = dead_letter(bot)
    assert says(town, "/handoff outbox").startswith(f"{row.id} · parked · orders.approve · ")
    assert "is tried again" in says(town, f"/handoff retry {row.id}")
    bot.quiet()
    assert town.written(order) == ["Approved"]
    assert says(town, "/handoff outbox") == "Nothing waits and nothing is parked."
    for wrong in ("retry", "retry x", "park 1 2", "retry ٣", f"retry {10**12}"):
        assert "Name one delivery" in says(town, f"/handoff {wrong}")
    assert "nothing of it is left" in says(town, f"/handoff park {row.id}")
    assert "/handoff status" in says(town, "/handoff")
    assert "There is no “drop-everything” here. /handoff help" in says(town, "/handoff drop-everything")
    assert "Did you mean status?" in says(town, "/handoff stauts")
    assert "lines, the last has the hash " in says(town, "/handoff audit")


@ONE
@pytest.mark.parametrize("user", ["cs.manager", "it.manager", "guest", "leaver"])
def test_nobody_else_is_told_or_changes_anything(bot: Inside, town: Town, user: str) -> None:
    with bot.store.reading() as session:
        assert session.query(Member).count()
    for word in ("status", "outbox", "retry 1", "park 1", "pause because", "resume", "audit", "help", "=cmd()"):
        said = says(town, f"/handoff {word}", user)
        assert said == "Only Operators of this bot can do this. It was recorded, and nothing was changed."
    lines = [line for line in bot.rows(AuditLine) if line.subject == "handoff"]
    assert [line.action for line in lines][-3:] == ["audit.refused", "help.refused", "handoff.refused"]
    assert {line.detail["code"] for line in lines} == {"no_operator"}
