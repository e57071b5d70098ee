"""The file of figures: each command owns one section of it, and says where it measured."""

from pathlib import Path

import pytest

from sandbox.figures import record


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "docs" / "figures.md"


def test_a_first_record_makes_the_file_and_says_where_it_was_measured(file: Path) -> None:
    record("handoff bench", {"clicks_per_second": 212.5}, file)
    text = file.read_text("utf-8")
    assert text.startswith("# Figures\n")
    assert "| `clicks_per_second` | 212.5 |" in text
    for word in ("Commit ", " UTC", " cores", " GB of memory", "Python 3.", "SQLite 3.", "PostgreSQL "):
        assert word in text


def test_a_second_record_replaces_its_own_section_and_leaves_the_others_alone(file: Path) -> None:
    record("handoff bench", {"rss_mb": 111}, file)
    record("handoff chaos", {"lost": 0}, file)
    record("handoff bench", {"rss_mb": 222}, file)
    text = file.read_text("utf-8")
    assert "111" not in text
    assert "| `rss_mb` | 222 |" in text
    assert "| `lost` | 0 |" in text
    assert text.count("## handoff bench\n") == text.count("## handoff chaos\n") == 1


def test_a_figure_per_database_is_one_line_each(file: Path) -> None:
    record("handoff bench", {"ack_ratio_p50": {"sqlite": 0.2, "postgresql": 0.3}, "start_s": [1, 2]}, file)
    text = file.read_text("utf-8")
    assert "| `ack_ratio_p50.sqlite` | 0.2 |" in text
    assert "| `ack_ratio_p50.postgresql` | 0.3 |" in text
    assert "| `start_s` | 1, 2 |" in text
