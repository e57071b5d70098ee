"""How text is written: what counts as the same writing, and what cannot be compared at all.

Width and case are no difference, letters are: an accent, a variant of a kanji or a Cyrillic letter among Latin ones
makes another word. A name in kanji says nothing about the same name in Latin letters, so such a pair is neither the
same nor another one.
"""

import re
import unicodedata
from enum import Enum

_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "CJK", "IDEOGRAPHIC"})
_SHARED = frozenset("ー々")
"""Signs that repeat or lengthen what stands before them, in whichever script that is."""
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Everything that a person may type for a hyphen. The long vowel ー is a letter and not among them."""


class Likeness(Enum):
    SAME = "the same"
    OTHER = "differs"
    OTHER_SCRIPT = "is written in another script"
    MISSING = "is missing"


def folded(text: str) -> str:
    """Width, case and runs of white space removed. Folding twice changes nothing."""
    for _ in range(3):  # folding the case of a few letters makes new work for NFKC, and the reverse
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(text.split())


def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters, by the first word of their Unicode names: ``{"LATIN", "CJK"}``."""
    letters = (letter for letter in folded(text) if letter.isalpha() and letter not in _SHARED)
    return frozenset(unicodedata.name(letter, "UNNAMED").split()[0] for letter in letters)


def is_other_script(one: str, other: str) -> bool:
    """Whether they share no script and one of them is Japanese. Look-alikes of other alphabets just differ."""
    left, right = scripts(one), scripts(other)
    apart = bool(left) and bool(right) and not left & right
    return apart and (left <= _JAPANESE or right <= _JAPANESE)


def likeness(one: str, other: str) -> Likeness:
    """Of two texts that are normalised already. Numbers can be compared across scripts, letters cannot."""
    if not one or not other:
        return Likeness.SAME if one == other else Likeness.MISSING
    if one == other:
        return Likeness.SAME
    if is_other_script(one, other) and re.findall(r"\d+", one) == re.findall(r"\d+", other):
        return Likeness.OTHER_SCRIPT
    return Likeness.OTHER
