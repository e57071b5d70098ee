"""Whether somebody may do something about a request this minute: by their own roles, or in the place of somebody else.

It is asked at every press, and before every write about all whose decision that is (promise 14). It reads rows and
changes nothing.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.contract import Actor, Workflow
from bot.workflow.delegations import acting_for
from bot.workflow.halting import too_few
from bot.workflow.people import actor, permit
from models import Request, Standing


class Rights:
    def __init__(self, policy: Policy, clock: Clock, workflows: Mapping[str, Workflow], home: str) -> None:
        self._policy, self._clock, self._workflows = policy, clock, workflows
        self.home = home
        """The team id of the workspace that we serve; learnt from Slack, and from the store before that."""

    def allow(self, session: Session, somebody: Actor | None, team: str, workflow: str, verb: str) -> Actor:
        """The person, whose own roles allow it, or to whom somebody delegated it whose own roles do.

        Raises the Refusal that they read. Only who may not by themselves pays for the second look.
        """
        try:
            return permit(somebody, team, self.home, workflow, verb, self._policy)
        except Refusal as refusal:
            if somebody is None or refusal.code != "no_role":
                raise
            giver = acting_for(session, somebody.user, workflow, verb, self._clock.business(), self._policy)
            if giver is None:
                raise
            return replace(somebody, acting_for=giver)

    def judge(self, session: Session, request: Request, *, everybody: bool = False) -> Refusal | None:
        """May the person who is being served still do what they pressed? ``everybody``: and who approved with them?"""
        serving = request.serving
        if serving is None:
            return None
        try:
            person = self._permitted(session, request, serving)
        except Refusal as refusal:
            return refusal
        workflow = self._workflows[request.workflow]
        if not everybody or serving["verb"] not in workflow.shared:
            return None
        standing = self.approvers(session, request)
        gone = [one["name"] for one in request.approvals if one["user"] not in standing]
        if not gone and workflow.suffices(request, list(standing.values()) or [person], self._policy):
            return None
        return Refusal(too_few(f"{workflow.slash.noun} {request.number}", gone), code="no_role")

    def _permitted(self, session: Session, request: Request, deed: Mapping[str, Any]) -> Actor:
        """Who did it, as they are now, and for whom. Raises the Refusal of somebody who may not do it any more."""
        workflow, verb, lent = request.workflow, deed["verb"], deed.get("for")
        person = actor(session, deed["user"])
        if not lent or person is None or person.standing is not Standing.MEMBER:
            return permit(person, self.home, self.home, workflow, verb, self._policy)
        giver = acting_for(
            session, person.user, workflow, verb, self._clock.business(), self._policy, giver=lent["user"]
        )
        if giver is None:
            what = f"{self._workflows[workflow].slash.noun} {request.number}"
            raise Refusal(
                f"What @{lent['name']} had delegated to you ended before {what} was written. Nothing was written.",
                code="no_role",
            )
        return replace(person, acting_for=giver)

    def approvers(self, session: Session, request: Request) -> dict[str, Actor]:
        """Who approved it, with others, and may still do so."""
        found = {}
        for one in request.approvals:
            with contextlib.suppress(Refusal):
                found[one["user"]] = self._permitted(session, request, one)
        return found


def served(session: Session, serving: Mapping[str, Any]) -> Actor | None:
    """Who is being served, as they are now, with whom they decide for."""
    person, lent = actor(session, serving["user"]), serving.get("for")
    return replace(person, acting_for=actor(session, lent["user"])) if person and lent else person
