"""The pages of rooms, and of what is said in them."""

from demo import PASSWORD

MARKUP = """A *plain* **day** with `code`, ~~nothing~~ and https://example.org/ in #Everyone for @orchard

> quoted
> twice

1. first
2. second
   - nested

```swift
let aLineThatIsMuchLongerThanAnyScreenOfAPhone = "and so it has to be scrolled within its own box"
```
"""
LONG = "W" * 300
ARABIC = "مرحبا بالجميع في الحديقة، من يسقي الطماطم يوم السبت؟"


class RoomTour:
    """Mixed into the tour."""

    def rooms(self):
        guest, other = self.guest(), self.guest()
        guest.sign_up("orchard", PASSWORD, "Orchard keeper")
        other.sign_up("another", PASSWORD, "Another")
        self.see("rooms", guest, guest.open("/rooms"))
        self.see("room-new", guest, guest.open("/rooms/new"))
        self.see("room-new-wrong", guest, guest.send_unchecked("/rooms/new", name="", description="x" * 310), 422)
        guest.open("/rooms/new")
        self.see("room-empty", guest, guest.send("/rooms/new", name="Orchard", description="Apples and " + LONG[:60]))
        room = guest.page.url.removeprefix(self.demo.base)
        for text in ["Hello", "Hello again", MARKUP, LONG, ARABIC]:
            guest.send(f"{room}/messages", body=text)
        self.see("room", guest, guest.open(room))
        self.see("room-refused", guest, guest.send_unchecked(f"{room}/messages", body=" "), 422)
        self.see("room-outside", other, other.open(room))
        self.see("room-joined", other, other.send(f"{room}/join"))
        other.send(f"{room}/messages", body="What do **you** think, @orchard?")
        guest.open("/dashboard")
        self.see("dashboard-unread", guest, guest.open("/dashboard"))
        self.see("rooms-unread", guest, guest.open("/rooms"))
        self.see("room-unread", guest, guest.open(room))
        self.messages(guest, other, room)
        self.members(guest, room)
        self.see("hooks", guest, guest.open(f"{room}/hooks"))
        self.see("hooks-made", guest, guest.send(f"{room}/hooks", name="Weather report"))
        self.see("hooks-wrong", guest, guest.send_unchecked_on(f"{room}/hooks", f"{room}/hooks", name=""), 422)
        outgoing = f"{room}/outgoing-hooks"
        self.see("outgoing-hooks", guest, guest.open(outgoing))
        address = "https://pump.example/roost"
        self.see("outgoing-hooks-made", guest, guest.send(outgoing, name="Irrigation", address=address, word="!water"))
        self.see("outgoing-hooks-wrong", guest,
                 guest.send_unchecked_on(outgoing, outgoing, name="Irrigation", address="pump", word=""), 422)
        self.given_up(guest, other, room)
        self.settings(guest, room)
        guest.close()
        other.close()

    def messages(self, guest, other, room):
        message = f"{room}/messages/6"
        self.see("message", other, other.open(message))
        self.see("message-other", guest, guest.open(message))
        guest.send(f"{message}/react", emoji="🍏")
        guest.open(message)
        self.see("message-emoji-wrong", guest, guest.send(f"{message}/react", emoji="no"), 422)
        guest.open(message)
        self.see("room-reply", guest, guest.send(f"{room}/messages", body="Yes"))
        self.see("message-edited", other, other.send_on(message, f"{message}/edit", body="Never mind, @orchard."))
        other.open(message)
        self.see("message-edit-wrong", other, other.send_unchecked(f"{message}/edit", body=""), 422)
        self.see("message-versions", guest, guest.open(message))
        guest.send(f"{message}/pin")
        self.see("pins", guest, guest.open(f"{room}/pins"))
        guest.open(message)
        self.see("message-report-wrong", guest, guest.send_unchecked(f"{message}/report", reason=""), 422)
        other.open(message)
        self.see("message-deleted", other, other.send(f"{message}/delete"))
        self.see("message-gone", other, other.open(message))

    def members(self, guest, room):
        self.see("members", guest, guest.open(f"{room}/members"))
        self.see("members-wrong", guest, guest.send(f"{room}/members", username="nobody-at-all"), 422)

    def given_up(self, guest, other, room):
        """A webhook whose address is never connected to fails with every message, until it is told of nothing more."""
        outgoing = f"{room}/outgoing-hooks"
        guest.send_on(outgoing, outgoing, name="Pump " + "W" * 45, address="https://127.0.0.1/" + "w" * 300, word="")
        # As many as each of them may post at once.
        for poster in [guest, other]:
            poster.open(room)
            for number in range(10):
                poster.send(f"{room}/messages", body=f"Rain, {number}")
        again = guest.page.get_by_role("button", name="Try again")
        for _ in range(100):
            answer = guest.open(outgoing)
            if again.count():
                break
            guest.page.wait_for_timeout(200)
        self.see("outgoing-hooks-given-up", guest, answer)
        self.see("mention-webhook", guest, guest.open("/mentions"))
        guest.open(outgoing)
        self.see("outgoing-hooks-resumed", guest, guest.press(again))

    def settings(self, guest, room):
        settings = f"{room}/settings"
        self.see("room-settings", guest, guest.open(settings))
        self.see("room-settings-wrong", guest, guest.send_unchecked(settings, name=""), 422)
        guest.open(settings)
        guest.form(f"{room}/retention").locator("[value=days]").check()
        self.see("room-days-wrong", guest, guest.send(f"{room}/retention", days="0"), 422)
        guest.open(settings)
        guest.send(f"{room}/archive")
        self.see("room-archived", guest, guest.open(room))
        self.see("room-delete", guest, guest.open(f"{room}/delete"))
        self.see("rooms-deleted", guest, guest.send(f"{room}/delete"))
