"""Which addresses a client may speak to: https anywhere the operator says, plain http only on this machine.

Settings give addresses as text; a client that would send a secret in clear over a network must refuse to be built. It
resolves no names and opens no connection.
"""

import ipaddress
from urllib.parse import urlsplit

from bot.errors import ConfigError


def origin_of(url: str, *, setting: str) -> str:
    """``https://host:port`` of ``url``. Raises ConfigError naming ``setting`` for plain http beyond loopback."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ConfigError(f"{setting} is not an address.") from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise ConfigError(f"{setting} must be an https address with a host and no user name.")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigError(f"{setting} must begin with https://: plain http is for this machine alone.")
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether ``host`` (a name or an IP address, no brackets) can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
