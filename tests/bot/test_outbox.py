"""The outbox: what may be claimed when, in which order, and what a lost lease means."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import outbox
from bot.store import Store
from models import Delivery, DeliveryState, Lane, Request, State

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ROOM = dict.fromkeys(Lane, 10)


@pytest.fixture
def requests(store: Store) -> list[int]:
    with store.transaction() as session:
        rows = [
            Request(public_id=f"R{n}", workflow="orders", external_id=f"E{n}", number=str(n), state=State.WAITING,
                    opened_at=NOW, target="standard", touched_at=NOW, facts={})
            for n in range(3)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def put(store: Store, key: str, lane: Lane = Lane.SAY, request: int | None = None, *, at: datetime = NOW,
        urgent: bool = False, kind: str = "k") -> int:  # fmt: skip
    with store.transaction() as session:
        outbox.enqueue(session, at, "C", outbox.Order(key, kind, lane, {"key": key}, request, urgent))
        session.flush()
    with store.reading() as session:
        return next(row.id for row in session.query(Delivery) if row.key == key)


def claim(store: Store, at: datetime = NOW, owner: str = "me", room: dict[Lane, int] | None = None) -> list[Delivery]:
    with store.reading() as session:
        ids = outbox.candidates(session, at, ROOM if room is None else room)
    with store.transaction() as session:
        return list(outbox.claim(session, at, owner, ids))


def settle(store: Store, row: Delivery, state: DeliveryState = DeliveryState.DONE, at: datetime = NOW) -> bool:
    with store.transaction() as session:
        return outbox.settle(session, row, at, state)


def keys(rows: list[Delivery]) -> list[str]:
    return sorted(row.key for row in rows)


def row_of(store: Store, row: int) -> Delivery:
    with store.reading() as session:
        return session.get_one(Delivery, row)


def test_rows_of_one_request_and_lane_come_one_after_the_other(store: Store, requests: list[int]) -> None:
    for n in range(3):
        put(store, f"a{n}", request=requests[0])
    for n in range(3):
        (row,) = claim(store)
        assert row.key == f"a{n}"
        assert claim(store) == []
        assert settle(store, row)
    assert claim(store) == []


def test_lanes_and_requests_run_side_by_side(store: Store, requests: list[int]) -> None:
    for lane in Lane:
        put(store, f"{lane}", lane, requests[0])
    put(store, "other", Lane.LOOK, requests[1])
    put(store, "free1")
    put(store, "free2")
    assert len(claim(store)) == len(Lane) + 3


def test_a_delayed_row_holds_back_its_own_lane_only(store: Store, requests: list[int]) -> None:
    put(store, "first", Lane.WRITE, requests[0])
    put(store, "second", Lane.WRITE, requests[0])
    put(store, "look", Lane.LOOK, requests[0])
    put(store, "other", Lane.WRITE, requests[1])
    rows = {row.key: row for row in claim(store)}
    assert set(rows) == {"first", "look", "other"}
    with store.transaction() as session:
        outbox.postpone(session, rows["first"], NOW, "X", happened_not=True, after=60)
    assert claim(store) == []
    for key in ("look", "other"):
        settle(store, rows[key])
    (again,) = claim(store, NOW + timedelta(seconds=60))
    assert again.key == "first"


@pytest.mark.parametrize(
    ("lane", "held"), [(Lane.WRITE, True), (Lane.SAY, True), (Lane.LOOK, True), (Lane.CARD, False)]
)
def test_a_parked_row_holds_back_its_lane_but_no_later_card(
    store: Store, requests: list[int], lane: Lane, held: bool
) -> None:
    put(store, "first", lane, requests[0])
    put(store, "second", lane, requests[0])
    (row,) = claim(store)
    settle(store, row, DeliveryState.PARKED)
    assert keys(claim(store)) == ([] if held else ["second"])


def test_urgent_rows_come_first_and_no_lane_gets_more_than_its_room(store: Store) -> None:
    for n in range(5):
        put(store, f"plain{n}")
    put(store, "urgent", urgent=True)
    assert keys(claim(store, room={Lane.SAY: 2})) == ["plain0", "urgent"]
    assert claim(store, room={Lane.SAY: 0}) == []
    assert claim(store, room={}) == []


def test_a_row_is_not_claimed_before_it_is_due_nor_while_it_is_leased(store: Store) -> None:
    put(store, "later", at=NOW + timedelta(seconds=10))
    assert claim(store) == []
    (row,) = claim(store, NOW + timedelta(seconds=10))
    assert row.sent_at == NOW + timedelta(seconds=10)
    assert claim(store, NOW + timedelta(seconds=39)) == []
    (taken_over,) = claim(store, NOW + timedelta(seconds=41), "somebody else")
    assert taken_over.attempts == 2
    assert taken_over.sent_at == row.sent_at, "the first attempt is remembered"


def test_whoever_lost_the_lease_settles_nothing(store: Store) -> None:
    put(store, "a")
    (mine,) = claim(store)
    (theirs,) = claim(store, NOW + timedelta(minutes=1), "them")
    assert not settle(store, mine)
    with store.transaction() as session:
        outbox.postpone(session, mine, NOW, "X", happened_not=True, after=None)
    assert row_of(store, mine.id).owner == "them"
    assert row_of(store, mine.id).sent_at == mine.sent_at
    assert settle(store, theirs)
    assert not settle(store, theirs), "once is enough"


def test_a_renewed_lease_is_not_taken_over(store: Store) -> None:
    put(store, "a")
    (row,) = claim(store)
    with store.transaction() as session:
        outbox.renew(session, NOW + timedelta(seconds=25), "me", [row.id])
    assert claim(store, NOW + timedelta(seconds=31), "them") == []


def test_an_attempt_that_surely_failed_is_forgotten_and_an_uncertain_one_is_not(store: Store) -> None:
    for key, happened_not in (("sure", True), ("unsure", False)):
        put(store, key)
        (row,) = claim(store)
        with store.transaction() as session:
            outbox.postpone(session, row, NOW, "X", happened_not=happened_not, after=0)
        assert (row_of(store, row.id).sent_at is None) is happened_not
        claim(store)


def test_the_vendors_pause_is_kept_to_the_second(store: Store) -> None:
    put(store, "a")
    (row,) = claim(store)
    with store.transaction() as session:
        outbox.postpone(session, row, NOW, "X", happened_not=True, after=17)
    assert row_of(store, row.id).due_at == NOW + timedelta(seconds=17)
    with store.reading() as session:
        assert outbox.next_due(session) == NOW + timedelta(seconds=17)


@pytest.mark.parametrize("attempt", [1, 2, 5, 30, 10_000])
def test_pauses_grow_to_half_a_minute_with_a_jitter_of_half(attempt: int) -> None:
    full = min(30.0, 0.5 * 2 ** min(attempt - 1, 20))
    pauses = [outbox.backoff(attempt).total_seconds() for _ in range(200)]
    assert full / 2 <= min(pauses) <= max(pauses) <= full
    assert max(pauses) > min(pauses)


def test_a_new_decision_withdraws_what_waits_or_is_parked_but_not_its_own_row(
    store: Store, requests: list[int]
) -> None:
    waiting, own = put(store, "w", Lane.WRITE, requests[0]), put(store, "own", Lane.LOOK, requests[0])
    card, other = put(store, "c", Lane.CARD, requests[0]), put(store, "o", Lane.WRITE, requests[1])
    with store.transaction() as session:
        outbox.withdraw(session, requests[0], NOW, Lane.WRITE, Lane.LOOK, but=own)
    states = {key: row_of(store, row).state for key, row in
              {"w": waiting, "own": own, "c": card, "o": other}.items()}  # fmt: skip
    assert states == {
        "w": DeliveryState.WITHDRAWN, "own": DeliveryState.WAITING, "c": DeliveryState.WAITING,
        "o": DeliveryState.WAITING,
    }  # fmt: skip


def test_a_row_that_was_withdrawn_while_it_ran_counts_no_more(store: Store, requests: list[int]) -> None:
    put(store, "w", Lane.WRITE, requests[0])
    (row,) = claim(store)
    with store.transaction() as session:
        outbox.withdraw(session, requests[0], NOW, Lane.WRITE, but=None)
    assert not settle(store, row)


def test_retry_makes_parked_and_delayed_rows_due_and_leaves_running_ones(store: Store, requests: list[int]) -> None:
    put(store, "p", Lane.WRITE, requests[0])
    (row,) = claim(store)
    settle(store, row, DeliveryState.PARKED)
    put(store, "running", Lane.WRITE, requests[1])
    (running,) = claim(store)
    with store.transaction() as session:
        assert outbox.hurry(session, requests[0], NOW, Lane.WRITE) == 1
        assert outbox.hurry(session, requests[1], NOW, Lane.WRITE) == 0
    assert keys(claim(store)) == ["p"]
    assert settle(store, running)


def test_refreshes_of_one_card_are_served_together(store: Store, requests: list[int]) -> None:
    ids = [put(store, f"c{n}", Lane.CARD, requests[0], kind="slack.card") for n in range(4)]
    (row,) = claim(store)
    with store.reading() as session:
        served = outbox.waiting_ids(session, requests[0], "slack.card")
    later = put(store, "c9", Lane.CARD, requests[0], kind="slack.card")
    with store.transaction() as session:
        outbox.coalesce(session, row, NOW, served)
        assert outbox.settle(session, row, NOW)
    assert [row_of(store, one).state for one in ids] == [DeliveryState.DONE] * 4
    assert keys(claim(store)) == ["c9"]
    assert later


def test_a_commit_with_work_wakes_the_worker_and_one_without_does_not(store: Store) -> None:
    woken: list[int] = []
    store.subscribe(lambda: woken.append(1))
    with store.transaction():
        pass
    assert woken == []
    put(store, "a")
    assert woken == [1]
    with pytest.raises(ZeroDivisionError), store.transaction() as session:
        outbox.enqueue(session, NOW, "C", outbox.Order("b", "k", Lane.SAY, {"never": 1 // 0}))
    assert woken == [1], "a rollback is no work"


def test_two_who_claim_at_once_never_get_the_same_row(store: Store) -> None:
    for n in range(20):
        put(store, f"r{n}")
    with store.reading() as session:
        ids = outbox.candidates(session, NOW, {Lane.SAY: 100})
    with store.transaction() as session:
        one = outbox.claim(session, NOW, "one", ids)
    with store.transaction() as session:
        other = outbox.claim(session, NOW, "other", ids)
    assert (len(one), len(other)) == (20, 0)
