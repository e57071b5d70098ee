"""``handoff manifest``: print the Slack app that this code needs."""

import argparse
import sys

from ruamel.yaml import YAML

from bot.app import find_workflows
from bot.slack.manifest import manifest

HELP = "Print the Slack app manifest (app.yaml is this command's output)."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--socket-mode", action="store_true", help="for Socket Mode: no address of yours is in it")


def run(options: argparse.Namespace) -> int:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(manifest(find_workflows(), socket_mode=options.socket_mode), sys.stdout)
    return 0
