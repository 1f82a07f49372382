"""What a page loads, and what it writes to the console."""


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
        self.bytes, self.urls, self.messages, self.requests = 0, [], [], set()

    def sent(self, event):
        if event.get("type") == "Document" and "redirectResponse" not in event:
            self.reset()
        self.requests.add(event["requestId"])
        self.urls.append(event["request"]["url"])

    def finished(self, event):
        # The stream of the page before ends when that is left, and is none of this one's.
        if event["requestId"] in self.requests:
            self.bytes += int(event["encodedDataLength"])

    def complaints(self, status):
        for url in self.urls:
            if not url.startswith((self.base + "/", "data:")):
                yield f"loads {url}"
        for message in self.messages:
            # Chromium says so of every page that is an error, and of every sign-out, whatever is on the page.
            is_status = status >= 400 and f"status of {status}" in message
            # The composer's address names its field too, for browsers that focus nothing in a frame by themselves.
            is_focus = message.startswith("Autofocus processing was blocked")
            if not is_status and not is_focus and "Cleared data types" not in message:
                yield f"console: {message}"
