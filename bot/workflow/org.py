"""Holds the handbook's Salesforce names against the org itself, once at the start.

A name that the source does not fix is the operator's to give, and ``describe`` says whether the org has it: a missing
optional one turns its feature off and says so, a missing required one stops the start with the name that was meant.
"""

from collections.abc import Iterable
from typing import Any

from bot import log
from bot.clients.salesforce import Description, Salesforce
from bot.errors import ClientError, ConfigError
from bot.handbook.policy import Policy
from bot.handbook.words import did_you_mean

OBJECTS = {"order": "Order", "account": "Account"}
VALUES = {"priority_value", "address"}
"""Entries of the field map that are no field names."""


def fit_to_org(policy: Policy, salesforce: Salesforce) -> Policy:
    """The policy without the optional names that the org lacks. An org that does not answer is believed."""
    try:
        described = {entry: salesforce.describe(name) for entry, name in OBJECTS.items()}
    except ClientError as error:
        log.get().warning("org.unchecked", code=error.code)
        return policy
    fields = {entry: _fit(entry, getattr(policy.salesforce.fields, entry), org) for entry, org in described.items()}
    _check_statuses(policy, described["order"])
    fitted = policy.salesforce.model_copy(update={"fields": policy.salesforce.fields.model_copy(update=fields)})
    return policy.model_copy(update={"salesforce": fitted})


def _fit(entry: str, given: Any, org: Description) -> Any:
    missing: dict[str, None] = {}
    for name, field in type(given).model_fields.items():
        value = getattr(given, name)
        known: Iterable[str] = org.children if name == "history" else org.fields
        if name in VALUES or value is None or value in known:
            continue
        place = f"salesforce.fields.{entry}.{name}"
        if field.is_required():
            raise ConfigError(f"{place}: Salesforce's {OBJECTS[entry]} has no {value}{did_you_mean(value, known)}")
        log.get().warning("org.feature_off", setting=place, missing=value)
        missing[name] = None
    return given.model_copy(update=missing)


def _check_statuses(policy: Policy, order: Description) -> None:
    known = order.fields["Status"].values
    for workflow, rules in policy.workflows.items():
        for name, status in rules.statuses.items():
            if known and status not in known:
                place = f"workflows.{workflow}.statuses.{name}"
                raise ConfigError(f"{place}: Salesforce's Order.Status has no {status!r}{did_you_mean(status, known)}")
