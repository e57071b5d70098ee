"""describe(): what the org says about its objects and fields. It owns the shape of these replies and must not run
queries."""

from typing import Any

from sandbox.salesforce.org import Org
from sandbox.salesforce.schema import NUMBER_TYPES, TEXT_TYPES, Field, SObject


def describe_global(org: Org, version: str) -> dict[str, Any]:
    names = [name for name in org.tables.by_name if org.sobject(name) and not org.tables[name].sobject.tooling]
    return {
        "encoding": "UTF-8", "maxBatchSize": 200,
        "sobjects": [_header(org.tables[name].sobject, version) for name in names],
    }  # fmt: skip


def basic(sobject: SObject, version: str) -> dict[str, Any]:
    return {"objectDescribe": _header(sobject, version), "recentItems": []}


def describe(org: Org, sobject: SObject, version: str) -> dict[str, Any]:
    children = [
        {
            "childSObject": table.sobject.name, "field": one.name, "relationshipName": one.children,
            "cascadeDelete": one.cascade, "deprecatedAndHidden": False, "restrictedDelete": False,
        }
        for table in org.tables.by_name.values()
        for one in org.fields(table.sobject)
        if one.refers_to == sobject.name and org.sobject(table.sobject.name)
    ]  # fmt: skip
    fields = [_field(one) for one in org.fields(sobject)]
    return {**_header(sobject, version), "fields": fields, "childRelationships": children, "recordTypeInfos": []}


def _header(sobject: SObject, version: str) -> dict[str, Any]:
    url = f"/services/data/{version}/sobjects/{sobject.name}"
    return {
        "name": sobject.name, "label": sobject.name, "labelPlural": f"{sobject.name}s", "keyPrefix": sobject.prefix,
        "custom": sobject.name.endswith("__c"), "customSetting": False, "queryable": True, "retrieveable": True,
        "searchable": True, "createable": sobject.create, "updateable": sobject.update, "deletable": sobject.delete,
        "undeletable": sobject.delete, "replicateable": True, "triggerable": True, "feedEnabled": False,
        "urls": {"sobject": url, "describe": f"{url}/describe", "rowTemplate": f"{url}/{{ID}}"},
    }  # fmt: skip


def _field(one: Field) -> dict[str, Any]:
    numeric = one.type in NUMBER_TYPES
    defaulted = one.type == "boolean" or one.default is not None or one.name == "OwnerId"
    return {
        "name": one.name, "label": one.label, "type": one.type, "length": one.length,
        "byteLength": one.length * 3 if one.type in TEXT_TYPES else 0,
        "precision": 18 if numeric else 0, "scale": 2 if one.type == "currency" else 0, "digits": 0,
        "soapType": "xsd:double" if numeric else "xsd:string",
        "nillable": not (one.required or one.type in ("id", "boolean")), "custom": one.custom,
        "createable": one.create, "updateable": one.update, "filterable": one.filterable,
        "sortable": one.filterable, "groupable": one.type in ("string", "picklist", "reference"),
        "unique": one.unique, "caseSensitive": False, "externalId": one.external_id,
        "idLookup": one.type == "id" or one.external_id, "autoNumber": one.auto_number, "calculated": False,
        "defaultedOnCreate": defaulted, "defaultValue": one.default,
        "restrictedPicklist": one.restricted, "dependentPicklist": False,
        "picklistValues": [
            {"active": True, "defaultValue": value == one.default, "label": value, "validFor": None, "value": value}
            for value in one.values
        ],
        "referenceTo": [one.refers_to] if one.refers_to else [], "relationshipName": one.relationship,
        "inlineHelpText": None, "permissionable": one.type != "id",
    }  # fmt: skip
