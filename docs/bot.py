"""A bot for Roost: answers every message that mentions it. Needs nothing but Python 3."""
import json, os, time, urllib.error, urllib.request

SITE = os.environ["ROOST"].rstrip("/") + "/api/v1/"
USER, PASSWORD = os.environ["ROOST_USER"], os.environ["ROOST_PASSWORD"]
tokens = {}


def call(method, path, body=None, headers={}):
    request = urllib.request.Request(SITE + path, method=method, headers=dict(headers))
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if tokens and not path.startswith("auth/"):
        request.add_header("Authorization", "Bearer " + tokens["access_token"])
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response) if response.status != 204 else None
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        if error.code == 401 and tokens and not path.startswith("auth/"):
            sign_in()
        elif error.code in (429, 503):
            time.sleep(int(error.headers.get("Retry-After", 5)))
        else:
            raise SystemExit(f"{problem['code']}: {problem['detail']}")
        return call(method, path, body, headers)


def sign_in():
    try:
        tokens.update(call("POST", "auth/refresh", {"refresh_token": tokens["refresh_token"]})["data"])
    except (KeyError, SystemExit):
        tokens.update(call("POST", "auth/signin", {"username": USER, "password": PASSWORD})["data"])


sign_in()
while True:
    mentions = [entry for entry in call("GET", "mentions")["data"] if not entry["is_read"]]
    for entry in reversed(mentions):
        room, message = entry["room"]["id"], entry["message"]
        author = message["author"]["username"] if message["author"] else "stranger"
        call("POST", f"rooms/{room}/messages", {"body": f"Hello, @{author}!", "reply": message["number"]},
             {"Idempotency-Key": f"answer to {entry['id']}"})
        call("PUT", "mentions/read", {"up_to": entry["id"]})
    time.sleep(float(os.environ.get("ROOST_PAUSE", 5)))
