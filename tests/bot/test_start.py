"""A start while Slack or Salesforce is down, slow or contradicts the configuration: real ``handoff run`` processes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.errors import ConfigError, Transient
from bot.slack.installation import Installation
from bot.start import Learning
from models import Cursor, Member
from tests.harness import CHANNEL, ROOT, Json, Outside, Town, free_port, until
from tests.inside import inside
from tests.promises.signed import body_of, headers_for, press
from tests.towns import ONE

Start = Callable[..., Outside]


@pytest.fixture
def start(town: Town, database_url: str) -> Iterator[Start]:
    """Starts a bot on the same database; it is not waited for. Whatever still runs is ended."""
    bots: list[Outside] = []

    def run(**settings: str) -> Outside:
        bots.append(Outside(town, database_url, **{"HANDOFF_HANDBOOK": str(town.quick_handbook()), **settings}))
        town.slack.post("settings", bot_url=f"{bots[-1].url}/slack/events")
        return bots[-1]

    yield run
    for bot in bots:
        bot.close()


def answers(bot: Outside, path: str) -> httpx.Response | None:
    assert bot.process.poll() is None, "".join(bot.lines)
    try:
        return httpx.get(f"{bot.url}{path}", trust_env=False, timeout=5)
    except httpx.TransportError:
        return None


def serving(bot: Outside, seconds: float = 60.0) -> Outside:
    until(lambda: answers(bot, "/healthz"), "the bot serves", seconds)
    return bot


def faults(bot: Outside) -> Json:
    reply = answers(bot, "/readyz")
    assert reply is not None
    found: Json = reply.json()["faults"]
    return found


def nobody() -> str:
    return f"http://127.0.0.1:{free_port()}"


@ONE
def test_a_press_is_refused_by_503_as_long_as_nobody_ever_knew_the_workspace(start: Start, town: Town) -> None:
    bot = serving(start(SLACK_API_URL=f"{nobody()}/api/"))
    assert answers(bot, "/healthz").text == "ok"  # type: ignore[union-attr]
    assert "slack" in faults(bot)
    body = body_of(press("U0CSONE", "approve", "K7Q2M9.1.abcdef"))
    reply = httpx.post(f"{bot.url}/slack/events", content=body, headers=headers_for(body), trust_env=False)
    assert reply.status_code == 503
    assert not bot.seen("press.received")
    assert bot.end() == 0


def test_a_press_is_taken_in_while_slack_is_down_if_an_earlier_start_knew_the_workspace(
    start: Start, town: Town
) -> None:
    order = town.order()
    first = start().ready()
    (card,) = until(town.cards, "the card")
    until(lambda: first.seen("outbox.done", kind="slack.card"), "the card's row is settled")
    assert first.end() == 0
    second = serving(start(SLACK_API_URL=f"{nobody()}/api/"))
    assert town.press("cs.one", card, "Approve")["status"] == 200
    assert town.press("guest", card, "Approve")["status"] == 200
    until(lambda: town.record(order)["Status"] == "Approved", "the write, which needs no Slack")
    assert "slack" in faults(second)
    assert [event["code"] for event in second.seen("press.refused")] == ["no_member"], "judged by the stored members"
    second.kill()
    start().ready()
    until(lambda: "Approved" in town.cards()[0]["text"], "the card, once Slack is back", 60)
    assert len(town.cards()) == 1
    assert town.written(order) == ["Approved"]


@ONE
def test_a_hanging_vendor_holds_up_no_start(start: Start, town: Town) -> None:
    town.slack.post("faults", method="*", hang=True)
    town.fault(path="services", hang="before")
    bot = serving(start())
    assert {"slack", "salesforce", "directory"} <= faults(bot).keys()
    town.slack.delete("faults")
    town.org.delete("faults")
    bot.ready(45)


@ONE
def test_salesforce_is_down_at_the_start_and_back_later(start: Start, town: Town) -> None:
    number = town.fault(path="services", status=503)
    order = town.order()
    bot = serving(start())
    until(lambda: faults(bot).keys() == {"salesforce"}, "everything but Salesforce")
    assert not town.cards()
    town.org.delete(f"faults?id={number}")
    bot.ready()
    until(town.cards, "the card")
    assert town.record(order)["Status"] == "Pending Review"


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("channel: cs-orders\n    #", "channel: cs-ordrs\n    #", "did you mean cs-orders?"),
        ("notes: Description", "notes: Descriptoin", "did you mean Description?"),
        ("approved: Approved", "approved: Aproved", "did you mean Approved?"),
    ],
)
@ONE
def test_a_wrong_name_ends_the_start_with_its_sentence(
    start: Start, town: Town, tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    order = town.order()
    path = tmp_path / "handbook.yaml"
    text = (ROOT / "handbook.yaml").read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), "utf-8")
    bot = start(HANDOFF_HANDBOOK=str(path))
    assert bot.process.wait(20) == 2
    bot._reader.join(10)
    assert bot.lines[-1].startswith("handoff: ")
    assert sentence in bot.lines[-1]
    assert "Traceback" not in "".join(bot.lines)
    assert not town.messages()
    assert town.record(order)["Status"] == "Pending Review"


@ONE
def test_a_token_that_slack_refuses_ends_the_start_with_its_sentence(start: Start) -> None:
    bot = start(SLACK_BOT_TOKEN="xoxb-wrong")
    assert bot.process.wait(20) == 2
    bot._reader.join(10)
    assert bot.lines[-1].startswith("handoff: SLACK_BOT_TOKEN: Slack refuses the bot's token (invalid_auth)")
    assert "xoxb-wrong" not in "".join(bot.lines)


@ONE
def test_a_token_of_another_workspace_gets_nothing_of_ours(town: Town, database_url: str) -> None:
    with inside(town, database_url) as bot:
        card = bot.arrive(town.order())
        row = bot.store.run(lambda session: session.get_one(Cursor, "slack.installation"))
        place = {**row.place, "identity": {**row.place["identity"], "team_id": "T0OTHER"}}
        bot.store.run(lambda session: session.merge(Cursor(name=row.name, place=place)))
        members = len(bot.rows(Member))
        installation = Installation(bot.bot.installation._slack, bot.store, {CHANNEL: "workflows.orders.channel"})
        with pytest.raises(ConfigError, match=r"SLACK_BOT_TOKEN: is of workspace T0HANDOFF, but .* stand in T0OTHER"):
            installation.learn()
        for ask in (installation.look, lambda: installation.channel(CHANNEL)):
            with pytest.raises(Transient) as raised:
                ask()
            assert raised.value.code == "wrong_workspace"
        bot.bot.directory._installation = installation
        with pytest.raises(Transient):
            bot.bot.directory.refresh()
        assert len(bot.rows(Member)) == members
        assert town.cards() == [card]


def test_what_is_found_wrong_later_is_told_and_ends_nothing() -> None:
    ended: list[bool] = []

    def wrong() -> None:
        raise ConfigError("workflows.orders.channel: Slack has no channel cs-ordrs")

    learning = Learning({"slack": wrong}, lambda: ended.append(True), first_seconds=0)
    assert not learning.ask("slack")
    assert not ended
    assert learning.wrong is None
    assert "cs-ordrs" in learning.faults()["slack"]
    with pytest.raises(Transient):
        learning.need("slack")


def test_what_was_learned_is_not_asked_again() -> None:
    asked: list[str] = []
    learning = Learning({"slack": lambda: asked.append("slack")}, lambda: None)
    assert learning.faults().keys() == {"slack"}
    assert learning.ask("slack")
    assert learning.ask("slack")
    learning.need("slack")
    assert (asked, learning.faults()) == (["slack"], {})
