"""A tab that stays open while five thousand messages come into its room, as in two busy hours."""

import secrets

from guest import PATIENCE
from live_walk import ROOM, LiveWalk
from served import ServedDemo

MESSAGES = 5000
# A page begins anew after five hundred. What is beside the messages takes some of it too.
MOST_MESSAGES = 600
DRAFT = "Still on my mind"


class EnduranceWalk(LiveWalk):
    def __init__(self, program, browser):
        self.program, self.browser, self.problems = program, browser, []

    def run(self):
        with ServedDemo(self.program) as self.demo:
            self.demo.start()
            writer, reader = self.enter("busy-writer"), self.enter("patient-reader")
            reader.frame("/compose").locator("#body").fill(DRAFT)
            for number in range(1, MESSAGES + 1):
                self.post(writer, f"Message number {number}.")
                # Now and then a reader's browser has to catch up.
                if number % 250 == 0:
                    self.look(reader, number)
            draft = reader.frame("/compose").locator("#body").input_value()
            self.expect("a draft stays while the page begins anew", draft == DRAFT)
            writer.close()
            reader.close()
        return self.problems

    def post(self, guest, text):
        """As the composer does, without a browser's work for it."""
        answer = guest.context.request.post(
            f"{guest.base}{ROOM}/messages", form={"body": text, "key": secrets.token_hex(16)},
            headers={"Origin": guest.base}, max_redirects=0)
        if answer.status != 303:
            raise AssertionError(f"{text}: {answer.status}")

    def look(self, reader, number):
        """The newest message is there once and in view, with those before it, and the page has not grown without end."""
        newest = f"Message number {number}."

        def is_there():
            return reader.frame("/stream").locator("article:visible", has_text=newest).count() == 1

        self.expect(f"message {number} arrives, once", self.until(reader, is_there))
        stream = reader.frame("/stream")
        stream.get_by_text(newest).wait_for(timeout=PATIENCE)
        count = stream.locator("article").count()
        self.expect(f"{count} messages are on the page after {number}", 50 <= count <= MOST_MESSAGES)
        box, height = stream.get_by_text(newest).bounding_box(), reader.page.viewport_size["height"]
        self.expect(f"message {number} is in view", box is not None and 0 <= box["y"] < height)
