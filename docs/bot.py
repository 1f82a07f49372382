"""A bot for Roost: answers every message that mentions it. Needs nothing but Python 3, and a token that writes."""
import json, os, time, urllib.error, urllib.request

SITE = os.environ["ROOST"].rstrip("/") + "/api/v1/"
PAUSE = float(os.environ.get("ROOST_PAUSE", 5))
PLACE = os.environ.get("ROOST_PLACE", "bot.place")  # Remembers the last entry of the inbox that was looked at.


def call(method, path, body=None, refusals=(), **headers):
    headers["Authorization"] = "Bearer " + os.environ["ROOST_TOKEN"]
    if body is not None:
        headers["Content-Type"] = "application/json"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SITE + path, data, headers, method=method)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code in refusals:
                return print(error.read().decode())
            if error.code not in (429, 502, 503, 504):
                raise SystemExit(error.read().decode())
            time.sleep(int(error.headers.get("Retry-After", PAUSE)))
        except urllib.error.URLError:
            time.sleep(PAUSE)  # The site is not there at the moment.


def entries(after):
    """Entries of the inbox after this one, the oldest first. Those that are read count too: each answer reads a room."""
    found, path = [], "mentions"
    while path:
        page = call("GET", path)
        new = [entry for entry in page["data"] if entry["id"] > after]
        found = new[::-1] + found
        next = page["page"]["next"] if len(new) == len(page["data"]) else None
        path = next and "mentions?cursor=" + next
    return found


last = int(open(PLACE).read()) if os.path.exists(PLACE) else 0
while True:
    for entry in entries(after=last):
        author = entry["message"] and entry["message"]["author"]
        # Not to warnings and webhooks, nor to another program, which might answer in turn.
        if entry["kind"] in ("mention", "reply") and author and not author["is_app"]:
            answer = {"body": f"Hello, @{author['username']}!", "reply": entry["message"]["number"]}
            # With the same key, an answer that was sent twice is one. In an archived room, say, there is none.
            key = {"Idempotency-Key": f"answer to {entry['id']}"}
            call("POST", f"rooms/{entry['room']['id']}/messages", answer, refusals=(403, 404, 409, 422), **key)
        last = entry["id"]
        with open(PLACE, "w") as file:
            file.write(str(last))
    time.sleep(PAUSE)
