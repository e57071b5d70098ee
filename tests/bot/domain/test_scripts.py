"""How text is written: which scripts it has, and which two texts are the same, others, or not to be compared."""

import pytest

from bot.domain.scripts import Likeness, is_other_script, likeness, scripts

SAME, OTHER, OTHER_SCRIPT, MISSING = Likeness


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", set()),
        ("101-2 !", set()),
        ("Mihon 101", {"LATIN"}),
        ("Ｍ", {"LATIN"}),
        ("見本々", {"CJK"}),
        ("見本ハイツ", {"CJK", "KATAKANA"}),
        ("ﾐﾎﾝ", {"KATAKANA"}),
        ("らーめん", {"HIRAGANA"}),
        ("Mih\u043en", {"LATIN", "CYRILLIC"}),
    ],
)
def test_scripts(text: str, wanted: set[str]) -> None:
    assert scripts(text) == wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("", "", SAME),
        ("a", "a", SAME),
        ("a", "", MISSING),
        ("見本", "", MISSING),
        ("a", "b", OTHER),
        ("見本", "mihon", OTHER_SCRIPT),
        ("見本", "ミホン", OTHER_SCRIPT),
        ("みほん", "ミホン", OTHER_SCRIPT),
        ("見本ハイツ", "ミホンハイツ", OTHER),
        ("見本1", "mihon 1", OTHER_SCRIPT),
        ("見本1", "mihon 2", OTHER),
        ("見本1", "mihon", OTHER),
        ("見本", "101", OTHER),
        ("見本101", "101", OTHER),
        ("aoi", "\u0430\u043e\u0456", OTHER),
        ("葵", "\u0430\u043e\u0456", OTHER_SCRIPT),
    ],
)
def test_likeness(one: str, other: str, wanted: Likeness) -> None:
    assert likeness(one, other) is likeness(other, one) is wanted
    assert not (is_other_script(one, other) and wanted is SAME)
