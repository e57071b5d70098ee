"""The composition root: builds every part from the settings and the handbook, and starts and ends them in order.

Nothing happens at import, and nothing else in the house builds a client, a thread or a listener.
"""

import pkgutil
import secrets
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module
from typing import TypeVar

import uvicorn
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import commands
from bot import log, web
from bot.clients.salesforce import Salesforce
from bot.clients.slack_web import SlackWeb
from bot.clock import Clock
from bot.errors import ConfigError, Transient
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.intake import RENEWAL, Intake
from bot.notices import NOTICE
from bot.operations import beats, figures
from bot.operations.expiry import sweep
from bot.operations.exposition import Process, exposition
from bot.scheduler import TICK, Job, Scheduler, publish_audit_head, tick
from bot.settings import Settings, StoreSettings
from bot.slack.identity import DirectoryRefresh
from bot.slack.listeners import Listeners
from bot.slack.noticing import NoticeHandler
from bot.slack.outgoing import CardHandler, SayHandler, TellHandler
from bot.store import Store, check_schema, claim_alone
from bot.worker import Worker
from bot.workflow.contract import Clients, Workflow
from bot.workflow.effects import effect_handlers
from bot.workflow.machine import Machine
from bot.workflow.org import fit_to_org
from bot.workflow.recorder import CARD, MEMBER, SAY, TELL

T = TypeVar("T")
LATE = 30.0
"""Seconds after which a part that stands still makes readiness red."""
DIRECTORY_EVERY = 60.0
OLD_DIRECTORY = timedelta(minutes=10)
SWEEP_EVERY = 3600.0
AUDIT_HEAD_EVERY = 3600.0
CHECKPOINT_EVERY = 5.0
OPERATORS = "operators"


def find_workflows() -> dict[str, Workflow]:
    """Every module of ``commands`` exports one ``WORKFLOW``."""
    found = {}
    for module in pkgutil.iter_modules(commands.__path__, "commands."):
        workflow: Workflow = import_module(module.name).WORKFLOW
        found[workflow.name] = workflow
    return found


def load_policy(settings: StoreSettings, workflows: Mapping[str, Workflow]) -> Policy:
    needs = {
        name: WorkflowNeeds(verbs=workflow.verbs, targets=workflow.targets, statuses=workflow.statuses)
        for name, workflow in workflows.items()
    }
    return load(settings.handoff_handbook, needs)


class Bot:
    """One process of Handoff. Building it asks Slack who we are and where our channels are; nothing else is sent."""

    def __init__(self, settings: Settings) -> None:
        # A click must not wait for a thread that happens to compute: the interpreter switches five times as often.
        sys.setswitchinterval(0.001)
        workflows = find_workflows()
        policy = load_policy(settings, workflows)
        self.clock = settings.handoff_clock
        self._alone = claim_alone(settings.database_url.get_secret_value())
        self.store = Store(settings.database_url.get_secret_value())
        check_schema(self.store)
        token = settings.slack_bot_token.get_secret_value()
        slack = SlackWeb(token, settings.slack_api_url)
        identity = patiently(slack.identity)
        channels = patiently(lambda: resolve_channels(slack, policy, workflows))
        salesforce = build_salesforce(settings)
        policy = fit_to_org(policy, salesforce)
        self.machine = Machine(
            self.store, self.clock, policy, workflows, identity.team_id, shadow=settings.handoff_shadow
        )
        owner = self._owner = secrets.token_hex(8)
        self.directory = DirectoryRefresh(slack, self.store, self.clock, policy, identity.team_id)
        self.intake = Intake(self.machine, salesforce, owner)
        if self._alone is not None:  # nobody else can hold it: it is what a kill left behind
            self.store.run(self.intake.break_lease)
            self.store.run(beats.forget_all)
        self.worker = Worker(
            self.store,
            self.clock,
            {
                **effect_handlers(self.machine, Clients(salesforce), workflows),
                CARD: CardHandler(slack, self.machine, channels, identity.url),
                SAY: SayHandler(slack, self.machine),
                TELL: TellHandler(slack),
                MEMBER: self.directory,
                NOTICE: NoticeHandler(slack, self.store, self.clock, channels[OPERATORS]),
            },
            owner,
        )
        self.scheduler = Scheduler(
            self.clock,
            [
                Job("directory", DIRECTORY_EVERY, self.directory.refresh),
                Job("tick", TICK, lambda: tick(self.machine)),
                Job("intake", policy.salesforce.poll_seconds, self.intake.poll),
                Job("intake-lease", RENEWAL, self.intake.renew),
                Job("audit_head", AUDIT_HEAD_EVERY, self._publish_audit_head),
                Job("sweep", SWEEP_EVERY, lambda: sweep(self.store, self.clock, policy.retention)),
                Job("beat", beats.EVERY, self.beat),
                Job("checkpoint", CHECKPOINT_EVERY, self.store.checkpoint),
            ],
        )
        self.listeners = Listeners(
            self.machine, slack, identity, settings.slack_signing_secret.get_secret_value(), token
        )
        self._address = settings.handoff_http
        self._poll_seconds = policy.salesforce.poll_seconds

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; then take in nothing more, end what is in flight, and return."""
        # uvicorn ends on a signal and then raises it once more: without a handler of ours that would be the end.
        signal.signal(signal.SIGTERM, lambda *_: None)
        self.worker.start()
        self.scheduler.start()
        server = uvicorn.Server(
            uvicorn.Config(
                web.build(self.listeners.dispatch, self.faults, self.metrics),
                host=self._address.host,
                port=self._address.port,
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=10,
            )
        )
        log.get().info("run.serving", host=self._address.host, port=self._address.port)
        try:
            server.run()
        finally:
            log.get().info("run.stopping")
            self.scheduler.stop()
            self.listeners.close()
            self.worker.stop()
            self._say_goodbye()
            self.store.close()
            log.get().info("run.stopped")

    def _publish_audit_head(self) -> None:
        publish_audit_head(self.store, self.clock, self.machine.policy.company.zone)

    def beat(self) -> None:
        """Tell other processes how this one is."""
        ticked, faults = self.scheduler.beats.get("tick"), self.faults()
        beat = beats.Beat(self._owner, self.clock.real(), ticked, faults, self.machine.shadow)
        self.store.run(lambda session: beats.record(session, beat))

    def metrics(self) -> bytes:
        """What /metrics answers; without a database, what this process knows by itself."""
        now, ticked = self.clock.real(), self.scheduler.beats.get("tick")
        process = Process(now, ticked, self.intake.read_at, self.faults(), self.machine.shadow)
        try:
            with self.store.reading() as session:
                return exposition(process, figures.read(session, now))
        except DBAPIError:
            return exposition(process, None)

    def _say_goodbye(self) -> None:
        try:
            self.store.run(lambda session: beats.end(session, self._owner))
        except DBAPIError as error:  # without a database nobody is left who could read it
            log.get().warning("run.unsaid", fault=type(error.orig).__name__)

    def faults(self) -> dict[str, str]:
        """What keeps this process from being ready, by part."""
        faults = {}
        now = self.clock.real()
        try:
            with self.store.reading() as session:
                session.execute(text("SELECT 1"))
        except DBAPIError as error:
            faults["database"] = type(error.orig).__name__
        if self.directory.read_at is None:
            faults["directory"] = "the members are not loaded yet"
        elif now - self.directory.read_at > OLD_DIRECTORY:
            faults["directory"] = "the members could not be refreshed for too long"
        if (now - self.worker.beat).total_seconds() > LATE:
            faults["worker"] = "the worker stands still"
        ticked = self.scheduler.beats.get("tick")
        if ticked is None or (now - ticked).total_seconds() > LATE:
            faults["clock"] = "the clock stands still"
        if self.intake.read_at is None:
            faults["salesforce"] = "Salesforce was not read yet"
        elif (now - self.intake.read_at).total_seconds() > LATE + 3 * self._poll_seconds:
            faults["salesforce"] = "Salesforce was not read for too long"
        return faults


def desk(settings: StoreSettings, store: Store) -> Machine:
    """The machine without any vendor, for an operator's command: it changes rows, and the running bot does the rest."""
    workflows = find_workflows()
    return Machine(store, Clock(), load_policy(settings, workflows), workflows, home="")


def patiently(ask: Callable[[], T]) -> T:
    """What ``ask`` answers, asked again for half a minute while the vendor only fails for now."""
    for pause in (0.5, 1, 2, 4, 8, 15):
        try:
            return ask()
        except Transient as error:
            log.get().warning("start.waiting", code=error.code)
            time.sleep(pause)
    return ask()


def build_salesforce(settings: Settings) -> Salesforce:
    secret, key = settings.salesforce_client_secret, settings.salesforce_private_key_file
    return Salesforce(
        instance_url=settings.salesforce_instance_url,
        token_url=settings.token_url,
        client_id=settings.salesforce_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        username=settings.salesforce_username,
        private_key=key.read_text("utf-8") if key else None,
    )


def resolve_channels(slack: SlackWeb, policy: Policy, workflows: Mapping[str, Workflow]) -> dict[str, str]:
    """Workflow, or ``operators`` → id of its channel. ConfigError if Slack does not have it or we are not in it."""
    known = {channel.name: channel for channel in slack.channels()}
    by_id = {channel.id: channel for channel in known.values()}
    found = {}
    named = {name: (f"workflows.{name}.channel", policy.workflow(name).channel) for name in workflows}
    for name, (place, wanted) in {**named, OPERATORS: ("operators.channel", policy.operators.channel)}.items():
        channel = known.get(wanted) or by_id.get(wanted)
        if channel is None:
            raise ConfigError(f"{place}: Slack has no channel {wanted} that Handoff can see")
        if not channel.is_member:
            raise ConfigError(f"{place}: invite Handoff to #{wanted} first")
        found[name] = channel.id
    return found
