"""A bot for Roost: answers every message that mentions it. Needs nothing but Python 3, and a token that writes."""
import json, os, time, urllib.error, urllib.request

SITE = os.environ["ROOST"].rstrip("/") + "/api/v1/"
PAUSE = float(os.environ.get("ROOST_PAUSE", 5))


def call(method, path, body=None, **headers):
    """What the site answers; None where it refuses for good, as in a room that was archived."""
    headers["Authorization"] = "Bearer " + os.environ["ROOST_TOKEN"]
    if body is not None:
        headers["Content-Type"] = "application/json"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SITE + path, data, headers, method=method)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response) if response.status != 204 else None
        except urllib.error.HTTPError as error:
            if error.code in (403, 404, 409):
                return print(error.read().decode())
            if error.code not in (429, 502, 503, 504):
                raise SystemExit(error.read().decode())
            time.sleep(int(error.headers.get("Retry-After", PAUSE)))
        except urllib.error.URLError:
            time.sleep(PAUSE)  # The site is not there at the moment.


def unread():
    """Entries of the inbox that wait for an answer, the oldest first."""
    entries, path = [], "mentions"
    while path:
        page = call("GET", path)
        new = [entry for entry in page["data"] if not entry["is_read"]]
        entries = new[::-1] + entries
        # Behind one that was read, all were read.
        path = page["page"]["next"] and len(new) == len(page["data"]) and "mentions?cursor=" + page["page"]["next"]
    return entries


while True:
    for entry in unread():
        author = entry["message"] and entry["message"]["author"]
        # Not to warnings and webhooks, nor to another program, which might answer in turn.
        if entry["kind"] in ("mention", "reply") and author and not author["is_app"]:
            answer = {"body": f"Hello, @{author['username']}!", "reply": entry["message"]["number"]}
            # With the same key, an answer that was sent twice is one.
            key = {"Idempotency-Key": f"answer to {entry['id']}"}
            call("POST", f"rooms/{entry['room']['id']}/messages", answer, **key)
        call("PUT", "mentions/read", {"up_to": entry["id"]})
    time.sleep(PAUSE)
