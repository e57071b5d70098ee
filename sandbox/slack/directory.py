"""Who and what exists in the demo's workspace: accounts, channels and user groups with their stable ids, and the shapes
in which Slack's methods tell them. It holds data only; membership rules and changes are the workspace's."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]

TEAM, TEAM_NAME, PARTNER_TEAM = "T0HANDOFF", "Handoff Internet", "T0PARTNER"
BOT_USER, BOT, APP = "U0HANDOFF", "B0HANDOFF", "A0HANDOFF"
SLACKBOT = "USLACKBOT"
DOMAIN = "handoff-internet"
FOUNDED = 1_700_000_000

CHANNELS = [
    "cs-orders",
    "cs-eligibility",
    "cs-cancellations",
    "cs-escalations",
    "sales",
    "development",
    "devops",
    "devops-alerts",
    "sf-admin",
    "partner-relations",
    "access-requests",
    "handoff-ops",
]
_TITLES = {
    "cs.one": "CS agent",
    "cs.two": "CS agent",
    "cs.three": "CS agent",
    "cs.manager": "CS manager",
    "sales.one": "Sales",
    "sales.manager": "Sales manager",
    "devops.one": "DevOps",
    "ops.lead": "Ops lead, operator",
    "sf.admin": "Salesforce admin",
    "it.manager": "IT manager",
    "dev.one": "Developer",
    "tech.lead": "Tech lead",
    "partner.one": "Partner relations",
    "people.manager": "People manager",
    "leaver": "About to leave",
}
_GROUPS = {
    "cs-agents": ["cs.one", "cs.two", "cs.three"],
    "cs-managers": ["cs.manager"],
    "sales": ["sales.one"],
    "sales-managers": ["sales.manager"],
    "devops": ["devops.one"],
    "ops-leads": ["ops.lead"],
    "operators": ["ops.lead"],
    "sf-admins": ["sf.admin"],
    "it-managers": ["it.manager"],
    "developers": ["dev.one"],
    "tech-leads": ["tech.lead"],
    "partner-relations": ["partner.one"],
    "people-managers": ["people.manager"],
}


def _letters(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter.isalnum())


@dataclass
class Person:
    id: str
    name: str
    real_name: str
    email: str
    title: str = ""
    team_id: str = TEAM
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    updated: int = FOUNDED
    presence: str = "active"
    dnd_start: int = 0
    dnd_end: int = 0
    """Their do-not-disturb, the one that lasts or comes next; 0: they have none."""

    def dnd(self) -> Json:
        """What dnd.teamInfo says of them; without any, Slack's placeholders."""
        on = self.dnd_end > self.dnd_start
        return {
            "dnd_enabled": on,
            "next_dnd_start_ts": self.dnd_start if on else 1,
            "next_dnd_end_ts": self.dnd_end if on else 1,
        }

    def as_slack(self, *, with_email: bool) -> Json:
        """The ``user`` object of users.info; the e-mail only for a token that holds users:read.email."""
        profile: Json = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "team": self.team_id,
        }
        if with_email and not self.is_bot:
            profile["email"] = self.email
        if self.is_bot:
            profile |= {"bot_id": BOT, "api_app_id": APP}
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": "Asia/Tokyo",
            "tz_label": "Japan Standard Time",
            "tz_offset": 32400,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        if not self.deleted:
            user |= {
                "is_admin": False,
                "is_owner": False,
                "is_primary_owner": False,
                "is_restricted": self.is_restricted,
                "is_ultra_restricted": self.is_ultra_restricted,
            }
        if self.is_stranger:
            user["is_stranger"] = True
        return user


@dataclass
class Channel:
    id: str
    name: str
    members: list[str]
    is_archived: bool = False
    is_ext_shared: bool = False
    is_private: bool = False
    created: int = FOUNDED
    topic: str = ""

    @property
    def is_im(self) -> bool:
        """The direct messages between one person and the bot."""
        return self.id.startswith("D")

    def as_slack(self) -> Json:
        """The ``channel`` object as conversations.info gives it to the bot."""
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.is_private,
            "is_group": False,
            "is_im": self.is_im,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_member": BOT_USER in self.members,
            "created": self.created,
            "creator": "U0ITMANAGER",
            "context_team_id": TEAM,
            "shared_team_ids": [TEAM, PARTNER_TEAM] if self.is_ext_shared else [TEAM],
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }


@dataclass
class Group:
    id: str
    handle: str
    users: list[str] = field(default_factory=list)
    date_update: int = FOUNDED
    date_delete: int = 0

    def as_slack(self, *, with_users: bool) -> Json:
        """The ``usergroup`` object of usergroups.list; ``date_delete`` is not 0 when it was disabled."""
        group: Json = {
            "id": self.id,
            "team_id": TEAM,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.handle.replace("-", " ").capitalize(),
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_create": FOUNDED,
            "date_update": self.date_update,
            "date_delete": self.date_delete,
            "auto_type": None,
            "created_by": "U0ITMANAGER",
            "updated_by": "U0ITMANAGER",
            "deleted_by": "U0ITMANAGER" if self.date_delete else None,
            "prefs": {"channels": [], "groups": []},
            "user_count": len(self.users),
        }
        if with_users:
            group["users"] = list(self.users)
        return group


def user_id(name: str) -> str:
    """``cs.one`` -> ``U0CSONE``: the ids of the demo are made of the names."""
    return "U0" + _letters(name)


def seed_people() -> Iterator[Person]:
    for name, title in _TITLES.items():
        real_name = " ".join(part.upper() if len(part) == 2 else part.capitalize() for part in name.split("."))
        yield Person(user_id(name), name, real_name, f"{name}@example.com", title)
    yield Person(user_id("guest"), "guest", "Guest", "guest@example.com", "Guest", is_restricted=True)
    yield Person(user_id("gone"), "gone", "Gone", "gone@example.com", "Deactivated", deleted=True)
    yield Person(
        "U0EXTERNAL", "external", "External Member", "external@partner.example", "Another company", PARTNER_TEAM
    )
    yield Person(BOT_USER, "handoff", "Handoff", "", "", is_bot=True)


def seed_channels() -> Iterator[Channel]:
    everybody = [BOT_USER, *(user_id(name) for name in _TITLES)]
    for name in CHANNELS:
        shared = name == "cs-orders"
        members = everybody + ([user_id("guest"), "U0EXTERNAL"] if shared else [])
        yield Channel("C0" + _letters(name), name, members, is_ext_shared=shared)


def seed_groups() -> Iterator[Group]:
    for handle, names in _GROUPS.items():
        yield Group("S0" + _letters(handle), handle, [user_id(name) for name in names])


def document(record: Person | Channel | Group) -> Json:
    """What is kept of a record between two runs."""
    return asdict(record)
