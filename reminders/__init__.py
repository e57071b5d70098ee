"""Reminders, one plug-in each. None is needed yet: an order's only deadline is a row that the ticker finds."""
