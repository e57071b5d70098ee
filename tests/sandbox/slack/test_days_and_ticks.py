"""A dialog with a person, a day and boxes: what it starts with, what is drawn, and what a submission tells of it."""

from tests.sandbox.slack.running import Bot, Json, Slack, modal, plain

OPTIONS = [{"text": plain(word), "value": word.lower()} for word in ("Approve", "Reject")]


def field(name: str, element: Json) -> Json:
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": name, **element}}


def opened(slack: Slack) -> None:
    view = modal(
        field("to", {"type": "users_select", "initial_user": "U0CSTWO"}),
        field("from", {"type": "datepicker", "initial_date": "2026-11-24"}),
        field("until", {"type": "datepicker"}),
        field("verbs", {"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]}),
    )
    answer = slack.api("views.open", trigger_id=slack.trigger(), view=view)
    assert answer["ok"], answer


def test_they_are_drawn_with_what_they_start_with(slack: Slack) -> None:
    opened(slack)
    page = slack.http.get("/?as=cs.one").text
    assert "unknown-block" not in page
    assert 'type="date" data-state' in page
    assert 'value="2026-11-24"' in page
    assert 'value="approve" checked' in page
    assert 'value="reject" checked' not in page


def test_a_submission_tells_the_initial_state_of_what_nobody_touched(slack: Slack, bot: Bot) -> None:
    opened(slack)
    slack.do("submit", user="cs.one", values={"until": {"until": "2026-11-30"}})
    assert bot.received[0].payload["view"]["state"]["values"] == {
        "to": {"to": {"type": "users_select", "selected_user": "U0CSTWO"}},
        "from": {"from": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "until": {"until": {"type": "datepicker", "selected_date": "2026-11-30"}},
        "verbs": {"verbs": {"type": "checkboxes", "selected_options": OPTIONS[:1]}},
    }


def test_a_submission_tells_what_was_chosen(slack: Slack, bot: Bot) -> None:
    opened(slack)
    chosen = {"to": "U0CSONE", "from": "2026-12-01", "until": "2026-12-31", "verbs": ["reject", "approve"]}
    slack.do("submit", user="cs.one", values={name: {name: value} for name, value in chosen.items()})
    values = bot.received[0].payload["view"]["state"]["values"]
    assert values["to"]["to"]["selected_user"] == "U0CSONE"
    assert values["from"]["from"]["selected_date"] == "2026-12-01"
    assert [option["value"] for option in values["verbs"]["verbs"]["selected_options"]] == ["reject", "approve"]


def test_without_a_day_or_a_tick_slack_asks_nobody(slack: Slack, bot: Bot) -> None:
    opened(slack)
    wrong = slack.do("submit", user="cs.one", values={"verbs": {"verbs": []}})["errors"]
    assert set(wrong) == {"until", "verbs"}
    assert not bot.received
