"""Debian's Firefox, with JavaScript switched off and without a window on a screen, held by Marionette."""

import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from marionette_driver import By, errors
from marionette_driver.marionette import Marionette

# Long enough for a busy machine.
PATIENCE = 30
# Frames within frames. A stream begins a second after its page, in the second keeper.
STREAM = ("iframe[name=live]", 'iframe[src*="/stream"]')
COMPOSER = ("iframe[name=composer]",)
PREFERENCES = {"javascript.enabled": False, "intl.accept_languages": "en"}


def firefox_path():
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr")


class FirefoxGuest:
    def __init__(self, base, folder):
        """`folder` is an empty one, for the profile and the log."""
        self.base = base
        Path(folder).mkdir()
        self.browser = Marionette(
            bin=firefox_path(), app="fxdesktop", port=0, headless=True, prefs=PREFERENCES, workspace=str(folder),
            gecko_log=f"{folder}/log")
        self.browser.start_session()
        self.browser.timeout.page_load = PATIENCE

    def close(self):
        self.browser.cleanup()

    def open(self, path):
        self.browser.navigate(self.base + path)

    def runs_scripts(self):
        self.browser.navigate("data:text/html,<title>No</title><script>document.title = 'Yes'</script>")
        return self.browser.title == "Yes"

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def shown(self, path):
        """What an XPath finds and has a place on the page, be that in view or not."""
        return [element for element in self.browser.find_elements(By.XPATH, path) if element.rect["height"]]

    def shown_of_class(self, name, text):
        return self.shown(f'//*[contains(@class, "{name}") and contains(., "{text}")]')

    def messages(self, text):
        return self.shown(f'//article[contains(., "{text}")]')

    def has_in_view(self, text):
        """Whether a message stands within the part of the stream that one sees without scrolling."""
        box = self.find(".live-page").shadow_root.find_element(By.CSS_SELECTOR, ".scroller").rect
        places = [message.rect for message in self.messages(text)]
        return any(box["y"] <= place["y"] and bottom(place) <= bottom(box) + 1 for place in places)

    def within(self, *frames):
        """From now on, things are looked for in this frame of a frame; without frames, in the page itself."""
        self.browser.switch_to_frame()
        for frame in frames:
            self.browser.switch_to_frame(self.find(frame))
        return self

    def until(self, look):
        """What `look` returns, as soon as that is true; None if it is not in time."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if found := look():
                    return found
            except errors.MarionetteException:
                pass  # A frame has just gone to another page.
            time.sleep(0.01)

    def send(self, action, **fields):
        """Fills in the form that leads to `action` and sends it."""
        form = f'form[action="{action}"]'
        if not self.browser.find_elements(By.CSS_SELECTOR, form):
            form = f'form[action^="{action}#"]'
        self.unfold(form)
        for name, value in fields.items():
            field = self.find(f'{form} [name="{name}"]')
            field.clear()
            field.send_keys(value)
        self.find(f"{form} button").click()

    def unfold(self, form):
        """Opens what the form is folded away in."""
        folded = "ancestor::details[not(@open)]/summary"
        for summary in self.find(form).find_elements(By.XPATH, folded):
            summary.click()

    def write(self, text):
        """Into the composer, whose former text goes."""
        field = self.within(*COMPOSER).find("#body")
        field.clear()
        field.send_keys(text)
        return field

    def is_empty(self):
        """Whether the composer, in which one is, has nothing in it."""
        return self.find("#body:placeholder-shown")

    def draft(self):
        return self.within(*COMPOSER).find("#body").get_property("value")

    def type(self, text):
        """Wherever the keyboard is."""
        self.within()
        self.browser.actions.sequence("key", "keyboard").send_keys(text).perform()

    @contextmanager
    def tab(self):
        """Another tab of the same browser, for as long as a `with` block takes."""
        first = self.browser.current_window_handle
        self.browser.switch_to_window(self.browser.open(type="tab")["handle"])
        try:
            yield
        finally:
            self.browser.close()
            self.browser.switch_to_window(first)


def bottom(rect):
    return rect["y"] + rect["height"]
