"""A kill counts for a step only if the click had not gone further when the process ended."""

from sandbox.chaos.steps import STEPS, Line, Step, landed


def step(name: str) -> Step:
    return next(step for step in STEPS if step.name == name)


def line(event: str, correlation: str = "C1", **fields: str) -> Line:
    return {"event": event, "correlation": correlation, **fields}


CLAIMED = line("outbox.claimed", kind="orders.look_up")
SENDING = line("effect.sending", effect="look_up")
ANSWERED = line("effect.answered", effect="look_up")


def test_a_kill_counts_for_its_step_when_nothing_came_after() -> None:
    assert landed(step("effect.sending(look_up)"), [SENDING]) == step("effect.sending(look_up)")


def test_a_kill_that_came_late_counts_for_the_step_that_was_reached() -> None:
    assert landed(step("outbox.claimed(look_up)"), [CLAIMED, SENDING]) == step("effect.sending(look_up)")


def test_a_kill_between_two_named_steps_counts_for_none() -> None:
    moved = line("request.moved", after="decided")
    settled = line("outbox.done", kind="orders.look_up")
    assert landed(step("request.moved(decided)"), [moved, settled]) is None


def test_another_clicks_progress_says_nothing() -> None:
    other = line("effect.answered", "C2", effect="look_up")
    assert landed(step("effect.sending(look_up)"), [SENDING, other]) == step("effect.sending(look_up)")


def test_the_cards_beside_a_click_do_not_end_its_later_steps() -> None:
    updating = line("card.updating")
    assert landed(step("effect.sending(look_up)"), [SENDING, updating]) == step("effect.sending(look_up)")


def test_the_cards_of_a_click_come_after_it_was_taken_in() -> None:
    committed = line("press.committed")
    assert landed(step("press.committed"), [committed, line("card.updating")]) != step("press.committed")


def test_a_card_that_was_settled_is_past_its_posting() -> None:
    posted = line("card.posted")
    assert landed(step("card.posted"), [posted]) == step("card.posted")
    assert landed(step("card.posted"), [posted, line("outbox.done", kind="slack.card")]) is None


def test_the_answer_of_the_step_before_is_not_later() -> None:
    assert landed(step("effect.answered(look_up)"), [ANSWERED, CLAIMED]) == step("effect.answered(look_up)")
