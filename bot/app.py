"""The composition root: builds every part from the settings and the handbook, and starts and ends them in order.

Nothing happens at import, and nothing else in the house builds a client, a thread or a listener.
"""

import pkgutil
import secrets
import signal
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module

import uvicorn
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import commands
from bot import log, outbox, pause, web
from bot.clients.heartbeat import Heartbeat
from bot.clients.salesforce import Salesforce
from bot.clients.slack_web import SlackWeb
from bot.clients.slack_wire import SlackWire
from bot.clients.whmcs import Whmcs
from bot.clock import Clock
from bot.errors import ConfigError
from bot.handbook.loader import load
from bot.handbook.policy import Policy, WorkflowNeeds
from bot.intake import RENEWAL, Intake
from bot.notices import NOTICE
from bot.operations import auditor, beats, figures
from bot.operations.auditor import Auditor
from bot.operations.expiry import sweep
from bot.operations.exposition import Process, exposition
from bot.operations.pausing import tell_shadow
from bot.scheduler import TICK, Job, Scheduler, publish_audit_head, tick
from bot.settings import Settings, StoreSettings
from bot.slack.bulk import ToldHandler
from bot.slack.home import HomeHandler
from bot.slack.identity import DirectoryRefresh
from bot.slack.installation import Installation
from bot.slack.listeners import Listeners
from bot.slack.noticing import NoticeHandler
from bot.slack.outgoing import CardHandler, SayHandler, TellHandler
from bot.slack.presence import PresenceWatch
from bot.slack.sockets import Sockets
from bot.slack.watch import CHANNELS, CardWatch, ChannelWatch
from bot.start import Learning
from bot.store import Store, check_schema, claim_alone
from bot.worker import Worker
from bot.workflow import backlog, bulk, homes, together
from bot.workflow.contract import Clients, Workflow
from bot.workflow.effects import effect_handlers
from bot.workflow.machine import Machine
from bot.workflow.org import fit_to_org
from bot.workflow.reckoning import reckon
from bot.workflow.recorder import CARD, MEMBER, SAY, TELL
from models import Lane

STUCK = 90.0
"""Seconds: longer than any lease, after which somebody takes a row over."""
LATE = 30.0
"""Seconds after which a part that stands still makes readiness red."""
DIRECTORY_EVERY = 60.0
PRESENCE_EVERY = 60.0
CHANNELS_EVERY, CARDS_EVERY = 60.0, 300.0
BACKLOG_EVERY = 5.0
OLD_DIRECTORY = timedelta(minutes=10)
HOMES_EVERY = 2.0
RECKONING_EVERY = 600.0
SWEEP_EVERY = 3600.0
AUDIT_HEAD_EVERY = 3600.0
CHECKPOINT_EVERY = 5.0
SOCKET_TIMEOUT = 10.0


def find_workflows() -> dict[str, Workflow]:
    """Every module of ``commands`` exports one ``WORKFLOW``."""
    found = {}
    for module in pkgutil.iter_modules(commands.__path__, "commands."):
        workflow: Workflow = import_module(module.name).WORKFLOW
        found[workflow.name] = workflow
    return found


def load_policy(settings: StoreSettings, workflows: Mapping[str, Workflow]) -> Policy:
    needs = {
        name: WorkflowNeeds(verbs=workflow.granted, targets=workflow.targets, statuses=workflow.statuses)
        for name, workflow in workflows.items()
    }
    return load(settings.handoff_handbook, needs)


class Bot:
    """One process of Handoff. Building it asks nobody; what the vendors must say is learned once it serves."""

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
        self.installation = Installation(slack, self.store, {name: place for place, name in policy.posted().items()})
        self._salesforce, self._whmcs = build_salesforce(settings), build_whmcs(settings)
        self.machine = Machine(
            self.store, self.clock, policy, workflows, self.installation.team, shadow=settings.handoff_shadow
        )
        self.learning = Learning({"slack": self._learn_slack, "salesforce": self._learn_salesforce}, self._end)
        url = settings.handoff_heartbeat_url
        self._heartbeat = Heartbeat(url.get_secret_value()) if url else None
        self.auditor = Auditor(self.machine, self.faults, self._heartbeat)
        owner = self._owner = secrets.token_hex(8)
        self.directory = DirectoryRefresh(slack, self.store, self.clock, policy, self.installation)
        self.presence = PresenceWatch(slack, self.machine)
        self.channels, self.cards = (
            ChannelWatch(self.machine, self.installation),
            CardWatch(self.machine, slack, self.installation),
        )
        self.intake = Intake(self.machine, self._salesforce, owner)
        if self._alone is not None:  # nobody else can hold it: it is what a kill left behind
            self.store.run(self.intake.break_lease)
            self.store.run(beats.forget_all)
        self.store.run(lambda session: tell_shadow(session, self.clock, on=settings.handoff_shadow))
        self.worker = Worker(
            self.store,
            self.clock,
            {
                **effect_handlers(self.machine, self._clients, workflows),
                CARD: CardHandler(slack, self.machine, self.installation),
                SAY: SayHandler(slack, self.machine),
                TELL: TellHandler(slack),
                bulk.PRESS: bulk.PressHandler(self.machine),
                together.TOLD: ToldHandler(slack, self.machine),
                homes.KIND: HomeHandler(slack, self.machine, self.installation.address),
                MEMBER: self.directory,
                CHANNELS: self.channels,
                NOTICE: NoticeHandler(slack, self.machine, self.installation, self._channel),
            },
            owner,
        )
        self.scheduler = Scheduler(
            self.clock,
            [
                Job("directory", DIRECTORY_EVERY, self._refresh_directory),
                Job("presence", PRESENCE_EVERY, self._ask_presence),
                Job("channels", CHANNELS_EVERY, self.channels.refresh),
                Job("cards", CARDS_EVERY, self.cards.look),
                Job("tick", TICK, lambda: tick(self.machine)),
                Job("intake", policy.salesforce.poll_seconds, self._poll),
                Job("intake-lease", RENEWAL, self.intake.renew),
                Job("backlog", BACKLOG_EVERY, lambda: backlog.refresh(self.machine)),
                Job("homes", HOMES_EVERY, lambda: homes.refresh(self.store, self.clock)),
                Job("reckoning", RECKONING_EVERY, lambda: reckon(self.machine)),
                Job("auditor", auditor.EVERY, self.auditor.look),
                Job("audit_head", AUDIT_HEAD_EVERY, self._publish_audit_head),
                Job("sweep", SWEEP_EVERY, lambda: sweep(self.store, self.clock, policy.retention)),
                Job("beat", beats.EVERY, self.beat),
                Job("checkpoint", CHECKPOINT_EVERY, self.store.checkpoint),
            ],
        )
        self.listeners = Listeners(self.machine, slack, self.installation.identity, settings.signing_secrets, token)
        self.slack_requests = self.sockets = None
        if settings.slack_app_token:
            wire = SlackWire(settings.slack_app_token.get_secret_value(), settings.slack_api_url, SOCKET_TIMEOUT)
            self.sockets = Sockets(wire, self.listeners.hear, self.store.turns.people_first)
        else:
            self.slack_requests = web.Slack(self.listeners.dispatch, self.store.turns.people_first)
        self._server: uvicorn.Server | None = None
        self._address = settings.handoff_http
        self._poll_seconds = policy.salesforce.poll_seconds

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; then take in nothing more, end what is in flight, and return."""
        # uvicorn ends on a signal and then raises it once more: without a handler of ours that would be the end.
        signal.signal(signal.SIGTERM, lambda *_: None)
        config = uvicorn.Config(
            web.build(self.faults, self.metrics, self.slack_requests),
            host=self._address.host,
            port=self._address.port,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=10,
        )
        listening = web.bind(config)
        self._server = server = uvicorn.Server(config)
        self.worker.start()
        self.scheduler.start()
        if self.sockets is not None:
            self.sockets.start()
        log.get().info("run.serving", host=self._address.host, port=self._address.port)
        try:
            server.run([listening])
        finally:
            log.get().info("run.stopping")
            if self.sockets is not None:
                self.sockets.stop()
            self.scheduler.stop()
            self.listeners.close()
            self.worker.stop()
            self.hang_up()
            self._say_goodbye()
            self.store.close()
            log.get().info("run.stopped")
        if self.learning.wrong is not None:
            raise self.learning.wrong

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

    def hang_up(self) -> None:
        """Close what stands open to vendors, once nobody asks them any more."""
        self._salesforce.close()
        for client in (self._whmcs, self._heartbeat):
            if client is not None:
                client.close()

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
        if self.store.write_fault:  # a full disk can be read
            faults.setdefault("database", f"it cannot be written ({self.store.write_fault})")
        if self.sockets is not None and (fault := self.sockets.fault()):
            faults["slack"] = fault
        faults |= self.learning.faults()
        if self.directory.read_at is None:
            faults["directory"] = "the members are not loaded yet"
        elif now - self.directory.read_at > OLD_DIRECTORY:
            faults["directory"] = "the members could not be refreshed for too long"
        if (now - self.worker.beat).total_seconds() > LATE:
            faults["worker"] = "the worker stands still"
        if "database" not in faults and (stuck := self._stuck_lanes(now)):
            faults["queue"] = f"nothing moves in {', '.join(stuck)}"
        ticked = self.scheduler.beats.get("tick")
        if ticked is None or (now - ticked).total_seconds() > LATE:
            faults["clock"] = "the clock stands still"
        if self.intake.read_at is None:
            faults.setdefault("salesforce", "Salesforce was not read yet")
        elif (now - self.intake.read_at).total_seconds() > LATE + 3 * self._poll_seconds:
            faults["salesforce"] = "Salesforce was not read for too long"
        return faults

    def _stuck_lanes(self, now: datetime) -> list[str]:
        """Lanes in which rows are due and none was claimed or ended for long. A row that waits for another is not due
        for long: whatever it waits for moves, or is parked, or its lease runs out."""
        with self.store.reading() as session:
            paused = pause.standing(session) is not None
            due = outbox.lanes_due(session, now - timedelta(seconds=LATE))
        lanes = due - ({Lane.WRITE} if paused else set())
        return sorted(lane for lane in lanes if (now - self.worker.moved[lane]).total_seconds() > STUCK)

    # --- learned while it serves ---------------------------------------------------------------------------------

    def _learn_slack(self) -> None:
        self.installation.learn()
        self.machine.rights.home = self.installation.team

    def _learn_salesforce(self) -> None:
        self.machine.policy = fit_to_org(self.machine.policy, self._salesforce)

    def _clients(self) -> Clients:
        self.learning.need("salesforce")
        return Clients(self._salesforce, self._whmcs)

    def _refresh_directory(self) -> None:
        self.learning.ask("slack")
        self.directory.refresh()

    def _ask_presence(self) -> None:
        if self.installation.team:
            self.presence.refresh()

    def _poll(self) -> None:
        if self.learning.ask("salesforce"):
            self.intake.poll()

    def _channel(self, wanted: str) -> str:
        """A channel that the handbook names no more is the operators': what was to be said there still is."""
        policy = self.machine.policy
        return self.installation.channel(wanted if wanted in policy.posted().values() else policy.operators.channel)

    def _end(self) -> None:
        if self._server is not None:
            self._server.should_exit = True


def desk(settings: StoreSettings, store: Store) -> Machine:
    """The machine without any vendor, for an operator's command: it changes rows, and the running bot does the rest."""
    workflows = find_workflows()
    return Machine(store, Clock(), load_policy(settings, workflows), workflows, home="")


def build_salesforce(settings: Settings) -> Salesforce:
    secret, file = settings.salesforce_client_secret, settings.salesforce_private_key_file
    try:
        key = file.read_text("utf-8") if file else None
    except (OSError, UnicodeDecodeError):
        raise ConfigError("SALESFORCE_PRIVATE_KEY_FILE: cannot be read; the bot's user needs read rights") from None
    return Salesforce(
        instance_url=settings.salesforce_instance_url,
        token_url=settings.token_url,
        client_id=settings.salesforce_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        username=settings.salesforce_username,
        private_key=key,
    )


def build_whmcs(settings: Settings) -> Whmcs | None:
    key = settings.whmcs_access_key
    match settings.whmcs_url, settings.whmcs_identifier, settings.whmcs_secret:
        case str(url), SecretStr() as identifier, SecretStr() as secret:
            return Whmcs(
                url, identifier.get_secret_value(), secret.get_secret_value(), key.get_secret_value() if key else None
            )
        case _:
            return None
