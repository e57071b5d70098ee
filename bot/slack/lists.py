"""Draws a list of open work: as a message, as a dialog, as somebody's Home. One line each, with the card's own buttons.

The part that is shown is in the ids of its blocks, so a press says by itself what to show anew. Lines are few and each
is cut: ten of them with everything around stay far below Slack's limits of blocks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.card import Bold, Text, plain
from bot.handbook.policy import Policy
from bot.slack.bulk import bulk_button
from bot.slack.cards import TEXT, Block, Drawn, card_elements, card_link, note_block, plain_text, section, with_aside
from bot.slack.forms import TITLE
from bot.slack.handover import handover_button
from bot.slack.mrkdwn import cut, escape, mrkdwn
from bot.slack.payloads import ListRef
from bot.slack.standing import read_only
from bot.workflow.contract import Workflow
from bot.workflow.handover import claiming
from bot.workflow.queue import MOST, PAGE, Listing, Row
from models import Filter

LINE = 700
"""Characters of one line, its link not counted."""
PREVIOUS, NEXT, FILTER = "list.previous", "list.next", "list.filter"
FILTERS = {
    Filter.ALL: "All",
    Filter.OVERDUE: "Overdue",
    Filter.PRIORITY: "Priority",
    Filter.MINE: "Mine being served",
}
HOME = "home"


@dataclass(frozen=True)
class Sight:
    """A list and what holds for all of it. ``workspace``: its address. ``read_only``: nothing can be pressed now."""

    listing: Listing
    policy: Policy
    workspace: str
    notes: Sequence[Text] = ()
    read_only: bool = False
    several: Sequence[Workflow] = ()
    """Those of whose requests the reader may decide several at once."""


def list_message(sight: Sight) -> Drawn:
    """A page of one workflow's open work, for a private message."""
    listing = sight.listing
    workflow = listing.workflows[0]
    lines = [plain(workflow.line(row.request, sight.policy, listing.at)) for row in listing.rows]
    text = "\n".join([plain(head(listing)), *map(plain, sight.notes), *lines, plain(_where(listing))]).rstrip()
    return Drawn(cut(escape(text), TEXT), _blocks(sight, workflow.name))


def list_dialog(sight: Sight) -> dict[str, Any]:
    """The same as a modal."""
    workflow = sight.listing.workflows[0]
    return {
        "type": "modal",
        "title": plain_text(f"Open {workflow.slash.noun}s", TITLE),
        "close": plain_text("Close", TITLE),
        "blocks": _blocks(sight, workflow.name),
    }


def home_view(sight: Sight) -> dict[str, Any]:
    """The Home of somebody who may decide."""
    blocks = _blocks(sight, HOME)
    wide = [handover_button(workflow) for workflow in sight.listing.workflows if claiming(workflow)]
    wide += [bulk_button(workflow) for workflow in sight.several]
    if wide and not sight.read_only:
        blocks.append({"type": "actions", "block_id": "wide", "elements": wide})
    return {"type": "home", "blocks": blocks}


def empty_home(why: Text) -> dict[str, Any]:
    """The Home of everybody else."""
    return {"type": "home", "blocks": [section("head", mrkdwn((Bold("Nothing waits for you"),))), note_block(why)]}


def head(listing: Listing) -> Text:
    """How much waits, and how urgent it is."""
    counts = listing.counts
    if not counts.waiting:
        return (Bold("Nothing waits for you"),)
    waiting = f"{_up_to(counts.waiting)} {'wait' if counts.waiting > 1 else 'waits'} for you"
    parts = [waiting, f"{_up_to(counts.soon)} due within the hour", f"{_up_to(counts.overdue)} breached"]
    return (Bold(" · ".join(parts)),)


def _up_to(count: int) -> str:
    return f"{count:,}" if count < MOST else f"{MOST:,}+"


def _where(listing: Listing) -> Text:
    """Which part of the whole this is, and how the rest is reached."""
    if not listing.total:
        return (f"Nothing to show under “{FILTERS[listing.filter]}”." if listing.filter is not Filter.ALL else "",)
    first = PAGE * (listing.page - 1) + 1
    shown = f"{first}–{first + len(listing.rows) - 1} of {_up_to(listing.total)}, by due time"
    beyond = " · what comes later is found by its number" if listing.total >= MOST else ""
    return (f"{shown}{beyond}",)


def _blocks(sight: Sight, name: str) -> list[Block]:
    listing = sight.listing
    ref = ListRef(name, listing.page, listing.filter)
    by_name = {workflow.name: workflow for workflow in listing.workflows}
    where = mrkdwn(_where(listing))
    top = f"{mrkdwn(head(listing))}\n{where}" if where else mrkdwn(head(listing))
    blocks: list[Block] = [section(f"head@{ref}", top), *map(note_block, sight.notes), _turning(listing, ref)]
    for row in listing.rows:
        blocks += _row(by_name[row.request.workflow], row, sight, ref)
    return blocks


def _row(workflow: Workflow, row: Row, sight: Sight, ref: ListRef) -> Sequence[Block]:
    request, card = row.request, workflow.card(row.request, sight.policy)
    stem = f"{request.public_id}.{request.version}"
    words = cut(mrkdwn(workflow.line(request, sight.policy, sight.listing.at)), LINE)
    if row.card is not None:
        words = f"{words} · {mrkdwn((card_link(sight.workspace, row.card, 'Open card'),))}"
    card = read_only(card) if sight.read_only else card
    blocks: list[Block] = [with_aside(section(f"{stem}.line@{ref}", words), card, request)]
    if elements := card_elements(card, request):
        blocks.append({"type": "actions", "block_id": f"{stem}.do@{ref}", "elements": elements})
    return blocks


def _turning(listing: Listing, ref: ListRef) -> Block:
    elements: list[Mapping[str, Any]] = []
    if listing.page > 1:
        elements.append(_turn(PREVIOUS, "Previous", listing.page - 1))
    if listing.page < listing.pages:
        elements.append(_turn(NEXT, "Next", listing.page + 1))
    options = {filter: {"text": plain_text(words), "value": filter.value} for filter, words in FILTERS.items()}
    elements.append(
        {
            "type": "static_select",
            "action_id": FILTER,
            "options": list(options.values()),
            "initial_option": options[listing.filter],
        }
    )
    return {"type": "actions", "block_id": f"turn@{ref}", "elements": elements}


def _turn(action: str, words: str, page: int) -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": plain_text(words),
        "accessibility_label": f"{words} page of the list, page {page}",
        "value": str(page),
    }
