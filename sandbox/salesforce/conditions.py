"""The WHERE clause: each condition as a test of a row, and as the ids an index offers for it. It owns SOQL's rules of
comparison (text without case, null, typed literals); it must not order, page or show rows."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any, TypeAlias

from sandbox.salesforce.clock import precise_stamp
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.org import Org
from sandbox.salesforce.schema import NUMBER_TYPES, TEXT_TYPES, Field, Row, SObject
from sandbox.salesforce.soql import Among, Compare, Condition, Junction, Like, Literal, Query, Slot, Value, malformed

Params: TypeAlias = list[Literal]
Getter: TypeAlias = Callable[[Row], Any]
Predicate: TypeAlias = Callable[[Row, Params], bool]
Candidates: TypeAlias = Callable[[Params], tuple[int, Callable[[], Iterable[str]]]]
"""For the values of one run: how many rows the index offers, and their ids."""
SemiJoin: TypeAlias = Callable[[Query, str | None], Callable[[Params], frozenset[Any]]]
_EVERYTHING = 10**9
_ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def resolve(org: Org, sobject: SObject, path: str) -> tuple[Field, Getter]:
    """The field at the end of a path such as ``Account.Name``, and how to read it from a row."""
    *parents, last = path.split(".")
    if parents and parents[0].lower() == sobject.name.lower() and sobject.relationship(parents[0]) is None:
        parents = parents[1:]
    hops: list[tuple[str, dict[str, Row]]] = []
    for name in parents:
        link = sobject.relationship(name)
        if link is None or org.hidden(sobject, link) or org.sobject(link.refers_to or "") is None:
            raise ApiError(
                400, "INVALID_FIELD",
                f"Didn't understand relationship '{name}' in field path. If you are attempting to use a custom "
                "relationship, be sure to append the '__r' after the custom relationship name.",
            )  # fmt: skip
        table = org.tables[link.refers_to or ""]
        hops.append((link.name, table.rows))
        sobject = table.sobject
    one = org.find_field(sobject, last)
    if one is None:
        raise ApiError(
            400, "INVALID_FIELD",
            f"\n{path}\n^\nERROR at Row:1:Column:1\nNo such column '{last}' on entity '{sobject.name}'. If you are "
            "attempting to use a custom field, be sure to append the '__c' after the custom field name.",
        )  # fmt: skip
    name = one.name
    if not hops:
        return one, lambda row: row.get(name)

    def get(row: Row) -> Any:
        current = row
        for link_name, rows in hops:
            parent = rows.get(current.get(link_name, ""))
            if parent is None:
                return None
            current = parent
        return current.get(name)

    return one, get


def _reader(one: Field, path: str) -> Callable[[Value, Params], Any]:
    """How a literal becomes comparable with this field's values. Raises for a literal of the wrong type."""
    if not one.filterable:
        raise ApiError(400, "INVALID_FIELD", f"field '{path}' can not be filtered in a query call")

    def wrong(kind: str, quotes: str) -> ApiError:
        return ApiError(
            400, "INVALID_FIELD",
            f"value of filter criterion for field '{path}' must be of type {kind} and should {quotes} in quotes",
        )  # fmt: skip

    def read(value: Value, params: Params) -> Any:
        if value is None:
            return None
        if isinstance(value, bool):
            if one.type != "boolean":
                raise wrong("string" if one.type in TEXT_TYPES else one.type, "be enclosed")
            return value
        literal = params[value.number]
        if one.type in TEXT_TYPES:
            if literal.kind != "s":
                raise wrong("string", "be enclosed")
            return literal.text.lower() or None
        if one.type in ("id", "reference"):
            return _id(literal, path)
        expected = {"datetime": "t", "date": "d"}.get(one.type, "n" if one.type in NUMBER_TYPES else "")
        if literal.kind != expected:
            raise wrong("dateTime" if one.type == "datetime" else one.type, "not be enclosed")
        if expected == "n":
            return float(literal.raw)
        return _datetime(literal.raw) if expected == "t" else literal.raw

    return read


def _id(literal: Literal, path: str) -> str | None:
    if literal.kind != "s":
        raise ApiError(400, "INVALID_FIELD", f"value of filter criterion for field '{path}' must be of type string "
                       "and should be enclosed in quotes")  # fmt: skip
    if not literal.text:
        return None
    whole = full_id(literal.text)
    if whole is None:
        raise ApiError(400, "INVALID_QUERY_FILTER_OPERATOR", f"invalid ID field: {literal.text}")
    return whole


@lru_cache(maxsize=1000)
def _datetime(raw: str) -> str:
    from_iso = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", raw)
    try:
        return precise_stamp(_parse(from_iso))
    except ValueError:
        raise malformed(f"Invalid datetime: {raw}") from None


def _parse(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"\.(\d{1,6})\d*", lambda m: "." + m[1].ljust(6, "0"), text))


class Conditions:
    """Builds the WHERE of one query. ``checks``: what a run evaluates first, so that a wrong literal is an error even
    where no row would meet it."""

    def __init__(self, org: Org, sobject: SObject, semi_join: SemiJoin) -> None:
        self.org = org
        self.sobject = sobject
        self.semi_join = semi_join
        self.checks: list[Callable[[Params], Any]] = []

    def build(self, condition: Condition) -> tuple[Predicate, Candidates | None]:
        """The test of a row, and the index's offer where one fits."""
        match condition:
            case Junction():
                return self._junction(condition)
            case Compare():
                return self._compare(condition)
            case Like():
                return self._like(condition), None
            case Among():
                return self._among(condition)

    def _once(self, make: Callable[[Params], Any]) -> Callable[[Params], Any]:
        """Evaluate once for the rows of one run; every run has a params list of its own."""
        last: list[Any] = [None, None]

        def value(params: Params) -> Any:
            if last[0] is not params:
                last[:] = [params, make(params)]
            return last[1]

        self.checks.append(value)
        return value

    def _junction(self, junction: Junction) -> tuple[Predicate, Candidates | None]:
        built = [self.build(part) for part in junction.parts]
        tests = [test for test, _ in built]
        offers = [offer for _, offer in built if offer is not None]
        if junction.word == "not":
            inner = tests[0]
            return (lambda row, params: not inner(row, params)), None
        if junction.word == "and":

            def best(params: Params) -> tuple[int, Callable[[], Iterable[str]]]:
                return min((offer(params) for offer in offers), key=lambda one: one[0])

            return (lambda row, params: all(test(row, params) for test in tests)), best if offers else None

        def union(params: Params) -> tuple[int, Callable[[], Iterable[str]]]:
            parts = [offer(params) for offer in offers]
            return sum(size for size, _ in parts), lambda: (one for _, ids in parts for one in ids())

        whole = len(offers) == len(built)
        return (lambda row, params: any(test(row, params) for test in tests)), union if whole else None

    def _compare(self, condition: Compare) -> tuple[Predicate, Candidates | None]:
        one, get = resolve(self.org, self.sobject, condition.path)
        read, value, operator = _reader(one, condition.path), condition.value, condition.operator
        wanted = self._once(lambda params: read(value, params))
        text, flag = one.type in TEXT_TYPES, one.type == "boolean"
        if flag and operator not in ("=", "!="):
            raise malformed(f"invalid operator on boolean field {condition.path}")

        def equal(row: Row, params: Params) -> bool:
            found = get(row)
            if found is None:
                return wanted(params) is (False if flag else None)
            return bool((found.lower() if text else found) == wanted(params))

        if operator == "=":
            offer = self._offer(condition.path, one)
            if value is None or offer is None:
                return equal, None
            return equal, lambda params: offer([wanted(params)])
        if operator == "!=":
            return (lambda row, params: not equal(row, params)), None
        order = _ORDERINGS[operator]

        def ordered(row: Row, params: Params) -> bool:
            found, limit = get(row), wanted(params)
            return found is not None and limit is not None and order(found.lower() if text else found, limit)

        return ordered, self._range(condition, one, wanted)

    def _offer(
        self, path: str, one: Field
    ) -> Callable[[Iterable[Any]], tuple[int, Callable[[], Iterable[str]]]] | None:
        """The index on a field of the object itself: by id, or by equal values."""
        if "." in path:
            return None
        table = self.org.tables[self.sobject.name]
        buckets = table.equal.get(one.name)
        if buckets is None and one.type != "id":
            return None

        def offer(values: Iterable[Any]) -> tuple[int, Callable[[], Iterable[str]]]:
            wanted = list(values)
            if None in wanted:
                return _EVERYTHING, lambda: table.rows
            if buckets is None:
                return len(wanted), lambda: wanted
            found = [buckets.get(value, {}) for value in wanted]
            return sum(map(len, found)), lambda: (record_id for bucket in found for record_id in bucket)

        return offer

    def _range(self, condition: Compare, one: Field, wanted: Callable[[Params], Any]) -> Candidates | None:
        stamps = self.org.tables[self.sobject.name].ordered.get(one.name)
        if stamps is None or "." in condition.path:
            return None

        def offer(params: Params) -> tuple[int, Callable[[], Iterable[str]]]:
            limit = wanted(params)
            upwards = condition.operator.startswith(">")
            start, end = stamps.between(limit if upwards else None, None if upwards else limit)
            return end - start, lambda: [record_id for _, record_id in stamps.entries[start:end]]

        return offer

    def _like(self, condition: Like) -> Predicate:
        one, get = resolve(self.org, self.sobject, condition.path)
        slot = condition.value
        if one.type not in TEXT_TYPES or not one.filterable:
            raise ApiError(400, "INVALID_FIELD", f"invalid operator on field '{condition.path}'")
        if not isinstance(slot, Slot) or slot.kind != "s":
            raise malformed(f"LIKE on {condition.path} needs a text in quotes")
        pattern = self._once(lambda params: _pattern(params[slot.number].pattern))

        def test(row: Row, params: Params) -> bool:
            found = get(row)
            return found is not None and pattern(params).fullmatch(found) is not None

        return test

    def _among(self, condition: Among) -> tuple[Predicate, Candidates | None]:
        one, get = resolve(self.org, self.sobject, condition.path)
        text, negated = one.type in TEXT_TYPES, condition.negated
        if isinstance(condition.members, Query):
            if one.type not in ("id", "reference"):
                raise malformed(f"semi joins need an id or reference field, not {condition.path}")
            values = self._once(self.semi_join(condition.members, one.refers_to or self.sobject.name))
        else:
            read, members = _reader(one, condition.path), condition.members
            values = self._once(lambda params: frozenset(read(member, params) for member in members))

        def test(row: Row, params: Params) -> bool:
            found = get(row)
            if found is not None and text:
                found = found.lower()
            return (found in values(params)) != negated

        offer = self._offer(condition.path, one)
        if offer is None or negated:
            return test, None
        return test, lambda params: offer(values(params))


@lru_cache(maxsize=500)
def _pattern(like: str) -> re.Pattern[str]:
    """``%`` any text, ``_`` one character, a backslash keeps the next one."""
    parts = re.findall(r"\\.|.", like, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    return re.compile("".join(wild.get(p) or re.escape(p[-1]) for p in parts), re.IGNORECASE | re.DOTALL)
