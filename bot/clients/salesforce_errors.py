"""What Salesforce's refusals mean to us: the table from ``errorCode`` to the house's errors.

It reads the status and the short code of an answer, never its message: messages quote the customer's data. It exists
apart from the session because the subrequests of a composite carry the same errors inside one good answer.
"""

import re

from bot.clients import faults
from bot.errors import ClientError, Permanent, Transient

VENDOR = "Salesforce"
INVALID_SESSION = "INVALID_SESSION_ID"
NOT_FOUND = "NOT_FOUND"
PRECONDITION_FAILED = "PRECONDITION_FAILED"
# What the other subrequests of an all-or-none composite say when one of them failed: not a reason of their own.
HALTED = "PROCESSING_HALTED"

# The org said itself that it did nothing and that a later try may pass. Decided on the code, since UNABLE_TO_LOCK_ROW
# was seen with 400 and with 500, and REQUEST_LIMIT_EXCEEDED comes with 403.
_PASSING = frozenset(
    {"UNABLE_TO_LOCK_ROW", "REQUEST_LIMIT_EXCEEDED", "SERVER_UNAVAILABLE", "API_CURRENTLY_DISABLED"}
    | {"EXCEEDED_MAX_SEMAPHORE_CONCURRENT_REQUESTS", "QUERY_TIMEOUT", INVALID_SESSION}
)
# Four ways to say that the record is not there (any more).
_GONE = frozenset({"NOT_FOUND", "ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY"})
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,79}")


def error_for(status: int, body: object, *, repeatable: bool, retry_after: float | None = None) -> ClientError:
    """The error of an answer or subrequest with ``status`` >= 300 and the parsed ``body`` (None if it was not JSON).

    1. 412 is decided on the status alone: its ``errorCode`` is documented nowhere.
    2. A JSON array with an ``errorCode`` is Salesforce speaking: the table decides; other 4xx codes are permanent.
    3. A 401 in any shape means that nothing was done.
    4. Everything else came from something in between, or from a broken org: the status decides.
    """
    if status == 412:
        return Permanent("The record in Salesforce was changed by someone else meanwhile.", code=PRECONDITION_FAILED)
    code = code_of(body)
    if code in _GONE:
        return Permanent("Salesforce no longer has that record.", code=NOT_FOUND)
    if code in _PASSING:
        return Transient(f"Salesforce cannot do this now ({code}).", code=code, retry_after=retry_after)
    if status == 401:
        return Transient("Salesforce refused our session.", code=INVALID_SESSION)
    if code is not None and 400 <= status < 500:
        return Permanent(f"Salesforce refused the request ({code}).", code=code)
    return faults.from_status(status, vendor=VENDOR, repeatable=repeatable, code=code, retry_after=retry_after)


def bad_answer(*, repeatable: bool) -> ClientError:
    """A success that cannot be read: HTML with status 200, JSON of another shape, no ``Date``."""
    return faults.ambiguous("bad_answer", vendor=VENDOR, repeatable=repeatable)


def code_of(body: object) -> str | None:
    """The first clean ``errorCode`` of Salesforce's error array, or None for any other body."""
    for entry in body if isinstance(body, list) else ():
        code = entry.get("errorCode") if isinstance(entry, dict) else None
        if isinstance(code, str) and _CODE.fullmatch(code):
            return code
    return None
