"""Runs a workflow's look-ups and effects for the worker: the request is read, the clients are called, and the result
goes back to the machine. No transaction is open while a vendor is being called.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import log, pause
from bot.errors import ClientError, Transient
from bot.workflow.contract import Clients, Errand, Forbidden, Result, Shadowed, Workflow
from bot.workflow.machine import Machine, read_request
from models import Delivery

FRESH = timedelta(seconds=5)
"""How long what a look-up saw is good enough to write on."""
PAUSED = "PAUSED"


class EffectHandler:
    """Performs one effect of one workflow, and tells the machine how it ended.

    ``clients`` raises Transient as long as the vendors are not to be called.
    """

    def __init__(self, machine: Machine, clients: Callable[[], Clients], workflow: Workflow, effect: str) -> None:
        self._machine = machine
        self._clients = clients
        self._workflow = workflow
        self._effect = effect

    def perform(self, delivery: Delivery, *, again: bool) -> Any:
        """Raises ClientError. ``again``: an earlier attempt may have taken effect.

        A paused write is not claimed; one that was claimed just before the pause is stopped here, and waits.
        """
        clients = self._clients()
        with self._machine.store.reading() as session:
            request = read_request(session, delivery.request_id)
            writes = self._effect in self._workflow.writes
            allowed = not writes or self._machine.rights.judge(session, request, everybody=True) is None
            paused = writes and pause.standing(session) is not None
        if paused:
            raise Transient("Handoff is read-only.", code=PAUSED, retry_after=1.0)
        shadowed = writes and self._machine.shadow
        if shadowed and not again:
            log.get().info("effect.shadowed", effect=self._effect, record=request.external_id)
            return Shadowed()
        errand = Errand(
            request=request,
            payload=delivery.payload,
            policy=self._machine.policy,
            again=again,
            late=self._machine.clock.real() - delivery.created_at > FRESH,
            allowed=allowed and not shadowed,  # an attempt from before the shadow: find out, and write nothing
        )
        log.get().info("effect.sending", effect=self._effect, record=request.external_id, again=again)
        result = self._workflow.effects[self._effect](clients, errand)
        log.get().info("effect.answered", effect=self._effect, record=request.external_id)
        return Shadowed() if shadowed and isinstance(result, Forbidden) else result

    def settle(self, session: Session, delivery: Delivery, result: Any) -> None:
        self._machine.result(session, delivery, Result(self._effect, result))

    def refused(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        self._machine.result(session, delivery, Result(self._effect, error=error))

    def delayed(self, session: Session, delivery: Delivery, error: ClientError) -> None:
        self._machine.trouble(session, delivery, error)


def effect_handlers(
    machine: Machine, clients: Callable[[], Clients], workflows: Mapping[str, Workflow]
) -> dict[str, EffectHandler]:
    """One handler for each effect of each workflow, by its outbox kind ``workflow.effect``."""
    return {
        f"{workflow.name}.{effect}": EffectHandler(machine, clients, workflow, effect)
        for workflow in workflows.values()
        for effect in workflow.effects
    }
