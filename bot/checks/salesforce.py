"""Can the bot log in to Salesforce, does the org have the handbook's names, and may its user read and write them?"""

from collections.abc import Iterator, Mapping

from bot.checks.line import Level, Line, clock_line, fault, judged, ok, warning
from bot.clients.salesforce import ApiUsage, Description, Salesforce, identifier
from bot.clock import Clock
from bot.errors import ClientError, ConfigError
from bot.handbook.policy import Policy
from bot.handbook.words import did_you_mean
from bot.workflow.contract import Workflow
from bot.workflow.org import OBJECTS, compare, fit

DAY = 86_400
FEW = 0.2
"""A share of the day's calls below which it is time to say so."""


def salesforce_lines(
    salesforce: Salesforce, policy: Policy, workflows: Mapping[str, Workflow], clock: Clock
) -> Iterator[Line]:
    try:
        user = salesforce.user_id
    except ClientError as error:
        yield fault("Salesforce login", str(error))
        yield warning("Salesforce fields, calls, clock", "not looked at, because the login failed")
        return
    yield ok("Salesforce login", f"as user {user}")
    described: dict[str, Description] = {}
    for entry, name in OBJECTS.items():
        try:
            described[entry] = salesforce.describe(name)
        except ClientError as error:
            yield fault(f"Salesforce {name}", f"{error} Its user needs the Read permission on {name}.")
    yield clock_line("Salesforce", salesforce.server_time, clock.business())
    yield from name_lines(policy, described)
    if "order" in described:
        yield from edit_lines(policy, described["order"])
        yield history_line(salesforce, policy, described["order"])
    yield from dispute_lines(salesforce, policy)
    if len(described) == len(OBJECTS):
        yield from read_lines(salesforce, policy, described, workflows)
    yield usage_line(salesforce.api_usage, policy.salesforce.poll_seconds)


def name_lines(policy: Policy, described: Mapping[str, Description]) -> Iterator[Line]:
    """The same comparison that a start makes."""
    for held in compare(policy, described):
        level = Level.FAULT if held.off is None else Level.WARNING
        off = f"; {held.off[0]}.{held.off[1]} is switched off" if held.off else ""
        yield judged(held.place, held.means, [held.fault and f"{held.fault}{off}"], level)


def edit_lines(policy: Policy, order: Description) -> Iterator[Line]:
    """What a decision writes."""
    for name in ("Status", policy.salesforce.fields.order.notes):
        field = order.fields.get(name)
        if field is not None:
            refused = "" if field.updateable else "the bot's user may not edit it; give its permission set Edit on it"
            yield judged(f"Salesforce may edit Order.{name}", "yes", [refused])


def dispute_lines(salesforce: Salesforce, policy: Policy) -> Iterator[Line]:
    """The Cases that call for the supervisors, where the handbook asks for them. Orders are reviewed without them."""
    column = policy.salesforce.fields.case.type
    for name, rules in policy.workflows.items():
        if rules.escalate is None or rules.escalate.disputed_case is None:
            continue
        what, kind = f"workflows.{name}.escalate.disputed_case", rules.escalate.disputed_case
        try:
            fields = salesforce.describe("Case").fields
        except ClientError as error:
            yield warning(
                what, f"{error} Its user needs the Read permission on Case; until then no Case calls anybody."
            )
            continue
        missing = ""
        if column not in fields:
            missing = f"Salesforce's Case has no {column}{did_you_mean(column, fields)} (salesforce.fields.case.type)"
        elif fields[column].values and kind not in fields[column].values:
            missing = f"Salesforce's Case.{column} has no {kind!r}{did_you_mean(kind, fields[column].values)}"
        yield judged(what, f"Case.{column} {kind!r}", [missing and f"{missing}; no Case calls anybody"], Level.WARNING)


def history_line(salesforce: Salesforce, policy: Policy, order: Description) -> Line:
    what, relationship = "Salesforce history of Order.Status", policy.salesforce.fields.order.history
    if relationship is None or relationship not in order.children:
        return warning(what, "not read: an order's clock starts at its creation")
    try:
        tracked = salesforce.query("SELECT Id FROM OrderHistory WHERE Field = 'Status' LIMIT 1").rows
    except ClientError as error:
        return warning(what, f"cannot be read: {error}")
    advice = (
        "no change of a Status is in it yet: unless the org is new, tick Status in Setup, Object Manager, Order, "
        "Set History Tracking"
    )
    return judged(what, "tracked", [] if tracked else [advice], Level.WARNING)


def read_lines(
    salesforce: Salesforce, policy: Policy, described: Mapping[str, Description], workflows: Mapping[str, Workflow]
) -> Iterator[Line]:
    """The question that intake asks, once for each workflow."""
    try:
        fitted = fit(policy, compare(policy, described))
    except ConfigError:  # said above, name by name
        return
    for workflow in workflows.values():
        intake = workflow.intake
        columns = ", ".join(intake.fields(fitted))
        source = f"{identifier(intake.object)} WHERE {intake.open_filter(fitted)} LIMIT 1"
        what = f"Salesforce intake of {workflow.name}"
        try:
            salesforce.query(f"SELECT {columns} FROM {source}")  # noqa: S608  (names are checked, values quoted)
        except ClientError as error:
            yield fault(what, f"{error} Its user may not read one of: {columns}.")
        else:
            yield ok(what, "can be read")


def usage_line(usage: ApiUsage | None, poll_seconds: float) -> Line:
    what = "Salesforce API calls left"
    if usage is None:
        return warning(what, "Salesforce did not say")
    left, polls = usage.limit - usage.used, int(DAY / poll_seconds)
    says = f"{left:,} of {usage.limit:,} in 24 hours; polling alone takes {polls:,}"
    if left <= 0:
        return fault(what, f"{says}: nothing can be read or written until some are free again")
    if left < FEW * usage.limit or usage.limit < 2 * polls:
        return warning(what, f"{says}: raise salesforce.poll_seconds, or buy calls")
    return ok(what, says)
