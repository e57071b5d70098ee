"""The settings: what is read, what is refused, and that no refusal shows a value."""

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.settings import Settings, is_loopback, load_settings, load_store_settings

CANARY = "Zq7-canary"
LOCAL = {
    "SLACK_BOT_TOKEN": "xoxb-demo-handoff",
    "SLACK_SIGNING_SECRET": "demo-signing-secret",
    "SLACK_API_URL": "http://127.0.0.1:8100/api/",
    "SALESFORCE_INSTANCE_URL": "http://127.0.0.1:8200",
    "SALESFORCE_CLIENT_ID": "handoff-demo",
    "SALESFORCE_CLIENT_SECRET": "demo-client-secret",
}
REAL = {**LOCAL, "SLACK_API_URL": "", "SALESFORCE_INSTANCE_URL": "https://example.my.salesforce.com"}


def faults(environ: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(environ)
    return str(caught.value).split("\n")


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    file = tmp_path / "key.pem"
    file.write_text("not really a key")
    return str(file)


def test_the_least_that_must_be_set_and_every_default() -> None:
    settings = load_settings(REAL)
    assert settings.slack_bot_token.get_secret_value() == "xoxb-demo-handoff"
    assert settings.slack_signing_secret.get_secret_value() == "demo-signing-secret"
    assert settings.salesforce_client_secret is not None
    assert settings.salesforce_client_secret.get_secret_value() == "demo-client-secret"
    assert settings.database_url.get_secret_value() == "sqlite:///handoff.db"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.token_url == "https://example.my.salesforce.com/services/oauth2/token"
    assert settings.handoff_handbook == Path("handbook.yaml")
    assert settings.handoff_http == ("127.0.0.1", 3000)
    assert settings.handoff_log == ("json", "info")
    assert settings.handoff_clock.story_start is None


def test_the_names_are_those_of_the_contract() -> None:
    assert {field.alias for field in Settings.model_fields.values()} == {
        *("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_API_URL"),
        *("SALESFORCE_INSTANCE_URL", "SALESFORCE_TOKEN_URL", "SALESFORCE_CLIENT_ID", "SALESFORCE_CLIENT_SECRET"),
        *("SALESFORCE_USERNAME", "SALESFORCE_PRIVATE_KEY_FILE"),
        *("WHMCS_URL", "WHMCS_IDENTIFIER", "WHMCS_SECRET", "WHMCS_ACCESS_KEY"),
        *("HANDOFF_HANDBOOK", "HANDOFF_HTTP", "HANDOFF_CLOCK", "HANDOFF_LOG", "HANDOFF_SHADOW"),
        "HANDOFF_HEARTBEAT_URL",
    }


def test_every_setting_can_be_given(key_file: str) -> None:
    environ = {
        **LOCAL,
        "DATABASE_URL": "postgresql+psycopg://handoff:pw@/handoff?host=/run/pg",
        "SALESFORCE_TOKEN_URL": "http://[::1]:8200/token/",
        "SALESFORCE_CLIENT_SECRET": "",
        "SALESFORCE_USERNAME": "bot@example.com",
        "SALESFORCE_PRIVATE_KEY_FILE": key_file,
        "HANDOFF_HANDBOOK": "/etc/handoff/handbook.yaml",
        "HANDOFF_HTTP": "[::1]:0",
        "HANDOFF_CLOCK": "2026-11-24T10:00:00+09:00@60",
        "HANDOFF_LOG": "text:debug",
    }
    settings = load_settings(environ)
    assert settings.database_url.get_secret_value().startswith("postgresql+psycopg://")
    assert settings.token_url == "http://[::1]:8200/token"
    assert settings.salesforce_client_secret is None
    assert str(settings.salesforce_private_key_file) == key_file
    assert settings.salesforce_username == "bot@example.com"
    assert settings.handoff_handbook == Path("/etc/handoff/handbook.yaml")
    assert settings.handoff_http == ("::1", 0)
    assert settings.handoff_clock.rate == 60
    assert settings.handoff_log == ("text", "debug")


def test_whmcs_is_wholly_there_or_not_at_all() -> None:
    assert load_settings(LOCAL).whmcs_url is None
    wanted = {"WHMCS_URL": "http://127.0.0.1:8300/", "WHMCS_IDENTIFIER": "ident", "WHMCS_SECRET": "demo-secret"}
    assert load_settings({**LOCAL, **wanted}).whmcs_url == "http://127.0.0.1:8300"
    for name in wanted:
        (fault,) = faults({**LOCAL, **wanted, name: ""})
        assert fault.startswith(f"{name}: is not set, but WHMCS_")
    assert len(faults({**LOCAL, "WHMCS_ACCESS_KEY": "key"})) == 3


def test_a_rotation_has_two_signing_secrets() -> None:
    assert load_settings(LOCAL).signing_secrets == ("demo-signing-secret",)
    assert load_settings({**LOCAL, "SLACK_SIGNING_SECRET": "new,old"}).signing_secrets == ("new", "old")


def test_every_fault_is_named_on_a_line_of_its_own() -> None:
    found = faults({})
    names = {line.partition(":")[0] for line in found}
    assert names == {
        *("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
        *("SALESFORCE_INSTANCE_URL", "SALESFORCE_CLIENT_ID", "SALESFORCE_CLIENT_SECRET"),
    }
    assert all("is not set" in line for line in found)


@pytest.mark.parametrize(
    ("name", "value", "way_out"),
    [
        ("DATABASE_URL", "postgres://u:{}@db/handoff", "write postgresql+psycopg://"),
        ("DATABASE_URL", "postgresql://u:{}@db/handoff", "write postgresql+psycopg://"),
        ("DATABASE_URL", "mysql://u:{}@db/handoff", "must begin with sqlite:/// or postgresql+psycopg://"),
        ("DATABASE_URL", "sqlite:///", "must begin with sqlite:///"),
        ("SLACK_BOT_TOKEN", "xapp-{}", "begins with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-{}\n", "blank or a line break"),
        ("SLACK_SIGNING_SECRET", "{} {}", "blank or a line break"),
        ("SLACK_SIGNING_SECRET", "{},", "new,old"),
        ("SLACK_SIGNING_SECRET", "{},b,c", "new,old"),
        ("SLACK_APP_TOKEN", "xoxb-{}", "begins with xapp-"),
        ("SLACK_API_URL", "{}", "not an address"),
        ("SLACK_API_URL", "http://slack.com/{}", "write https://"),
        ("SALESFORCE_INSTANCE_URL", "http://{}.my.salesforce.com", "write https://"),
        ("SALESFORCE_INSTANCE_URL", "http://127.0.0.1@{}.example/", "must hold no user"),
        ("SALESFORCE_INSTANCE_URL", "http://127.0.0.1.{}.example/", "write https://"),
        ("SALESFORCE_INSTANCE_URL", "{}.my.salesforce.com", "not an address"),
        ("SALESFORCE_INSTANCE_URL", "ftp://{}.example", "not an address"),
        ("SALESFORCE_INSTANCE_URL", "https://{}.example:99999", "not an address"),
        ("SALESFORCE_INSTANCE_URL", "https://[{}", "not an address"),
        ("SALESFORCE_INSTANCE_URL", "https://user:{}@org.example", "must hold no user, password"),
        ("SALESFORCE_INSTANCE_URL", "https://org.example/?secret={}", "must hold no user, password"),
        ("SALESFORCE_TOKEN_URL", "http://10.0.0.1/{}", "write https://"),
        ("SALESFORCE_CLIENT_SECRET", "{}\n{}", "blank or a line break"),
        ("HANDOFF_HTTP", "3000{}", "is not host:port, such as 127.0.0.1:3000"),
        ("HANDOFF_HTTP", "127.0.0.1", "is not host:port"),
        ("HANDOFF_HTTP", "127.0.0.1:65536", "is not host:port"),
        ("HANDOFF_HTTP", "http://127.0.0.1:3000", "is not host:port"),
        ("HANDOFF_HTTP", "::1:3000", "is not host:port"),
        ("HANDOFF_CLOCK", "{}@60", "2026-11-24T10:00:00+09:00@60"),
        ("HANDOFF_LOG", "xml{}", "such as json:debug"),
        ("HANDOFF_LOG", "json:loud{}", "such as json:debug"),
    ],
)
def test_a_wrong_value_is_named_with_the_way_out_and_never_shown(name: str, value: str, way_out: str) -> None:
    found = faults({**LOCAL, name: value.replace("{}", CANARY)})
    assert len(found) == 1
    assert found[0].startswith(f"{name}: ")
    assert way_out in found[0]
    assert CANARY not in found[0]


def test_no_secret_is_shown_by_the_settings_themselves() -> None:
    secrets = ("DATABASE_URL", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SALESFORCE_CLIENT_SECRET")
    prefix = {"DATABASE_URL": "postgresql+psycopg://u:", "SLACK_BOT_TOKEN": "xoxb-"}
    settings = load_settings({**LOCAL, **{name: prefix.get(name, "") + CANARY for name in secrets}})
    assert CANARY not in repr(settings)
    assert CANARY not in str(settings)
    assert CANARY not in settings.model_dump_json(exclude={"handoff_clock"})


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings(LOCAL).slack_api_url = "https://elsewhere.example/"  # type: ignore[misc]


# --- the ways to log in to Salesforce ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((), "SALESFORCE_CLIENT_SECRET: is not set; set it, or SALESFORCE_USERNAME with SALESFORCE_PRIVATE_KEY_FILE"),
        (("USERNAME",), "SALESFORCE_PRIVATE_KEY_FILE: is not set, but SALESFORCE_USERNAME needs it"),
        (("PRIVATE_KEY_FILE",), "SALESFORCE_USERNAME: is not set, but SALESFORCE_PRIVATE_KEY_FILE needs it"),
        (("CLIENT_SECRET", "USERNAME", "PRIVATE_KEY_FILE"), "keep one way to log in"),
        (("CLIENT_SECRET", "USERNAME"), "keep one way to log in"),
        (("CLIENT_SECRET", "PRIVATE_KEY_FILE"), "keep one way to log in"),
    ],
)
def test_exactly_one_way_to_log_in_is_needed(key_file: str, given: tuple[str, ...], sentence: str) -> None:
    values = {"CLIENT_SECRET": "secret", "USERNAME": "bot@example.com", "PRIVATE_KEY_FILE": key_file}
    environ = {**LOCAL, "SALESFORCE_CLIENT_SECRET": "", **{f"SALESFORCE_{name}": values[name] for name in given}}
    assert [sentence in line for line in faults(environ)] == [True]


def test_a_private_key_file_must_exist(tmp_path: Path) -> None:
    environ = {**LOCAL, "SALESFORCE_CLIENT_SECRET": "", "SALESFORCE_USERNAME": "bot@example.com"}
    for wrong in (tmp_path, tmp_path / "missing.pem"):
        found = faults({**environ, "SALESFORCE_PRIVATE_KEY_FILE": str(wrong)})
        assert found == ["SALESFORCE_PRIVATE_KEY_FILE: names no file"]


# --- misspelt names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("HANDOFF_HANDBOK", "HANDOFF_HANDBOOK"),
        ("HANDOFF_CLOK", "HANDOFF_CLOCK"),
        ("handoff_log", "HANDOFF_LOG"),
        ("SLACK_API_URI", "SLACK_API_URL"),
        ("SLACK_BOT_TOKENS", "SLACK_BOT_TOKEN"),
        ("SLACK_SIGNING_SECRECT", "SLACK_SIGNING_SECRET"),
        ("SALESFORCE_USER_NAME", "SALESFORCE_USERNAME"),
        ("SALESFORCE_TOKENURL", "SALESFORCE_TOKEN_URL"),
        ("SALESFORCE_PRIVATE_KEYFILE", "SALESFORCE_PRIVATE_KEY_FILE"),
        ("DATABASE_URI", "DATABASE_URL"),
    ],
)
def test_a_misspelt_name_stops_the_start_with_the_likely_one(wrong: str, right: str) -> None:
    assert faults({**LOCAL, wrong: CANARY}) == [f"{wrong}: there is no such setting (did you mean {right}?)"]


def test_a_name_of_ours_that_this_version_does_not_know_is_never_passed_over() -> None:
    found = faults({**LOCAL, "HANDOFF_TELEPATHY": "1"})
    assert len(found) == 1
    assert found[0].startswith("HANDOFF_TELEPATHY: there is no such setting; remove it")


@pytest.mark.parametrize(
    "name",
    ["SLACK_WEBHOOK_URL", "SLACK_CLIENT_SECRET", "SALESFORCE_SANDBOX", "DATABASE_HOST", "PATH"],
)
def test_settings_of_other_programs_are_left_alone(name: str) -> None:
    load_settings({**LOCAL, name: CANARY})


# --- the moved clock -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_API_URL", "https://slack.com/api/"),
        ("SALESFORCE_INSTANCE_URL", "https://example.my.salesforce.com"),
        ("SALESFORCE_TOKEN_URL", "https://example.my.salesforce.com/services/oauth2/token"),
    ],
)
def test_a_moved_clock_is_refused_if_any_vendor_is_not_on_this_machine(name: str, value: str) -> None:
    environ = {**LOCAL, "SALESFORCE_TOKEN_URL": "http://127.0.0.1:8200/token", name: value}
    load_settings(environ)
    found = faults({**environ, "HANDOFF_CLOCK": "2026-11-24T10:00:00+09:00@60"})
    assert [line.startswith(f"HANDOFF_CLOCK: is refused, because {name} is not on this machine") for line in found] == [
        True
    ]


def test_the_default_token_address_counts_as_the_instance_does() -> None:
    found = faults({**REAL, "HANDOFF_CLOCK": "2026-11-24T10:00:00+09:00@60"})
    assert len(found) == 3


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:80", True),
        ("http://127.8.9.10", True),
        ("http://[::1]:3000/x", True),
        ("http://localhost:1", True),
        ("http://LOCALHOST", True),
        ("http://0.0.0.0", False),
        ("http://128.0.0.1", False),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("http://127.0.0.1@example.com", False),
        ("http://example.com/127.0.0.1", False),
        ("http://[::2]", False),
    ],
)
def test_loopback_is_judged_by_the_host(url: str, local: bool) -> None:
    assert is_loopback(url) is local


# --- where they come from --------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory and an environment without a setting of ours."""
    for name in (field.alias for field in Settings.model_fields.values()):
        monkeypatch.delenv(str(name), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_is_read_over_the_dotenv_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f'{name}="{value}"' for name, value in {**LOCAL, "HANDOFF_LOG": "text"}.items()]
    (folder / ".env").write_text("# ours\n" + "\n".join(lines))
    monkeypatch.setenv("SALESFORCE_CLIENT_ID", "from-environment")
    settings = load_settings()
    assert settings.salesforce_client_id == "from-environment"
    assert settings.handoff_log.format == "text"


def test_a_misspelt_name_in_the_dotenv_file_is_found(folder: Path) -> None:
    (folder / ".env").write_text("\n".join(f"{name}={value}" for name, value in LOCAL.items()) + "\nHANDOFF_HTP=x\n")
    with pytest.raises(ConfigError, match=r"HANDOFF_HTP: .*did you mean HANDOFF_HTTP\?"):
        load_settings()


def test_an_empty_value_counts_as_not_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HANDOFF_CLOCK", "")
    (folder / ".env").write_text("DATABASE_URL=\nHANDOFF_LOG\n")
    assert load_settings().database_url.get_secret_value() == "sqlite:///handoff.db"


def test_a_dotenv_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe\n")
    with pytest.raises(ConfigError, match=r"\.env: is not UTF-8"):
        load_settings()


def test_a_given_mapping_is_the_whole_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_LOG", "text")
    (folder / ".env").write_text("HANDOFF_HTTP=127.0.0.1:1\n")
    settings = load_settings(LOCAL)
    assert settings.handoff_log.format == "json"
    assert settings.handoff_http.port == 3000


def test_what_only_touches_the_store_needs_no_vendor() -> None:
    settings = load_store_settings({"DATABASE_URL": "sqlite:////tmp/x.db", "HANDOFF_LOG": "text"})
    assert settings.database_url.get_secret_value() == "sqlite:////tmp/x.db"
    assert settings.handoff_log == ("text", "info")
    with pytest.raises(ConfigError, match=r"DATABASE_URL: must begin with"):
        load_store_settings({"DATABASE_URL": "x"})
    with pytest.raises(ConfigError, match=r"did you mean DATABASE_URL\?"):
        load_store_settings({"DATABASE_URI": "x"})


def test_shadow_mode_is_on_or_off_and_nothing_between() -> None:
    assert [load_settings({**LOCAL, "HANDOFF_SHADOW": value}).handoff_shadow for value in ("1", " 0 ", "")] == [
        True,
        False,
        False,
    ]
    for wrong in ("yes", "true", "2", "off"):
        assert faults({**LOCAL, "HANDOFF_SHADOW": wrong}) == ["HANDOFF_SHADOW: must be 1 (on) or 0 (off)"]
