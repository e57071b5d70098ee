"""What the made-up provider sells. It owns product names, codes and prices in yen; it must not know customers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    sku: str
    name: str
    price: int
    family: str
    item_class: str
    cycle: str
    whmcs_id: int
    internet_type: str | None = None

    def fields(self) -> dict[str, object]:
        return {
            "Name": self.name, "StockKeepingUnit": self.sku, "ProductCode": self.sku, "Family": self.family,
            "Item_Class__c": self.item_class, "Billing_Cycle__c": self.cycle, "WH_Product_ID__c": self.whmcs_id,
            "Internet_Type__c": self.internet_type, "IsActive": True,
        }  # fmt: skip


PRODUCTS = {
    one.sku: one
    for one in (
        Product("INT-HOME-1G", "Internet Home 1G", 5720, "Internet", "Service", "Monthly", 101, "Home 1G"),
        Product("INT-HOME-10G", "Internet Home 10G", 6930, "Internet", "Service", "Monthly", 102, "Home 10G"),
        Product("INT-APT-1G", "Internet Apartment 1G", 4730, "Internet", "Service", "Monthly", 103, "Apartment 1G"),
        Product("INT-APT-10G", "Internet Apartment 10G", 5830, "Internet", "Service", "Monthly", 104, "Apartment 10G"),
        Product(
            "INT-APT-100M", "Internet Apartment 100M", 4180, "Internet", "Service", "Monthly", 105, "Apartment 100M"
        ),
        Product("INT-ACT", "Internet activation", 3300, "Internet", "Activation", "Onetime", 110),
        Product("INT-ROUTER", "Wi-Fi router rental", 550, "Internet", "Add-on", "Monthly", 111),
        Product("INT-LINE", "Dedicated line construction", 128000, "Internet", "Add-on", "Onetime", 112),
        Product("SIM-20GB", "SIM 20 GB", 2178, "SIM", "Service", "Monthly", 201),
        Product("SIM-ACT", "SIM activation", 1100, "SIM", "Activation", "Onetime", 210),
        Product("VPN-STD", "VPN router", 2750, "VPN", "Service", "Monthly", 301),
    )
}
SERVICE_OF = {one.internet_type: one.sku for one in PRODUCTS.values() if one.internet_type}
"""Internet type to the product that delivers it."""
