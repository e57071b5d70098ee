"""Charts as the page draws them: bars in proportion, every value in words, and a place for all of it on a phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from sandbox.slack.page.drawing import drawing
from tests.sandbox.slack.browsing import PHONE, WIDE
from tests.sandbox.slack.running import Json, Slack, bars, pie, visual

DAYS = ["Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22"]


def over_days(name: str, values: list[float]) -> Json:
    return {"name": name, "data": [{"label": day, "value": value} for day, value in zip(DAYS, values, strict=True)]}


WEEK = bars(
    series=[
        over_days("Approved", [34, 41, 38, 52, 47, 12, 9]),
        over_days("Rejected", [3, 5, 2, 8, 4, 0, 1]),
    ],
    axis_config={"categories": DAYS, "x_label": "Day", "y_label": "Orders"},
)


def shown(chart: Json) -> list[tuple[str, float, float, str]]:
    """Each bar's name, start, length and written value, from the top."""
    return [(bar.name, bar.start, bar.length, bar.value) for row in drawing(chart).rows for bar in row.bars]


def three(*values: float) -> Json:
    labels = ["a", "b", "c"]
    data = [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]
    return bars(series=[{"name": "S", "data": data}], axis_config={"categories": labels})


def test_the_highest_value_fills_its_lane() -> None:
    assert shown(three(5, 20, 0)) == [("S", 0, 25, "5"), ("S", 0, 100, "20"), ("S", 0, 0, "0")]


def test_what_is_below_nothing_reaches_to_the_left_of_it() -> None:
    assert shown(three(-10, 30, 0)) == [("S", 0, 25, "-10"), ("S", 25, 75, "30"), ("S", 25, 0, "0")]


def test_nothing_at_all_is_drawn_as_nothing() -> None:
    assert [bar[2] for bar in shown(three(0, 0, 0))] == [0, 0, 0]


def test_the_largest_numbers_do_not_break_the_page() -> None:
    assert len(shown(three(1.7e308, -1.7e308, 10**308))) == 3


def test_bars_stand_in_the_order_of_categories_and_then_of_series() -> None:
    chart = bars(names=["Approved", "Rejected"])
    chart["series"][0]["data"].reverse()
    rows = drawing(chart).rows
    assert [row.label for row in rows] == ["Day 0", "Day 1"]
    assert [[(bar.name, bar.value) for bar in row.bars] for row in rows] == [
        [("Approved", "0"), ("Rejected", "0")],
        [("Approved", "1"), ("Rejected", "1")],
    ]


def test_a_slice_tells_its_value_and_its_share() -> None:
    chart = pie({"label": "Fibre", "value": 1500}, {"label": "Cable", "value": 500.5})
    assert [bar[3] for bar in shown(chart)] == ["1,500 (75%)", "500.5 (25%)"]


def page(slack: Slack) -> str:
    return slack.http.get("/c/cs-orders", params={"as": "cs.one"}).raise_for_status().text


@pytest.mark.parametrize("kind", ["bar", "area", "line"])
def test_the_page_says_title_axes_legend_and_every_value(slack: Slack, kind: str) -> None:
    slack.post(blocks=[visual(WEEK | {"type": kind}, title="Decided <in> a week")])
    html = page(slack)
    assert "unknown-block" not in html
    assert "Decided &lt;in&gt; a week" in html
    assert all(f">{word}<" in html for word in ("Day", "Orders", *DAYS))
    assert re.findall(r"</svg>(\w+)</li>", html) == ["Approved", "Rejected"]
    values = re.findall(r'<span class="visually-hidden">(\w+)</span>.*?<td class="value">(\d+)</td>', html, re.DOTALL)
    assert values[:4] == [("Approved", "34"), ("Rejected", "3"), ("Approved", "41"), ("Rejected", "5")]
    assert len(values) == 14


def test_the_page_draws_a_pie_and_says_so(slack: Slack) -> None:
    slack.post(blocks=[visual(pie({"label": "Fibre", "value": 3}, {"label": "Cable", "value": 1}))])
    html = page(slack)
    assert "pie chart, drawn here as bars" in html
    assert re.findall(r'<td class="value">([^<]+)</td>', html) == ["3 (75%)", "1 (25%)"]


def test_a_chart_needs_no_inline_style(slack: Slack) -> None:
    """The page's policy would take it away, and every bar would have no length."""
    slack.post(blocks=[visual(WEEK)])
    assert "style=" not in page(slack)


@pytest.mark.e2e
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1400", "390"])
def test_bars_are_as_long_as_their_values_and_nothing_is_cut_off(
    slack: Slack, visit: Any, size: dict[str, int]
) -> None:
    slack.post(blocks=[visual(WEEK)])
    chart = visit("cs.one", size).locator(".chart")
    expect(chart.get_by_text("Thu 19")).to_be_visible()
    lengths = chart.evaluate("e => [...e.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width)")
    assert len(lengths) == 13, "no bar for the one zero"
    approved, longest = lengths[0], max(lengths)
    assert longest > size["width"] / 3
    assert approved / longest == pytest.approx(34 / 52, abs=0.01)
    assert chart.evaluate("e => e.scrollWidth <= e.clientWidth")
    label = chart.get_by_text("Mon 16").bounding_box()
    assert label is not None
    assert label["height"] < 20, "a short label stays on one line"


@pytest.mark.e2e
def test_the_fullest_chart_fits_a_phone(slack: Slack, visit: Any) -> None:
    names = ["M" * 19 + str(number) for number in range(6)]
    chart = bars(20, names)
    axes = {"categories": ["W" * 18 + f"{number:02}" for number in range(20)], "x_label": "x" * 50, "y_label": "y" * 50}
    for series in chart["series"]:
        series["data"] = [{"label": label, "value": 1_234_567.5} for label in axes["categories"]]
    slack.post(blocks=[visual(chart | {"axis_config": axes}, title="W" * 50)])
    drawn = visit("cs.one", PHONE).locator(".chart")
    expect(drawn.locator(".bar")).to_have_count(120)
    assert drawn.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert (
        min(drawn.evaluate("e => [...e.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width)")) > 50
    )
