"""The table of Web API methods: name, needed scopes, published rate. It owns registration and cursors, which every
listing shares; the methods themselves are in the files beside it."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.slack.errors import SlackError
from sandbox.slack.settings import Settings
from sandbox.slack.workspace import Workspace

Json = dict[str, Any]
Item = TypeVar("Item")
TIER_1, TIER_2, TIER_3, TIER_4, SPECIAL = 1, 20, 50, 100, 300
"""Calls a minute. SPECIAL is chat.postMessage: several hundred a minute, and about one a second in each channel."""


@dataclass
class Call:
    """One request to a method: its arguments, and what the app is allowed to do."""

    workspace: Workspace
    arguments: Json
    settings: Settings

    def granted(self, scope: str) -> bool:
        return self.settings.scopes is None or scope in self.settings.scopes

    def need(self, scope: str) -> None:
        if not self.granted(scope):
            provided = ",".join(sorted(self.settings.scopes or ()))
            raise SlackError("missing_scope", needed=scope, provided=provided)


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    name: str
    handler: Handler
    scopes: tuple[str, ...]
    """Any one of them is enough; empty: none is needed."""
    per_minute: int
    open_to_all: bool = False
    app_token: bool = False
    """For the app-level token (``xapp-``) instead of the bot's."""
    changes: bool = False
    """Whether a successful call changes the workspace: the request log's ``effect``."""


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    scopes: Sequence[str] = (),
    per_minute: int = TIER_4,
    open_to_all: bool = False,
    app_token: bool = False,
    changes: bool = False,
) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, tuple(scopes), per_minute, open_to_all, app_token, changes)
        return handler

    return register


def page(items: Sequence[Item], cursor: str, limit: int) -> tuple[list[Item], str]:
    """The items after ``cursor`` and the next cursor, empty at the end; ``invalid_cursor`` for a made-up one."""
    start = 0
    if cursor:
        try:
            start = int(base64.urlsafe_b64decode(cursor.encode()).decode().removeprefix("next:"))
        except ValueError:
            raise SlackError("invalid_cursor") from None
        if start < 0:
            raise SlackError("invalid_cursor")
    end = start + limit
    following = base64.urlsafe_b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), following
