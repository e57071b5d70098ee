"""Promise 15: the head told to the operators' channel shows what the chain alone cannot: a tail cut off or forged anew.

Whoever can write the database can also mend the chain's head there. What stands in Slack they cannot reach.
"""

import re

import pytest
from sqlalchemy import delete, select, update

from bot import audit
from bot.audit import Entry
from bot.scheduler import publish_audit_head
from models import AuditHead, AuditLine
from tests.figures import Figure
from tests.harness import Town, handoff
from tests.inside import Inside

pytestmark = pytest.mark.promise(15)
LINES = 12


def told(town: Town) -> tuple[int, str]:
    """The one message about the head, as an auditor reads it: (lines, hash)."""
    (message,) = [m for m in town.messages("handoff-ops") if m["text"].startswith("Audit trail at ")]
    found = re.search(r"(\d+) lines, the last has the hash ([0-9a-f]{64})", message["text"])
    assert found
    return int(found[1]), found[2]


def tell(bot: Inside) -> None:
    publish_audit_head(bot.store, bot.bot.clock, bot.machine.policy.company.zone)
    bot.quiet()


def add(bot: Inside, count: int, action: str = "approve.accepted") -> None:
    for n in range(count):
        with bot.store.transaction() as session:
            audit.record(session, bot.bot.clock.real(), Entry(f"U{n}", action, f"PUB{n}"))


def cut(bot: Inside, left: int) -> None:
    """Only the first ``left`` lines remain, and the head in the database agrees."""
    with bot.store.transaction() as session:
        session.execute(delete(AuditLine).where(AuditLine.seq > left))
        last = session.scalar(select(AuditLine.hash).where(AuditLine.seq == left)) or audit.GENESIS
        session.execute(update(AuditHead).values(seq=left, hash=last))


def found(bot: Inside, seen: tuple[int, str]) -> bool:
    """Whether comparing with the message shows the change; the database itself is in order."""
    with bot.store.reading() as session:
        assert audit.verify(session).fault == ""
        at = session.scalar(select(AuditLine.hash).where(AuditLine.seq == seen[0]))
    return at != seen[1]


def test_a_tail_that_was_cut_or_forged_shows_against_the_message(bot: Inside, town: Town, figure: Figure) -> None:
    add(bot, LINES)
    tell(bot)
    tampers = shown = 0
    for left in range(LINES):
        seen = told(town)
        for grow in (0, LINES - left, LINES - left + 3):  # cut; forged to the same length; and gone on from there
            cut(bot, left)
            add(bot, grow, "approve.forged")
            tampers += 1
            shown += found(bot, seen)
        cut(bot, 0)
        add(bot, LINES)
        tell(bot)
        assert not found(bot, told(town)), "an untouched chain agrees with what was told"
    figure("tampers", tampers)
    figure("found", shown)
    assert shown == tampers
    assert len([m for m in town.messages("handoff-ops") if m["text"].startswith("Audit trail at ")]) == 1


def test_the_head_is_one_message_that_is_edited_and_agrees_with_verify(
    bot: Inside, town: Town, database_url: str, figure: Figure
) -> None:
    for hour in range(3):
        add(bot, 2)
        tell(bot)
        lines, last = told(town)
        assert lines == 2 * (hour + 1)
        assert f"whole: {lines} lines, head {last}" in handoff(database_url, "audit", "verify").stdout
    (message,) = [m for m in town.messages("handoff-ops") if m["text"].startswith("Audit trail at ")]
    assert message["edits"] == 2
    figure("messages_about_the_head", 1)
