"""The days of a delegation: which may be chosen, and the words for them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.approvals import day_in_words

MOST_DAYS, FURTHEST = 31, 365
FROM, UNTIL = "from", "until"
"""The fields of the form that ask for them."""


def wrong_days(first: date | None, last: date | None, today: date) -> Mapping[str, str]:
    """Field → what is wrong with it; nothing if somebody may decide from ``first`` until the end of ``last``."""
    if first is None or last is None:
        return {name: "Choose a day" for name, day in ((FROM, first), (UNTIL, last)) if day is None}
    if first < today:
        return {FROM: "This day is over: choose today or a later one"}
    if first > today + timedelta(days=FURTHEST):
        return {FROM: "Choose a day within a year from now"}
    if last < first:
        return {UNTIL: "Choose the same day or a later one"}
    if (last - first).days >= MOST_DAYS:
        return {UNTIL: f"At most {MOST_DAYS} days at a time: choose an earlier day"}
    return {}


def read_day(text: str) -> date | None:
    """``2026-11-24``; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def days_in_words(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """``from Tue 24 Nov until the end of Thu 26 Nov``. ``ends_at`` is the midnight after the last day."""
    first, last = starts_at.astimezone(zone), last_day(ends_at, zone)
    if first.date() == last:
        return f"on {day_in_words(last)}"
    return f"from {day_in_words(first.date())} until the end of {day_in_words(last)}"


def end_in_words(ends_at: datetime, zone: ZoneInfo) -> str:
    return f"until the end of {day_in_words(last_day(ends_at, zone))}"


def last_day(ends_at: datetime, zone: ZoneInfo) -> date:
    return (ends_at - timedelta(seconds=1)).astimezone(zone).date()
