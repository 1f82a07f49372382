"""Checks the pages of a throw-away demo with tools that nobody here wrote. `make test-pages` runs this."""

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import sync_playwright

import nu
import report
from demo import PASSWORD, Demo, browser_path
from endurance_walk import EnduranceWalk
from firefox_guest import firefox_path
from firefox_walk import FirefoxWalk
from guest import Guest
from inspector import Inspector
from keyboard import KeyboardWalk
from live_walk import LiveWalk
from outage_walk import OutageWalk
from text_walk import TextWalk
from tour import Tour
from walk import Walk


def inspect(program, shots, keep, parts):
    with tempfile.TemporaryDirectory(prefix="roost-pages-") as folder:
        folder = keep or folder
        inspector = Inspector(folder, shots)
        with Demo(program) as demo, sync_playwright() as playwright, ThreadPoolExecutor() as pool:
            browser = launch(playwright)
            others = list(others_of(parts, demo, pool))
            if "walk" in parts:
                walk(demo, browser, inspector)
            Tour(demo, browser, inspector).run(parts)
            browser.close()
            for name, other in others:
                for problem in other.result():
                    inspector.problem(name, problem)
        mistakes = nu.complaints(folder) if inspector.found else []
    for name, mistake in mistakes:
        inspector.problem(f"{name} (Nu)", mistake)
    print(*report.table(inspector.found, mistakes), sep="\n")
    return len(inspector.problems)


def others_of(parts, demo, pool):
    """Walks that wait for keys and screens most of the time, and have programs of their own."""
    if "walk" in parts:
        yield "in Lynx", pool.submit(TextWalk(demo.base, PASSWORD).run)
        yield "in a live room whose site goes away", pool.submit(in_browser_of_its_own, OutageWalk, demo.program)
    if "endurance" in parts:
        yield "in a tab that stays open", pool.submit(in_browser_of_its_own, EnduranceWalk, demo.program)
    if "firefox" in parts and firefox_path():
        yield "in Firefox", pool.submit(FirefoxWalk(demo.program).run)
    elif "firefox" in parts:
        print("NOT CHECKED: live rooms in Firefox, as there is no firefox-esr", flush=True)


def launch(playwright):
    return playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])


def in_browser_of_its_own(walk, program):
    # A thread cannot use the browser of another one.
    with sync_playwright() as playwright:
        return walk(program, launch(playwright)).run()


def walk(demo, browser, inspector):
    print("  walks", flush=True)
    for problem in Walk(demo, browser).run():
        inspector.problem("without JavaScript", problem)
    for problem in LiveWalk(demo, browser).run():
        inspector.problem("in live rooms", problem)
    guest = Guest(browser, demo.base)
    for problem in KeyboardWalk(guest, PASSWORD).run():
        inspector.problem("by keyboard", problem)
    guest.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roost", required=True, help="the program")
    parser.add_argument("--shots", help="a folder for pictures of every page")
    parser.add_argument("--keep", help="a folder for the pages as they came")
    parser.add_argument("--only", help="parts of the tour, walk, firefox or endurance, with commas between them")
    parser.add_argument("--without", help="all parts but these")
    options = parser.parse_args()
    every = {*Tour.PARTS, "walk", "firefox", "endurance"}
    only, without = (set(filter(None, names.split(","))) if names else set() for names in (options.only, options.without))
    if unknown := (only | without) - every:
        parser.error(f"there are no parts {', '.join(sorted(unknown))}")
    parts = (only or every) - without
    for folder in filter(None, [options.shots, options.keep]):
        Path(folder).mkdir(parents=True, exist_ok=True)
    problems = inspect(options.roost, options.shots, options.keep, parts)
    print(f"{problems} problems" if problems else "Nothing to complain about.")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
