"""Who an operator is to the audit."""

import getpass
import os


def os_user() -> str:
    """The actor of a command: ``cli:`` and the user of the operating system who typed it."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        name = f"uid{os.getuid()}"
    return f"cli:{name[:50]}"
