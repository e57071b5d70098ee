"""kill -9 under load: the bot is killed at random and at every named step while vendors fail, and what people were
promised is then compared with what the vendors saw. The bot and both vendors run as processes of their own; nothing of
the product is imported and its store is never looked into. It reads in this order: ``plan`` (what a run is), ``steps``
(where a kill lands), ``processes``, ``world``, ``faults``, ``load`` and ``history`` (who pressed what), ``judge``,
``campaign``, ``runs``."""

from sandbox.chaos.plan import Plan
from sandbox.chaos.runs import run

__all__ = ["Plan", "run"]
