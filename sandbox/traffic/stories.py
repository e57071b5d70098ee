"""The stories: which customer places which order, and what a reviewer should notice about it. It owns their kinds and
their sequence, a pure function of the seed; writing them into an org is ``portal``'s."""

import random
from dataclasses import dataclass, replace

from sandbox.traffic.catalogue import PRODUCTS, SERVICE_OF
from sandbox.traffic.people import Address, Person, make_address, make_person

FAULTS = {
    "ineligible_product": "the ordered internet type is not the one that the account is eligible for",
    "other_address": "the installation address is in another city than the address that was checked",
    "duplicate_order": "the same order is placed twice within a minute",
    "active_service": "an active internet service exists already",
    "identity_mismatch": "the order's contact has another name and e-mail than the account",
    "special_instructions": "the notes hold instructions that somebody must read",
    "awkward_text": "markup, mentions, CJK and emoji in every text field",
    "own_order": "placed by a CS agent for himself (cs.two@example.com)",
    "high_value": "above the value threshold",
    "not_checked": "the eligibility check is still pending",
}
RARE = {
    "other_street": "the installation address is in the city that was checked, in another street",
    "long_notes": "notes of 20,000 characters",
    "many_lines": "200 lines",
}
NOTABLE = {
    "repeated_orders": "the customer orders three things at once, each of another family",
    "disputed": "an open Case of the Account disputes its eligibility",
}
"""Nothing is wrong with the order itself, but a supervisor should hear of it. Nobody deals these."""
KINDS = ("good", "priority", *FAULTS, *RARE, *NOTABLE)
_DECK = ("good",) * 6 + ("priority",) * 2 + tuple(FAULTS)
_NOTES = (
    "Please call before the visit, the bell is broken.",
    "Installation only after 18:00 or on Saturday.",
    "Key is with the building manager. Dog in the garden!",
    "Cable must not cross the tatami room; see my e-mail of last week.",
    "Moving in on the 1st, not before.",
)
_DISPUTES = (
    "Says that 10G was promised on the phone",
    "Neighbours in the same building have a faster type",
    "Does not agree with the result of the eligibility check",
)
AWKWARD = "<!channel> <@U0HANDOFF> *bold* & <https://example.com|click> 見本 花子様 ㈱架空商店 👩‍💻🎉 ﷽ 'q' \"d\" \\ %_"


@dataclass(frozen=True)
class Line:
    sku: str
    quantity: int = 1


@dataclass(frozen=True)
class Service:
    """What the customer has or had in WHMCS, for so many days."""

    sku: str
    status: str
    days: int


@dataclass(frozen=True)
class Story:
    """One customer's order, of ``lines``. ``further``: the lines of each order that he places besides. ``dispute``:
    the subject of an open Case in which he disputes his eligibility."""

    seed: int
    index: int
    kind: str
    person: Person
    contact_name: tuple[str, str]
    contact_email: str
    eligibility: str | None
    eligibility_status: str | None
    installation: Address
    lines: tuple[Line, ...]
    priority: bool = False
    notes: str = ""
    further: tuple[tuple[Line, ...], ...] = ()
    dispute: str = ""
    services: tuple[Service, ...] = ()
    account_name: str = ""
    street_note: str = ""

    @property
    def orders(self) -> dict[str, tuple[Line, ...]]:
        """The lines of each order, by what tells it from all others (Order.PoNumber)."""
        baskets = enumerate((self.lines, *self.further), 1)
        return {f"STORY-{self.seed}-{self.index}-{number}": lines for number, lines in baskets}

    @property
    def active_service(self) -> int | None:
        """The place of the active internet service, which the new order would double."""
        held = enumerate(self.services)
        return next((n for n, one in held if one.status == "Active" and PRODUCTS[one.sku].family == "Internet"), None)

    @property
    def billing_name(self) -> tuple[str, str]:
        """First and last name in WHMCS: the customer's own, whoever the order's contact is."""
        return (self.person.first, self.person.last) if self.kind == "identity_mismatch" else self.contact_name

    @property
    def company(self) -> str:
        """The Account's name, if it is not the customer's own."""
        return "" if self.account_name == self.person.name else self.account_name

    @property
    def amount(self) -> int:
        return sum(PRODUCTS[line.sku].price * line.quantity for line in self.lines)


def kind_of(seed: int, index: int) -> str:
    """Kinds come from shuffled decks, so that each fault is met once a round; the first two are a good one and a
    priority."""
    deal, place = divmod(index, len(_DECK))
    deck = list(_DECK)
    random.Random(f"{seed}:deck:{deal}").shuffle(deck)
    if deal == 0:
        for position, kind in enumerate(("good", "priority", "ineligible_product")):
            other = deck.index(kind, position)
            deck[position], deck[other] = deck[other], deck[position]
    return deck[place]


def make_story(seed: int, index: int, kind: str | None = None) -> Story:
    """The ``index``-th story of a seed: always the same one. ``kind``: of one's choice (see ``KINDS``)."""
    dice = random.Random(f"{seed}:story:{index}")
    kind = kind or kind_of(seed, index)
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}; there are {', '.join(KINDS)}")
    eligibility = dice.choice(sorted(SERVICE_OF))
    number = f"{1_000_000 + (seed % 9000) * 100_000 + index}"
    person = make_person(dice, number, apartment=eligibility.startswith("Apartment"))
    lines = _lines(dice, SERVICE_OF[eligibility])
    story = Story(
        seed, index, kind, person, (person.first, person.last), person.email, eligibility, "Checked", person.address,
        lines, account_name=person.name,
    )  # fmt: skip
    return _with_fault(story, dice)


def _lines(dice: random.Random, service: str) -> tuple[Line, ...]:
    lines = [Line(service)]
    if dice.random() < 0.6:
        lines.append(Line("INT-ACT"))
    if dice.random() < 0.5:
        lines.append(Line("INT-ROUTER"))
    return tuple(lines)


def _history(story: Story) -> tuple[Service, ...]:
    """What a customer without fault may have: an internet service that has ended, a SIM that runs. None of them is a
    duplicate of an internet order. Dice of its own, so that all else in the story stays as it was."""
    dice = random.Random(f"{story.seed}:services:{story.index}")
    ended = Service(dice.choice(sorted(SERVICE_OF.values())), dice.choice(("Cancelled", "Terminated")), 800)
    running = Service("SIM-20GB", "Active", dice.randint(30, 700))
    return tuple(one for one, chance in ((ended, 0.5), (running, 0.3)) if dice.random() < chance)


def _elsewhere(checked: Address, dice: random.Random) -> Address:
    """An address in another city, as one of a few throws of the dice gives it."""
    thrown = [make_address(dice, apartment=dice.random() < 0.5) for _ in range(50)]
    return next(address for address in thrown if address.city != checked.city)


def _with_fault(story: Story, dice: random.Random) -> Story:
    match story.kind:
        case "good":
            return replace(story, services=_history(story))
        case "priority":
            return replace(story, priority=True, services=_history(story))
        case "ineligible_product":
            other = dice.choice([kind for kind in sorted(SERVICE_OF) if kind != story.eligibility])
            return replace(story, lines=(Line(SERVICE_OF[other]), *story.lines[1:]))
        case "other_address":
            return replace(story, installation=_elsewhere(story.person.address, dice))
        case "other_street":
            return replace(story, installation=replace(story.person.address, street="9-9-99 Chigau-dori"))
        case "duplicate_order":
            return replace(story, further=(story.lines,))
        case "active_service":
            return replace(story, services=(Service(story.lines[0].sku, "Active", 200),))
        case "identity_mismatch":
            stranger = make_person(dice, story.person.number, apartment=False)
            first = stranger.first if stranger.first != story.person.first else "Momo"
            email = f"{first}.{stranger.last}@other.example".lower()
            return replace(story, contact_name=(first, stranger.last), contact_email=email)
        case "special_instructions":
            return replace(story, notes=dice.choice(_NOTES))
        case "awkward_text":
            street = replace(story.installation, street="1-2-3 <!here> & 見本町 🏠")
            person = replace(story.person, address=street)
            return replace(
                story, notes=AWKWARD, account_name=f"{story.person.kanji} <!channel> & Söhne", person=person,
                contact_name=("<@U0HANDOFF>", f"{story.person.kanji} 🎉"), installation=street,
            )  # fmt: skip
        case "own_order":
            person = replace(story.person, first="Cs", last="Two", kanji="", email="cs.two@example.com")
            return replace(
                story, person=person, account_name="Cs Two", contact_name=("Cs", "Two"), contact_email=person.email
            )
        case "high_value":
            return replace(story, lines=(*story.lines[:2], Line("INT-LINE")))
        case "not_checked":
            return replace(story, eligibility=None, eligibility_status="Pending")
        case "long_notes":
            return replace(story, notes=("Notes that never end. 長い備考。🙂 " * 1000)[:19_990] + " the end.")
        case "many_lines":
            return replace(story, lines=(*story.lines[:1], *(Line("INT-ROUTER", 1 + n % 3) for n in range(199))))
        case "repeated_orders":
            return replace(story, further=((Line("SIM-20GB"), Line("SIM-ACT")), (Line("VPN-STD"),)))
        case "disputed":
            return replace(story, dispute=dice.choice(_DISPUTES), services=_history(story))
    return story
