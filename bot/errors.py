"""The errors of the whole house, in one small tree.

``Refusal`` carries the sentence a person reads. ``ConfigError`` stops a start and names the file, line and key.
``ClientError`` is what a vendor's client raises, and its three children say all the worker needs to know:

* ``Transient``: nothing happened, try again (after ``retry_after`` seconds if the vendor said so);
* ``Permanent``: nothing happened and trying again unchanged will not help;
* ``Unknown``: the request left us and the answer did not come: it may or may not have taken effect.

No message here ever holds a vendor's response body, a secret or a customer's data: ``code`` is the vendor's short
code, ``str(error)`` a sentence of our own.
"""


class HandoffError(Exception):
    """The root: whatever is ours and expected."""


class Refusal(HandoffError):
    """A person may not do this, or not now. ``str(refusal)`` is the sentence that this person reads, privately."""

    def __init__(self, sentence: str, *, code: str = "refused") -> None:
        super().__init__(sentence)
        self.code = code


class ConfigError(HandoffError):
    """A setting or handbook line is wrong. ``str(error)`` names the place and the way out."""


class ClientError(HandoffError):
    """A vendor's client failed. ``code`` is short and safe to show, e.g. ``UNABLE_TO_LOCK_ROW`` or ``timeout``."""

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.code = code


class Transient(ClientError):
    """It did not happen and may work later. ``retry_after``: seconds the vendor asked us to wait, if it did."""

    def __init__(self, sentence: str, *, code: str, retry_after: float | None = None) -> None:
        super().__init__(sentence, code=code)
        self.retry_after = retry_after


class Permanent(ClientError):
    """It did not happen, and repeating the same request will not help."""


class Unknown(ClientError):
    """The request was sent and the outcome is not known. Look before repeating it."""
