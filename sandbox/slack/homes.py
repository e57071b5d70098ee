"""The App Home: one view for each person, published by the bot, kept over restarts. It owns the view and its hash; what
may stand in it is judged by blockkit.py, and the tab is drawn by the page."""

import secrets

from sandbox.slack.errors import SlackError
from sandbox.slack.live import Bus
from sandbox.slack.modals import Json, View, judged_view, new_hash
from sandbox.slack.store import Store


class Homes:
    def __init__(self, store: Store, bus: Bus) -> None:
        self._store, self._bus = store, bus
        self._views: dict[str, View] = {}
        self.load()

    def load(self) -> None:
        self._views = {
            body["user"]: View(body["id"], body["user"], body["spec"], body["hash"], body["id"])
            for body in self._store.read("home")
        }

    def of(self, user: str) -> View | None:
        return self._views.get(user)

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        for view in self._views.values():
            if view.id == view_id or (external_id and view.spec.get("external_id") == external_id):
                return view
        return None

    def publish(self, user: str, spec: Json, expected_hash: str = "") -> View:
        """Replace the person's Home; its id stays. ``hash_conflict`` if it is not as the caller last saw it."""
        kept = judged_view(spec, "home")
        known = self._views.get(user)
        if expected_hash and (known is None or expected_hash != known.hash):
            raise SlackError("hash_conflict")
        key = known.id if known else "V" + secrets.token_hex(5).upper()
        view = View(key, user, kept, new_hash(), key)
        self._views[user] = view
        self._store.put("home", user, {"id": view.id, "user": user, "spec": view.spec, "hash": view.hash})
        self._bus.signal(f"person:{user}")
        return view

    def show(self, view: View, trouble: str) -> None:
        """One sentence above the Home after a press that nobody answered well; empty takes it away."""
        view.trouble = trouble
        self._bus.signal(f"person:{view.user}")
