"""Reads ``handbook.yaml`` and says, of everything that is wrong in it, the line.

It owns the way from a tree of YAML to a ``Policy``: the names that references may use, the sentence of each fault and
its likely word. What a value may be is decided in the models, how a file becomes a tree in ``tree``. It exists
so that an operator who mistypes a word learns where, and a wrong handbook never starts.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path as File
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml.comments import CommentedMap

from bot.handbook.policy import Policy, WorkflowNeeds
from bot.handbook.tree import Finding, Path, config_error, line_of, parse, plain, read
from bot.handbook.words import Plain, did_you_mean, likely

SECTIONS = ("calendars", "teams", "roles")


def load(file: File | str, needs: Mapping[str, WorkflowNeeds] | None = None) -> Policy:
    """The policy in ``file``. ``needs``: what the code of each workflow expects there; None: not compared.

    Raises ConfigError with one line for each finding, in the order of the file.
    """
    file = File(file)
    text = read(file)
    tree = parse(file, text)
    findings: list[Finding] = []
    if needs is not None:
        findings += _unmet_needs(tree, needs)
    try:
        policy = Policy.model_validate(plain(tree), context={name: _names(tree, name) for name in SECTIONS})
    except ValidationError as error:
        findings += _findings(error, tree)
        raise config_error(file, findings) from None
    if findings:
        raise config_error(file, findings)
    return policy


def _names(tree: CommentedMap, section: str) -> frozenset[str] | None:
    """The ids that a reference to ``section`` may use; None if the section itself is wrong, which is a finding."""
    entries = tree.get(section)
    return frozenset(map(str, entries)) if isinstance(entries, CommentedMap) else None


# --- from pydantic's errors to lines and words -----------------------------------------------------------------------


def _findings(error: ValidationError, tree: CommentedMap) -> list[Finding]:
    details = error.errors(include_url=False, include_input=True)
    misspelt = {
        (*detail["loc"][:-1], word)
        for detail in details
        if detail["type"] == "extra_forbidden"
        for word in likely(str(detail["loc"][-1]), _keys_at(detail["loc"][:-1]))
    }
    findings = []
    for detail in details:
        # The misspelt key is the fault; that the right one is missing would be the same news twice.
        if detail["type"] == "missing" and detail["loc"] in misspelt:
            continue
        # Where every entry of a list is wrong, pydantic also calls the list too short; the entries are news enough.
        if detail["type"] == "too_short" and detail["input"]:
            continue
        context = detail.get("ctx", {})
        path = (*detail["loc"], *context.get("at", ()))
        if path and path[-1] == "[key]":
            path = path[:-1]
        findings.append(Finding(line_of(tree, path), path, _say(detail)))
    return findings


def _say(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    limit = next((value for key, value in context.items() if key in _LIMITS), None)
    match detail["type"]:
        case "handbook":
            return str(context["what"]) + did_you_mean(context["word"], context["known"])
        case "extra_forbidden":
            known = _keys_at(detail["loc"][:-1])
            asked = did_you_mean(str(detail["loc"][-1]), known)
            return "unknown key" + (asked or f" (known here: {', '.join(known)})")
        case "missing":
            return "is missing"
        case "literal_error" | "enum":
            expected = str(context["expected"]).replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            return f"must be {expected}" + did_you_mean(str(detail["input"]), words)
        case kind if kind in _SENTENCES:
            sentence = _SENTENCES[kind].format(limit=limit)
            return "is empty" if detail["input"] is None else sentence
        case _:
            return detail["msg"][0].lower() + detail["msg"][1:]


_LIMITS = ("ge", "le", "min_length", "max_length")
_SENTENCES = {
    "string_type": "must be text (in quotes if it looks like a number)",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {limit} characters",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "greater_than_equal": "must be at least {limit}",
    "less_than_equal": "must be at most {limit}",
    "tuple_type": "must be a list: [a, b]",
    "dict_type": "must hold keys and values",
    "model_type": "must hold keys and values",
    "too_short": "needs at least {limit} entry",
    "too_long": "has more than {limit} entries",
}


def _keys_at(path: Path) -> list[str]:
    """The keys that the models know at ``path``; none where the operator chooses them."""
    at: Any = Policy
    for step in path:
        if isinstance(at, type) and issubclass(at, Plain):
            at = next((f.annotation for name, f in at.model_fields.items() if (f.alias or name) == step), None)
        elif get_origin(at) in (dict, tuple):
            at = get_args(at)[1 if get_origin(at) is dict else 0]
        at = _bare(at)
    if isinstance(at, type) and issubclass(at, Plain):
        return [field.alias or name for name, field in at.model_fields.items()]
    return []


def _bare(annotation: Any) -> Any:
    """The model itself, without what is said about it and without the null that an optional entry may be."""
    if hasattr(annotation, "__metadata__") or isinstance(annotation, UnionType):
        return _bare(get_args(annotation)[0])
    return annotation


# --- what the workflows' code expects --------------------------------------------------------------------------------


def _unmet_needs(tree: CommentedMap, needs: Mapping[str, WorkflowNeeds]) -> Iterable[Finding]:
    yield from _differences(tree, ("workflows",), needs)
    for workflow, need in needs.items():
        for part, expected in (("verbs", need.verbs), ("targets", need.targets), ("statuses", need.statuses)):
            yield from _differences(tree, ("workflows", workflow, part), expected)


def _differences(tree: CommentedMap, path: Path, expected: Iterable[str]) -> Iterable[Finding]:
    """Names at ``path`` that the code does not know or does not find. Wrong shapes are the models' to report."""
    node: Any = tree
    for step in path:
        node = node.get(step) if isinstance(node, CommentedMap) else None
    if not isinstance(node, CommentedMap):
        return
    missing = [name for name in expected if name not in node]
    for name in map(str, node):
        if name not in expected:
            asked = did_you_mean(name, missing) or did_you_mean(name, expected)
            here = ", ".join(sorted(expected))
            yield Finding(
                line_of(tree, (*path, name)), (*path, name), f"unknown name{asked or f' (known here: {here})'}"
            )
            missing = [other for other in missing if other not in likely(name, missing)]
    for name in missing:
        yield Finding(line_of(tree, path), (*path, name), "is missing")
