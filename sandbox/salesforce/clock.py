"""How the org writes an instant: in audit fields, in values and in HTTP headers. It owns these forms only; what time it
is, the stand-in's story clock says."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


def stamp(instant: datetime) -> str:
    """An audit field: whole seconds, milliseconds always 000. Such strings sort like the instants they name."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def precise_stamp(instant: datetime) -> str:
    """A datetime value with its milliseconds, in the same sortable form."""
    instant = instant.astimezone(UTC)
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{instant.microsecond // 1000:03d}+0000"


def from_stamp(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def http_date(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC).replace(microsecond=0), usegmt=True)


def from_http_date(text: str) -> datetime:
    """Raises ValueError for anything that is no HTTP date."""
    instant = parsedate_to_datetime(text)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
