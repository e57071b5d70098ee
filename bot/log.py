"""Structured logs: key and value, one correlation id from a click to the Salesforce write to the card.

A step of the machine is a log event with a stable name, which is what the crash harness watches. No event carries a
secret, a vendor's response body or a customer's detail: callers log ids, codes and counts.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import FilteringBoundLogger


def configure(style: str, level: str) -> None:
    """``style`` is ``json`` or ``text``; ``level`` a standard level's name. Other libraries speak from warning up."""
    number = logging.getLevelNamesMapping()[level.upper()]
    renderer: Any = (
        structlog.processors.JSONRenderer() if style == "json" else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s", force=True
    )


def get() -> FilteringBoundLogger:
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger
