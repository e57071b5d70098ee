"""Promise 21: a wrong handbook never starts, and the message names the file, the line and the likely word.

The mutations are made from the shipped file, line by line, with nothing but text: which line is wrong, and which word
was meant, is known here without asking the product. Only renaming an entry that nothing refers to is legal (its names
are the operator's to choose), so those keys are left alone.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.errors import ConfigError
from bot.handbook.loader import load
from tests.bot.handbook.test_loader import NEEDS
from tests.figures import Figure

SHIPPED = Path(__file__).parents[3] / "handbook.yaml"
LINES = SHIPPED.read_text(encoding="utf-8").splitlines()
SECTIONS = {"calendars", "teams", "roles"}
FREE = (["reasons"], ["waits"], ["second_approval"], ["ladder"])
"""Maps whose names are the operator's to choose."""
NULLABLE = {
    *("priority", "history", "contact", "email", "phone", "holidays", "provisioning"),
    *("checked_address", "whmcs_client", "family", "internet_type", "approved_by", "value_over", "disputed_case"),
    *("backup", "on_call"),
}


class Mutation(NamedTuple):
    """A wrong handbook: its text, the lines (from 1) to be named, and the word that was meant, if one is near."""

    what: str
    text: str
    lines: set[int]
    word: str = ""


class Key(NamedTuple):
    """A key of the shipped file and where it stands. ``value`` is empty for a key that holds others."""

    number: int
    indent: int
    name: str
    value: str
    parent: int


def _keys() -> list[Key]:
    keys: list[Key] = []
    for number, line in enumerate(LINES, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = re.fullmatch(r"( *)([a-z_]+):(?: +(.*?))?( +#.*)?", line)
        assert found, f"line {number} is not understood by this test: {line}"
        indent = len(found[1])
        parent = next((key.number for key in reversed(keys) if key.indent < indent), 1)
        keys.append(Key(number, indent, found[2], found[3] or "", parent))
    return keys


KEYS = _keys()
SCALARS = [key for key in KEYS if key.value and key.value[0] not in "[{"]
LISTS = [key for key in KEYS if key.value.startswith("[") and key.value != "[]"]


def replaced(number: int, *lines: str) -> str:
    return "\n".join([*LINES[: number - 1], *lines, *LINES[number:]]) + "\n"


def with_value(key: Key, value: str) -> str:
    return replaced(key.number, f"{' ' * key.indent}{key.name}: {value}")


def path_of(key: Key) -> list[str]:
    """The names from the top down to this key."""
    names = [key.name]
    while key.indent:
        key = next(other for other in KEYS if other.number == key.parent)
        names.insert(0, key.name)
    return names


def users_of(key: Key) -> set[int]:
    """The lines that refer to an entry of calendars, teams or roles."""
    section, *rest = path_of(key)
    if section not in SECTIONS or len(rest) != 1:
        return set()
    field = {"calendars": ["calendar"], "teams": ["team"], "roles": ["escalation", "to", "on_call", "backup"]}[section]
    lines = {other.number for other in KEYS if other.name in field and other.value == key.name}
    if section == "roles":
        verbs = [other for other in LISTS if "verbs" in path_of(other) or path_of(other) == ["operators", "roles"]]
        rules = [other for other in KEYS if "second_approval" in path_of(other) and "by: [" in other.value]
        lines |= {other.number for other in rules if re.search(rf"by: \[.*\b{key.name}\b", other.value)}
        rungs = [other for other in KEYS if "ladder" in path_of(other)]
        lines |= {other.number for other in rungs if re.search(rf"call: {key.name}\b", other.value)}
        lines |= {other.number for other in verbs if re.search(rf"[\[ ]{key.name}[,\]]", other.value)}
    return lines


# --- the mutations ---------------------------------------------------------------------------------------------------


def misspelt_keys() -> Iterator[Mutation]:
    for key in KEYS:
        path, users = path_of(key), users_of(key)
        for wrong in (key.name[:-1] + "x" + key.name[-1], key.name.upper())[: 1 + (key.number % 5 == 0)]:
            text = replaced(key.number, LINES[key.number - 1].replace(f"{key.name}:", f"{wrong}:", 1))
            if path[-2:-1] in FREE or (len(path) == 2 and path[0] in SECTIONS):
                # Whoever renames a definition learns where it is used; in capitals it is no id either.
                if wrong.isupper():
                    yield Mutation(f"definition {wrong}", text, users | {key.number})
                elif users:
                    yield Mutation(f"definition {wrong}", text, users, wrong)
            else:
                yield Mutation(f"key {'.'.join(path)} as {wrong}", text, {key.number}, key.name)


def misspelt_keys_in_braces() -> Iterator[Mutation]:
    for key in KEYS:
        for name in re.findall(r"(\w+):", key.value) if key.value.startswith("{") else []:
            text = replaced(key.number, LINES[key.number - 1].replace(f"{name}:", f"{name}x:"))
            yield Mutation(f"key {key.name}.{name}x", text, {key.number}, name)


def unknown_keys() -> Iterator[Mutation]:
    for key in KEYS[1::2]:
        owner = path_of(key)[-2:-1]
        if owner in (*FREE, *([section] for section in SECTIONS)):
            continue
        extra = f"{' ' * key.indent}zzz: 1"
        yield Mutation(f"zzz before {key.name}", replaced(key.number, extra, LINES[key.number - 1]), {key.number})


def duplicate_keys() -> Iterator[Mutation]:
    for key in KEYS[::2]:
        line = f"{' ' * key.indent}{key.name}: 1"
        text = replaced(key.number, line, LINES[key.number - 1])
        yield Mutation(f"{key.name} twice", text, {key.number + 1})


def missing_keys() -> Iterator[Mutation]:
    defaults = NULLABLE | {
        "personal_days",
        "deliveries_days",
        "most_cards",
        "closures",
        "people",
        "priority_value",
        "groups",
        "emails",
        "integration_users",
        "failed",
        "failed_checks",
        "group_minutes",
        "settle_minutes",
        "type",
    }
    for key in [*SCALARS, *LISTS]:
        path = path_of(key)
        if key.name in defaults or "weekly" in path or {"reasons", "waits"} & set(path) or path[0] == "roles":
            continue
        keep = [line for number, line in enumerate(LINES, 1) if number != key.number]
        yield Mutation(f"no {'.'.join(path)}", "\n".join(keep), {key.parent if key.indent else 1})


def wrong_types() -> Iterator[Mutation]:
    for turn, key in enumerate(SCALARS):
        nullable = key.name in NULLABLE or (key.name == "name" and path_of(key)[0] == "roles")
        values = ["true" if key.value.isdigit() else ("true", "5", "1.5")[turn % 3]]
        values += [] if nullable else ["" if turn % 2 else "null"]
        values += [("[]", "[a, b]", "{}", "{a: b}")[turn // 3 % 4]] if turn % 3 == 0 else []
        for value in [*values, "'15'"] if key.value.isdigit() else values:
            yield Mutation(f"{key.name}: {value}", with_value(key, value), {key.number})
    for turn, key in enumerate(LISTS):
        for value in ("text", "5", "{a: b}", "[1]", "[null]", "[[a]]", "[{a: b}]", "null")[turn % 4 :: 4]:
            yield Mutation(f"{key.name}: {value}", with_value(key, value), {key.number})
    for turn, key in enumerate(KEYS):
        if not key.value:
            end = next((o.number for o in KEYS if o.number > key.number and o.indent <= key.indent), len(LINES) + 1)
            inside = [other for other in KEYS if key.number < other.number < end]
            values = [("text", "[]", "5", "5" if key.name in NULLABLE else "null")[turn % 4], "{}"]
            optional = key.name in {"product", "retention", "case", "noise"}  # all their fields are
            for value in values[:1] if optional else values:
                kept = [*LINES[: key.number - 1], f"{' ' * key.indent}{key.name}: {value}", *LINES[end - 1 :]]
                # An empty section takes away what others refer to; lines below it move up.
                users = set().union(*map(users_of, inside)) if value == "{}" else set()
                moved = {line if line < key.number else line - (end - 1 - key.number) for line in users}
                yield Mutation(f"{key.name}: {value}", "\n".join(kept), {key.number} | moved)


def wrong_references() -> Iterator[Mutation]:
    for key in KEYS:
        if key.name in ("team", "calendar", "escalation", "to", "backup", "on_call") and key.value:
            yield Mutation(f"{key.name} misspelt", with_value(key, key.value + "z"), {key.number}, key.value)
            yield Mutation(f"{key.name} unknown", with_value(key, "qqqqqq"), {key.number})
        elif key.value == "[cs_agents, cs_managers]":
            yield Mutation("role misspelt", with_value(key, "[cs_agents, cs_manager]"), {key.number}, "cs_managers")
            yield Mutation("role unknown", with_value(key, "[qqqqqq]"), {key.number})
            yield Mutation("role twice", with_value(key, "[cs_agents, cs_agents]"), {key.number})
            yield Mutation("no role", with_value(key, "[]"), {key.number})
        elif key.name == "timezone":
            yield Mutation("zone misspelt", with_value(key, "Asia/Tokio"), {key.number}, "Asia/Tokyo")
            yield Mutation("zone in lower case", with_value(key, "asia/tokyo"), {key.number}, "Asia/Tokyo")
            yield Mutation("no zone", with_value(key, "Mars/Base"), {key.number})
            yield Mutation("path as zone", with_value(key, "../../etc/passwd"), {key.number})
        elif key.name == "holidays":
            yield Mutation("country in lower case", with_value(key, "jp"), {key.number}, "JP")
            yield Mutation("no country", with_value(key, "QQ"), {key.number})


def wrong_windows() -> Iterator[Mutation]:
    wrong = ['"9:00-18:00"', '"09:00"', '"09:00-25:00"', '"24:00-06:00"', '"09:60-10:00"', '"09:00-09:00"']
    wrong += ['"18:00-09:00"', '"09:00-12:00", "11:00-18:00"', '"13:00-18:00", "09:00-12:00"', '"09:00-24:01"']
    wrong += ['"22:00-06:00", "23:00-24:00"', '""', "0900-1800", '"０９:00-18:00"', "540", '"09:00–18:00"']
    for key in KEYS:
        if key.name in ("mon", "wed", "fri"):
            for value in wrong:
                yield Mutation(f"{key.name} {value}", with_value(key, f"[{value}]"), {key.number})
        if key.name in ("mon", "tue", "wed", "thu"):  # a night that runs into the next day's opening
            text = with_value(key, '["21:30-09:15"]')
            yield Mutation(f"night of {key.name}", text, {key.number + 1})


def wrong_closures() -> Iterator[Mutation]:
    wrong = ["12-32", "13-01", "02-30", "2026-02-29", "2026-13-01", "12-29..2026-01-03", "2026-12-29..01-03"]
    wrong += ["2026-12-31..2026-12-01", "12-29...01-03", "12-29..01-03..02-01", "1229", "29 Dec", "..", "01-01..12-31"]
    wrong += ["2026-01-01..2028-01-01", "01-05..01-03"]
    for key in KEYS:
        for value in wrong if key.name == "closures" else []:
            yield Mutation(f"closure {value}", with_value(key, f'["{value}"]'), {key.number})
            yield Mutation(f"bare closure {value}", with_value(key, f"[{value}]"), {key.number})


def wrong_words() -> Iterator[Mutation]:
    wrong = {
        "channel": ["'#cs-orders'", "CS-Orders", "cs orders", "#cs-orders", "''", "x" * 81],
        "groups": ["['@cs-agents']", "[CS-Agents]", "[a b]", "[a, a]"],
        "emails": ["[cs.one]", "[cs.one@example]", "['<a@example.com>']", "[a@b@example.com]", "[a@x.jp, a@x.jp]"],
        "address": ["shipping", "Shiping"],
        "number": ["'SF Account No'", "SF_Account_No__c'", '"Name FROM Account"', "Account.Name"],
        "notes": ["'Description, Id'", "9Field"],
        "version": ["2", "0", "'1'"],
        "personal_days": ["0", "366", "1.5", "30 days"],
        "deliveries_days": ["0", "91", "never"],
        "most_cards": ["0", "-1", "1e9", "many", "1.5"],
        "minutes": ["0", "-15", "soon"],
        "started": ["[]", "Started", "[a, a]", "['']"],
        "failed": ["Failed", "[a, a]"],
        "poll_seconds": ["0", "-1", "1e9", ".inf", ".nan"],
        "overlap_seconds": ["0", "3601"],
        "other": ["'" + "x" * 76 + "'", '"two\\nlines"', "' '"],
        "standard": [
            *("{hours: 0, clock: business}", "{hours: -2, clock: business}", "{hours: 2}", "{clock: business}"),
            *("{hours: 2, clock: busines}", "{hours: 1.5, clock: wall}", "{hours: two, clock: wall}"),
        ],
        "open": ["''", "[Pending Review]"],
    }
    near = {"shipping": "Shipping", "Shiping": "Shipping", "{hours: 2, clock: busines}": "business"}
    for key in KEYS:
        for value in wrong.get(key.name, []) if key.value else []:
            yield Mutation(f"{key.name}: {value}", with_value(key, value), {key.number}, near.get(value, ""))


def wrong_people() -> Iterator[Mutation]:
    line = next(key.number for key in KEYS if key.name == "people")
    good = "  - {name: A, emails: [a@example.com, b@example.com]}"
    for what, entry in {
        "one identity": "  - {name: B, emails: [c@example.com]}",
        "no name": "  - {emails: [c@example.com, d@example.com]}",
        "shared identity": "  - {name: B, emails: [A@example.com, d@example.com]}",
        "shared identity in wide letters": "  - {name: B, emails: [ａ@example.com, d@example.com]}",
        "no Slack user id": "  - {name: B, emails: [c@example.com], slack: [cs.two]}",
        "unknown key": "  - {name: B, emails: [c@example.com, d@example.com], slacks: [U12345]}",
        "text": "  - B",
    }.items():
        yield Mutation(what, replaced(line, "people:", good, entry), {line + 2})


def broken_files() -> Iterator[Mutation]:
    for key in KEYS[::3]:
        number, line = key.number, LINES[key.number - 1]
        yield Mutation("tab", replaced(number, "\t" + line), {number})
        yield Mutation("control character", replaced(number, line + "\x07"), {number})
        if key.value and key.value[0] not in "[{":
            yield Mutation(
                "open quote and brace", replaced(number, f'{" " * key.indent}{key.name}: {{a: "b" "c"}}'), {number}
            )
            yield Mutation("alias", with_value(key, "*x"), {number})
            yield Mutation("colon within", with_value(key, "a: b"), {number})
    yield Mutation("empty", "", {1})
    yield Mutation("only comments", "# nothing\n# at all\n", {1})
    yield Mutation("a list", "- a\n- b\n", {1})
    yield Mutation("a word", "handbook\n", {1})
    yield Mutation("two documents", "\n".join(LINES) + "\n---\na: 1\n", {len(LINES) + 1})
    yield Mutation("endless nesting", "version: " + "[" * 5000, {1})
    yield Mutation("a cycle", "version: &a [*a]", {1})
    yield Mutation("another YAML", "%YAML 1.1\n---\n" + "\n".join(LINES), {2})


MOST = 190  # of a category with more mutations every second or third is taken, for the time that they need
CATEGORIES: list[Callable[[], Iterator[Mutation]]] = [
    misspelt_keys,
    misspelt_keys_in_braces,
    unknown_keys,
    duplicate_keys,
    missing_keys,
    wrong_types,
    wrong_references,
    wrong_windows,
    wrong_closures,
    wrong_words,
    wrong_people,
    broken_files,
]


# --- the judgement ---------------------------------------------------------------------------------------------------


def judge(mutation: Mutation, file: Path) -> str:
    """What is wrong about the answer to one mutated handbook; empty if nothing is."""
    file.write_text(mutation.text, encoding="utf-8")
    try:
        load(file, NEEDS)
    except ConfigError as error:
        found = [re.fullmatch(re.escape(str(file)) + r":(\d+): (.+)", line) for line in str(error).split("\n")]
        if not all(found):
            return f"malformed message: {error}"
        lines = {int(match[1]) for match in found if match}
        if lines != mutation.lines:
            return f"names the lines {sorted(lines)}: {error}"
        if mutation.word and f"(did you mean {mutation.word}?)" not in str(error):
            return f"does not name {mutation.word}: {error}"
        return ""
    return "ACCEPTED"


@pytest.mark.promise(21)
@pytest.mark.parametrize("category", CATEGORIES, ids=lambda category: category.__name__)
def test_no_mutated_handbook_is_accepted_and_each_message_names_the_line(
    category: Callable[[], Iterator[Mutation]], tmp_path: Path, figure: Figure
) -> None:
    mutations = [mutation for mutation in category() if mutation.text.splitlines() != LINES]
    mutations = mutations[:: 1 + len(mutations) // MOST]
    wrong = {
        f"{mutation.what} (line {sorted(mutation.lines)})": verdict
        for mutation in mutations
        if (verdict := judge(mutation, tmp_path / "handbook.yaml"))
    }
    accepted = sum(verdict == "ACCEPTED" for verdict in wrong.values())
    summary = f"{len(mutations)} mutated handbooks: {accepted} accepted, {len(wrong) - accepted} with a wrong message"
    figure("mutated", len(mutations))
    figure("accepted", accepted)
    figure("with_line", len(mutations) - len(wrong))
    assert mutations
    assert not wrong, summary + "".join(f"\n  {what}: {verdict}" for what, verdict in list(wrong.items())[:25])


def test_the_shipped_handbook_itself_is_accepted() -> None:
    assert load(SHIPPED, NEEDS).company.name == "Handoff Internet"
