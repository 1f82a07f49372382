"""Pages about people, and about messages outside of their rooms."""

from demo import PASSWORD

LONG = "W" * 300
ARABIC = "مرحبا بالجميع في الحديقة، من يسقي الطماطم يوم السبت؟"


class CommunityTour:
    """Mixed into the tour."""

    def community(self):
        guest, other = self.guest(), self.guest()
        guest.sign_up("gardener", PASSWORD, "Gardener")
        other.sign_up("v" * 32, PASSWORD, "W" * 50)
        self.profile_of(guest, other)
        self.conversations(guest, other)
        room = self.mentions(guest, other)
        self.search(guest)
        self.reports(guest, other, room)
        guest.close()
        other.close()

    def profile_of(self, guest, other):
        page = "/people/" + "v" * 32
        guest.open("/profile")
        form = guest.form("/profile/status").first
        self.see("status-wrong", guest, guest.send("/profile/status", form, emoji="ok", status="W" * 90), 422)
        guest.open("/profile")
        form = guest.form("/profile/status").first
        self.see("status", guest, guest.send("/profile/status", form, emoji="🌱", status="Out among the beans"))
        other.open("/profile")
        other.send("/profile/status", other.form("/profile/status").first, status="W" * 80)
        self.see("person-page-own", guest, guest.open("/people/gardener"))
        self.see("person-page", guest, guest.open(page))
        self.see("person-blocked", guest, guest.send(f"{page}/block"))
        self.see("profile-blocked", guest, guest.open("/profile"))
        guest.send_on(page, f"{page}/unblock")

    def conversations(self, guest, other):
        self.see("conversation-new", guest, guest.open("/rooms/direct"))
        self.see("conversation-wrong", guest, guest.send("/rooms/direct", people="nobody-at-all " + LONG), 422)
        guest.open("/rooms/direct")
        self.see("conversation", guest, guest.send("/rooms/direct", people="ada " + "v" * 32))
        room = guest.page.url.removeprefix(self.demo.base)
        guest.send(guest.page.locator("form.composer").get_attribute("action"), body="Who has the key?")
        other.open(room)
        guest.open(room)
        guest.send(guest.page.locator("form.composer").get_attribute("action"), body="Found it.")
        self.see("conversation-receipts", guest, guest.open(room))

    def mentions(self, guest, other):
        self.see("mentions-none", guest, guest.open("/mentions"))
        guest.open("/rooms/new")
        guest.send("/rooms/new", name="Beds " + "W" * 55)
        room = guest.page.url.removeprefix(self.demo.base)
        other.open(room)
        other.send(f"{room}/join")
        for text in [f"**Beans** for @gardener, {LONG}", ARABIC + " @gardener", "beans, beans & <b>beans</b>"]:
            other.send(f"{room}/messages", body=text)
        self.see("mentions", guest, guest.open("/mentions"))
        self.see("mentions-read", guest, guest.send("/mentions/read"))
        return room

    def search(self, guest):
        self.see("search", guest, guest.open("/search"))
        self.see("search-found", guest, guest.open("/search?q=beans"))
        self.see("search-nothing", guest, guest.open("/search?q=" + "w" * 300))
        self.see("search-wrong", guest, guest.open("/search?q=before:today"))
        other = "/people/" + "v" * 32
        guest.send_on(other, f"{other}/block")
        self.see("search-folded", guest, guest.open("/search?q=beans&order=best"))
        guest.send_on(other, f"{other}/unblock")

    def reports(self, guest, other, room):
        message = f"{room}/messages/1"
        keeper = self.guest()
        keeper.sign_up("keeper", PASSWORD, "Keeper")
        keeper.open(room)
        keeper.send(f"{room}/join")
        for number, reason in [(1, "It is rude. " + LONG), (2, "So is this"), (3, "And this")]:
            keeper.send_on(f"{room}/messages/{number}", f"{room}/messages/{number}/report", reason=reason)
        keeper.close()
        self.see("reports", guest, guest.open("/reports"))
        self.see("reports-warned", guest, guest.press(guest.page.locator("[value=warned]").first))
        self.see("mention-warning", other, other.open("/mentions"))
        ada = self.guest()
        ada.sign_in("ada", PASSWORD)
        self.see("reports-administrator", ada, ada.open("/reports"))
        self.see("reports-removed", ada, ada.press(ada.page.locator("[value=authorRemoved]").last))
        self.see("audit", ada, ada.open("/audit"))
        self.see("audit-wrong", ada, ada.open("/audit?actor=nobody-at-all&room=x"))
        self.see("audit-nothing", ada, ada.open("/audit?action=retentionChanged&room=1"))
        ada.close()
        guest.open("/reports")
        guest.press(guest.page.locator("[value=kept]").first)
        self.see("reports-none", guest, guest.open("/reports"))
