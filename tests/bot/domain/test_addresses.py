"""Which spellings are one address: rows with the verdict of each, decided by hand, and the laws of the comparison."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.addresses import Address, Street, check, cities_alike, compare, missing_parts, normal_text, street_of
from bot.domain.evidence import SALESFORCE, Verdict
from bot.domain.prefectures import prefecture
from bot.domain.scripts import Likeness, is_other_script

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASS, UNKNOWN, WARN, FAIL = Verdict.PASS, Verdict.UNKNOWN, Verdict.WARN, Verdict.FAIL
KANJI = Address("154-0001", "東京都", "世田谷区", "桜町1-2-3", "見本ハイツ101")
LATIN = Address("154-0001", "Tokyo", "Setagaya", "1-2-3 Example-cho", "Mihon Heights 101")


def verdict(ordered: Address, checked: Address | None) -> Verdict:
    found = check(ordered, checked, AT)
    assert found.source == SALESFORCE
    return found.verdict


# --- the street ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        # the same
        ("桜町1-2-3", "桜町1-2-3", PASS),
        ("桜町１－２－３", "桜町1-2-3", PASS),
        ("桜町1‐2‑3", "桜町1-2-3", PASS),
        ("桜町1–2—3", "桜町1-2-3", PASS),
        ("桜町1―2−3", "桜町1-2-3", PASS),
        ("桜町1ー2ｰ3", "桜町1-2-3", PASS),
        ("桜町1丁目2番3号", "桜町1-2-3", PASS),
        ("桜町一丁目2番地3", "桜町1-2-3", PASS),
        ("桜町一丁目２番地の３", "桜町1-2-3", PASS),
        ("桜町1の2の3", "桜町1-2-3", PASS),
        ("桜町 1 - 2 - 3", "桜町1-2-3", PASS),
        ("桜町　1丁目 2番 3号", "桜町1-2-3", PASS),
        ("桜町十二丁目3", "桜町12-3", PASS),
        ("桜町二十三丁目4", "桜町23-4", PASS),
        ("桜町5番地", "桜町5", PASS),
        ("1-2-3 EXAMPLE-CHO", "1-2-3 Example-cho", PASS),
        ("Example-cho 1-2-3", "1-2-3 Example-cho", PASS),
        ("1-chome 2-3 Example-cho", "1-2-3 Example-cho", PASS),
        ("１−２−３ Ｅｘａｍｐｌｅ‐ｃｈｏ", "1-2-3 Example-cho", PASS),
        ("桜町1-2-3 見本ハイツ101号室", "桜町1-2-3、見本ハイツ 101", PASS),
        ("桜町1-2-3\n見本ハイツ101", "桜町1-2-3見本ハイツ101", PASS),
        ("1-2-3 Example-cho, Mihon Heights 101", "Mihon Heights 101, 1-2-3 Example-cho", PASS),
        # another house number
        ("桜町1-2-30", "桜町1-2-3", WARN),
        ("桜町1-2", "桜町1-2-3", WARN),
        ("桜町11-1", "桜町1-11", WARN),
        ("桜町1-23", "桜町12-3", WARN),
        ("桜町1-3-2", "桜町1-2-3", WARN),
        ("桜町二丁目2-3", "桜町1-2-3", WARN),
        ("桜町十一丁目2-3", "桜町1-2-3", WARN),
        ("桜町1-2-3", "桜町1-2 3号室", WARN),
        ("桜町1-2-O", "桜町1-2-0", WARN),
        # another town
        ("桜丘1-2-3", "桜町1-2-3", WARN),
        ("北桜町1-2-3", "桜町1-2-3", WARN),
        ("三番町1-2", "四番町1-2", WARN),
        ("6番町1-2", "6-1-2", WARN),  # 番町 is a town, no unit
        ("サクラー1-2", "サクラ1-2", WARN),  # the long vowel is a letter
        ("1-2-3 Examp1e-cho", "1-2-3 Example-cho", WARN),
        ("1-2-3 Ex\u0430mple-cho", "1-2-3 Example-cho", WARN),  # Cyrillic a
        ("1-2-3 Example-machi", "1-2-3 Example-cho", WARN),
        # another building or room, or a building on one side only
        ("桜町1-2-3 見本ハイツ102", "桜町1-2-3 見本ハイツ101", WARN),
        ("桜町1-2-3 見本ハイツ1010", "桜町1-2-3 見本ハイツ101", WARN),
        ("桜町1-2-3 見本ハイツ2号棟101", "桜町1-2-3 見本ハイツ1号棟101", WARN),
        ("桜町1-2-3 見本ハイム101", "桜町1-2-3 見本ハイツ101", WARN),
        ("桜町1-2-3 見本ハイツ101", "桜町1-2-3", WARN),
        ("桜町1-2-3-101", "桜町1-2-3 101", WARN),
        ("桜町1-2-3 101", "桜町1-2-3 見本101", WARN),
        ("桜町1-2-3 見本101", "桜町1-2-3 101", WARN),
        ("1-2-3 Example-cho, Mihon Heights 102", "1-2-3 Example-cho, Mihon Heights 101", WARN),
        ("1-2-3 Example-cho", "1-2-3 Example-cho, Mihon Heights 101", WARN),
        # another script: numbers can be compared, letters cannot
        ("1-2-3 Sakura-cho", "桜町1-2-3", UNKNOWN),
        ("1-2-30 Sakura-cho", "桜町1-2-3", WARN),
        ("さくら町1-2-3", "桜町1-2-3", WARN),
        ("サクラチョウ1-2-3", "桜町1-2-3", UNKNOWN),
        ("桜町1-2-3 Mihon Heights 101", "桜町1-2-3 見本ハイツ101", UNKNOWN),
        ("桜町1-2-3 Mihon Heights 102", "桜町1-2-3 見本ハイツ101", WARN),
    ],
)
def test_streets(one: str, other: str, wanted: Verdict) -> None:
    ours, theirs = (replace(KANJI, street=street, building="") for street in (one, other))
    assert verdict(ours, theirs) is wanted
    assert compare(ours, theirs) == compare(theirs, ours)


@pytest.mark.parametrize(
    ("street", "building", "wanted"),
    [
        ("桜町1-2-3", "見本ハイツ101", PASS),
        ("桜町1-2-3 見本ハイツ101", "", PASS),
        ("桜町1-2-3", "見本ハイツ 101号室", PASS),
        ("桜町1-2-3", "", WARN),
        ("桜町1-2-3", "見本ハイツ", WARN),
        ("桜町1-2-3 見本ハイツ", "101", PASS),
    ],
)
def test_a_building_may_stand_in_its_own_field(street: str, building: str, wanted: Verdict) -> None:
    assert verdict(replace(KANJI, street=street, building=building), KANJI) is wanted


@pytest.mark.parametrize(
    ("street", "parts"),
    [
        ("桜町1丁目2番3号 見本ハイツ101号室", Street("桜町", "1-2-3", "見本ハイツ101")),
        ("桜町5", Street("桜町", "5", "")),
        ("北1条西2丁目3番地", Street("北1条西", "2-3", "")),
        ("1-2-3", Street("", "1-2-3", "")),
        ("Example-cho 5", Street("example-cho", "5", "")),
        ("Mihon Building, 5 Example-cho", Street("example-cho", "5", "mihon building")),
        ("Example-cho, Mihon Heights 101", Street("example-cho mihon heights 101", "", "")),
        ("桜町 見本ハイツ101", Street("桜町見本ハイツ101", "", "")),
        ("桜町、見本ハイツ101", Street("桜町見本ハイツ101", "", "")),
        ("", Street("", "", "")),
    ],
)
def test_a_street_taken_apart(street: str, parts: Street) -> None:
    assert street_of(Address("", "", "", street)) == parts


# --- postal code, prefecture, city -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("1540001", PASS),
        ("〒154-0001", PASS),
        ("１５４－０００１", PASS),
        ("154ー0001", PASS),
        (" 154 0001 ", PASS),
        ("154-0010", WARN),
        ("154-001", FAIL),
        ("154-00011", FAIL),
        ("154-000l", FAIL),
        ("〒", FAIL),
        ("", FAIL),
    ],
)
def test_postal_codes(code: str, wanted: Verdict) -> None:
    assert verdict(replace(KANJI, postal_code=code), KANJI) is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("東京都", "東京", PASS),
        ("京都", "京都府", PASS),
        ("Tokyo-to", "Tokyo", PASS),
        ("TOKYO", "Tōkyō", PASS),
        ("Ｔｏｋｙｏ", "Tokyo Prefecture", PASS),
        ("Osaka-fu", "Ōsaka", PASS),
        ("Kanagawa-ken", "Kanagawa Pref.", PASS),
        ("北海道", "北海道", PASS),
        ("Hokkaido", "Hokkaidō", PASS),
        ("東京都", "京都府", FAIL),
        ("北海", "北海道", FAIL),
        ("福島県", "福岡県", FAIL),
        ("Fukui", "Fukuoka", FAIL),
        ("Tokyo", "Kyoto", FAIL),
        ("Tokio", "Tokyo", FAIL),
        ("山梨県", "山形県", FAIL),
        ("Tokyo", "東京都", UNKNOWN),
        ("大阪", "Osaka-fu", UNKNOWN),
        ("Osaka", "東京都", FAIL),  # names of all 47 are known in both scripts
        ("東京都", "", UNKNOWN),
        ("", "東京都", FAIL),
    ],
)
def test_prefectures(one: str, other: str, wanted: Verdict) -> None:
    assert verdict(replace(KANJI, prefecture=one), replace(KANJI, prefecture=other)) is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("世田谷区", "世田谷", PASS),
        ("世田谷 区", "世田谷区", PASS),
        ("四日市市", "四日市", PASS),
        ("Setagaya-ku", "Setagaya", PASS),
        ("SETAGAYA‐KU", "setagaya ku", PASS),
        ("Setagaya City", "Setagaya-ku", PASS),
        ("Setagaya Ward", "Setagaya-ku", PASS),
        ("Yokohama-shi Nishi-ku", "Nishi Ward, Yokohama", PASS),
        ("世田谷区", "杉並区", FAIL),
        ("府中市", "府中町", FAIL),
        ("堺市", "堺区", FAIL),
        ("横浜市西区", "横浜市", FAIL),
        ("四日市", "五日市", FAIL),
        ("Setagaya", "Setagawa", FAIL),
        ("Yokohama-shi Nishi-ku", "Yokohama", FAIL),
        ("Yokohama-shi Nishi-ku", "Yokohama-shi Naka-ku", FAIL),
        ("Nishi", "Ni", FAIL),  # -shi is no ending without its dash
        ("Fuchu-shi", "Fuchu-cho", FAIL),
        ("Setagaya\u0430", "Setagayaa", FAIL),  # Cyrillic a
        ("Setagaya-ku", "世田谷区", UNKNOWN),
        ("世田谷区", "", UNKNOWN),
        ("", "世田谷区", FAIL),
    ],
)
def test_cities(one: str, other: str, wanted: Verdict) -> None:
    assert verdict(replace(KANJI, city=one), replace(KANJI, city=other)) is wanted
    assert cities_alike(one, other) is cities_alike(other, one)


def test_an_ending_alone_is_no_city() -> None:
    assert cities_alike("", "区") is cities_alike("区", "") is Likeness.MISSING


def test_two_cities_of_one_name() -> None:
    tokyo = Address("183-0055", "東京都", "府中市", "府中町1-2-3")
    assert verdict(replace(tokyo, prefecture="広島県"), tokyo) is FAIL


def test_where_the_city_ends_is_no_difference() -> None:
    long = Address("220-0012", "神奈川県", "横浜市西区", "見本町1-2-3")
    assert verdict(replace(long, city="横浜市", street="西区見本町1-2-3"), long) is PASS
    assert verdict(replace(long, city="横浜市", street="中区見本町1-2-3"), long) is FAIL
    assert verdict(long, replace(long, city="", street="横浜市西区見本町1-2-3")) is PASS


# --- complete, checked at all ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "missing"),
    [
        (KANJI, []),
        (LATIN, []),
        (replace(KANJI, building=""), []),
        (replace(KANJI, postal_code=""), ["postal code of seven digits"]),
        (replace(KANJI, prefecture=" "), ["prefecture"]),
        (replace(KANJI, city="-"), ["city"]),
        (replace(KANJI, street=""), ["street"]),
        (replace(KANJI, street="桜町"), ["house number"]),
        (replace(LATIN, street="Example-cho"), ["house number"]),
        (replace(LATIN, street="Example-cho, Mihon Heights 101"), ["house number"]),
        (replace(KANJI, street="桜町一丁目"), []),
        (Address("", "", "", ""), ["postal code of seven digits", "prefecture", "city", "street"]),
    ],
)
def test_what_is_missing(address: Address, missing: list[str]) -> None:
    assert missing_parts(address) == missing
    for checked in (KANJI, address, None):
        found = check(address, checked, AT)
        assert found.sentence.startswith("incomplete: no ") == bool(missing)
        assert found.verdict is FAIL or not missing


@pytest.mark.parametrize("checked", [None, Address("", "", "", ""), Address(" ", "-", "、", "\n", "")])
def test_no_checked_address_is_unknown(checked: Address | None) -> None:
    found = check(KANJI, checked, AT)
    assert (found.verdict, found.sentence) == (UNKNOWN, "no address was checked")


@pytest.mark.parametrize(
    ("checked", "wanted"),
    [
        (replace(KANJI, postal_code=""), UNKNOWN),
        (replace(KANJI, street=""), UNKNOWN),
        (replace(KANJI, street="", building=""), WARN),
        (Address("", "", "世田谷区", "桜町1-2-3", "見本ハイツ101"), UNKNOWN),
        (Address("", "", "杉並区", ""), FAIL),
    ],
)
def test_a_checked_address_with_holes_never_passes(checked: Address, wanted: Verdict) -> None:
    assert verdict(KANJI, checked) is wanted


def test_one_place_in_two_scripts_is_unknown() -> None:
    assert verdict(LATIN, KANJI) is UNKNOWN
    assert verdict(KANJI, LATIN) is UNKNOWN
    assert verdict(replace(LATIN, street="1-2-30 Example-cho"), KANJI) is WARN
    assert verdict(replace(LATIN, prefecture="Osaka"), KANJI) is FAIL


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ordered", "checked", "sentence", "detail"),
    [
        (
            KANJI,
            KANJI,
            "complete, and the one that was checked",
            "154-0001 東京都 世田谷区 桜町1-2-3 見本ハイツ101",
        ),
        (
            replace(LATIN, street="1-2-30 Example-cho"),
            LATIN,
            "not as in the checked address: street",
            "Street: ordered 1-2-30 Example-cho, checked 1-2-3 Example-cho",
        ),
        (
            replace(LATIN, prefecture="Osaka", city="Sakai"),
            replace(LATIN, building=""),
            "not as in the checked address: prefecture and city; only in one of the two addresses: building",
            "Prefecture: ordered Osaka, checked Tokyo\nCity: ordered Sakai, checked Setagaya\n"
            "Building: ordered Mihon Heights 101, checked –",
        ),
        (
            Address("154-0001", "Tokyo", "Setagaya", "1-2-3 Example-cho, Mihon 101"),
            Address("154-0001", "Tokyo", "Setagaya", "1-2-4 Example-cho,\nMihon 102"),
            "not as in the checked address: street and building",
            "Street and building: ordered 1-2-3 Example-cho, Mihon 101, checked 1-2-4 Example-cho, Mihon 102",
        ),
        (
            replace(KANJI, city="Setagaya-ku"),
            KANJI,
            "in another script than in the checked address: city",
            "City: ordered Setagaya-ku, checked 世田谷区",
        ),
        (
            replace(KANJI, city="", street="桜町"),
            KANJI,
            "incomplete: no city and house number",
            "154-0001 東京都 桜町 見本ハイツ101",
        ),
    ],
)
def test_the_sentence_names_parts_and_the_detail_values(
    ordered: Address, checked: Address, sentence: str, detail: str
) -> None:
    found = check(ordered, checked, AT)
    assert (found.sentence, found.detail) == (sentence, detail)


@pytest.mark.parametrize("part", ["postal_code", "prefecture", "city", "street", "building"])
def test_every_part_is_in_the_fingerprint(part: str) -> None:
    other = replace(KANJI, **{part: "x"})
    seen = {check(KANJI, KANJI, AT).seen, check(other, KANJI, AT).seen, check(KANJI, other, AT).seen}
    assert len(seen) == 3


# --- laws ------------------------------------------------------------------------------------------------------------

_STREETS = st.text(
    alphabet=st.sampled_from("1２3-－ーｰ–,、 　\n丁目番地号室のー一二十桜町町ab-hcome.Ａ棟"), max_size=14
)
_ANY = st.one_of(_STREETS, st.text(max_size=14))
_ADDRESSES = st.builds(
    Address,
    st.sampled_from(["154-0001", "1540001", "", "154-0002"]),
    st.sampled_from(["東京都", "Tokyo", "東京", "Osaka", "X", ""]),
    st.one_of(st.sampled_from(["府中市", "府中町", "府中", "Fuchu-shi", "Fuchu City", "Fuchu"]), _STREETS),
    _STREETS,
    st.sampled_from(["", "101", "見本ハイツ101", "Mihon Heights 101"]),
)


@given(_ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normal_text(normal_text(text)) == normal_text(text)


@given(st.sampled_from(["Tokyo", "Kyoto-fu", "東京", "京都府", "Hokkaidō", "北海道", "x", ""]))
def test_a_prefectures_kanji_is_its_own_name(name: str) -> None:
    assert prefecture(prefecture(name)) == prefecture(name)


@given(_ADDRESSES, _ADDRESSES)
def test_comparing_is_symmetric(one: Address, other: Address) -> None:
    assert compare(one, other) == compare(other, one)


@given(_ADDRESSES)
def test_an_address_is_like_itself(one: Address) -> None:
    assert set(compare(one, one).values()) == {Likeness.SAME}


@given(_ADDRESSES, _ADDRESSES)
def test_another_script_is_never_a_pass(one: Address, other: Address) -> None:
    pairs = [(one.prefecture, other.prefecture), (one.city, other.city), (one.street, other.street)]
    if any(is_other_script(mine, theirs) for mine, theirs in pairs):
        assert verdict(one, other) is not PASS
