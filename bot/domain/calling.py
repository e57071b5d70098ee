"""Whom a message calls by name: at most three people of a role who are there, else their backups (X6, X8).

Who is not known to be away counts as there. If of the whole chain nobody is there, the role's own people are called
nevertheless: a message that calls nobody is read by nobody.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import is_open
from bot.domain.reach import Colleague
from bot.handbook.calendars import Calendar

MOST = 3


@dataclass(frozen=True)
class Post:
    """A role of the chain: who holds it, and its own hours if it has any."""

    name: str
    people: Sequence[Colleague]
    hours: Calendar | None


@dataclass(frozen=True)
class Called:
    """``role``: who is called. ``absent``: the roles before it of whom nobody is there."""

    users: tuple[str, ...]
    role: str
    absent: tuple[str, ...] = ()


def called(chain: Sequence[Post], at: datetime, real: datetime, but: str, salt: str) -> Called:
    """``but`` is not called: they brought it up. ``salt`` shares the calls among many people, the same ones each time.

    ``at`` is business time, by which hours are counted; ``real`` is Slack's time.
    """
    posts = [Post(post.name, [one for one in post.people if one.user != but], post.hours) for post in chain]
    for position, post in enumerate(posts):
        there = [one for one in post.people if one.may_be_there(real)] if _is_at_work(post, at) else []
        if there:
            return Called(_chosen(there, salt), post.name, tuple(before.name for before in posts[:position]))
    first = next((post for post in posts if post.people), None)
    return Called(_chosen(first.people, salt), first.name) if first else Called((), "")


def _is_at_work(post: Post, at: datetime) -> bool:
    return post.hours is None or is_open(post.hours, at)


def _chosen(people: Sequence[Colleague], salt: str) -> tuple[str, ...]:
    def order(one: Colleague) -> str:
        return hashlib.sha256(f"{salt}:{one.user}".encode()).hexdigest()

    return tuple(sorted(one.user for one in sorted(people, key=order)[:MOST]))
