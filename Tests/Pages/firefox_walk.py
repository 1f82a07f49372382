"""Two people in live rooms, each in a Firefox with JavaScript switched off, on a site that goes away and comes back."""

import signal
import time
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from marionette_driver import errors

from demo import PASSWORD
from firefox_guest import STREAM, FirefoxGuest
from firefox_messages import DRAFT, ROOM, FirefoxMessages, Lost, goes_on
from served import ServedDemo


class FirefoxWalk(FirefoxMessages):
    def __init__(self, program):
        # What was said, and should be in the room once.
        self.program, self.problems, self.said = program, [], []

    def run(self):
        with TemporaryDirectory(prefix="roost-pages-", ignore_cleanup_errors=True) as folder, \
                ServedDemo(self.program) as self.site, ExitStack() as stack:
            def guest(name):
                return stack.enter_context(closing(FirefoxGuest(self.site.base, Path(folder) / name)))
            writer, reader = guest("writer"), guest("reader")
            self.site.start()
            try:
                self.walk(writer, reader)
            except (Lost, errors.MarionetteException) as lost:
                self.problems.append(f"{lost}; with this, the walk ended")
        return self.problems

    def walk(self, writer, reader):
        for guest, name in [(writer, "fox-writer"), (reader, "fox-reader")]:
            self.expect("JavaScript is off", not guest.runs_scripts())
            guest.open("/signup")
            guest.send("/signup", username=name, password=PASSWORD)
            guest.open(ROOM)
        self.messages(writer, reader)
        self.editing(writer, reader)
        self.receipts(writer, reader)
        writer.open(ROOM)
        reader.open(ROOM)
        self.pace(writer, reader)
        self.changes(writer, reader)
        self.coming_back(writer, reader, signal.SIGTERM)
        self.coming_back(writer, reader, signal.SIGKILL)
        self.signing_out(reader)

    def coming_back(self, writer, reader, how):
        """The site goes away for a while, and both pages find it again. What is said before they do is not lost."""
        stream = self.stream(reader)
        self.site.stop(how)
        self.sees("the stream ends with the site", reader, lambda _: not goes_on(reader, stream), ())
        # So long that both keepers have their turn without it.
        time.sleep(2)
        self.site.start()
        begin = time.monotonic()
        for number in range(3):
            self.say(writer, f"Said after {how.name}, {number}")
        for guest in [writer, reader]:
            self.hears(f"the page comes back by itself after {how.name}", guest, self.said[-1])
        print(f"  in Firefox, the room is back {time.monotonic() - begin:.1f} s after a start", flush=True)
        for guest in [writer, reader]:
            counts = {text: len(guest.messages(text)) for text in self.said}
            wrong = {text: count for text, count in counts.items() if count != 1}
            self.expect(f"every message is there once after {how.name}, but {wrong}", not wrong)
        self.expect("a draft stays while the site is away", reader.draft() == DRAFT)

    def signing_out(self, reader):
        with reader.tab():
            reader.open("/dashboard")
            reader.send("/logout")
        self.sees("the stream ends with the session, and a page says so", reader, self.says_goodbye, ())

    def says_goodbye(self, reader):
        """In the stream's frame or in the keeper's, whichever was loaded first without the session."""
        notice = '//h1[contains(., "You are signed out")]'
        return any(reader.within(*STREAM[:1], *inner).shown(notice) for inner in [(), ("iframe",)])
