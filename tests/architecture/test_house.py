"""What floors cannot say: sizes, the few places for a blind except, buttons and listeners, the manifest, secrets."""

import ast
import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.app import find_workflows
from bot.cli import main
from bot.domain.evidence import TITLES, Check, Verdict
from bot.handbook.loader import load
from bot.slack import desk, noise, sla
from bot.slack.cards import draw
from bot.slack.commands import usage, words_of
from bot.slack.lists import HOME, Sight, home_view
from bot.slack.manifest import manifest
from bot.workflow.contract import Workflow
from bot.workflow.queue import Counts, Listing, Row
from models import Filter, Request, State
from tests.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = [path for package in ("bot", "commands", "reminders", "models") for path in (ROOT / package).rglob("*.py")]
HOUSE = [*PRODUCT, *(ROOT / "sandbox").rglob("*.py")]
LONGEST_FILE = 400
MOST_LOCAL_IMPORTS = 8
BLIND_EXCEPTS = {"bot/worker.py", "bot/scheduler.py"}  # Bolt has a handler for errors of its own
WORKFLOWS = find_workflows()


@pytest.mark.parametrize("path", HOUSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_room_is_too_large(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def functions(paths: list[Path]) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_imports_inside_functions_stay_few() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path, function in functions(PRODUCT)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert len(found) <= MOST_LOCAL_IMPORTS, sorted(found)


def test_a_blind_except_stands_only_where_it_is_allowed() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in PRODUCT
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert found == BLIND_EXCEPTS


def test_a_function_gets_the_session_or_the_clients_never_both() -> None:
    for path, function in functions(PRODUCT):
        kinds = {ast.unparse(argument.annotation) for argument in function.args.args if argument.annotation}
        network = kinds & {"Clients", "Salesforce", "SlackWeb"}
        assert not ("Session" in kinds and network), f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"


def requests(workflow: Workflow) -> Iterator[Request]:
    """One request in each state, overdue and not, with and without trouble, with checks of every kind, claimed and
    waiting for the customer, of a low and a high value, disputed, and approved alone."""
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    serving = {"verb": "reject", "user": "U1", "name": "cs.one", "at": at.isoformat(), "seen": "f", "reason": "other"}
    serving["undo_until"] = at.isoformat()
    pause = {"at": at.isoformat(), "until": at.isoformat(), "why": "documents", "name": "cs.one", "ended": ""}
    given = {"user": "U3", "name": "cs.two", "at": at.isoformat(), "facts": "f", "checks": {}, "verb": "approve"}
    called = {"trigger": "disputed", "why": "the customer disputes the eligibility", "at": at.isoformat()}
    for state in State:
        for kind, verdict in product(("late", "refused", "unread", None), (None, *Verdict)):
            checks = [Check(key, verdict, "words", "", "WHMCS", at, "f") for key in TITLES] if verdict else []
            yield Request(
                checks=[check.to_payload() for check in checks],
                ticks=[],
                approvals=[given] if verdict is Verdict.PASS and kind == "refused" else [],
                escalations=[called] if kind == "late" else [],
                claimed_by="U2" if verdict is Verdict.WARN else "",
                claimant="cs.two",
                claimed_at=at if verdict is Verdict.WARN else None,
                pauses=[pause] if verdict is Verdict.PASS and kind is None else [],
                public_id="K7Q2M9",
                workflow=workflow.name,
                number="00012345",
                state=state,
                version=3,
                round=1,
                opened_at=at,
                target="standard",
                due_at=at + timedelta(hours=2),
                overdue=kind is None,
                facts={
                    "customer": "1002934",
                    "products": "Home 1G",
                    "url": "http://127.0.0.1/x",
                    "instructions": True,
                    "value": "120000" if kind else "5720",
                },
                fingerprint="abcdef123456",
                serving=serving,
                outcome={
                    "took": "3 min",
                    "sla": "SLA met",
                    "status": "Cancelled",
                    "by": "Clerk",
                    "at": at.isoformat(),
                    "review": {"by": ""},
                },
                trouble={"kind": kind, "code": "X", "sentence": "No."} if kind else None,
                difference=[["Area", "a", "b"], ["Phone", "", ""]] if state is State.HELD else None,
                next_rung={"percent": 50, "at": at.isoformat()},
                correlation="ABCDEFGH",
            )


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_button_of_a_card_is_a_verb_and_every_verb_is_on_a_card(name: str) -> None:
    workflow, policy = WORKFLOWS[name], load(ROOT / "handbook.yaml")
    shown = set()
    for request in requests(workflow):
        card = workflow.card(request, policy)
        assert card.summary.startswith(request.number)
        assert len(draw(card, request).blocks) <= 50
        shown |= {button.verb for button in (*card.buttons, *filter(None, [card.aside]))} | {
            choice.verb for choice in card.menu if not choice.url
        }
    assert shown == workflow.verbs


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_button_also_has_words_and_a_place_on_home(name: str) -> None:
    """A15: what a card can do is a word after the slash command, said in its hint, and a button of its line."""
    workflow, policy = WORKFLOWS[name], load(ROOT / "handbook.yaml")
    words = {"list", "show", "handover", "delegate", "bulk", "help"}
    assert set(words_of(workflow)) == words | workflow.verbs
    assert not {"list", "show", "help", "see", "menu", HOME} & {*workflow.verbs, workflow.name}
    for word in words_of(workflow):
        assert re.search(rf"\b{word}\b", usage(workflow)), word
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    for request in requests(workflow):
        row = Row(request, ("C1", "1.1"))
        found = Listing([workflow], at, Counts(1, 0, 0), Filter.ALL, 1, 1, 1, [row])
        on_card = [element for block in draw(workflow.card(request, policy), request).blocks
                   if block["type"] == "actions" for element in block["elements"]]  # fmt: skip
        view = home_view(Sight(found, policy, "https://x/"))
        (actions,) = (b for b in view["blocks"] if b.get("block_id", "").startswith(f"{request.public_id}.3.do@"))
        assert actions["elements"] == on_card
        (line,) = (b for b in view["blocks"] if b.get("block_id", "").startswith(f"{request.public_id}.3.line"))
        assert line.get("accessory") == draw(workflow.card(request, policy), request).blocks[0].get("accessory")


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_workflow_has_its_page_in_the_handbook_and_its_test(name: str) -> None:
    assert set(load(ROOT / "handbook.yaml").workflow(name).verbs) == WORKFLOWS[name].granted
    assert (ROOT / "tests" / "commands" / f"test_{name}.py").exists()


def printed(*arguments: str) -> str:
    words = io.StringIO()
    with redirect_stdout(words):
        assert main(["manifest", *arguments]) == 0
    return words.getvalue()


def test_app_yaml_is_the_manifest_that_the_code_needs() -> None:
    assert (ROOT / "app.yaml").read_text("utf-8") == printed()


def test_in_socket_mode_the_manifest_is_the_same_without_an_address() -> None:
    http, sockets = printed(), printed("--socket-mode")
    assert "http" not in sockets
    without = [line for line in http.splitlines() if "url: https://" not in line]
    assert sockets.splitlines() == [
        line.replace("socket_mode_enabled: false", "socket_mode_enabled: true") for line in without
    ]


def test_the_manifest_is_inside_slacks_limits() -> None:
    features = manifest(WORKFLOWS)["features"]
    for command in features["slash_commands"]:
        assert re.fullmatch(r"/[a-z_-]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
        assert command["should_escape"]
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    assert {command["command"] for command in features["slash_commands"]} == {
        *(face.COMMAND for face in (desk, noise, sla)),
        *(workflow.slash.command for workflow in WORKFLOWS.values()),
    }


def test_every_decision_record_ends_with_the_test_that_enforces_it() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert records
    for record in records:
        last = record.read_text("utf-8").rstrip().splitlines()[-1]
        found = re.search(r"`(tests/[\w/]+\.py)(?:::\w+)?`", last)
        assert found, record.name
        assert (ROOT / found[1]).exists(), last


@pytest.mark.promise(22)
def test_the_repository_names_no_registry_and_no_path_of_a_machine(figure: Figure) -> None:
    """Hash-pinned requirements need no address: promise 22."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tracked = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    locks = [path for path in tracked if path.parent == ROOT / "requirements"]
    assert {path.name for path in locks} >= {"dev.txt", "runtime.txt", "image.txt"}
    pins, unpinned = 0, []
    for lock in locks:
        for requirement in lock.read_text("utf-8").replace("\\\n", " ").splitlines():
            pins += 1
            if not re.fullmatch(
                r"[A-Za-z0-9._-]+(\[[^\]]+\])?==\S+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+", requirement
            ):
                unpinned.append(f"{lock.name}: {requirement}")
    registries = re.compile(r"index-url|find-links|trusted-host|\bpypi\b|pythonhosted|/simple/", re.I)
    machine = re.compile("|".join(re.escape(f"{folder}/") for folder in {ROOT, Path.home()}))
    named = []
    for path in tracked:
        text = path.read_bytes().decode("utf-8", "replace")
        if machine.search(text) or (path != Path(__file__) and registries.search(text)):
            named.append(str(path.relative_to(ROOT)))
    figure("pins", pins)
    figure("files", len(tracked))
    figure("addresses", len(named))
    assert (unpinned, named) == ([], [])
