"""What a modal asks, as data: a workflow fills it in, the Slack room draws it and reads the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.card import Text


@dataclass(frozen=True)
class Shown:
    """A paragraph to read."""

    text: Text


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
class Form:
    """``submit`` empty: a modal to read only."""

    title: str
    fields: Sequence[Shown | Pick | Write]
    submit: str = ""


class FieldErrors(Exception):
    """A submission cannot be taken as it is: field name to the sentence beside it."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__(", ".join(sentences))
        self.sentences = dict(sentences)
