"""The volatile answers to a press: a dialog that opens, a list that is replaced. None of them is the ack's business.

A trigger lives three seconds and a response address half an hour, so nothing of this is a row: a small pool of threads
does it while the ack leaves, each with two seconds at most. Where it fails the person is told; nothing was decided.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import structlog

from bot import log
from bot.clients.slack_web import SlackWeb
from bot.domain.form import Form
from bot.errors import ClientError, Refusal
from bot.slack.cards import Drawn
from bot.slack.forms import draw_form
from bot.slack.payloads import Spot
from bot.workflow.contract import Click
from bot.workflow.machine import Machine
from bot.workflow.recorder import speakable

OPENERS = 8
PRESS_AGAIN = "Slack did not open the form in time. Nothing was changed; please press again."
LIST_STANDS = "Slack did not show the list anew, so it may be behind the times; please ask for it again."


def bind() -> str:
    """A correlation id for one delivery of Slack's, in every log line from here on."""
    correlation = speakable(8)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(correlation=correlation)
    log.get().info("press.received")
    return correlation


class Openers:
    """Shared by all listeners."""

    def __init__(self, machine: Machine, slack: SlackWeb) -> None:
        self._machine = machine
        self._slack = slack
        self._pool = ThreadPoolExecutor(OPENERS, "open-view")

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def open(self, view: Mapping[str, Any], click: Click) -> None:
        """A dialog for whoever pressed, on top of the one in which it was pressed."""
        show = self._slack.push_view if click.place.dialog else self._slack.open_view
        self.later(lambda: show(click.delivery, view), PRESS_AGAIN, click)

    def ask(self, form: Form, click: Click, workflow: str) -> None:
        """A form of this workflow, whose answers come back as a submission."""
        self.open(draw_form(form, click, workflow), click)

    def show_list(self, draw: Callable[[], tuple[Drawn, Mapping[str, Any]]], spot: Spot, look: Click) -> None:
        """Put a list in the place of the one that stands at ``spot``.

        ``draw``: it as a message and as a dialog, or the Refusal of somebody who may not see it any more.
        """

        def show() -> None:
            message, dialog = draw()
            if spot.dialog:
                self._slack.update_view(spot.dialog, dialog)
            else:
                self._slack.respond(spot.response_url, message.text, message.blocks)

        self.later(show, LIST_STANDS, look)

    def later(self, work: Callable[[], object], otherwise: str, click: Click) -> None:
        """``work`` beside the ack; where Slack refuses it, the sentence ``otherwise`` for who pressed."""

        def attempt() -> None:
            structlog.contextvars.bind_contextvars(correlation=click.correlation)
            try:
                work()
            except Refusal as refusal:
                self._machine.refuse(click, refusal)
            except ClientError as error:
                log.get().warning("view.unopened", code=error.code)
                self._machine.tell(click, otherwise)
            finally:
                structlog.contextvars.clear_contextvars()

        self._pool.submit(attempt).add_done_callback(_log_bug)


def _log_bug(done: Future[None]) -> None:
    if (error := done.exception()) is not None:
        log.get().error("view.bug", exc_info=error)
