"""What a modal asks, as data: a workflow fills it in, the Slack room draws it and reads the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """Something to read, letter by letter as it is: nothing in ``text`` is a format."""

    label: str
    text: str


@dataclass(frozen=True)
class Pick:
    """One of several: ``options`` maps what is stored to what is read."""

    name: str
    label: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Write:
    """A text in one's own words, up to ``longest`` characters."""

    name: str
    label: str
    longest: int
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Confirm:
    """One box to tick: ``words`` is what a person confirms by it. Its answer is ``YES`` or nothing."""

    name: str
    label: str
    words: str
    optional: bool = False


YES = "yes"
Field = Shown | Pick | Write | Confirm


@dataclass(frozen=True)
class Form:
    """``submit`` empty: a modal to read only."""

    title: str
    fields: Sequence[Field]
    submit: str = ""


class FieldErrors(Exception):
    """A submission cannot be taken as it is: field name to the sentence beside it."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(", ".join(sentences))
        self.sentences = dict(sentences)
