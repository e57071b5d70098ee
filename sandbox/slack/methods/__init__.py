"""The Web API's methods, one file per family. Each is a plain function of a Call that either changes the workspace and
returns the answer's fields, or raises SlackError and changes nothing; HTTP, faults and rates are api.py's."""

from sandbox.slack.methods import apps, chat, conversations, identity, presence, users, views
from sandbox.slack.methods.registry import METHODS, Call, Method

__all__ = ["METHODS", "Call", "Method", "apps", "chat", "conversations", "identity", "presence", "users", "views"]
