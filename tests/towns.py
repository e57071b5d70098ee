"""A town and a bot in it, for each test anew; the stand-ins' processes live for the whole session."""

from collections.abc import Iterator

import pytest

from tests import harness
from tests.harness import Town
from tests.inside import Inside, inside


@pytest.fixture(scope="session")
def standing_town() -> Iterator[Town]:
    with harness.town() as found:
        yield found


@pytest.fixture
def town(standing_town: Town) -> Town:
    standing_town.clear()
    return standing_town


@pytest.fixture
def bot(town: Town, database_url: str) -> Iterator[Inside]:
    with inside(town, database_url) as found:
        yield found


ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where the kind of database plays no part."""
