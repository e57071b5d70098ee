"""Whether the person who ordered is the Account's customer and the WHMCS client (E3, identity).

Case, width, spacing, the order of names and honorifics are no difference; everything else is. Another e-mail or family
name fails, another phone number or given name is a warning. What is missing or written in another script is unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.evidence import BOTH, IDENTITY, SALESFORCE, Check, Silence, Verdict, clauses, seen, worst
from bot.domain.scripts import DASHES, Likeness, folded, is_other_script, likeness
from bot.handbook.policy import normal_identity

_TITLES = re.compile(r"^(?:(?:mr|mrs|ms|dr)(?:\.\s*|\s+))+(?=\S)")
_HONORIFICS = re.compile(r"(?<=\S)(?:\s*(?:様|さん))+$")
_UNSEEN_IN_NAMES = re.compile(rf"[-{DASHES}'\u2018\u2019\u02bc`]")
_BETWEEN_NAMES = re.compile(r"[\s,、・·•‧]+")
_EXTENSION = re.compile(r"\s*[,;]?\s*(?:ext(?:ension)?\.?|内線|x|#)\s*[=:]?\s*([0-9]+)$")
_JAPAN = "81"
_HEADINGS = {
    Likeness.OTHER: "not as in WHMCS",
    Likeness.OTHER_SCRIPT: "in another script than in WHMCS",
    Likeness.MISSING: "missing here or in WHMCS",
}


@dataclass(frozen=True)
class Person:
    """The order's contact, or the WHMCS client; only the client has a ``company``."""

    given: str
    family: str
    email: str
    phone: str
    company: str = ""


@dataclass(frozen=True)
class Account:
    """The Account: its name is one text, a person's in either order or a company's."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class _Finding:
    part: str
    owner: str
    how: Likeness
    ours: str
    theirs: str

    @property
    def verdict(self) -> Verdict:
        match self.how:
            case Likeness.SAME:
                return Verdict.PASS
            case Likeness.OTHER:
                return Verdict.FAIL if self.part in {"e-mail", "family name"} else Verdict.WARN
            case Likeness.OTHER_SCRIPT | Likeness.MISSING:
                return Verdict.UNKNOWN


def check(account: Account, contact: Person | None, client: Person | Silence, read_at: datetime) -> Check:
    """``contact`` is None where orders have none; ``client`` says why if WHMCS says nothing."""
    inputs = seen(account, contact, client)
    if isinstance(client, Silence):
        findings = [] if contact is None else [_emails_alone(account, contact)]
        failed = [one for one in findings if one.verdict is Verdict.FAIL]
        if not failed:
            detail = _detail(findings, "Account")
            return Check(IDENTITY, Verdict.UNKNOWN, client.value, detail, SALESFORCE, read_at, inputs)
        sentence = f"the contact's e-mail is not the Account's; {client.value}"
        return Check(IDENTITY, Verdict.FAIL, sentence, _detail(failed, "Account"), SALESFORCE, read_at, inputs)
    findings = list(_findings(account, contact, client))
    verdict = worst(one.verdict for one in findings)
    sentence = _sentence(findings) or "the order's customer is the WHMCS client"
    return Check(IDENTITY, verdict, sentence, _detail(findings, "WHMCS"), BOTH, read_at, inputs)


def _emails_alone(account: Account, contact: Person) -> _Finding:
    return _Finding("e-mail", "contact", emails_alike(contact.email, account.email), contact.email, account.email)


def emails_alike(one: str, other: str) -> Likeness:
    """Neither dots nor ``+anything`` are folded: they can be other mailboxes."""
    left, right = normal_identity(one), normal_identity(other)
    if not left or not right:
        return Likeness.MISSING
    return Likeness.SAME if left == right else Likeness.OTHER


def _findings(account: Account, contact: Person | None, client: Person) -> Iterator[_Finding]:
    family, given = _account_names(account, client)
    whole = f"{client.given} {client.family}".strip()
    named = [("Account", family, given, account.name, account.name)]
    reached = [("Account", account.email, account.phone)]
    if contact is not None:
        family, given = person_names(contact, client)
        named.append(("contact", family, given, contact.family, contact.given))
        reached.append(("contact", contact.email, contact.phone))
    for owner, email in _filled([(owner, email) for owner, email, _ in reached]):
        yield _Finding("e-mail", owner, emails_alike(email, client.email), email, client.email)
    for owner, family, given, of_family, of_given in named:
        theirs = (whole, whole) if owner == "Account" else (client.family, client.given)
        yield _Finding("family name", owner, family, of_family, theirs[0])
        yield _Finding("given name", owner, given, of_given, theirs[1])
    phones = [(owner, phone) for owner, _, phone in reached]
    if client.phone.strip() or any(phone.strip() for _, phone in phones):
        for owner, phone in _filled(phones):
            yield _Finding("phone number", owner, phones_alike(phone, client.phone), phone, client.phone)


def _filled(reached: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is filled in; if nothing is, the first that is missing."""
    return [(owner, text) for owner, text in reached if text.strip()] or reached[:1]


def _sentence(findings: list[_Finding]) -> str:
    """The parts by what is wrong with them, the worst first, and no values."""
    parts = [(one.how, f"{one.owner}'s {one.part}") for one in sorted(findings, key=lambda one: -one.verdict.rank)]
    return clauses({heading: [part for found, part in parts if found is how] for how, heading in _HEADINGS.items()})


def _detail(findings: list[_Finding], other: str) -> str:
    lines = [
        f"{one.part.capitalize()}: {one.owner} {_spelled(one.ours)}, {other} {_spelled(one.theirs)} ({one.how.value})"
        for one in sorted(findings, key=lambda one: -one.verdict.rank)
    ]
    return "\n".join(lines)


def _spelled(value: str) -> str:
    return value.strip() or "–"


# --- phone -----------------------------------------------------------------------------------------------------------


def normal_phone(text: str) -> tuple[str, str]:
    """(number, extension). Of a number in Japan the digits from its leading 0; of another country's with its ``+``."""
    plain = folded(text)
    extension = _EXTENSION.search(plain)
    digits = re.sub(r"\D", "", (plain[: extension.start()] if extension else plain).replace("(0)", ""))
    if plain.startswith("+"):
        digits = "0" + digits.removeprefix(_JAPAN).removeprefix("0") if digits.startswith(_JAPAN) else f"+{digits}"
    return digits, extension[1] if extension else ""


def phones_alike(one: str, other: str) -> Likeness:
    """An extension that only one of them names is no difference: the line is the same."""
    (left, left_extension), (right, right_extension) = normal_phone(one), normal_phone(other)
    if not re.search(r"\d", left) or not re.search(r"\d", right):
        return Likeness.MISSING
    same_line = not left_extension or not right_extension or left_extension == right_extension
    return Likeness.SAME if left == right and same_line else Likeness.OTHER


# --- names -----------------------------------------------------------------------------------------------------------


def normal_name(text: str) -> str:
    """The words of a name with one blank between them, without title, honorific, hyphens and apostrophes."""
    words = _BETWEEN_NAMES.sub(" ", folded(_UNSEEN_IN_NAMES.sub("", folded(text)))).strip()
    return _HONORIFICS.sub("", _TITLES.sub("", words))


def _letters(name: str) -> str:
    return normal_name(name).replace(" ", "")


def person_names(one: Person, other: Person) -> tuple[Likeness, Likeness]:
    """(family, given) of two people. Swapped names are the same only if both of them are."""
    if not _letters(one.given) and _letters(other.given):
        return _whole_name(one.family, other)
    if not _letters(other.given) and _letters(one.given):
        return _whole_name(other.family, one)
    mine, theirs = ([_letters(name) for name in (person.family, person.given)] for person in (one, other))
    if all(mine) and mine == theirs[::-1]:
        return Likeness.SAME, Likeness.SAME
    family, given = (likeness(left, right) for left, right in zip(mine, theirs, strict=True))
    return (Likeness.MISSING if not mine[0] else family), given


def _account_names(account: Account, client: Person) -> tuple[Likeness, Likeness]:
    company = _letters(client.company)
    if company and _letters(account.name) == company:
        return Likeness.SAME, Likeness.SAME
    return _whole_name(account.name, client)


def _whole_name(whole: str, person: Person) -> tuple[Likeness, Likeness]:
    """(family, given) of a name in one text, in either order, against a person's.

    1. In one word it must be both names.
    2. In several the family name stands at its beginning or end; the rest is the given name, or another one.
    """
    words, family, given = normal_name(whole).split(), _letters(person.family), _letters(person.given)
    if not words or not family:
        return Likeness.MISSING, Likeness.MISSING
    cuts = [("".join(words[:place]), "".join(words[place:])) for place in range(1, len(words))]
    pairs = [*cuts, *((last, first) for first, last in cuts)]
    if len(words) == 1 and words[0] in {family + given, given + family}:
        return Likeness.SAME, Likeness.SAME
    rests = [rest for first, rest in pairs if first == family]
    if rests:
        return Likeness.SAME, Likeness.SAME if given in rests else likeness(rests[0], given)
    if is_other_script("".join(words), family + given):
        return Likeness.OTHER_SCRIPT, Likeness.OTHER_SCRIPT
    if "".join(words) == family:
        return Likeness.SAME, Likeness.MISSING
    return Likeness.OTHER, Likeness.OTHER
