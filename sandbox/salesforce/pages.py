"""The org's pages for people: a list of orders and an order's record, with buttons that act as another Salesforce user.
It owns what a person sees and presses there, so that "decided meanwhile in Salesforce" can be played by hand; the same
rules apply to it as to the API. Everything shown is escaped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox.salesforce import CLERK_USER, dml
from sandbox.salesforce.clock import from_stamp
from sandbox.salesforce.dml import run_flow
from sandbox.salesforce.errors import ApiError
from sandbox.salesforce.ids import full_id
from sandbox.salesforce.org import Actor
from sandbox.salesforce.schema import Row

if TYPE_CHECKING:
    from sandbox.salesforce.server import Server

_HERE = Path(__file__).parent
_STATUSES = ("Pending Review", "Approved", "Cancelled", "Activated", "Completed", "Draft")
_TONES = {"Pending Review": "waiting", "Approved": "good", "Activated": "good", "Completed": "good", "Cancelled": "bad"}
_SHOWN = 200
_ZONE = ZoneInfo("Asia/Tokyo")


class Pages:
    def __init__(self, server: Server) -> None:
        self.org = server.org
        self.templates = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
        self.templates.filters["moment"] = _moment
        self.templates.filters["tokyo"] = _tokyo
        self.templates.filters["yen"] = lambda amount: f"¥{float(amount or 0):,.0f}"
        self.templates.globals["tone"] = lambda status: _TONES.get(status, "plain")

    def routes(self) -> list[Route]:
        return [
            Route("/", self.orders, methods=["GET"]),
            Route("/style.css", self.style, methods=["GET"]),
            Route("/lightning/r/Order/{record_id}/view", self.order, methods=["GET"]),
            Route("/lightning/r/{object}/{record_id}/view", self.other, methods=["GET"]),
            Route("/lightning/r/Order/{record_id}/act", self.act, methods=["POST"]),
        ]

    async def style(self, _request: Request) -> Response:
        return Response((_HERE / "templates" / "style.css").read_text("utf-8"), media_type="text/css")

    def _page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        now = self.org.clock.now()
        return HTMLResponse(
            self.templates.get_template(template).render(now=now, clerk=CLERK_USER, **values), status,
            headers={"Content-Security-Policy": "default-src 'self'; script-src 'none'", "Cache-Control": "no-store"},
        )  # fmt: skip

    async def orders(self, request: Request) -> Response:
        run_flow(self.org)
        wanted, search = request.query_params.get("status", ""), request.query_params.get("q", "").strip().lower()
        table = self.org.tables["Order"]
        counts = {status: len(table.where("Status", status)) for status in _STATUSES}
        rows = table.where("Status", wanted) if wanted else [r for r in table.rows.values() if not r.get("IsDeleted")]
        shown = [self._listed(row) for row in rows]
        if search:
            shown = [one for one in shown if search in " ".join(map(str, one.values())).lower()]
        shown.sort(key=lambda one: one["OrderNumber"], reverse=True)
        return self._page(
            "orders.html", orders=shown[:_SHOWN], hidden=max(0, len(shown) - _SHOWN), counts=counts, wanted=wanted,
            search=search,
        )  # fmt: skip

    def _listed(self, row: Row) -> Row:
        account = self.org.row("Account", row["AccountId"]) or {}
        return {**row, "Customer": account.get("Name"), "CustomerNumber": account.get("SF_Account_No__c")}

    def _found(self, request: Request) -> Row | None:
        record_id = full_id(request.path_params["record_id"])
        return self.org.row("Order", record_id) if record_id else None

    async def order(self, request: Request) -> Response:
        run_flow(self.org)
        row = self._found(request)
        if row is None:
            return self._page("missing.html", 404)
        org = self.org
        children = {
            name: [table.rows[child] for child in table.equal["OrderId"].get(row["Id"], {})]
            for name, table in (("OrderItem", org.tables["OrderItem"]), ("OrderHistory", org.tables["OrderHistory"]))
        }
        lines = [{**line, "Product": org.row("Product2", line["Product2Id"]) or {}} for line in children["OrderItem"]]
        history = [{**line, "By": self._name(line["CreatedById"])} for line in children["OrderHistory"]]
        return self._page(
            "order.html", order=row, lines=lines, history=list(reversed(history)),
            account=org.row("Account", row["AccountId"]) or {},
            contact=org.row("Contact", row.get("BillToContactId", "")) or {},
            created_by=self._name(row["CreatedById"]), modified_by=self._name(row["LastModifiedById"]),
            done=request.query_params.get("done", ""), refused=request.query_params.get("refused", ""),
            locked=org.category(row["Status"]) == "Activated",
        )  # fmt: skip

    async def other(self, request: Request) -> Response:
        """Any other record, as a plain list of its fields."""
        sobject = self.org.sobject(request.path_params["object"])
        record_id = full_id(request.path_params["record_id"])
        row = self.org.row(sobject.name, record_id) if sobject and record_id else None
        if sobject is None or row is None:
            return self._page("missing.html", 404)
        orders = self.org.tables["Order"].where("AccountId", row["Id"]) if sobject.name == "Account" else []
        return self._page("record.html", name=sobject.name, row=row, orders=[self._listed(one) for one in orders])

    def _name(self, user_id: str) -> str:
        return str((self.org.row("User", user_id) or {}).get("Name", user_id))

    async def act(self, request: Request) -> Response:
        """One button. What the org refuses is shown on the page, in the org's words."""
        row = self._found(request)
        if row is None:
            return self._page("missing.html", 404)
        form = {
            name: values[-1] for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()
        }
        outcome = f"done={quote(form.get('do', ''))}"
        try:
            with self.org.transaction():
                self._do(row["Id"], form)
        except ApiError as error:
            outcome = f"refused={quote(f'{error.code}: {error.message}')}"
        return RedirectResponse(f"/lightning/r/Order/{row['Id']}/view?{outcome}", 303)

    def _do(self, order_id: str, form: dict[str, str]) -> None:
        actor = Actor(self.org.user(CLERK_USER), "page", edits_activated=True)
        match form.get("do"):
            case "cancel":
                dml.update(self.org, "Order", order_id, {"Status": "Cancelled"}, actor)
            case "approve":
                dml.update(self.org, "Order", order_id, {"Status": "Approved"}, actor)
            case "reopen":
                dml.update(self.org, "Order", order_id, {"Status": "Pending Review"}, actor)
            case "address":
                parts = ("Street", "City", "State", "PostalCode")
                changes = {f"Shipping{part}": form.get(part, "") for part in parts}
                dml.update(self.org, "Order", order_id, changes, actor)
            case "note":
                dml.update(self.org, "Order", order_id, {"Description": form.get("Description", "")}, actor)
            case "delete":
                dml.delete(self.org, "Order", order_id, actor)
            case "undelete":
                dml.undelete(self.org, "Order", order_id, actor)
            case word:
                raise ApiError(400, "INVALID_REQUEST", f"no such button: {word}")


def _moment(text: str | None) -> str:
    return _tokyo(from_stamp(text)) if text else ""


def _tokyo(instant: datetime) -> str:
    return f"{instant.astimezone(_ZONE):%a %d %b %Y, %H:%M:%S}"
