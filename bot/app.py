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
from bot.errors import ConfigError, Transient
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.intake import RENEWAL, Intake
from bot.scheduler import TICK, Job, Scheduler, publish_audit_head, sweep, tick
from bot.settings import Settings
from bot.slack.home import HomeHandler
from bot.slack.identity import DirectoryRefresh
from bot.slack.listeners import Listeners
from bot.slack.outgoing import CardHandler, SayHandler, TellHandler
from bot.store import Store, check_schema, claim_alone
from bot.worker import Worker
from bot.workflow import homes
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
HOMES_EVERY = 2.0
SWEEP_EVERY = 3600.0
AUDIT_HEAD_EVERY = 3600.0
CHECKPOINT_EVERY = 5.0


def find_workflows() -> dict[str, Workflow]:
    """Every module of ``commands`` exports one ``WORKFLOW``."""
    found = {}
    for module in pkgutil.iter_modules(commands.__path__, "commands."):
        workflow: Workflow = import_module(module.name).WORKFLOW
        found[workflow.name] = workflow
    return found


def load_policy(settings: Settings, workflows: Mapping[str, Workflow]) -> Policy:
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
        self.machine = Machine(self.store, self.clock, policy, workflows, identity.team_id)
        owner = secrets.token_hex(8)
        self.directory = DirectoryRefresh(slack, self.store, self.clock, policy, identity.team_id)
        self.intake = Intake(self.machine, salesforce, owner)
        if self._alone is not None:  # nobody else can hold it: it is what a kill left behind
            self.store.run(self.intake.break_lease)
        self.worker = Worker(
            self.store,
            self.clock,
            {
                **effect_handlers(self.machine, Clients(salesforce), workflows),
                CARD: CardHandler(slack, self.machine, channels, identity.url),
                SAY: SayHandler(slack, self.machine),
                TELL: TellHandler(slack),
                homes.KIND: HomeHandler(slack, self.machine, identity.url),
                MEMBER: self.directory,
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
                Job("homes", HOMES_EVERY, lambda: homes.refresh(self.store, self.clock)),
                Job("audit_head", AUDIT_HEAD_EVERY, lambda: publish_audit_head(self.store)),
                Job("sweep", SWEEP_EVERY, lambda: sweep(self.store, self.clock)),
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
                web.build(self.listeners.dispatch, self.faults),
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
            self.store.close()
            log.get().info("run.stopped")

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
    """Workflow → id of its channel. ConfigError if Slack does not have it or the bot is not in it."""
    known = {channel.name: channel for channel in slack.channels()}
    by_id = {channel.id: channel for channel in known.values()}
    found = {}
    for name in workflows:
        wanted = policy.workflow(name).channel
        channel = known.get(wanted) or by_id.get(wanted)
        if channel is None:
            raise ConfigError(f"workflows.{name}.channel: Slack has no channel {wanted} that Handoff can see")
        if not channel.is_member:
            raise ConfigError(f"workflows.{name}.channel: invite Handoff to #{wanted} first")
        found[name] = channel.id
    return found
