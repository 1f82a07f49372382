"""A bot for Roost: answers every message that mentions it. Needs nothing but Python 3, and a token that writes."""
import json, os, time, urllib.error, urllib.request

SITE = os.environ["ROOST"].rstrip("/") + "/api/v1/"
PAUSE = float(os.environ.get("ROOST_PAUSE", 5))


def call(method, path, body=None, **headers):
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
            if error.code not in (429, 503):
                raise SystemExit(error.read().decode())
            time.sleep(int(error.headers.get("Retry-After", 5)))
        except urllib.error.URLError:
            time.sleep(PAUSE)  # The site is not there at the moment.


while True:
    for entry in reversed(call("GET", "mentions")["data"]):
        if entry["is_read"] or entry["kind"] == "warning":
            continue
        room, message = entry["room"]["id"], entry["message"]
        name = message["author"]["username"] if message["author"] else "stranger"
        answer = {"body": f"Hello, @{name}!", "reply": message["number"]}
        # With the same key, an answer that was sent twice is one.
        call("POST", f"rooms/{room}/messages", answer, **{"Idempotency-Key": f"answer to {entry['id']}"})
        call("PUT", "mentions/read", {"up_to": entry["id"]})
    time.sleep(PAUSE)
