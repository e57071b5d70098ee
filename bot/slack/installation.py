"""Where the bot is installed: which workspace and bot user it is, and which channels the handbook means.

Slack says so in the background; what the last good start learned is a row, so that a start while Slack is down can
take in presses all the same. A card waits until its channel is known, a press until the workspace is.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from bot.clients.slack_web import REFUSED_TOKEN, Channel, Identity, SlackWeb
from bot.errors import ConfigError, Transient
from bot.store import Store
from models import Cursor

ROW = "slack.installation"


@dataclass(frozen=True)
class Post:
    """A channel of the handbook. ``fault``: why we cannot post there. ``renamed``: what it is called by now."""

    wanted: str
    place: str
    fault: str = ""
    renamed: str = ""


class Installation:
    """For all threads: what is known is replaced as a whole."""

    def __init__(self, slack: SlackWeb, store: Store, wanted: Mapping[str, str]) -> None:
        """``wanted``: what the handbook calls a channel → where it says so."""
        self._slack, self._store, self._wanted = slack, store, wanted
        self._identity: Identity | None = None
        self._channels: Mapping[str, str] = {}
        """The handbook's word for a channel → its id."""
        self._wrong = ""
        """Why nothing of ours belongs into the workspace that the token is of."""
        with store.reading() as session:
            row = session.get(Cursor, ROW)
        if row is not None:
            with suppress(TypeError, KeyError):  # another version's row: Slack will say it again
                self._identity, self._channels = Identity(**row.place["identity"]), dict(row.place["channels"])

    def learn(self) -> None:
        """Ask Slack, and keep what it says. Raises ClientError, and ConfigError for a token or channel of no use."""
        try:
            identity = self._slack.identity()
        except Transient as error:
            if error.code not in REFUSED_TOKEN:
                raise
            raise ConfigError(f"SLACK_BOT_TOKEN: {error}") from None
        self._wrong = ""
        if self.team not in ("", identity.team_id):
            self._wrong = (
                f"SLACK_BOT_TOKEN: is of workspace {identity.team_id}, but this database's cards stand in {self.team}; "
                "use a token of that one, or a new database"
            )
            raise ConfigError(self._wrong)
        self._identity = identity
        faults = [f"{post.place}: {post.fault}" for post in self.look() if post.fault]
        if faults:
            raise ConfigError("\n".join(faults))
        row = Cursor(name=ROW, place={"identity": asdict(identity), "channels": dict(self._channels)})
        self._store.run(lambda session: session.merge(row))

    def look(self) -> Sequence[Post]:
        """Where the handbook wants us to post, as Slack has it now. Raises ClientError."""
        self.check()
        known = self._slack.channels()
        ids = {channel.id: channel for channel in known}
        channels, found = dict(self._channels), []
        for wanted, place in self._wanted.items():
            channel = find_channel(known, wanted) or ids.get(channels.get(wanted, ""))
            if channel is None:
                found.append(Post(wanted, place, fault=channel_fault(known, wanted)))
                continue
            channels[wanted] = channel.id  # also where we may not post: it is posted there once that is mended
            renamed = channel.name if wanted not in (channel.name, channel.id) else ""
            found.append(Post(wanted, place, channel_fault(known, channel.id), renamed))
        self._channels = channels
        return found

    def check(self) -> None:
        """Raises Transient if the token is of another workspace: its people and channels are not ours."""
        if self._wrong:
            raise Transient("Slack's token is of another workspace.", code="wrong_workspace")

    @property
    def team(self) -> str:
        """The id of our workspace; empty as long as nobody has ever learned it."""
        return self._identity.team_id if self._identity is not None else ""

    def identity(self) -> Identity:
        """Raises Transient as long as nobody has ever learned it."""
        if self._identity is None:
            raise Transient("Slack has not said yet which workspace this is.", code="workspace_unknown")
        return self._identity

    def address(self) -> str:
        """The workspace's, with a slash at its end. Raises as ``identity``."""
        return self.identity().url

    def channel(self, wanted: str) -> str:
        """The id of what the handbook calls a channel. Raises Transient as long as it is not known."""
        self.check()
        found = self._channels.get(wanted)
        if found is None:
            raise Transient("Slack has not said yet which channel this is.", code="channel_unknown")
        return found

    def name(self, channel: str) -> str:
        """What the handbook calls a channel of this id; the id itself if it is none of the handbook's."""
        return next((wanted for wanted, known in self._channels.items() if known == channel), channel)


def find_channel(known: Iterable[Channel], wanted: str) -> Channel | None:
    """By name or id."""
    return next((channel for channel in known if wanted in (channel.name, channel.id)), None)


def channel_fault(known: Sequence[Channel], wanted: str) -> str:
    """Why the bot cannot post in ``wanted`` and the way out; empty: it can."""
    channel = find_channel(known, wanted)
    if channel is None:
        near = get_close_matches(wanted, [other.name for other in known], n=1)
        meant = f" (did you mean {near[0]}?)" if near else "; create it, or invite Handoff if it is private"
        return f"Slack has no channel {wanted} that Handoff can see{meant}"
    if channel.archived:
        return f"#{channel.name} is archived; unarchive it, or name another channel"
    return "" if channel.is_member else f"invite Handoff to #{channel.name} first: /invite @Handoff"
