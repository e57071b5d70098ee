"""``python -m sandbox.slack``: the command line of the local Slack workspace. It owns the options and nothing else."""

import argparse
from pathlib import Path

from sandbox.slack.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.slack", description="A local Slack workspace.")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--data", type=Path, help="an SQLite file that keeps the messages; without it, memory")
    parser.add_argument("--bot-url", default="http://127.0.0.1:3000/slack/events")
    parser.add_argument("--console", help="where the page's top bar finds the demo")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--rates", choices=["real", "off"], default="off")
    parser.add_argument("--manifest", type=Path, help="an app.yaml: its scopes are granted, its events are sent")
    parser.add_argument("--socket-mode", action="store_true", help="over WebSockets, whatever the manifest says")
    options = parser.parse_args()
    try:
        serve(**vars(options))
    except (OSError, ValueError) as error:
        parser.exit(2, f"sandbox.slack: {error}\n")


if __name__ == "__main__":
    main()
