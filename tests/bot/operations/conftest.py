"""The town and the bot of the machine's tests."""

from tests.towns import bot, standing_town, town

__all__ = ["bot", "standing_town", "town"]
