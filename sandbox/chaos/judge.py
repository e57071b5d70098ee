"""Compares what was acked with what the vendors saw. A pure function of the driver's list, Salesforce's rows, status
changes and events, and Slack's messages; the bot's store and log are no witnesses here."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.chaos.history import APPROVE, DECIDING, REJECT, Click

Json = Mapping[str, Any]
OPEN = "Pending Review"
VERBS = {"Approved": APPROVE, "Cancelled": REJECT}
OUTCOME = {APPROVE: "Approved", REJECT: "Rejected"}
OURS = "[Handoff "
_NAME = re.compile(r"@([\w.]+\w)")
HIGH, MANAGER = 100_000, "cs.manager"
"""Above this total two people must approve an order, and one of them is this one."""
IN_PUBLIC = re.compile(
    r"(?:^One approval, by|before the approval of|^Approval of) @([\w.]+\w)(?![\w.]| taken back|, | and )"
)
"""A first approval, one that a rejection overtook, one that was undone before it was written."""


@dataclass(frozen=True)
class Evidence:
    """``orders``: every order of the run as Salesforce holds it; ``changes``: its status changes in order, by anybody;
    ``events``: the Flow's events; ``messages``: the channel, replies included; ``sentences``: the private ones."""

    clicks: Sequence[Click]
    orders: Sequence[Json]
    changes: Sequence[Json]
    events: Sequence[Json]
    messages: Sequence[Json]
    sentences: Sequence[Json]
    asked: frozenset[str]
    """Deliveries of presses that a dialog was opened for: they decided nothing, and nobody hears of them."""
    bot_user: str
    """The bot's own user id in Slack."""
    integration_user: str
    """The bot's own username in Salesforce."""
    people: Mapping[str, str]
    """Slack name → user id."""


@dataclass
class Verdict:
    """Each list holds a sentence per finding; ``held`` and ``parked`` are ends that a person can see and act on."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    """An effect that no click of that order asked for."""
    done: int = 0
    waiting: int = 0
    held: int = 0
    healed: int = 0
    """Held once, and asked again since: whoever had pressed was told, and nobody has pressed again."""
    parked: int = 0

    def findings(self) -> list[str]:
        named = {"lost": self.lost, "doubled": self.doubled, "stuck": self.stuck, "unasked": self.unasked}
        return [f"{kind}: {sentence}" for kind, sentences in named.items() for sentence in sentences]


def judge(evidence: Evidence) -> Verdict:
    verdict = Verdict()
    clicks: dict[str, list[Click]] = defaultdict(list)
    for click in evidence.clicks:
        if click.verb in DECIDING:
            clicks[click.order].append(click)
    own = [message for message in evidence.messages if message["user"] == evidence.bot_user]
    cards, replies = defaultdict(list), defaultdict(list)
    for message in own:
        if message["is_reply"]:
            replies[message["thread_ts"]].append(message)
        else:
            cards[message["text"].partition(":")[0]].append(message)
    changes: dict[str, list[Json]] = defaultdict(list)
    for change in evidence.changes:
        changes[change["order_id"]].append(change)
    events = Counter(event["order_id"] for event in evidence.events)
    owed: Counter[str] = Counter()
    _same_key_twice(own, verdict)
    for order in evidence.orders:
        shown = cards[order["OrderNumber"]]
        case = _Case(order, clicks[order["Id"]], changes[order["Id"]], events[order["Id"]], shown, evidence)
        case.replies = [reply for card in shown for reply in replies[card["ts"]]]
        _judge_order(case, verdict, owed)
    _untold(evidence, owed, verdict)
    return verdict


@dataclass
class _Case:
    order: Json
    clicks: Sequence[Click]
    changes: Sequence[Json]
    events: int
    cards: Sequence[Json]
    evidence: Evidence
    replies: Sequence[Json] = ()

    @property
    def number(self) -> str:
        return str(self.order["OrderNumber"])

    @property
    def text(self) -> str:
        return str(self.cards[0]["text"]) if self.cards else ""

    def decisions(self) -> list[str]:
        """What the bot made of the order, change by change."""
        return [str(c["new"]) for c in self.changes if c["user"] == self.evidence.integration_user]

    @property
    def high(self) -> bool:
        return float(self.order.get("TotalAmount") or 0) > HIGH

    def heard_in_public(self) -> Counter[str]:
        """How often the thread says what became of somebody's approval that was not the last one, by user id."""
        names = [found for reply in self.replies for found in IN_PUBLIC.findall(str(reply["text"]))]
        return Counter(self.evidence.people.get(name, name) for name in names)

    def told(self) -> Counter[str]:
        """How often each person was told privately that a press on this order came to nothing."""
        words = re.compile(rf"(?i)order {re.escape(self.number)}\b.*\bNothing was (?:written|changed)")
        return Counter(one["addressee"] for one in self.evidence.sentences if words.search(one["text"]))

    def can_be_pressed(self, action: str) -> bool:
        blocks = self.cards[0].get("blocks") or [] if self.cards else []
        actions = [element.get("action_id") for block in blocks for element in block.get("elements", [])]
        return action in actions


def _judge_order(case: _Case, verdict: Verdict, owed: Counter[str]) -> None:
    number = case.number
    if len(case.cards) > 1:
        verdict.doubled.append(f"order {number} has {len(case.cards)} cards")
    if not case.cards:
        verdict.stuck.append(f"order {number} has no card")
    rounds = _rounds(case)
    for decided in rounds:
        if len(decided) > 1:
            verdict.doubled.append(f"order {number} was decided {len(decided)} times: {', '.join(decided)}")
    if case.events > 1:
        verdict.doubled.append(f"order {number} was provisioned {case.events} times")
    reasons = sum(line.startswith(OURS) for line in str(case.order.get("Description") or "").splitlines())
    if reasons > 1:
        verdict.doubled.append(f"order {number} has the reason {reasons} times")
    decided = rounds[-1] if rounds else []
    if decided:
        _judge_decided(case, decided[0], reasons, verdict, owed)
    else:
        _judge_undecided(case, reasons, verdict)


def _rounds(case: _Case) -> list[list[str]]:
    """The bot's decisions, round by round: a new one begins when somebody sets the order back."""
    rounds: list[list[str]] = [[]]
    for change in case.changes:
        if change["new"] == OPEN and change["old"] is not None:
            rounds.append([])
        elif change["user"] == case.evidence.integration_user:
            rounds[-1].append(str(change["new"]))
    return rounds


def _judge_decided(case: _Case, status: str, reasons: int, verdict: Verdict, owed: Counter[str]) -> None:
    number, verb = case.number, VERBS.get(status, "")
    possible = [click for click in case.clicks if click.verb == verb and _may_count(click)]
    if not possible:
        verdict.unasked.append(f"order {number} became {status}, which nobody had pressed")
        return
    if (reasons > 0) != (verb == REJECT):
        (verdict.lost if verb == REJECT else verdict.unasked).append(f"order {number} is {status}, reasons: {reasons}")
    outcome = OUTCOME[verb]
    lines = [reply for reply in case.replies if reply["text"].startswith(tuple(OUTCOME.values()))]
    if len(lines) > 1:
        verdict.doubled.append(f"order {number} has {len(lines)} outcome lines")
    if not lines and case.cards:
        verdict.lost.append(f"order {number} is {status}, its thread does not say so")
    if any(not line["text"].startswith(outcome) for line in lines):
        verdict.unasked.append(f"order {number} is {status}, its thread says otherwise: {lines[0]['text']}")
    if not case.text.partition(": ")[2].startswith(outcome):
        verdict.stuck.append(f"order {number} is {status}, its card says: {case.text}")
        return
    verdict.done += 1
    named = list(dict.fromkeys(_NAME.findall(case.text)))
    winners = [case.evidence.people.get(name, "") for name in named]
    if not winners or not set(winners) <= {click.user for click in possible}:
        verdict.unasked.append(f"order {number} was decided by {named}, and not all had pressed that")
    if verb == APPROVE and case.high and (len(named) < 2 or MANAGER not in named):
        verdict.unasked.append(f"order {number} of {case.order['TotalAmount']} was approved by {named} alone")
    if len(named) > (2 if case.high and verb == APPROVE else 1):
        verdict.unasked.append(f"order {number} was decided by {named}")
    heard = case.heard_in_public() + Counter(winners[-1:])
    acked = Counter(click.user for click in _owed_something(case))
    for user, count in acked.items():
        owed[user] += max(0, count - heard[user])


def _may_count(click: Click) -> bool:
    """An unanswered click may have been committed: nobody was promised anything, and either end is right."""
    return not click.refused and (click.acked or any(answer.status == 0 for answer in click.answers))


def _owed_something(case: _Case) -> list[Click]:
    """Whose person hears what became of it."""
    clicks = [click for click in case.clicks if click.acked and not click.refused]
    return [click for click in clicks if click.delivery not in case.evidence.asked]


def _judge_undecided(case: _Case, reasons: int, verdict: Verdict) -> None:
    number, words = case.number, case.text.partition(": ")[2]
    if reasons:
        verdict.unasked.append(f"order {number} still waits, and has a reason for a rejection")
    acked = _owed_something(case)
    untold = Counter(click.user for click in acked) - case.told() - case.heard_in_public()
    if case.can_be_pressed("orders.retry") or "Could not be" in str(case.cards):
        verdict.parked += 1
    elif words.startswith("Held"):
        verdict.held += 1
    elif case.cards and not words.startswith("Review"):
        verdict.stuck.append(f"order {number} is undecided, its card says: {case.text}")
    elif untold and case.cards:
        pressed = ", ".join(f"{click.verb} by {click.user}" for click in acked)
        verdict.lost.append(f"order {number} still waits, though acked: {pressed}")
    elif Counter(click.user for click in acked) - case.heard_in_public():
        verdict.healed += 1
    else:
        verdict.waiting += 1


def _same_key_twice(messages: Iterable[Json], verdict: Verdict) -> None:
    keys: Counter[str] = Counter()
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        keys[str(payload.get("key", ""))] += 1
    for key, count in keys.items():
        if key and count > 1:
            verdict.doubled.append(f"the message {key} was posted {count} times")


def _untold(evidence: Evidence, owed: Counter[str], verdict: Verdict) -> None:
    """Whose click came to nothing hears that privately. The sentences do not all name their order, so each person's are
    counted in all."""
    heard = Counter(sentence["addressee"] for sentence in evidence.sentences)
    for user, count in owed.items():
        if heard[user] < count:
            verdict.lost.append(f"{user} pressed {count} times too late and was told {heard[user]} times")
