"""A cheap HTTP client for timed clicks, the same for every server: one kept line, one request after another."""

import http.client
import json
import math
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from sandbox.bench.processes import SIGNING_SECRET, Failed
from sandbox.slack.signing import signed_headers

PATH = "/slack/events"


def body_of(payload: Any) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


class Line:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self._connection.connect()

    def click(self, body: bytes) -> float:
        """Sign and send; seconds from the first byte sent to the last one read. Failed unless it was acked."""
        headers = signed_headers(SIGNING_SECRET, body)
        begun = time.perf_counter()
        self._connection.request("POST", PATH, body, headers)
        reply = self._connection.getresponse()
        text = reply.read()
        took = time.perf_counter() - begun
        if reply.status != 200:
            raise Failed(f"a click got {reply.status}: {text[:200].decode('utf-8', 'replace')}")
        return took

    def close(self) -> None:
        self._connection.close()


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
