"""A person at a browser: reads labels in their own language, fills in, presses, looks."""

from contextlib import contextmanager
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page

from helhet.core.guides import GuidePack


class Hand:
    """One person, one browser page, one language."""

    def __init__(self, page: Page, address: str, *, language: str, guide: GuidePack) -> None:
        self.page, self.address, self.language, self.guide = page, address, language, guide

    def says(self, msgid: str, **values: Any) -> str:
        """A text of ours as this person reads it."""
        with translation.override(self.language):
            return gettext(msgid) % values if values else gettext(msgid)

    def go(self, path: str) -> int:
        """Open an address of ours; the status of the answer."""
        response = self.page.goto(self.address + path)
        assert response is not None
        return response.status

    def label(self, msgid: str) -> Locator:
        """The field with this label."""
        return self.page.get_by_label(self.says(msgid)).first

    def write(self, msgid: str, text: str) -> None:
        """Fill in a field by its label."""
        self.label(msgid).fill(text)

    def write_answer(self, form: str, field: str, text: str) -> None:
        """Fill in a field of the guide's own form."""
        label = self.guide.form(form).field(field).label.in_language(self.language)
        self.page.get_by_label(label).first.fill(text)

    def pick(self, legend: str, option: str) -> None:
        """Choose one of several buttons under a question."""
        group = self.page.get_by_role("group", name=self.says(legend))
        group.get_by_label(option).first.check()

    def select(self, msgid: str, option: str) -> None:
        """Choose from a list, by a part of the line."""
        field = self.label(msgid)
        line = field.locator("option").filter(has_text=option).first.text_content()
        field.select_option(label=(line or "").strip())

    def press(self, msgid: str, **values: Any) -> None:
        """Press a button, and wait for the page that answers."""
        self._go_on(self.page.get_by_role("button", name=self.says(msgid, **values)).first)

    def follow(self, msgid: str) -> None:
        """Follow a link, and wait for the page it leads to."""
        self._go_on(self.page.get_by_role("link", name=self.says(msgid)).first)

    def _go_on(self, there: Locator) -> None:
        """Everything pressed here leads to a page; the next look must not be at the old one."""
        with self.page.expect_navigation():
            there.click()

    def sees(self, text: str) -> bool:
        """Whether the page's own words hold a text."""
        return text in self.page.locator("main").inner_text()

    def code(self, key: str, code: str) -> str:
        """A code of the guide's as this person reads it."""
        return self.guide.code_in(key, code).text.in_language(self.language)

    @contextmanager
    def offline(self) -> Any:
        """The connection is gone for a while."""
        self.page.context.set_offline(True)
        try:
            yield
        finally:
            self.page.context.set_offline(False)
