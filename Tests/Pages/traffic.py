"""What a page loads, and what it writes to the console."""

import gzip

from demo import ROOT

# The program has the style sheet compressed; from a folder, as in the tour, it is sent as it is.
STYLES = (ROOT / "Static/roost.css").read_bytes()
SAVED = len(STYLES) - len(gzip.compress(STYLES))


class Traffic:
    """Of the page at hand: bytes over the wire with their headers, without the browser's cache."""

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
        self.bytes, self.urls, self.messages, self.styles = 0, [], [], set()

    def sent(self, event):
        if event.get("type") == "Document" and "redirectResponse" not in event:
            self.reset()
        self.urls.append(event["request"]["url"])
        if "/static/roost." in self.urls[-1] and self.urls[-1].endswith(".css"):
            self.styles.add(event["requestId"])

    def finished(self, event):
        self.bytes += int(event["encodedDataLength"])
        if event["requestId"] in self.styles:
            self.bytes -= SAVED

    def complaints(self, status):
        for url in self.urls:
            if not url.startswith((self.base + "/", "data:")):
                yield f"loads {url}"
        for message in self.messages:
            # Chromium says so of every page that is an error, and of every sign-out, whatever is on the page.
            is_status = status >= 400 and f"status of {status}" in message
            if not is_status and "Cleared data types" not in message:
                yield f"console: {message}"
