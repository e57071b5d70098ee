"""Intake: what Salesforce holds becomes requests, by one call a cycle for all workflows.

The call is a composite: for each workflow what changed since its mark (deleted rows too), with an overlap because a
transaction may commit later than its stamp says, and a re-read of some open requests in turn, so that whatever a mark
could miss is found within a few cycles. Every row is taken in by its external id, so seeing one twice changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot import log
from bot.clients.salesforce import Page, Row, Salesforce, identifier, query_call, soql
from bot.errors import Permanent
from bot.workflow.arrivals import arrived, unheard
from bot.workflow.contract import Workflow
from bot.workflow.machine import Machine
from models import OPEN, Cursor, Lease, Request

REREAD = 200
RENEWAL = 2.0
"""Seconds between two renewals of the lease of a poll that is running."""
LEASE = timedelta(seconds=4 * RENEWAL)
"""How long nobody polls after a kill in the middle of a poll. Two polls at once would be waste, not harm."""
EXPIRED_LOCATOR = "INVALID_QUERY_LOCATOR"


class Intake:
    def __init__(self, machine: Machine, salesforce: Salesforce, owner: str) -> None:
        self._machine = machine
        self._salesforce = salesforce
        self._owner = owner
        self._workflows = tuple(machine.workflows.values())
        self._polling = False
        self.read_at: datetime | None = None
        """Real time of the last poll that worked."""

    def poll(self) -> int:
        """One cycle; how many rows were seen. Raises ClientError; the marks then stay where they were.

        1. Take the lease, so that several replicas do not ask at once.
        2. Read the marks and the open requests, ask, and take every row in.
        3. Only then move the marks: a kill before it means that rows are seen twice, never that one is missed.
        """
        store, clock = self._machine.store, self._machine.clock
        if not store.run(self._take_lease):
            with store.reading() as session:
                polled = _place(session, "polled").get("at")
            self.read_at = datetime.fromisoformat(polled) if polled else self.read_at
            return 0
        self._polling = True
        try:
            seen = self._cycle()
        except BaseException:
            store.run(self._give_lease_back)
            raise
        finally:
            self._polling = False
        self.read_at = clock.real()
        store.run(self._rest)
        return seen

    def renew(self) -> None:
        """While a poll runs, however long the org takes, the lease stays ours."""
        if self._polling:
            until = self._machine.clock.real() + LEASE
            ours = (Lease.name == "intake", Lease.owner == self._owner)
            self._machine.store.run(lambda session: session.execute(update(Lease).where(*ours).values(until=until)))

    def _cycle(self) -> int:
        asked_at = self._machine.clock.real()
        with self._machine.store.reading() as session:
            places = {workflow.name: _place(session, workflow.name) for workflow in self._workflows}
            open_ids = {workflow.name: _open_ids(session, workflow.name) for workflow in self._workflows}
        further = next((name for name, place in places.items() if place.get("next")), None)
        if further is not None:
            return self._follow(further, places[further], asked_at)
        return self._ask(places, open_ids, asked_at)

    def _ask(self, places: Mapping[str, dict[str, Any]], open_ids: Mapping[str, list[str]], asked_at: datetime) -> int:
        calls, turns, asked = [], {}, {}
        for workflow in self._workflows:
            place = places[workflow.name]
            calls.append(query_call(f"{workflow.name}_changed", self._changed(workflow, place), include_deleted=True))
            turn, turns[workflow.name] = _turn(open_ids[workflow.name], place.get("turn", ""))
            asked[workflow.name] = set(turn)
            if turn:
                query = f"{self._select(workflow)} WHERE Id IN {{ids}}"
                calls.append(query_call(f"{workflow.name}_open", soql(query, ids=turn), include_deleted=True))
        reply = self._salesforce.composite(calls, all_or_none=False, repeatable=True)
        seen = 0
        for workflow in self._workflows:
            page = reply.page(f"{workflow.name}_changed")
            rows = self._take_in(workflow, page, asked_at)
            reread = reply.answers.get(f"{workflow.name}_open")
            if reread is not None:
                again = reply.page(f"{workflow.name}_open")
                rows |= self._take_in(workflow, again, asked_at)
                # Only a whole answer says that what is not in it is gone.
                for gone in asked[workflow.name] - rows if again.next_url is None else ():
                    arrived(self._machine, workflow, gone, None, asked_at)
            seen += len(page.rows)
            self._move(workflow.name, places[workflow.name], page, turns[workflow.name])
        return seen

    def _follow(self, name: str, place: dict[str, Any], asked_at: datetime) -> int:
        """A first start may find more than a page: the cycles after it read on where the page ended."""
        workflow = self._machine.workflows[name]
        try:
            page = self._salesforce.next_page(place["next"])
        except Permanent as error:
            if error.code != EXPIRED_LOCATOR:
                raise
            # Read on from the mark, which the last row moved: nothing after it was seen.
            page = Page((), None, datetime.fromisoformat(place["mark"]))
        self._take_in(workflow, page, asked_at)
        self._move(name, place, page, place.get("turn", ""))
        return len(page.rows)

    def _take_in(self, workflow: Workflow, page: Page, asked_at: datetime) -> set[str]:
        rows = {row.id(): row for row in page.rows}
        urgent = {record for record, row in rows.items() if self._is_urgent(workflow, row)}
        for record in sorted(unheard(self._machine, workflow, rows), key=lambda record: record not in urgent):
            try:
                arrived(self._machine, workflow, record, rows[record], asked_at)
            except Permanent as error:  # one record that cannot be read must not hold up the others
                log.get().error("intake.unreadable", record=record, code=error.code)
        return set(rows)

    def _is_urgent(self, workflow: Workflow, row: Row) -> bool:
        """Of a thousand that come at once, those with the short target are taken in first."""
        try:
            return workflow.intake.opening(row, self._machine.policy).target in workflow.urgent
        except Permanent:  # told when its turn comes
            return False

    def _select(self, workflow: Workflow) -> str:
        columns = ", ".join(workflow.intake.fields(self._machine.policy))
        return f"SELECT {columns} FROM {identifier(workflow.intake.object)}"  # noqa: S608  (names are checked)

    def _changed(self, workflow: Workflow, place: Mapping[str, Any]) -> str:
        policy = self._machine.policy
        if "mark" not in place:
            condition = workflow.intake.open_filter(policy)
        else:
            since = datetime.fromisoformat(place["mark"]) - timedelta(seconds=policy.salesforce.overlap_seconds)
            condition = soql("SystemModstamp >= {since}", since=since)
        return f"{self._select(workflow)} WHERE {condition} ORDER BY SystemModstamp, Id"

    def _move(self, name: str, place: dict[str, Any], page: Page, turn: str) -> None:
        latest = max((row.instant("SystemModstamp") for row in page.rows), default=None)
        mark = datetime.fromisoformat(place["mark"]) if "mark" in place else None
        # After a whole answer the org's own clock is the mark: what changes later has a later stamp. (What was only
        # committed later than its stamp says is what the overlap is for.)
        whole = page.server_time if page.next_url is None else None
        new = max(filter(None, (mark, latest, whole)))
        found = {"mark": new.isoformat(), "turn": turn, **({"next": page.next_url} if page.next_url else {})}
        with self._machine.store.transaction() as session:
            session.merge(Cursor(name=f"intake.{name}", place=found))

    def _give_lease_back(self, session: Session) -> None:
        session.execute(delete(Lease).where(Lease.name == "intake", Lease.owner == self._owner))

    def _rest(self, session: Session) -> None:
        """Keep the lease for most of the pause, so that several replicas together poll as often as one."""
        now = self._machine.clock.real()
        until = now + timedelta(seconds=0.8 * self._machine.policy.salesforce.poll_seconds)
        session.execute(update(Lease).where(Lease.name == "intake", Lease.owner == self._owner).values(until=until))
        session.merge(Cursor(name="intake.polled", place={"at": now.isoformat()}))

    def break_lease(self, session: Session) -> None:
        """For the only process on its database, as it starts: what a kill left behind."""
        session.execute(delete(Lease).where(Lease.name == "intake"))

    def _take_lease(self, session: Session) -> bool:
        now = self._machine.clock.real()
        insert = sqlite.insert if self._machine.store.dialect == "sqlite" else postgresql.insert
        statement = insert(Lease).values(name="intake", owner=self._owner, until=now + LEASE)
        taken = session.execute(
            statement.on_conflict_do_update(
                index_elements=[Lease.name],
                set_={"owner": self._owner, "until": now + LEASE},
                where=(Lease.until <= now) | (Lease.owner == self._owner),
            ).returning(Lease.name)
        ).scalar()
        return taken is not None


def _place(session: Session, workflow: str) -> dict[str, Any]:
    cursor = session.get(Cursor, f"intake.{workflow}")
    return dict(cursor.place) if cursor else {}


def _open_ids(session: Session, workflow: str) -> list[str]:
    query = select(Request.external_id).where(Request.workflow == workflow, Request.state.in_(OPEN))
    return sorted(session.scalars(query))


def _turn(ids: list[str], after: str) -> tuple[list[str], str]:
    """The next open requests to read again, in turn, and the last of them."""
    ahead = [record for record in ids if record > after][:REREAD]
    if not ahead:
        ahead = ids[:REREAD]
    return ahead, ahead[-1] if ahead else ""
