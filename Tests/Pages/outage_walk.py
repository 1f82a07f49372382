"""Two people in a live room, in Chromium with JavaScript switched off, on a site that goes away and comes back."""

import signal

from guest import PATIENCE
from live_walk import LiveWalk
from served import ServedDemo

DRAFT = "Half a thought"


class OutageWalk(LiveWalk):
    def __init__(self, program, browser):
        # What was said, and should be in the room once.
        self.program, self.browser, self.problems, self.said = program, browser, [], []

    def run(self):
        with ServedDemo(self.program) as self.demo:
            self.demo.start()
            writer, reader = self.enter("away-writer"), self.enter("away-reader")
            self.tell(writer, "Before the outage")
            reader.frame("/compose").locator("#body").fill(DRAFT)
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
        stream = reader.frame("/stream")
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
        draft = reader.frame("/compose").locator("#body").input_value()
        self.expect(f"a draft stays through {how.name}", draft == DRAFT)

    def count(self, guest, text):
        """How often a message is shown in the stream."""
        return guest.frame("/stream").locator("article:visible", has_text=text).count()
