"""Who is at their desk: asked in Slack each minute within its limits, kept where it is told, never in anybody's way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.clients.slack_web import SlackWeb
from bot.slack.presence import MOST_A_MINUTE, PresenceWatch
from models import Member
from tests.harness import Json, Town
from tests.inside import Inside, lend
from tests.towns import ONE

APPROVERS = {"U0CSONE", "U0CSTWO", "U0CSTHREE", "U0CSMANAGER", "U0OPSLEAD"}
"""Who may approve, and who is called if nobody does."""
START = datetime(2026, 11, 24, 13, tzinfo=UTC)


def watch(bot: Inside) -> PresenceWatch:
    return bot.bot.presence


def member(bot: Inside, user: str) -> Member:
    with bot.store.reading() as session:
        return session.scalars(select(Member).where(Member.user_id == user)).one()


def asked(town: Town, method: str = "users.getPresence") -> list[str]:
    """Of whom, in turn."""
    return [one["user"] for one in town.slack.get("log", method=method)["entries"]]


def a_minute_passes(bot: Inside) -> None:
    """Everything that is known is a minute older."""
    older = {user.user_id: user.presence_at - timedelta(minutes=1) for user in known(bot) if user.presence_at}

    def age(session: Session) -> None:
        for user, at in older.items():
            session.execute(update(Member).where(Member.user_id == user).values(presence_at=at))

    bot.store.run(age)


def known(bot: Inside) -> list[Member]:
    return [one for one in bot.rows(Member) if one.presence_at is not None]


def newcomer(bot: Inside, town: Town) -> PresenceWatch:
    """What another process on the same database asks by."""
    return PresenceWatch(SlackWeb("xoxb-demo-handoff", f"{town.slack.url}/api/"), bot.machine)


def warnings(bot: Inside) -> list[tuple[str, str]]:
    return [(one["asked"], one["code"]) for one in bot.log.events("presence.unknown")]


# --- what is asked and kept ------------------------------------------------------------------------------------------


def test_what_slack_says_of_approvers_is_kept_and_nobody_else_is_asked_about(bot: Inside, town: Town) -> None:
    end = START + timedelta(hours=9)
    town.slack.post("presence", user="cs.two", presence="away")
    town.slack.post("presence", user="cs.three", dnd_start=int(START.timestamp()), dnd_end=int(end.timestamp()))
    before = bot.bot.clock.real()
    watch(bot).refresh()
    assert set(asked(town)) == APPROVERS == {one.user_id for one in known(bot)}
    assert len(asked(town)) == 5
    assert len(asked(town, "dnd.teamInfo")) == 1
    one, two, three = (member(bot, f"U0CS{name}") for name in ("ONE", "TWO", "THREE"))
    assert [one.presence, two.presence, three.presence] == ["active", "away", "active"]
    assert (one.quiet_from, one.quiet_until) == (None, None)
    assert (three.quiet_from, three.quiet_until) == (START, end)
    assert one.presence_at is not None
    assert before <= one.presence_at <= bot.bot.clock.real()
    town.slack.post("presence", user="cs.three", presence="away", dnd_start=0, dnd_end=0)
    a_minute_passes(bot)
    watch(bot).refresh()
    three = member(bot, "U0CSTHREE")
    assert (three.presence, three.quiet_from, three.quiet_until) == ("away", None, None)
    assert warnings(bot) == []


@ONE
def test_the_directorys_refresh_leaves_it_as_it_is(bot: Inside, town: Town) -> None:
    town.slack.post("presence", user="cs.one", presence="away", dnd_start=1_800_000_000, dnd_end=1_800_030_000)
    watch(bot).refresh()
    before = member(bot, "U0CSONE")
    town.slack.post("users", user="cs.one", name="cs.uno")
    bot.bot.directory.refresh()
    after = member(bot, "U0CSONE")
    assert after.name == "cs.uno"
    kept = ("presence", "quiet_from", "quiet_until", "presence_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.quiet_from is not None


@ONE
def test_whoever_was_lent_the_approval_is_asked_about_too_and_who_lost_the_role_is_not(bot: Inside, town: Town) -> None:
    lend(bot)
    town.slack.post("users", user="cs.three", is_restricted=True)
    bot.bot.directory.refresh()
    watch(bot).refresh()
    assert set(asked(town)) == APPROVERS - {"U0CSTHREE"} | {"U0SALESONE"}


# --- many ------------------------------------------------------------------------------------------------------------


@ONE
def test_120_people_are_asked_about_in_turn_within_slacks_limits(bot: Inside, town: Town) -> None:
    names = [f"many{number:03}" for number in range(115)]
    for name in names:
        town.slack.post("users/add", name=name)
    town.slack.post("groups", group="cs-agents", add=names)
    bot.bot.directory.refresh()
    town.slack.post("rates", mode="real")
    minutes = []
    for _ in range(4):
        before = len(asked(town))
        watch(bot).refresh()
        minutes.append(asked(town)[before:])
        a_minute_passes(bot)
        town.slack.post("rates", mode="real")  # a minute is over for Slack, too
    assert [len(minute) for minute in minutes] == [MOST_A_MINUTE] * 4
    assert len({user for minute in minutes[:3] for user in minute}) == 120
    assert set(minutes[3]) == set(minutes[0]), "then the longest-unasked again"
    assert len(asked(town, "dnd.teamInfo")) == 4 * 3
    assert warnings(bot) == []
    town.slack.post("rates", mode="off")


@ONE
def test_several_processes_ask_no_more_together(bot: Inside, town: Town) -> None:
    watch(bot).refresh()
    newcomer(bot, town).refresh()
    assert len(asked(town)) == 5


# --- what Slack does not tell ----------------------------------------------------------------------------------------


@ONE
def test_without_the_scope_nobody_who_is_active_is_known_to_be_there(bot: Inside, town: Town) -> None:
    town.slack.post("presence", user="cs.two", presence="away")
    scopes = town.slack.get("state")["scopes"]
    town.slack.post("settings", scopes=[scope for scope in scopes if scope != "dnd:read"])
    for _ in range(3):
        watch(bot).refresh()
        a_minute_passes(bot)
    assert {one.user_id: one.presence for one in known(bot)} == dict.fromkeys(APPROVERS, "") | {"U0CSTWO": "away"}
    assert warnings(bot) == [("dnd", "missing_scope")]
    bot.bot.directory.refresh()
    assert bot.bot.faults().get("directory") is None
    town.slack.post("settings", scopes=scopes)
    watch(bot).refresh()
    assert member(bot, "U0CSONE").presence == "active"
    assert [one["asked"] for one in bot.log.events("presence.known")] == ["dnd"]


@ONE
def test_what_slack_said_of_do_not_disturb_lasts_ten_minutes(bot: Inside, town: Town) -> None:
    asking, clock = watch(bot), bot.machine.clock
    asking.refresh()
    town.slack.post("faults", method="dnd.teamInfo", status=503)
    for minutes, presence in ((9, "active"), (11, "")):
        later = timedelta(minutes=minutes)
        bot.machine.clock = replace(clock, now=lambda later=later: clock.real() + later)
        asking.refresh()
        assert {one.presence for one in known(bot)} == {presence}
    assert warnings(bot) == [("dnd", "http_503")]


@ONE
def test_a_new_process_goes_on_where_the_last_one_ended(bot: Inside, town: Town) -> None:
    town.slack.post("rates", overrides={"users.getPresence": 2})
    watch(bot).refresh()
    town.slack.post("rates", overrides={})
    first = asked(town)[:2]
    assert {one.user_id for one in known(bot)} == set(first)
    a_minute_passes(bot)
    before = len(asked(town))
    newcomer(bot, town).refresh()
    now = asked(town)[before:]
    assert set(now[:3]) == APPROVERS - set(first), "the longest-unasked first"
    assert now[3:] == first
    assert {one.presence for one in known(bot)} == {"active"}


@ONE
def test_a_slow_slack_ends_the_minutes_questions_early(
    bot: Inside, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.presence.ASKING", timedelta(seconds=0.3))
    town.slack.post("faults", method="users.getPresence", delay_s=0.2)
    watch(bot).refresh()
    first = asked(town)
    assert 1 <= len(first) < 4
    assert {one.user_id for one in known(bot)} == set(first), "what was told is kept"
    assert warnings(bot) == []
    town.slack.delete("faults")
    watch(bot).refresh()
    assert set(asked(town)) == APPROVERS


FAULTS: list[Json] = [
    {"error": "ratelimited", "status": 429, "retry_after": 60},
    {"error": "internal_error", "status": 500},
    {"drop": "before"},
    {"status": 503},
]


@ONE
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.get("error") or fault.get("status") or "cut"))
def test_a_fault_leaves_what_is_known_and_one_line_in_the_log(bot: Inside, town: Town, fault: Json) -> None:
    town.slack.post("presence", user="cs.one", presence="away")
    watch(bot).refresh()
    before = member(bot, "U0CSONE")
    town.slack.post("presence", user="cs.one", presence="active")
    for method in ("users.getPresence", "dnd.teamInfo"):
        town.slack.post("faults", method=method, **fault)
    a_minute_passes(bot)
    calls = len(asked(town))
    for _ in range(3):
        watch(bot).refresh()
    assert len(asked(town)) - calls <= 3, "the first fault ends the minute's questions"
    after = member(bot, "U0CSONE")
    assert (before.presence, after.presence) == ("away", "away")
    assert before.presence_at is not None
    assert after.presence_at == before.presence_at - timedelta(minutes=1)
    assert sorted(what for what, _ in warnings(bot)) == ["dnd", "presence"]
    bot.bot.directory.refresh()
    assert bot.bot.faults().get("directory") is None


@ONE
def test_what_was_told_before_a_fault_is_kept(bot: Inside, town: Town) -> None:
    town.slack.post("rates", overrides={"users.getPresence": 2})
    watch(bot).refresh()
    town.slack.post("rates", overrides={})
    assert len(known(bot)) == 2
    assert warnings(bot) == [("presence", "ratelimited")]


@ONE
def test_somebody_whom_slack_does_not_find_holds_up_nobody(bot: Inside, town: Town) -> None:
    town.slack.post("faults", method="users.getPresence", times=1, error="user_not_found")
    watch(bot).refresh()
    assert len(known(bot)) == 4
    assert warnings(bot) == []
