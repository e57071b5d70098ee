"""What an object and a field are: types, lengths, picklists, references, and what an API caller may do with them.
It owns the words that ``objects`` is written in and must not name a single object of the org."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Row = dict[str, Any]
"""A record: field name to JSON value; a missing key is null. Rows are replaced, never changed in place."""

TEXT_TYPES = frozenset({"string", "textarea", "picklist", "email", "phone", "url"})
NUMBER_TYPES = frozenset({"double", "currency", "int", "percent"})


@dataclass(frozen=True)
class Field:
    """One field. ``create``/``update``: an API caller may set it; ``calculated`` ones are the org's own."""

    name: str
    type: str
    length: int = 0
    required: bool = False
    create: bool = True
    update: bool = True
    filterable: bool = True
    unique: bool = False
    external_id: bool = False
    values: tuple[str, ...] = ()
    restricted: bool = False
    default: Any = None
    refers_to: str | None = None
    relationship: str | None = None
    children: str | None = None
    cascade: bool = False
    auto_number: bool = False

    @property
    def custom(self) -> bool:
        return self.name.endswith("__c")

    @property
    def label(self) -> str:
        words = self.name.removesuffix("__c").replace("_", " ").removesuffix("Id") or "Record ID"
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)


@dataclass(frozen=True)
class SObject:
    """One object. ``fields`` by name; ``find`` is without case, as Salesforce's names are."""

    name: str
    prefix: str
    fields: dict[str, Field]
    create: bool = True
    update: bool = True
    delete: bool = True
    tooling: bool = False
    by_lower: dict[str, Field] = field(default_factory=dict)

    def find(self, name: str) -> Field | None:
        return self.by_lower.get(name.lower())

    def relationship(self, name: str) -> Field | None:
        """The reference field behind a parent relationship name such as ``Account`` or ``CreatedBy``."""
        wanted = name.lower()
        return next((f for f in self.fields.values() if f.relationship and f.relationship.lower() == wanted), None)


def text(name: str, length: int = 255, **more: Any) -> Field:
    return Field(name, "string", length, **more)


def long_text(name: str, length: int = 32000) -> Field:
    """A long text area: it cannot be filtered or sorted on."""
    return Field(name, "textarea", length, filterable=False)


def picklist(name: str, *values: str, restricted: bool = False, **more: Any) -> Field:
    return Field(name, "picklist", 255, values=values, restricted=restricted, **more)


def reference(name: str, to: str, relationship: str | None = None, **more: Any) -> Field:
    return Field(name, "reference", 18, refers_to=to, relationship=relationship or name.removesuffix("Id"), **more)


def number(name: str, kind: str = "double", **more: Any) -> Field:
    return Field(name, kind, **more)


def flag(name: str, default: bool = False, **more: Any) -> Field:
    return Field(name, "boolean", default=default, **more)


def moment(name: str, kind: str = "datetime", **more: Any) -> Field:
    return Field(name, kind, **more)


def address(kind: str) -> list[Field]:
    return [
        Field(f"{kind}Street", "textarea", 255),
        text(f"{kind}City", 40),
        text(f"{kind}State", 80),
        text(f"{kind}PostalCode", 20),
        text(f"{kind}Country", 80),
    ]


def read_only(one: Field) -> Field:
    return replace(one, create=False, update=False)


AUDIT = [
    moment("CreatedDate", create=False, update=False),
    reference("CreatedById", "User", create=False, update=False),
    moment("LastModifiedDate", create=False, update=False),
    reference("LastModifiedById", "User", create=False, update=False),
    moment("SystemModstamp", create=False, update=False),
]


def sobject(name: str, prefix: str, fields: Sequence[Field], *, audited: bool = True, **more: Any) -> SObject:
    """An object with Id and IsDeleted, and the audit fields unless it is a setup list."""
    whole = [Field("Id", "id", 18, create=False, update=False), flag("IsDeleted", create=False, update=False)]
    whole += [*fields, *(AUDIT if audited else [])]
    return SObject(name, prefix, {f.name: f for f in whole}, by_lower={f.name.lower(): f for f in whole}, **more)
