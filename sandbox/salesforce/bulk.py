"""Many made-up orders at once, for benchmarks and bursts. It owns their plain shape: valid, dull and all alike; people
with names and stories are ``sandbox.traffic``'s."""

from sandbox.salesforce import PORTAL_PRICEBOOK_ID, PORTAL_USER, STANDARD_PRICEBOOK_ID, dml
from sandbox.salesforce.org import Actor, Org

_SKU = "BULK-HOME-1G"


def make_orders(
    org: Org,
    count: int,
    *,
    start: int = 0,
    status: str = "Pending Review",
    lines: int = 1,
    accounts: int = 100,
    notes: str = "",
    priority_every: int = 0,
) -> list[str]:
    """Orders of the portal's integration user, spread over ``accounts`` customers; every n-th one is a priority."""
    actor = Actor(org.user(PORTAL_USER), "seed", system=True)
    entry = _price(org, actor)
    customers = _customers(org, actor, max(1, accounts))
    today = org.stamp()[:10]
    ids: list[str] = []
    for number in range(start, start + count):
        account, contact = customers[number % len(customers)]
        body = {
            "AccountId": account, "BillToContactId": contact, "Pricebook2Id": PORTAL_PRICEBOOK_ID,
            "EffectiveDate": today, "Status": status, "Description": notes, "Type": "New",
            "Priority__c": "Priority" if priority_every and number % priority_every == 0 else "Standard",
            "ShippingStreet": "1-2-3 Example", "ShippingCity": "Setagaya", "ShippingState": "Tokyo",
            "ShippingPostalCode": "154-0001", "ShippingCountry": "Japan",
        }  # fmt: skip
        order_id = dml.insert(org, "Order", body, actor)
        for _ in range(lines):
            item = {"OrderId": order_id, "PricebookEntryId": entry, "Quantity": 1, "UnitPrice": 5720}
            dml.insert(org, "OrderItem", item, actor)
        ids.append(order_id)
    return ids


def _price(org: Org, actor: Actor) -> str:
    found = org.tables["Product2"].where("StockKeepingUnit", _SKU)
    if found:
        entries = org.tables["PricebookEntry"].where("Product2Id", found[0]["Id"])
        return str(next(row["Id"] for row in entries if row["Pricebook2Id"] == PORTAL_PRICEBOOK_ID))
    product = {
        "Name": "Home 1G (bulk)", "StockKeepingUnit": _SKU, "Family": "Internet", "IsActive": True,
        "Internet_Type__c": "Home 1G", "Item_Class__c": "Service", "Billing_Cycle__c": "Monthly", "WH_Product_ID__c": 1,
    }  # fmt: skip
    product_id = dml.insert(org, "Product2", product, actor)
    entry = ""
    for book in (STANDARD_PRICEBOOK_ID, PORTAL_PRICEBOOK_ID):
        body = {"Pricebook2Id": book, "Product2Id": product_id, "UnitPrice": 5720, "IsActive": True}
        entry = dml.insert(org, "PricebookEntry", body, actor)
    return entry


def _customers(org: Org, actor: Actor, count: int) -> list[tuple[str, str]]:
    customers = []
    for number in range(count):
        customer_number = f"0{number:07d}"
        found = org.tables["Account"].where("SF_Account_No__c", customer_number)
        if found:
            contacts = org.tables["Contact"].where("AccountId", found[0]["Id"])
            customers.append((str(found[0]["Id"]), str(contacts[0]["Id"])))
            continue
        email = f"bulk.{number}@customers.example"
        account = {
            "Name": f"Bulk Customer {number}", "SF_Account_No__c": customer_number, "Email__c": email,
            "Phone": "+81 00-0000-0000", "Internet_Eligibility__c": "Home 1G",
            "Internet_Eligibility_Status__c": "Checked", "BillingStreet": "1-2-3 Example", "BillingCity": "Setagaya",
            "BillingState": "Tokyo", "BillingPostalCode": "154-0001", "BillingCountry": "Japan",
        }  # fmt: skip
        account_id = dml.insert(org, "Account", account, actor)
        person = {"AccountId": account_id, "FirstName": "Bulk", "LastName": f"Customer {number}", "Email": email}
        customers.append((account_id, dml.insert(org, "Contact", person, actor)))
    return customers
