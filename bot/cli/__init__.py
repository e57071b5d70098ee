"""The program's commands, one file each, found by name and imported only when asked for.

A command's file has ``HELP``, ``arguments(parser)`` and ``run(options)``, which returns the exit code: 0 fine, 1 a
finding, 2 wrong usage or configuration.
"""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.errors import ClientError, ConfigError, Refusal

FINDING, WRONG = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    parser = argparse.ArgumentParser(prog="handoff", description="The Slack bot that runs an ISP's operations.")
    parser.add_argument("command", choices=names, help="what to do; handoff COMMAND --help tells more")
    command = import_module(f"{__name__}.{parser.parse_args(given[:1]).command}")
    own = argparse.ArgumentParser(prog=f"handoff {given[0]}", description=command.HELP)
    command.arguments(own)
    try:
        code: int = command.run(own.parse_args(given[1:]))
    except (ConfigError, ClientError) as error:
        sys.stderr.write(f"handoff: {error}\n")
        return WRONG
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sandbox":
            raise
        sys.stderr.write("handoff: the local stand-ins are not installed here; use a clone of the repository\n")
        return WRONG
    except Refusal as refusal:
        sys.stderr.write(f"handoff: {refusal}\n")
        return FINDING
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 0
    return code
