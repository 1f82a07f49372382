"""What the Tab key does on a page."""

NAME = """window.nameOf = control => ((control.labels?.[0] ?? control).innerText || control.tagName).replace(/\\s+/g, ' ').trim()"""
# The controls that can be reached, in the order of the page, and a note of each that gets the focus: which it is, and
# whether an eye can find it.
WATCH = NAME + """; () => {
    const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter(control => control.checkVisibility() && !control.disabled && control.tabIndex >= 0)
        // The arrow keys lead through a group of radio buttons.
        .filter(control => control.type !== 'radio' || control.checked);
    window.visits = [];
    const visit = ({target}) => {
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        visits.push({
            position: controls.indexOf(target),
            name: nameOf(target),
            isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            isInView: box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        });
    };
    document.activeElement.blur();
    document.addEventListener('focusin', visit);
    controls[0].focus();
    return controls.length;
}"""


def complaints(page):
    """Goes from the first control to the last."""
    count = page.evaluate(WATCH)
    for _ in range(count - 1):
        page.keyboard.press("Tab")
    visits = page.evaluate("visits")
    if len(visits) != count:
        yield f"Tab leads to {len(visits)} controls of {count}"
    for position, visit in enumerate(visits):
        if visit["position"] != position:
            yield f"Tab leads to {visit['name']} as number {position + 1} of {count}"
            return
        if not visit["isInView"]:
            yield f"{visit['name']} is out of view when it has the focus"
        if not visit["isMarked"]:
            yield f"{visit['name']} does not show that it has the focus"


class KeyboardWalk:
    """From the front page to an account and out again, without a pointer."""

    def __init__(self, guest, password):
        self.guest, self.page, self.password, self.problems = guest, guest.page, password, []

    def run(self):
        self.guest.open("/")
        self.page.keyboard.press("Tab")
        self.expect("Tab reaches the skip link first", self.focused() == "Skip to the content")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        inside = self.page.evaluate("document.querySelector('main').contains(document.activeElement)")
        self.expect("the skip link leads into the content", inside)
        self.guest.open("/")
        self.follow("Sign up")
        self.write("Username", "typist")
        self.write("Password", self.password)
        self.follow("Create account")
        self.expect("sign up", self.page.url.endswith("/welcome"))
        self.follow("Profile: typist")
        self.write("Nickname", "Tab")
        self.follow("Save nickname")
        self.expect("rename", "Tab" in self.page.locator("nav").inner_text())
        self.follow("Sign out")
        self.expect("sign out", self.page.url == self.guest.base + "/")
        return self.problems

    def focused(self):
        return self.page.evaluate(NAME + "; () => nameOf(document.activeElement)")

    def reach(self, name):
        for _ in range(60):
            if self.focused() == name:
                return
            self.page.keyboard.press("Tab")
        raise SystemExit(f"Tab does not reach {name} at {self.page.url}")

    def write(self, name, text):
        self.reach(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def follow(self, name):
        self.reach(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def expect(self, step, is_right):
        if not is_right:
            self.problems.append(step)
