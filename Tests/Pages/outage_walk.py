"""Two people in a live room, in Chromium with JavaScript switched off, on a site that goes away and comes back."""

import signal
import time

from playwright.sync_api import Error

from demo import PASSWORD
from guest import Guest
from live_walk import PATIENCE, ROOM, LiveWalk
from served import ServedDemo

DRAFT = "Half a thought"


class OutageWalk(LiveWalk):
    def __init__(self, program, browser):
        # What was said, and should be in the room once.
        self.program, self.browser, self.problems, self.said = program, browser, [], []

    def run(self):
        with ServedDemo(self.program) as self.demo:
            self.demo.start()
            writer, reader = (Guest(self.browser, self.demo.base, scripts=False, live=True) for _ in range(2))
            for guest, name in [(writer, "away-writer"), (reader, "away-reader")]:
                guest.sign_up(name, PASSWORD)
                guest.open(ROOM)
            self.tell(writer, "Before the outage")
            self.frame(reader, "/compose").locator("#body").fill(DRAFT)
            for how in [signal.SIGTERM, signal.SIGKILL]:
                self.outage(writer, reader, how)
            writer.close()
            reader.close()
        return self.problems

    def tell(self, guest, text):
        self.say(guest, text)
        self.said.append(text)

    def outage(self, writer, reader, how):
        """Both pages find the site again. What is said before they do is not lost."""
        stream = self.frame(reader, "/stream")
        stream.locator("article").first.wait_for(timeout=PATIENCE)
        self.demo.stop(how)
        self.expect(f"the stream ends with {how.name}", self.until(reader, stream.is_detached))
        # So long that both keepers have their turn without it.
        reader.page.wait_for_timeout(2_000)
        self.demo.start()
        for number in range(3):
            self.tell(writer, f"Said after {how.name}, {number}")
        for guest in [writer, reader]:
            self.expect(
                f"the page comes back by itself after {how.name}",
                self.until(guest, lambda: self.count(guest, self.said[-1]) > 0))
            wrong = {text: count for text in self.said if (count := self.count(guest, text)) != 1}
            self.expect(f"every message is there once after {how.name}, but {wrong}", not wrong)
        draft = self.frame(reader, "/compose").locator("#body").input_value()
        self.expect(f"a draft stays through {how.name}", draft == DRAFT)

    def count(self, guest, text):
        """How often a message is shown in the stream."""
        return self.frame(guest, "/stream").locator("article:visible", has_text=text).count()

    def until(self, guest, look):
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                if look():
                    return True
            except Error:
                pass  # A frame has just gone to another page.
            guest.page.wait_for_timeout(50)
        return False
