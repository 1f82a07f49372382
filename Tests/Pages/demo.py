"""A throw-away demo of Roost, for as long as a `with` block takes."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A site that is installed on this machine has settings of its own.
os.environ["ROOST_CONFIG"] = "/dev/null"
PASSWORD = "fruit bats at dusk"


class Demo:
    """`base` is the address, `old_session` the cookie of a session that has to prove itself again.

    With `reloads`, it has templates of its own and reads them for each page, which takes most of a page's time.
    """

    def __init__(self, program, reloads=False):
        self.program = str(Path(program).resolve())
        self.reloads = reloads

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="roost-pages-"))
        cookies = self.folder / "cookies"
        log = self.folder / "log"
        # The tour comes from many addresses, so that it is slowed down only where it means to be.
        command = [self.program, "demo", "--port", "0", "--people", "70", "--cookies", cookies]
        command += ["--trusted-proxies", "127.0.0.1,::1"]
        if self.reloads:
            for part in ["Templates", "Static"]:
                shutil.copytree(ROOT / part, self.folder / part)
            command += ["--assets", self.folder, "--reload-templates"]
        with log.open("w") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=self.folder)
        try:
            text = wait_for(log, self.process, "http://localhost:", "listening")
            self.base = re.search(r"http://localhost:\d+", text).group()
        except BaseException:
            self.__exit__()
            raise
        self.old_session = cookies.read_text().splitlines()[0].partition("=")[2]
        return self

    @contextmanager
    def broken(self, template):
        """The template cannot be read, so that the page fails as by a fault in the site. Takes a demo that reloads."""
        path = self.folder / "Templates" / template
        text = path.read_text()
        path.write_text("{% if %}")
        try:
            yield
        finally:
            path.write_text(text)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for(log, process, *texts, seconds=60):
    """What the log of the process says, as soon as all of these are in it."""
    for _ in range(seconds * 10):
        text = log.read_text()
        if all(wanted in text for wanted in texts):
            return text
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"the demo did not start:\n{log.read_text()}")


def browser_path():
    """Debian's Chromium, which is told apart from playwright's own by its path. Without windows it takes a third less."""
    names = ["chromium-headless-shell", "chromium", "chromium-browser"]
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
