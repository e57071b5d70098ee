"""What the stand-in reads of an app's manifest (``app.yaml``): granted scopes, subscribed events, slash commands,
global shortcuts, the Home tab, Socket Mode. It owns this reading; who is refused because of it is others'
business."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Json = dict[str, Any]


@dataclass(frozen=True)
class Command:
    name: str
    """With its slash."""
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A global one; it starts from nowhere in particular."""

    callback_id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Manifest:
    """``scopes`` and ``bot_events`` None: everything is granted, everything is sent (no manifest was given)."""

    scopes: frozenset[str] | None = None
    bot_events: frozenset[str] | None = None
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = True
    socket_mode: bool = False

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        try:
            return cls.of(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {})
        except (AttributeError, KeyError, TypeError, YAMLError) as mistake:
            raise ValueError(f"{path} is not an app's manifest: {mistake}") from None

    @classmethod
    def of(cls, content: Json) -> "Manifest":
        features, settings = _part(content, "features"), _part(content, "settings")
        return cls(
            scopes=frozenset(_part(_part(content, "oauth_config"), "scopes").get("bot") or []),
            bot_events=frozenset(_part(settings, "event_subscriptions").get("bot_events") or []),
            commands=tuple(
                Command(
                    str(entry["command"]),
                    str(entry.get("description", "")),
                    str(entry.get("usage_hint", "")),
                    bool(entry.get("should_escape", False)),
                )
                for entry in features.get("slash_commands") or []
            ),
            shortcuts=tuple(
                Shortcut(str(entry["callback_id"]), str(entry["name"]), str(entry.get("description", "")))
                for entry in features.get("shortcuts") or []
                if entry.get("type") == "global"
            ),
            home_tab=bool(_part(features, "app_home").get("home_tab_enabled", False)),
            socket_mode=bool(settings.get("socket_mode_enabled", False)),
        )


def _part(content: Json, name: str) -> Json:
    return content.get(name) or {}
