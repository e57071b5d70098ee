"""GetProducts (facts/whmcs.md 6.7): what is sold. It owns the product's form with its odd price keys; there are no
pages and no group listing, as there are none in WHMCS."""

from sandbox.whmcs.forms import Form, number, text
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.kinds import CYCLES, Row
from sandbox.whmcs.paging import wrapped
from sandbox.whmcs.replies import Json

_SETUP = {cycle: f"{cycle[0]}setupfee" for cycle in CYCLES}
_NOT_OFFERED = "-1.00"


def get_products(installation: Installation, form: Form) -> Json:
    wanted = {int(one) for one in text(form, "pid").split(",") if one.strip().isdigit()}
    group, module = number(form, "gid"), text(form, "module")
    found = [
        row
        for row in installation.rows["product"].values()
        if (not text(form, "pid") or row["pid"] in wanted)
        and (not group or row["gid"] == group)
        and (not module or row["module"] == module)
    ]
    return {
        "result": "success",
        "totalresults": len(found),
        "products": wrapped("product", [_shown(row) for row in found]),
    }


def _shown(row: Row) -> Json:
    slug = "-".join(row["name"].lower().split())
    prices = {cycle: row["prices"].get(cycle, _NOT_OFFERED) for cycle in CYCLES}
    setup = {_SETUP[cycle]: "0.00" for cycle in CYCLES}
    return {
        "pid": row["pid"], "gid": row["gid"], "type": row["type"], "name": row["name"], "slug": slug,
        "product-url": f"http://127.0.0.1/store/{slug}", "description": row["description"], "module": row["module"],
        "paytype": row["paytype"], "allowqty": row["allowqty"], "quantity_available": row["quantity_available"],
        "pricing": {row["currency_code"]: {"prefix": "¥", "suffix": f" {row['currency_code']}", **setup, **prices}},
        "customfields": {"customfield": [dict(one) for one in row["customfields"] if one.get("on_order_form", True)]},
        "configoptions": {"configoption": list(row["configoptions"])},
    }  # fmt: skip
