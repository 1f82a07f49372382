"""A program that draws on a terminal, held by its keys and read from its screen."""

import os
import pty
import select
import signal
import subprocess
import time

import pyte

ENTER, TAB, CLEAR = "\r", "\t", "\x15"


class Terminal:
    def __init__(self, command, lines=200, columns=100):
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        size = {"LINES": str(lines), "COLUMNS": str(columns), "TERM": "linux", "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env={**os.environ, **size})
        os.close(slave)

    def close(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def at_cursor(self):
        cursor = self.screen.cursor
        return self.screen.display[cursor.y][cursor.x :].lstrip()

    def press(self, *texts):
        for text in texts:
            os.write(self.master, text.encode())
            self.read()

    def read(self, seconds=2):
        """Waits for so long until something is drawn, then until nothing more is."""
        while select.select([self.master], [], [], seconds)[0]:
            try:
                self.stream.feed(os.read(self.master, 65536))
            except OSError:  # The program has ended.
                return
            seconds = 0.05

    def shows(self, text, seconds=20):
        """Whether `text` comes on the screen before the time is over."""
        end = time.monotonic() + seconds
        while text not in self.text():
            if time.monotonic() > end:
                return False
            self.read()
        return True
