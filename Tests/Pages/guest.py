"""A browser window at the site, from an address of its own."""

import itertools
import time

# Long enough for a busy machine, in milliseconds.
PATIENCE = 30_000

_addresses = itertools.count(1)


class Guest:
    """Fills in and sends forms as a person does, without the browser's own checks where a page's are to be seen."""

    def __init__(self, browser, base, scripts=True, locale="en", live=False, **options):
        number = next(_addresses)
        self.base = base
        self.context = browser.new_context(
            java_script_enabled=scripts, locale=locale, accept_downloads=True,
            # Colours that are still on their way from one scheme to the other are not those to judge.
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"2001:db8:{number:x}:1:a00:27ff:fe4e:66a1"}, **options)
        if not live:
            # The pages of rooms by themselves: what stands in frames is tried where it moves.
            self.context.add_cookies([{"name": "plain_pages", "value": "1", "url": base}])
        self.page = self.context.new_page()

    def close(self):
        self.context.close()

    def open(self, path):
        return self.page.goto(self.base + path)

    def frame(self, part):
        """The frame whose address has this part, as soon as there is one."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            for frame in self.page.frames:
                if part in frame.url:
                    return frame
            self.page.wait_for_timeout(50)
        raise AssertionError(f"no frame has {part}")

    def fetch_frame(self, url):
        """The page as it comes when it stands in a frame."""
        headers = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
        return self.context.request.get(url, headers=headers).text()

    def form(self, action):
        return self.page.locator(f'form[action="{action}"], form[action^="{action}#"]')

    def send(self, action, form=None, **fields):
        """Fills in the form that leads to `action` and sends it; returns the answer."""
        form = form or self.form(action).last
        for summary in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            summary.click()
        for name, value in fields.items():
            field = form.locator(f'[name="{name}"]')
            field.set_input_files(value) if name == "avatar" else field.fill(value)
        return self.press(form.locator("button"))

    def send_unchecked(self, action, form=None, **fields):
        form = form or self.form(action).last
        form.evaluate("form => form.noValidate = true")
        return self.send(action, form, **fields)

    def send_on(self, path, action, **fields):
        self.open(path)
        return self.send(action, **fields)

    def send_unchecked_on(self, path, action, **fields):
        self.open(path)
        return self.send_unchecked(action, **fields)

    def press(self, button):
        with self.page.expect_navigation() as navigation:
            button.click()
        return navigation.value

    def altered(self, headers={}, **changes):
        """The next posts go out with these changes, as from a program that is no browser."""
        def change(route):
            request = route.request
            if request.method == "POST":
                route.continue_(headers={**request.headers, **headers}, **changes)
            else:
                route.continue_()
        self.page.route("**/*", change)

    def unaltered(self):
        self.page.unroute("**/*")

    def send_from_elsewhere(self, action):
        """Sends a form that stands on a page of another site."""
        elsewhere = "http://elsewhere.test/"
        form = f'<form method="post" action="{self.base}{action}"><button>Send</button></form>'
        self.page.route(elsewhere, lambda route: route.fulfill(content_type="text/html", body=form))
        self.page.goto(elsewhere)
        return self.press(self.page.locator("button"))

    def sign_up(self, username, password, nickname=""):
        self.open("/signup")
        return self.send("/signup", username=username, nickname=nickname, password=password)

    def sign_in(self, username, password):
        self.open("/login")
        return self.send("/login", username=username, password=password)

    def add_cookie(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "url": self.base}])
