"""What a run consists of: how many kills of which kind, how much load, how long. Data only."""

from dataclasses import dataclass
from pathlib import Path

from sandbox.chaos.steps import NAMES

HTTP, SOCKET = TRANSPORTS = ("http", "socket")


@dataclass(frozen=True)
class Plan:
    """``kills`` are the random ones; ``per_step`` kills at each of ``steps`` come on top."""

    handbook: Path
    kills: int = 30
    steps: tuple[str, ...] = NAMES
    per_step: int = 5
    acked_per_kill: int = 20
    clients: int = 8
    seed: int = 1
    database: str | None = None
    """One database's URL; None: a new SQLite file, then a new PostgreSQL."""
    only: str | None = None
    """``sqlite`` or ``postgresql``: one of the two that are made for the run."""
    transports: tuple[str, ...] = TRANSPORTS
    """How Slack reaches the bot: a run of its own for each, on each database."""
    keep: Path | None = None
    """Where the logs of every process are kept; None: nowhere."""
    settle_s: float = 60.0
    """How long after the last fault everything may take to be done, held or parked."""
    quiet_s: float = 35.0
    """Leases of killed processes must have run out before anybody may say that nothing was done twice."""

    @property
    def longest_load_s(self) -> float:
        """Where the killing ends, whether or not everything was reached."""
        return 120.0 + 12.0 * (self.kills + self.per_step * len(self.steps))
