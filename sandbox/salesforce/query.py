"""A SOQL tree made ready to run: names resolved against the org, conditions as functions, candidates from an index. It
owns what a query means; parsing is ``soql``'s, paging and HTTP are ``api``'s."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.salesforce.conditions import Candidates, Conditions, Getter, Params, Predicate, resolve
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.org import Org
from sandbox.salesforce.paging import Cursor, Cursors
from sandbox.salesforce.schema import TEXT_TYPES, Field, Row, SObject
from sandbox.salesforce.soql import Every, Query, Slot, Sort, malformed, parse

_EVERY = "The SOQL FIELDS function must have a LIMIT of at most 200"


@dataclass
class Shape:
    """What of a row is shown: ``entries`` in the order of the SELECT; each is a field, a parent or a child query."""

    sobject: SObject
    entries: list[tuple[str, str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    parents: dict[str, "Shape"] = field(default_factory=dict)
    every: bool = False


@dataclass
class Plan:
    """A compiled query. ``run`` gives the matching rows in order; ``render`` one record as the API shows it."""

    org: Org
    cursors: Cursors
    sobject: SObject
    shape: Shape | None
    predicate: Predicate | None
    candidates: Candidates | None
    checks: list[Callable[[Params], Any]]
    sorts: list[tuple[Getter, bool, bool, bool]]
    limit: Slot | None
    offset: Slot | None

    def run(self, params: Params, *, deleted: bool, among: Iterable[Row] | None = None) -> list[Row]:
        table = self.org.tables[self.sobject.name]
        for check in self.checks:
            check(params)
        rows: Iterable[Row]
        if among is not None:
            rows = among
        elif self.candidates is not None:
            _, ids = self.candidates(params)
            rows = [row for record_id in sorted(set(ids())) if (row := table.rows.get(record_id)) is not None]
        else:
            rows = table.rows.values()
        if not deleted:
            rows = (row for row in rows if not row.get("IsDeleted"))
        if self.predicate is not None:
            test = self.predicate
            rows = (row for row in rows if test(row, params))
        found = list(rows)
        for get, descending, nulls_last, folded in reversed(self.sorts):
            _sort(found, get, descending, nulls_last, folded)
        start = _whole(self.offset, params) or 0
        if start > 2000:
            raise ApiError(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")
        limit = _whole(self.limit, params)
        if self.shape is not None and self.shape.every and (limit or 0) > 200:
            raise malformed(_EVERY)
        return found[start:] if limit is None else found[start : start + limit]

    def render(self, row: Row, params: Params, version: str, *, deleted: bool) -> Row:
        assert self.shape is not None  # noqa: S101 - COUNT() has no records
        return _render(self.org, self.shape, row, params, version, deleted)


def attributes(name: str, record_id: str, version: str) -> Row:
    return {"type": name, "url": f"/services/data/{version}/sobjects/{name}/{record_id}"}


def _render(org: Org, shape: Shape, row: Row, params: Params, version: str, deleted: bool) -> Row:
    name = shape.sobject.name
    shown: Row = {"attributes": attributes(name, row["Id"], version)}
    for kind, label, detail in shape.entries:
        if kind == "field":
            shown[label] = row.get(label)
        elif kind == "parent":
            one: Field = detail
            parent = org.row(one.refers_to or "", row[one.name]) if row.get(one.name) else None
            shown[label] = (
                None if parent is None else _render(org, shape.parents[label], parent, params, version, deleted)
            )
        else:
            link, plan = detail
            table = org.tables[plan.sobject.name]
            children = [table.rows[child] for child in table.equal[link].get(row["Id"], {})]
            found = plan.run(params, deleted=deleted, among=children)
            cursor = Cursor(plan, params, found, org.switches["child_page"], deleted)
            shown[label] = plan.cursors.first(cursor, version) if found else None
    return shown


def _whole(slot: Slot | None, params: Params) -> int | None:
    if slot is None:
        return None
    raw = params[slot.number].raw
    if slot.kind != "n" or not raw.isdigit():
        raise malformed(f"unexpected token: '{raw}'")
    return int(raw)


def _sort(rows: list[Row], get: Getter, descending: bool, nulls_last: bool, folded: bool) -> None:
    filled = [row for row in rows if get(row) is not None]
    empty = [row for row in rows if get(row) is None]
    key: Callable[[Row], Any] = (lambda row: get(row).lower()) if folded else get
    filled.sort(key=key, reverse=descending)
    rows[:] = filled + empty if nulls_last else empty + filled


class Compiler:
    """Keeps the plans of the queries seen; forgets them when the org's schema changes."""

    def __init__(self, org: Org) -> None:
        self.org = org
        self.cursors = Cursors()
        self.plans: dict[Query, Plan] = {}
        self.version = org.schema_version

    def plan(self, text: str, *, tooling: bool = False) -> tuple[Plan, Params]:
        tree, params = parse(text)
        if self.version != self.org.schema_version or len(self.plans) > 2000:
            self.plans.clear()
            self.version = self.org.schema_version
        plan = self.plans.get(tree)
        if plan is None:
            plan = self.plans[tree] = self._compile(tree, self._source(tree.source, tooling))
        return plan, params

    def _source(self, name: str, tooling: bool) -> SObject:
        sobject = self.org.sobject(name)
        if sobject is None or sobject.tooling != tooling:
            raise ApiError(
                400, "INVALID_TYPE",
                f"\nFROM {name}\n^\nERROR at Row:1:Column:1\nsObject type '{name}' is not supported. If you are "
                "attempting to use a custom object, be sure to append the '__c' after the entity name.",
            )  # fmt: skip
        return sobject

    def _compile(self, tree: Query, sobject: SObject) -> Plan:
        predicate, candidates = None, None
        conditions = Conditions(self.org, sobject, self._semi_join)
        if tree.where is not None:
            predicate, candidates = conditions.build(tree.where)
        shape = None if tree.items is None else self._shape(tree, sobject)
        sorts = [self._sorting(sobject, one) for one in tree.order]
        return Plan(
            self.org,
            self.cursors,
            sobject,
            shape,
            predicate,
            candidates,
            conditions.checks,
            sorts,
            tree.limit,
            tree.offset,
        )

    def _semi_join(self, tree: Query, to: str | None) -> Callable[[Params], frozenset[Any]]:
        sobject = self._source(tree.source, tooling=False)
        if tree.items is None or len(tree.items) != 1 or not isinstance(tree.items[0], str):
            raise malformed("semi join sub-selects can only select one id or reference field")
        chosen, get = resolve(self.org, sobject, tree.items[0])
        if chosen.type not in ("id", "reference") or (chosen.refers_to or sobject.name) != to:
            raise malformed(f"The selected field '{tree.items[0]}' in the subquery and the left operand field differ")
        plan = self._compile(tree, sobject)
        return lambda params: frozenset(get(row) for row in plan.run(params, deleted=False))

    def _sorting(self, sobject: SObject, one: Sort) -> tuple[Getter, bool, bool, bool]:
        chosen, get = resolve(self.org, sobject, one.path)
        if not chosen.filterable:
            raise ApiError(400, "INVALID_FIELD", f"field '{one.path}' can not be sorted in a query call")
        return get, one.descending, one.nulls_last, chosen.type in TEXT_TYPES

    def _shape(self, tree: Query, sobject: SObject) -> Shape:
        shape = Shape(sobject)
        for item in tree.items or ():
            if isinstance(item, Every):
                if tree.limit is None:
                    raise malformed(_EVERY)
                shape.every = True
                for one in self.org.fields(sobject):
                    if item.which == "ALL" or one.custom == (item.which == "CUSTOM"):
                        shape.entries.append(("field", one.name, None))
            elif isinstance(item, Query):
                shape.entries.append(self._child(sobject, item))
            else:
                self._add_path(shape, item.split("."), item)
        return shape

    def _child(self, sobject: SObject, tree: Query) -> tuple[str, str, Any]:
        for table in self.org.tables.by_name.values():
            for one in table.sobject.fields.values():
                if one.children and one.refers_to == sobject.name and one.children.lower() == tree.source.lower():
                    child = self.org.sobject(table.sobject.name)
                    if child is not None and not self.org.hidden(child, one):
                        return "children", one.children, (one.name, self._compile(tree, child))
        raise ApiError(
            400, "INVALID_TYPE",
            f"Didn't understand relationship '{tree.source}' in FROM part of query call. If you are attempting to use "
            "a custom relationship, be sure to append the '__r' after the custom relationship name.",
        )  # fmt: skip

    def _add_path(self, shape: Shape, parts: list[str], whole: str) -> None:
        if len(parts) > 1 and parts[0].lower() == shape.sobject.name.lower() and not _has_parent(shape, parts[0]):
            parts = parts[1:]
        resolve(self.org, shape.sobject, ".".join(parts))
        name = parts[0]
        if len(parts) == 1:
            one = shape.sobject.find(name)
            assert one is not None  # noqa: S101 - resolve() has found it
            if one.name in shape.seen:
                raise malformed(f"duplicate field selected: {whole}")
            shape.seen.add(one.name)
            shape.entries.append(("field", one.name, None))
            return
        link = shape.sobject.relationship(name)
        assert link is not None  # noqa: S101 - resolve() has found it
        assert link.relationship is not None  # noqa: S101
        if link.relationship not in shape.parents:
            shape.parents[link.relationship] = Shape(self.org.tables[link.refers_to or ""].sobject)
            shape.entries.append(("parent", link.relationship, link))
        self._add_path(shape.parents[link.relationship], parts[1:], whole)


def _has_parent(shape: Shape, name: str) -> bool:
    return shape.sobject.relationship(name) is not None
