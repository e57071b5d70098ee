"""Workflows, one plug-in each: a module here exports ``WORKFLOW`` and is found by name. None knows another."""
