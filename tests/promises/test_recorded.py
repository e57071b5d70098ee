"""Promise 18: what a released version left in the middle of its work is ended rightly by this one.

Each folder of tests/recorded/ is what a finished issue left. Its database is loaded, migrated (and taken down to the
first schema and up again), today's bot starts on it beside the vendors as they were, and people press what stands on
the old cards.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from alembic import command
from sqlalchemy import select

from bot import audit
from bot.cli.migrate import alembic_config
from bot.store import Store
from models import Delivery, DeliveryState, Request
from tests.figures import Figure
from tests.harness import Control, Json, Outside, Town, handoff, serving, until
from tests.promises.signed import body_of, headers_for, on_home, press, submission
from tests.recorded import state
from tests.recorded.state import Recording

pytestmark = pytest.mark.promise(18)

APPROVED, CANCELLED, OPEN = "Approved", "Cancelled", "Pending Review"
ENDS = {
    # order: its status in the end, what today's bot writes, the request's state
    "approved": (APPROVED, [], "done"),
    "rejected": (CANCELLED, [], "done"),
    "elsewhere": (CANCELLED, [], "elsewhere"),
    "failed": (APPROVED, [APPROVED], "done"),  # Retry is pressed
    "held": (APPROVED, [APPROVED], "done"),  # Approve is pressed again
    "parked_card": (APPROVED, [], "done"),
    "dialog": (CANCELLED, [CANCELLED], "done"),  # the form that stood open is sent
    "line": (APPROVED, [], "done"),
    "sent": (APPROVED, [], "done"),  # written before the kill, and its answer lost
    "decided": (APPROVED, [APPROVED], "done"),
    "checking_approve": (APPROVED, [APPROVED], "done"),
    "checking_reject": (CANCELLED, [CANCELLED], "done"),
    "waiting_approve": (APPROVED, [APPROVED], "done"),  # Approve is pressed
    "waiting_reject": (CANCELLED, [CANCELLED], "done"),  # Reject is pressed
    "waiting_twin": (OPEN, [], "waiting"),  # pressed by somebody who may not
    "overdue": (APPROVED, [APPROVED], "done"),  # the recorded value is sent as it was, from Home where there was one
    "arrived": (APPROVED, [APPROVED], "done"),  # its card comes now, and is pressed
}
SINCE_THEN = {"slack.home", "slack.notice", "slack.channels"}
"""Kinds of deliveries that the first schema's code could not perform: going down takes them away."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/handoff.db"
        return
    server: str = request.getfixturevalue("postgres")
    name = f"r{uuid.uuid4().hex[:12]}"
    where = f"host={server.partition('host=')[2]} user=handoff dbname=template1"
    with psycopg.connect(where, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield server.format(name=name)
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def old_town(recording: Recording, folder: Path) -> Iterator[Town]:
    """The vendors with what they held when the release was killed; the story goes on from there."""
    files = folder / "org", folder / "slack"
    state.lay_out(recording, *files)
    clock = f"{recording.now}@1"
    with (
        serving("sandbox.salesforce", "--clock", clock, "--data", str(files[0])) as org,
        serving("sandbox.slack", "--data", str(files[1]), "--manifest", "app.yaml") as slack,
        serving("sandbox.whmcs", "--clock", clock) as whmcs,
    ):
        found = Town(Control(slack), Control(org), Control(whmcs))
        for order in recording.orders.values():
            found.vouch(order["id"])
        try:
            yield found
        finally:
            found.close()


@pytest.mark.parametrize("release", state.recordings())
def test_what_a_release_left_is_ended_rightly(
    release: str, empty_database: str, tmp_path: Path, figure: Figure
) -> None:
    url = empty_database
    recording = state.read(release, url.partition(":")[0].partition("+")[0])
    assert set(recording.orders) == set(ENDS)
    state.load(recording, url)
    assert handoff(url, "migrate").returncode == 0
    kept = _down_and_up(url)
    with old_town(recording, tmp_path) as town:
        bot = Outside(town, url, HANDOFF_HANDBOOK=str(town.quick_handbook()))
        try:
            bot.ready()
            town.slack.post("settings", bot_url=f"{bot.url}/slack/events")
            _press_everything(recording, town, bot)
            wrong = _ends(recording, town, url)
            bugs = [event for event in bot.events if event["level"] in ("error", "critical")]
            assert not bugs, json.dumps(bugs, indent=1)
        finally:
            bot.close()
    figure("recorded", len(recording.orders) + kept)
    figure("mismatches", len(wrong))
    assert wrong == []
    assert handoff(url, "audit", "verify").returncode == 0


def _down_and_up(url: str) -> int:
    """To the first schema and back: whatever that schema can hold is the same before, there and afterwards."""
    config = alembic_config(url)
    before = {
        table: [row for row in rows if row.get("kind") not in SINCE_THEN] for table, rows in state.rows(url).items()
    }
    command.downgrade(config, "0001")
    down = state.rows(url)
    command.upgrade(config, "head")
    after = state.rows(url)
    assert down["request"]
    for table, rows in down.items():
        columns = rows[0].keys() if rows else ()
        for side in (before, after):
            assert [{name: row[name] for name in columns} for row in side[table]] == rows, table
    return sum(map(len, down.values()))


def _press_everything(recording: Recording, town: Town, bot: Outside) -> None:
    """What the old cards, the old form and the old values offer."""

    def card(order: str) -> Json:
        return town.cards(f"{recording.orders[order]['number']}:")[-1]

    def sends(payload: Json) -> None:
        body = body_of(payload)
        request = {"url": f"{bot.url}/slack/events", "body": body, "headers": headers_for(body)}
        assert town.post(request).status_code == 200

    value = {name: order["value"] for name, order in recording.orders.items()}
    for order in ("waiting_approve", "held"):
        assert town.press("cs.one", card(order), "Approve")["status"] == 200, order
    assert town.press("cs.one", card("failed"), "Retry now")["status"] == 200
    town.reject("cs.one", card("waiting_reject"))
    sent = submission("U0CSTWO", value["dialog"], note="An old form.")
    sent["view"] |= recording.dialog
    sends(sent)
    sends(_from_home(recording) or press("U0CSONE", "approve", value["overdue"]))
    for order in ("approved", "rejected", "elsewhere"):
        for verb in ("approve", "reject", "retry"):
            sends(press("U0CSTWO", verb, value[order]))
    for user in ("U0GUEST", "U0SALESONE"):
        sends(press(user, "approve", value["waiting_twin"]))
    until(lambda: len(town.cards(f"{recording.orders['arrived']['number']}:")) == 1, "the card of the last one", 30)
    assert town.press("cs.one", card("arrived"), "Approve")["status"] == 200


def _from_home(recording: Recording) -> Json | None:
    """The press of Approve that an old Home tab offered for the order that is overdue; None if it had none."""
    public_id = recording.orders["overdue"]["value"].partition(".")[0]
    for kind, user, home in recording.slack:
        if kind == "home":
            elements = [element for block in home["spec"]["blocks"] for element in block.get("elements", [])]
            (value,) = {e["value"] for e in elements if e.get("value", "").startswith(f"{public_id}.")}
            return on_home(press(user, "approve", value))
    return None


def _ends(recording: Recording, town: Town, url: str) -> list[str]:
    """Wait until nothing is left to do; what is not as it should be."""
    store = Store(url)

    def settled() -> bool:
        with store.reading() as session:
            return not session.scalars(select(Delivery.id).where(Delivery.state == DeliveryState.WAITING)).first()

    def done() -> bool:
        return all(
            town.record(recording.orders[name]["id"])["Status"] == status for name, (status, _, _) in ENDS.items()
        )

    try:
        until(done, "every effect", 45)
        until(settled, "nothing waits", 45)
        with store.reading() as session:
            states = {row.external_id: row.state.value for row in session.scalars(select(Request))}
            assert audit.verify(session).fault == ""
    finally:
        store.close()
    wrong = []
    for name, (status, written, ended) in ENDS.items():
        order = recording.orders[name]
        row, cards = town.record(order["id"]), town.cards(f"{order['number']}:")
        notes = (row.get("Description") or "").count("[Handoff")
        lines = town.thread(cards[0])
        found = (row["Status"], town.written(order["id"]), states[order["id"]], len(cards), notes, len(lines))
        expected = (status, written, ended, 1, int(status == CANCELLED and name != "elsewhere"), int(ended == "done"))
        if found != expected:
            wrong.append(f"{name}: {found}, not {expected}")
        if status == APPROVED and APPROVED not in cards[0]["text"] and name != "parked_card":
            wrong.append(f"{name}: its card says {cards[0]['text']}")
    return wrong
