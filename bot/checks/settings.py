"""A line for each setting. A wrong one never comes this far: it is named when the settings are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import make_url

from bot.checks.line import Line, ok, warning
from bot.clock import Clock
from bot.settings import Address, LogSettings, Settings


def setting_lines(settings: Settings) -> Iterator[Line]:
    for name, field in type(settings).model_fields.items():
        setting = field.alias or name
        match getattr(settings, name):
            case Clock() as clock if clock.story_start is not None:
                yield warning(setting, "time is moved: a rehearsal, never a production")
            case True:
                yield warning(setting, "on: decisions are logged, and nothing is written outside")
            case SecretStr() if setting == "SLACK_SIGNING_SECRET" and len(settings.signing_secrets) > 1:
                yield warning(setting, "two are accepted; take the old one away once the rotation is over")
            case SecretStr() as url if setting == "DATABASE_URL":
                yield ok(setting, _database(url))
            case str() if setting == "SALESFORCE_CLIENT_ID":
                yield ok(setting, "set")
            case value:
                yield ok(setting, _shown(value))


def _database(secret: SecretStr) -> str:
    url = make_url(secret.get_secret_value())
    if url.get_backend_name() == "sqlite":
        return f"the SQLite file {url.database}"
    return f"PostgreSQL, database {url.database} at {url.host or 'a local socket'}"


def _shown(value: Any) -> str:
    match value:
        case None:
            return "not set"
        case False:
            return "off"
        case SecretStr():
            return "set"
        case Address(host, port):
            return f"{host}:{port}"
        case LogSettings(form, level):
            return f"{form}:{level}"
        case Clock():
            return "real time"
        case str() | Path():
            return str(value)
        case _:
            return "set"
