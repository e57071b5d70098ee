"""Text as Slack wants it: fragments become mrkdwn or plain text, and only what is meant as format is format."""

import re
from collections.abc import Iterable, Sequence

from bot.domain.card import Bold, Fragment, Link, Moment

# What opens a format in mrkdwn. A word joiner after it keeps the character and takes its meaning.
_FORMAT = re.compile(r"([*_~`])")
_BLOCKER = "\u2060"


def mentions(users: Iterable[str]) -> str:
    """People called by name, in front of a message."""
    return "".join(f"<@{user}> " for user in users)


def escape(text: str) -> str:
    """Slack's three entities: after this no mention, link or special command is left in ``text``."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _literal(text: str) -> str:
    return _FORMAT.sub(rf"\1{_BLOCKER}", escape(text))


def mrkdwn(text: Sequence[Fragment]) -> str:
    parts = []
    for fragment in text:
        match fragment:
            case str():
                parts.append(_literal(fragment))
            case Bold(text=words):
                parts.append(f"*{_literal(words)}*")
            case Moment(at=at, fallback=fallback, style=style):
                parts.append(f"<!date^{int(at.timestamp())}^{style}|{escape(fallback)}>")
            case Link(url=url, text=words):
                parts.append(f"<{escape(url)}|{_literal(words).replace('|', '¦')}>")
    return "".join(parts)


def cut(text: str, limit: int) -> str:
    """``text`` in at most ``limit`` characters, saying how many are left out; never inside an entity or a token."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 20]
    for opening, closing in (("<", ">"), ("&", ";")):
        last = kept.rfind(opening)
        if last > kept.rfind(closing) and len(kept) - last < 200:
            kept = kept[:last]
    return f"{kept}…({len(text) - len(kept)} more)"
