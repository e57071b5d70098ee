"""Turns Slack's mrkdwn and plain text into safe HTML, as Slack's client shows it: formatting, links, mentions, dates in
the reader's zone, a few emoji. Everything that is not Slack's own syntax is escaped; plain text is never parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Tokyo")
EMOJI = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "x": "❌",
    "warning": "⚠️",
    "rotating_light": "🚨",
    "red_circle": "🔴",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_blue_circle": "🔵",
    "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳",
    "alarm_clock": "⏰",
    "bell": "🔔",
    "lock": "🔒",
    "eyes": "👀",
    "mag": "🔍",
    "memo": "📝",
    "link": "🔗",
    "package": "📦",
    "house": "🏠",
    "phone": "☎️",
    "wave": "👋",
    "tada": "🎉",
    "thumbsup": "👍",
    "+1": "👍",
    "no_entry": "⛔",
    "zap": "⚡",
    "sos": "🆘",
    "information_source": "ℹ️",
    "question": "❓",
    "exclamation": "❗",
    "arrow_right": "➡️",
    "repeat": "🔁",
    "pause_button": "⏸️",
    "busts_in_silhouette": "👥",
    "calendar": "📅",
    "clock3": "🕒",
}

_CODE = re.compile(r"```(?P<block>.+?)```|`(?P<inline>[^`\n]+)`", re.DOTALL)
_CONTROL = re.compile(r"<([^<>\n]*)>")
_BARE_URL = re.compile(r"https?://[^\s<>|\ue000-\ue001]+[^\s<>|.,;:!?)\ue000-\ue001]")
_EMOJI = re.compile(r":([a-z0-9_+-]+):")
_QUOTE = re.compile(r"(?:^&gt; ?.*(?:\n|$))+", re.MULTILINE)
_STYLES = [
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]*?\S)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])"), "s"),
]
_TOKENS = {
    "date_num": "%Y-%m-%d",
    "date": "%B {day}, %Y",
    "date_short": "%b {day}, %Y",
    "date_long": "%A, %B {day}, %Y",
    "time": "%H:%M",
    "time_secs": "%H:%M:%S",
}


class Html(str):
    """Text that is HTML already: templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Names:
    """How the renderer finds names, and what time it is for ``ago`` and for today."""

    user: Callable[[str], str | None]
    channel: Callable[[str], str | None]
    group: Callable[[str], str | None]
    now: Callable[[], datetime]


def unescape(text: str) -> str:
    """Slack's three entities, and no other, stand for their characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str, *, emoji: bool = True) -> Html:
    shown = escape(unescape(text), quote=True)
    return Html(_with_emoji(shown) if emoji else shown)


def mrkdwn(text: str, names: Names, *, verbatim: bool = False) -> Html:
    """``verbatim``: bare URLs stay text, as Slack does on request."""
    pieces: list[str] = []

    def keep(html: str) -> str:
        pieces.append(html)
        return f"\ue000{len(pieces) - 1}\ue001"

    def code(match: re.Match[str]) -> str:
        block = match["block"]
        if block is not None:
            return keep(f"<pre>{escape(unescape(block.strip(chr(10))))}</pre>")
        return keep(f"<code>{escape(unescape(match['inline']))}</code>")

    source = re.sub("[\ue000-\uf8ff]", "", text)
    source = _CODE.sub(code, source)
    source = _CONTROL.sub(lambda match: keep(_control(match[1], names)), source)
    if not verbatim:
        source = _BARE_URL.sub(lambda match: keep(_link(unescape(match[0]), unescape(match[0]), "auto-link")), source)
    html = escape(unescape(source), quote=True)
    for pattern, tag in _STYLES:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    html = _with_emoji(html)
    html = _QUOTE.sub(_quote, html)
    html = re.sub("\ue000(\\d+)\ue001", lambda match: pieces[int(match[1])], html)
    return Html(html)


def _quote(match: re.Match[str]) -> str:
    lines = [line.removeprefix("&gt;").removeprefix(" ") for line in match[0].rstrip("\n").split("\n")]
    return "<blockquote>" + "\n".join(lines) + "</blockquote>"


def _with_emoji(html: str) -> str:
    return _EMOJI.sub(lambda match: EMOJI.get(match[1], match[0]), html)


def _control(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    label_html = escape(unescape(label))
    if target.startswith("@"):
        return _mention("@", names.user(target[1:]), label_html or escape(target[1:]))
    if target.startswith("#"):
        return _mention("#", names.channel(target[1:]), label_html or escape(target[1:]))
    if target.startswith("!subteam^"):
        return _mention("@", names.group(target.split("^")[1]), label_html.lstrip("@") or "user group")
    if target in ("!channel", "!here", "!everyone"):
        return f'<span class="mention broadcast">@{target[1:]}</span>'
    if target.startswith("!date^"):
        return _date(target, label_html, names)
    if urlsplit(target).scheme in ("http", "https", "mailto"):
        return _link(unescape(target), unescape(label) or unescape(target), "")
    return escape(f"<{unescape(inside)}>")


def _mention(sign: str, name: str | None, otherwise: str) -> str:
    shown = escape(name) if name else otherwise
    return f'<span class="mention">{sign}{shown}</span>'


def _link(url: str, label: str, css: str) -> str:
    named = f' class="{css}"' if css else ""
    return f'<a{named} href="{escape(url, quote=True)}" target="_blank" rel="noopener noreferrer">{escape(label)}</a>'


def _date(target: str, fallback: str, names: Names) -> str:
    parts = target.split("^")
    try:
        moment = datetime.fromtimestamp(int(parts[1]), UTC).astimezone(ZONE)
    except (ValueError, IndexError, OverflowError, OSError):
        return fallback or escape(f"<{target}>")
    shown = re.sub(r"\{(\w+)\}", lambda match: _token(match[1], moment, names) or match[0], unescape(parts[2]))
    html = f'<time datetime="{moment.isoformat()}" title="{moment:%Y-%m-%d %H:%M} Tokyo">{escape(shown)}</time>'
    if len(parts) > 3 and urlsplit(parts[3]).scheme in ("http", "https"):
        return (
            f'<a href="{escape(unescape(parts[3]), quote=True)}" target="_blank" rel="noopener noreferrer">{html}</a>'
        )
    return html


def _token(name: str, moment: datetime, names: Names) -> str | None:
    if name == "ago":
        return _ago(moment, names.now())
    days = (moment.date() - names.now().astimezone(ZONE).date()).days
    if name.endswith("_pretty") and days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    pattern = _TOKENS.get(name.removesuffix("_pretty"))
    return moment.strftime(pattern.replace("{day}", str(moment.day))) if pattern else None


def _ago(moment: datetime, now: datetime) -> str:
    seconds = int((now - moment).total_seconds())
    size, unit = abs(seconds), "second"
    for length, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if size >= length:
            size, unit = size // length, name
            break
    counted = f"{size} {unit}{'s' if size != 1 else ''}"
    return f"{counted} ago" if seconds >= 0 else f"in {counted}"
