"""The handbook's five checks of an order, on what Salesforce and WHMCS say this moment (E3).

One call to Salesforce reads the order, the Account's other orders, the families of WHMCS products, and what may call
for the supervisors; two to WHMCS read the client and their services. Where WHMCS is silent, what needs it is unknown,
and is looked at again once it answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.clients.salesforce import Page, Reply, Row, Salesforce, identifier, query_call, soql
from bot.clients.whmcs import Service, Whmcs, WhmcsClient
from bot.domain import addresses, duplicates, eligibility, identity, triggers
from bot.domain.eligibility import is_service
from bot.domain.evidence import Silence, special_instructions
from bot.errors import ClientError, Permanent, Transient
from bot.handbook.eyes import Escalation
from bot.handbook.policy import Policy
from bot.workflow.contract import Clients, Errand
from commands.orders.record import (
    NAME,
    Found,
    all_items,
    found_in,
    order_line,
    order_lines,
    order_query,
    status_history,
)
from models import Request

MOST_ORDERS = 100
"""Of one Account, the latest: what was approved before them is long past."""


def look_up(clients: Clients, errand: Errand) -> Found | None:
    """The order as it is now, and what the checks find; None: it is gone."""
    salesforce, policy, request = clients.salesforce, errand.policy, errand.request
    calls = [query_call("order", order_query(request, policy)), query_call("others", _others_query(request, policy))]
    families_of = _families_query(policy)
    if families_of:
        calls.append(query_call("products", families_of))
    escalate = policy.workflow(NAME).escalate
    if escalate and escalate.repeats:
        calls.append(query_call("ordered", ORDERED))
    if escalate and escalate.disputed_case:
        calls.append(query_call("cases", _cases_query(escalate.disputed_case, policy)))
    reply = salesforce.composite(calls, all_or_none=False, repeatable=True)
    page = reply.page("order")
    if not page.rows:
        return None
    found, sources = found_in(page, salesforce, request, policy)
    client, services = _billing(clients.whmcs, sources.client_id)
    families = _families(reply.page("products"), policy) if families_of else {}
    at = reply.server_time
    ordered = [line.family for line in sources.lines if is_service(line)]
    checks = [
        identity.check(sources.account, sources.contact, client, at),
        eligibility.check(sources.lines, *sources.eligibility, at),
        addresses.check(sources.installation, sources.checked, at),
        duplicates.check(
            ordered,
            services if isinstance(services, Silence) else [_held(one, families) for one in services],
            [_other(row, salesforce, policy) for row in reply.page("others").rows],
            at,
        ),
        special_instructions(sources.instructions, at),
    ]
    details = {**found.details, "checks": {check.key: check.detail for check in checks}}
    facts = {**found.facts, "client": sources.client_id}
    silent = Silence.NO_ANSWER in (client, services)
    account = triggers.Account(page.rows[0].instant("CreatedDate"), *_account(reply, escalate))
    called = triggers.find(escalate, int(facts["value"]), account, checks)
    return replace(found, facts=facts, details=details, checks=checks, silent=silent, triggers=called)


def heal(clients: Clients, errand: Errand) -> Found | None:
    """``look_up`` for a card that waits for WHMCS. While WHMCS is silent Salesforce is not asked."""
    client = errand.request.facts.get("client")
    if _billing(clients.whmcs, client)[0] is Silence.NO_ANSWER:
        raise Transient("WHMCS does not answer.", code="WHMCS_SILENT")
    return look_up(clients, errand)


def _billing(
    whmcs: Whmcs | None, client_id: int | None
) -> tuple[identity.Person | Silence, Sequence[Service] | Silence]:
    """The client as a person and their services, each or why not."""
    if whmcs is None:
        return Silence.NOT_CONNECTED, Silence.NOT_CONNECTED
    if client_id is None:
        return Silence.NO_CLIENT, Silence.NO_CLIENT
    try:
        client = whmcs.client(client_id)
        if client is None:
            return Silence.NOT_FOUND, Silence.NOT_FOUND
        return _person(client), whmcs.services(client_id)
    except ClientError as error:
        log.get().warning("evidence.silent", vendor="WHMCS", code=error.code)
        return Silence.NO_ANSWER, Silence.NO_ANSWER


def _person(client: WhmcsClient) -> identity.Person:
    return identity.Person(client.first_name, client.last_name, client.email, client.phone, client.company)


def _held(service: Service, families: Mapping[int, str]) -> duplicates.Service:
    family = families.get(service.product) or None
    return duplicates.Service(str(service.id), service.name, family, service.status, service.registered)


# --- what else is read of Salesforce ---------------------------------------------------------------------------------


def _others_query(request: Request, policy: Policy) -> str:
    """The Account's other orders that are in review or were approved, whatever an approved one is called since then."""
    product, statuses = policy.salesforce.fields.product, policy.workflow(NAME).statuses
    columns = ["OrderNumber", "Status", "LastModifiedDate", order_lines(product), *status_history(policy, "", 5)]
    where = "AccountId = '@{{order.records[0].AccountId}}' AND Id != {record} AND Status != {rejected}"
    where += " AND (Status IN {alive} OR StatusCode = 'Activated')"
    query = f"SELECT {', '.join(columns)} FROM Order WHERE {where} ORDER BY LastModifiedDate DESC LIMIT {MOST_ORDERS}"
    alive = [statuses["open"], statuses["approved"]]
    return soql(query, record=request.external_id, rejected=statuses["rejected"], alive=alive)


def _other(row: Row, salesforce: Salesforce, policy: Policy) -> duplicates.OtherOrder:
    """Without a history an order counts as approved when it was last changed, which is not too early."""
    statuses, product = policy.workflow(NAME).statuses, policy.salesforce.fields.product
    lines = [order_line(item, product) for item in all_items(row, "OrderItems", salesforce)]
    families = tuple(dict.fromkeys(line.family for line in lines if is_service(line) and line.family))
    approved_at = None
    if row.text("Status") != statuses["open"]:
        history = row.rows(policy.salesforce.fields.order.history or "")
        entered = [entry for entry in history if entry.text("NewValue") == statuses["approved"]]
        approved_at = entered[0].instant("CreatedDate") if entered else row.instant("LastModifiedDate")
    return duplicates.OtherOrder(row.text("OrderNumber"), families, approved_at)


ORDERED = (
    "SELECT CreatedDate FROM Order WHERE AccountId = '@{order.records[0].AccountId}' "
    f"ORDER BY CreatedDate DESC LIMIT {MOST_ORDERS}"
)


def _cases_query(kind: str, policy: Policy) -> str:
    """An open Case that says that the customer does not accept the eligibility."""
    column = identifier(policy.salesforce.fields.case.type)
    where = f"AccountId = '@{{{{order.records[0].AccountId}}}}' AND IsClosed = false AND {column} = {{kind}}"
    return soql(f"SELECT CaseNumber FROM Case WHERE {where} ORDER BY CreatedDate DESC LIMIT 1", kind=kind)


def _account(reply: Reply, escalate: Escalation | None) -> tuple[list[datetime], str]:
    """When the Account ordered, and the number of its open Case; what Salesforce refuses to tell calls for nobody."""
    ordered: list[datetime] = []
    if escalate and escalate.repeats:
        ordered = [row.instant("CreatedDate") for row in reply.page("ordered").rows]
    try:
        cases = reply.page("cases").rows if escalate and escalate.disputed_case else []
    except Permanent as error:
        log.get().warning("evidence.no_cases", code=error.code)
        cases = []
    return ordered, cases[0].text("CaseNumber") if cases else ""


def _families_query(policy: Policy) -> str:
    """Empty where products have no family."""
    family = policy.salesforce.fields.product.family
    columns = f"WH_Product_ID__c, {identifier(family)}" if family else ""
    return columns and f"SELECT {columns} FROM Product2 WHERE WH_Product_ID__c != null"


def _families(page: Page, policy: Policy) -> dict[int, str]:
    """WHMCS product id → family."""
    family = policy.salesforce.fields.product.family or ""
    numbered = [(row.text("WH_Product_ID__c"), row.text(family)) for row in page.rows]
    return {int(number): name for number, name in numbered if number.isascii() and number.isdigit()}
