"""When one pair of eyes is too few: the handbook's rules for second approvals, and what calls for the supervisors."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from bot.handbook.words import Amount, Plain, Price, RoleRef, RoleRefs, Words, fault, no_repeats

Check = Literal["identity", "eligibility", "address", "duplicates"]
"""A check of an order that can fail."""


class Hazard(StrEnum):
    """What makes an approval too much for one person."""

    VALUE = "value"
    FAILED = "failed"
    WARNED = "warned"


class SecondApproval(Plain):
    """When one person's approval is not enough, and whose must join it (S3, S4)."""

    when: Hazard
    over: Price | None = None
    """The value above which it applies, in the org's currency."""
    checks: Annotated[tuple[Check, ...], AfterValidator(no_repeats)] = ()
    """The checks that it is about; none: every one."""
    by: RoleRefs
    approvals: Annotated[int, Field(strict=True, ge=1, le=5)] = 1
    """How many people beside the first, and how many people of these roles at least."""

    @model_validator(mode="after")
    def _says_what_it_is_about(self) -> "SecondApproval":
        if (self.over is None) is (self.when is Hazard.VALUE):
            raise fault("a rule for the value says over, and only that one does", at=("over",))
        if self.checks and self.when is Hazard.VALUE:
            raise fault("a rule for the value is about no checks", at=("checks",))
        return self


class Repeats(Plain):
    """So many orders of one Account within so many hours are too many."""

    orders: Annotated[int, Field(strict=True, ge=2, le=50)]
    hours: Amount


class Escalation(Plain):
    """What calls for the supervisors by itself, once per request (X4). A line that is missing is not looked for."""

    to: RoleRef
    value_over: Price | None = None
    repeats: Repeats | None = None
    failed_checks: Annotated[tuple[Check, ...], AfterValidator(no_repeats)] = ()
    disputed_case: Words | None = None
    """The type of an open Case that says the customer disputes the eligibility."""
