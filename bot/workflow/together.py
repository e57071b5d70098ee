"""Several requests that one person decides at once (A14): each goes its own way, and their ends are gathered.

One delivery holds the whole choice. Every transaction in which one of its presses ends writes down there how, so what
is told of all is complete whatever happened in between, and after a kill too.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import outbox
from bot.domain.evidence import listed
from bot.errors import Refusal
from bot.store import WAKE
from bot.workflow.contract import Chosen, Now, Outcome, Workflow
from models import Request, State

TOLD = "bulk.told"
DONE = ""
"""How a press ended that was written and read back; every other word is why it was not."""
CHANGED_NOTHING = re.compile(r"\. (?:Nothing was |This press was recorded)")
LOOK_AGAIN = timedelta(seconds=10)
"""How often it is looked whether all have ended; the last one's end is noticed at once."""
UNDER_WAY = frozenset({State.CHECKING, State.DECIDED})


def marked(
    workflow: Workflow, request: Request, chosen: Chosen, now: Now, personal: Mapping[str, Any], outcome: Outcome
) -> Outcome:
    """The outcome of a press that was taken in, which says with which others it is told.

    Raises the Refusal of a request that needs more than this press since it was offered.
    """
    serving = outcome.set.get("serving")
    if workflow.bulk is None or not serving or not workflow.bulk.admits(request, now, personal):
        raise Refusal("It needs more than this press now: open its card. Nothing was changed.", code="asks_more")
    return replace(outcome, set={**outcome.set, "serving": {**serving, "together": chosen.together}})


def gather(
    session: Session,
    now: datetime,
    workflow: Workflow,
    request: Request,
    outcome: Outcome,
    before: State,
    served: Mapping[str, Any] | None,
) -> bool:
    """Write down how a press ended that is told with others; False: it is not, or they were told already."""
    key = (served or {}).get("together", "")
    if not key or before not in UNDER_WAY or request.state in UNDER_WAY:
        return False
    return ended(session, now, key, request.public_id, _how(workflow, request, outcome))


def ended(session: Session, now: datetime, key: str, public_id: str, how: str) -> bool:
    """In the transaction in which it ended; after the request's own lock and before the audit's. ``now`` is real."""
    row = outbox.waiting_row(session, key)
    if row is None:
        return False
    row.payload = {**row.payload, "ended": {**row.payload["ended"], public_id: how}}
    if len(row.payload["ended"]) >= len(row.payload["chosen"]):
        row.due_at = now
        session.info[WAKE] = True
    return True


def _how(workflow: Workflow, request: Request, outcome: Outcome) -> str:
    said = outcome.say or outcome.tell or "its card says how it goes on"
    match request.state:
        case State.DONE:
            return DONE
        case State.HELD:
            changed = listed([label for label, *_ in request.difference or ()])
            return f"held, because it changed: {changed}"
        case State.FAILED:  # a vendor's sentence is kept whole
            return about_it(workflow, request.number, said)
        case _:
            return in_short(workflow, request.number, said)


def in_short(workflow: Workflow, number: str, sentences: str) -> str:
    """What is said about a request, for a list in which its number stands before it and which says what was changed."""
    return about_it(workflow, number, CHANGED_NOTHING.split(sentences)[0].rstrip("."))


def about_it(workflow: Workflow, number: str, sentence: str) -> str:
    return re.sub(rf"\b{workflow.slash.noun} {re.escape(number)}(?!\w)", "it", sentence, flags=re.IGNORECASE)
