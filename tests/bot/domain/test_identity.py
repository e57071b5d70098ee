"""Who is the same person: pairs with the verdict of each, decided by hand, and the laws of the comparison."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.evidence import BOTH, SALESFORCE, Silence, Verdict
from bot.domain.identity import (
    Account,
    Person,
    check,
    emails_alike,
    normal_name,
    normal_phone,
    person_names,
    phones_alike,
)
from bot.domain.scripts import Likeness, folded, is_other_script, likeness
from bot.handbook.policy import normal_identity

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASS, UNKNOWN, WARN, FAIL = Verdict.PASS, Verdict.UNKNOWN, Verdict.WARN, Verdict.FAIL
MAIL, PHONE = "hanako.mihon@mail.example", "+81 00-1234-5678"
CLIENT = Person("Hanako", "Mihon", MAIL, PHONE)
ACCOUNT = Account("Hanako Mihon", MAIL, PHONE)


def verdict(contact: Person, client: Person, account: Account | None = None) -> Verdict:
    """Of a contact and a client whose Account says what the client says, unless it is given."""
    same = Account(f"{client.given} {client.family}", client.email, client.phone)
    return check(account or same, contact, client, AT).verdict


# --- the table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "client", "wanted"),
    [
        # the same
        (MAIL, MAIL, PASS),
        ("Hanako.Mihon@Mail.Example", MAIL, PASS),
        (f"  {MAIL}\n", MAIL, PASS),
        (f"\u3000{MAIL}", MAIL, PASS),
        ("ｈａｎａｋｏ．ｍｉｈｏｎ＠ｍａｉｌ．ｅｘａｍｐｌｅ", MAIL, PASS),
        # near misses: each may be somebody else's mailbox
        ("hanako.mihon+portal@mail.example", MAIL, FAIL),
        ("hanakomihon@mail.example", MAIL, FAIL),
        ("hanako.mihon@mail.example.", MAIL, FAIL),
        ("hanako.mihon@mai1.example", MAIL, FAIL),
        ("hanako.mihon@maiI.example", "hanako.mihon@mail.example", FAIL),  # a capital i is an i, not an l
        ("h\u0430nako.mihon@mail.example", MAIL, FAIL),  # Cyrillic a
        ("hanak\u043e.mihon@mail.example", MAIL, FAIL),  # Cyrillic o
        ("hanako.mihon@mail.examp1e", MAIL, FAIL),
        ("hanako.mih0n@mail.example", MAIL, FAIL),
        ("hanako.mihon@mall.example", MAIL, FAIL),
        ("hanako.mihon@sub.mail.example", MAIL, FAIL),
        ("hanako_mihon@mail.example", MAIL, FAIL),
        ("hanako.mihon @mail.example", MAIL, FAIL),
        ("hanako.mihon\u200b@mail.example", MAIL, FAIL),
        ("hanako.m\u00edhon@mail.example", MAIL, FAIL),
        ("gross@mail.example", "groß@mail.example", FAIL),
        (f"mailto:{MAIL}", MAIL, FAIL),
        (f"{MAIL}, other@mail.example", MAIL, FAIL),
        ("", "", UNKNOWN),
    ],
)
def test_emails(contact: str, client: str, wanted: Verdict) -> None:
    account = Account("Hanako Mihon", client, PHONE)
    assert verdict(replace(CLIENT, email=contact), replace(CLIENT, email=client), account) is wanted


@pytest.mark.parametrize(
    ("contact", "client", "wanted"),
    [
        # the same: (given, family)
        (("Hanako", "Mihon"), ("Hanako", "Mihon"), PASS),
        (("HANAKO", "mihon"), ("Hanako", "Mihon"), PASS),
        (("Ｈａｎａｋｏ", "Ｍｉｈｏｎ"), ("Hanako", "Mihon"), PASS),
        ((" Hana ko ", "Mihon"), ("Hanako", "Mihon"), PASS),
        (("Mihon", "Hanako"), ("Hanako", "Mihon"), PASS),  # the other order
        (("花子", "見本"), ("花子", "見本"), PASS),
        (("見本", "花子"), ("花子", "見本"), PASS),
        (("", "見本　花子"), ("花子", "見本"), PASS),
        (("", "見本花子様"), ("花子", "見本"), PASS),
        (("花子様", "見本"), ("花子", "見本"), PASS),
        (("花子 さん", "見本"), ("花子", "見本"), PASS),
        (("ﾊﾅｺ", "ﾐﾎﾝ"), ("ハナコ", "ミホン"), PASS),
        (("ﾊﾅｺﾞ", "ﾐﾎﾝ"), ("ハナゴ", "ミホン"), PASS),
        (("ハナ・コ", "ミホン"), ("ハナコ", "ミホン"), PASS),
        (("Ms. Hanako", "Mihon"), ("Hanako", "Mihon"), PASS),
        (("Dr Hanako", "Mihon"), ("Hanako", "Mihon"), PASS),
        (("", "Mrs Hanako Mihon"), ("Hanako", "Mihon"), PASS),
        (("", "Mihon, Hanako"), ("Hanako", "Mihon"), PASS),
        (("", "Mihon Mihon"), ("Mihon", "Mihon"), PASS),
        (("", "Maria Hanako de Mihon"), ("Maria Hanako", "De Mihon"), PASS),
        (("", "An An An"), ("An", "An An"), PASS),
        (("Mary-Jane", "O'Mihon"), ("Mary Jane", "O’Mihon"), PASS),
        (("Ma\u0301ria", "Mihon"), ("Mária", "Mihon"), PASS),
        # the given name is another one
        (("Hanae", "Mihon"), ("Hanako", "Mihon"), WARN),
        (("Hanakо", "Mihon"), ("Hanako", "Mihon"), WARN),  # Cyrillic o
        (("Maria", "Mihon"), ("Mária", "Mihon"), WARN),
        (("H.", "Mihon"), ("Hanako", "Mihon"), WARN),
        (("花江", "見本"), ("花子", "見本"), WARN),
        (("花", "見本"), ("華", "見本"), WARN),
        (("ハナコー", "ミホン"), ("ハナコ", "ミホン"), WARN),
        (("ハナゴ", "ミホン"), ("ハナコ", "ミホン"), WARN),
        (("", "Hanae Mihon"), ("Hanako", "Mihon"), WARN),
        (("Mrhanako", "Mihon"), ("Hanako", "Mihon"), WARN),  # no title without a blank or a dot
        # the family name is another one
        (("Hanako", "Saitoh"), ("Hanako", "Saito"), FAIL),
        (("Hanako", "Saitō"), ("Hanako", "Saito"), FAIL),
        (("花子", "斎藤"), ("花子", "齋藤"), FAIL),
        (("花子", "髙橋"), ("花子", "高橋"), FAIL),
        (("花子", "渡辺"), ("花子", "渡邉"), FAIL),
        (("Hanako", "Mih\u043en"), ("Hanako", "Mihon"), FAIL),  # Cyrillic o
        (("Hanako", "\u0410\u043e\u0456"), ("Hanako", "Aoi"), FAIL),  # Cyrillic all through
        (("Hanako", "Mi1on"), ("Hanako", "Milon"), FAIL),
        (("Hanako", "MiIon"), ("Hanako", "Milon"), FAIL),
        (("Hanako", "Mihon-Kakuu"), ("Hanako", "Mihon"), FAIL),
        (("Hanako", "Müller"), ("Hanako", "Muller"), FAIL),
        (("Hanako", "Mueller"), ("Hanako", "Müller"), FAIL),
        (("Taro", "Aoi"), ("Aoi", "Mihon"), FAIL),  # his family name is her given name
        (("Aoi", "Mihon"), ("Mihon", "Sora"), FAIL),
        (("ハナコ", "サトー"), ("ハナコ", "サト"), FAIL),
        (("", "見本田花子"), ("花子", "見本"), FAIL),
        (("", "Han Akomihon"), ("Hanako", "Mihon"), FAIL),
        (("", "Hanakomihon Taro"), ("Hanako", "Mihon"), FAIL),
        (("", "見本花江"), ("花子", "見本"), FAIL),  # without a blank nobody knows where the family name ends
        # what cannot be compared is never a pass
        (("花子", "見本"), ("Hanako", "Mihon"), UNKNOWN),
        (("ハナコ", "ミホン"), ("花子", "見本"), UNKNOWN),
        (("はなこ", "みほん"), ("ハナコ", "ミホン"), UNKNOWN),
        (("花子", "Mihon"), ("Hanako", "Mihon"), UNKNOWN),
        (("", "見本 花子"), ("Hanako", "Mihon"), UNKNOWN),
        (("", "Mihon"), ("Hanako", "Mihon"), UNKNOWN),
        (("Hanako", ""), ("Hanako", "Mihon"), UNKNOWN),
        (("花子", "見本"), ("Hanako", ""), UNKNOWN),
        (("様", "見本"), ("花子", "見本"), WARN),
    ],
)
def test_names(contact: tuple[str, str], client: tuple[str, str], wanted: Verdict) -> None:
    one, other = Person(*contact, MAIL, PHONE), Person(*client, MAIL, PHONE)
    account = Account(f"{other.given} {other.family}", MAIL, PHONE)
    if not other.family:  # the Account's own name is not what is asked here
        account = replace(account, name=one.family)
    assert verdict(one, other, account) is wanted
    assert person_names(one, other) == person_names(other, one)


@pytest.mark.parametrize(
    ("contact", "client", "wanted"),
    [
        ("00-1234-5678", "+81 00-1234-5678", PASS),
        ("03-1234-5678", "+81.312345678", PASS),
        ("03-1234-5678", "+81 (0)3 1234 5678", PASS),
        ("０３（１２３４）５６７８", "0312345678", PASS),
        ("03 1234 5678 ext. 12", "03-1234-5678 x12", PASS),
        ("03-1234-5678 内線12", "03-1234-5678#12", PASS),
        ("03-1234-5678;ext=12", "03-1234-5678", PASS),
        ("+1 415 555 0100", "+1-415-555-0100", PASS),
        ("", "", PASS),
        # near misses
        ("03-1234-5687", "03-1234-5678", WARN),  # two digits swapped
        ("03-1234-567", "03-1234-5678", WARN),
        ("03-1234-56789", "03-1234-5678", WARN),
        ("3-1234-5678", "03-1234-5678", WARN),
        ("81 3 1234 5678", "03-1234-5678", WARN),  # without the + nobody knows
        ("+82 3 1234 5678", "+81 3 1234 5678", WARN),
        ("+1 415 555 0100", "1 415 555 0100", WARN),
        ("O3-1234-5678", "03-1234-5678", WARN),  # a letter O
        ("03-1234-5678 ext 12", "03-1234-5678 ext 13", WARN),
        ("03-1234-5678, 03-8765-4321", "03-1234-5678", WARN),
        ("03-1234-5678 12", "03-1234-5678", WARN),
        # nothing to compare
        ("none", "03-1234-5678", UNKNOWN),
        ("03-1234-5678", "", UNKNOWN),
    ],
)
def test_phones(contact: str, client: str, wanted: Verdict) -> None:
    account = Account("Hanako Mihon", MAIL, "")
    assert verdict(replace(CLIENT, phone=contact), replace(CLIENT, phone=client), account) is wanted
    assert phones_alike(contact, client) is phones_alike(client, contact)


@pytest.mark.parametrize(
    ("account", "contact", "client", "wanted"),
    [
        (ACCOUNT, CLIENT, CLIENT, PASS),
        (ACCOUNT, None, CLIENT, PASS),
        (replace(ACCOUNT, name="Mihon Hanako"), None, CLIENT, PASS),
        (replace(ACCOUNT, name="見本花子"), None, Person("花子", "見本", MAIL, PHONE), PASS),
        (replace(ACCOUNT, name="見本 花子"), CLIENT, CLIENT, UNKNOWN),
        (replace(ACCOUNT, name=""), CLIENT, CLIENT, UNKNOWN),
        (ACCOUNT, None, replace(CLIENT, family=""), UNKNOWN),
        (replace(ACCOUNT, name="Mihon"), CLIENT, CLIENT, UNKNOWN),
        (replace(ACCOUNT, name="Hanae Mihon"), CLIENT, CLIENT, WARN),
        (replace(ACCOUNT, name="Hanako Kakuu"), CLIENT, CLIENT, FAIL),
        # a company
        (replace(ACCOUNT, name="㈱架空商店"), CLIENT, replace(CLIENT, company="(株)架空商店"), PASS),
        (replace(ACCOUNT, name="Kakuu KK"), CLIENT, replace(CLIENT, company="Kakuu GK"), FAIL),
        (replace(ACCOUNT, name="Kakuu KK"), CLIENT, CLIENT, FAIL),
        # each e-mail of the order's side must be the client's
        (replace(ACCOUNT, email="other@mail.example"), CLIENT, CLIENT, FAIL),
        (ACCOUNT, replace(CLIENT, email="other@mail.example"), CLIENT, FAIL),
        (replace(ACCOUNT, email=""), CLIENT, CLIENT, PASS),
        (ACCOUNT, replace(CLIENT, email=""), CLIENT, PASS),
        (replace(ACCOUNT, email=""), replace(CLIENT, email=""), CLIENT, UNKNOWN),
        (ACCOUNT, CLIENT, replace(CLIENT, email=""), UNKNOWN),
        # and so must each phone number, with less weight
        (replace(ACCOUNT, phone="03-1234-5678"), CLIENT, CLIENT, WARN),
        (replace(ACCOUNT, phone=""), CLIENT, CLIENT, PASS),
        (replace(ACCOUNT, phone=""), replace(CLIENT, phone=""), CLIENT, UNKNOWN),
        # the worst counts
        (replace(ACCOUNT, name="見本 花子"), replace(CLIENT, phone="03-1234-5678"), CLIENT, WARN),
        (ACCOUNT, replace(CLIENT, given="Hanae", email="other@mail.example"), CLIENT, FAIL),
    ],
)
def test_account_and_contact_against_the_client(
    account: Account, contact: Person | None, client: Person, wanted: Verdict
) -> None:
    found = check(account, contact, client, AT)
    assert (found.verdict, found.source) == (wanted, BOTH)


# --- WHMCS is silent -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("silence", Silence)
def test_a_silent_source_is_unknown_and_says_why(silence: Silence) -> None:
    for contact in (CLIENT, None, replace(CLIENT, given="Taro", family="Kakuu"), replace(CLIENT, email="")):
        found = check(ACCOUNT, contact, silence, AT)
        assert (found.verdict, found.sentence, found.source) == (UNKNOWN, silence.value, SALESFORCE)


@pytest.mark.parametrize("silence", Silence)
def test_salesforce_alone_shows_that_the_contact_is_somebody_else(silence: Silence) -> None:
    found = check(ACCOUNT, replace(CLIENT, email="other@mail.example"), silence, AT)
    assert found.verdict is FAIL
    assert found.sentence == f"the contact's e-mail is not the Account's; {silence.value}"
    assert "other@mail.example" in found.detail


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        (CLIENT, "the order's customer is the WHMCS client"),
        (replace(CLIENT, given="Hanae"), "not as in WHMCS: contact's given name"),
        (
            Person("Hanae", "Kakuu", "other@mail.example", "03-0000-0000"),
            "not as in WHMCS: contact's e-mail, contact's family name, contact's given name and contact's phone number",
        ),
        (
            replace(CLIENT, given="花子", phone="03-0000-0000"),
            "not as in WHMCS: contact's phone number; in another script than in WHMCS: contact's given name",
        ),
        (replace(CLIENT, family=""), "missing here or in WHMCS: contact's family name"),
    ],
)
def test_the_sentence_names_parts_and_no_values(contact: Person, said: str) -> None:
    found = check(ACCOUNT, contact, CLIENT, AT)
    assert found.sentence == said
    for value in (contact.email, contact.phone, contact.given):
        assert value not in found.sentence
        assert value in found.detail


def test_the_detail_begins_with_the_worst() -> None:
    found = check(ACCOUNT, replace(CLIENT, given="Hanae", email="other@mail.example"), CLIENT, AT)
    first, second = found.detail.splitlines()[:2]
    assert first == f"E-mail: contact other@mail.example, WHMCS {MAIL} (differs)"
    assert second == "Given name: contact Hanae, WHMCS Hanako (differs)"
    family = check(ACCOUNT, replace(CLIENT, family="Kakuu", phone=" "), CLIENT, AT).detail.splitlines()
    assert family[0] == "Family name: contact Kakuu, WHMCS Mihon (differs)"


@pytest.mark.parametrize("change", [{"email": "x"}, {"phone": "1"}, {"given": "Hanae"}, {"family": "Kakuu"}])
def test_every_value_is_in_the_fingerprint(change: dict[str, str]) -> None:
    base = check(ACCOUNT, CLIENT, CLIENT, AT)
    assert check(ACCOUNT, replace(CLIENT, **change), CLIENT, AT).seen != base.seen
    assert check(ACCOUNT, CLIENT, replace(CLIENT, **change), AT).seen != base.seen
    assert check(ACCOUNT, CLIENT, CLIENT, AT.replace(hour=5)).seen == base.seen


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (("", "見本花子"), ("", "見本花子"), (Likeness.SAME, Likeness.SAME)),
        (("", ""), ("", ""), (Likeness.MISSING, Likeness.SAME)),
        (("Hanako", ""), ("Hanako", ""), (Likeness.MISSING, Likeness.SAME)),
        (("", "Mihon"), ("Hanako", "Mihon"), (Likeness.SAME, Likeness.MISSING)),
        (("", "Mihon Hanae"), ("Hanako", "Mihon"), (Likeness.SAME, Likeness.OTHER)),
        (("", "Mihon 花子"), ("Hanako", "Mihon"), (Likeness.SAME, Likeness.OTHER_SCRIPT)),
    ],
)
def test_names_part_by_part(one: tuple[str, str], other: tuple[str, str], wanted: tuple[Likeness, Likeness]) -> None:
    assert person_names(Person(*one, "", ""), Person(*other, "", "")) == wanted


# --- laws ------------------------------------------------------------------------------------------------------------

_LETTERS = st.text(alphabet=st.sampled_from("aAáａﾊハはーー花華様さん・･-' .,mrMsдЖß1"), max_size=8)
_ANY = st.one_of(_LETTERS, st.text(max_size=12))
_PEOPLE = st.builds(Person, _LETTERS, _LETTERS, st.just(MAIL), st.just(PHONE))


@given(_ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert normal_name(normal_name(text)) == normal_name(text)
    assert normal_identity(normal_identity(text)) == normal_identity(text)
    number, _ = normal_phone(text)
    assert normal_phone(number) == (number, "")


@given(_ANY, _ANY)
def test_comparing_is_symmetric(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one)
    assert emails_alike(one, other) is emails_alike(other, one)
    assert phones_alike(one, other) is phones_alike(other, one)


@given(_PEOPLE, _PEOPLE)
def test_comparing_names_is_symmetric(one: Person, other: Person) -> None:
    assert person_names(one, other) == person_names(other, one)


@given(_PEOPLE)
def test_everybody_is_himself(one: Person) -> None:
    family, given_name = person_names(one, one)
    assert (family, given_name) == (Likeness.SAME, Likeness.SAME) or not normal_name(one.family)


@given(_PEOPLE, _PEOPLE)
def test_another_script_is_never_a_pass(one: Person, other: Person) -> None:
    if is_other_script(one.given + one.family, other.given + other.family):
        assert person_names(one, other) != (Likeness.SAME, Likeness.SAME)
        assert verdict(one, other) is not PASS
