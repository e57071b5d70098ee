"""The small language in which Block Kit's shapes are written down: strings with a longest length, arrays with a most,
objects whose fields are known. It owns how a value is judged and how the finding is worded (with a JSON pointer, as
Slack does); it must know no block by name, which is blockkit.py's part."""

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Json = dict[str, Any]


@dataclass
class Findings:
    """What is wrong with a document: sentences of the form ``must be ... [json-pointer:/blocks/0/text]``."""

    messages: list[str] = field(default_factory=list)

    def add(self, sentence: str, pointer: str) -> None:
        self.messages.append(f"{sentence} [json-pointer:{pointer}]")


Rule = Callable[[Findings, Any, str], None]


def string(longest: int, shortest: int = 0) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        if not isinstance(value, str):
            found.add("must be a string", pointer)
        elif len(value) > longest:
            found.add(f"must be less than {longest + 1} characters", pointer)
        elif len(value) < shortest:
            found.add(f"must be more than {shortest - 1} characters", pointer)

    return judge


def day(found: Findings, value: Any, pointer: str) -> None:
    """``2026-11-24``, and a day that there is."""
    try:
        if date.fromisoformat(value).isoformat() == value:
            return
    except (TypeError, ValueError):
        pass
    found.add("must be a valid date in the format YYYY-MM-DD", pointer)


def boolean(found: Findings, value: Any, pointer: str) -> None:
    if not isinstance(value, bool):
        found.add("must be a boolean", pointer)


def integer(lowest: int, highest: int) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            found.add("must be an integer", pointer)
        elif not lowest <= value <= highest:
            found.add(f"must be between {lowest} and {highest}", pointer)

    return judge


def number(more_than: float = -math.inf) -> Rule:
    """Any finite number: Python's JSON also reads NaN, Infinity and integers past every float."""

    def judge(found: Findings, value: Any, pointer: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= sys.float_info.max:
            found.add("must be a number", pointer)
        elif value <= more_than:
            found.add(f"must be more than {more_than}", pointer)

    return judge


def one_of(*allowed: str) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        if value not in allowed:
            found.add(f"value `{value}` is not one of: {', '.join(allowed)}", pointer)

    return judge


def anything(found: Findings, value: Any, pointer: str) -> None:
    """A field that Slack knows and this stand-in does not look into."""


def array(item: Rule, most: int, least: int = 1) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        if not isinstance(value, list):
            found.add("must be an array", pointer)
            return
        if len(value) > most:
            found.add(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            found.add(f"no fewer than {least} items allowed", pointer)
        for position, entry in enumerate(value):
            item(found, entry, f"{pointer}/{position}")

    return judge


def listed(holder: Any, name: str) -> list[Any]:
    """The list in a field, or an empty one when there is none."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return list(value) if isinstance(value, list) else []


def shape(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *,
    open_ended: bool = False,
    typeless: bool = False,
) -> Rule:
    """An object with these fields; any other field is refused unless ``open_ended``. ``type`` is allowed unless
    ``typeless``."""
    known = {**required, **(optional or {})}

    def judge(found: Findings, value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            found.add("must provide an object", pointer)
            return
        for name in required:
            if name not in value:
                found.add(f"missing required field: {name}", pointer)
        for name, entry in value.items():
            if name in known:
                known[name](found, entry, f"{pointer}/{name}")
            elif (name != "type" or typeless) and not open_ended:
                found.add(f"invalid additional property: {name}", pointer)

    return judge


def typed(table: Mapping[str, Rule]) -> Rule:
    """An object whose ``type`` picks its rule from ``table``."""

    def judge(found: Findings, value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            found.add("must provide an object", pointer)
        elif "type" not in value:
            found.add("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in table:
            found.add(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            table[value["type"]](found, value, pointer)

    return judge


def both(*rules: Rule) -> Rule:
    def judge(found: Findings, value: Any, pointer: str) -> None:
        for rule in rules:
            rule(found, value, pointer)

    return judge


def text(longest: int, *kinds: str, shortest: int = 1) -> Rule:
    """A text object of one of ``kinds`` (both when none is named), ``shortest``..``longest`` characters."""
    content = {"text": string(longest, shortest)}
    table: dict[str, Rule] = {
        "plain_text": shape(content, {"emoji": boolean}),
        "mrkdwn": shape(content, {"verbatim": boolean}),
    }
    return typed({kind: table[kind] for kind in kinds or ("plain_text", "mrkdwn")})
