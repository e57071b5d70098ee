"""The people: several at once, who approve and reject, press twice, press the opposite of each other, press again
what was held, and whose clicks are delivered up to four times. Slack's stand-in carries each delivery over the run's
transport and says what came back, so that every ack is in the driver's own list. It owns that load and keeps orders
coming; it must not judge."""

import json
import queue
import random
import re
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sandbox.chaos.control import Control, ControlError
from sandbox.chaos.history import APPROVE, FORM, REJECT, UNDO, Click, History

CHANNEL = "cs-orders"
PEOPLE = ("cs.one", "cs.two", "cs.three", "cs.manager")
REASONS = ("not_available", "identity_unverified", "duplicate_service", "other")
SLACKS_PATIENCE_S = 3.0
ORDERS_AT_ONCE = 20
TRIES = 40
"""How often somebody presses again on one order before they let it be."""
DOWN_S = 5.0
"""How long somebody waits for a bot that does not answer before they press again."""
NOTES = ("", "Please call first.", "", "訪問は午後に <!channel> & 折り返し", "", "Line one\nLine two")
"""By batch of orders. Those with notes are only rejected: who approves must first say that they have read them."""
HIGH, HIGH_EVERY = 120_000, 3
"""The total of every third batch's orders, in yen: two people must approve them, one of them a manager."""
SILENT = "WHMCS does not answer"
"""On a card that people wait for: its checks are made again until WHMCS answers."""
HELD = re.compile(r"Order (\S+) changed while you looked")


@dataclass(frozen=True)
class Shown:
    """A card as somebody sees it: the order's Salesforce id, and the message."""

    order: str
    channel: str
    ts: str
    notes: bool
    high: bool


class Load:
    def __init__(
        self,
        slack: Control,
        salesforce: Control,
        whmcs: Control,
        history: History,
        *,
        clients: int,
        ready: int,
        seed: int,
    ) -> None:
        """``ready``: how many orders wait to be pressed, as far as this load can see to it."""
        self._ready = ready
        self._slack, self._salesforce, self._whmcs = slack, salesforce, whmcs
        self._history = history
        self._seed = seed
        self._cards: queue.Queue[Shown] = queue.Queue()
        self._stopping = threading.Event()
        self.open = threading.Event()
        """Cleared while the bot is down: people press in vain once or twice, not a thousand times."""
        self.open.set()
        self._dialogs = {person: threading.Lock() for person in PEOPLE}
        """Slack shows a person one dialog at a time: a new one takes the place of the old."""
        self._wire = ThreadPoolExecutor(clients * 4, "wire")
        self._threads = [threading.Thread(target=self._client, args=(n,), name=f"client-{n}") for n in range(clients)]
        self._threads.append(threading.Thread(target=self._feed, name="feeder"))
        self.orders: list[str] = []
        self.held = 0
        """How often somebody was told that a press was held, and so pressed again."""
        self.troubles: list[str] = []

    def start(self) -> None:
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def stop(self) -> None:
        """Press nothing more; what is being delivered ends."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(30)
        self._wire.shutdown(wait=True)

    # --- orders and cards ----------------------------------------------------------------------------------------

    def _feed(self) -> None:
        """Keep some cards ready that nobody pressed yet, and bring back those whose press was held."""
        notes: dict[str, tuple[str, bool, bool]] = {}
        cards: dict[str, Shown] = {}
        newest, told = "", 0
        while not self._stopping.wait(0.3):
            try:
                if len(self.orders) - len(cards) + self._cards.qsize() < self._ready:
                    notes |= self._new_orders()
                for message in self._slack.get("messages", channel=CHANNEL, oldest=newest)["messages"]:
                    newest = max(newest, message["ts"])
                    number = message["text"].partition(":")[0]
                    if not message["is_reply"] and number in notes:
                        order, noted, high = notes.pop(number)
                        cards[number] = Shown(order, message["channel"], message["ts"], noted, high)
                        self._cards.put(cards[number])
                sentences = self._slack.get("ephemerals", channel=CHANNEL, since=told)["ephemerals"]
                told += len(sentences)
                for held in filter(None, (HELD.match(sentence["text"]) for sentence in sentences)):
                    self.held += 1
                    self._cards.put(cards[held[1]])
            except ControlError as error:
                self.troubles.append(str(error))

    def _new_orders(self) -> dict[str, tuple[str, bool, bool]]:
        """Number → (id, whether it has notes, whether it takes two people) of a batch of orders, whose customers WHMCS
        knows."""
        batch = len(self.orders) // ORDERS_AT_ONCE
        notes, high = NOTES[batch % len(NOTES)], batch % HIGH_EVERY == HIGH_EVERY - 1
        first = self._salesforce.get("state")["next_customer"]
        self._whmcs.post("bulk-clients", {"first": first, "count": ORDERS_AT_ONCE})
        plain = {"notes": notes, "priority_every": 3, "price": HIGH if high else 5720}
        made = self._salesforce.post("bulk-orders", {"count": ORDERS_AT_ONCE, **plain})
        self.orders += made["ids"]
        numbers = (self._salesforce.get("record", id=order)["OrderNumber"] for order in made["ids"])
        return {number: (order, bool(notes), high) for number, order in zip(numbers, made["ids"], strict=True)}

    # --- people --------------------------------------------------------------------------------------------------

    def _client(self, number: int) -> None:
        dice = random.Random(self._seed * 1000 + number)
        while not self._stopping.is_set():
            if not self.open.wait(0.2):
                continue
            try:
                card = self._cards.get(timeout=0.2)
            except queue.Empty:
                continue
            try:
                (self._decide_together if card.high and not card.notes else self._decide)(card, dice)
            except ControlError as error:
                self.troubles.append(str(error))

    def _decide(self, card: Shown, dice: random.Random) -> None:
        first, second = dice.sample(PEOPLE, 2)
        throw = dice.uniform(0.3, 0.65) if card.notes else dice.random()
        for _ in range(TRIES):
            if throw < 0.3:
                clicks = [self._approval(card, first)]
            elif throw < 0.65:
                clicks = [self._rejection(card, first, dice)]
            elif throw < 0.85:  # two people want the opposite
                clicks = [self._rejection(card, first, dice), self._approval(card, second)]
            elif throw < 0.95:  # two people want the same
                clicks = [self._approval(card, first), self._approval(card, second)]
            else:  # one person presses twice
                clicks = [self._approval(card, first), self._approval(card, first)]
            ready = [click for click in clicks if click is not None]
            sent = [self._send(click, dice.choice((1, 1, 2, 3, 4))) for click in ready]
            for future in [future for futures in sent for future in futures]:
                future.result()
            if any(click.acked for click in ready) or self._stopping.wait(dice.uniform(0.1, 0.3)):
                return
            self.open.wait(DOWN_S)

    def _decide_together(self, card: Shown, dice: random.Random) -> None:
        """What takes two people: one after the other, both at once, a no beside the second yes, an undo of the first,
        and a second yes of the same person."""
        first, second = dice.choice(((PEOPLE[0], PEOPLE[3]), (PEOPLE[3], PEOPLE[1]), tuple(dice.sample(PEOPLE, 2))))
        if not self._pressed_through(card, first, dice):
            return
        for _ in range(TRIES):
            throw = dice.random()
            clicks = [self._approval(card, second)]
            if throw < 0.15:  # a third person says no at the same moment
                clicks.append(self._rejection(card, dice.choice(PEOPLE), dice))
            elif throw < 0.3:  # somebody takes the first approval back
                clicks.append(self._pressed(card, dice.choice(PEOPLE), UNDO, "orders.undo"))
            elif throw < 0.4:
                clicks.append(self._approval(card, first))
            ready = [click for click in clicks if click is not None]
            sent = [self._send(click, dice.choice((1, 1, 2, 3, 4))) for click in ready]
            for future in [future for futures in sent for future in futures]:
                future.result()
            if any(click.acked for click in ready) or self._stopping.wait(dice.uniform(0.2, 0.5)):
                return
            self.open.wait(DOWN_S)

    def _pressed_through(self, card: Shown, person: str, dice: random.Random) -> bool:
        """Approve until that is acked; False: the button never came, or the run ends."""
        for _ in range(TRIES):
            click = self._approval(card, person)
            for future in self._send(click, dice.choice((1, 1, 2))) if click else ():
                future.result()
            if click is not None and click.acked:
                return True
            if self._stopping.wait(dice.uniform(0.1, 0.3)):
                return False
            self.open.wait(DOWN_S)
        return False

    def _approval(self, card: Shown, person: str) -> Click | None:
        return self._pressed(card, person, APPROVE, "orders.approve")

    def _pressed(self, card: Shown, person: str, verb: str, action: str) -> Click | None:
        """The payload of a press on what the card shows now; None if that button is not there any more, or if it would
        approve what WHMCS said nothing about yet."""
        asked = {"user": person, "channel": card.channel, "ts": card.ts, "action_id": action}
        return self._payload(card, person, verb, asked)

    def _payload(self, card: Shown, person: str, verb: str, asked: dict[str, Any]) -> Click | None:
        try:
            made = self._slack.post("payload_for", asked)
        except ControlError as error:
            if "action_not_found" in str(error) or "not_found" in str(error):
                return None
            raise
        payload, parcel = made["payload"], {"type": made["type"], "payload": made["payload"]}
        if verb == APPROVE and SILENT in json.dumps(payload.get("message")):
            return None
        click = Click(card.order, verb, payload["user"]["id"], payload["trigger_id"], parcel)
        if payload["type"] == "block_actions":
            click.about = str(payload["actions"][0]["value"]).partition(".")[0]
        self._history.begin(click)
        return click

    def _rejection(self, card: Shown, person: str, dice: random.Random) -> Click | None:
        """Press Reject, wait for the dialog, fill it in: the click that remains is to send it."""
        with self._dialogs[person]:
            press = self._pressed(card, person, FORM, "orders.reject")
            if press is None or not all(future.result() for future in self._send(press, 1)):
                return None
            view = self._dialog(person, press.about)
            if view is None:
                self._history.not_opened()
                return None
            reason = dice.choice(REASONS)
            values = {"reason": {"reason": reason}, "note": {"note": "It does not fit." if reason == "other" else ""}}
            asked = {"user": person, "view_id": view, "submit": True, "values": values}
            return self._payload(card, person, REJECT, asked)

    def _dialog(self, person: str, about: str) -> str | None:
        """The id of this person's dialog about this order, if it opens while Slack would still open it."""
        until = time.monotonic() + SLACKS_PATIENCE_S + 0.5
        while time.monotonic() < until and not self._stopping.is_set():
            for view in self._slack.get("views", user=person)["views"]:
                about_it = json.loads(view["private_metadata"] or "{}").get("id") == about
                if about_it and view["callback_id"] == "orders.reject":
                    return str(view["id"])
            time.sleep(0.05)
        return None

    # --- the wire ------------------------------------------------------------------------------------------------

    def _send(self, click: Click, copies: int) -> "list[Future[bool]]":
        """Deliver one payload several times at once."""
        return [self._wire.submit(self._deliver, click) for _ in range(copies)]

    def knock(self, click: Click) -> "Future[bool]":
        """Deliver one payload once, without waiting."""
        return self._send(click, 1)[0]

    def _deliver(self, click: Click) -> bool:
        """One delivery; whether it was acked within Slack's patience."""
        try:
            answer = self._slack.post("deliver", dict(click.parcel))["answer"]
        except ControlError:
            self._history.answered(click, 0, "")
            raise
        self._history.answered(click, answer["status"], answer["body"])
        return bool(answer["status"] == 200)
