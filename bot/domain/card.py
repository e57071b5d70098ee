"""What a message shows, as data: a workflow fills it in, the Slack room draws it.

A text is a row of fragments. A plain ``str`` is always only text: the renderer escapes it and cuts it, so a customer's
words can never become a mention, a link or a format. What is meant as more than text is said by its type.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Bold:
    text: str


@dataclass(frozen=True)
class Moment:
    """An instant of the story or the clock, shown in the reader's own zone; ``fallback`` is for everything else."""

    at: datetime
    fallback: str
    style: str = "{date_short_pretty} {time}"


@dataclass(frozen=True)
class Link:
    url: str
    text: str


Fragment = str | Bold | Moment | Link
Text = tuple[Fragment, ...]


@dataclass(frozen=True)
class Button:
    """``verb`` of the card's workflow. ``names`` says the record too, for whoever hears the card."""

    verb: str
    label: str
    names: str
    style: str = ""


@dataclass(frozen=True)
class Choice:
    """An entry of the card's menu: a verb, or a link if ``url`` is given."""

    label: str
    verb: str = ""
    url: str = ""


@dataclass(frozen=True)
class Card:
    """``summary`` is complete in itself (notifications, screen readers) and begins with the record's number."""

    title: Text
    summary: str
    lines: Sequence[Text] = ()
    notes: Sequence[Text] = ()
    aside: Button | None = None
    """Beside the first two lines: it asks about them."""
    buttons: Sequence[Button] = ()
    menu: Sequence[Choice] = ()


def plain(text: Sequence[Fragment]) -> str:
    """The fragments as a person would read them aloud."""
    words = []
    for fragment in text:
        match fragment:
            case str():
                words.append(fragment)
            case Moment():
                words.append(fragment.fallback)
            case Bold() | Link():
                words.append(fragment.text)
    return "".join(words)
