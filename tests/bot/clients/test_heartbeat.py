"""The heartbeat's address: https, or this machine."""

import pytest

from bot.clients.heartbeat import Heartbeat
from bot.errors import ConfigError


def test_a_heartbeat_in_clear_over_a_network_is_refused() -> None:
    with pytest.raises(ConfigError, match="HANDOFF_HEARTBEAT_URL"):
        Heartbeat("http://watch.example.com/abc")
