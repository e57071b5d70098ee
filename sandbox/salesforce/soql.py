"""SOQL text to a syntax tree. It owns the grammar and the literals; it must not know the org's objects (that is
``query``). Literals are cut out first, so that the tree of a query that only differs in its values is parsed once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

from sandbox.salesforce.errors import ApiError

_LITERAL = re.compile(
    r"(?P<s>'(?:[^'\\]|\\.)*')"
    r"|(?P<t>\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))"
    r"|(?P<d>\b\d{4}-\d\d-\d\d\b)"
    r"|(?P<n>(?<![\w.])[-+]?\d+(?:\.\d+)?(?![\w.]))",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)


@dataclass(frozen=True)
class Literal:
    """A value of the query. ``kind``: s text, t datetime, d date, n number; ``raw`` as it was written."""

    kind: str
    raw: str

    @property
    def text(self) -> str:
        return _unescape(self.raw, like=False)

    @property
    def pattern(self) -> str:
        """A LIKE pattern: ``\\_`` and ``\\%`` stay escaped."""
        return _unescape(self.raw, like=True)


def _unescape(raw: str, *, like: bool) -> str:
    def one(match: re.Match[str]) -> str:
        letter = match[1]
        if letter[0] == "u" and len(letter) == 5:
            return chr(int(letter[1:], 16))
        if letter in "_%" and like:
            return match[0]
        if letter not in _ESCAPES:
            raise malformed(f"Illegal character sequence '\\{letter}' in string literal")
        return "\\\\" if like and letter == "\\" else _ESCAPES[letter]

    return _ESCAPE.sub(one, raw[1:-1])


@dataclass(frozen=True)
class Slot:
    number: int
    kind: str


Value: TypeAlias = Slot | bool | None


@dataclass(frozen=True)
class Compare:
    path: str
    operator: str
    value: Value


@dataclass(frozen=True)
class Like:
    path: str
    value: Value


@dataclass(frozen=True)
class Among:
    path: str
    members: "tuple[Value, ...] | Query"
    negated: bool


@dataclass(frozen=True)
class Junction:
    """``word``: and, or; ``not`` has one part."""

    word: str
    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Compare | Like | Among | Junction


@dataclass(frozen=True)
class Sort:
    path: str
    descending: bool
    nulls_last: bool


@dataclass(frozen=True)
class Every:
    """FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM)."""

    which: str


@dataclass(frozen=True)
class Query:
    """``items``: paths, child queries, FIELDS(); None is COUNT()."""

    items: "tuple[str | Every | Query, ...] | None"
    source: str
    where: Condition | None
    order: tuple[Sort, ...]
    limit: Slot | None
    offset: Slot | None


@v_args(inline=True)
class _Tree(Transformer[Token, Query]):
    def start(self, query: Query) -> Query:
        return query

    def query(self, items: Any, source: Token, where: Any, order: Any, limit: Any, offset: Any) -> Query:
        return Query(items, str(source), where, order or (), limit, offset)

    def count_all(self, _: Token) -> None:
        return None

    def items(self, *items: Any) -> tuple[Any, ...]:
        return items

    def path(self, token: Token) -> str:
        return str(token)

    def every(self, which: Token) -> Every:
        return Every(str(which).upper())

    def child(self, query: Query) -> Query:
        return query

    def where(self, condition: Condition) -> Condition:
        return condition

    def all_of(self, *parts: Condition) -> Junction:
        return Junction("and", parts)

    def any_of(self, *parts: Condition) -> Junction:
        return Junction("or", parts)

    def none_of(self, part: Condition) -> Junction:
        return Junction("not", (part,))

    def compare(self, path: Token, operator: Token, value: Value) -> Compare:
        return Compare(str(path), "!=" if operator == "<>" else str(operator), value)

    def like(self, path: Token, value: Value) -> Like:
        return Like(str(path), value)

    def among(self, path: Token, members: Any) -> Among:
        return Among(str(path), members, negated=False)

    def not_among(self, path: Token, members: Any) -> Among:
        return Among(str(path), members, negated=True)

    def listed(self, *values: Value) -> tuple[Value, ...]:
        return values

    def semi_join(self, query: Query) -> Query:
        return query

    def slot(self, token: Token) -> Slot:
        return Slot(int(token[2:]), token[1])

    def true(self, _: Token) -> bool:
        return True

    def false(self, _: Token) -> bool:
        return False

    def null(self, _: Token) -> None:
        return None

    def order(self, *sorts: Sort) -> tuple[Sort, ...]:
        return sorts

    def sort(self, path: Token, direction: Token | None, nulls: Token | None) -> Sort:
        return Sort(
            str(path), (direction or "").lower() == "desc", nulls is not None and nulls.lower().endswith("last")
        )

    def limit(self, token: Token) -> Slot:
        return self._whole(token)

    def offset(self, token: Token) -> Slot:
        return self._whole(token)

    def _whole(self, token: Token) -> Slot:
        return Slot(int(token[2:]), token[1])


_PARSER = Lark(
    (Path(__file__).parent / "soql.lark").read_text("utf-8"),
    parser="lalr", lexer="contextual", transformer=_Tree(), maybe_placeholders=True,
)  # fmt: skip


def malformed(message: str) -> ApiError:
    return ApiError(400, "MALFORMED_QUERY", message)


@lru_cache(maxsize=2000)
def _parse_template(template: str) -> Query | str:
    """The tree, or the token that did not belong there."""
    try:
        tree = _PARSER.parse(template)
    except UnexpectedToken as error:
        return str(error.token) or "<EOF>"
    except UnexpectedInput as error:
        rest = template[error.pos_in_stream or 0 :].split()
        return rest[0] if rest else "<EOF>"
    assert isinstance(tree, Query)  # noqa: S101 - for the type checker
    return tree


def parse(text: str) -> tuple[Query, list[Literal]]:
    """The tree of a query and the literals that its slots stand for. Raises ApiError MALFORMED_QUERY."""
    literals: list[Literal] = []

    def cut(match: re.Match[str]) -> str:
        literals.append(Literal(str(match.lastgroup), match[0]))
        return f" ?{match.lastgroup}{len(literals) - 1} "

    if "?" in _LITERAL.sub("", text):
        raise malformed("unexpected token: '?'")
    tree = _parse_template(_LITERAL.sub(cut, text))
    if isinstance(tree, str):
        token = literals[int(tree[2:])].raw if re.fullmatch(r"\?[stdn]\d+", tree) else tree
        raise malformed(f"\n{text[:200]}\n^\nERROR at Row:1:Column:{text.find(token) + 1}\nunexpected token: '{token}'")
    return tree, literals
