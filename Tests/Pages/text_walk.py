"""A walk in Lynx, which knows neither style nor script: sign up, rename, sign out and in, delete the account."""

import shutil

from terminal import CLEAR, ENTER, TAB, Terminal


class Lost(Exception):
    pass


class TextWalk:
    def __init__(self, base, password):
        self.base, self.password = base, password

    def run(self):
        self.terminal = Terminal([shutil.which("lynx"), "-accept_all_cookies", "-nopause", self.base + "/"])
        try:
            self.walk()
        except Lost as lost:
            return [f"{lost}; the screen was:\n{self.terminal.text()}"]
        finally:
            self.terminal.close()
        return []

    def walk(self):
        self.expect("What you get")
        self.follow("Sign up")
        self.expect("Already have an account?")
        self.write("Username", "reader")
        self.write("Password", self.password)
        self.follow("(BUTTON) Create account")
        self.expect("Welcome, reader")
        self.follow("Profile: ")
        self.expect("You are reader")
        self.write("The name others see", "Reader <3")
        self.follow("(BUTTON) Save nickname")
        self.expect("Profile: Reader <3")
        self.follow("(BUTTON) Sign out")
        self.expect("You have signed out")
        self.write("Username", "reader")
        self.write("Password", self.password)
        self.follow("(BUTTON) Sign in")
        self.expect("Hello, Reader <3")
        self.follow("Profile: ")
        self.follow("Delete account")
        self.expect("What will be lost")
        self.write("Password", self.password)
        self.follow("(BUTTON) Delete my account")
        self.expect("What you get")

    def expect(self, text):
        if not self.terminal.shows(text):
            raise Lost(f"Lynx does not show {text}")

    def write(self, label, text):
        """In the first field below the line that begins with `label`."""
        self.expect(label)
        lines = [line.strip() for line in self.terminal.screen.display]
        row = next(row for row, line in enumerate(lines) if line.startswith(label))
        self.reach(lambda: self.terminal.screen.cursor.y > row, f"the field {label}")
        self.terminal.press(CLEAR, text)

    def follow(self, name):
        self.expect(name)
        self.reach(lambda: self.terminal.at_cursor().startswith(name), name)
        self.terminal.press(ENTER)

    def reach(self, is_there, name, steps=80):
        for _ in range(steps):
            if is_there():
                return
            self.terminal.press(TAB)
        raise Lost(f"Tab does not reach {name}")
