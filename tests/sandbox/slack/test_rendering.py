"""How text looks in the page: Slack's syntax becomes HTML, everything else is escaped, plain text is never parsed."""

from datetime import UTC, datetime

import pytest

from sandbox.slack.page.mrkdwn import Names, mrkdwn, plain

NOW = datetime(2026, 11, 24, 1, 23, tzinfo=UTC)
NAMES = Names(
    user={"U0CSONE": "cs.one"}.get,
    channel={"C0SALES": "sales"}.get,
    group={"S0CSAGENTS": "cs-agents"}.get,
    now=lambda: NOW,
)
DUE = int(datetime(2026, 11, 24, 1, 42, tzinfo=UTC).timestamp())  # 10:42 in Tokyo


def visible(text: str) -> str:
    """The text without its tags."""
    html, shown, inside = str(mrkdwn(text, NAMES)), "", False
    for letter in html:
        inside = letter == "<" or (inside and letter != ">")
        shown += "" if inside or letter == ">" else letter
    return shown


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*bold _and italic_*", "<strong>bold <em>and italic</em></strong>"),
        ("snake_case_name 2*3*4 a~b~c", "snake_case_name 2*3*4 a~b~c"),
        ("* not bold *", "* not bold *"),
        ("`*code* <@U0CSONE>`", "<code>*code* &lt;@U0CSONE&gt;</code>"),
        ("```a\nb```", "<pre>a\nb</pre>"),
        ("> said\n> twice\nafter", "<blockquote>said\ntwice</blockquote>after"),
        ("&gt; said", "<blockquote>said</blockquote>"),
        (":white_check_mark: :no_such_emoji:", "✅ :no_such_emoji:"),
        ("<@U0CSONE> <@U9> <#C0SALES>", '<span class="mention">@cs.one</span> <span class="mention">@U9</span> '
         '<span class="mention">#sales</span>'),
        ("<!subteam^S0CSAGENTS>", '<span class="mention">@cs-agents</span>'),
        ("<!channel>", '<span class="mention broadcast">@channel</span>'),
    ],
)  # fmt: skip
def test_slacks_syntax_becomes_html(source: str, html: str) -> None:
    assert str(mrkdwn(source, NAMES)) == html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
        ("R&amp;D & more", "R&amp;D &amp; more"),
        ("&amp;lt;", "&amp;lt;"),
        ("\"quoted\" 'text'", "&quot;quoted&quot; &#x27;text&#x27;"),
    ],
)
def test_what_is_not_slacks_is_escaped_and_shown_as_written(source: str, shown: str) -> None:
    assert str(mrkdwn(source, NAMES)) == shown


def test_a_link_cannot_break_out_of_its_attribute() -> None:
    html = str(mrkdwn('<http://127.0.0.1/"onmouseover="x|<b>>', NAMES))
    assert "<b>" not in html
    assert 'href="http://127.0.0.1/&quot;' in str(mrkdwn('<http://127.0.0.1/"x|y>', NAMES))


def test_private_use_characters_cannot_forge_a_piece() -> None:
    assert str(mrkdwn("\ue0000\ue001<@U0CSONE>", NAMES)) == '0<span class="mention">@cs.one</span>'


def test_links_open_elsewhere_and_bare_urls_are_found_unless_verbatim() -> None:
    link = '<a href="http://127.0.0.1/x?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">the order</a>'
    assert str(mrkdwn("<http://127.0.0.1/x?a=1&amp;b=2|the order>", NAMES)) == link
    assert 'class="auto-link"' in mrkdwn("see http://127.0.0.1/x.", NAMES)
    assert "<a" not in mrkdwn("see http://127.0.0.1/x.", NAMES, verbatim=True)


@pytest.mark.parametrize(
    ("tokens", "shown"),
    [
        ("{date_num} {time}", "2026-11-24 10:42"),
        ("{date_short}", "Nov 24, 2026"),
        ("{date_short_pretty} at {time_secs}", "today at 10:42:00"),
        ("{date_long}", "Tuesday, November 24, 2026"),
        ("{ago}", "in 19 minutes"),
        ("{unknown}", "{unknown}"),
    ],
)
def test_dates_are_told_in_the_readers_zone(tokens: str, shown: str) -> None:
    assert visible(f"<!date^{DUE}^{tokens}|fallback JST>") == shown


def test_a_date_that_is_none_shows_its_fallback() -> None:
    assert visible("<!date^soon^{time}|at noon>") == "at noon"


def test_plain_text_is_never_parsed() -> None:
    assert str(plain("*x* <@U0CSONE> &lt;b&gt;")) == "*x* &lt;@U0CSONE&gt; &lt;b&gt;"
    assert str(plain(":x:", emoji=False)) == ":x:"
