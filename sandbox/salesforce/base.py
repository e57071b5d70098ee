"""What the org holds before any customer: its users, statuses, stages, price books and the Flow. It owns these rows
and nothing that a customer brings (that is ``sandbox.traffic``). Their ids are the same after every reset."""

from typing import Any

from sandbox.salesforce import BOT_USER, CLIENT_ID, CLIENT_SECRET, PORTAL_CLIENT_ID, PORTAL_CLIENT_SECRET, PORTAL_USER
from sandbox.salesforce.dml import insert
from sandbox.salesforce.flow import AUTOMATED_PROCESS
from sandbox.salesforce.ids import make_id
from sandbox.salesforce.org import Actor, Org

CLIENTS = {
    CLIENT_ID: (CLIENT_SECRET, BOT_USER),
    PORTAL_CLIENT_ID: (PORTAL_CLIENT_SECRET, PORTAL_USER),
}
"""OAuth client id: its secret and the user that it runs as."""

_STAFF = {
    "sf.clerk": "people.manager", "cs.one": "cs.manager", "cs.two": "cs.manager", "cs.three": "cs.manager",
    "cs.manager": "people.manager", "sales.one": "sales.manager", "sales.manager": "people.manager",
    "devops.one": "ops.lead", "ops.lead": "people.manager", "sf.admin": "it.manager", "it.manager": "people.manager",
    "dev.one": "tech.lead", "tech.lead": "people.manager", "partner.one": "people.manager", "people.manager": None,
    "leaver": "cs.manager",
}  # fmt: skip
_STAGES: list[tuple[str, bool, bool, str, float]] = [
    ("Introduction", False, False, "Pipeline", 10.0),
    ("Ready", False, False, "Pipeline", 50.0),
    ("Active", True, True, "Closed", 100.0),
    ("Void", True, False, "Omitted", 0.0),
    ("△Cancelling", True, True, "Closed", 100.0),
    ("△Cancelled", True, False, "Omitted", 0.0),
]


def lay_base(org: Org) -> None:
    """Fill an empty org; does nothing when it already holds its users."""
    if org.tables["User"].rows:
        return
    with org.transaction():
        _users(org)
        actor = Actor(org.user("sf.admin@example.com"), "seed", system=True)
        for order, name in enumerate(("Draft", "Pending Review", "Approved", "Cancelled", "Activated", "Completed"), 1):
            _listed(org, "OrderStatus", order, name, actor, StatusCode=org.category(name), IsDefault=order == 1)
        for order, name in enumerate(("New", "Working", "Escalated", "Closed", "Closed - Withdrawn"), 1):
            _listed(org, "CaseStatus", order, name, actor, IsClosed=name.startswith("Closed"), IsDefault=order == 1)
        for order, (name, closed, won, forecast, probability) in enumerate(_STAGES, 1):
            _listed(
                org, "OpportunityStage", order, name, actor, IsClosed=closed, IsWon=won, ForecastCategory=forecast,
                DefaultProbability=probability, IsActive=True,
            )  # fmt: skip
        insert(org, "Pricebook2", {"Name": "Standard Price Book", "IsActive": True, "IsStandard": True}, actor)
        insert(org, "Pricebook2", {"Name": "Portal", "IsActive": True, "IsStandard": False}, actor)
        for name in ("Order Approval Flow", "Eligibility Update Flow"):
            _flow(org, name, actor)


def _users(org: Org) -> None:
    nobody = Actor(make_id("005", 1), "seed", system=True)
    ids: dict[str, str] = {}
    for username, first, last, kind in (
        (AUTOMATED_PROCESS, None, "Automated Process", "AutomatedProcess"),
        (BOT_USER, None, "Handoff Bot", "Standard"),
        (PORTAL_USER, None, "Portal Integration", "Standard"),
    ):
        body = {"Username": username, "Email": username, "FirstName": first, "LastName": last, "UserType": kind}
        ids[username] = insert(org, "User", body, nobody)
    for name in reversed(_STAFF):
        first, last = [*name.split("."), "Handoff"][:2]
        body = {
            "Username": f"{name}@example.com", "Email": f"{name}@example.com", "FirstName": first.capitalize(),
            "LastName": last.capitalize(), "Alias": name.replace(".", "")[:8],
        }  # fmt: skip
        ids[name] = insert(org, "User", body, nobody)
    for name, manager in _STAFF.items():
        if manager:
            row = org.tables["User"].rows[ids[name]]
            org.tables.put("User", {**row, "ManagerId": ids[manager]})


def _listed(org: Org, name: str, order: int, label: str, actor: Actor, **more: Any) -> None:
    insert(org, name, {"ApiName": label, "MasterLabel": label, "SortOrder": order, **more}, actor)


def _flow(org: Org, label: str, actor: Actor) -> None:
    developer_name = label.replace(" ", "_")
    number = org.tables["FlowDefinition"].last_number + 1
    definition, version = make_id("300", number), make_id("301", number)
    versions = {"ActiveVersionId": version, "LatestVersionId": version}
    insert(org, "FlowDefinition", {"DeveloperName": developer_name, "MasterLabel": label, **versions}, actor)
    view = {"DurableId": definition, "ApiName": developer_name, "Label": label, "IsActive": True, **versions}
    insert(org, "FlowDefinitionView", view, actor)
