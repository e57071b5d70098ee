"""Bolt's listeners: parse, hand to the machine, ack. The commit lies between, and nothing here waits for a network.

What is volatile (dialogs, lists that are replaced) is ``opening``'s; words, pages and Home have rooms of their own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot import log, metrics
from bot.clients.slack_web import Identity, SlackWeb
from bot.domain.form import FieldErrors, Form
from bot.errors import Refusal
from bot.slack.bulk import Several
from bot.slack.commands import Commands
from bot.slack.delegation import Delegating
from bot.slack.desk import Desk
from bot.slack.events import Events
from bot.slack.forms import message_view
from bot.slack.handover import Handover
from bot.slack.home import HomeTab
from bot.slack.looking import Looking
from bot.slack.noise import Noise
from bot.slack.opening import Openers, bind
from bot.slack.paging import Paging
from bot.slack.payloads import MalformedError, read_click, read_standing, read_submission
from bot.slack.sla import Sla
from bot.workflow.contract import Click, Workflow
from bot.workflow.machine import Machine
from bot.workflow.recorder import speakable

UNPARSED = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What Bolt raises for a payload that is none of Slack's."""


class Listeners:
    """Registers one listener for every action id and form of every workflow on an App."""

    def __init__(
        self, machine: Machine, slack: SlackWeb, who: Callable[[], Identity], secrets: Sequence[str], token: str
    ) -> None:
        """``secrets``: those that Slack's requests may be signed with; none where Slack comes over sockets alone."""
        self._machine = machine
        self._signatures = [SignatureVerifier(secret) for secret in secrets]
        self._openers = Openers(machine, slack)
        looking = Looking(machine, lambda: who().url)
        self._paging = Paging(machine, self._openers, looking)
        delegating = Delegating(machine, self._openers)

        def us() -> AuthorizeResult:
            identity = who()
            return AuthorizeResult(
                enterprise_id=identity.enterprise_id,
                team_id=identity.team_id,
                bot_token=token,
                bot_id=identity.bot_id,
                bot_user_id=identity.bot_user_id,
            )

        # Bolt looks at its callables' argument names, and a bound method's self confuses it: only plain functions.
        self.app = App(
            name="handoff",
            authorize=us,
            process_before_response=True,
            raise_error_for_unhandled_request=False,
            # ``dispatch`` looked at the signature; the others are for apps that hear messages or run functions.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        for workflow in machine.workflows.values():
            self._register(workflow)
        for face in (
            Commands(machine, self._openers, looking, delegating),
            self._paging,
            HomeTab(machine),
            Handover(machine, self._openers),
            delegating,
            Several(machine, self._openers),
            Desk(machine),
            Noise(machine),
            Sla(machine, slack, self._openers),
            Events(machine, who),
        ):
            face.register(self.app)

        def unknown(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
            click = read_click(body, action, bind())
            if click is not None:
                machine.refuse(click, Refusal("This button is not known here any more.", code="unknown_verb"))
            ack()

        self.app.action(re.compile(".*"))(unknown)
        self.app.error(_failed)

    def close(self) -> None:
        self._openers.close()

    def dispatch(self, body: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
        """One request of Slack's: its signature is checked, a listener decides and commits, the answer is the ack."""
        # Before anything is parsed: what is not signed is nobody's business of ours.
        if not self._is_signed(body, headers):
            log.get().warning("request.unsigned")
            return 401, {}, "invalid signature"
        answer = self.hear(body, headers)
        return answer.status, dict(answer.first_headers_without_set_cookie()), answer.body

    def hear(self, body: str | dict[str, Any], headers: Mapping[str, str], mode: str = "http") -> BoltResponse:
        """One request that is known to be Slack's. ``body``: the text of HTTP, or a socket's payload."""
        if not self._machine.home:  # not acked: Slack shows that
            return BoltResponse(status=503, body="Handoff has not learned yet which workspace it serves")
        try:
            return self.app.dispatch(BoltRequest(body=body, headers=dict(headers), mode=mode))
        except UNPARSED as error:  # Bolt's own parsing
            return _failed(MalformedError(type(error).__name__))

    def _is_signed(self, body: str, headers: Mapping[str, str]) -> bool:
        try:
            return any(signature.is_valid_request(body, dict(headers)) for signature in self._signatures)
        except (ValueError, OverflowError, TypeError):  # no number, no instant, or letters that no signature has
            return False

    def action_ids(self) -> set[str]:
        """What is registered: every verb of every workflow, and each workflow's menu."""
        return {
            f"{workflow.name}.{verb}"
            for workflow in self._machine.workflows.values()
            for verb in {*workflow.verbs, "menu"}
        }

    def _register(self, workflow: Workflow) -> None:
        def pressed(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
            click = read_click(body, action, bind())
            if click is None:
                ack()
            elif click.verb not in workflow.verbs:
                self._machine.refuse(click, Refusal("This button is not known here any more.", code="unknown_verb"))
                ack()
            elif click.verb in workflow.forms:
                self._open(workflow, click, ack)
            else:
                standing = read_standing(body, action, click)  # what is malformed is refused before the commit
                form = self._machine.press(workflow, click)
                if isinstance(form, Form):
                    self._openers.ask(form, click, workflow.name)
                if standing is not None:
                    self._paging.after_press(standing)
                ack()

        def submitted(ack: Ack, body: Mapping[str, Any]) -> None:
            submission = read_submission(body, bind())
            try:
                refusal = self._machine.press(workflow, submission)
            except FieldErrors as errors:
                ack(response_action="errors", errors=errors.sentences)
                return
            if not isinstance(refusal, Refusal):
                ack()
            else:
                ack(response_action="update", view=message_view("Nothing was changed", (str(refusal),)))

        for verb in sorted({*workflow.verbs, "menu"}):
            self.app.action(f"{workflow.name}.{verb}")(pressed)
        for verb in sorted(workflow.forms | workflow.asks):
            self.app.view(f"{workflow.name}.{verb}")(submitted)

    def _open(self, workflow: Workflow, click: Click, ack: Ack) -> None:
        form = self._machine.open_form(workflow, click)
        if isinstance(form, Form):
            self._openers.ask(form, click, workflow.name)
        ack()


def _is_bolts(error: Exception) -> bool:
    """Whether Bolt itself stumbled over a payload, before any listener of ours saw it."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is not None and str(at.tb_frame.f_globals.get("__name__")).startswith("slack_bolt.")


def _failed(error: Exception) -> BoltResponse:
    """Nothing was committed. A malformed payload is the sender's fault, everything else is ours."""
    fault = speakable(8)
    if isinstance(error, MalformedError) or (isinstance(error, UNPARSED) and _is_bolts(error)):
        metrics.press("malformed")
        log.get().warning("press.malformed", fault=fault)
        return BoltResponse(status=400, body=f"malformed payload; reference {fault}")
    metrics.press("failed")
    log.get().error("press.failed", fault=fault, exc_info=error)
    return BoltResponse(status=500, body=f"Handoff could not take this in; reference {fault}")
