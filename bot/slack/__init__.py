"""Slack: what it sends becomes events, what it shows is drawn from cards and forms."""
