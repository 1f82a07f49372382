"""Two people in live rooms, in browsers with JavaScript switched off: what one does, the other sees without a click."""

import time

from playwright.sync_api import Error

from demo import PASSWORD
from guest import PATIENCE, Guest

ROOM = "/rooms/1-everyone"


class LiveWalk:
    def __init__(self, demo, browser):
        self.demo, self.browser, self.problems = demo, browser, []

    def run(self):
        writer, reader = self.enter("live-writer"), self.enter("live-reader")
        self.messages(writer, reader)
        self.replying(writer, reader)
        self.editing(writer, reader)
        self.receipts(writer, reader)
        self.signing_out(reader)
        writer.close()
        reader.close()
        return self.problems

    def enter(self, name):
        guest = Guest(self.browser, self.demo.base, scripts=False, live=True)
        guest.sign_up(name, PASSWORD)
        guest.open(ROOM)
        return guest

    def expect(self, step, is_right):
        if not is_right:
            self.problems.append(step)

    def sees(self, step, locator, state="visible"):
        try:
            locator.wait_for(state=state, timeout=PATIENCE)
        except Error:
            self.problems.append(step)

    def say(self, guest, text):
        field = guest.frame("/compose").locator("#body")
        field.fill(text)
        field.press("Enter")
        self.sees("the composer is empty after a message", guest.frame("/compose").locator("#body:placeholder-shown"))

    def messages(self, writer, reader):
        stream = reader.frame("/stream")
        self.sees("who is here", stream.locator(".presence:visible", has_text="live-writer"))
        self.say(writer, "The first version")
        message = stream.locator("article:visible", has_text="The first version")
        self.sees("a message arrives", message)
        path = message.locator(".at").get_attribute("href")
        writer.page.keyboard.type("Typed without a click")
        writer.page.keyboard.press("Enter")
        self.sees("the keyboard stays in the composer", stream.locator("article:visible", has_text="Typed without"))
        self.changes(writer, reader, stream, path)
        self.expect("the stream was not loaded again", stream == reader.frame("/stream"))

    def changes(self, writer, reader, stream, path):
        other = Guest(self.browser, self.demo.base, scripts=False)
        other.sign_in("live-writer", PASSWORD)
        other.send_on(path, f"{path}/edit", body="The second version")
        self.sees("an edit arrives", stream.locator("article:visible", has_text="The second version"))
        self.sees("the former text goes", stream.get_by_text("The first version"), "hidden")
        other.open(path)
        other.press(other.page.locator(".palette button").first)
        number = path.rsplit("/", 1)[1]
        chip = stream.locator(f'input[name="r{number}"]:checked + .re button')
        self.sees("a reaction arrives", chip)
        chip.click()
        self.sees("a reaction is sent from the stream", chip.filter(has_text="2"))
        other.open(path)
        other.send(f"{path}/delete")
        self.sees("a deletion arrives", stream.locator("article:visible .gone").last)
        self.sees("the deleted text goes", stream.get_by_text("The second version"), "hidden")
        other.close()

    def replying(self, writer, reader):
        """By the link and the keyboard alone."""
        answered = writer.frame("/stream").locator("article:visible", has_text="Typed without a click").last
        answered.hover()
        answered.get_by_role("link", name="Reply").click()
        self.sees("what is answered", writer.frame("/compose").locator(".answered"))
        writer.page.keyboard.type("In reply to that")
        writer.page.keyboard.press("Enter")
        reply = reader.frame("/stream").locator("article:visible", has_text="In reply to that")
        self.sees("a reply arrives with what it answers", reply.locator(".quote", has_text="Typed without a click"))

    def editing(self, writer, reader):
        """In the frame of the composer, where what was typed before is there again afterwards."""
        self.say(writer, "A tpyo")
        composer = writer.frame("/compose")
        composer.locator("#body").fill("The next thought")
        composer.get_by_role("button", name="Edit last message").click()
        field = composer.locator("#body")
        self.sees("the message is in the field", composer.locator('#body[value="A tpyo"]'))
        field.fill("No typo")
        field.press("Enter")
        self.sees("the draft is there again", composer.locator('#body[value="The next thought"]'))
        self.sees("the edit arrives", reader.frame("/stream").locator("article:visible", has_text="No typo"))
        self.say(writer, "The next thought, said")

    def receipts(self, writer, reader):
        writer.open("/people/live-reader")
        writer.send("/people/live-reader/message")
        writer.frame("/stream")
        self.say(writer, "Between us")
        receipt = writer.frame("/stream").locator(".receipt:visible")
        self.sees("a message is sent", receipt.filter(has_text="Sent"))
        reader.open(writer.page.url.removeprefix(writer.base).partition("-")[0])
        self.sees("a message is read", receipt.filter(has_text="Read"))
        self.sees("it is no longer only sent", receipt.filter(has_text="Sent"), "hidden")

    def signing_out(self, reader):
        """In another tab of the same browser."""
        tab = reader.context.new_page()
        tab.goto(self.demo.base + "/dashboard")
        tab.locator('form[action="/logout"] button').click()
        def is_told():
            return any(frame.get_by_text("You are signed out").count() for frame in reader.page.frames)
        self.expect("the stream ends with the session, and a page says so", self.until(reader, is_told))

    def until(self, guest, look):
        """Whether `look` comes to be true in time."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                if look():
                    return True
            except Error:
                pass  # A frame has just gone to another page.
            guest.page.wait_for_timeout(50)
        return False
