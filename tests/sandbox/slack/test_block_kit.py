"""Every Block Kit limit of the facts: what fits is taken, one more is refused as ``invalid_blocks`` with a reason."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.slack.blockkit import judge_blocks, judge_view, with_ids
from tests.sandbox.slack.running import (
    Json,
    Slack,
    bars,
    button,
    button_row,
    modal,
    mrkdwn,
    pie,
    plain,
    text_input,
    visual,
)

OPTION = {"text": plain("One"), "value": "1"}


def options(count: int) -> list[Json]:
    return [{"text": plain(f"Option {number}"), "value": str(number)} for number in range(count)]


def section(**fields: object) -> Json:
    return {"type": "section", **fields}


def confirm(**more: Json) -> Json:
    return {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No"), **more}


def in_row(element: Json) -> list[Json]:
    return [button_row(element)]


def select(**fields: object) -> Json:
    return {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), **fields}


def boxes(**fields: object) -> Json:
    return {"type": "checkboxes", "action_id": "c", "options": [OPTION | fields]}


def labelled(**labels: str) -> Json:
    return bars(axis_config=bars()["axis_config"] | labels)


def renamed(day: str) -> Json:
    series = [{"name": "Approved", "data": [{"label": day, "value": 1}]}]
    return bars(series=series, axis_config={"categories": [day]})


LIMITS = {
    "50 blocks in a message": (lambda n: [{"type": "divider"}] * n, 50),
    "section text of 3,000": (lambda n: [section(text=mrkdwn("x" * n))], 3000),
    "10 fields": (lambda n: [section(fields=[plain("x")] * n)], 10),
    "a field of 2,000": (lambda n: [section(fields=[mrkdwn("x" * n)])], 2000),
    "header of 150": (lambda n: [{"type": "header", "text": plain("x" * n)}], 150),
    "10 context elements": (lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}], 10),
    "25 actions": (lambda n: [button_row(*(button(action_id=f"a{i}") for i in range(n)))], 25),
    "5 context actions": (
        lambda n: [
            {"type": "context_actions", "elements": [{"type": "icon_button", "action_id": f"a{i}"} for i in range(n)]}
        ],
        5,
    ),
    "input label of 2,000": (lambda n: [text_input() | {"label": plain("x" * n)}], 2000),
    "input hint of 2,000": (lambda n: [text_input() | {"hint": plain("x" * n)}], 2000),
    "alt text of 2,000": (
        lambda n: [{"type": "image", "image_url": "http://127.0.0.1/i.png", "alt_text": "x" * n}],
        2000,
    ),
    "image url of 3,000": (
        lambda n: [{"type": "image", "image_url": "http://127.0.0.1/".ljust(n, "x"), "alt_text": "A"}],
        3000,
    ),
    "button text of 75": (lambda n: in_row(button("x" * n)), 75),
    "button value of 2,000": (lambda n: in_row(button(value="x" * n)), 2000),
    "button url of 3,000": (lambda n: in_row(button(url="http://127.0.0.1/".ljust(n, "x"))), 3000),
    "accessibility label of 75": (lambda n: in_row(button(accessibility_label="x" * n)), 75),
    "action_id of 255": (lambda n: in_row(button(action_id="x" * n)), 255),
    "block_id of 255": (lambda n: [{"type": "divider", "block_id": "x" * n}], 255),
    "100 select options": (lambda n: in_row(select(options=options(n))), 100),
    "100 option groups": (
        lambda n: in_row(select(option_groups=[{"label": plain("G"), "options": [OPTION]}] * n)),
        100,
    ),
    "option text of 75": (lambda n: in_row(select(options=[{"text": plain("x" * n), "value": "1"}])), 75),
    "option value of 150": (lambda n: in_row(select(options=[{"text": plain("x"), "value": "x" * n}])), 150),
    "option description of 75": (
        lambda n: in_row(select(options=[OPTION | {"description": plain("x" * n)}])),
        75,
    ),
    "5 overflow options": (lambda n: in_row({"type": "overflow", "action_id": "m", "options": options(n)}), 5),
    "10 checkboxes": (lambda n: in_row({"type": "checkboxes", "action_id": "c", "options": options(n)}), 10),
    "checkbox text of 75": (lambda n: in_row(boxes(text=plain("x" * n))), 75),
    "checkbox value of 150": (lambda n: in_row(boxes(value="x" * n)), 150),
    "checkbox description of 75": (lambda n: in_row(boxes(description=plain("x" * n))), 75),
    "10 radio buttons": (lambda n: in_row({"type": "radio_buttons", "action_id": "r", "options": options(n)}), 10),
    "placeholder of 150": (lambda n: in_row(select(options=[OPTION], placeholder=plain("x" * n))), 150),
    "max_length of 3,000": (lambda n: [text_input(max_length=n)], 3000),
    "confirm title of 100": (lambda n: in_row(button(confirm=confirm(title=plain("x" * n)))), 100),
    "confirm text of 300": (lambda n: in_row(button(confirm=confirm(text=mrkdwn("x" * n)))), 300),
    "confirm button of 30": (lambda n: in_row(button(confirm=confirm(confirm=plain("x" * n)))), 30),
    "deny button of 30": (lambda n: in_row(button(confirm=confirm(deny=plain("x" * n)))), 30),
    "markdown of 12,000": (lambda n: [{"type": "markdown", "text": "x" * n}], 12_000),
    "markdown of 12,000 in all": (
        lambda n: [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * (n - 6000)}],
        12_000,
    ),
    "one table": (lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * n, 1),
    "100 table rows": (lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}], 100),
    "20 table columns": (lambda n: [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}], 20),
    "2 data visualizations": (lambda n: [visual(bars())] * n, 2),
    "chart title of 50": (lambda n: [visual(bars(), title="x" * n)], 50),
    "chart block_id of 255": (lambda n: [visual(bars(), block_id="x" * n)], 255),
    "6 segments": (lambda n: [visual(pie(*[{"label": "x", "value": 1}] * n))], 6),
    "segment label of 20": (lambda n: [visual(pie({"label": "x" * n, "value": 1}))], 20),
    "6 series": (lambda n: [visual(bars(names=[f"Series {number}" for number in range(n)]))], 6),
    "series name of 20": (lambda n: [visual(bars(names=["x" * n]))], 20),
    "20 categories with their points": (lambda n: [visual(bars(days=n))], 20),
    "category of 20": (lambda n: [visual(renamed("x" * n))], 20),
    "x_label of 50": (lambda n: [visual(labelled(x_label="x" * n))], 50),
    "y_label of 50": (lambda n: [visual(labelled(y_label="x" * n))], 50),
    "card title of 150": (lambda n: [{"type": "card", "title": plain("x" * n)}], 150),
    "card subtitle of 150": (lambda n: [{"type": "card", "title": plain("x"), "subtitle": plain("x" * n)}], 150),
    "card body of 200": (lambda n: [{"type": "card", "title": plain("x"), "body": plain("x" * n)}], 200),
    "10 cards in a carousel": (lambda n: [{"type": "carousel", "elements": [{"type": "card"}] * n}], 10),
    "10 blocks in a container": (lambda n: [{"type": "container", "elements": [{"type": "divider"}] * n}], 10),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_what_fits_is_taken_and_one_more_is_refused(slack: Slack, limit: str) -> None:
    build, most = LIMITS[limit]
    fits = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=build(most))
    assert fits["ok"], fits
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=build(most + 1))
    assert refused["error"] == "invalid_blocks"
    assert refused["response_metadata"]["messages"][0].startswith("[ERROR] ")
    assert "[json-pointer:/blocks" in refused["response_metadata"]["messages"][0]
    assert len(slack.look("messages", channel="cs-orders")["messages"]) == 1


WRONG = {
    "an unknown block type": [{"type": "sektion", "text": mrkdwn("x")}],
    "a block without a type": [{"text": mrkdwn("x")}],
    "a block that is no object": ["section"],
    "an unknown field in a block": [section(text=mrkdwn("x"), colour="red")],
    "an unknown field in an element": in_row(button(tooltip="x")),
    "a section with nothing": [section()],
    "an empty section text": [section(text=mrkdwn(""))],
    "a header in mrkdwn": [{"type": "header", "text": mrkdwn("x")}],
    "a button text in mrkdwn": in_row(button() | {"text": mrkdwn("x")}),
    "an unknown button style": in_row(button(style="success")),
    "emoji on mrkdwn": [section(text=mrkdwn("x") | {"emoji": True})],
    "verbatim on plain text": [section(text=plain("x") | {"verbatim": True})],
    "an image without alt text": [{"type": "image", "image_url": "http://127.0.0.1/i.png"}],
    "an actions block without elements": [{"type": "actions", "elements": []}],
    "an initial date that is no day": in_row({"type": "datepicker", "action_id": "d", "initial_date": "2026-02-30"}),
    "an initial date in other words": in_row({"type": "datepicker", "action_id": "d", "initial_date": "24/11/2026"}),
    "a text input in an actions block": in_row({"type": "plain_text_input", "action_id": "t"}),
    "an input without a label": [{"type": "input", "element": {"type": "plain_text_input", "action_id": "t"}}],
    "an overflow menu without options": in_row({"type": "overflow", "action_id": "m", "options": []}),
    "a select without options": in_row(select()),
    "a select with options and groups": in_row(select(options=[OPTION], option_groups=[])),
    "an initial option that is not offered": in_row(
        select(options=[OPTION], initial_option={"text": plain("Two"), "value": "2"})
    ),
    "an option without a value": in_row(select(options=[{"text": plain("x")}])),
    "a confirm dialog without its deny button": in_row(
        button(confirm={"title": plain("x"), "text": plain("x"), "confirm": plain("x")})
    ),
    "a block_id used twice": [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
    "an action_id used twice in a block": [button_row(button(action_id="a"), button(action_id="a"))],
    "an alert in a message": [{"type": "alert", "text": plain("x")}],
    "a file in a message": [{"type": "file", "external_id": "x", "source": "remote"}],
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_malformed_block_list_is_refused(slack: Slack, mistake: str) -> None:
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=WRONG[mistake])
    assert refused["error"] == "invalid_blocks", refused
    assert refused["response_metadata"]["messages"]


@pytest.mark.parametrize("method", ["chat.update", "chat.postEphemeral"])
def test_edits_and_private_messages_are_judged_alike(slack: Slack, method: str) -> None:
    ts = slack.post()["ts"]
    answer = slack.api(
        method,
        channel="C0CSORDERS",
        ts=ts,
        user="U0CSONE",
        text="x",
        blocks=[{"type": "header", "text": plain("x" * 151)}],
    )
    assert answer["error"] == "invalid_blocks"


def test_blocks_that_are_no_json_are_called_a_wrong_format(slack: Slack) -> None:
    assert slack.api("chat.postMessage", channel="cs-orders", blocks="[{")["error"] == "invalid_blocks_format"
    assert slack.api("chat.postMessage", channel="cs-orders", blocks={"blocks": []})["error"] == "invalid_blocks_format"


NOT_IN_A_MODAL = ["markdown", "table", "plan", "task_card", "container", "card", "carousel", "data_visualization"]


@pytest.mark.parametrize("kind", NOT_IN_A_MODAL)
def test_some_blocks_have_no_place_in_a_modal(slack: Slack, kind: str) -> None:
    block = {"type": kind, "text": "x", "rows": [[{"type": "raw_text", "text": "x"}]], "elements": []}
    answer = slack.api("views.open", trigger_id=slack.trigger(), view=modal(block))
    assert answer["error"] == "invalid_arguments"
    assert "unsupported type" in answer["response_metadata"]["messages"][0]


VIEW_LIMITS = {
    "modal title of 24": (lambda n: modal(title=plain("x" * n)), 24),
    "submit of 24": (lambda n: modal(submit=plain("x" * n)), 24),
    "close of 24": (lambda n: modal(close=plain("x" * n)), 24),
    "private_metadata of 3,000": (lambda n: modal(private_metadata="x" * n), 3000),
    "callback_id of 255": (lambda n: modal(callback_id="x" * n), 255),
    "100 blocks in a modal": (lambda n: modal(*[{"type": "divider"}] * n), 100),
}


@pytest.mark.parametrize("limit", VIEW_LIMITS)
def test_a_view_within_its_limits_opens_and_one_more_is_refused(slack: Slack, limit: str) -> None:
    build, most = VIEW_LIMITS[limit]
    trigger = slack.trigger()
    refused = slack.api("views.open", trigger_id=trigger, view=build(most + 1))
    assert refused["error"] == "invalid_arguments"
    assert "[json-pointer:/view" in refused["response_metadata"]["messages"][0]
    assert slack.api("views.open", trigger_id=trigger, view=build(most))["ok"]


def test_a_modal_with_an_input_needs_a_submit_button(slack: Slack) -> None:
    view = modal()
    del view["submit"]
    refused = slack.api("views.open", trigger_id=slack.trigger(), view=view)
    assert "submit" in refused["response_metadata"]["messages"][0]


def test_slack_makes_up_the_ids_that_are_missing(slack: Slack) -> None:
    blocks = [section(text=mrkdwn("x")), {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}]
    kept = slack.post(blocks=blocks)["message"]["blocks"]
    assert all(block["block_id"] for block in kept)
    assert kept[1]["elements"][0]["action_id"]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside nested JSON, as the keys that lead there."""
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield from places(entry, (*path, key))


def test_no_nonsense_in_any_place_breaks_the_judgement() -> None:
    draw = random.Random(20261124)
    good = [build(min(most, 3)) for build, most in LIMITS.values() if most < 6000] + list(WRONG.values())
    nonsense = [None, 5, True, "", [], {}, ["x"], {"type": 5}, {"type": "button"}, "x" * 400, -1, 1.5]
    refused = 0
    for _ in range(2000):
        blocks = copy.deepcopy(draw.choice(good))
        path = draw.choice(list(places(blocks))[1:])
        holder = blocks
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = copy.deepcopy(draw.choice(nonsense))
        found = judge_blocks(blocks, draw.choice(["message", "modal", "home"]))
        judge_view({"type": "modal", "title": draw.choice(nonsense), "blocks": blocks}, "modal")
        refused += bool(found.messages)
        if not found.messages:
            with_ids(blocks)
    assert 1000 < refused < 2000
