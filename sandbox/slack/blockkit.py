"""Judges block lists and views as Slack does: which block may stand on which surface, every published limit, ids used
twice, unknown fields. It owns no state and changes nothing except in ``with_ids``, which fills in the ids that Slack
makes up for blocks and elements that have none."""

import copy
import secrets
from collections.abc import Collection, Iterator
from typing import Any

from sandbox.slack.charts import CHART
from sandbox.slack.elements import IDENTIFIER, IMAGE_BLOCK, IN_ACCESSORY, IN_ACTIONS, IN_CONTEXT, IN_INPUT, STATEFUL
from sandbox.slack.rules import Findings, Json, Rule, anything, array, boolean, both, shape, string, text, typed

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_CHARTS = 2
_ID: dict[str, Rule] = {"block_id": IDENTIFIER}


def _section_says_something(found: Findings, block: Any, pointer: str) -> None:
    if isinstance(block, dict) and "text" not in block and "fields" not in block:
        found.add("must define either `text` or `fields`", pointer)


def _rows_and_columns(found: Findings, block: Any, pointer: str) -> None:
    rows = block.get("rows") if isinstance(block, dict) else None
    for position, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, list) and len(row) > 20:
            found.add("no more than 20 items allowed", f"{pointer}/rows/{position}")


_SECTION = both(
    shape(
        {}, {**_ID, "text": text(3000), "fields": array(text(2000), 10), "accessory": IN_ACCESSORY, "expand": boolean}
    ),
    _section_says_something,
)
_LOOSE = shape({}, open_ended=True)

_EVERYWHERE: dict[str, Rule] = {
    "section": _SECTION,
    "divider": shape({}, _ID),
    "image": IMAGE_BLOCK,
    "actions": shape({"elements": array(IN_ACTIONS, 25)}, _ID),
    "context": shape({"elements": array(IN_CONTEXT, 10)}, _ID),
    "input": shape(
        {"label": text(2000, "plain_text"), "element": IN_INPUT},
        {**_ID, "hint": text(2000, "plain_text"), "optional": boolean, "dispatch_action": boolean},
    ),
    "header": shape({"text": text(150, "plain_text")}, {**_ID, "level": anything}),
    "video": shape({"alt_text": string(2000, 1), "title": text(200, "plain_text")}, open_ended=True),
    "rich_text": shape({"elements": array(anything, 1000, 0)}, _ID),
}
_MESSAGE_ONLY: dict[str, Rule] = {
    "context_actions": shape({"elements": array(_LOOSE, 5)}, _ID),
    "markdown": shape({"text": string(12_000, 1)}, _ID),
    "table": both(shape({"rows": array(anything, 100)}, {**_ID, "column_settings": anything}), _rows_and_columns),
    # An assumption that Slack has not confirmed: charts in messages alone. Its limit is one of messages, and a stand-in
    # that is too strict lets no app rely on what Slack may refuse.
    "data_visualization": shape({"title": string(50, 1), "chart": CHART}, _ID),
    "plan": _LOOSE,
    "task_card": _LOOSE,
    "container": shape({}, {"elements": array(anything, 10)}, open_ended=True),
    "call": _LOOSE,
}
_CARDS: dict[str, Rule] = {
    "card": shape({}, {"title": text(150), "subtitle": text(150), "body": text(200)}, open_ended=True),
    "carousel": shape({"elements": array(_LOOSE, 10)}, open_ended=True),
}
_SURFACES: dict[str, dict[str, Rule]] = {
    "message": {**_EVERYWHERE, **_MESSAGE_ONLY, **_CARDS},
    "modal": {**_EVERYWHERE, "alert": _LOOSE, "file": _LOOSE},
    "home": {**_EVERYWHERE, **_CARDS, "alert": _LOOSE, "file": _LOOSE},
}


def elements_of(block: Json) -> Iterator[tuple[str, Json]]:
    """Each interactive element of a block, with its pointer inside the block."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"/{name}", block[name]
    if block.get("type") in ("actions", "context_actions") and isinstance(block.get("elements"), list):
        for position, element in enumerate(block["elements"]):
            if isinstance(element, dict):
                yield f"/elements/{position}", element


def _repeated_ids(found: Findings, blocks: list[Any], pointer: str) -> None:
    seen: set[str] = set()
    for position, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                found.add("`block_id` already exists", f"{pointer}/{position}/block_id")
            seen.add(block_id)
        actions: set[str] = set()
        for inside, element in elements_of(block):
            action_id = element.get("action_id")
            if isinstance(action_id, str) and action_id:
                if action_id in actions:
                    found.add(f'`action_id` "{action_id}" already exists', f"{pointer}/{position}{inside}/action_id")
                actions.add(action_id)


def judge_blocks(blocks: Any, surface: str, pointer: str = "/blocks", refused: Collection[str] = ()) -> Findings:
    """What Slack would refuse about a block list on a surface: ``message``, ``modal`` or ``home``. Types that are
    ``refused`` are unknown there, as to a workspace that has not got them yet."""
    found = Findings()
    known = {kind: rule for kind, rule in _SURFACES[surface].items() if kind not in refused}
    array(typed(known), MOST_BLOCKS[surface], 0)(found, blocks, pointer)
    if isinstance(blocks, list):
        _repeated_ids(found, blocks, pointer)
        kinds = [block.get("type") for block in blocks if isinstance(block, dict)]
        if kinds.count("table") > 1:
            found.add("only one table is allowed", pointer)
        if kinds.count("data_visualization") > MOST_CHARTS:
            found.add(f"no more than {MOST_CHARTS} data visualizations allowed", pointer)
        prose = [block.get("text") for block in blocks if isinstance(block, dict) and block.get("type") == "markdown"]
        if len(prose) > 1 and sum(len(entry) for entry in prose if isinstance(entry, str)) > 12_000:
            found.add("markdown must be less than 12001 characters in all", pointer)
    return found


_VIEW: dict[str, dict[str, Rule]] = {
    "modal": {
        "title": text(24, "plain_text"),
        "blocks": anything,
        "submit": text(24, "plain_text"),
        "close": text(24, "plain_text"),
        "submit_disabled": boolean,
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
    "home": {"blocks": anything},
}
_VIEW_IDS: dict[str, Rule] = {
    "private_metadata": string(3000),
    "callback_id": IDENTIFIER,
    "external_id": IDENTIFIER,
}


def judge_view(view: Any, kind: str) -> Findings:
    """What Slack would refuse about a view that has to be a ``modal`` or a ``home``; pointers start at ``/view``."""
    found = Findings()
    if not isinstance(view, dict) or "type" not in view:
        found.add("must provide an object" if not isinstance(view, dict) else "missing required field: type", "/view")
        return found
    if view["type"] != kind:
        found.add(f"value `{view['type']}` is not one of: {kind}", "/view/type")
        return found
    fields = _VIEW[kind]
    required = ("title", "blocks") if kind == "modal" else ("blocks",)
    optional = {name: rule for name, rule in fields.items() if name not in required}
    shape({name: fields[name] for name in required}, {**optional, **_VIEW_IDS})(found, view, "/view")
    blocks = view.get("blocks")
    if blocks is None:
        return found
    found.messages += judge_blocks(blocks, kind, "/view/blocks").messages
    has_input = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if kind == "modal" and has_input and "submit" not in view:
        found.add("missing required field: submit (the view has an input)", "/view")
    return found


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a ``block_id`` and every interactive element an ``action_id``."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        block["block_id"] = block.get("block_id") or secrets.token_urlsafe(4)
        for _, element in elements_of(block):
            if element.get("type") != "image":
                element["action_id"] = element.get("action_id") or secrets.token_urlsafe(4)
    return filled


def is_stateful(element: Json) -> bool:
    return element.get("type") in STATEFUL
