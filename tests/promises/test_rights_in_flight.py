"""Promise 14, on the way: who loses their role between press and write, whose order it is, and what Slack says of who
presses in workspaces of every kind. What must come of it stands here by hand and imports nothing of the product.
"""

from collections.abc import Callable
from itertools import product
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert, update

from bot.store import WAKE
from models import Delivery, DeliveryState, Member, Request, State
from tests.figures import Figure
from tests.harness import Json, Town, handoff, until
from tests.inside import Inside, inside
from tests.promises.signed import body_of, from_home, headers_for, on_home, press, submission, typed
from tests.promises.test_rights import MAY, MAY_NOT, NOBODY, handbook_by_groups
from tests.towns import ONE

pytestmark = pytest.mark.promise(14)

Change = Callable[[Town], object]
LOSSES: dict[str, tuple[Change, Change]] = {
    "left the group": (
        lambda town: town.slack.post("groups", group="cs-agents", remove=["cs.one"]),
        lambda town: town.slack.post("groups", group="cs-agents", add=["cs.one"]),
    ),
    "deactivated": (
        lambda town: town.slack.post("users", user="cs.one", deleted=True),
        lambda town: (
            town.slack.post("users", user="cs.one", deleted=False),
            town.slack.post("groups", group="cs-agents", add=["cs.one"]),
        ),
    ),
    "became a guest": (
        lambda town: town.slack.post("users", user="cs.one", is_restricted=True),
        lambda town: town.slack.post("users", user="cs.one", is_restricted=False),
    ),
    "the group was disabled": (
        lambda town: town.slack.post("groups", group="cs-agents", disabled=True),
        lambda town: town.slack.post("groups", group="cs-agents", disabled=False),
    ),
}
"""How a role is lost, and how it is given back."""
VERBS, MOMENTS = ("approve", "reject", "retry"), ("checking", "decided")
BUSY = [{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "x"}]


def test_a_role_lost_between_press_and_write_ends_every_verb_unwritten(
    town: Town, database_url: str, tmp_path: Path, figure: Figure
) -> None:
    cells, wrong = 0, []
    with inside(town, database_url, handbook_by_groups(tmp_path)) as bot:
        for loss, (lose, restore) in LOSSES.items():
            orders = {cell: town.order(at=_now(town)) for cell in product(VERBS, MOMENTS)}
            bot.poll()
            bot.quiet(30)
            for (verb, _), order in orders.items():
                if verb == "retry":
                    _failed(bot, town, order)
            for (verb, moment), order in orders.items():
                cells += 1
                town.fault(**(_unread(order) if moment == "checking" else _busy(order)))
                _press(town, bot, order, verb)
                until(lambda o=order, m=moment: bot.request(o).state.value == m, f"{verb} is {moment}")
            lose(town)
            bot.bot.directory.refresh()
            # Who was judged a moment before may still be writing.
            until(lambda: not any(row.leased_until for row in bot.rows(Delivery)), "nothing is under way", 30)
            town.org.delete("faults")
            _at_once(bot)
            bot.quiet(40)
            for cell, order in orders.items():
                row, after = town.record(order), bot.request(order).state.value
                touched = town.written(order) or "[Handoff" in (row.get("Description") or "")
                if row["Status"] != "Pending Review" or touched or after not in ("waiting", "failed"):
                    wrong.append((loss, *cell, row["Status"], after, bot.actions(bot.request(order).public_id)[-1]))
            restore(town)
            bot.bot.directory.refresh()
    figure("cells", cells)
    figure("wrong", len(wrong))
    assert wrong == []


def _now(town: Town) -> str:
    """The story's instant: a later poll does not look far back."""
    return str(town.org.get("state")["now"])


def _at_once(bot: Inside) -> None:
    """What was put off after a fault is due now."""
    with bot.store.transaction() as session:
        waiting = update(Delivery).where(Delivery.state == DeliveryState.WAITING)
        session.execute(waiting.values(due_at=bot.bot.clock.real()))
        session.info[WAKE] = True


def _unread(order: str) -> Json:
    return {"path": "composite", "body": f"OrderItems.*{order}", "status": 503}


def _busy(order: str) -> Json:
    return {"path": "composite", "body": f'(?s)"PATCH".*{order}|{order}.*"PATCH"', "json": BUSY, "status": 500}


def _failed(bot: Inside, town: Town, order: str) -> None:
    town.fault(path="composite", body='"PATCH"', errorCode="CUSTOM_REFUSAL", status=400, times=1)
    town.press("cs.one", bot.card(order), "Approve")
    until(lambda: bot.request(order).state.value == "failed", "the refusal")
    bot.quiet()


def _press(town: Town, bot: Inside, order: str, verb: str) -> None:
    card = bot.card(order)
    if verb == "reject":
        town.reject("cs.one", card)
    else:
        town.press("cs.one", card, {"approve": "Approve", "retry": "Retry now"}[verb])


@ONE
def test_nobody_decides_on_their_own_order_in_any_way(town: Town, database_url: str, figure: Figure) -> None:
    theirs: dict[str, Json] = {
        "placed it": {"user": "cs.two@example.com"},
        "its contact": {"contact": {"Email": "cs.two@example.com"}},
        "the account's address": {"account": {"Email__c": "cs.two@example.com"}},
        "in capitals": {"contact": {"Email": "CS.Two@Example.com"}},
    }
    others: dict[str, Json] = {
        "a namesake elsewhere": {"contact": {"Email": "cs.two@example.org"}},
        "another": {"user": "cs.three@example.com"},
    }
    cells, wrong = 0, []
    with inside(town, database_url, working=True) as bot, httpx.Client(trust_env=False, timeout=30) as http:
        for (what, how), way in product(
            {**theirs, **others}.items(), ("card", "home", "words", "dialog", "home dialog")
        ):
            cells += 1
            order = town.order(**{"at": _now(town), **how})
            bot.arrive(order)
            request = bot.request(order)
            value = f"{request.public_id}.{request.version}.{request.fingerprint}"
            sent = submission("U0CSTWO", value)
            body = {
                "card": lambda v=value: body_of(press("U0CSTWO", "approve", v)),
                "home": lambda v=value: body_of(on_home(press("U0CSTWO", "approve", v))),
                "words": lambda r=request: typed("U0CSTWO", f"approve {r.number}"),
                "dialog": lambda s=sent: body_of(s),
                "home dialog": lambda s=sent: body_of(from_home(s)),
            }[way]()
            assert http.post(bot.url, content=body, headers=headers_for(body)).status_code == 200
            bot.quiet(30)
            if bool(town.written(order)) is (what in theirs):
                wrong.append((what, way, bot.actions(request.public_id)[-1]))
    figure("cells", cells)
    figure("wrong", len(wrong))
    assert wrong == []


ENTERPRISE: dict[str, Json] = {
    "no team, an enterprise": {"team": None, "enterprise": {"id": "E0GRID", "name": "Grid"}},
    "an org-wide install": {
        "team": None,
        "enterprise": {"id": "E0GRID", "name": "Grid"},
        "is_enterprise_install": True,
    },
    "the text false": {"is_enterprise_install": "false", "enterprise": None},
    "a team and an enterprise": {
        "team": {"id": "T0HANDOFF", "domain": "x", "enterprise_id": "E0GRID", "enterprise_name": "Grid"},
        "enterprise": {"id": "E0GRID", "name": "Grid"},
    },
}
"""What a payload of an Enterprise organisation carries besides."""
PRESSERS = {
    # (user, team of the user): whether they may
    ("U0CSONE", "T0HANDOFF"): True,
    ("W0CSNINE", "T0HANDOFF"): True,  # an id of the organisation
    ("W0NOBODY", "T0HANDOFF"): False,
    ("W0CSNINE", "T0OTHER"): False,
    ("U0CSONE", "E0GRID"): False,
    ("U0CSONE", "T0PARTNER"): False,
    ("U0SALESONE", "T0HANDOFF"): False,
    ("U0EXTERNAL", "T0PARTNER"): False,
    ("U0GUEST", "T0HANDOFF"): False,
}


@ONE
def test_an_enterprise_payload_gives_no_more_and_no_less(town: Town, database_url: str, figure: Figure) -> None:
    cells, wrong = 0, []
    with inside(town, database_url, working=False) as bot, httpx.Client(trust_env=False, timeout=30) as http:
        town.slack.post("groups", group="cs-agents", add=["guest", "external"])
        bot.bot.directory.refresh()
        nine = {"user_id": "W0CSNINE", "team_id": "T0HANDOFF", "name": "cs.nine", "email": "", "standing": "member"}
        with bot.store.transaction() as session:
            session.execute(insert(Member).values(**nine, roles=["cs_agents"]))
        for (what, more), ((user, team), may), way in product(ENTERPRISE.items(), PRESSERS.items(), ("card", "home")):
            cells += 1
            request = _arrived(bot, town)
            payload = press(user, "approve", f"{request.public_id}.{request.version}.{request.fingerprint}", team=team)
            payload = {**(on_home(payload) if way == "home" else payload), **more}
            body = body_of(payload)
            assert http.post(bot.url, content=body, headers=headers_for(body)).status_code == 200, (what, user)
            if (bot.actions(request.public_id)[-1] == "approve.accepted") is not may:
                wrong.append((what, user, team, way, bot.actions(request.public_id)[-1]))
    figure("cells", cells)
    figure("wrong", len(wrong))
    assert wrong == []


def _arrived(bot: Inside, town: Town) -> Request:
    """A request that waits, without the look at its order."""
    order = town.order(at=_now(town))
    bot.poll()
    with bot.store.transaction() as session:
        row = session.query(Request).filter_by(external_id=order).one()
        row.state, row.fingerprint = State.WAITING, "f00"
    return bot.request(order)


@ONE
@pytest.mark.parametrize("error", ["missing_scope", "plan_upgrade_required", "team_not_eligible", "unknown_method"])
def test_a_workspace_without_user_groups_goes_by_e_mail(
    town: Town, database_url: str, error: str, figure: Figure
) -> None:
    town.slack.post("faults", method="usergroups.*", error=error)
    cells, wrong = 0, []
    with inside(town, database_url, working=False) as bot, httpx.Client(trust_env=False, timeout=30) as http:
        assert bot.log.events("identity.no_groups")
        for user in sorted(MAY | MAY_NOT | {user for user, team in NOBODY.items() if team == "T0HANDOFF"}):
            cells += 1
            request = _arrived(bot, town)
            body = body_of(press(user, "approve", f"{request.public_id}.{request.version}.f00"))
            assert http.post(bot.url, content=body, headers=headers_for(body)).status_code == 200
            if (bot.actions(request.public_id)[-1] == "approve.accepted") is not (user in MAY):
                wrong.append((user, bot.actions(request.public_id)[-1]))
    figure("cells", cells)
    figure("wrong", len(wrong))
    assert wrong == []


MAY_OPERATE = {"U0OPSLEAD"}
DESK = ("status", "outbox", "retry 1", "park 1", "pause because", "resume", "audit", "help", "")


def test_only_operators_reach_the_desk(town: Town, database_url: str, figure: Figure) -> None:
    cells, wrong = 0, []
    with inside(town, database_url, working=False) as bot, httpx.Client(trust_env=False, timeout=30) as http:
        town.slack.post("groups", group="operators", add=["guest", "gone", "external", "handoff"])
        bot.bot.directory.refresh()
        everybody = {**dict.fromkeys(MAY | MAY_NOT, "T0HANDOFF"), **NOBODY, "U0OPSLEAD@T0PARTNER": "T0PARTNER"}
        for (user, team), words in product(everybody.items(), DESK):
            cells += 1
            body = typed(user.partition("@")[0], words, team=team).replace("%2Forders", "%2Fhandoff")
            before = len(bot.actions("handoff"))
            answer = http.post(bot.url, content=body, headers=headers_for(body))
            assert answer.status_code == 200
            told = bot.actions("handoff")[before:]
            refused = answer.json()["text"].startswith("Only Operators of this bot can do this")
            recorded = bool(told) and told[-1].endswith(".refused")
            if refused is (user in MAY_OPERATE) or (refused and not recorded):
                wrong.append((user, words, answer.text[:80], told))
    figure("cells", cells)
    figure("wrong", len(wrong))
    assert wrong == []
    assert handoff(database_url, "audit", "verify").returncode == 0
