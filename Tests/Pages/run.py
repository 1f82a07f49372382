"""Checks the pages of a throw-away demo with tools that nobody here wrote. `make test-pages` runs this."""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import nu
from demo import Demo, browser_path
from inspector import Inspector
from tour import Tour
from walk import Walk


def inspect(program, shots, keep, only):
    with tempfile.TemporaryDirectory(prefix="roost-pages-") as folder:
        folder = keep or folder
        inspector = Inspector(folder, shots)
        with Demo(program) as demo, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
            if only in (None, "walk"):
                print("  walk", flush=True)
                for step in Walk(demo, browser).run():
                    inspector.problem("without JavaScript", step)
            Tour(demo, browser, inspector).run(only)
            browser.close()
        mistakes = nu.complaints(folder)
    heaviest = sorted(inspector.weights.items(), key=lambda entry: -entry[1])
    print(f"{len(heaviest)} pages and states, the heaviest: ", end="")
    print(", ".join(f"{name} {weight / 1000:.1f} KB" for name, weight in heaviest[:5]))
    print(f"axe: {inspector.axe_rules or 'no violation'}; Nu: {len(mistakes) or 'no'} mistakes")
    for mistake in mistakes:
        inspector.problem("Nu", mistake)
    return len(inspector.problems)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roost", required=True, help="the program")
    parser.add_argument("--shots", help="a folder for pictures of every page")
    parser.add_argument("--keep", help="a folder for the pages as they came")
    parser.add_argument("--only", help="one part of the tour")
    options = parser.parse_args()
    for folder in filter(None, [options.shots, options.keep]):
        Path(folder).mkdir(parents=True, exist_ok=True)
    problems = inspect(options.roost, options.shots, options.keep, options.only)
    print(f"{problems} problems" if problems else "Nothing to complain about.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
