"""Alerts: what people are to learn, told or held back, each a row of the ledger (N1-N9).

It owns the way of an alert from its raising to its end. Whether it is told now, ``bot.domain.noise`` says; told ones
with one cause in one channel stand together in one message of ``bot.notices``, which is edited while it is young; what
comes later has one of its own, since an edit calls nobody. Everything here only writes rows, in the transaction of
whatever raised or ended the alert. Locks are taken in one order: request, alert, notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot import notices, outbox, pause
from bot.clock import Clock
from bot.domain.noise import OUTAGE, READ_ONLY, Hush, Signal, Weighed, quiet_until, weigh
from bot.handbook.policy import Policy, Team
from bot.outbox import Order
from models import Alert, Card, Fate, Lane, Notice, Request, Silence

CARD, SAY = "slack.card", "slack.say"
MOST_LINES, MOST_OVER = 10, 5
ALIKE = ("cause", "channel", "role", "person", "caused_by")
"""What alerts have in common that are told in one message: it calls the same people about the same."""


@dataclass(frozen=True)
class Alarm:
    """What is to be told. ``key``: what it is about; while that stands, raising it again only changes its words."""

    key: str
    cause: str
    channel: str
    """What the handbook calls it; empty: the operators'."""
    text: str
    several: str = ""
    """How a message about many begins, after their number; empty: each has a message of its own."""
    role: str = ""
    person: str = ""
    """Who is called by name: the handbook's role, or this one Slack user instead."""
    caused_by: str = ""
    """Who brought it up and so is not called."""
    threaded: bool = False
    """A line under the request's card."""
    urgent: bool = False
    """It passes quiet hours: whoever is on call then is called."""


@dataclass(frozen=True)
class Line:
    """A line of a message about alerts, and the request that it is about."""

    text: str
    request_id: int | None = None


class Alerts:
    """Shared by all threads; holds no state of its own."""

    def __init__(self, clock: Clock, policy: Policy) -> None:
        self._clock, self._policy = clock, policy

    def begin(self, session: Session, alarm: Alarm, request: Request, held: Weighed | None = None) -> None:
        """Raise an alert about a request that is locked. ``held``: why it is not told now, if its raiser knows."""
        at = self._clock.business()
        known = session.scalar(select(Alert).where(Alert.key == alarm.key).with_for_update())
        if known is not None and known.ended_at is None:
            if known.text != alarm.text:
                known.text = alarm.text
                self._redraw(session, known)
            return
        if known is not None:  # the matter came up again
            known.key = f"{known.key}#{known.id}"
            session.flush()
        alert = Alert(**asdict(alarm), request_id=request.id, workflow=request.workflow, fate=Fate.TOLD, at=at)
        session.add(alert)
        weighed = held or self.weigh(session, alert, request, at)
        if weighed.fate is Fate.TOLD:
            self.tell(session, alert)
        else:
            hold(alert, weighed)
            session.flush()

    def end(self, session: Session, key: str, text: str) -> None:
        """The matter is over, and what was told of it says so."""
        alert = session.scalar(select(Alert).where(Alert.key == key, Alert.ended_at.is_(None)).with_for_update())
        if alert is not None:
            self._end(session, alert, text)

    def end_all(self, session: Session, request: Request, text: str, *causes: str) -> None:
        """Nothing of these causes matters any more about a request; what was told of it says so."""
        for alert in _standing(session, request, causes):
            self._end(session, alert, text)

    def supersede(self, session: Session, request: Request, *causes: str) -> None:
        """Something said since then says it, too: these leave their messages."""
        for alert in _standing(session, request, causes):
            alert.ended_at = self._clock.business()
            if alert.fate is not Fate.TOLD:
                alert.fate, alert.until = Fate.SUPERSEDED, None
            elif alert.notice_id is not None:
                left, alert.notice_id = alert.notice_id, None
                self._redraw_notice(session, left)

    def weigh(self, session: Session, alert: Alert, request: Request | None, at: datetime) -> Weighed:
        """Whether it is told now. An urgent one that finds its team closed calls who is on call, or waits for it."""
        team = self._team(alert)
        opens = self._opens(team, at)
        reachable = opens is None or bool(alert.person) or (team is not None and team.on_call is not None)
        number = request.number if request else ""
        signal = Signal(alert.cause, alert.workflow, number, alert.channel, alert.urgent and reachable)
        greater = set(_causes(session, request)) if request else set()
        if pause.standing(session):
            greater.add(READ_ONLY)
        if notices.stands(session, OUTAGE):
            greater.add(OUTAGE)
        return weigh(signal, at, quiet_until=opens, hushes=hushes(session, at), greater=greater)

    def _team(self, alert: Alert) -> Team | None:
        """None: the handbook has its workflow no more."""
        return self._policy.team_of(alert.workflow) if alert.workflow in self._policy.workflows else None

    def _opens(self, team: Team | None, at: datetime) -> datetime | None:
        """When a team opens that is not there; None: people are there, or nobody's hours count."""
        return quiet_until(self._policy.calendar(team.calendar), at) if team else None

    def role_now(self, alert: Alert, at: datetime) -> str:
        """Whose people it calls: outside the team's hours who is on call, in the place of those who are at home."""
        team = self._team(alert)
        if team is None or team.on_call is None or self._opens(team, at) is None:
            return alert.role
        at_home = {team.escalation, *self._policy.workflow(alert.workflow).roles_for("approve")}
        return team.on_call if alert.role in at_home else alert.role

    def tell(self, session: Session, alert: Alert) -> None:
        """It is told now: in the card's thread, or together with what else its cause has in its channel."""
        now, at = self._clock.real(), self._clock.business()
        alert.fate, alert.told_at, alert.until = Fate.TOLD, at, None
        if alert.threaded and not _has_card(session, alert):
            request = session.get_one(Request, alert.request_id)
            alert.threaded, alert.text = False, f"{request.number}: {alert.text}"
            alert.several = "reminders of what has no card of its own"
        session.flush()
        key, role, but = f"alert:{alert.id}:{at.timestamp():.0f}", self.role_now(alert, at), alert.caused_by
        if alert.threaded:
            payload = {"text": alert.text, "role": role, "person": alert.person, "caused_by": but}
            outbox.enqueue(session, now, "", Order(key, SAY, Lane.SAY, payload, alert.request_id))
            return
        notice_id = self._young_message(session, alert, at)
        if notice_id is None:
            called = [alert.person] if alert.person else None
            told = notices.say(session, now, key, alert.text, alert.channel, role=role, caused_by=but, called=called)
            notice_id = told.id
        alert.notice_id = notice_id
        session.flush()
        self._redraw_notice(session, notice_id)

    def _end(self, session: Session, alert: Alert, text: str) -> None:
        alert.ended_at = self._clock.business()
        if alert.notice_id is not None:
            alert.text = text
        self._redraw(session, alert)

    def _young_message(self, session: Session, alert: Alert, at: datetime) -> int | None:
        """The message about its cause, in its channel, that called the same people just now: an edit is enough."""
        if not alert.several:
            return None
        since = at - timedelta(minutes=self._policy.noise.group_minutes)
        alike = [getattr(Alert, name) == getattr(alert, name) for name in ALIKE]
        told = select(Alert.notice_id).where(Alert.told_at >= since, Alert.several != "", *alike)
        standing = told.join(Notice, Notice.id == Alert.notice_id).where(Notice.standing.is_(True))
        last = session.scalar(standing.order_by(Alert.notice_id.desc()).limit(1))
        if last is None or not _locked(session, last).standing:  # another process may have ended it this moment
            return None
        begun = session.scalar(_members(last).with_only_columns(Alert.told_at).limit(1))
        return last if begun and begun >= since else None

    def _redraw(self, session: Session, alert: Alert) -> None:
        if alert.notice_id is not None:
            session.flush()
            self._redraw_notice(session, alert.notice_id)

    def _redraw_notice(self, session: Session, notice_id: int) -> None:
        # Locked before its members are read: another process may have added one and not committed it yet.
        notice = _locked(session, notice_id)
        members = session.scalars(_members(notice_id).execution_options(populate_existing=True)).all()
        channel = next((member.channel for member in members), "")
        text = "\n".join(line.text for line in _composed(members))
        text = text or f"{notice.text.splitlines()[0].rstrip(':')} (told anew since)"
        if any(member.ended_at is None for member in members):
            notices.rewrite(session, self._clock.real(), notice, text, channel)
        else:
            notices.mend(session, self._clock.real(), notice.key, text, channel)


def hold(alert: Alert, weighed: Weighed) -> None:
    """It is not told now."""
    alert.fate, alert.why, alert.until = weighed.fate, weighed.why[:300], weighed.until


def _standing(session: Session, request: Request, causes: Sequence[str]) -> Sequence[Alert]:
    """What stands of these causes about a request, locked."""
    ours = select(Alert).where(Alert.request_id == request.id, Alert.cause.in_(causes), Alert.ended_at.is_(None))
    return session.scalars(ours.order_by(Alert.id).with_for_update()).all()


def _has_card(session: Session, alert: Alert) -> bool:
    """Whether a card stands, or is on its way, under which a line can be said."""
    card = select(Card.id).where(Card.request_id == alert.request_id, Card.gone.is_(False)).limit(1)
    return session.scalar(card) is not None or bool(outbox.waiting_ids(session, alert.request_id or 0, CARD))


def _locked(session: Session, notice_id: int) -> Notice:
    return session.get_one(Notice, notice_id, with_for_update=True, populate_existing=True)


def lines(session: Session, notice_id: int) -> list[Line]:
    """What a message about alerts says; nothing for one that is about none."""
    return _composed(session.scalars(_members(notice_id)).all())


def hushes(session: Session, at: datetime) -> list[Hush]:
    """The silences that stand."""
    rows = session.scalars(select(Silence).where(Silence.ended_at.is_(None), Silence.ends_at > at))
    return [hush_of(row) for row in rows]


def hush_of(row: Silence) -> Hush:
    words = f"silence {row.id} by @{row.author_name}: {row.reason}"
    return Hush(row.cause, row.workflow, row.number, row.channel, row.ends_at, words)


def signal_of(alert: Alert, number: str) -> Signal:
    return Signal(alert.cause, alert.workflow, number, alert.channel, alert.urgent)


def _members(notice_id: int) -> Select[Alert]:
    return select(Alert).where(Alert.notice_id == notice_id).order_by(Alert.told_at, Alert.id)


def _causes(session: Session, request: Request) -> Iterator[str]:
    told = Alert.request_id == request.id, Alert.ended_at.is_(None), Alert.fate == Fate.TOLD
    yield from session.scalars(select(Alert.cause).where(*told).distinct())


def _composed(members: Sequence[Alert]) -> list[Line]:
    standing = [one for one in members if one.ended_at is None]
    ended = [(one.ended_at, one) for one in members if one.ended_at is not None]
    over = [one for _, one in sorted(ended, key=lambda pair: pair[0], reverse=True)]  # the latest is the news
    if len(members) == 1:
        return [Line(one.text, one.request_id) for one in members]
    found = []
    if len(standing) > 1:
        found.append(Line(f"{len(standing)} {standing[0].several}:"))
    found += [Line(f"• {one.text}" if len(standing) > 1 else one.text, one.request_id) for one in standing[:MOST_LINES]]
    if len(standing) > MOST_LINES:
        found.append(Line(f"… and {len(standing) - MOST_LINES} more."))
    if over and standing:
        found.append(Line("Over since then:"))
    found += [Line(f"✓ {one.text}", one.request_id) for one in over[:MOST_OVER]]
    if len(over) > MOST_OVER:
        found.append(Line(f"✓ … and {len(over) - MOST_OVER} more."))
    return found
