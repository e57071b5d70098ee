"""Holds the handbook's Salesforce names against the org itself: at the start, and when ``handoff check`` asks.

A name that the source does not fix is the operator's to give, and ``describe`` says whether the org has it: a missing
optional one turns its feature off and says so, a missing needed one is a wrong handbook, with the name that was meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bot import log
from bot.clients.salesforce import Description, Salesforce
from bot.errors import ConfigError
from bot.handbook.policy import Policy
from bot.handbook.words import did_you_mean

OBJECTS = {"order": "Order", "account": "Account", "product": "Product2"}
"""Entry of the field map → the object whose fields it names."""
FIXED = {
    "account": ("Internet_Eligibility__c", "Internet_Eligibility_Status__c"),
    "product": ("WH_Product_ID__c", "Billing_Cycle__c", "Item_Class__c"),
}
"""What the operations handbook itself names."""
ADDRESSES = {"address", "checked_address"}
ADDRESS = ("PostalCode", "State", "City", "Street")


class Held(NamedTuple):
    """One name of the handbook, held against the org."""

    place: str
    """Where the handbook says it: ``salesforce.fields.order.notes``."""
    means: str
    """What it is in Salesforce: ``Order.Description``."""
    fault: str = ""
    """What is wrong; empty: the org has it."""
    off: tuple[str, str] | None = None
    """The optional entry that is switched off by the fault. None: nothing works without it."""


def describe(salesforce: Salesforce) -> dict[str, Description]:
    """Raises ClientError."""
    return {entry: salesforce.describe(name) for entry, name in OBJECTS.items()}


def compare(policy: Policy, described: Mapping[str, Description]) -> Iterator[Held]:
    """Every name, in the order of the handbook, whose object was described."""
    for entry, org in described.items():
        given = getattr(policy.salesforce.fields, entry)
        for name, field in type(given).model_fields.items():
            value = getattr(given, name)
            if value is None or name == "priority_value":
                continue
            place, off = f"salesforce.fields.{entry}.{name}", None if field.is_required() else (entry, name)
            known: Iterable[str] = org.children if name == "history" else org.fields
            for wanted in [f"{value}{part}" for part in ADDRESS] if name in ADDRESSES else [value]:
                fault = "" if wanted in known else f"Salesforce's {OBJECTS[entry]} has no {wanted}"
                yield Held(place, f"{OBJECTS[entry]}.{wanted}", fault and fault + did_you_mean(wanted, known), off)
        for wanted in FIXED.get(entry, ()):
            fault = "" if wanted in org.fields else f"Salesforce's {OBJECTS[entry]} has no {wanted}"
            yield Held(f"Salesforce {OBJECTS[entry]}", f"{OBJECTS[entry]}.{wanted}", fault)
    if "order" in described:
        yield from _compare_values(policy, described["order"])


def _compare_values(policy: Policy, order: Description) -> Iterator[Held]:
    fields = policy.salesforce.fields.order
    if fields.priority in order.fields:
        yield _value(
            "salesforce.fields.order.priority_value", order, fields.priority or "", fields.priority_value, "priority"
        )
    for workflow, rules in policy.workflows.items():
        for name, status in rules.statuses.items():
            yield _value(f"workflows.{workflow}.statuses.{name}", order, "Status", status)
        if rules.provisioning is not None and fields.provisioning in order.fields:
            for value in (*rules.provisioning.started, *rules.provisioning.failed):
                place = f"workflows.{workflow}.provisioning"
                yield _value(place, order, fields.provisioning or "", value, "provisioning")


def _value(place: str, order: Description, field: str, value: str, switch: str = "") -> Held:
    known = order.fields[field].values if field in order.fields else None
    fault = ""
    if known is None:
        fault = f"Salesforce's Order has no {field}"
    elif known and value not in known:
        fault = f"Salesforce's Order.{field} has no {value!r}{did_you_mean(value, known)}"
    return Held(place, f"Order.{field} {value!r}", fault, ("order", switch) if switch else None)


def fit(policy: Policy, held: Iterable[Held]) -> Policy:
    """The policy without the optional names that the org lacks. Raises ConfigError for those that nothing replaces."""
    wrong = [one for one in held if one.fault]
    needed = [f"{one.place}: {one.fault}" for one in wrong if one.off is None]
    if needed:
        raise ConfigError("\n".join(needed))
    fields = policy.salesforce.fields
    for entry, name in filter(None, (one.off for one in wrong)):
        without = getattr(fields, entry).model_copy(update={name: None})
        fields = fields.model_copy(update={entry: without})
    return policy.model_copy(update={"salesforce": policy.salesforce.model_copy(update={"fields": fields})})


def fit_to_org(policy: Policy, salesforce: Salesforce) -> Policy:
    """``policy`` as this org can serve it. Raises ClientError if the org does not answer, ConfigError as ``fit``."""
    held = list(compare(policy, describe(salesforce)))
    fitted = fit(policy, held)
    for one in held:
        if one.fault:
            log.get().warning("org.feature_off", setting=one.place, missing=one.means)
    return fitted
