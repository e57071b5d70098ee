"""Turns the chart of a ``data_visualization`` block into bars: where each begins, how long it is, what it says. It owns
proportions and how a number is written; the chart was judged before, and the templates draw it."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    name: str
    look: int
    """Which of the page's colours and textures."""
    start: float
    length: float
    """Both in per cent of the lane, which reaches from the lowest value, or 0, to the highest."""
    value: str


@dataclass(frozen=True)
class Row:
    label: str
    bars: list[Bar]


@dataclass(frozen=True)
class Drawing:
    legend: list[str]
    rows: list[Row]
    x_label: str = ""
    y_label: str = ""


def drawing(chart: Json) -> Drawing:
    """A pie has a row for each slice, with its share; any other chart one for each category."""
    return _slices(chart["segments"]) if chart["type"] == "pie" else _series(chart["series"], chart["axis_config"])


def _slices(segments: list[Json]) -> Drawing:
    whole = sum(float(segment["value"]) for segment in segments)
    rows = []
    for look, segment in enumerate(segments):
        share = 100 * (segment["value"] / whole)
        bar = Bar(segment["label"], look, 0, round(share, 4), f"{_written(segment['value'])} ({share:.0f}%)")
        rows.append(Row(segment["label"], [bar]))
    return Drawing([segment["label"] for segment in segments], rows)


def _series(series: list[Json], axes: Json) -> Drawing:
    points = [{point["label"]: point["value"] for point in one["data"]} for one in series]
    values = [float(value) for one in points for value in one.values()]
    lowest, highest = min(0.0, *values), max(0.0, *values)
    whole = highest - lowest or 1.0

    def bar(look: int, value: float) -> Bar:
        start = round(100 * ((min(value, 0.0) - lowest) / whole), 4)
        return Bar(series[look]["name"], look, start, round(100 * (abs(value) / whole), 4), _written(value))

    rows = [Row(label, [bar(look, one[label]) for look, one in enumerate(points)]) for label in axes["categories"]]
    return Drawing([one["name"] for one in series], rows, axes.get("x_label", ""), axes.get("y_label", ""))


def _written(value: float) -> str:
    return f"{value:,}".removesuffix(".0")
