"""How somebody uses a page: with a mouse, with the keyboard alone, or by touch.

A task is written once and done by each hand. The keyboard never takes a shortcut that a person does not have: it goes
to a thing by Tab, sees on the way where it is, and acts with Enter, Space, letters and arrows.
"""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page, expect

MOST_STEPS: Final = 250
"""So many presses of Tab lead to anything that a task needs, or it cannot be reached."""

IS_FOCUSED: Final = "element => element === document.activeElement"

IS_SEEN: Final = """() => {
  // A thing shows that it has the focus when it, or what it lies in, looks otherwise without.
  const thing = document.activeElement;
  // After the last thing of a page comes the browser itself.
  if (thing === document.body) return true;
  const parts = [thing, thing.parentElement, thing.parentElement?.parentElement].filter(Boolean);
  const look = () => parts.map((part) => {
    const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(part);
    return [outline, boxShadow, borderColor, backgroundColor].join();
  }).join();
  const focused = look();
  thing.blur();
  const plain = look();
  thing.focus({ preventScroll: true });
  return focused !== plain;
}"""


class Mouse:
    """Points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def use(self, thing: Locator) -> None:
        """Follow a link, press a button, tick a box, open a menu."""
        thing.click()

    def write(self, field: Locator, text: str) -> None:
        """Put a text into a field."""
        field.fill(text)

    def choose(self, field: Locator, label: str) -> None:
        """Choose from a list."""
        field.select_option(label=label)

    def set_day(self, field: Locator, day: str) -> None:
        """Set a day, `2025-06-01`."""
        field.fill(day)

    def look_at(self, mark: Locator) -> None:
        """Ask a mark for its note."""
        mark.hover()


class Touch(Mouse):
    """Taps, and never hovers."""

    def use(self, thing: Locator) -> None:
        thing.tap()

    def look_at(self, mark: Locator) -> None:
        mark.tap()


class Keys(Mouse):
    """Tab, Enter, Space, letters and arrows."""

    def use(self, thing: Locator) -> None:
        self.reach(thing)
        is_box = thing.evaluate("element => element.type === 'checkbox'")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, field: Locator, label: str) -> None:
        self.reach(field)
        self.page.keyboard.type(label)

    def set_day(self, field: Locator, day: str) -> None:
        self.reach(field)
        year, month, day_of_month = day.split("-")
        self.page.keyboard.type(f"{month}{day_of_month}{year}")

    def look_at(self, mark: Locator) -> None:
        self.reach(mark)

    def reach(self, thing: Locator) -> None:
        """Press Tab until `thing` has the focus, and see at each step which thing has it."""
        expect(thing).to_be_visible()
        for _ in range(MOST_STEPS):
            if thing.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
            where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            assert self.page.evaluate(IS_SEEN), f"nobody sees that this has the focus: {where}"
        raise AssertionError(f"{MOST_STEPS} presses of Tab do not lead to {thing}; the last one led to {where}")
