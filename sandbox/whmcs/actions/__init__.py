"""The actions that are here, found by their name in any case. It owns the registry; each action's behaviour is in its
module. An action that is not here is refused as WHMCS refuses one that it does not have."""

from collections.abc import Callable

from sandbox.whmcs.actions import admins, clients, invoices, products, services
from sandbox.whmcs.forms import Form
from sandbox.whmcs.installation import Installation
from sandbox.whmcs.replies import ActionError, Json

Action = Callable[[Installation, Form], Json]
ACTIONS: dict[str, Action] = {
    "GetClients": clients.get_clients,
    "GetClientsDetails": clients.get_clients_details,
    "GetClientsProducts": services.get_clients_products,
    "UpdateClientProduct": services.update_client_product,
    "GetProducts": products.get_products,
    "GetInvoices": invoices.get_invoices,
    "GetInvoice": invoices.get_invoice,
    "GetAdminDetails": admins.get_admin_details,
    "GetAdminUsers": admins.get_admin_users,
    "WhmcsDetails": admins.whmcs_details,
}
_BY_NAME = {name.lower(): (name, action) for name, action in ACTIONS.items()}


def find(installation: Installation, name: str) -> tuple[str, Action]:
    """The action's own spelling and its work. Raises ActionError."""
    found = _BY_NAME.get(name.lower())
    if found is None and installation.switches["unknown_action"] == "older":
        raise ActionError("Command Not Found")
    if found is None:
        raise ActionError(f'Invalid API Action: "{name.lower()}" is not a valid API action')
    return found
