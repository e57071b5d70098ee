"""What the app asked of Slack, in order, for those who judge it from outside: benchmarks and crash harnesses. It owns
numbering and cheap reading from a number on; it holds no secrets and no message texts."""

from collections import Counter
from typing import Any

Json = dict[str, Any]


class RequestLog:
    """Entries numbered from 1 without gaps: ``seq, at, method, channel, ts, thread_ts, user, trigger, metadata,
    metadata_key, ok, error, status, effect, dropped, fault, pending``."""

    def __init__(self) -> None:
        self._entries: list[Json] = []

    def begin(self, entry: Json) -> Json:
        """Number an entry and keep it; what happens to the request is filled in later, in place."""
        entry["seq"] = len(self._entries) + 1
        self._entries.append(entry)
        return entry

    @property
    def last(self) -> int:
        return len(self._entries)

    def since(self, seq: int, limit: int, method: str = "", channel: str = "") -> list[Json]:
        """Entries with a number above ``seq``; a slice, so the cost is what is returned, not what is kept."""
        if not method and not channel:
            return self._entries[seq : seq + limit]
        chosen: list[Json] = []
        for entry in self._entries[seq:]:
            if (not method or entry["method"] == method) and (not channel or entry["channel"] == channel):
                chosen.append(entry)
                if len(chosen) == limit:
                    break
        return chosen

    def counts(self, since: int = 0) -> Json:
        """Calls per method, effects per method, errors per code."""
        entries = self._entries[since:]
        return {
            "calls": Counter(entry["method"] for entry in entries),
            "effects": Counter(entry["method"] for entry in entries if entry["effect"]),
            "errors": Counter(entry["error"] for entry in entries if entry["error"]),
        }

    def clear(self) -> None:
        self._entries = []
