"""A throw-away site that can be stopped and started again: `roost serve` with the demo's people and rooms."""

import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from demo import ROOT, wait_for


class ServedDemo:
    """`base` is the address, and stays the same."""

    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def __enter__(self):
        """Begins to make the database, on which `start` waits."""
        self.folder = Path(tempfile.mkdtemp(prefix="roost-pages-"))
        self.files = ["--database", self.folder / "roost.sqlite", "--uploads", self.folder / "uploads"]
        self.log = self.folder / "log"
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.process = self.run("demo", "--no-serve")
        return self

    def run(self, command, *options):
        with self.log.open("w") as log:
            return subprocess.Popen(
                [self.program, command, *self.files, *options], stdout=log, stderr=subprocess.STDOUT, cwd=self.folder)

    def start(self):
        self.process.wait()
        # Nobody waits here for their turn to write.
        self.process = self.run(
            "serve", "--port", str(self.port), "--assets", ROOT, "--message-burst", "10000", "--message-rate", "60000")
        wait_for(self.log, self.process, "listening")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(30)

    def __exit__(self, *_):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
