"""Record ids: 15 case-sensitive characters, or 18 with a three-letter checksum over the capitals. It owns making and
completing them, and must not know which records exist."""

import re

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_FORM = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")


def checksum(fifteen: str) -> str:
    """The three letters that make a 15-character id safe where case is lost."""
    return "".join(
        _CHECKSUM[sum(1 << place for place, letter in enumerate(fifteen[start : start + 5]) if letter.isupper())]
        for start in (0, 5, 10)
    )


def make_id(prefix: str, number: int) -> str:
    """The 18-character id of the ``number``-th record of the object with this three-character key prefix."""
    digits = ""
    while number:
        number, rest = divmod(number, 62)
        digits = _BASE62[rest] + digits
    fifteen = f"{prefix}Ho0{digits.rjust(9, '0')}"
    return fifteen + checksum(fifteen)


def full_id(text: str) -> str | None:
    """``text`` as an 18-character id; None when it is no well-formed id."""
    if not _FORM.fullmatch(text):
        return None
    fifteen = text[:15]
    whole = fifteen + checksum(fifteen)
    return whole if len(text) == 15 or text == whole else None
