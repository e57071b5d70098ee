"""Made-up customers by number, for bulk orders: the same person in Salesforce and in WHMCS, without one asking the
other. It owns who they are and where they live; how a stand-in keeps them is the stand-in's."""

from dataclasses import dataclass

FIRST = 100_000
"""Numbers below are for clients that somebody makes by hand, those above a million are ``sandbox.traffic``'s."""
PHONE = "+81 00-0000-0000"
STREET, CITY, STATE, POSTAL_CODE, COUNTRY = "1-2-3 Example", "Setagaya", "Tokyo", "154-0001", "Japan"
INTERNET_TYPE, PRODUCT_ID = "Home 1G", 101
"""What all of them are eligible for, and its product in WHMCS."""


@dataclass(frozen=True)
class Customer:
    number: int
    """The WHMCS client's id."""

    @property
    def account_number(self) -> str:
        return f"0{self.number:07d}"

    @property
    def first_name(self) -> str:
        return "Hanako"

    @property
    def last_name(self) -> str:
        return f"Mihon {self.number}"

    @property
    def email(self) -> str:
        return f"hanako.mihon.{self.number}@customers.example"
