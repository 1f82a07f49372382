"""What was found on each page, in a table."""


def table(found, mistakes):
    """`found`: violations and bytes of each page; `mistakes`: those of the Nu checker, with the page's name."""
    width = max(map(len, found), default=0)
    yield f"{'page':{width}}  axe   Nu   bytes"
    for name, (violations, weight) in sorted(found.items()):
        count = sum(page == name for page, _ in mistakes)
        yield f"{name:{width}}  {violations:3}  {count:3}  {weight:6}"
    weights = [weight for _, weight in found.values()]
    yield f"{len(found)} pages and states; the heaviest has {max(weights, default=0)} bytes"
