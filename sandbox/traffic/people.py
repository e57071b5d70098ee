"""Made-up customers: names that mean "sample" or "fictitious", addresses on streets that don't exist, phones that
nobody has. It owns who they are; what they order is ``stories``'s. Nobody here resembles a real person."""

import random
from dataclasses import dataclass

_FAMILY = (
    ("Mihon", "見本"), ("Kakuu", "架空"), ("Tameshi", "試志"), ("Kasou", "仮想"), ("Reibun", "例文"),
    ("Hinagata", "雛形"), ("Sakurei", "作例"), ("Mozou", "模造"), ("Nisemono", "似勢物"), ("Jikken", "実験"),
)  # fmt: skip
_GIVEN = (
    ("Hanako", "花子"), ("Taro", "太郎"), ("Ichiro", "一郎"), ("Sakura", "桜"), ("Kenta", "健太"), ("Yui", "結衣"),
    ("Aoi", "葵"), ("Haruto", "陽翔"), ("Mei", "芽依"), ("Ren", "蓮"), ("Sora", "空"), ("Tsumugi", "紬"),
)  # fmt: skip
_PLACES = (
    ("Tokyo", "Setagaya", "154"), ("Tokyo", "Nerima", "176"), ("Kanagawa", "Yokohama", "220"),
    ("Aichi", "Nagoya", "450"), ("Osaka", "Sakai", "590"), ("Kyoto", "Uji", "611"), ("Fukuoka", "Kitakyushu", "802"),
    ("Hokkaido", "Sapporo", "060"), ("Miyagi", "Sendai", "980"), ("Hiroshima", "Fukuyama", "720"),
    ("Okinawa", "Naha", "900"), ("Ishikawa", "Kanazawa", "920"),
)  # fmt: skip
_STREETS = ("Example-cho", "Mihon-dori", "Kakuu", "Reidai", "Tameshi-machi", "Hinagata")
DOMAINS = ("customers.example", "mail.example", "post.example")


@dataclass(frozen=True)
class Address:
    """As the fields of a record end in: Street, City, State, PostalCode, Country."""

    street: str
    city: str
    state: str
    postal_code: str
    country: str = "Japan"

    def fields(self, kind: str) -> dict[str, str]:
        """``kind``: Billing, Shipping or Mailing."""
        return {
            f"{kind}Street": self.street, f"{kind}City": self.city, f"{kind}State": self.state,
            f"{kind}PostalCode": self.postal_code, f"{kind}Country": self.country,
        }  # fmt: skip


@dataclass(frozen=True)
class Person:
    number: str
    """The customer number, SF_Account_No__c."""
    first: str
    last: str
    kanji: str
    email: str
    phone: str
    address: Address

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def client_id(self) -> int:
        """The customer's WHMCS client. Never 0, which WHMCS takes for everybody."""
        return int(self.number)

    def service_id(self, place: int) -> int:
        """The WHMCS service in this place (0 or 1) of the customer's services."""
        return 2 * int(self.number) + place


def make_address(dice: random.Random, *, apartment: bool) -> Address:
    state, city, area = dice.choice(_PLACES)
    street = f"{dice.randint(1, 9)}-{dice.randint(1, 30)}-{dice.randint(1, 30)} {dice.choice(_STREETS)}"
    if apartment:
        street += f", Mihon Heights {dice.randint(1, 12)}0{dice.randint(1, 9)}"
    return Address(street, city, state, f"{area}-0000")


def make_person(dice: random.Random, number: str, *, apartment: bool) -> Person:
    last, last_kanji = dice.choice(_FAMILY)
    first, first_kanji = dice.choice(_GIVEN)
    email = f"{first}.{last}.{number}@{dice.choice(DOMAINS)}".lower()
    phone = f"+81 00-0000-{dice.randint(0, 9999):04d}"
    address = make_address(dice, apartment=apartment)
    return Person(number, first, last, f"{last_kanji} {first_kanji}", email, phone, address)
