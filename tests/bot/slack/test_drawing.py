"""Cards and forms inside Slack's limits: what is too long is cut and says so, and customers' words stay words."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card import Bold, Button, Card, Choice, Link, Moment, plain
from bot.slack.cards import SECTION, TEXT, draw, value_of
from bot.slack.mrkdwn import cut, escape, mrkdwn
from models import Request, State

REQUEST = Request(public_id="K7QF2M", workflow="orders", version=3, fingerprint="1f0c9a77e2b4", state=State.WAITING)
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@given(st.text(max_size=300))
def test_no_text_becomes_a_mention_a_link_or_a_command(text: str) -> None:
    drawn = mrkdwn((text, Bold(text)))
    assert "<" not in drawn
    assert ">" not in drawn
    assert re.sub(r"&(amp|lt|gt);", "", drawn).count("&") == 0


@pytest.mark.parametrize("mark", ["*", "_", "~", "`"])
def test_no_text_becomes_a_format(mark: str) -> None:
    assert f"{mark}x{mark}" not in mrkdwn((f"{mark}x{mark}",))
    assert mrkdwn((f"{mark}x{mark}",)).replace("\u2060", "") == f"{mark}x{mark}", "and it is still readable as it was"


@given(st.text(alphabet="<>&;ab|日🚀", max_size=400), st.integers(min_value=40, max_value=200))
def test_a_cut_text_keeps_its_limit_and_its_entities(text: str, limit: int) -> None:
    whole = escape(text)
    short = cut(whole, limit)
    assert len(short) <= limit
    if len(whole) > limit:
        kept, left = re.fullmatch(r"(.*)…\((\d+) more\)", short, re.DOTALL).groups()  # type: ignore[union-attr]
        assert whole.startswith(kept)
        assert len(kept) + int(left) == len(whole)
        assert re.search(r"&[a-z]*$", kept) is None
    else:
        assert short == whole


def test_a_cut_never_goes_through_a_date_or_a_link() -> None:
    text = "x" * 70 + mrkdwn((Moment(AT, "Tue 24 Nov 10:00"), Link("https://a.example/b", "b")))
    for limit in range(100, len(text)):
        short = cut(text, limit).rpartition("…")[0]
        assert short.count("<") == short.count(">")


def test_whatever_a_card_holds_is_drawn_inside_slacks_limits() -> None:
    long = "長い & <text> " * 2000
    card = Card(
        title=(Bold(long),),
        summary=long,
        lines=[(long,)] * 5,
        notes=[(long, Moment(AT, "x"))] * 40,
        buttons=[Button("approve", long, long, "primary")],
        menu=[Choice(long, f"verb{n}") for n in range(9)],
    )
    drawn = draw(card, REQUEST)
    assert len(drawn.text) <= TEXT
    assert len(drawn.blocks) <= 50
    for block in drawn.blocks:
        if block["type"] == "section":
            assert 0 < len(block["text"]["text"]) <= SECTION
    (actions,) = [block for block in drawn.blocks if block["type"] == "actions"]
    button, menu = actions["elements"]
    assert len(button["text"]["text"]) <= 75
    assert len(button["accessibility_label"]) <= 75
    assert len(menu["options"]) == 5
    assert all(len(option["text"]["text"]) <= 75 and len(option["value"]) <= 150 for option in menu["options"])
    assert len(drawn.simpler().blocks) == 1


def test_a_button_carries_the_request_its_version_and_what_was_seen() -> None:
    assert value_of(REQUEST) == "K7QF2M.3.1f0c9a77e2b4"
    drawn = draw(Card((Bold("x"),), "1: x", buttons=[Button("approve", "Approve", "Approve order 1")]), REQUEST)
    assert drawn.blocks[-1]["elements"][0]["value"] == "K7QF2M.3.1f0c9a77e2b4"
    assert drawn.blocks[-1]["elements"][0]["action_id"] == "orders.approve"


def test_an_instant_is_the_readers_on_screen_and_the_teams_when_read_aloud() -> None:
    text = ("due ", Moment(AT, "Tue 24 Nov 10:00", "{time}"))
    assert mrkdwn(text) == f"due <!date^{int(AT.timestamp())}^{{time}}|Tue 24 Nov 10:00>"
    assert plain(text) == "due Tue 24 Nov 10:00"
