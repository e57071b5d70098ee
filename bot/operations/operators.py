"""Who an operator is: to the audit, and by the handbook's roles in Slack."""

import getpass
import os

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.handbook.policy import Policy
from bot.workflow.people import actor
from models import Standing


def os_user() -> str:
    """The actor of a command: ``cli:`` and the user of the operating system who typed it."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        name = f"uid{os.getuid()}"
    return f"cli:{name[:50]}"


def permit_operator(session: Session, user: str, team: str, home: str, policy: Policy) -> None:
    """Raise the Refusal that somebody reads who is none of the handbook's operators."""
    person = actor(session, user)
    member = team == home and person is not None and person.standing is Standing.MEMBER
    if person is None or not member or not person.roles.intersection(policy.operators.roles):
        names = " and ".join(policy.role_name(role) for role in policy.operators.roles)
        raise Refusal(f"Only {names} can do this. It was recorded, and nothing was changed.", code="no_operator")
