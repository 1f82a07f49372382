"""A whole walk in a browser with JavaScript switched off: from signing up to deleting the account."""

import json
from pathlib import Path

import totp
from demo import PASSWORD, ROOT
from guest import Guest

NEW_PASSWORD = "pears after midnight"
PICTURE = ROOT / "Sources/Roost/Resources/pear.webp"


class Walk:
    def __init__(self, demo, browser):
        self.demo, self.browser, self.problems = demo, browser, []

    def guest(self):
        return Guest(self.browser, self.demo.base, scripts=False)

    def run(self):
        first, second = self.guest(), self.guest()
        first.sign_up("walker", PASSWORD)
        self.expect("sign up", first.page.url.endswith("/welcome"))
        self.profile(first)
        self.sessions(first, second)
        key = self.two_factor(first)
        self.code(second, key)
        self.leave(first)
        first.close()
        second.close()
        return self.problems

    def expect(self, step, is_right):
        if not is_right:
            self.problems.append(step)

    def profile(self, guest):
        guest.send_on("/profile", "/profile/nickname", nickname="Walker <3")
        self.expect("rename", "Walker <3" in guest.page.locator("nav").inner_text())
        guest.send_on("/profile", "/profile/avatar", avatar=PICTURE)
        self.expect("upload", guest.form("/profile/avatar/delete").count() == 1)

    def sessions(self, first, second):
        second.sign_in("walker", PASSWORD)
        first.open("/dashboard")
        self.expect("second device", first.page.locator("tbody tr").count() == 2)
        first.press(first.page.locator('form[action$="/revoke"] button'))
        second.open("/dashboard")
        self.expect("end a session", "/login" in second.page.url)
        first.send_on("/profile", "/profile/password", current_password=PASSWORD, new_password=NEW_PASSWORD)
        second.sign_in("walker", PASSWORD)
        self.expect("the old password is void", "/dashboard" not in second.page.url)

    def two_factor(self, guest):
        guest.send_on("/profile/two-factor", "/profile/two-factor/begin")
        key = guest.page.locator(".key").inner_text()
        guest.send("/profile/two-factor/confirm", code=totp.code(key))
        self.expect("two-factor", len(guest.page.locator(".codes").inner_text().split()) >= 10)
        return key

    def code(self, guest, key):
        guest.sign_in("walker", NEW_PASSWORD)
        # The code of this step has been used.
        guest.send("/login/code", guest.form("/login/code").first, code=totp.code(key, 1))
        self.expect("sign in with a code", guest.page.url.endswith("/dashboard"))

    def leave(self, guest):
        guest.open("/profile")
        with guest.page.expect_download() as download:
            guest.form("/profile/export").locator("button").click()
        data = json.loads(Path(download.value.path()).read_text())
        self.expect("export", "Walker <3" in json.dumps(data))
        guest.send_on("/profile/delete", "/profile/delete", password=NEW_PASSWORD)
        answer = guest.sign_in("walker", NEW_PASSWORD)
        self.expect("delete", answer.status == 422)
