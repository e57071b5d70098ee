"""The local Slack workspace: the Web API, signed delivery to the bot, a page in the browser, in a process of its own.
It owns a faithful outside world for demo, tests, bench and chaos; it imports nothing of the product."""

from sandbox.slack.server import serve

__all__ = ["serve"]
