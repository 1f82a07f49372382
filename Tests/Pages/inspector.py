"""Looks at a page in every way, and writes down what is wrong with it."""

import sys
from urllib.parse import urlparse
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

import keyboard
from traffic import Traffic

LIMIT = 50_000  # bytes on the wire, of a page with all that it loads
VARIANTS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]
ZOOMED = 640  # the width that 1280 pixels have at 200 %
# A page loads nothing from elsewhere and has no frames, so axe needs not wait for either.
AXE = """options => axe
    .run(document, {resultTypes: ['violations'], preload: false, iframes: false, ...options})
    .then(results => results.violations.map(violation => ({
        id: violation.id, help: violation.help, nodes: violation.nodes.map(node => node.target.join(' '))})))"""

# The dark pages differ in nothing but their colours.
RULES = {"light": {"rules": {"target-size": {"enabled": True}}}, "dark": {"runOnly": ["cat.color"]}}
# The page around a frame has a heading and landmarks. A page that keeps a stream is loaded anew only when that has ended.
NOT_IN_FRAMES = ["landmark-one-main", "page-has-heading-one", "region", "meta-refresh"]
WITHOUT_THEM = {rule: {"enabled": False} for rule in NOT_IN_FRAMES}
FRAME_RULES = {"light": {"rules": {**RULES["light"]["rules"], **WITHOUT_THEM}}, "dark": RULES["dark"]}

# Pages in frames have no colour of their own, and axe does not see the one behind them.
AS_BEHIND = "() => { document.documentElement.style.background = 'var(--paper)'; }"

EMPTY_FORMS = """() => [...document.forms]
    .filter(form => form.method === 'post' && ![...form.elements].some(element => element.name))
    .map(form => form.getAttribute('action'))"""

# What a reader may set for all text without losing any of it (WCAG 2.2, 1.4.12).
TEXT_SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
USUAL_SPACING = "() => { document.adoptedStyleSheets = []; }"
# Elements whose text is cut off, or lies under that of another, where an eye needs it. A field scrolls, and a name that
# is shortened stands in full on the page.
CUT_OFF = """() => [...document.querySelectorAll('body *')]
    .filter(element => element.checkVisibility() && element.clientWidth > 1 && !element.matches('input, select, textarea'))
    .filter(element => {
        const style = getComputedStyle(element);
        return style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && style.overflowX !== 'auto'
            && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    })
    .map(element => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""


class Inspector:
    """`found` has a line for each page: violations that axe found in all variants, and bytes."""

    def __init__(self, folder, shots=None):
        self.folder = Path(folder)
        self.shots = Path(shots) if shots else None
        self.found = {}
        self.problems = []
        self.axe = Axe().axe_script

    def watch(self, guest):
        guest.traffic = Traffic(guest)
        return guest

    def look(self, name, guest, answer, status=200, stands_in_frame=False):
        """The page that `guest` is at, which came with `answer`."""
        page, rules = guest.page, FRAME_RULES if stands_in_frame else RULES
        page.wait_for_load_state("load")
        if answer.status != status:
            self.problem(name, f"status {answer.status}, expected {status}")
        (self.folder / f"{name}.html").write_text(answer.text())
        for message in guest.traffic.complaints(status):
            self.problem(name, message)
        if guest.traffic.bytes > LIMIT:
            self.problem(name, f"{guest.traffic.bytes} bytes")
        for action in page.evaluate(EMPTY_FORMS):
            self.problem(name, f"the form to {action} sends nothing, which Lynx takes for a GET")
        page.evaluate(self.axe)
        if stands_in_frame:
            page.evaluate(AS_BEHIND)
        violations = sum(self.check_variant(name, page, page, rules, *variant) for variant in VARIANTS)
        self.found[name] = (violations, guest.traffic.bytes)
        self.check_width(f"{name} (200 %)", page, ZOOMED)
        self.check_text_spacing(name, page)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        for message in keyboard.complaints(page):
            self.problem(name, message)

    def look_at_frames(self, name, guest):
        """The pages that stand in the page, and in each other, each by itself. What goes on for ever is not for Nu."""
        page = guest.page
        for frame in page.frames[1:]:
            part = urlparse(frame.url).path.rsplit("/", 1)[-1]
            if not frame.url.startswith(guest.base) or not frame.frame_element().is_visible():
                continue
            if part != "stream":
                (self.folder / f"{name}-{part}.html").write_text(guest.fetch_frame(frame.url))
            frame.evaluate(self.axe)
            frame.evaluate(AS_BEHIND)
            violations = sum(
                self.check_variant(f"{name}-{part}", page, frame, FRAME_RULES, *variant) for variant in VARIANTS)
            self.found[f"{name}-{part}"] = (violations, 0)

    def check_variant(self, name, page, frame, rules, scheme, width):
        variant = f"{name} ({scheme}, {width})"
        page.emulate_media(color_scheme=scheme)
        self.check_width(variant, page, width)
        violations = frame.evaluate(AXE, rules[scheme])
        for violation in violations:
            nodes = ", ".join(violation["nodes"][:4])
            self.problem(variant, f"axe {violation['id']}: {violation['help']}: {nodes}")
        if self.shots:
            page.screenshot(path=self.shots / f"{name}-{scheme}-{width}.png", full_page=True)
        return len(violations)

    def check_text_spacing(self, name, page):
        page.evaluate(TEXT_SPACING)
        for width in (320, 1280):
            variant = f"{name} (text spacing, {width})"
            self.check_width(variant, page, width)
            for element in page.evaluate(CUT_OFF):
                self.problem(variant, f"cut off: {element}")
        page.evaluate(USUAL_SPACING)

    def check_width(self, variant, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > width:
            self.problem(variant, f"{wide} pixels wide")

    def problem(self, name, text):
        """Said at once too: a tour that breaks off has told what it had found."""
        print(f"{name}: {text}", file=sys.stderr, flush=True)
        self.problems.append(text)
