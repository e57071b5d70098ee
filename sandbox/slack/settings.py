"""What the command line and the control API may change while the stand-in runs. It holds values and nothing else."""

from dataclasses import dataclass, field

from sandbox.slack.manifest import Command, Manifest, Shortcut


@dataclass
class Settings:
    latency_ms: float = 0.0
    scopes: frozenset[str] | None = None
    bot_url: str = "http://127.0.0.1:3000/slack/events"
    console: str | None = None
    base_url: str = ""
    """Where this stand-in is reached; known once its port is."""
    bot_events: frozenset[str] | None = None
    commands: dict[str, Command] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    home_tab: bool = True
    socket_mode: bool = False
    connection_lives_s: float = 18_060.0
    """How long a Socket Mode connection lives before Slack asks for a new one."""
    retry_delays_s: tuple[float, ...] = (0.0, 60.0, 300.0)
    delayed_events: bool = False
    """Whether the app asked for Delayed Events: after the retries, every hour for 24 hours."""
    delayed_every_s: float = 3600.0
    edit_window_s: float | None = None
    """How old a message may be to be edited; None: as old as it likes."""
    refused_blocks: frozenset[str] = frozenset()
    """Block types that no message may hold, as in a workspace that has not got them yet."""

    @property
    def delayed_times(self) -> int:
        return 24 if self.delayed_events else 0

    def adopt(self, manifest: Manifest) -> None:
        self.scopes, self.bot_events = manifest.scopes, manifest.bot_events
        self.commands = {command.name: command for command in manifest.commands}
        self.shortcuts = {shortcut.callback_id: shortcut for shortcut in manifest.shortcuts}
        self.home_tab, self.socket_mode = manifest.home_tab, manifest.socket_mode
