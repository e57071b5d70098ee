"""The settings: what differs between two installations, and every secret. From the environment or ``.env``.

It owns the names, the defaults and the sentences of a fault; it opens no connection and reads no handbook. Every fault
is found in one go and named with its variable and the way out, and no sentence ever holds a value, since a secret may
stand in the wrong variable. It exists so that the rest of the house gets typed values and a wrong setting never starts.
"""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.clock import Clock
from bot.errors import ConfigError

OUR_PREFIX = "HANDOFF_"
VENDOR_PREFIXES = ("SLACK_", "SALESFORCE_", "WHMCS_", "DATABASE_")
LEVELS = ("debug", "info", "warning", "error")


class Address(NamedTuple):
    """Where the program listens. Port 0: a free one."""

    host: str
    port: int


class LogSettings(NamedTuple):
    """How the program writes its log."""

    format: str
    """``json`` or ``text``."""
    level: str
    """One of ``LEVELS``."""


def is_loopback(url: str) -> bool:
    """Whether an address can only be this machine. Names are not resolved: ``localhost`` counts, no other does."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


# --- single values ---------------------------------------------------------------------------------------------------


def _fault(what: str) -> PydanticCustomError:
    return PydanticCustomError("setting", "{what}", {"what": what})


def _parse_database(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    if url.startswith(("postgres://", "postgresql://")):
        raise _fault("begins with the wrong driver; write postgresql+psycopg://user:password@host/name")
    if not re.match(r"sqlite:///.|postgresql\+psycopg://.", url):
        raise _fault("must begin with sqlite:/// or postgresql+psycopg://")
    return value


def _parse_url(url: str) -> str:
    """An address without user, query or trailing slash; https, or http to this machine."""
    try:
        parts = urlsplit(url)
        faulty = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        faulty = True
    if faulty or re.search(r"\s", url):
        raise _fault("is not an address such as https://example.my.salesforce.com")
    if parts.username is not None or parts.query or parts.fragment:
        raise _fault("must hold no user, password, ? or #: only scheme, host, port and path")
    if parts.scheme == "http" and not is_loopback(url):
        raise _fault("is plain http, which is allowed to this machine only; write https://")
    return url.rstrip("/")


def _parse_listen(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:\[\]/]+):(\d{1,5})", value.strip(), re.ASCII)
    if not found or int(found[2]) > 65535:
        raise _fault("is not host:port, such as 127.0.0.1:3000")
    return Address(found[1].strip("[]"), int(found[2]))


def _parse_log(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    form, _, level = value.strip().lower().partition(":")
    if form not in ("json", "text") or (level or "info") not in LEVELS:
        raise _fault(f"must be json or text, then a level if you like ({', '.join(LEVELS)}), such as json:debug")
    return LogSettings(form, level or "info")


def _parse_clock(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return Clock.parse(value)
    except ConfigError as error:
        raise _fault(str(error).removeprefix("HANDOFF_CLOCK: ")) from None


def _one_word(value: SecretStr) -> SecretStr:
    # A line break that came along from a file would end up in an HTTP header.
    if re.search(r"\s", value.get_secret_value()):
        raise _fault("holds a blank or a line break; paste it again")
    return value


def _bot_token(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith("xoxb-"):
        raise _fault("is not a bot token; copy the one that begins with xoxb- from OAuth & Permissions")
    return value


def _app_token(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith("xapp-"):
        raise _fault("is not an app-level token; copy the one that begins with xapp- from Basic Information")
    return value


def _signing_secrets(value: SecretStr) -> SecretStr:
    if not 1 <= len(split := value.get_secret_value().split(",")) <= 2 or not all(split):
        raise _fault("is one secret, or during a rotation two with a comma between: new,old")
    return value


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise _fault("names no file")
    return path


def _parse_switch(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.strip().lower() not in {"0", "1"}:
        raise _fault("must be 1 (on) or 0 (off)")
    return value.strip() == "1"


Url = Annotated[str, AfterValidator(_parse_url)]
Secret = Annotated[SecretStr, AfterValidator(_one_word)]


# --- the settings ----------------------------------------------------------------------------------------------------


class StoreSettings(BaseSettings):
    """What the commands that touch only the store need (``migrate``, ``backup``, ``outbox``)."""

    model_config = SettingsConfigDict(
        alias_generator=str.upper, case_sensitive=True, frozen=True, extra="ignore", arbitrary_types_allowed=True
    )

    database_url: Annotated[SecretStr, AfterValidator(_parse_database)] = SecretStr("sqlite:///handoff.db")
    """Secret, since it may hold a password."""
    handoff_handbook: Path = Path("handbook.yaml")
    handoff_log: Annotated[LogSettings, BeforeValidator(_parse_log)] = LogSettings("json", "info")

    @classmethod
    def settings_customise_sources(cls, *_: Any, **sources: Any) -> tuple[PydanticBaseSettingsSource, ...]:
        # ``_gather`` merges the environment and .env itself, so that misspelt names in either are seen.
        return (sources["init_settings"],)


class Settings(StoreSettings):
    """Everything that ``run`` and ``check`` need. The names in the environment are these in upper case."""

    slack_bot_token: Annotated[Secret, AfterValidator(_bot_token)]
    slack_app_token: Annotated[Secret, AfterValidator(_app_token)] | None = None
    """Set: Slack is heard in Socket Mode. Not set: over HTTP, signed with ``slack_signing_secret``."""
    slack_signing_secret: Annotated[Secret, AfterValidator(_signing_secrets)] | None = None
    """During a rotation two with a comma between: see ``signing_secrets``."""
    slack_api_url: Annotated[Url, AfterValidator(lambda url: f"{url}/")] = "https://slack.com/api/"
    """With a slash at its end, as Slack's own library wants it."""

    salesforce_instance_url: Url
    salesforce_token_url: Url | None = None
    salesforce_client_id: Annotated[str, Field(min_length=1)]
    salesforce_client_secret: Secret | None = None
    salesforce_username: str | None = None
    salesforce_private_key_file: Annotated[Path, AfterValidator(_existing_file)] | None = None

    whmcs_url: Url | None = None
    """The installation's root. Not set: nothing is asked of WHMCS, and what only it knows counts as unknown."""
    whmcs_identifier: Secret | None = None
    whmcs_secret: Secret | None = None
    whmcs_access_key: Secret | None = None
    """Where the bot's address is not on WHMCS's list."""

    handoff_heartbeat_url: Secret | None = None
    """Fetched twice a minute while all is well; whoever watches it tells people when it falls silent."""
    handoff_http: Annotated[Address, BeforeValidator(_parse_listen)] = Address("127.0.0.1", 3000)
    handoff_shadow: Annotated[bool, BeforeValidator(_parse_switch)] = False
    """Decide, log, and write nothing outside."""
    handoff_clock: Annotated[Clock, BeforeValidator(_parse_clock)] = Field(default_factory=Clock)

    @property
    def signing_secrets(self) -> tuple[str, ...]:
        """Every secret by which a request of Slack's may be signed; in Socket Mode none comes by HTTP."""
        if self.slack_app_token is not None or self.slack_signing_secret is None:
            return ()
        return tuple(self.slack_signing_secret.get_secret_value().split(","))

    @property
    def token_url(self) -> str:
        """Where Salesforce's access token is fetched."""
        return self.salesforce_token_url or f"{self.salesforce_instance_url}/services/oauth2/token"

    def vendor_urls(self) -> dict[str, str]:
        """Every vendor's address by the name of its setting."""
        return {
            "SLACK_API_URL": self.slack_api_url,
            "SALESFORCE_INSTANCE_URL": self.salesforce_instance_url,
            "SALESFORCE_TOKEN_URL": self.token_url,
            **({"WHMCS_URL": self.whmcs_url} if self.whmcs_url else {}),
        }


Loaded = TypeVar("Loaded", bound=StoreSettings)


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from ``environ``; None: the environment over ``.env`` of the working directory.

    Raises ConfigError with one line for each fault, each beginning with the variable's name.
    """
    given = _gather(environ)
    settings, faults = _load(Settings, given)
    faults += [*_auth_faults(given), *_whmcs_faults(given)]
    if settings is not None and settings.handoff_clock.story_start is not None:
        faults += [
            f"HANDOFF_CLOCK: is refused, because {name} is not on this machine; a moved clock is for rehearsals only"
            for name, url in settings.vendor_urls().items()
            if not is_loopback(url)
        ]
    if settings is None or faults:
        raise ConfigError("\n".join(sorted(faults)))
    return settings


def load_store_settings(environ: Mapping[str, str] | None = None) -> StoreSettings:
    """Only what the store needs, so that ``migrate`` runs where no vendor's secret is. Raises ConfigError."""
    settings, faults = _load(StoreSettings, _gather(environ))
    if settings is None or faults:
        raise ConfigError("\n".join(sorted(faults)))
    return settings


def _gather(environ: Mapping[str, str] | None) -> dict[str, str]:
    """Name → value. An empty value counts as not set."""
    if environ is None:
        try:
            dotenv = DotEnvSettingsSource(Settings, env_file=".env", case_sensitive=True).env_vars
        except UnicodeDecodeError:
            raise ConfigError(".env: is not UTF-8; save the file in that encoding") from None
        environ = {**{name: value or "" for name, value in dotenv.items()}, **os.environ}
    return {name: value for name, value in environ.items() if value.strip()}


def _load(kind: type[Loaded], given: Mapping[str, str]) -> tuple[Loaded | None, list[str]]:
    faults = list(_misspelt(given))
    try:
        return kind(**{name: value for name, value in given.items() if name in _names(kind)}), faults  # type: ignore[arg-type]
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False, include_context=True):
            name = str(detail["loc"][0])
            if detail["type"] == "missing":
                what = "is not set"
            else:
                what = str(detail["ctx"]["what"]) if detail["type"] == "setting" else "has a wrong value"
            faults.append(f"{name}: {what}")
        return None, faults


def _auth_faults(given: Mapping[str, str]) -> Iterable[str]:
    if not {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} & given.keys():
        yield "SLACK_SIGNING_SECRET: is not set; set it, or SLACK_APP_TOKEN for Socket Mode"
    secret, user, key = (f"SALESFORCE_{rest}" in given for rest in ("CLIENT_SECRET", "USERNAME", "PRIVATE_KEY_FILE"))
    if secret and (user or key):
        yield (
            "SALESFORCE_CLIENT_SECRET: is set together with SALESFORCE_USERNAME or SALESFORCE_PRIVATE_KEY_FILE; "
            "keep one way to log in"
        )
    elif user != key:
        missing, there = ("PRIVATE_KEY_FILE", "USERNAME") if user else ("USERNAME", "PRIVATE_KEY_FILE")
        yield f"SALESFORCE_{missing}: is not set, but SALESFORCE_{there} needs it"
    elif not secret and not user:
        yield ("SALESFORCE_CLIENT_SECRET: is not set; set it, or SALESFORCE_USERNAME with SALESFORCE_PRIVATE_KEY_FILE")


def _whmcs_faults(given: Mapping[str, str]) -> Iterable[str]:
    needed = ("WHMCS_URL", "WHMCS_IDENTIFIER", "WHMCS_SECRET")
    there = [name for name in (*needed, "WHMCS_ACCESS_KEY") if name in given]
    if there:
        yield from (f"{name}: is not set, but {there[0]} needs it" for name in needed if name not in given)


def _misspelt(given: Mapping[str, str]) -> Iterable[str]:
    """Names that would be passed over in silence: any of our own that we don't know, and near misses of a vendor's."""
    known = _names(Settings)
    for name in given:
        upper = name.upper()
        if name in known or not upper.startswith((OUR_PREFIX, *VENDOR_PREFIXES)):
            continue
        likely = _like(name, known)
        if likely is not None:
            yield f"{name}: there is no such setting (did you mean {likely}?)"
        elif upper.startswith(OUR_PREFIX):
            yield f"{name}: there is no such setting; remove it (known: {', '.join(_names(Settings, OUR_PREFIX))})"


def _names(kind: type[StoreSettings], prefix: str = "") -> list[str]:
    return [field.alias for field in kind.model_fields.values() if field.alias and field.alias.startswith(prefix)]


def _like(name: str, known: Iterable[str]) -> str | None:
    # 0.85 tells a slip of the finger from another program's setting.
    return next(iter(get_close_matches(name.upper(), known, n=1, cutoff=0.85)), None)
