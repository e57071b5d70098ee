"""Who is at their desk: what Slack says about the presence and the do-not-disturb of whoever may approve or is called.

It is asked beside the directory and never in its way: rights depend on that one; on this only a count on a card, and
whom an alert calls. What Slack does not tell leaves what is known, which grows old by itself, and one line in the log.
Who is active is known to be there only while their do-not-disturb is known, too.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from bot import log
from bot.clients.slack_web import QUIET_SIZE, SlackWeb
from bot.domain.reach import KNOWN_FOR
from bot.errors import ClientError
from bot.workflow.calling import callable_people
from bot.workflow.machine import Machine
from bot.workflow.reach import crew_of
from models import Member

MOST_A_MINUTE = 40
"""People whose presence is asked: users.getPresence, one call for each, may be called some fifty times."""
JUST_ASKED = timedelta(seconds=45)
"""Other processes on the same database ask, too: what they learnt counts, for the people and for the number."""
_NOT_THEIRS = frozenset({"user_not_found", "user_not_visible"})
"""What Slack answers about one person only."""
ASKING = timedelta(seconds=20)
"""So long at most it asks of one after the other: a slow Slack must not hold up a stop. The next minute goes on."""
_MEMBERS = cast(Table, Member.__table__)
_WHO = _MEMBERS.c.user_id == bindparam("who")
_QUIET = update(_MEMBERS).where(_WHO).values(quiet_from=bindparam("start"), quiet_until=bindparam("end"))
_PRESENCE = update(_MEMBERS).where(_WHO).values(presence=bindparam("said"), presence_at=bindparam("at"))


@dataclass(frozen=True)
class _Asked:
    user: str
    at: datetime | None


class PresenceWatch:
    """The minute's questions; used by one thread."""

    def __init__(self, slack: SlackWeb, machine: Machine) -> None:
        self._slack, self._machine = slack, machine
        self._troubles: dict[str, str] = {}
        """What Slack does not tell → the code that was logged."""
        self._quiet_told: dict[str, datetime] = {}
        """Of whom Slack told this process the do-not-disturb, and when (real time)."""

    def refresh(self) -> None:
        """Raises no ClientError."""
        with self._machine.store.reading() as session:
            people = self._people(session)
        if not people:
            return
        self._learn("dnd", _QUIET, self._quiet([one.user for one in people]))
        self._learn("presence", _PRESENCE, self._presence(people))

    def _people(self, session: Session) -> list[_Asked]:
        """Whoever may approve anything or is called by an alert, the longest-unasked first."""
        machine, found = self._machine, dict[str, _Asked]()
        for workflow in machine.workflows:
            crew = crew_of(session, workflow, machine.policy, machine.clock.business(), machine.clock.real())
            found |= {one.user: _Asked(one.user, one.seen_at) for one in crew.people}
        found |= {one.user: _Asked(one.user, one.seen_at) for one in callable_people(session, machine.policy)}
        return sorted(found.values(), key=lambda one: (one.at is not None, one.at, one.user))

    def _quiet(self, users: Sequence[str]) -> Iterator[dict[str, Any]]:
        for first in range(0, len(users), QUIET_SIZE):
            told = self._slack.quiet(users[first : first + QUIET_SIZE])
            self._quiet_told |= dict.fromkeys(told, self._machine.clock.real())
            for user, quiet in told.items():
                yield {"who": user, "start": quiet and quiet.start, "end": quiet and quiet.end}

    def _presence(self, people: Collection[_Asked]) -> Iterator[dict[str, Any]]:
        clock = self._machine.clock
        begun = clock.real()
        since = begun - JUST_ASKED
        waiting = [one.user for one in people if one.at is None or one.at <= since]
        for user in waiting[: max(0, MOST_A_MINUTE - (len(people) - len(waiting)))]:
            if clock.real() - begun > ASKING:
                return
            try:
                said = self._slack.presence(user)
            except ClientError as error:
                if error.code not in _NOT_THEIRS:
                    raise
                continue
            at = clock.real()
            told = self._quiet_told.get(user)
            known = said != "active" or (told is not None and at - told <= KNOWN_FOR)
            yield {"who": user, "said": said if known else "", "at": at}

    def _learn(self, what: str, statement: Any, answers: Iterator[dict[str, Any]]) -> None:
        """Keep what was told, also what was told before a fault."""
        learnt, trouble = list[dict[str, Any]](), ""
        try:
            for answer in answers:
                learnt.append(answer)
        except ClientError as error:
            trouble = error.code
        if learnt:
            learnt.sort(key=lambda one: str(one["who"]))  # in one order, or two processes wait for each other
            self._machine.store.run(lambda session: session.connection().execute(statement, learnt))
        if trouble != self._troubles.get(what, ""):
            self._troubles[what] = trouble
            if trouble:
                log.get().warning("presence.unknown", asked=what, code=trouble)
            else:
                log.get().info("presence.known", asked=what)
