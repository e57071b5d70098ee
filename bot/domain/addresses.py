"""Whether an order's installation address is complete and the one that was checked for service (E3, address).

Japanese addresses have many spellings: width, dashes, 丁目 and 番地, kanji numerals, the order of street and number.
Those are no difference. Another prefecture or city fails, any other difference is a warning, and what is written in
another script on one side cannot be compared and is unknown.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.domain.evidence import ADDRESS, SALESFORCE, Check, Verdict, clauses, listed, seen, worst
from bot.domain.prefectures import prefecture
from bot.domain.scripts import DASHES, Likeness, folded, is_other_script, likeness

_DASH = re.compile(rf"[{DASHES}]")
_JOINED = re.compile(r"(?<=\d)\s*[-ー]\s*(?=\d)")
_KANJI_CHOME = re.compile(r"(?<![〇一二三四五六七八九十百])([二三四五六七八九]?十)?([一二三四五六七八九]?)(?=丁目)")
_DIGITS = {kanji: number for number, kanji in enumerate("一二三四五六七八九", start=1)}
_UNIT_BETWEEN = re.compile(r"(?<=\d)(?:\s*(?:-?\s*chome\b|丁目|番地|番|の))+\s*-?\s*(?=\d)")
_UNIT_AT_END = re.compile(r"(?<=\d)\s*(?:-?\s*chome\b|丁目|番地|番(?![町丁])|号室|号(?![棟線館車地]))")
_SPACE_IN_JAPANESE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_LONG_NUMBER = re.compile(r"(?P<number>\d+(?:-\d+)+)")
_NUMBER = re.compile(r"(?<!\S)(?P<number>\d+)")
_NUMBER_IN_FIRST_WORD = re.compile(r"^[^\s\d]*(?P<number>\d+)")
_CITY_WORD = re.compile(r"^(.+)-(shi|ku|cho|machi|mura|son|gun|city)$")
_CITY_SUFFIXES = "市区町村"
_HEADINGS = {
    Likeness.OTHER: "not as in the checked address",
    Likeness.MISSING: "only in one of the two addresses",
    Likeness.OTHER_SCRIPT: "in another script than in the checked address",
}


@dataclass(frozen=True)
class Address:
    """As a record holds it. ``street`` may hold the building too: behind a comma, a line's end or the number."""

    postal_code: str
    prefecture: str
    city: str
    street: str
    building: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(map(_plain, (self.postal_code, self.prefecture, self.city, self.street, self.building)))


@dataclass(frozen=True)
class Street:
    """A street taken apart; each part is normalised and may be empty."""

    town: str
    number: str
    building: str


def check(installation: Address, checked: Address | None, read_at: datetime) -> Check:
    """``checked``: the address for which eligibility was determined; None or a blank one if none was."""
    inputs, whole = seen(installation, checked), _one_line(installation)
    missing = missing_parts(installation)
    if missing:
        sentence = f"incomplete: no {listed(missing)}"
        return Check(ADDRESS, Verdict.FAIL, sentence, whole, SALESFORCE, read_at, inputs)
    if checked is None or checked.is_blank:
        return Check(ADDRESS, Verdict.UNKNOWN, "no address was checked", whole, SALESFORCE, read_at, inputs)
    alike = compare(installation, checked)
    verdict = worst(_verdict(part, how) for part, how in alike.items())
    detail = whole if verdict is Verdict.PASS else _differences(installation, checked, alike)
    return Check(ADDRESS, verdict, _sentence(alike), detail, SALESFORCE, read_at, inputs)


def missing_parts(address: Address) -> list[str]:
    """What an installer could not do without. A building is not among it: a house has none."""
    present = {
        "postal code of seven digits": re.fullmatch(r"[0-9]{7}", _postal_code(address.postal_code)) is not None,
        "prefecture": bool(_plain(address.prefecture)),
        "city": bool(_plain(address.city)),
        "street": bool(_plain(address.street)),
        "house number": bool(street_of(address).number) or not _plain(address.street),
    }
    return [part for part, there in present.items() if not there]


def compare(one: Address, other: Address) -> dict[str, Likeness]:
    """Part by part. City and street are also the same if only the place where one ends and the other begins differs."""
    mine, theirs = street_of(one), street_of(other)
    alike = {
        "postal code": likeness(_postal_code(one.postal_code), _postal_code(other.postal_code)),
        "prefecture": _prefectures_alike(one.prefecture, other.prefecture),
        "city": cities_alike(one.city, other.city),
        "street": likeness(f"{mine.town} {mine.number}".strip(), f"{theirs.town} {theirs.number}".strip()),
        "building": likeness(mine.building, theirs.building),
    }
    texts = [_squeezed(_plain(f"{address.city} {address.street} {address.building}")) for address in (one, other)]
    if texts[0] == texts[1]:
        alike |= dict.fromkeys(("city", "street", "building"), Likeness.SAME)
    return alike


def _verdict(part: str, how: Likeness) -> Verdict:
    match how:
        case Likeness.SAME:
            return Verdict.PASS
        case Likeness.OTHER:
            return Verdict.FAIL if part in {"prefecture", "city"} else Verdict.WARN
        case Likeness.MISSING:
            return Verdict.WARN if part == "building" else Verdict.UNKNOWN
        case Likeness.OTHER_SCRIPT:
            return Verdict.UNKNOWN


def _sentence(alike: dict[str, Likeness]) -> str:
    groups = {words: [part for part, found in alike.items() if found is how] for how, words in _HEADINGS.items()}
    return clauses(groups) or "complete, and the one that was checked"


def _differences(one: Address, other: Address, alike: dict[str, Likeness]) -> str:
    """A line for each pair of values; street and building share one where a record holds them in one field."""
    lines: dict[tuple[str, str], list[str]] = {}
    for part, how in alike.items():
        if how is not Likeness.SAME:
            lines.setdefault((_shown(one, part), _shown(other, part)), []).append(part)
    return "\n".join(
        f"{listed(parts).capitalize()}: ordered {mine}, checked {theirs}" for (mine, theirs), parts in lines.items()
    )


def _shown(address: Address, part: str) -> str:
    values = {
        "postal code": address.postal_code,
        "prefecture": address.prefecture,
        "city": address.city,
        "street": address.street,
        "building": address.building or (address.street if street_of(address).building else ""),
    }
    return " ".join(values[part].split()) or "–"


def _one_line(address: Address) -> str:
    parts = (address.postal_code, address.prefecture, address.city, address.street, address.building)
    return " ".join(" ".join(parts).split())


# --- one spelling of everything --------------------------------------------------------------------------------------


def normal_text(text: str) -> str:
    """Width, case, dashes, 丁目 / 番地 / 番 / 号, kanji numerals before 丁目. A line's end becomes a comma."""
    plain = ",".join(line for line in text.splitlines() if line.strip())
    for _ in range(3):  # a unit that is gone may leave a dash or another unit between two numbers
        plain = _DASH.sub("-", folded(plain).replace("、", ","))
        plain = _KANJI_CHOME.sub(lambda found: _chome(found[1], found[2]), plain)
        plain = _UNIT_AT_END.sub(" ", _JOINED.sub("-", _UNIT_BETWEEN.sub("-", plain)))
    return " ".join(plain.split())


def _chome(tens: str | None, ones: str) -> str:
    number = (10 * _DIGITS.get(tens[0], 1) if tens else 0) + _DIGITS.get(ones, 0)
    return str(number) if number else ""


def _plain(text: str) -> str:
    return normal_text(text).strip(" ,.-")


def _squeezed(text: str) -> str:
    """Without the blanks beside Japanese letters, where they mean nothing."""
    return _SPACE_IN_JAPANESE.sub("", text)


def _postal_code(text: str) -> str:
    return re.sub(r"[〒\s\-ー]", "", _DASH.sub("-", folded(text)))


def street_of(address: Address) -> Street:
    """Town, house number and building.

    1. The house number is the first one with dashes. Else it is the first part's, where it belongs to the first word
       (``桜町5``) or begins one (``Sakura 5``). Else another part begins with it. ``Heights 101`` has only a room.
    2. What stands before it is the town, what follows is the building. If nothing stands before it, the town follows.
    """
    parts = [part for part in (piece.strip(" .-") for piece in normal_text(address.street).split(",")) if part]
    also = [_plain(address.building)]
    found = _house_number(parts)
    if found is None:
        return Street(_squeezed(" ".join(parts)), "", _squeezed(" ".join(filter(None, also))))
    place, start, end = found
    before, after = parts[place][:start].strip(" -"), parts[place][end:].strip(" -")
    others = [*parts[:place], *parts[place + 1 :], *also]
    town, building = (before, [after, *others]) if before else (after, others)
    return Street(_squeezed(town), parts[place][start:end], _squeezed(" ".join(filter(None, building))))


def _house_number(parts: list[str]) -> tuple[int, int, int] | None:
    """Which part it is in, where it begins and where it ends."""
    ways = [
        *((place, _LONG_NUMBER.search(part)) for place, part in enumerate(parts)),
        *((0, number.search(parts[0])) for number in (_NUMBER_IN_FIRST_WORD, _NUMBER) if parts),
        *((place, _NUMBER.match(part)) for place, part in enumerate(parts)),
    ]
    return next(((place, *found.span("number")) for place, found in ways if found), None)


# --- prefecture and city ---------------------------------------------------------------------------------------------


def _prefectures_alike(one: str, other: str) -> Likeness:
    known = prefecture(one), prefecture(other)
    if not all(known):
        return likeness(_squeezed(_plain(one)), _squeezed(_plain(other)))
    if known[0] != known[1]:
        return Likeness.OTHER
    return Likeness.OTHER_SCRIPT if is_other_script(one, other) else Likeness.SAME


def cities_alike(one: str, other: str) -> Likeness:
    """世田谷 is 世田谷区 and Setagaya is Setagaya-ku; but 府中市 is not 府中町."""
    left, right = _squeezed(_plain(one)), _squeezed(_plain(other))
    if left and right and any(left in {right, right + end} or right == left + end for end in _CITY_SUFFIXES):
        return Likeness.SAME
    words = _city_words(left), _city_words(right)
    if len(words[0]) == len(words[1]) and all(map(_same_word, *words)):
        return Likeness.SAME
    return likeness(left, right)


def _same_word(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])


def _city_words(city: str) -> list[tuple[str, str]]:
    """(name, kind) of each word in Latin letters, in any order. ``City`` is said of a 市 and of a 区: it is no kind."""
    joined = re.sub(r"\s+(city|ward|shi|ku)\b", r"-\1", city).replace("-ward", "-ku")
    found = [(_CITY_WORD.match(word), word) for word in re.split(r"[\s,]+", joined) if word]
    return sorted((word[1], word[2].replace("city", "")) if word else (text, "") for word, text in found)
