"""What has served is forgotten by the handbook's days, in batches, and nothing of an open request is touched."""

from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.handbook.policy import Retention
from bot.operations import expiry
from bot.store import Store
from models import (
    Alert,
    AuditLine,
    Decision,
    Delivery,
    DeliveryState,
    Fate,
    Lane,
    Notice,
    Personal,
    Receipt,
    Request,
    State,
)
from tests.harness import Town
from tests.inside import Inside
from tests.towns import ONE

NOW = Clock().real()
LONG_AGO, LATELY = NOW - timedelta(days=31), NOW - timedelta(days=29)
WORDS = "the customer's aunt telephoned"


def request(name: str, state: State, touched: datetime) -> Request:
    serving = {"verb": "reject", "user": "U1", "reason": "other", "note": WORDS}
    return Request(public_id=name, workflow="orders", external_id=name, number=name, state=state, opened_at=touched,
                   target="standard", touched_at=touched, facts={}, serving=serving)  # fmt: skip


def delivery(key: str, state: DeliveryState, settled: datetime | None) -> Delivery:
    return Delivery(key=key, kind="slack.tell", lane=Lane.SAY, payload={"text": WORDS}, state=state, due_at=LONG_AGO,
                    created_at=LONG_AGO, settled_at=settled)  # fmt: skip


def decision(request_id: int) -> Decision:
    return Decision(request_id=request_id, verb="reject", user="U1", name="cs.one", pressed_at=NOW, decided_at=NOW,
                    seen="f", note=WORDS, correlation="C")  # fmt: skip


def alert(key: str, request_id: int, notice_id: int) -> Alert:
    return Alert(key=key, cause="breach", request_id=request_id, channel="", text=WORDS, fate=Fate.TOLD, at=LONG_AGO,
                 notice_id=notice_id)  # fmt: skip


def fill(store: Store) -> None:
    with store.transaction() as session:
        requests = [
            request("OLD", State.DONE, LONG_AGO),
            request("ELSE", State.ELSEWHERE, LONG_AGO),
            request("NEW", State.DONE, LATELY),
            request("OPEN", State.DECIDED, LONG_AGO),
        ]
        session.add_all(requests)
        session.flush()
        for one in requests:
            expired = NOW - timedelta(seconds=1)
            session.add_all([decision(one.id), Personal(request_id=one.id, details={"name": "x"}, expires_at=expired)])
        session.add_all(
            [
                *(Receipt(key=f"old{n}", at=NOW - timedelta(days=3)) for n in range(7)),
                Receipt(key="new", at=NOW),
                delivery("done", DeliveryState.DONE, LONG_AGO),
                delivery("withdrawn", DeliveryState.WITHDRAWN, LONG_AGO),
                delivery("lately", DeliveryState.DONE, NOW - timedelta(days=13)),
                delivery("waiting", DeliveryState.WAITING, None),
                delivery("parked", DeliveryState.PARKED, LONG_AGO),
                Notice(key="a", standing=None, text="mended", at=LONG_AGO),
                Notice(key="b", standing=True, text="stands", at=LONG_AGO),
            ]
        )
        session.flush()
        told = session.query(Notice.id).filter(Notice.key == "a").scalar()
        session.add_all(alert(f"A{one.number}", one.id, told) for one in requests[1:3])


def keys(store: Store, column: Any, *where: Any) -> set[Any]:
    with store.reading() as session:
        return {value for (value,) in session.query(column).filter(*where)}


def test_each_kind_goes_when_its_days_are_over(store: Store) -> None:
    fill(store)
    forgotten = expiry.sweep(store, Clock(), Retention())
    assert forgotten == {
        "receipts": 7,
        "details": 3,
        "deliveries": 2,
        "alerts": 1,
        "notices": 1,
        "words of decisions": 2,
        "words of requests": 2,
        "ticks": 0,
    }
    assert keys(store, Alert.key) == {"ANEW"}, "its message is gone, and it stays in the ledger"
    assert keys(store, Receipt.key) == {"new"}
    assert keys(store, Delivery.key) == {"lately", "waiting", "parked"}
    assert keys(store, Notice.key) == {"b"}
    with store.reading() as session:
        found = {one.public_id: one for one in session.query(Request)}
        notes = {one.public_id: note for one, note in session.query(Request, Decision.note).join(Decision)}
        kept = [one.request_id for one in session.query(Personal)]
    assert kept == [found["OPEN"].id]
    words = {name: (one.serving or {})["note"] for name, one in found.items()}
    assert words == notes == {"OLD": "", "ELSE": "", "NEW": WORDS, "OPEN": WORDS}
    assert {one.version for one in found.values()} == {1}, "nothing happened to a request: its buttons' value stands"
    assert (found["OLD"].serving or {})["reason"] == "other"
    assert set(expiry.sweep(store, Clock(), Retention()).values()) == {0}


def test_many_rows_go_in_batches_and_the_days_are_the_handbooks(store: Store) -> None:
    with store.transaction() as session:
        session.add_all(Receipt(key=str(n), at=LONG_AGO) for n in range(expiry.BATCH * 2 + 3))
        session.add(delivery("lately", DeliveryState.DONE, NOW - timedelta(days=3)))
    forgotten = expiry.sweep(store, Clock(), Retention(personal_days=2, deliveries_days=90))
    assert forgotten["receipts"] == expiry.BATCH * 2 + 3
    assert forgotten["deliveries"] == 1, "a done delivery's words are personal too"


@ONE
def test_after_its_days_a_rejections_words_are_nowhere_and_the_chain_is_whole(bot: Inside, town: Town) -> None:
    order = town.order(order={"Description": "Ring twice, says Canary"})
    card = bot.arrive(order)
    town.reject("cs.one", card, "other", WORDS)
    bot.quiet()
    later = Clock(now=lambda: Clock().real() + timedelta(days=31))
    expiry.sweep(bot.store, later, bot.machine.policy.retention)
    rows = [*bot.rows(Request), *bot.rows(Decision), *bot.rows(Delivery), *bot.rows(Personal), *bot.rows(AuditLine)]
    said = "".join(str(vars(row)) for row in rows)
    assert WORDS not in said
    assert "Canary" not in said
    assert bot.rows(Decision)[0].verb == "reject"
    assert "Rejected" in bot.card(order)["text"]
