"""What ended and what waits, as the store has it; its days; and ``handoff replay``, which judges it by other rules."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, func, insert, select

from bot.domain.replay import Past, attained, judge, rules_of
from bot.domain.sla import Pause
from bot.handbook.loader import load
from bot.handbook.policy import Policy
from bot.store import Store
from bot.workflow import attainment
from bot.workflow.attainment import Day, by_day, past
from models import AuditLine, Request, State
from tests.harness import ROOT, Json, Town, handoff
from tests.inside import Inside
from tests.towns import ONE

TOKYO = ZoneInfo("Asia/Tokyo")
POLICY = load(ROOT / "handbook.yaml")
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """An instant of November 2026 in Tokyo, e.g. ``24 10:00``."""
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=TOKYO).astimezone(UTC)


TEN = at("24 10:00")
DAY = at("24 00:00"), at("25 00:00")


def request(number: int, state: State, opened: datetime = TEN, **more: Any) -> Json:
    return {
        "public_id": f"P{number:05d}", "workflow": "orders", "external_id": f"801{number:08d}", "round": 1,
        "number": f"{number:08d}", "state": state, "version": 1, "opened_at": opened, "target": "standard",
        "overdue": False, "facts": {}, "fingerprint": "f", "touched_at": opened, "correlation": "C", "pauses": [],
        "serving": None, "outcome": None, **more,
    }  # fmt: skip


def pressed(end: datetime, verb: str = "approve") -> Json:
    return {"verb": verb, "user": "U1", "name": "cs.one", "at": end.isoformat(), "seen": "f"}


def done(number: int, end: datetime, opened: datetime = TEN, verb: str = "approve", **more: Any) -> Json:
    return request(number, State.DONE, opened, serving=pressed(end, verb), outcome={"verb": verb}, **more)


def elsewhere(number: int, end: datetime | None, opened: datetime = TEN) -> Json:
    seen = {"status": "Cancelled", "at": end.isoformat()} if end else {"status": "deleted", "at": ""}
    return request(number, State.ELSEWHERE, opened, outcome={"verb": "elsewhere", **seen})


def fill(store: Store, *rows: Json) -> None:
    with store.transaction() as session:
        session.execute(insert(Request), list(rows))


def look(store: Store, span: tuple[datetime, datetime] = DAY, now: datetime | None = None) -> Past:
    with store.reading() as session:
        return past(session, POLICY, "orders", *span, now or span[1])


def numbers(found: Past) -> list[int]:
    return [int(one.number) for one in found.ended]


# --- what ended ------------------------------------------------------------------------------------------------------


def test_an_approval_a_rejection_and_a_decision_elsewhere_are_ends(store: Store) -> None:
    fill(
        store,
        done(1, TEN + HOUR),
        done(2, TEN + 2 * HOUR, verb="reject"),
        elsewhere(3, TEN + 3 * HOUR),
        elsewhere(4, None),
        request(5, State.WAITING, outcome={"shadowed": "approve", "by": "cs.one", "at": (TEN + HOUR).isoformat()}),
        done(6, TEN + HOUR, workflow="eligibility"),
    )
    found = look(store)
    assert numbers(found) == [1, 2, 3]
    assert [one.ended_at - one.opened_at for one in found.ended] == [HOUR, 2 * HOUR, 3 * HOUR]
    assert [int(one.number) for one in found.waiting] == [5], "in shadow mode nothing is decided"


def test_a_span_begins_with_its_first_instant_and_ends_before_its_last(store: Store) -> None:
    since, until, moment = *DAY, timedelta(microseconds=1)
    ends = [since - moment, since, since + moment, until - moment, until, until + moment]
    fill(store, *(done(number, end, at("20 10:00")) for number, end in enumerate(ends)))
    assert numbers(look(store)) == [1, 2, 3]
    fill(store, *(elsewhere(number + 10, end, at("20 10:00")) for number, end in enumerate(ends)))
    assert numbers(look(store)) == [1, 11, 2, 12, 3, 13]


def test_the_ledger_of_its_waits_comes_with_it(store: Store) -> None:
    wait = {"at": (TEN + HOUR).isoformat(), "until": (TEN + 9 * HOUR).isoformat(), "why": "documents", "ended": ""}
    fill(store, done(1, TEN + 3 * HOUR, pauses=[{**wait, "ended": (TEN + 2 * HOUR).isoformat()}]))
    (one,) = look(store).ended
    assert one.pauses == (Pause(TEN + HOUR, TEN + 2 * HOUR, "documents"),)
    assert judge(one, rules_of(POLICY, "orders")["standard"]).met


def test_a_request_of_a_target_that_the_handbook_has_no_more_is_left_out(store: Store) -> None:
    fill(store, done(1, TEN + HOUR), done(2, TEN + HOUR, target="silver"), request(3, State.WAITING, target="silver"))
    found = look(store)
    assert (numbers(found), found.waiting) == ([1], [])


# --- what waits ------------------------------------------------------------------------------------------------------


def test_what_still_waits_is_looked_at_as_of_now(store: Store) -> None:
    fill(store, *(request(number, state) for number, state in enumerate((State.ARRIVED, State.WAITING, State.HELD))))
    for hours, missed in ((1, 0), (2, 0), (3, 3)):
        found = look(store, (DAY[0], TEN + hours * HOUR))
        assert attained(found, rules_of(POLICY, "orders"))["standard"].open_breached == missed


def test_of_a_span_that_is_over_it_is_looked_at_as_of_its_end(store: Store) -> None:
    fill(store, request(1, State.WAITING), request(2, State.WAITING, TEN + 3 * HOUR))
    found = look(store, (DAY[0], TEN + HOUR), now=at("27 10:00"))
    assert [(one.number, one.ended_at) for one in found.waiting] == [("00000001", TEN + HOUR)]


def test_a_press_that_is_being_carried_out_is_not_missed_meanwhile(store: Store) -> None:
    serving = pressed(TEN + HOUR)
    for number, state in enumerate((State.CHECKING, State.DECIDED, State.FAILED)):
        fill(store, request(number, state, serving=serving))
    found = look(store, (DAY[0], TEN + 5 * HOUR))
    assert [one.ended_at - TEN for one in found.waiting] == [HOUR, HOUR, 5 * HOUR], "what Salesforce refused waits"


# --- by day ----------------------------------------------------------------------------------------------------------


def test_days_are_days_of_the_companys_zone_and_each_has_every_target(store: Store) -> None:
    fill(
        store,
        done(1, at("22 23:59"), at("20 10:00")),
        done(2, at("24 00:00"), at("20 10:00")),
        done(3, TEN + HOUR),
        done(4, TEN + 3 * HOUR),
        elsewhere(5, TEN + HOUR),
        done(6, TEN + HOUR, target="priority"),
        done(7, TEN + HOUR, workflow="eligibility"),
    )
    with store.reading() as session:
        found = by_day(session, POLICY, "orders", 2, TEN + 5 * HOUR)
    yesterday, today = date(2026, 11, 23), date(2026, 11, 24)
    assert found == [
        Day(yesterday, "priority", 0, 0),
        Day(yesterday, "standard", 0, 0),
        Day(today, "priority", 1, 0),
        Day(today, "standard", 4, 2),
    ]


def test_a_day_on_which_the_clocks_change_is_one_day(store: Store) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    company = POLICY.company.model_copy(update={"timezone": "Europe/Berlin"})
    policy: Policy = POLICY.model_copy(update={"company": company})
    ends = [datetime(2026, 10, day, hour, 30, tzinfo=berlin) for day, hour in ((24, 23), (25, 0), (25, 23), (26, 0))]
    fill(store, *(done(number, end.astimezone(UTC), end) for number, end in enumerate(ends)))
    with store.reading() as session:
        found = by_day(session, policy, "orders", 3, datetime(2026, 10, 26, 12, tzinfo=berlin))
    counts = [(day.day.day, day.count) for day in found if day.target == "standard"]
    assert counts == [(24, 1), (25, 2), (26, 1)]


# --- its cost --------------------------------------------------------------------------------------------------------


def test_ten_thousand_are_read_by_one_statement_and_only_those_of_the_span(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = at("01 10:00")
    for start in range(0, 10_000, 2_000):
        fill(store, *(done(number, TEN + HOUR) for number in range(start, start + 1_000)))
        fill(store, *(done(number, old + HOUR, old) for number in range(start + 1_000, start + 2_000)))
    statements, made = list[str](), list[datetime]()
    event.listen(store.engine, "before_cursor_execute", lambda *heard: statements.append(heard[2]))
    read = attainment._as_ended
    monkeypatch.setattr(attainment, "_as_ended", lambda row, when: made.append(when) or read(row, when))
    assert len(look(store).ended) == 5_000
    asked = [statement for statement in statements if "SELECT" in statement]
    assert len(asked) == 2, "one for what ended, one for what waits"
    assert len(made) == 5_000, "the database left the others where they were"


# --- what the machine really writes ----------------------------------------------------------------------------------


def test_what_the_machine_wrote_is_judged_as_its_card_says(bot: Inside, town: Town) -> None:
    early, late, other, gone, open_, shadowed = orders = [town.order() for _ in range(6)]
    bot.poll()
    bot.quiet()
    town.press("cs.one", bot.card(early), "Approve")
    bot.quiet()
    bot.pass_time(3 * 3600)
    town.reject("cs.two", bot.card(late))
    town.touch(other, Status="Cancelled")
    town.org.post("delete", id=gone)
    bot.quiet()
    bot.poll()
    bot.machine.shadow = True
    town.press("cs.one", bot.card(shadowed), "Approve")
    bot.quiet()
    now = bot.bot.clock.business()
    with bot.store.reading() as session:
        found = past(session, bot.machine.policy, "orders", now - timedelta(days=1), now + HOUR, now)
    rules, number = rules_of(POLICY, "orders"), {order: bot.request(order).number for order in orders}
    verdicts = {one.number: judge(one, rules["standard"]).met for one in found.ended}
    assert verdicts == {number[early]: True, number[late]: False, number[other]: False}
    for order in (early, late):
        outcome = bot.request(order).outcome
        assert outcome is not None
        assert outcome["met"] == verdicts[number[order]]
    assert {one.number for one in found.waiting} == {number[open_], number[shadowed]}
    assert attained(found, rules)["standard"].percent == 20.0


# --- the command -----------------------------------------------------------------------------------------------------

SPAN = ("--from", "2026-11-24", "--to", "2026-11-24")


def replay(database_url: str, *words: str) -> list[str]:
    said = handoff(database_url, "replay", *words)
    assert (said.returncode, said.stderr) == (0, "")
    return said.stdout.splitlines()


def a_day(store: Store) -> None:
    fill(
        store,
        done(1, TEN + HOUR),
        done(2, TEN + HOUR * 2.5),
        elsewhere(3, TEN + 4 * HOUR),
        done(4, TEN + HOUR / 3, target="priority"),
        done(5, at("25 10:00")),
    )


def test_the_past_by_another_target_in_plain_text(store: Store, database_url: str) -> None:
    a_day(store)
    assert replay(database_url, *SPAN, "--target", "standard=3h") == [
        "orders that ended from 2026-11-24 00:00 to 2026-11-25 00:00 (Asia/Tokyo)",
        "",
        "target    rules    ended     met  open late  attained           p50           p95  time and clock",
        "priority  before       1       1          0   100.0 %        20 min        20 min  30 min by the wall clock",
        "priority  after        1       1          0   100.0 %        20 min        20 min  30 min by the wall clock",
        "standard  before       3       1          0    33.3 %    2 h 30 min           4 h  2 business hours, CS Tokyo",
        "standard  after        3       2          0    66.6 %    2 h 30 min           4 h  3 business hours, CS Tokyo",
        "attained: met, of what ended and what is open past its due time; p50, p95: of the time that was used",
        "",
        "1 request changes:",
        "  00000002  standard  missed by 30 min  → met",
    ]


def test_nothing_is_written(store: Store, database_url: str) -> None:
    a_day(store)

    def content() -> list[Any]:
        with store.reading() as session:
            lines = session.scalar(select(func.count()).select_from(AuditLine))
            return [lines, *session.execute(select(Request.number, Request.version, Request.due_at)).all()]

    before = content()
    replay(database_url, *SPAN, "--target", "1h", "--calendar", "office_tokyo")
    assert content() == before


@ONE
def test_without_other_rules_it_is_the_attainment_as_it_is(store: Store, database_url: str) -> None:
    a_day(store)
    lines = replay(database_url, *SPAN)
    assert [line.split()[:4] for line in lines[3:5]] == [["priority", "now", "1", "1"], ["standard", "now", "3", "1"]]
    assert lines[-1] == "For the same by other rules add --calendar or --target."


@ONE
def test_of_many_changes_fifty_are_listed(store: Store, database_url: str) -> None:
    fill(store, *(done(number, TEN + HOUR * 2.5) for number in range(53)))
    lines = replay(database_url, *SPAN, "--target", "3h")
    listed = lines[lines.index("53 requests change:") + 1 :]
    assert [line.split()[0] for line in listed[:50]] == [f"{number:08d}" for number in range(50)]
    assert listed[50:] == ["  … and 3 more"]


@ONE
def test_the_past_thirty_days_are_meant_if_nothing_is_said(store: Store, database_url: str) -> None:
    now = datetime.now(UTC)
    ends = [now - timedelta(days=days) for days in (1, 29, 31, 89)]
    fill(store, *(done(number, end, end - timedelta(days=40)) for number, end in enumerate(ends)))
    fill(store, request(9, State.WAITING, now - timedelta(days=20)))
    found = {words: replay(database_url, *words.split())[4].split() for words in ("", "--days 90", "--days 2")}
    assert {words: columns[2] for words, columns in found.items()} == {"": "2", "--days 90": "4", "--days 2": "1"}
    assert found[""][4] == "1", "what waits past its due time is told of every span that reaches until now"


@ONE
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--calendar", "cs_toky"], "there is no calendar 'cs_toky' (did you mean cs_tokyo?); the handbook's are cs_"),
        (["--target", "standart=3h"], "there is no target 'standart' (did you mean standard?); the handbook's are"),
        (["--target", "soon"], "'soon' is not a target; write an amount such as 3h, 90m or 1h30m"),
        (["--target", "3h busness"], "there is no clock 'busness' (did you mean business?); write business or wall"),
        (["--workflow", "order"], "--workflow: there is no 'order' (did you mean orders?); write orders"),
        (["--days", "0"], "--days: write a whole number from 1 to 3660"),
        (["--days", "30", "--from", "2026-11-01"], "--days: --from is there, too; keep one of the two"),
        (["--from", "2026-11-24", "--to", "2026-11-20"], "--from: is not before --to"),
        (["--from", "yesterday"], "--from: write a day such as 2026-11-24"),
        (["--to", "2026-11-24T10:00"], "--to: the instant has no zone"),
        (["--to", "0001-01-20"], "--to: so many days before it there is no date"),
    ],
)
def test_a_wrong_word_is_named_with_the_way_out(database_url: str, words: list[str], says: str) -> None:
    said = handoff(database_url, "replay", *words)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith(f"handoff: {says}")
    assert said.stderr.count("\n") == 1
