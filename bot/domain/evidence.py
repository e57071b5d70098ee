"""What the handbook's five checks of an order found, and what an approval needs because of it (E3, E4, E7).

The rules themselves are in ``identity``, ``eligibility``, ``addresses`` and ``duplicates``; here is the shape that
they share. An unknown never counts as a pass: it is ticked by a person who looked it up. A warning is answered with a
reason, and so is a failed check, which also wants a second person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.approvals import fingerprint

IDENTITY, ELIGIBILITY, ADDRESS = "identity", "eligibility", "address"
DUPLICATES, INSTRUCTIONS = "duplicates", "instructions"
TITLES: Mapping[str, str] = {
    IDENTITY: "Identity",
    ELIGIBILITY: "Product eligibility",
    ADDRESS: "Installation address",
    DUPLICATES: "Duplicate services",
    INSTRUCTIONS: "Special instructions",
}
"""The handbook's checklist in its order: key to title."""


def title(key: str) -> str:
    """A check of another release, which the list has no more, speaks for itself."""
    return TITLES.get(key, key)


SALESFORCE, WHMCS, BOTH = "Salesforce", "WHMCS", "Salesforce and WHMCS"


class Verdict(StrEnum):
    """From the best to the worst; the order is that of ``rank``."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    UNKNOWN = "unknown"
    WARN = "warn"
    FAIL = "fail"

    @property
    def rank(self) -> int:
        return list(Verdict).index(self)


class Silence(StrEnum):
    """Why WHMCS says nothing about the client. The value is the sentence."""

    NO_CLIENT = "the Account names no WHMCS client"
    NOT_FOUND = "WHMCS does not know the Account's client"
    NO_ANSWER = "WHMCS does not answer; asking again"
    NOT_CONNECTED = "WHMCS is not connected"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of them; of none, a pass."""
    return max(verdicts, key=lambda verdict: verdict.rank, default=Verdict.PASS)


@dataclass(frozen=True)
class Check:
    """``sentence`` is for the channel and holds no personal value; ``detail`` is for who may decide and may hold some.
    ``seen`` is a short fingerprint of what the verdict was made from."""

    key: str
    verdict: Verdict
    sentence: str
    detail: str
    source: str
    read_at: datetime
    seen: str

    def __post_init__(self) -> None:
        if self.read_at.tzinfo is None:
            raise ValueError(f"the check {self.key} was read at an instant without a zone")

    def to_payload(self) -> dict[str, str]:
        return {**asdict(self), "verdict": self.verdict.value, "read_at": self.read_at.isoformat()}

    @classmethod
    def from_payload(cls, payload: Mapping[str, str]) -> "Check":
        return cls(
            key=payload["key"],
            verdict=Verdict(payload["verdict"]),
            sentence=payload["sentence"],
            detail=payload["detail"],
            source=payload["source"],
            read_at=datetime.fromisoformat(payload["read_at"]),
            seen=payload["seen"],
        )


@dataclass(frozen=True)
class Tick:
    """A person answers a check: where they looked up what is unknown, or why what it found is no hindrance (``note``).
    Special instructions need no note."""

    key: str
    user: str
    name: str
    note: str
    at: datetime
    verdict: Verdict
    seen: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"the tick of {self.key} was set at an instant without a zone")

    def holds(self, check: Check) -> bool:
        """Only for what was seen: a tick ends when the verdict or a value behind it is another one."""
        same = (self.key, self.verdict, self.seen) == (check.key, check.verdict, check.seen)
        noted = check.key == INSTRUCTIONS or bool(self.note.strip())
        return same and noted and check.verdict is not Verdict.PASS

    def to_payload(self) -> dict[str, str]:
        return {**asdict(self), "verdict": self.verdict.value, "at": self.at.isoformat()}

    @classmethod
    def from_payload(cls, payload: Mapping[str, str]) -> "Tick":
        return cls(
            key=payload["key"],
            user=payload["user"],
            name=payload["name"],
            note=payload["note"],
            at=datetime.fromisoformat(payload["at"]),
            verdict=Verdict(payload["verdict"]),
            seen=payload["seen"],
        )


def tick(check: Check, user: str, name: str, note: str, at: datetime) -> Tick:
    """A tick of the check as it stands now."""
    return Tick(check.key, user, name, note, at, check.verdict, check.seen)


@dataclass(frozen=True)
class Needs:
    """The keys of what a reviewer has not answered yet before Approve, in the checklist's order."""

    failed: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return self == Needs()


def needs(checks: Iterable[Check], ticks: Sequence[Tick] = ()) -> Needs:
    """What Approve needs. A check of the list that is missing counts as unknown, and no tick can hold for it."""
    found = {check.key: check for check in checks}
    verdicts = {key: _verdict(found, key) for key in dict.fromkeys([*TITLES, *found])}
    ticked = {one.key for one in ticks if one.key in found and one.holds(found[one.key])}
    failed, unknown, reasons = (
        tuple(key for key, verdict in verdicts.items() if verdict is kind)
        for kind in (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)
    )
    return Needs(*(tuple(key for key in keys if key not in ticked) for keys in (failed, unknown, reasons)))


def is_green(checks: Iterable[Check]) -> bool:
    """All of the handbook's checks are there and pass, with nothing ticked or explained."""
    return needs(checks).nothing


def worst_first(checks: Iterable[Check]) -> list[Check]:
    """As a card shows them; equal verdicts keep the checklist's order."""
    place = {key: number for number, key in enumerate(TITLES)}
    return sorted(checks, key=lambda check: (-check.verdict.rank, place.get(check.key, len(place))))


def worse(old: Iterable[Check], new: Iterable[Check]) -> tuple[str, ...]:
    """The keys whose verdict got worse. A missing check is an unknown one; healing is never worse."""
    before, after = ({check.key: check for check in checks} for checks in (old, new))
    keys = dict.fromkeys([*TITLES, *before, *after])
    return tuple(key for key in keys if _verdict(after, key).rank > _verdict(before, key).rank)


def _verdict(checks: Mapping[str, Check], key: str) -> Verdict:
    return checks[key].verdict if key in checks else Verdict.UNKNOWN


def seen(*inputs: object) -> str:
    """The fingerprint of a check's inputs: plain values, and dataclasses by what they show of themselves."""
    return fingerprint({"inputs": [repr(one) for one in inputs]}, {})


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def clauses(groups: Mapping[str, Sequence[str]]) -> str:
    """``not as in WHMCS: phone number; missing: e-mail``: each heading with what belongs to it, if anything does."""
    return "; ".join(f"{heading}: {listed(words)}" for heading, words in groups.items() if words)


def special_instructions(notes: str, read_at: datetime) -> Check:
    """The order's notes: none is a pass, some are unknown until somebody ticks that he has read them."""
    text = notes.strip()
    verdict = Verdict.UNKNOWN if text else Verdict.PASS
    sentence = "read and tick" if text else "none"
    return Check(INSTRUCTIONS, verdict, sentence, text, SALESFORCE, read_at, seen(text))
