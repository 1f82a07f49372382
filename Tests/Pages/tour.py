"""Every page and state of the site, one after the other."""

from demo import PASSWORD, Demo
import totp
from guest import Guest
from tour_of_community import CommunityTour
from tour_of_live import LiveTour
from tour_of_members import MemberTour
from tour_of_rooms import RoomTour

WIDE = "W" * 50
RTL = "نور الهدى بنت عبد الرحمن الساكنة في أعلى الشجرة"


class Tour(MemberTour, RoomTour, LiveTour, CommunityTour):
    PARTS = ["stranger", "refusals", "newcomer", "names", "two_factor", "rooms", "live", "community", "resident", "proof",
             "administrator", "reset", "german"]

    def __init__(self, demo, browser, inspector):
        self.demo, self.browser, self.inspector = demo, browser, inspector

    def guest(self, **options):
        return self.inspector.watch(Guest(self.browser, self.demo.base, **options))

    def run(self, parts):
        for part in self.PARTS:
            if part in parts:
                print(f"  {part}", flush=True)
                getattr(self, part)()

    def see(self, name, guest, answer, status=200, **options):
        self.inspector.look(name, guest, answer, status, **options)

    def stranger(self):
        guest = self.guest()
        self.see("home", guest, guest.open("/"))
        self.see("home-wrong", guest, guest.send("/login", username="ada", password="not it at all"), 422)
        self.see("login", guest, guest.open("/login"))
        self.see("login-next", guest, guest.open("/profile"))
        self.see("login-empty", guest, guest.send_unchecked("/login"), 422)
        self.see("signup", guest, guest.open("/signup"))
        wrong = {"username": "a b", "nickname": "x" * 80, "password": "short"}
        guest.form("/signup").locator("[name=nickname]").evaluate("field => field.removeAttribute('maxlength')")
        self.see("signup-wrong", guest, guest.send_unchecked("/signup", **wrong), 422)
        guest.open("/signup")
        self.see("signup-taken", guest, guest.send("/signup", username="ada", password=PASSWORD), 422)
        guest.close()

    def refusals(self):
        guest = self.guest()
        self.see("error-404", guest, guest.open("/nowhere"), 404)
        self.see("error-404-reset", guest, guest.open("/reset/" + "A" * 43), 404)
        self.see("error-414", guest, guest.open("/" + "a" * 20_000), 414)
        for status, changes in [(400, {"post_data": "username=%"}), (413, {"post_data": "a" * 70_000}),
                                (405, {"method": "PUT"}), (415, {"headers": {"content-type": "text/plain"}})]:
            guest.open("/login")
            guest.altered(**changes)
            self.see(f"error-{status}", guest, guest.send("/login", username="ada", password="x"), status)
            guest.unaltered()
        self.see("error-403", guest, guest.send_from_elsewhere("/login"), 403)
        self.see_failure()
        for _ in range(20):
            guest.open("/login")
            answer = guest.send("/login", username="nobody", password="x")
            if answer.status == 429:
                break
        self.see("error-429", guest, answer, 429)
        guest.close()

    def see_failure(self):
        with Demo(self.demo.program, reloads=True) as demo, demo.broken("signup.html"):
            guest = self.inspector.watch(Guest(self.browser, demo.base))
            self.see("error-500", guest, guest.open("/signup"), 500)
            guest.close()

    def newcomer(self):
        guest = self.guest()
        self.see("welcome", guest, guest.sign_up("newcomer", PASSWORD))
        self.see("dashboard-new", guest, guest.open("/dashboard"))
        self.see("profile-new", guest, guest.open("/profile"))
        self.see("activity-new", guest, guest.open("/activity"))
        self.see("nickname-wrong", guest, guest.send_unchecked_on("/profile", "/profile/nickname", nickname=""), 422)
        wrong = {"current_password": "wrong", "new_password": "short"}
        self.see("password-wrong", guest, guest.send_unchecked_on("/profile", "/profile/password", **wrong), 422)
        text = {"name": "a.txt", "mimeType": "image/png", "buffer": b"not a picture"}
        self.see("avatar-wrong", guest, guest.send_on("/profile", "/profile/avatar", avatar=text), 422)
        self.see("avatar-none", guest, guest.send_unchecked_on("/profile", "/profile/avatar"), 422)
        self.see("flash", guest, guest.send_on("/profile", "/profile/nickname", nickname="Nell"))
        guest.form("/profile/privacy").get_by_label("Send read receipts").uncheck()
        self.see("privacy-saved", guest, guest.send("/profile/privacy"))
        self.see("feed", guest, guest.open("/profile/feed"))
        self.see("feed-made", guest, guest.send("/profile/feed"))
        self.see("tokens", guest, guest.open("/profile/tokens"))
        self.see("tokens-made", guest, guest.send("/profile/tokens", name="Weather report"))
        self.see("error-404-signed-in", guest, guest.open("/nowhere"), 404)
        self.see("delete", guest, guest.open("/profile/delete"))
        self.see("delete-wrong", guest, guest.send("/profile/delete", password="wrong"), 422)
        self.see("flash-goodbye", guest, guest.send_on("/profile/delete", "/profile/delete", password=PASSWORD))
        guest.close()

    def names(self):
        """Names at their limits: 32 and 50 characters without a gap, and from right to left."""
        for username, nickname in [("w" * 32, WIDE), ("rtl", RTL)]:
            guest = self.guest()
            guest.sign_up(username, PASSWORD, nickname)
            for path in ["/dashboard", "/profile", "/profile/delete"]:
                self.see(f"name-{nickname[0]}{path.replace('/', '-')}", guest, guest.open(path))
            guest.close()

    def two_factor(self):
        guest = self.guest()
        guest.sign_up("careful", PASSWORD)
        self.see("two-factor-off", guest, guest.open("/profile/two-factor"))
        self.see("two-factor-key", guest, guest.send("/profile/two-factor/begin"))
        key = guest.page.locator(".key").inner_text()
        wrong = guest.send("/profile/two-factor/confirm", code="000000")
        self.see("two-factor-wrong", guest, wrong, 422)
        self.see("recovery-codes", guest, guest.send("/profile/two-factor/confirm", code=totp.code(key)))
        self.see("two-factor-on", guest, guest.open("/profile/two-factor"))
        self.see("recovery-codes-again", guest, guest.send("/profile/two-factor/codes"))
        codes = guest.page.locator(".codes").inner_text().split("\n")
        self.see("profile-two-factor", guest, guest.open("/profile"))
        self.second_step(codes)
        self.see("dashboard-question", guest, guest.open("/dashboard"))
        self.see("two-factor-few", guest, guest.open("/profile/two-factor"))
        guest.close()

    def second_step(self, codes):
        guest = self.guest()
        self.see("code", guest, guest.sign_in("careful", PASSWORD))
        self.see("code-wrong", guest, guest.send("/login/code", guest.form("/login/code").first, code="000000"), 422)
        guest.sign_in("careful", PASSWORD)
        guest.page.locator("summary").click()
        self.see("code-recovery-wrong", guest, guest.send("/login/code", recovery_code="aaaa-bbbb"), 422)
        guest.close()
        for code in codes[:8]:
            guest = Guest(self.browser, self.demo.base)
            guest.sign_in("careful", PASSWORD)
            guest.page.locator("summary").click()
            guest.send("/login/code", recovery_code=code)
            guest.close()
