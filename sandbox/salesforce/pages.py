"""Placeholder."""

from typing import Any


class Pages:
    def __init__(self, server: Any) -> None: ...
    def routes(self) -> list[Any]:
        return []
