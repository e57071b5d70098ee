"""Japan's 47 prefectures, in kanji and in Latin letters, so that Tokyo and 大阪府 are known to be two."""

import re
import unicodedata

from bot.domain.scripts import folded

_NAMES = """
北海道 hokkaido|青森県 aomori|岩手県 iwate|宮城県 miyagi|秋田県 akita|山形県 yamagata|福島県 fukushima|茨城県 ibaraki
栃木県 tochigi|群馬県 gunma|埼玉県 saitama|千葉県 chiba|東京都 tokyo|神奈川県 kanagawa|新潟県 niigata|富山県 toyama
石川県 ishikawa|福井県 fukui|山梨県 yamanashi|長野県 nagano|岐阜県 gifu|静岡県 shizuoka|愛知県 aichi|三重県 mie
滋賀県 shiga|京都府 kyoto|大阪府 osaka|兵庫県 hyogo|奈良県 nara|和歌山県 wakayama|鳥取県 tottori|島根県 shimane
岡山県 okayama|広島県 hiroshima|山口県 yamaguchi|徳島県 tokushima|香川県 kagawa|愛媛県 ehime|高知県 kochi|福岡県 fukuoka
佐賀県 saga|長崎県 nagasaki|熊本県 kumamoto|大分県 oita|宮崎県 miyazaki|鹿児島県 kagoshima|沖縄県 okinawa
"""
_PAIRS = [pair.split() for line in _NAMES.split("\n") for pair in line.split("|") if pair]
_LATIN = {latin: kanji for kanji, latin in _PAIRS}
_KANJI = {kanji: kanji for kanji, _ in _PAIRS} | {kanji[:-1]: kanji for kanji, _ in _PAIRS if kanji != "北海道"}
_SUFFIX = re.compile(r"[- ]?(?:prefecture|pref\.?)$|[- ](?:to|fu|ken)$")


def prefecture(text: str) -> str:
    """The kanji of ``Tokyo``, ``Tōkyō-to``, ``東京`` and ``東京都`` alike; empty if it is none of the 47."""
    plain = folded(text)
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", plain).replace("\u0304", ""))
    return _KANJI.get(plain.replace(" ", "")) or _LATIN.get(_SUFFIX.sub("", bare), "")
