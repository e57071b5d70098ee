"""The tickets in the addresses that ``apps.connections.open`` gives out: each opens one WebSocket, once, soon."""

import secrets
import time

LIVES_S = 30.0


class Tickets:
    def __init__(self) -> None:
        self._born: dict[str, float] = {}

    def new(self) -> str:
        now = time.monotonic()
        self._born = {ticket: born for ticket, born in self._born.items() if now - born < LIVES_S}
        ticket = secrets.token_urlsafe(24)
        self._born[ticket] = now
        return ticket

    def redeem(self, ticket: str) -> bool:
        born = self._born.pop(ticket, None)
        return born is not None and time.monotonic() - born < LIVES_S
