"""``python -m tests.e2e.take_pictures``: the README's pictures, taken from a demo of their own. It is no test; run it
again when the card changes."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.stage import ARGUMENTS, CHROMIUM, PATIENCE_MS, PHONE, WIDE, Demo, Order, Person, started
from tests.harness import ROOT

PICTURES = ROOT / "docs" / "pictures"
WINDOW = (1020, 860)


def take(person: Person, order: Order, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    person.page.mouse.move(0, 0)
    person.message(order).screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    sys.stdout.write(f"docs/pictures/{name}.png\n")


def take_home_and_answers(browser: Browser, demo: Demo, order: Order) -> None:
    agent = Person(browser, demo, "cs.two", WINDOW)
    agent.goes_home()
    expect(agent.page.get_by_role("button", name=f"Approve order {order.number}", exact=True)).to_be_visible()
    agent.page.screenshot(path=PICTURES / "home.png", animations="disabled")
    sys.stdout.write("docs/pictures/home.png\n")
    take_answer(agent, demo, "/orders list", "wait for you", "list")
    operator = Person(browser, demo, "ops.lead", WINDOW)
    take_answer(operator, demo, "/handoff status", "open requests", "status")


def take_answer(person: Person, demo: Demo, line: str, words: str, name: str) -> None:
    """The private answer to a typed line."""
    person.page.goto(f"{demo.page_url}/c/handoff-ops?as={person.name}")
    person.types(line)
    said = person.whispers(words)
    expect(said).to_be_visible()
    said.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    sys.stdout.write(f"docs/pictures/{name}.png\n")


def take_reviews(browser: Browser, demo: Demo) -> None:
    """A card in each of its moods, at a desk's width and a phone's."""
    for size, where in ((WIDE, "desk"), (PHONE, "phone")):
        agent = Person(browser, demo, "cs.one", size)
        for name, kind in (("green", "good"), ("warn", "other_street"), ("fail", "ineligible_product")):
            order = demo.place(kind)
            expect(agent.card(order)).to_contain_text("read ")
            take(agent, order, f"review-{name}-{where}")
        order = demo.place()
        expect(agent.button(order, "Approve")).to_be_visible()
        agent.choose(order, "Claim")
        expect(agent.card(order)).to_contain_text("Claimed by @cs.one")
        take(agent, order, f"review-claimed-{where}")
        agent.button(order, "Approve").click()
        expect(agent.card(order).get_by_role("button", name="Undo")).to_be_visible()
        take(agent, order, f"review-undo-{where}")
        order = demo.place()
        expect(agent.button(order, "Approve")).to_be_visible()
        changed = {"Internet_Eligibility__c": "Not Available"}
        demo.org.post("touch", id=order.record["AccountId"], fields=changed)
        agent.button(order, "Approve").click()
        expect(agent.card(order)).to_contain_text("Held order")
        take(agent, order, f"review-held-{where}")


def take_second_people(browser: Browser, demo: Demo) -> None:
    """What takes two people, what calls for the supervisors, and the dialogs of several and of delegation."""
    for size, where in ((WIDE, "desk"), (PHONE, "phone")):
        agent, manager = Person(browser, demo, "cs.one", size), Person(browser, demo, "cs.manager", size)
        order = demo.place("high_value")
        expect(agent.card(order)).to_contain_text("Reaches")
        take(agent, order, f"second-asked-{where}")
        agent.button(order, "Approve").click()
        expect(agent.card(order)).to_contain_text("1 of 2 approved")
        take(agent, order, f"second-first-{where}")
        manager.button(order, "Approve").click()
        expect(agent.card(order)).to_contain_text("Approved order", timeout=45_000)
        take(agent, order, f"second-approved-{where}")
        order = demo.place("disputed")
        called = agent.page.locator("article.message", has_text=f"order {order.number} needs your eyes")
        expect(called).to_be_visible()
        called.screenshot(path=PICTURES / f"supervisors-called-{where}.png", animations="disabled")
        sys.stdout.write(f"docs/pictures/supervisors-called-{where}.png\n")
        order = demo.place("high_value")
        expect(manager.button(order, "Approve")).to_be_visible()
        manager.choose(order, "Approve alone (break-glass)")
        take_dialog(manager, f"alone-dialog-{where}")
        manager.dialog().get_by_label("Why can't it wait").fill("The line is down")
        manager.dialog().get_by_role("button", name="Approve alone").click()
        expect(agent.card(order)).to_contain_text("somebody else must review it", timeout=45_000)
        take(agent, order, f"alone-approved-{where}")
        for name, person, line in (
            ("several", manager, "/orders bulk"),
            ("delegate", agent, "/orders delegate @cs.two"),
        ):
            person.types(line)
            take_dialog(person, f"{name}-dialog-{where}")
            person.context.close()
        demo.tidy_up()


def take_dialog(person: Person, name: str) -> None:
    expect(person.dialog()).to_be_visible()
    person.page.wait_for_timeout(400)  # it slides in
    person.dialog().screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    sys.stdout.write(f"docs/pictures/{name}.png\n")


def main() -> None:
    expect.set_options(timeout=PATIENCE_MS)
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder) / "demo", SEED="1") as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        agent, order = Person(browser, demo, "cs.one", WINDOW), demo.place("priority")
        expect(agent.button(order, "Approve")).to_be_visible()
        take(agent, order, "card-waiting")
        take_home_and_answers(browser, demo, order)
        agent.button(order, "Approve").click()
        expect(agent.thread(order)).to_contain_text("Approved by @cs.one")
        take(agent, order, "card-approved")
        take_reviews(browser, demo)
        take_second_people(browser, demo)
        browser.close()


if __name__ == "__main__":
    main()
