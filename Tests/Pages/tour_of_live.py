"""A live room, with the frames that it is made of, in the states that they have."""

from demo import PASSWORD
from tour_of_rooms import ARABIC, LONG, MARKUP


class LiveTour:
    """Mixed into the tour."""

    def live(self):
        guest, other = self.guest(live=True), self.guest()
        guest.sign_up("stargazer", PASSWORD, "Stargazer")
        other.sign_up("moonlight", PASSWORD, "Moonlight")
        room = self.make_room(guest)
        other.open(room)
        other.send(f"{room}/join")
        guest.open(room)
        self.see_frames("live-empty", guest, room)
        stream, composer = guest.frame("/stream"), guest.frame("/compose")
        for text in ["Hello", MARKUP, LONG, ARABIC, "Did you see it, @stargazer?"]:
            other.send_on(room, f"{room}/messages", body=text)
        stream.locator("article:visible", has_text="Did you see it").wait_for()
        other.send_on(f"{room}/messages/1", f"{room}/messages/1/react", emoji="🌠")
        stream.locator("button.chip:visible").first.click()
        stream.locator("button.chip:visible", has_text="2").wait_for()
        composer.locator("#body").fill("I did")
        composer.locator("#body").press("Enter")
        stream.locator("article:visible", has_text="I did").wait_for()
        self.see_frames("live", guest, room)
        self.compose(guest, room)
        guest.close()
        other.close()

    def make_room(self, guest):
        guest.open("/rooms/new")
        guest.send("/rooms/new", name="Night sky", description="What is up there")
        return guest.page.url.removeprefix(self.demo.base)

    def see_frames(self, name, guest, room):
        self.see(name, guest, guest.open(room))
        for part in ["/stream", "/compose"]:
            guest.frame(part).locator("body").wait_for()
        self.inspector.look_at_frames(name, guest)

    def compose(self, guest, room):
        """The page in the composer's frame, by itself."""
        def see(name, answer, status=200):
            self.see(f"compose-{name}", guest, answer, status, stands_in_frame=True)

        see("reply", guest.open(f"{room}/compose?reply=1"))
        see("long", guest.open(f"{room}/compose?lines=1"))
        guest.page.locator("#body").fill(" ")
        see("wrong", guest.press(guest.page.get_by_role("button", name="Send")), 422)
        guest.open(f"{room}/compose")
        see("edit", guest.press(guest.page.get_by_role("button", name="Edit last message")))
