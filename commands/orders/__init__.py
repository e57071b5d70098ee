"""Order review (P1): an order in Pending Review is approved or rejected by customer service from a card.

The handbook: approving sets the Status, and the org's Flow starts provisioning by itself; rejecting writes the reason
into the order's notes and cancels it, and the portal tells the customer. Standard orders are reviewed within two
business hours, priority orders within thirty minutes. It reads in this order: ``record`` (what waits, what is seen),
``evidence`` (the handbook's five checks of it), ``review`` (what people may press), ``gate`` (what the checks ask of
an approval), ``separation`` and ``breakglass`` (when it takes two people), ``claims`` (who has it in hand, and when its
clock stands), ``escalation`` (what calls for the supervisors), ``outcomes`` (what a look or a write means), ``writing``
(how it reaches Salesforce), ``provisioning`` (whether what follows an approval begins), ``bulk`` (which of them can be
approved together), ``card`` and ``forms`` (what people see).
"""

from bot.workflow.contract import Effect, Intake, Lendable, Slash, Workflow
from commands.orders.bulk import BULK
from commands.orders.card import card, line
from commands.orders.evidence import heal, look_up
from commands.orders.forms import form
from commands.orders.provisioning import follows, look
from commands.orders.record import NAME, intake_fields, is_open, open_filter, opening
from commands.orders.review import decide
from commands.orders.separation import suffices
from commands.orders.writing import approve, reject

WORKFLOW = Workflow(
    name=NAME,
    verbs=frozenset(
        {
            *("approve", "reject", "undo", "retry", "reveal"),
            *("breakglass", "review", "dispute"),
            *("tick", "recheck", "claim", "release", "takeover", "wait", "resume", "why", "snooze"),
        }
    ),
    forms=frozenset({"reject", "reveal", "tick", "wait", "breakglass", "review", "why", "snooze"}),
    asks=frozenset({"approve"}),
    reveals=frozenset({"approve", "reject", "reveal", "tick", "breakglass", "review"}),
    wide=frozenset({"bulk", "delegate"}),
    lendable=(
        Lendable("approve", ("approve",), usual=True),
        Lendable("reject", ("reject",), usual=True),
        Lendable("undo and retry", ("undo", "retry"), usual=True),
        Lendable("tick, check again and reveal", ("tick", "recheck", "reveal")),
        Lendable("claim and release", ("claim", "release")),
        Lendable("wait, resume and snooze", ("wait", "resume", "snooze")),
        Lendable("take over", ("takeover",)),
        Lendable("dispute", ("dispute",)),
        Lendable("review afterwards", ("review",)),
    ),
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
    effects={"look_up": look_up, "heal": heal, "provisioning": look, "approve": approve, "reject": reject},
    writes=frozenset({"approve", "reject"}),
    urgent=frozenset({"priority"}),
    decide=decide,
    shared=frozenset({"approve"}),
    suffices=suffices,
    card=card,
    line=line,
    form=form,
    slash=Slash(
        command="/orders",
        noun="order",
        description="Orders that wait for review: list, show, approve, reject",
        shortcut="Open the order list",
    ),
    bulk=BULK,
)
