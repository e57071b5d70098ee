"""The shape of what a ``data_visualization`` block shows: slices of a pie, or series over categories, with their limits
and how labels must agree. It owns the chart alone; where the block may stand is blockkit.py's."""

from collections.abc import Iterator
from typing import Any

from sandbox.slack.rules import Findings, Rule, array, both, listed, number, shape, string, typed

_LABEL = string(20, 1)
_SLICE = shape({"label": _LABEL, "value": number(more_than=0)}, typeless=True)
_POINT = shape({"label": _LABEL, "value": number()}, typeless=True)
_SERIES = shape({"name": _LABEL, "data": array(_POINT, 20)}, typeless=True)
_AXES = shape({"categories": array(_LABEL, 20)}, {"x_label": string(50), "y_label": string(50)}, typeless=True)


def _field(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else None


def _repeated(values: list[Any]) -> Iterator[int]:
    """Where a string stands that stood before."""
    return (place for place, value in enumerate(values) if isinstance(value, str) and value in values[:place])


def _names_differ(found: Findings, chart: Any, pointer: str) -> None:
    for place in _repeated([_field(series, "name") for series in listed(chart, "series")]):
        found.add("`name` already exists", f"{pointer}/series/{place}/name")


def _categories_differ(found: Findings, chart: Any, pointer: str) -> None:
    for place in _repeated(listed(_field(chart, "axis_config"), "categories")):
        found.add("category already exists", f"{pointer}/axis_config/categories/{place}")


def _points_fit_categories(found: Findings, chart: Any, pointer: str) -> None:
    categories = listed(_field(chart, "axis_config"), "categories")
    for position, series in enumerate(listed(chart, "series")):
        labels = [_field(point, "label") for point in listed(series, "data")]
        where = f"{pointer}/series/{position}/data"
        for place, label in enumerate(labels):
            if isinstance(label, str) and label not in categories:
                found.add("must be one of the categories", f"{where}/{place}/label")
        if any(labels.count(category) != 1 for category in categories):
            found.add("must have one point for each category", where)


_OVER_CATEGORIES = both(
    shape({"series": array(_SERIES, 6), "axis_config": _AXES}),
    _names_differ,
    _categories_differ,
    _points_fit_categories,
)
_KINDS: dict[str, Rule] = {
    "pie": shape({"segments": array(_SLICE, 6)}),
    "bar": _OVER_CATEGORIES,
    "area": _OVER_CATEGORIES,
    "line": _OVER_CATEGORIES,
}
CHART = typed(_KINDS)
