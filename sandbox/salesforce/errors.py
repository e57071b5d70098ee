"""The one exception of this stand-in: an API error with its HTTP status and Salesforce's errorCode. It owns the
shape of the error body (a JSON array) and must not know who raises it."""

from typing import Any


class ApiError(Exception):
    """A refused call. ``body`` is what the caller gets: ``[{message, errorCode, fields?}]``."""

    def __init__(self, status: int, code: str, message: str, fields: list[str] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields

    @property
    def body(self) -> list[dict[str, Any]]:
        entry: dict[str, Any] = {"message": self.message, "errorCode": self.code}
        if self.fields is not None:
            entry["fields"] = self.fields
        return [entry]


class OAuthError(Exception):
    """A refused token request. OAuth errors are an object, never an array."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(f"{status} {error}: {description}")
        self.status = status
        self.body = {"error": error, "error_description": description}
