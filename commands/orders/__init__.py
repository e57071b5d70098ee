"""Order review (P1): an order in Pending Review is approved or rejected by customer service from a card.

The handbook: approving sets the Status, and the org's Flow starts provisioning by itself; rejecting writes the reason
into the order's notes and cancels it, and the portal tells the customer. Standard orders are reviewed within two
business hours, priority orders within thirty minutes. It reads in this order: ``record`` (what waits, what is seen),
``review`` (what may be decided), ``writing`` (how it reaches Salesforce), ``provisioning`` (whether what follows an
approval begins), ``card`` (what people see).
"""

from bot.workflow.contract import Clients, Effect, Errand, Intake, Slash, Workflow
from commands.orders.card import card, form, line
from commands.orders.provisioning import follows, look
from commands.orders.record import NAME, Found, intake_fields, is_open, open_filter, opening, read_order
from commands.orders.review import decide
from commands.orders.writing import approve, reject


def look_up(clients: Clients, errand: Errand) -> Found | None:
    """The order as it is now; None: it is gone."""
    return read_order(clients.salesforce, errand.request, errand.policy)


WORKFLOW = Workflow(
    name=NAME,
    verbs=frozenset({"approve", "reject", "reveal", "retry"}),
    forms=frozenset({"reject", "reveal"}),
    reveals=frozenset({"reject", "reveal"}),
    targets=frozenset({"standard", "priority"}),
    statuses=frozenset({"open", "approved", "rejected"}),
    intake=Intake(
        object="Order",
        fields=intake_fields,
        open_filter=open_filter,
        is_open=is_open,
        opening=opening,
        first=(Effect("look_up"),),
        follows=follows,
    ),
    effects={"look_up": look_up, "provisioning": look, "approve": approve, "reject": reject},
    writes=frozenset({"approve", "reject"}),
    urgent=frozenset({"priority"}),
    decide=decide,
    card=card,
    line=line,
    form=form,
    slash=Slash(
        command="/orders",
        noun="order",
        description="Orders that wait for review: list, show, approve, reject",
        shortcut="Open the order list",
    ),
)
