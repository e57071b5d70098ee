"""Reads ``handbook.yaml`` and says, of everything that is wrong in it, the line.

It owns the way from a file to a ``Policy``: the bytes, the YAML, the names that references may use, and the sentences
of a fault (``handbook.yaml:LINE: key.path: what is wrong (did you mean ...?)``). What a value may be is decided in the
models. It exists so that an operator who mistypes a word learns where, and a wrong handbook never starts.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)
from ruamel.yaml.reader import ReaderError

from bot.errors import ConfigError
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.handbook.words import Plain

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
SECTIONS = ("calendars", "teams", "roles")

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """One thing that is wrong. ``line`` counts from 1."""

    line: int
    path: Path
    what: str


class _Constructor(RoundTripConstructor):
    """Dates stay text: the models read them, and 30 February is their finding, not a crash of the library."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str)


def load(file: File | str, needs: Mapping[str, WorkflowNeeds] | None = None) -> Policy:
    """The policy in ``file``. ``needs``: what the code of each workflow expects there; None: not compared.

    Raises ConfigError with one line for each finding, in the order of the file.
    """
    file = File(file)
    text = _read(file)
    tree = _parse(file, text)
    findings: list[Finding] = []
    if needs is not None:
        findings += _unmet_needs(tree, needs)
    try:
        policy = Policy.model_validate(_plain(tree), context={name: _names(tree, name) for name in SECTIONS})
    except ValidationError as error:
        findings += _findings(error, tree)
        raise _config_error(file, findings) from None
    if findings:
        raise _config_error(file, findings)
    return policy


def _config_error(file: File, findings: Iterable[Finding]) -> ConfigError:
    lines = []
    for line, path, what in sorted(set(findings), key=lambda finding: (finding.line, str(finding.path))):
        where = f"{_spell(path)}: " if path else ""
        # A key may hold whatever YAML can quote, line breaks included; the message stays one line.
        lines.append(f"{file}:{line}: " + "".join(c if c.isprintable() else "?" for c in where + what))
    return ConfigError("\n".join(lines))


def _spell(path: Path) -> str:
    """``("roles", "cs", "emails", 1)`` → ``roles.cs.emails[1]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


# --- the file and its YAML -------------------------------------------------------------------------------------------


def _read(file: File) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{file}: there is no such file; HANDOFF_HANDBOOK names the handbook") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"{file}: is larger than {MAX_BYTES:,} bytes; this is not a handbook")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{file}:{line}: is not UTF-8; save the file in that encoding") from None


def _parse(file: File, text: str) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        if finding := _refused_yaml(text):
            raise _config_error(file, [finding])
        tree = yaml.load(text)
    except DuplicateKeyError as error:
        key = str(error.problem).partition('"')[2].partition('"')[0]
        fault = Finding(_line_of(error), (key,), "stands twice in the same place; keep one")
    except MarkedYAMLError as error:
        hint = "; indent with spaces, never with a tab" if "\\t" in str(error.problem) else ""
        fault = Finding(_line_of(error), (), f"not YAML: {error.problem}{hint}")
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        fault = Finding(line, (), "holds a character that YAML does not allow")
    except (YAMLError, ValueError):
        fault = Finding(1, (), "not YAML")
    else:
        if isinstance(tree, CommentedMap):
            return tree
        fault = Finding(1, (), "is empty" if tree is None else "must hold keys and values, such as version: 1")
    raise _config_error(file, [fault])


def _refused_yaml(text: str) -> Finding | None:
    """What YAML allows and a handbook does not need: aliases (cycles, bombs), tags, keys of keys, endless nesting."""
    key_is_next: list[bool | None] = []  # for each open collection; None in a list
    for event in YAML(typ="safe", pure=True).parse(text):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            return Finding(line, (), f"*{event.anchor}: anchors and aliases are not supported; write it out")
        if isinstance(event, DocumentStartEvent) and event.version:
            return Finding(line, (), "the %YAML line is not supported; leave it out")
        if isinstance(event, CollectionEndEvent):
            key_is_next.pop()
        if not isinstance(event, ScalarEvent | CollectionStartEvent):
            continue
        if event.tag:
            return Finding(line, (), f"{event.tag}: tags are not supported; put the text in quotes if it begins with !")
        is_key = bool(key_is_next and key_is_next[-1])
        if key_is_next and key_is_next[-1] is not None:
            key_is_next[-1] = not is_key
        if isinstance(event, CollectionStartEvent):
            if is_key:
                return Finding(line, (), "a key is one word, not a list or a group of keys")
            if len(key_is_next) == MAX_DEPTH:
                return Finding(line, (), "is nested too deeply")
            key_is_next.append(True if isinstance(event, MappingStartEvent) else None)
    return None


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(item) for item in node]
    return node


def _names(tree: CommentedMap, section: str) -> frozenset[str] | None:
    """The ids that a reference to ``section`` may use; None if the section itself is wrong, which is a finding."""
    entries = tree.get(section)
    return frozenset(map(str, entries)) if isinstance(entries, CommentedMap) else None


# --- from pydantic's errors to lines and words -----------------------------------------------------------------------


def _line(tree: CommentedMap, path: Path) -> int:
    """The line of the last step of ``path`` that the file has: a missing key counts as its parent's line."""
    node: Any = tree
    line = 0
    for step in path:
        if isinstance(node, CommentedMap) and step in (node.lc.data or {}):
            line = node.lc.key(step)[0]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0]
        else:
            break
        node = node[step]
    return line + 1


def _findings(error: ValidationError, tree: CommentedMap) -> list[Finding]:
    details = error.errors(include_url=False, include_input=True)
    likely = {
        (*detail["loc"][:-1], word)
        for detail in details
        if detail["type"] == "extra_forbidden"
        for word in _like(str(detail["loc"][-1]), _keys_at(detail["loc"][:-1]))
    }
    findings = []
    for detail in details:
        # The misspelt key is the fault; that the right one is missing would be the same news twice.
        if detail["type"] == "missing" and detail["loc"] in likely:
            continue
        # Where every entry of a list is wrong, pydantic also calls the list too short; the entries are news enough.
        if detail["type"] == "too_short" and detail["input"]:
            continue
        context = detail.get("ctx", {})
        path = (*detail["loc"], *context.get("at", ()))
        if path and path[-1] == "[key]":
            path = path[:-1]
        findings.append(Finding(_line(tree, path), path, _say(detail)))
    return findings


def _say(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    limit = next((value for key, value in context.items() if key in _LIMITS), None)
    match detail["type"]:
        case "handbook":
            return str(context["what"]) + _did_you_mean(context["word"], context["known"])
        case "extra_forbidden":
            known = _keys_at(detail["loc"][:-1])
            asked = _did_you_mean(str(detail["loc"][-1]), known)
            return "unknown key" + (asked or f" (known here: {', '.join(known)})")
        case "missing":
            return "is missing"
        case "literal_error" | "enum":
            expected = str(context["expected"]).replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            return f"must be {expected}" + _did_you_mean(str(detail["input"]), words)
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
    return get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation


def _like(word: str, known: Iterable[str]) -> list[str]:
    """The likely word first, compared without case; empty if none is near."""
    spelling = {candidate.lower(): candidate for candidate in known}
    return [spelling[found] for found in get_close_matches(word.strip().lower(), spelling, n=1, cutoff=0.6)]


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    return "".join(f" (did you mean {found}?)" for found in _like(word, known))


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
            asked = _did_you_mean(name, missing) or _did_you_mean(name, expected)
            here = ", ".join(sorted(expected))
            yield Finding(_line(tree, (*path, name)), (*path, name), f"unknown name{asked or f' (known here: {here})'}")
            missing = [other for other in missing if other not in _like(name, missing)]
    for name in missing:
        yield Finding(_line(tree, path), (*path, name), "is missing")
