"""The org's objects, as data: the standard ones that the portal uses and the custom fields that the operations
handbook or the operator's field map name. It owns no behaviour; the rules are in ``rules``."""

from sandbox.salesforce.schema import (
    Field,
    SObject,
    address,
    flag,
    long_text,
    moment,
    number,
    picklist,
    read_only,
    reference,
    sobject,
    text,
)

ELIGIBILITY = ("Home 1G", "Home 10G", "Apartment 1G", "Apartment 10G", "Apartment 100M", "Not Available")


def _owner() -> Field:
    return reference("OwnerId", "User")


ACCOUNT = sobject(
    "Account",
    "001",
    [
        text("Name", required=True),
        text("AccountNumber", 40),
        picklist("Type", "Customer", "Prospect"),
        Field("Phone", "phone", 40),
        Field("Website", "url", 255),
        long_text("Description"),
        *address("Billing"),
        *address("Shipping"),
        _owner(),
        text("SF_Account_No__c", 20, unique=True, external_id=True),
        picklist("Internet_Eligibility__c", *ELIGIBILITY),
        picklist("Internet_Eligibility_Status__c", "Pending", "Checked", restricted=True),
        Field("Email__c", "email", 80),
        number("WHMCS_Client_ID__c", external_id=True),
    ],
)
CONTACT = sobject(
    "Contact",
    "003",
    [
        reference("AccountId", "Account", children="Contacts", cascade=True),
        text("FirstName", 40),
        text("LastName", 80, required=True),
        read_only(text("Name", 121)),
        Field("Email", "email", 80),
        Field("Phone", "phone", 40),
        text("Title", 128),
        *address("Mailing"),
        _owner(),
    ],
)
USER = sobject(
    "User",
    "005",
    [
        text("Username", 80, required=True, unique=True),
        Field("Email", "email", 128, required=True),
        text("FirstName", 40),
        text("LastName", 80, required=True),
        read_only(text("Name", 121)),
        text("Alias", 8),
        text("Title", 80),
        text("Department", 80),
        text("FederationIdentifier", 512),
        flag("IsActive", default=True),
        read_only(picklist("UserType", "Standard", "AutomatedProcess")),
        reference("ManagerId", "User"),
    ],
    delete=False,
)
USER_LOGIN = sobject(
    "UserLogin",
    "0Yw",
    [
        reference("UserId", "User", create=False, update=False),
        flag("IsFrozen"),
        flag("IsPasswordLocked"),
        read_only(moment("LastModifiedDate")),
        read_only(reference("LastModifiedById", "User")),
    ],
    audited=False,
    create=False,
    delete=False,
)
ORDER = sobject(
    "Order",
    "801",
    [
        text("OrderNumber", 30, create=False, update=False, auto_number=True),
        reference("AccountId", "Account", required=True, children="Orders", cascade=True),
        reference("OpportunityId", "Opportunity", children="Orders"),
        reference("Pricebook2Id", "Pricebook2"),
        moment("EffectiveDate", "date", required=True),
        moment("EndDate", "date"),
        picklist(
            "Status", "Draft", "Pending Review", "Approved", "Cancelled", "Activated", "Completed",
            restricted=True, required=True,
        ),
        read_only(picklist("StatusCode", "Draft", "Activated")),
        picklist("Type", "New", "Change", "Add-on"),
        read_only(number("TotalAmount", "currency")),
        long_text("Description"),
        text("Name", 80),
        text("PoNumber", 80),
        _owner(),
        reference("BillToContactId", "Contact"),
        reference("ShipToContactId", "Contact"),
        *address("Billing"),
        *address("Shipping"),
        read_only(moment("ActivatedDate")),
        read_only(reference("ActivatedById", "User")),
        picklist("Priority__c", "Standard", "Priority", restricted=True),
        picklist("Provisioning_Status__c", "Started", "Provisioned", "Failed", restricted=True),
        text("Provisioning_Error__c"),
        text("Approved_By__c"),
    ],
)  # fmt: skip
ORDER_ITEM = sobject(
    "OrderItem",
    "802",
    [
        read_only(text("OrderItemNumber", 30, auto_number=True)),
        reference("OrderId", "Order", required=True, update=False, children="OrderItems", cascade=True),
        reference("PricebookEntryId", "PricebookEntry", required=True, update=False),
        reference("Product2Id", "Product2", update=False),
        number("Quantity", required=True),
        number("UnitPrice", "currency", required=True),
        read_only(number("TotalPrice", "currency")),
        moment("ServiceDate", "date"),
        text("Description"),
    ],
)
ORDER_HISTORY = sobject(
    "OrderHistory",
    "8HH",
    [
        reference("OrderId", "Order", children="Histories", cascade=True),
        text("Field"),
        text("OldValue"),
        text("NewValue"),
        moment("CreatedDate"),
        reference("CreatedById", "User"),
    ],
    audited=False,
    create=False,
    update=False,
    delete=False,
)
PRODUCT = sobject(
    "Product2",
    "01t",
    [
        text("Name", required=True),
        text("ProductCode"),
        text("StockKeepingUnit", 180),
        picklist("Family", "Internet", "SIM", "VPN"),
        flag("IsActive"),
        Field("Description", "textarea", 4000, filterable=False),
        number("WH_Product_ID__c"),
        picklist("Billing_Cycle__c", "Monthly", "Onetime", "Annual"),
        picklist("Item_Class__c", "Service", "Activation", "Add-on"),
        picklist("Internet_Type__c", *ELIGIBILITY[:-1]),
    ],
)
PRICEBOOK = sobject(
    "Pricebook2",
    "01s",
    [
        text("Name", required=True),
        flag("IsActive"),
        read_only(flag("IsStandard")),
        text("Description"),
    ],
)
PRICEBOOK_ENTRY = sobject(
    "PricebookEntry",
    "01u",
    [
        reference("Pricebook2Id", "Pricebook2", required=True, update=False, children="PricebookEntries", cascade=True),
        reference("Product2Id", "Product2", required=True, update=False, children="PricebookEntries", cascade=True),
        number("UnitPrice", "currency", required=True),
        flag("IsActive"),
        flag("UseStandardPrice"),
        read_only(text("Name")),
        read_only(text("ProductCode")),
    ],
)
CASE = sobject(
    "Case",
    "500",
    [
        text("CaseNumber", 30, create=False, update=False, auto_number=True),
        reference("AccountId", "Account", children="Cases"),
        reference("ContactId", "Contact", children="Cases"),
        text("Subject"),
        long_text("Description"),
        Field("Comments", "textarea", 4000, filterable=False),
        picklist("Status", "New", "Working", "Escalated", "Closed", "Closed - Withdrawn", default="New"),
        picklist("Type", "Eligibility Check", "Cancellation Request", "Eligibility dispute"),
        picklist("Origin", "Phone", "Email", "Web", "Portal"),
        picklist("Priority", "High", "Medium", "Low", default="Medium"),
        picklist("Reason", "New service", "Moving", "Price", "Other"),
        _owner(),
        read_only(flag("IsClosed")),
        read_only(moment("ClosedDate")),
        text("WHMCS_Service_ID__c", 40),
        text("Handoff_Key__c", 64, unique=True, external_id=True),
    ],
)
OPPORTUNITY = sobject(
    "Opportunity",
    "006",
    [
        text("Name", 120, required=True),
        reference("AccountId", "Account", children="Opportunities", cascade=True),
        picklist("StageName", "Introduction", "Ready", "Active", "Void", "△Cancelling", "△Cancelled", required=True),
        moment("CloseDate", "date", required=True),
        number("Amount", "currency"),
        number("Probability", "percent"),
        read_only(flag("IsClosed")),
        read_only(flag("IsWon")),
        read_only(picklist("ForecastCategory", "Pipeline", "Closed", "Omitted")),
        long_text("Description"),
        _owner(),
        number("WHMCS_Service_ID__c"),
        moment("ScheduledCancellationDateAndTime__c"),
    ],
)
OPPORTUNITY_HISTORY = sobject(
    "OpportunityHistory",
    "008",
    [
        reference("OpportunityId", "Opportunity", children="OpportunityHistories", cascade=True),
        picklist("StageName"),
        number("Amount", "currency"),
        number("Probability", "percent"),
        moment("CloseDate", "date"),
        moment("CreatedDate"),
        reference("CreatedById", "User"),
    ],
    audited=False,
    create=False,
    update=False,
    delete=False,
)


def _setup_list(name: str, prefix: str, *more: Field) -> SObject:
    fields = [text("ApiName"), text("MasterLabel"), number("SortOrder", "int"), flag("IsDefault"), *more]
    return sobject(name, prefix, fields, audited=False, create=False, update=False, delete=False)


ORDER_STATUS = _setup_list("OrderStatus", "1ST", picklist("StatusCode", "Draft", "Activated"))
CASE_STATUS = _setup_list("CaseStatus", "01J", flag("IsClosed"))
OPPORTUNITY_STAGE = _setup_list(
    "OpportunityStage", "01K",
    flag("IsActive"), flag("IsClosed"), flag("IsWon"), text("ForecastCategory"),
    number("DefaultProbability", "percent"),
)  # fmt: skip
FLOW_VIEW = sobject(
    "FlowDefinitionView",
    "3dd",
    [
        text("DurableId"),
        text("ApiName"),
        text("Label"),
        text("ActiveVersionId"),
        text("LatestVersionId"),
        flag("IsActive"),
        flag("IsOutOfDate"),
    ],
    audited=False,
    create=False,
    update=False,
    delete=False,
)
FLOW_DEFINITION = sobject(
    "FlowDefinition",
    "300",
    [text("DeveloperName"), text("MasterLabel"), text("ActiveVersionId"), text("LatestVersionId")],
    create=False,
    update=False,
    delete=False,
    tooling=True,
)

OBJECTS: dict[str, SObject] = {
    one.name: one
    for one in (
        ACCOUNT, CONTACT, USER, USER_LOGIN, ORDER, ORDER_ITEM, ORDER_HISTORY, PRODUCT, PRICEBOOK, PRICEBOOK_ENTRY,
        CASE, OPPORTUNITY, OPPORTUNITY_HISTORY, ORDER_STATUS, CASE_STATUS, OPPORTUNITY_STAGE, FLOW_VIEW,
        FLOW_DEFINITION,
    )
}  # fmt: skip
PLATFORM_EVENT = "OrderProvisionRequested__e"
