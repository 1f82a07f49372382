"""The pages of people who have been here for long, and of administrators."""

from urllib.parse import urlsplit

from demo import PASSWORD


class MemberTour:
    """Mixed into the tour. Ada signed up first, so she is the administrator."""

    def resident(self):
        ada = self.guest()
        self.see("dashboard", ada, ada.sign_in("ada", PASSWORD))
        self.see("activity", ada, ada.open("/activity"))
        self.see("activity-end", ada, ada.open("/activity?before=1"))
        self.see("profile", ada, ada.open("/profile"))
        ada.open("/dashboard")
        self.see("sessions-ended", ada, ada.send("/sessions/revoke-others"))
        self.see("flash-signed-out", ada, ada.send("/logout"))
        ada.close()

    def proof(self):
        """A session that has not given its password for long is asked for it before what could hurt."""
        robin = self.guest()
        robin.add_cookie("session_token", self.demo.old_session)
        self.see("dashboard-old", robin, robin.open("/dashboard"))
        self.see("activity-old", robin, robin.open("/activity"))
        robin.open("/profile/two-factor")
        self.see("proof", robin, robin.send("/profile/two-factor/begin"), 403)
        action = robin.page.locator("main form").get_attribute("action")
        password = robin.page.locator("main input[type=password]").get_attribute("name")
        self.see("proof-wrong", robin, robin.send(action, **{password: "wrong"}), 422)
        robin.close()

    def administrator(self):
        ada = self.guest()
        ada.sign_in("ada", PASSWORD)
        self.see("people", ada, ada.open("/people"))
        self.see("people-next", ada, ada.press(ada.page.get_by_text("Next page")))
        self.see("people-found", ada, ada.open("/people?q=%D9%86%D9%88%D8%B1"))
        self.see("people-long", ada, ada.open("/people?q=" + "w" * 32))
        self.see("people-none", ada, ada.open("/people?q=%3Cnobody%3E"))
        self.invitations(ada)
        self.see("person-self", ada, self.visit(ada, "ada"))
        self.see("person-long", ada, self.visit(ada, "w" * 32))
        self.see("person-two-factor", ada, self.visit(ada, "careful"))
        self.see("person", ada, self.visit(ada, "bruno"))
        path = ada.page.url.removeprefix(self.demo.base)
        self.see("person-disabled", ada, ada.send(f"{path}/disable"))
        disabled = self.guest()
        self.see("login-disabled", disabled, disabled.sign_in("bruno", PASSWORD), 403)
        disabled.close()
        self.see("person-enabled", ada, ada.send(f"{path}/enable"))
        self.see("people-disabled", ada, ada.open("/people?q=bruno"))
        ada.close()

    def invitations(self, ada):
        self.see("invitations-none", ada, ada.open("/invitations"))
        self.see("invitations-wrong", ada, ada.send_unchecked("/invitations", uses="0", days="x"), 422)
        ada.open("/invitations")
        self.see("invitations", ada, ada.send("/invitations", uses="2", days="14"))
        path = urlsplit(ada.page.locator("code.secret").inner_text()).path
        invited = self.guest()
        self.see("join", invited, invited.open(path))
        invited.close()

    def visit(self, guest, username):
        guest.open(f"/people?q={username}")
        return guest.press(guest.page.get_by_role("link", name=username, exact=True))

    def reset(self):
        ada = self.guest()
        ada.sign_in("ada", PASSWORD)
        self.visit(ada, "noor")
        path = ada.page.url.removeprefix(self.demo.base)
        self.see("person-link", ada, ada.send(f"{path}/reset-link"))
        # The demo does not know its port before it has one, so the link's is not to be relied on.
        action = urlsplit(ada.page.locator(".secret").inner_text()).path
        ada.close()
        noor = self.guest()
        self.see("reset", noor, noor.open(action))
        self.see("reset-wrong", noor, noor.send_unchecked(action, new_password="short"), 422)
        self.see("reset-done", noor, noor.send(action, new_password="another fine roost"))
        noor.close()

    def german(self):
        """What the other language makes of the pages: its words are longer."""
        mei = self.guest(locale="de")
        self.see("german-home", mei, mei.open("/"))
        self.see("german-missing", mei, mei.open("/nirgends"), 404)
        mei.open("/signup")
        self.see("german-signup", mei, mei.send_unchecked("/signup", username="a", password="kurz"), 422)
        self.see("german-dashboard", mei, mei.sign_in("mei", PASSWORD))
        self.see("german-profile", mei, mei.open("/profile"))
        self.see("german-delete", mei, mei.open("/profile/delete"))
        mei.open("/profile/two-factor")
        self.see("german-two-factor", mei, mei.send("/profile/two-factor/begin"))
        mei.close()
        ada = self.guest(locale="de")
        ada.sign_in("ada", PASSWORD)
        self.see("german-people", ada, ada.open("/people"))
        self.see("german-person", ada, self.visit(ada, "bruno"))
        ada.close()
