"""Checks the API of a throw-away demo as strangers' tools see it."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Pages"))
from demo import PASSWORD, Demo  # noqa: E402

TOOLS = Path(sys.executable).parent
# They end the session that all the others need; and the stream of events does not end.
LEFT_OUT = r"auth/(logout|sessions/)|users/me(/password)?$|admin/users/.*/sessions$|rooms/.*/events$"


def call(base, method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/api/v1/{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)["data"] if response.status != 204 else None


def sign_in(base, username):
    return call(base, "POST", "auth/signin", {"username": username, "password": PASSWORD})["access_token"]


def check_description(base, folder):
    """It is valid OpenAPI, and a client that is generated from it signs up, posts and reads."""
    path = folder / "openapi.json"
    path.write_bytes(urllib.request.urlopen(f"{base}/api/v1/openapi.json").read())
    subprocess.run([TOOLS / "openapi-spec-validator", path], check=True)
    subprocess.run(
        [TOOLS / "openapi-python-client", "generate", "--path", path, "--output-path", folder / "roost_client",
         "--meta", "none"], check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, str(folder))
    from roost_client import AuthenticatedClient, Client
    from roost_client.api.authentication import post_auth_signup
    from roost_client.api.messages import get_rooms_room_messages, post_rooms_room_messages
    from roost_client.models import PostAuthSignupBody, PostRoomsRoomMessagesJsonBody
    made = post_auth_signup.sync(
        client=Client(base_url=base), body=PostAuthSignupBody(username="generated", password=PASSWORD))
    client = AuthenticatedClient(base_url=base, token=made.data.access_token)
    text = "Written by a generated client."
    posted = post_rooms_room_messages.sync(
        "1", client=client, body=PostRoomsRoomMessagesJsonBody(body=text))
    read = get_rooms_room_messages.sync("1", client=client)
    assert posted.data.body == text and read.data[-1].body == text, "the generated client does not read what it posted"
    print("generated client: signs up, posts and reads")


def check_bot(base):
    """The bot of the docs answers who mentions it."""
    admin = sign_in(base, "ada")
    bot = call(base, "POST", "admin/bots", {"username": "heron", "nickname": "Heron"}, admin)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "ROOST": base, "ROOST_TOKEN": bot["token"]["token"], "ROOST_PAUSE": "0.2", "ROOST_PLACE": folder + "/place",
            "PATH": os.environ["PATH"]}
        answer_mention(base, admin, environment)


def answer_mention(base, admin, environment):
    process = subprocess.Popen([sys.executable, ROOT / "docs/bot.py"], env=environment)
    try:
        posted = call(base, "POST", "rooms/1/messages", {"body": "Are you there, @heron?"}, admin)
        for _ in range(100):
            time.sleep(0.1)
            newer = call(base, "GET", f"rooms/1/messages?after={posted['number']}", None, admin)
            if any(message["body"] == "Hello, @ada!" for message in newer):
                return print("bot: answers")
        raise SystemExit("the bot does not answer")
    finally:
        process.terminate()
        process.wait()


def fuzz(base, folder, options):
    """What schemathesis makes of the description. Of its default checks, one is left out: that each request which is
    right by its schema succeeds, as a name may be taken and a room full."""
    # Before anything guesses at passwords.
    status, token = 0, sign_in(base, "ada")
    for mode in ["positive", "negative"]:
        command = [TOOLS / "st", "run", f"{base}/api/v1/openapi.json", "--mode", mode,
                   "--exclude-checks", "positive_data_acceptance",
                   "-H", f"Authorization: Bearer {token}", "--exclude-path-regex", LEFT_OUT,
                   "--max-examples", str(options.examples), "--no-color", "--seed", str(options.seed)]
        status = subprocess.run(command, cwd=folder).returncode or status
    return status


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--roost", required=True)
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Demo(options.roost) as demo, tempfile.TemporaryDirectory() as folder:
        check_description(demo.base, Path(folder))
        check_bot(demo.base)
        raise SystemExit(fuzz(demo.base, folder, options))


main()
