"""Promise 14, verb by verb: who may do what about an order, and whose approval counts as the second.

Both tables are written by hand from the handbook's words; they import nothing of the product. Identities type, since
every verb has its word; the other ways are held against the same rule in ``test_rights``.
"""

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import func, select, update

from models import AuditLine, Request, State
from tests.figures import Figure
from tests.harness import Town
from tests.inside import Inside, inside
from tests.promises.signed import headers_for, typed
from tests.promises.test_rights import MAY_NOT, NOBODY
from tests.towns import ONE

pytestmark = [pytest.mark.promise(14), pytest.mark.timeout(300)]

ONE_AGENT, TWO, THREE, MANAGER, LEAD = "U0CSONE", "U0CSTWO", "U0CSTHREE", "U0CSMANAGER", "U0OPSLEAD"
EACH = {ONE_AGENT, TWO, THREE, MANAGER}
RIGHTS = {
    "approve": EACH,
    "reject": EACH,
    "undo": EACH,
    "tick": EACH,
    "recheck": EACH,
    "claim": EACH,
    "release": EACH,
    "wait": EACH,
    "resume": EACH,
    "retry": EACH,
    "reveal": EACH,
    "dispute": EACH,
    "takeover": {MANAGER},
    "breakglass": {MANAGER},
    "review": {MANAGER, LEAD},
    "bulk": {MANAGER},
    "delegate": EACH,
}
"""Verb → who may. Nobody else, whatever state the order is in."""
WIDE = {"bulk": "bulk", "delegate": "delegate <@U0SALESONE>"}
NOT_THEIRS = {"no_role", "no_member", "wrong_team", "unknown_person"}
EVERYBODY = {**dict.fromkeys(EACH | MAY_NOT, "T0HANDOFF"), **NOBODY, "U0CSONE@T0PARTNER": "T0PARTNER"}


@ONE
def test_every_verb_is_theirs_whom_the_table_names(town: Town, database_url: str, figure: Figure) -> None:
    with inside(town, database_url) as bot:
        town.slack.post("groups", group="cs-managers", add=["guest", "gone", "external", "handoff"])
        bot.bot.directory.refresh()
        number = town.record(order := town.order())["OrderNumber"]
        bot.arrive(order)
        wrong, cells = [], 0
        with httpx.Client(trust_env=False, timeout=30) as http:
            for verb, theirs in RIGHTS.items():
                for user, team in EVERYBODY.items():
                    cells += 1
                    words = WIDE.get(verb, f"{verb} {number}")
                    refused = codes(bot, http, user, team, words) & NOT_THEIRS
                    if bool(refused) is (user in theirs):
                        wrong.append((verb, user, refused))
        figure("cells_of_verbs", cells)
        figure("wrong_of_verbs", len(wrong))
        assert wrong == []
        assert cells == 17 * 21


COUNTED, FIRST_AGAIN, NO_ROOM, NOT = "the second", "same_person", "no_role", "not theirs"
SECONDS = {
    # who gave the first approval: whose is the second
    ONE_AGENT: {MANAGER: COUNTED, ONE_AGENT: FIRST_AGAIN, TWO: NO_ROOM, THREE: NO_ROOM},
    MANAGER: {MANAGER: FIRST_AGAIN, ONE_AGENT: COUNTED, TWO: COUNTED, THREE: COUNTED},
}


@ONE
@pytest.mark.parametrize("first", SECONDS)
def test_whose_approval_counts_as_the_second(town: Town, database_url: str, figure: Figure, first: str) -> None:
    with inside(town, database_url, working=False) as bot:
        order = town.order(lines=[("Business 10G", 1, 120_000, "Monthly")])
        bot.poll()
        name = {ONE_AGENT: "cs.one", MANAGER: "cs.manager"}[first]
        given = {"user": first, "name": name, "at": "2026-11-24T01:00:00+00:00", "facts": "f", "checks": {},
                 "verb": "approve"}  # fmt: skip
        wrong, cells = [], 0
        with httpx.Client(trust_env=False, timeout=30) as http:
            for user, team in EVERYBODY.items():
                cells += 1
                with bot.store.transaction() as session:
                    fresh = {"state": State.WAITING, "fingerprint": "f", "approvals": [given], "serving": None,
                             "facts": {"value": "120000"}, "touched_at": datetime.now(UTC)}  # fmt: skip
                    session.execute(update(Request).where(Request.external_id == order).values(fresh))
                expected = SECONDS[first].get(user, NOT)
                refused = codes(bot, http, user, team, f"approve {bot.request(order).number}")
                accepted = bot.request(order).state is State.CHECKING
                right = {COUNTED: accepted and not refused, NOT: not accepted and bool(refused & NOT_THEIRS)}
                if not right.get(expected, not accepted and refused == {expected}):
                    wrong.append((user, expected, refused))
        figure("cells_of_seconds", cells)
        figure("wrong_of_seconds", len(wrong))
        assert wrong == []
        assert cells == 21


def codes(bot: Inside, http: httpx.Client, user: str, team: str, words: str) -> set[str]:
    """Why what this person types was refused; nothing if it was not."""

    with bot.store.reading() as session:
        before = session.scalar(select(func.max(AuditLine.seq))) or 0
    body = typed(user.partition("@")[0], words, team=team)
    assert http.post(bot.url, content=body, headers=headers_for(body)).status_code == 200
    with bot.store.reading() as session:
        lines = session.scalars(select(AuditLine).where(AuditLine.seq > before)).all()
        return {line.detail["code"] for line in lines if line.action.endswith(".refused") and "code" in line.detail}
