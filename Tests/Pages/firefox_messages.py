"""What happens in a room while two people have it open in Firefox: messages, edits, reactions, receipts, drafts."""

import statistics
import time
from urllib.parse import urlsplit

from marionette_driver import By, Keys, errors

from firefox_guest import COMPOSER, STREAM, FirefoxGuest

ROOM = "/rooms/1-everyone"
DRAFT = "Half a thought"


class Lost(Exception):
    """Nothing that comes after a step can be judged without it."""


class FirefoxMessages:
    def expect(self, step, is_right):
        if not is_right:
            self.problems.append(step)

    def sees(self, step, guest, look, frames=STREAM):
        found = guest.until(lambda: look(guest.within(*frames)))
        if not found:
            raise Lost(step)
        return found

    def stream(self, guest):
        """What stands in the stream for as long as that goes on."""
        return self.sees("the room is live", guest, lambda frame: frame.find(".live-page"))

    def hears(self, step, guest, text):
        return self.sees(step, guest, lambda frame: frame.messages(text))[0]

    def say(self, guest, text):
        guest.write(text).send_keys(Keys.ENTER)
        self.said.append(text)
        self.sees("the composer is empty after a message", guest, FirefoxGuest.is_empty, COMPOSER)

    def messages(self, writer, reader):
        self.sees("who is here", reader, lambda frame: frame.shown_of_class("presence", "fox-writer"))
        self.stream(writer)
        self.say(writer, "Hello, fox")
        self.hears("a message arrives", reader, "Hello, fox")
        writer.type("Typed without a click" + Keys.ENTER)
        self.hears("the keyboard stays in the composer", reader, "Typed without a click")

    def editing(self, writer, reader):
        """In the frame of the composer, where what was typed before is there again afterwards."""
        self.say(writer, "A tpyo")
        writer.write("The next thought")
        writer.find("button.edit").click()
        self.sees("the message is in the field", writer, lambda frame: frame.find('#body[value="A tpyo"]'), COMPOSER)
        writer.write("No typo").send_keys(Keys.ENTER)
        self.sees("the draft is there again", writer, lambda _: writer.draft() == "The next thought", COMPOSER)
        self.hears("the edit arrives", reader, "No typo")
        self.said[-1] = "No typo"
        writer.write("")

    def receipts(self, writer, reader):
        writer.open("/people/fox-reader")
        writer.send("/people/fox-reader/message")
        self.stream(writer)
        writer.write("Between us").send_keys(Keys.ENTER)
        self.sees("a message is sent", writer, lambda frame: frame.shown_of_class("receipt", "Sent"))
        reader.open(urlsplit(writer.browser.get_url()).path.partition("-")[0])
        self.sees("a message is read", writer, lambda frame: frame.shown_of_class("receipt", "Read"))
        self.expect("it is no longer only sent", not writer.shown_of_class("receipt", "Sent"))

    def pace(self, writer, reader):
        """How soon a message is in view, while the reader has a draft."""
        stream = self.stream(reader)
        reader.write(DRAFT)
        times = []
        for number in range(10):
            text = f"Message {number} of ten"
            field = writer.write(text)
            begin = time.monotonic()
            field.send_keys(Keys.ENTER)
            self.sees(f"message {number} is in view", reader, lambda frame: frame.has_in_view(text))
            times.append(time.monotonic() - begin)
            self.sees("the composer is empty again", writer, FirefoxGuest.is_empty, COMPOSER)
            self.said.append(text)
        median = statistics.median(times)
        print(f"  in Firefox, a message is in view after {median * 1000:.0f} ms", flush=True)
        self.expect(f"messages come at once, not after {median:.1f} s", median < 2)
        self.expect("the stream was not loaded again", goes_on(reader, stream))
        self.expect("a draft stays while messages arrive", reader.draft() == DRAFT)

    def changes(self, writer, reader):
        """From a plain page in another tab, and by a click in the stream."""
        self.say(writer, "The first version")
        message = self.hears("another message arrives", reader, self.said.pop())
        path = urlsplit(message.find_element(By.CSS_SELECTOR, ".at").get_attribute("href")).path
        stream = self.stream(reader)
        with writer.tab():
            writer.open(path)
            writer.send(f"{path}/edit", body="The second version")
            self.hears("an edit arrives", reader, "The second version")
            self.expect("the former text goes", not reader.messages("The first version"))
            self.reaction(writer, reader, path)
            writer.open(path)
            writer.send(f"{path}/delete")
            self.sees("a deletion arrives", reader, lambda frame: frame.shown_of_class("gone", ""))
            self.expect("the deleted text goes", not reader.messages("The second version"))
        self.expect("the stream goes on through all that", goes_on(reader, stream))

    def reaction(self, writer, reader, path):
        writer.open(path)
        writer.find(".palette button").click()
        chip = f'input[name="r{path.rsplit("/", 1)[1]}"]:checked + .re button'
        self.sees("a reaction arrives", reader, lambda frame: frame.find(chip).is_displayed())
        reader.find(chip).click()
        self.sees("a reaction is sent from the stream", reader, lambda frame: "2" in frame.find(chip).text)


def goes_on(guest, stream):
    try:
        guest.within(*STREAM)
        return stream.is_displayed()
    except errors.MarionetteException:
        return False
