"""A handbook file as a tree of YAML that knows its lines.

It owns the bytes, the encoding, what of YAML a handbook may use, and how a finding is spelt
(``handbook.yaml:LINE: key.path: what is wrong``). It knows no section of the handbook. It exists so that ``loader`` can
speak of paths and never of marks, tokens and encodings.
"""

from collections.abc import Iterable
from pathlib import Path as File
from typing import Any, NamedTuple

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

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """One thing that is wrong. ``line`` counts from 1."""

    line: int
    path: Path
    what: str


class _Constructor(RoundTripConstructor):
    """Dates stay text: the models read them, and 30 February is their finding, not a crash of the library."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str)


def config_error(file: File, findings: Iterable[Finding]) -> ConfigError:
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


def read(file: File) -> str:
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


def parse(file: File, text: str) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        if finding := _refused_yaml(text):
            raise config_error(file, [finding])
        tree = yaml.load(text)
    except DuplicateKeyError as error:
        key = str(error.problem).partition('"')[2].partition('"')[0]
        fault = Finding(_marked_line(error), (key,), "stands twice in the same place; keep one")
    except MarkedYAMLError as error:
        hint = "; indent with spaces, never with a tab" if "\\t" in str(error.problem) else ""
        fault = Finding(_marked_line(error), (), f"not YAML: {error.problem}{hint}")
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        fault = Finding(line, (), "holds a character that YAML does not allow")
    except (YAMLError, ValueError):
        fault = Finding(1, (), "not YAML")
    else:
        if isinstance(tree, CommentedMap):
            return tree
        fault = Finding(1, (), "is empty" if tree is None else "must hold keys and values, such as version: 1")
    raise config_error(file, [fault])


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


def _marked_line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def line_of(tree: CommentedMap, path: Path) -> int:
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


def plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(item) for item in node]
    return node
