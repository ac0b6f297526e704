"""Counts checks and gathers what is wrong; numbers as the page writes them; the time that a page itself works."""

import sys
from contextlib import contextmanager


class Checks:
    def __init__(self):
        self.number, self.faults, self.figures = 0, [], []

    def done(self):
        self.number += 1

    def fail(self, text):
        self.faults.append(text)

    def true(self, what, holds):
        self.done()
        if not holds:
            self.fail(f"{what}: not so")

    def equal(self, what, found, expected):
        self.done()
        if found != expected:
            self.fail(f"{what}: {found!r}, not {expected!r}")

    def most(self, what, found, limit):
        self.done()
        self.figures.append(f"{found:,.0f} {what}")
        if found > limit:
            self.fail(f"{what}: {found:,.0f}, more than {limit:,}")

    def report(self, name):
        for fault in self.faults:
            print(f"{name}: {fault}")
        figures = f"; {', '.join(self.figures)}" if self.figures else ""
        print(f"{name}: {self.number} checks, {len(self.faults)} faults{figures}")
        sys.exit(1 if self.faults else 0)


def whole(number):
    return f"{number:,}"


def decimal(tenths):
    return f"{tenths // 10:,}.{tenths % 10}"


class Time:
    milliseconds = 0.0


@contextmanager
def measured(page):
    """The time of the page's own thread, whatever else the machine does."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    time, before = Time(), worked(session)
    yield time
    time.milliseconds = worked(session) - before
    session.detach()


def worked(session):
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"] * 1000
