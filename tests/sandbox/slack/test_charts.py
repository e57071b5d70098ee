"""Charts in messages: what Slack refuses about one and where it says so, and a workspace too old for them. The lengths
and counts are among the limits of test_block_kit.py; how the page draws them is in test_drawn_charts.py."""

import copy
import json
from typing import Any

import pytest

from tests.sandbox.slack.running import Bot, Json, Slack, bars, modal, pie, plain, points, visual

TWO = ("Approved", "Rejected")


def changed(chart: Json, *path: Any, to: Any) -> Json:
    """The chart with one place of it replaced; ``None`` takes the place away."""
    chart = copy.deepcopy(chart)
    holder: Any = chart
    for key in path[:-1]:
        holder = holder[key]
    if to is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = to
    return chart


@pytest.mark.parametrize("kind", ["bar", "area", "line"])
def test_three_kinds_show_series_over_categories(slack: Slack, kind: str) -> None:
    kept = slack.post(blocks=[visual(bars(type=kind))])["message"]["blocks"][0]
    assert kept["chart"] == bars(type=kind)
    assert kept["block_id"]


def test_a_pie_shows_segments(slack: Slack) -> None:
    assert slack.post(blocks=[visual(pie({"label": "Fibre", "value": 0.5}))])["ok"]


def test_points_may_come_in_another_order_than_their_categories(slack: Slack) -> None:
    assert slack.post(blocks=[visual(changed(bars(), "series", 0, "data", to=points(2)[::-1]))])["ok"]


def test_a_point_may_be_nothing_or_below(slack: Slack) -> None:
    below = changed(bars(), "series", 0, "data", 1, "value", to=-2.5)
    assert slack.post(blocks=[visual(below)])["ok"]


POINT = ("series", 0, "data", 1)
CATEGORIES = ("axis_config", "categories")
WRONG_CHARTS = {
    "no object": (5, "must provide an object", ""),
    "no type": (changed(bars(), "type", to=None), "missing required field: type", ""),
    "another type": (bars(type="donut"), "unsupported type: donut", "/type"),
    "an unknown field in a chart": (bars(colour="red"), "invalid additional property: colour", ""),
    "segments in a bar chart": (bars(segments=[]), "invalid additional property: segments", ""),
    "series in a pie": (pie() | {"series": []}, "invalid additional property: series", ""),
    "no segments": (changed(pie(), "segments", to=None), "missing required field: segments", ""),
    "empty segments": (pie() | {"segments": []}, "no fewer than 1 items allowed", "/segments"),
    "a segment that is no object": (pie() | {"segments": [5]}, "must provide an object", "/segments/0"),
    "a segment without a label": (pie({"value": 1}), "missing required field: label", "/segments/0"),
    "an empty segment label": (
        pie({"label": "", "value": 1}),
        "must be more than 0 characters",
        "/segments/0/label",
    ),
    "a segment without a value": (pie({"label": "x"}), "missing required field: value", "/segments/0"),
    "a segment of nothing": (pie({"label": "x", "value": 0}), "must be more than 0", "/segments/0/value"),
    "a segment below nothing": (pie({"label": "x", "value": -1}), "must be more than 0", "/segments/0/value"),
    "a segment in words": (pie({"label": "x", "value": "3"}), "must be a number", "/segments/0/value"),
    "an unknown field in a segment": (
        pie({"label": "x", "value": 1, "color": "red"}),
        "invalid additional property: color",
        "/segments/0",
    ),
    "a type in a segment": (
        pie({"label": "x", "value": 1, "type": "x"}),
        "invalid additional property: type",
        "/segments/0",
    ),
    "no series": (changed(bars(), "series", to=None), "missing required field: series", ""),
    "empty series": (bars(series=[]), "no fewer than 1 items allowed", "/series"),
    "a series without a name": (
        changed(bars(), "series", 0, "name", to=None),
        "missing required field: name",
        "/series/0",
    ),
    "an empty series name": (bars(names=[""]), "must be more than 0 characters", "/series/0/name"),
    "a series name used twice": (bars(names=["One", "One"]), "`name` already exists", "/series/1/name"),
    "an unknown field in a series": (
        changed(bars(), "series", 0, "color", to="red"),
        "invalid additional property: color",
        "/series/0",
    ),
    "a series without data": (
        changed(bars(), "series", 0, "data", to=None),
        "missing required field: data",
        "/series/0",
    ),
    "a series of no points": (
        changed(bars(), "series", 0, "data", to=[]),
        "no fewer than 1 items allowed",
        "/series/0/data",
    ),
    "21 points in a series": (
        changed(bars(20), "series", 0, "data", to=points(21)),
        "no more than 20 items allowed",
        "/series/0/data",
    ),
    "a point without a label": (
        changed(bars(), *POINT, "label", to=None),
        "missing required field: label",
        "/series/0/data/1",
    ),
    "a point without a value": (
        changed(bars(), *POINT, "value", to=None),
        "missing required field: value",
        "/series/0/data/1",
    ),
    "a point in words": (changed(bars(), *POINT, "value", to="7"), "must be a number", "/series/0/data/1/value"),
    "a point that is true": (changed(bars(), *POINT, "value", to=True), "must be a number", "/series/0/data/1/value"),
    "a point past every float": (
        changed(bars(), *POINT, "value", to=10**400),
        "must be a number",
        "/series/0/data/1/value",
    ),
    "an unknown field in a point": (
        changed(bars(), *POINT, "color", to="red"),
        "invalid additional property: color",
        "/series/0/data/1",
    ),
    "a type in a point": (
        changed(bars(), *POINT, "type", to="x"),
        "invalid additional property: type",
        "/series/0/data/1",
    ),
    "a type in a series": (
        changed(bars(), "series", 0, "type", to="x"),
        "invalid additional property: type",
        "/series/0",
    ),
    "a type in axis_config": (
        changed(bars(), "axis_config", "type", to="x"),
        "invalid additional property: type",
        "/axis_config",
    ),
    "a point of no category": (
        changed(bars(), *POINT, "label", to="Sunday"),
        "must be one of the categories",
        "/series/0/data/1/label",
    ),
    "a category without a point": (
        changed(bars(3), "series", 0, "data", to=points(2)),
        "must have one point for each category",
        "/series/0/data",
    ),
    "a category with two points": (
        changed(bars(), "series", 0, "data", to=[*points(2), *points(1)]),
        "must have one point for each category",
        "/series/0/data",
    ),
    "a second series that lacks a point": (
        changed(bars(names=TWO), "series", 1, "data", to=points(1)),
        "must have one point for each category",
        "/series/1/data",
    ),
    "no axis_config": (changed(bars(), "axis_config", to=None), "missing required field: axis_config", ""),
    "no categories": (
        changed(bars(), *CATEGORIES, to=None),
        "missing required field: categories",
        "/axis_config",
    ),
    "empty categories": (
        changed(bars(), *CATEGORIES, to=[]),
        "no fewer than 1 items allowed",
        "/axis_config/categories",
    ),
    "21 categories": (
        changed(bars(20), *CATEGORIES, to=[point["label"] for point in points(21)]),
        "no more than 20 items allowed",
        "/axis_config/categories",
    ),
    "an empty category": (
        changed(bars(), *CATEGORIES, 1, to=""),
        "must be more than 0 characters",
        "/axis_config/categories/1",
    ),
    "a category used twice": (
        changed(bars(), *CATEGORIES, 1, to="Day 0"),
        "category already exists",
        "/axis_config/categories/1",
    ),
    "a category that is a number": (
        changed(bars(), *CATEGORIES, 1, to=16),
        "must be a string",
        "/axis_config/categories/1",
    ),
    "an axis label that is no string": (
        changed(bars(), "axis_config", "x_label", to=plain("Day")),
        "must be a string",
        "/axis_config/x_label",
    ),
    "an unknown field in axis_config": (
        changed(bars(), "axis_config", "z_label", to="x"),
        "invalid additional property: z_label",
        "/axis_config",
    ),
}


@pytest.mark.parametrize("mistake", WRONG_CHARTS)
def test_a_malformed_chart_is_refused_with_its_place(slack: Slack, mistake: str) -> None:
    chart, sentence, place = WRONG_CHARTS[mistake]
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=[visual(chart)])
    assert refused["error"] == "invalid_blocks", refused
    expected = f"[ERROR] {sentence} [json-pointer:/blocks/0/chart{place}]"
    assert expected in refused["response_metadata"]["messages"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_only_python_reads_as_a_number_is_none(slack: Slack, number: str) -> None:
    blocks = json.dumps([visual(pie())]).replace("3", number)
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=blocks)
    assert refused["errors"] == ["must be a number [json-pointer:/blocks/0/chart/segments/0/value]"]


WRONG_BLOCKS = {
    "no title": (changed(visual(pie()), "title", to=None), "missing required field: title", ""),
    "an empty title": (visual(pie(), title=""), "must be more than 0 characters", "/title"),
    "a title that is a text object": (visual(pie(), title=plain("x")), "must be a string", "/title"),
    "no chart": (changed(visual(pie()), "chart", to=None), "missing required field: chart", ""),
    "an unknown field": (visual(pie(), color="red"), "invalid additional property: color", ""),
}


@pytest.mark.parametrize("mistake", WRONG_BLOCKS)
def test_a_malformed_block_around_a_chart_is_refused(slack: Slack, mistake: str) -> None:
    block, sentence, place = WRONG_BLOCKS[mistake]
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=[block])
    assert refused["errors"] == [f"{sentence} [json-pointer:/blocks/0{place}]"]


def test_a_third_chart_is_refused_by_name(slack: Slack) -> None:
    refused = slack.api("chat.postMessage", channel="cs-orders", text="x", blocks=[visual(pie())] * 3)
    assert refused["errors"] == ["no more than 2 data visualizations allowed [json-pointer:/blocks]"]


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_a_chart_stands_in_messages_alone(slack: Slack, surface: str) -> None:
    if surface == "modal":
        refused = slack.api("views.open", trigger_id=slack.trigger(), view=modal(visual(pie())))
    else:
        refused = slack.api("views.publish", user_id="U0CSONE", view={"type": "home", "blocks": [visual(pie())]})
    assert refused["error"] == "invalid_arguments"
    assert refused["errors"] == ["unsupported type: data_visualization [json-pointer:/view/blocks/0/type]"]


# --- a workspace that has not got the block yet -----------------------------------------------------------------------


@pytest.fixture
def old(slack: Slack) -> Slack:
    slack.do("settings", refused_blocks=["data_visualization"])
    return slack


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "chat.postEphemeral"])
def test_an_old_workspace_does_not_know_the_block(old: Slack, method: str) -> None:
    ts = old.post()["ts"]
    blocks = [{"type": "divider"}, visual(pie())]
    refused = old.api(method, channel="C0CSORDERS", ts=ts, user="U0CSONE", text="x", blocks=blocks)
    assert refused["error"] == "invalid_blocks"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: data_visualization [json-pointer:/blocks/1/type]"
    ]
    assert [message["text"] for message in old.look("messages", channel="cs-orders")["messages"]] == ["hello"]
    assert old.look("ephemerals")["ephemerals"] == []


@pytest.mark.parametrize("where", [{}, {"response_type": "in_channel"}, {"replace_original": True}], ids=str)
def test_an_old_workspace_refuses_it_at_a_response_url(old: Slack, bot: Bot, where: Json) -> None:
    button = {"type": "button", "text": plain("Go"), "action_id": "go"}
    ts = old.post(blocks=[{"type": "actions", "elements": [button]}])["ts"]
    made = old.do("payload_for", user="cs.one", channel="cs-orders", ts=ts, action_id="go")
    url = made["payload"]["response_url"]
    refused = old.http.post(url, json={"text": "x", "blocks": [visual(pie())], **where})
    assert refused.json()["error"] == "invalid_blocks"


def test_an_old_workspace_refuses_it_as_the_answer_to_a_command(old: Slack, bot: Bot) -> None:
    command = {"command": "/orders", "description": "Orders"}
    old.do("settings", manifest={"features": {"slash_commands": [command]}}, scopes=None)
    bot.answer = lambda _: (200, json.dumps({"text": "x", "blocks": [visual(pie())]}))
    old.do("command", user="cs.one", channel="cs-orders", line="/orders")
    (told,) = old.look("ephemerals")["ephemerals"]
    assert told["text"] == "/orders failed with the error “invalid_blocks”"


def test_an_old_workspace_takes_every_other_block(old: Slack) -> None:
    assert old.post(blocks=[{"type": "divider"}])["ok"]


def test_a_workspace_learns_the_block_again(old: Slack) -> None:
    old.do("settings", refused_blocks=[])
    assert old.post(blocks=[visual(pie())])["ok"]


def test_any_type_may_be_refused(slack: Slack) -> None:
    slack.do("settings", refused_blocks=["table", "header"])
    refused = slack.api("chat.postMessage", channel="cs-orders", blocks=[{"type": "header", "text": plain("x")}])
    assert refused["errors"] == ["unsupported type: header [json-pointer:/blocks/0/type]"]
    assert slack.post(blocks=[visual(pie())])["ok"]
