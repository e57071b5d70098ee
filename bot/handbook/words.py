"""The words of the handbook: what an id, a channel, an e-mail address or a reference may look like.

It owns the checks of single values and the base of every model, and it knows no section of the file by meaning. A check
that fails raises ``fault(...)``, whose context tells the loader which line and which likely word to show.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from holidays import list_supported_countries
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError


def fault(
    what: str, *, at: tuple[str | int, ...] = (), word: str = "", known: Iterable[str] = ()
) -> PydanticCustomError:
    """An error for a validator to raise. ``at``: path below the validated value; ``word`` is likened to ``known``."""
    context = {"what": what, "at": at, "word": word, "known": tuple(known)}
    return PydanticCustomError("handbook", "{what}", context)


def likely(word: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The likely words, nearest first, compared without case; empty if none is near."""
    spelling = {candidate.lower(): candidate for candidate in known}
    return [spelling[found] for found in get_close_matches(word.strip().lower(), spelling, n=most, cutoff=0.6)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    return "".join(f" (did you mean {found}?)" for found in likely(word, known))


class Plain(BaseModel):
    """The base of every model: frozen, and unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- words -----------------------------------------------------------------------------------------------------------


def matches(pattern: str, what: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise fault(what)
        return value

    return AfterValidator(check)


def _refers_to(section: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        known = (info.context or {}).get(section)
        if known is not None and value not in known:
            raise fault(f"there is no {value!r} under {section}", word=value, known=known)
        return value

    return AfterValidator(check)


def no_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    for position, value in enumerate(values):
        if value in values[:position]:
            raise fault(f"{value!r} is listed twice", at=(position,))
    return values


def _known_zone(name: str) -> str:
    # Looked up in the list, not opened as a file: ZoneInfo would accept another letter case where the disk does.
    if name not in _zones():
        raise fault(f"there is no time zone {name!r}", word=name, known=_zones())
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_country(code: str) -> str:
    countries = list_supported_countries()
    if code not in countries:
        raise fault(f"no public holidays are known for {code!r}", word=code, known=countries)
    return code


Id = Annotated[
    str, matches(r"[a-z][a-z0-9_]{0,39}", "an id is lower-case letters, digits and _, begins with a letter, up to 40")
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Channel = Annotated[
    str,
    matches(
        r"[CG][A-Z0-9]{8,20}|[^\sA-Z#@:,.<>/\\]{1,80}",
        "not a channel: write its name in lower case without #, or its id (C...)",
    ),
]
Group = Annotated[
    str, matches(r"[a-z0-9][a-z0-9._-]{0,79}", "not a user group handle: write it in lower case without @")
]
Email = Annotated[str, matches(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", "not an e-mail address")]
SlackUser = Annotated[str, matches(r"[UW][A-Z0-9]{2,20}", "not a Slack user id (U...)")]
FieldName = Annotated[
    str, matches(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*(__c)?", "not a Salesforce field name, such as Email__c")
]
Zone = Annotated[str, AfterValidator(_known_zone)]
Country = Annotated[str, AfterValidator(_known_country)]
Amount = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Price = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
Days = Annotated[int, Field(strict=True, ge=1, le=365)]
Seconds = Annotated[float, Field(strict=True, ge=0.1, le=3_600, allow_inf_nan=False)]

CalendarRef = Annotated[str, _refers_to("calendars")]
TeamRef = Annotated[str, _refers_to("teams")]
RoleRef = Annotated[str, _refers_to("roles")]
RoleRefs = Annotated[tuple[RoleRef, ...], Field(min_length=1), AfterValidator(no_repeats)]
