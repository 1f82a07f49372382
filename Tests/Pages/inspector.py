"""Looks at a page in every way, and writes down what is wrong with it."""

import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

LIMIT = 50_000  # bytes on the wire, of a page with all that it loads
VARIANTS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


class Inspector:
    def __init__(self, folder, shots=None):
        self.folder = Path(folder)
        self.shots = Path(shots) if shots else None
        self.weights = {}
        self.axe_rules = {}
        self.problems = []
        self.axe = Axe()

    def watch(self, guest):
        """Counts from now on what the pages of `guest` load and say, without the browser's cache."""
        guest.traffic = Traffic(guest)
        return guest

    def look(self, name, guest, answer, status=200):
        """The page that `guest` is at, which came with `answer`."""
        page = guest.page
        page.wait_for_load_state("load")
        if answer.status != status:
            self.problem(name, f"status {answer.status}, expected {status}")
        (self.folder / f"{name}.html").write_text(answer.text())
        for message in guest.traffic.complaints(status):
            self.problem(name, message)
        for scheme, width in VARIANTS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            self.check_variant(name, page, scheme, width)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        self.weights[name] = guest.traffic.bytes
        if guest.traffic.bytes > LIMIT:
            self.problem(name, f"{guest.traffic.bytes} bytes")

    def check_variant(self, name, page, scheme, width):
        variant = f"{name} ({scheme}, {width})"
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > width:
            self.problem(variant, f"{wide} pixels wide")
        for violation in self.axe.run(page, options=AXE).response["violations"]:
            nodes = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            self.axe_rules[violation["id"]] = self.axe_rules.get(violation["id"], 0) + len(nodes)
            self.problem(variant, f"axe {violation['id']}: {violation['help']}: {', '.join(nodes[:4])}")
        if self.shots:
            page.screenshot(path=self.shots / f"{name}-{scheme}-{width}.png", full_page=True)

    def problem(self, name, text):
        """Said at once too: a tour that breaks off has told what it had found."""
        print(f"{name}: {text}", file=sys.stderr, flush=True)
        self.problems.append(text)


class Traffic:
    """What the page at hand has loaded, over the wire with its headers, and what it wrote to the console."""

    def __init__(self, guest):
        self.base = guest.base
        self.reset()
        guest.page.on("console", lambda message: self.messages.append(message.text))
        guest.page.on("pageerror", lambda error: self.messages.append(str(error)))
        session = guest.context.new_cdp_session(guest.page)
        session.on("Network.requestWillBeSent", self.sent)
        session.on("Network.loadingFinished", self.finished)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def reset(self):
        self.bytes, self.urls, self.messages = 0, [], []

    def sent(self, event):
        if event.get("type") == "Document" and "redirectResponse" not in event:
            self.reset()
        self.urls.append(event["request"]["url"])

    def finished(self, event):
        self.bytes += int(event["encodedDataLength"])

    def complaints(self, status):
        for url in self.urls:
            if not url.startswith((self.base + "/", "data:")):
                yield f"loads {url}"
        for message in self.messages:
            # Chromium says so of every page that is an error, and of every sign-out, whatever is on the page.
            is_status = status >= 400 and f"status of {status}" in message
            if not is_status and "Cleared data types" not in message:
                yield f"console: {message}"
