"""Which addresses a client may speak to: https anywhere the operator says, plain http only on this machine.

Settings give addresses as text; a client that would send a secret in clear over a network must refuse to be built. It
resolves no names and opens no connection.
"""

import ipaddress
import os
import ssl
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


def tls_context() -> ssl.SSLContext:
    """Trusts the machine's authorities, or those of SSL_CERT_FILE, and those of REQUESTS_CA_BUNDLE (file or folder)."""
    context = ssl.create_default_context()
    given = os.environ.get("REQUESTS_CA_BUNDLE", "")
    try:
        if os.path.isdir(given):
            context.load_verify_locations(capath=given)
        elif given:
            context.load_verify_locations(cafile=given)
    except OSError as error:
        raise ConfigError(f"REQUESTS_CA_BUNDLE: {given} holds no certificates ({error.strerror or 'PEM'})") from None
    return context


def is_loopback(host: str) -> bool:
    """Whether ``host`` (a name or an IP address, no brackets) can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
